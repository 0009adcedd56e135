"""The list of likely duplicates and the comparison of two entries, as a curator sees them."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor
from curation.duplicates import are_different, likely, refresh
from curation.entries import entry_models
from curation.models import DifferentPair
from tests import factories
from tests.admin_forms import address
from tests.full import Full

pytestmark = pytest.mark.django_db

LIST = reverse("admin:curation_likely_duplicates")
COMPARE = reverse("admin:curation_compare")
TWO = {"a": "actor:abdi", "b": "actor:abdi-2"}


@pytest.fixture
def two():
    first = factories.make_actor(kind="person", slug="abdi", name="Mohamed Abdi", country="SO")
    second = factories.make_actor(kind="person", slug="abdi-2", name="Muhammad Abdi")
    refresh()
    return first, second


@pytest.fixture
def as_contributor(client, monkeypatch):
    """Somebody who writes drafts, and may not see what is withheld."""
    user = User.objects.create_user("contributor", is_staff=True)
    has_perm = User.has_perm
    monkeypatch.setattr(
        User, "has_perm", lambda *args: args[1] == "curation.write_drafts" or has_perm(*args)
    )
    client.force_login(user)
    return client


def queries_for(client, page, asked):
    assert client.get(page, asked).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(page, asked)
    return len(queries)


@pytest.mark.parametrize(("page", "asked"), [(LIST, {}), (COMPARE, TWO)])
def test_whoever_writes_no_drafts_is_refused(client, two, page, asked):
    client.force_login(User.objects.create_user("visitor", is_staff=True))
    assert client.get(page, asked).status_code == 403
    assert client.post(page, asked).status_code == 403


def test_the_list_shows_each_pair_with_its_reason(admin_client, two):
    text = admin_client.get(LIST).content.decode()
    assert "One pair has names or identifiers that are alike." in text
    assert "Compare “Mohamed Abdi” (published) and “Muhammad Abdi” (published)" in text
    assert "“Mohamed Abdi” and “Muhammad Abdi” are spelt alike." in text


def test_the_list_can_be_of_one_kind(admin_client, two):
    assert len(admin_client.get(LIST, {"kind": "actor"}).context["rows"]) == 1
    assert admin_client.get(LIST, {"kind": "work"}).context["rows"] == []
    assert len(admin_client.get(LIST, {"kind": "\x00"}).context["rows"]) == 1


def test_the_list_comes_in_pages(admin_client):
    for n in range(10):
        factories.make_initiative(slug=f"i{n}", name="Oslo talks")
    for n in range(5):
        factories.make_initiative(slug=f"j{n}", name="Geneva forum")
    refresh()
    first = admin_client.get(LIST)
    second = admin_client.get(f"{LIST}?{first.context['next']}")
    assert [len(it.context["rows"]) for it in (first, second)] == [50, 5]
    assert (first.context["previous"], second.context["next"]) == ("", "")
    assert "55 pairs have" in first.content.decode()
    assert f'<a href="{LIST}" aria-current="page">All kinds</a>' in first.content.decode()
    assert '<a href="?page=2">Next</a>' in first.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "²", "7"])
def test_pages_that_are_none_are_no_error(admin_client, two, page):
    assert admin_client.get(LIST, {"page": page}).status_code == 200


def test_the_list_takes_as_many_queries_for_many_pairs_as_for_one(admin_client, two):
    before = queries_for(admin_client, LIST, {})
    for n in range(9):
        factories.make_actor(slug=f"i{n}", name="Peace Union of Oslo")
    refresh()
    assert queries_for(admin_client, LIST, {}) == before <= 6


def test_a_withheld_actor_is_in_no_list_and_on_no_page_of_who_may_not_see_it(as_contributor, two):
    assert len(as_contributor.get(LIST).context["rows"]) == 1
    Actor.objects.filter(slug="abdi-2").update(visibility="withheld")
    assert "Muhammad" not in as_contributor.get(LIST).content.decode()
    assert as_contributor.get(COMPARE, TWO).status_code == 404
    assert as_contributor.post(f"{COMPARE}?a=actor:abdi&b=actor:abdi-2").status_code == 404


def test_a_withheld_actor_is_not_named_where_it_takes_part(as_contributor):
    for slug in ("a", "b"):
        factories.make_initiative(slug=slug, name="Oslo channel")
    initiative = factories.make_participation(
        actor=factories.make_actor(name="Canary Name", visibility="withheld")
    ).initiative
    asked = {"a": "initiative:a", "b": f"initiative:{initiative.slug}"}
    answer = as_contributor.get(COMPARE, asked)
    assert answer.status_code == 200
    assert "canary" not in answer.content.decode().lower()


def test_pairs_that_are_not_the_same_hide_withheld_actors_too(as_contributor, two):
    are_different("actor", ["abdi", "abdi-2"], by=None)
    assert "abdi-2" in as_contributor.get(address(DifferentPair, "changelist")).content.decode()
    Actor.objects.filter(slug="abdi-2").update(visibility="withheld")
    page = as_contributor.get(address(DifferentPair, "changelist"))
    assert "abdi-2" not in page.content.decode()


def lines(response):
    return {
        (section.heading, line.label): (line.a, line.b, line.mark)
        for section in response.context["sections"]
        for line in section.lines
    }


def test_fields_stand_side_by_side_with_what_differs_in_words(admin_client, two):
    response = admin_client.get(COMPARE, TWO)
    found = lines(response)
    assert found["Fields", "Name"] == (
        [("", "Mohamed Abdi")],
        [("", "Muhammad Abdi")],
        "differs",
    )
    assert found["Fields", "Country"] == ([("", "SO")], [], "only the first")
    assert found["Fields", "Kind"][2] == "same"
    text = response.content.decode()
    assert "<strong>different</strong>" in text
    assert "<strong>only in the first</strong>" in text


def test_parts_that_say_it_of_the_same_stand_beside_each_other(admin_client, two):
    track = factories.make_track()
    for actor, statement in zip(two, ("He mediated.", "He hosted."), strict=True):
        factories.make_actor_track(actor=actor, track=track, statement=statement)
    factories.make_alias(actor=two[1], name="Abdi")
    found = lines(admin_client.get(COMPARE, TWO))
    a, b, mark = found["Actor tracks", "Actor track"]
    assert ("Statement", "He mediated.") in a
    assert ("Statement", "He hosted.") in b
    assert mark == "differs"
    assert found["Aliases", "Alias"][2] == "only the second"


def test_parts_that_differ_in_their_passages_are_not_the_same(admin_client, two):
    citation = factories.make_citation()
    factories.make_alias(actor=two[0], name="Abdi", citations=[citation])
    factories.make_alias(actor=two[1], name="Abdi", citations=[factories.make_citation()])
    assert lines(admin_client.get(COMPARE, TWO))["Aliases", "Alias"][2] == "differs"


def test_it_says_how_many_other_entries_link_each(admin_client, two):
    initiative = factories.make_initiative()
    for role in ("mediator", "host"):
        factories.make_participation(initiative=initiative, actor=two[0], role=role)
    factories.make_conflict(parties=[two[0]])
    first, second = (side["links"] for side in admin_client.get(COMPARE, TWO).context["sides"])
    assert sorted(first) == ["1 conflict (parties)", "1 initiative (participations)"]
    assert second == []


@pytest.mark.parametrize("kind", ["initiative", "actor", "work", "conflict", "framework"])
def test_comparing_takes_as_many_queries_for_many_parts_as_for_few(admin_client, kind):
    full = Full()
    a, b, c, d = [
        *full.entries(entry_models()[kind], 2, parts=1),
        *full.entries(entry_models()[kind], 2, parts=4),
    ]
    few = queries_for(admin_client, COMPARE, {"a": a.ref, "b": b.ref})
    many = queries_for(admin_client, COMPARE, {"a": c.ref, "b": d.ref})
    assert few == many < 18


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"a": "actor:abdi"},
        {"a": "actor:abdi", "b": "actor:abdi"},
        {"a": "actor:abdi", "b": "work:abdi-2"},
        {"a": "actor:abdi", "b": "actor:nobody"},
        {"a": "nothing:x", "b": "nothing:y"},
        {"a": "actor:abdi", "b": "actor:\x00"},
    ],
)
def test_what_cannot_be_compared_is_not_found(admin_client, two, asked):
    assert admin_client.get(COMPARE, asked).status_code == 404


def test_two_that_are_not_the_same_leave_the_list(admin_client, admin_user, two):
    page = f"{COMPARE}?a=actor:abdi-2&b=actor:abdi"
    response = admin_client.post(page, {"why": "Two ministers."}, follow=True)
    assert "are kept as two" in response.content.decode()
    assert response.context["rows"] == []
    pair = DifferentPair.objects.get()
    assert (pair.slug, pair.other, pair.by, pair.why) == (
        "abdi", "abdi-2", admin_user, "Two ministers."
    )  # fmt: skip
    text = admin_client.get(page).content.decode()
    assert "that these are not the same: Two ministers." in text
    assert "<form method" not in text.partition("compare-entries")[2].partition("</main>")[0]


def test_the_reason_may_be_left_out_and_is_sent_once(admin_client, two):
    for _ in range(2):
        admin_client.post(f"{COMPARE}?a=actor:abdi&b=actor:abdi-2")
    assert DifferentPair.objects.get().why == ""


def test_a_reason_that_is_too_long_is_refused_and_kept_in_the_form(admin_client, two):
    response = admin_client.post(f"{COMPARE}?a=actor:abdi&b=actor:abdi-2", {"why": "x" * 1001})
    assert "at most 1000 characters" in response.content.decode()
    assert not DifferentPair.objects.exists()


def test_what_is_taken_back_comes_to_the_list_again(admin_client, two):
    pair = are_different("actor", ["abdi", "abdi-2"], by=None)
    admin_client.post(address(pair, "delete"), {"post": "yes"})
    assert likely().count() == 1


def test_the_list_of_what_differs_leads_to_the_likely_ones(admin_client):
    text = admin_client.get(address(DifferentPair, "changelist")).content.decode()
    assert f'href="{LIST}"' in text
