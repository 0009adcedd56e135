"""The desk of those who code a case a second time, without sight of how the base codes it."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.models import Entry, FormerSlug
from curation.revisions import Who, change, working_document
from curation.rows import models_in_order, stored_rows
from initiatives.coding import base_of, draw
from initiatives.models import Coding, Handover, Initiative, Involvement, Participation
from tests import factories
from tests.coded import COLLECTION, coded, edition, make_case, track
from tests.markup import markup

pytestmark = pytest.mark.django_db

LIST = reverse("admin:initiatives_coding_changelist")
DRAW = reverse("admin:initiatives_coding_draw")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


def form_of(coding):
    return reverse("admin:initiatives_coding_code", args=[coding.pk])


def comparison_of(coding):
    return reverse("admin:initiatives_coding_compare", args=[coding.pk])


@pytest.fixture
def case():
    return make_case("oslo")


@pytest.fixture
def coding(case, admin_user):
    return Coding.objects.create(case=case.slug, collection=COLLECTION, coder=admin_user.pk)


WHOLE = {
    "version": 1,
    "main_track": "professional",
    "functions-professional": ["origin", "channel"],
    "functions-government": ["outcome"],
    "handover-1-from": "professional",
    "handover-1-to": "government",
    "handover-1-kind": "transfer",
    "actor-oslo-body-1-role": "mediator",
    "actor-oslo-body-1-track": "professional",
    "untold-oslo-state": "on",
    "note": "Mediator or facilitator?",
}
ANSWERS = {
    "tracks": ["funding", "government", "professional"],
    "main_track": "professional",
    "functions": {"government": ["outcome"], "professional": ["channel", "origin"]},
    "handovers": [["professional", "government", "transfer"]],
    "actors": {"oslo-body": [["mediator", "professional"]]},
    "untold": ["oslo-state"],
}


# Which case


def test_the_button_draws_a_case_and_opens_its_form(admin_client, admin_user, case):
    response = admin_client.post(DRAW, {"collection": COLLECTION}, follow=True)

    coding = Coding.objects.get()
    assert (coding.case, coding.coder, coding.state) == ("oslo", admin_user.pk, "draft")
    assert response.redirect_chain == [(form_of(coding), 302)]
    assert "Case oslo" in markup(response).text


def test_the_desk_says_why_the_draw_is_random(admin_client, case):
    assert "The case is drawn at random" in markup(admin_client.get(LIST)).text


def test_while_a_case_is_open_no_other_is_drawn(admin_client, coding):
    make_case("aceh")

    response = admin_client.post(DRAW, {"collection": COLLECTION}, follow=True)

    assert response.redirect_chain == [(form_of(coding), 302)]
    assert "This case is still open" in markup(response).text
    assert Coding.objects.count() == 1


def test_cases_that_nobody_has_coded_come_first_then_those_of_others_and_none_twice(case):
    coded(case, coder=2)
    make_case("aceh")

    drawn = [draw(1, COLLECTION) for _ in range(3)]

    assert [coding and coding.case for coding in drawn] == ["aceh", "oslo", None]


def test_a_case_that_was_renamed_is_not_drawn_again(case):
    coded(case)
    Initiative.objects.filter(pk=case.pk).update(slug="oslo-channel")
    FormerSlug.objects.create(kind="initiative", old="oslo", slug="oslo-channel")

    assert draw(1, COLLECTION) is None


def test_nobody_is_given_a_case_that_they_edited_themselves(case, admin_user):
    natural = (case.KIND, case.slug)
    draft = working_document(case) | {"summary": "Written by this person."}
    change(natural, case.version, draft, Who(admin_user, "Written"))
    assert draw(admin_user.pk, COLLECTION) is None
    assert draw(admin_user.pk + 1, COLLECTION) is not None


def test_only_public_cases_of_the_collection_are_drawn(case, admin_client):
    Initiative.objects.update(status=Entry.Status.DRAFT)
    text = factories.make_involvement(collection="source-texts")

    assert draw(1, COLLECTION) is None
    response = admin_client.post(DRAW, {"collection": "source-texts"}, follow=True)
    assert "There is no case here" in markup(response).text
    assert text.initiative.is_public


# What the coder sees


def blind(client, coding):
    return TOKEN.sub("", client.get(form_of(coding)).content.decode())


def test_the_form_is_the_same_to_the_byte_however_the_base_codes_the_case(
    admin_client, case, coding
):
    before = blind(admin_client, coding)
    funding, body = track("funding"), case.participations.get(role="facilitator")
    Initiative.objects.update(
        main_track=funding, kind="funding-programme", summary="Money", confidence="low"
    )
    Involvement.objects.update(track=funding, function="funding", why="It paid.")
    Handover.objects.all().delete()
    Participation.objects.update(role="funder", track=funding, statement="It paid.")
    body.role, body.pk, body.key, body.position = "educator", None, "again", 0
    body.save()

    assert blind(admin_client, coding) == before


def test_the_form_names_case_dates_conflict_works_and_actors(admin_client, case, coding):
    case.conflicts.add(factories.make_conflict(name="A long conflict"))
    work = factories.make_work(title="The Oslo channel remembered", url="https://example.org/oslo")
    case.handovers.get().citations.add(factories.make_citation(work=work))

    page = markup(admin_client.get(form_of(coding)))

    for words in ("Case oslo", "1993", "A long conflict", "The Oslo channel remembered"):
        assert words in page.text
    assert "The body of oslo" in page.text
    assert "https://example.org/oslo" in {address for address, _ in page.links}


def test_no_link_of_the_form_leads_to_how_the_base_codes_the_case(admin_client, case, coding):
    """On the site to the codebook alone; to the home page from the head of every desk page."""
    work = factories.make_work(url="https://example.org/oslo")
    case.citations.add(factories.make_citation(work=work))
    case.conflicts.add(factories.make_conflict())
    found = {address for address, _ in markup(admin_client.get(form_of(coding))).links}

    on_the_site = {it.partition("#")[0] for it in found if re.match(r"/(?!admin/|static/)", it)}
    assert on_the_site == {"/codebook/", "/"}
    assert not {it for it in found if it.startswith("/admin/") and "/change/" in it}


def test_every_anchor_of_the_form_is_there_in_the_codebook(admin_client, client, coding):
    there = markup(client.get("/codebook/")).ids
    found = {address for address, _ in markup(admin_client.get(form_of(coding))).links}

    anchors = {it.partition("#")[2] for it in found if it.startswith("/codebook/#")}
    assert len(anchors) > 30
    assert anchors <= {*there}


def test_an_actor_that_is_not_public_is_not_to_be_coded(admin_client, case, coding):
    actor = case.participations.get(role="party").actor
    actor.visibility = "withheld"
    actor.save()

    assert "The state of oslo" not in markup(admin_client.get(form_of(coding))).text


def test_the_form_takes_as_many_queries_for_many_actors_as_for_few(admin_client, case, coding):
    def queries():
        with CaptureQueriesContext(connection) as found:
            admin_client.get(form_of(coding))
        return len(found)

    case.citations.add(factories.make_citation())
    queries()
    few = queries()
    for _ in range(15):
        work = factories.make_citation()
        factories.make_participation(
            initiative=case, track=track("funding"), collection=COLLECTION, citations=[work]
        )

    assert queries() == few <= 15


# What is kept


def test_a_draft_is_kept_and_gone_on_with(admin_client, coding):
    sent = {"version": 1, "functions-funding": ["funding"], "actor-oslo-body-1-role": "host"}
    response = admin_client.post(form_of(coding), {**sent, "_save": ""}, follow=True)

    coding.refresh_from_db()
    assert coding.is_draft
    assert coding.answers["actors"] == {"oslo-body": [["host", ""]]}
    page = markup(response)
    chosen = [v.get("value") for tag, v in page.elements if tag == "option" and "selected" in v]
    assert "host" in chosen
    assert [v["value"] for tag, v in page.elements if tag == "input" and "checked" in v] == [
        "funding"
    ]


def test_there_is_always_an_empty_line_more(admin_client, coding):
    sent = {f"actor-oslo-body-{n}-role": role for n, role in ((1, "host"), (2, "party"))}
    admin_client.post(form_of(coding), {"version": 1, **sent, "_save": ""})

    assert "actor-oslo-body-3-role" in admin_client.get(form_of(coding)).content.decode()


def test_what_is_whole_is_submitted_with_how_the_base_codes_it(admin_client, case, coding):
    number = edition()
    response = admin_client.post(form_of(coding), {**WHOLE, "_submit": ""})

    coding.refresh_from_db()
    assert response.url == comparison_of(coding)
    assert coding.is_submitted
    assert coding.answers == ANSWERS
    assert coding.base == base_of(case, COLLECTION)
    assert coding.base["actors"] == {
        "oslo-body": [["facilitator", "professional"]],
        "oslo-state": [["party", "government"]],
    }
    assert (coding.edition, edition()) == (number, number + 1)


GAPS = [
    ({"main_track": ""}, "Choose a track, or say that there is none."),
    ({"main_track": "funding"}, "The main track has no function below."),
    ({"handover-1-to": "funding"}, "This track has no function above."),
    ({"handover-1-to": "professional"}, "A handover goes from one track to another."),
    ({"handover-1-kind": ""}, "Choose one."),
    ({"actor-oslo-body-1-track": ""}, "Choose one."),
    ({"untold-oslo-state": ""}, "Choose a role, or say that the works do not tell."),
    ({"actor-oslo-state-1-role": "party"}, "You chose a role all the same"),
    ({"functions-government": [], "functions-professional": []}, "Tick at least one function"),
]


@pytest.mark.parametrize(("change", "reason"), GAPS, ids=[reason for _, reason in GAPS])
def test_what_is_not_whole_is_kept_as_a_draft_and_says_what_is_missing(
    admin_client, coding, change, reason
):
    sent = {name: it for name, it in {**WHOLE, **change, "_submit": ""}.items() if it or it == ""}
    if not change.get("untold-oslo-state", "on"):
        del sent["untold-oslo-state"]
    page = markup(admin_client.post(form_of(coding), sent))

    coding.refresh_from_db()
    assert reason in page.text
    assert "The draft was saved" in page.text
    assert coding.is_draft
    assert coding.note == WHOLE["note"]


def test_the_form_with_errors_can_be_sent_again(admin_client, coding):
    page = admin_client.post(form_of(coding), {**WHOLE, "main_track": "", "_submit": ""})
    version = page.context["form"]["version"].value()
    admin_client.post(form_of(coding), {**WHOLE, "version": version, "_submit": ""})

    coding.refresh_from_db()
    assert coding.is_submitted


def test_a_value_that_is_none_of_the_choices_is_refused(admin_client, coding):
    page = admin_client.post(form_of(coding), {**WHOLE, "main_track": "moon", "_submit": ""})

    coding.refresh_from_db()
    assert "main_track" in page.context["form"].errors
    assert coding.answers == {}


def test_a_form_that_is_behind_is_refused_and_keeps_what_was_typed(admin_client, coding):
    admin_client.post(form_of(coding), {"version": 1, "note": "First window", "_save": ""})
    page = admin_client.post(form_of(coding), {"version": 1, "note": "Second window", "_save": ""})

    coding.refresh_from_db()
    assert coding.note == "First window"
    assert "saved in another window" in markup(page).text
    assert page.context["form"]["note"].value() == "Second window"
    again = {"version": page.context["form"]["version"].value(), "note": "Both", "_save": ""}
    admin_client.post(form_of(coding), again)
    coding.refresh_from_db()
    assert coding.note == "Both"


def test_submitted_twice_it_counts_once_and_stays_as_it_was(admin_client, coding):
    admin_client.post(form_of(coding), {**WHOLE, "_submit": ""})
    number = edition()
    response = admin_client.post(form_of(coding), {**WHOLE, "note": "Other", "_submit": ""})

    coding.refresh_from_db()
    assert response.url == comparison_of(coding)
    assert (coding.note, edition()) == (WHOLE["note"], number)


def test_a_case_set_aside_is_closed_and_another_can_be_drawn(admin_client, coding):
    make_case("aceh")
    admin_client.post(form_of(coding), {"version": 1, "_set_aside": ""})

    coding.refresh_from_db()
    assert coding.state == "set-aside"
    assert admin_client.get(form_of(coding)).url == LIST
    admin_client.post(DRAW, {"collection": COLLECTION})
    assert Coding.objects.latest("pk").case == "aceh"


def test_a_case_that_was_withdrawn_cannot_be_submitted_and_the_draft_is_kept(
    admin_client, case, coding
):
    admin_client.post(form_of(coding), {"version": 1, "note": "So far", "_save": ""})
    Initiative.objects.update(status=Entry.Status.WITHDRAWN)
    response = admin_client.post(
        form_of(coding), {**WHOLE, "version": 2, "_submit": ""}, follow=True
    )

    coding.refresh_from_db()
    assert "cannot be seen by the public" in markup(response).text
    assert (coding.state, coding.note) == ("draft", "So far")


# The comparison


def test_the_comparison_has_both_item_by_item(admin_client, case):
    coding = coded(case, note="A doubt", main_track="government", handovers=[])
    page = markup(admin_client.get(comparison_of(coding)))

    assert "The case 2 Professional 1 Government no" in page.text
    assert "2 Professional → 1 Government Uptake – no" in page.text
    assert "The state of oslo Party on 1 Government Party on 1 Government yes" in page.text
    assert "4 of 6 items are alike" in page.text
    assert "A doubt" in page.text


def test_the_comparison_shows_the_base_as_it_was(admin_client, case):
    coding = coded(case)
    Involvement.objects.update(function="support")

    assert "Support" not in markup(admin_client.get(comparison_of(coding))).text


def test_the_comparison_does_not_name_who_is_withheld_since(admin_client, case):
    coding = coded(case)
    actor = case.participations.get(role="party").actor
    actor.visibility = "withheld"
    actor.save()

    text = markup(admin_client.get(comparison_of(coding))).text
    assert "The state of oslo" not in text
    assert "1 actor of the case is not public any more" in text


# Who may


@pytest.fixture
def member(client, django_user_model):
    """Logs in somebody of the desk who has these permissions."""

    def login(*codenames):
        user = django_user_model.objects.create_user(
            "-".join(["member", *codenames]), is_staff=True
        )
        for codename in codenames:
            permission = Permission.objects.filter(
                codename=codename, content_type__app_label="curation"
            ).first() or Permission.objects.create(
                codename=codename,
                name=codename,
                content_type=ContentType.objects.get_for_model(FormerSlug),
            )
            user.user_permissions.add(permission)
        client.force_login(user)
        return user

    return login


def statuses(client, coding):
    """Of the list, the draw, the form and the comparison."""
    asked = [client.get(LIST), client.post(DRAW, {"collection": COLLECTION})]
    asked += [client.get(form_of(coding)), client.get(comparison_of(coding))]
    return [response.status_code for response in asked]


def test_without_a_permission_nothing_can_be_seen(client, member, case):
    member()

    assert statuses(client, coded(case)) == [403] * 4


def test_somebody_else_s_coding_is_not_for_coders(client, member, case):
    make_case("aceh")
    member("write_drafts")

    assert statuses(client, coded(case, coder=999)) == [200, 302, 403, 403]


def test_reviewers_see_what_was_submitted_and_by_whom(client, member, case):
    coder = member("write_drafts")
    coding = coded(case, coder=coder.pk)
    member("publish")

    assert statuses(client, coding) == [200, 403, 403, 200]
    assert f"Case oslo Casebook {coder.username}" in markup(client.get(LIST)).text


def test_reviewers_do_not_see_drafts_of_others(client, member, coding):
    member("publish")

    assert "Case oslo" not in markup(client.get(LIST)).text
    assert statuses(client, coding)[2:] == [403, 403]


def test_the_coder_does_not_see_the_comparison_before_submitting(admin_client, coding):
    assert admin_client.get(comparison_of(coding)).status_code == 403


def test_who_is_not_logged_in_is_sent_to_the_login(client, coding):
    assert statuses(client, coding) == [302] * 4
    assert client.get(form_of(coding)).url.startswith("/admin/login/")


def test_a_coding_cannot_be_added_changed_or_deleted_in_another_way(admin_client, coding):
    there = form_of(coding)

    for address in (f"{LIST}add/", f"{there}change/", f"{there}delete/", f"{there}history/"):
        assert admin_client.get(address).status_code in (302, 404)
        assert admin_client.post(address, {"post": "yes"}).status_code in (302, 404)
    assert Coding.objects.count() == 1


# What it is not


def test_a_coding_is_in_no_document(case):
    coded(case, note="A doubt")

    assert "Coding" not in {model.__name__ for model in models_in_order()}
    assert "A doubt" not in str(stored_rows())


def test_the_same_person_codes_a_case_once(case):
    coded(case)

    with pytest.raises(IntegrityError), transaction.atomic():
        Coding.objects.create(case="oslo", collection=COLLECTION, coder=1)


def test_what_is_submitted_has_an_edition_and_nothing_else_has(coding):
    for values in ({"state": "submitted"}, {"edition": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Coding.objects.filter(pk=coding.pk).update(**values)
