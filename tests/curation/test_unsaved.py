"""A login that ends while somebody edits: what was typed is kept, and nothing is saved from it."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.test import Client
from django.urls import reverse

from actors.models import Actor
from curation import conflicts, revisions, unsaved
from curation.models import Revision
from initiatives.models import Coding, Initiative
from tests import factories
from tests.admin_forms import address, errors, filled_in
from tests.coded import COLLECTION, make_case
from tests.roles import CONTRIBUTOR, person

pytestmark = pytest.mark.django_db

LOGIN = "/admin/login/"
PASSWORD = "a-long-password"
TYPED = "It met at a farm.\r\nThen “again” & <elsewhere>."


def writer(name="ann", role=CONTRIBUTOR):
    user = person(role, name)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def ann(client):
    user = writer()
    client.force_login(user)
    return user


def typed(client, page, **edits):
    return filled_in(client.get(page), **edits)


def a_new_initiative(client):
    page = address(Initiative, "add")
    venue = {"venues": [{"name": "Borregaard"}]}
    values = {"name": "Oslo", "slug": "oslo", "kind": "negotiation", "summary": TYPED}
    return page, filled_in(client.get(page), venue, **values)


def fields_of(page):
    """What the form of a page would send, if nobody changed anything."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return [(html.unescape(name), html.unescape(value)) for name, value in inputs]


def first(pattern, page):
    found = re.search(pattern, page)
    assert found, page
    return found[1]


def sent(pairs):
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    return data


def log_in(client, answer, username="ann", password=PASSWORD):
    """Fill in the login that was shown."""
    packed = dict(fields_of(answer.content.decode())).get("_unsaved", "")
    data = {"username": username, "password": password, "_unsaved": packed}
    return client.post(LOGIN, data)


def shown_again(client, answer):
    """Press the button under what was kept."""
    page = answer.content.decode()
    to = html.unescape(first(r'<form method="post" action="([^"]*)"', page))
    return client.post(to, sent(fields_of(page)))


def expired(client, page, data):
    client.logout()
    return client.post(page, {**data, "_save": "Save"})


def test_what_was_typed_goes_along_through_the_login_and_stands_in_the_form_again(client, ann):
    page, data = a_new_initiative(client)
    answer = expired(client, page, data)
    assert "What you typed is kept" in answer.content.decode()
    answer = shown_again(client, log_in(client, answer))
    assert answer.status_code == 200
    form = answer.context["adminform"].form
    assert form["summary"].value() == TYPED
    venues = next(
        it.formset
        for it in answer.context["inline_admin_formsets"]
        if it.formset.prefix == "venues"
    )
    assert venues.forms[0]["name"].value() == "Borregaard"
    assert form.non_field_errors() == [unsaved.SAID]


def test_nothing_is_saved_until_the_form_is_saved_again(client, ann):
    page, data = a_new_initiative(client)
    answer = shown_again(client, log_in(client, expired(client, page, data)))
    assert not Initiative.objects.exists()
    assert not Revision.objects.exists()
    again = filled_in(answer, {"venues": [{"name": "Borregaard"}]}) | {"_save": "Save"}
    answer = client.post(page, again)
    assert answer.status_code == 302, errors(answer)
    assert Initiative.objects.get().summary == TYPED.replace("\r\n", "\n")
    assert Revision.objects.get().author == ann


def test_a_change_of_an_entry_is_kept_as_well(client, ann):
    row = factories.make_actor(status="draft", name="Norge")
    data = typed(client, address(row), name="Norway")
    answer = shown_again(client, log_in(client, expired(client, address(row), data)))
    assert answer.context["adminform"].form["name"].value() == "Norway"
    row.refresh_from_db()
    assert row.name == "Norge"


def test_a_form_that_is_shown_again_is_still_based_on_what_it_was(client, ann):
    """So that what somebody else saved meanwhile is not lost."""
    row = factories.make_actor(status="draft", name="Norge")
    data = typed(client, address(row), name="Norway")
    other = revisions.working_document(row) | {"summary": "A state."}
    revisions.change(("actor", row.slug), row.version, other, revisions.Who())
    answer = shown_again(client, log_in(client, expired(client, address(row), data)))
    answer = client.post(address(row), filled_in(answer) | {"_save": "Save"})
    assert answer.status_code == 409


def test_a_passage_that_waits_beside_its_work_is_not_saved_either(client, ann):
    passage = factories.make_citation(pending=True, locator="p. 1")
    data = typed(client, address(passage), locator="p. 2")
    answer = shown_again(client, log_in(client, expired(client, address(passage), data)))
    assert answer.context["adminform"].form["locator"].value() == "p. 2"
    passage.refresh_from_db()
    assert passage.locator == "p. 1"


def test_a_form_in_a_popup_stays_one(client, ann):
    page = f"{address(Actor, 'add')}?_popup=1&_to_field=id"
    data = typed(client, page, name="Fafo", slug="fafo", kind="ngo") | {"_popup": "1"}
    answer = shown_again(client, log_in(client, expired(client, page, data)))
    assert answer.context["is_popup"]


def test_a_wrong_password_loses_nothing(client, ann):
    page, data = a_new_initiative(client)
    answer = log_in(client, expired(client, page, data), password="wrong")
    assert "What you typed is kept" in answer.content.decode()
    answer = shown_again(client, log_in(client, answer))
    assert answer.context["adminform"].form["summary"].value() == TYPED


def test_no_password_is_ever_in_a_page(client, ann):
    page, data = a_new_initiative(client)
    answer = expired(client, page, data)
    for password in ("wrong-password", PASSWORD):
        answer = log_in(client, answer, password=password)
        assert password not in answer.content.decode()


def test_another_user_sees_the_form_only_with_the_right_to_it(client, ann):
    writer("guest", "")
    page, data = a_new_initiative(client)
    answer = log_in(client, expired(client, page, data), "guest")
    assert shown_again(client, answer).status_code == 403


def test_another_user_does_not_get_at_what_is_withheld(client):
    writer("root", "Administrators")
    writer()
    assert client.login(username="root", password=PASSWORD)
    row = factories.make_actor(visibility="withheld", name="Hidden name")
    data = typed(client, address(row), summary="Words")
    answer = log_in(client, expired(client, address(row), data), "ann")
    again = shown_again(client, answer)
    assert again.status_code == 302
    assert "Hidden name" not in client.get(again.url).content.decode()


def test_the_coding_of_a_case_is_kept(client, ann):
    initiative = make_case("oslo")
    coding = Coding.objects.create(case=initiative.slug, collection=COLLECTION, coder=ann.pk)
    page = reverse("admin:initiatives_coding_code", args=[coding.pk])
    shown = client.get(page)
    data = {"version": shown.context["form"]["version"].value(), "note": "In doubt"}
    answer = shown_again(client, log_in(client, expired(client, page, data)))
    assert "In doubt" in answer.content.decode()
    coding.refresh_from_db()
    assert coding.note == ""


def test_two_versions_side_by_side_are_kept(client, ann):
    row = factories.make_actor(status="draft")
    mine = revisions.working_document(row) | {"summary": "Mine"}
    page = reverse("admin:curation_resolve", args=["actor", row.slug])
    data = {"mine": conflicts.pack(mine), "base": row.version, "newest": row.version}
    answer = shown_again(client, log_in(client, expired(client, page, data)))
    assert answer.status_code == 409
    assert "Mine" in answer.content.decode()
    assert not Revision.objects.exists()


# What does not come back


def test_other_forms_lead_to_the_login_as_ever(client):
    answer = client.post(reverse("admin:password_change"), {"new_password1": "secret-words"})
    assert answer.status_code == 302
    assert "secret" not in answer.url


def test_the_address_cannot_be_forged(client, ann):
    forged = signing.dumps({"to": "https://elsewhere.test/", "fields": []}, salt="another")
    data = {"username": "ann", "password": PASSWORD, "_unsaved": forged}
    assert client.post(LOGIN, data).status_code == 302


def test_it_is_forgotten_after_a_day(client, ann, monkeypatch):
    page, data = a_new_initiative(client)
    answer = expired(client, page, data)
    monkeypatch.setattr(unsaved, "KEPT_FOR", -1)
    assert log_in(client, answer).status_code == 302


def test_what_is_too_long_says_how_to_keep_it(client, ann, monkeypatch):
    page, data = a_new_initiative(client)
    monkeypatch.setattr(unsaved, "LONGEST", 100)
    assert "log in in another tab" in expired(client, page, data).content.decode().lower()


def test_no_answer_with_what_was_typed_is_stored(client, ann):
    page, data = a_new_initiative(client)
    answer = expired(client, page, data)
    for it in (answer, log_in(client, answer)):
        assert "no-store" in it["Cache-Control"]


# A token that is not taken any more


@pytest.fixture
def strict(ann):
    """A browser: its forms need a token, and it says where they come from."""
    client = Client(enforce_csrf_checks=True, headers={"Origin": "http://testserver"})
    client.force_login(ann)
    return client


def token(answer):
    return first(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.content.decode())


def test_a_form_from_before_another_login_is_shown_again(strict):
    page, data = a_new_initiative(strict)
    answer = strict.post(page, data | {"csrfmiddlewaretoken": "x" * 64, "_save": "Save"})
    assert answer.status_code == 403
    answer = shown_again_with_token(strict, answer)
    assert answer.context["adminform"].form["summary"].value() == TYPED
    assert not Revision.objects.exists()


def shown_again_with_token(client, answer):
    page = answer.content.decode()
    to = html.unescape(first(r'<form method="post" action="([^"]*)"', page))
    return client.post(to, sent(fields_of(page)) | {"csrfmiddlewaretoken": token(answer)})


@pytest.mark.parametrize("origin", ["http://elsewhere.test", "null", ""])
def test_what_another_site_sends_is_not_shown_again(ann, origin):
    client = Client(enforce_csrf_checks=True, headers={"Origin": origin} if origin else {})
    client.force_login(ann)
    page, data = a_new_initiative(client)
    answer = client.post(page, data | {"_save": "Save"})
    assert answer.status_code == 403
    assert "farm" not in answer.content.decode()


def test_what_is_shown_again_needs_the_token_too(strict):
    page, data = a_new_initiative(strict)
    answer = strict.post(page, data | {"_shown_again": "1"})
    assert answer.status_code == 403
    assert "adminform" not in (answer.context or {})


def test_a_token_that_ended_together_with_the_login_keeps_what_was_typed(strict):
    page, data = a_new_initiative(strict)
    strict.logout()
    answer = strict.post(page, data | {"csrfmiddlewaretoken": "x" * 64, "_save": "Save"})
    assert answer.status_code == 403
    packed = dict(fields_of(answer.content.decode()))["_unsaved"]
    form = {"username": "ann", "password": PASSWORD, "_unsaved": packed}
    answer = strict.post(LOGIN, form | {"csrfmiddlewaretoken": token(answer)})
    answer = shown_again_with_token(strict, answer)
    assert answer.context["adminform"].form["summary"].value() == TYPED


def test_a_login_from_before_another_login_keeps_what_was_typed(strict):
    page, data = a_new_initiative(strict)
    packed = strict_pack(strict, page, data)
    answer = strict.post(LOGIN, {"_unsaved": packed, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    answer = shown_again_with_token(strict, answer)
    assert answer.context["adminform"].form["summary"].value() == TYPED


def strict_pack(client, page, data):
    anonymous = Client()
    answer = anonymous.post(page, data)
    return dict(fields_of(answer.content.decode()))["_unsaved"]


def test_the_login_itself_fails_plainly_on_a_wrong_token(strict):
    answer = strict.post(LOGIN, {"username": "ann", "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert User.objects.count() == 1
