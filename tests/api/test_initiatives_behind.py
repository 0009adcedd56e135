"""/api/v1/connections/initiatives/ and …/<track>/initiatives/: the initiatives behind a number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_actor,
    make_conflict,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
)
from tests.refusals import refused
from tests.tables import rows_of
from tests.taken_parts import by_chance
from tests.walking import walk

pytestmark = pytest.mark.django_db

TAKEN_PART = "/api/v1/connections/initiatives/"
ON_TRACK = "/api/v1/connections/one/initiatives/"


def slugs(rows):
    return [(row.get("initiative") or row)["slug"] for row in rows]


def effort(slug, track, *actors, **fields):
    """An initiative on a track, in which these took part."""
    initiative = make_initiative(slug=slug, name=slug, **fields)
    make_involvement(initiative=initiative, track=track)
    for actor in actors:
        make_participation(initiative=initiative, actor=actor, track=track, role="mediator")
    return initiative


@pytest.fixture
def one():
    return make_track(number=1, slug="one")


# Of an actor, or of two


@pytest.mark.parametrize(
    ("page", "more"),
    [("bridging", ""), ("bridging", "&conflict=war"), ("neighbours", "&with=actor-1")],
)
def test_the_initiatives_of_an_actor_are_those_of_the_page(client, page, more):
    by_chance(1)
    lengths = []
    for number in (0, 2, 3, 4, 5):
        asked = f"?actor=actor-{number}{more}"
        shown = client.get(f"/connections/{page}/{asked}").context["page_obj"]
        found = slugs(walk(client, f"{TAKEN_PART}{asked}&page_size=1"))
        lengths.append(len(found))
        assert found == [initiative.slug for initiative in shown]
    assert max(lengths) > 1


def test_an_addressee_or_an_observer_took_no_part(client, one):
    initiative = effort("talks", one, make_actor(slug="ada"))
    for slug in ("addressee", "observer"):
        actor = make_actor(slug=slug)
        make_participation(initiative=initiative, actor=actor, track=one, role=slug)

    assert slugs(walk(client, f"{TAKEN_PART}?actor=ada")) == ["talks"]
    assert walk(client, f"{TAKEN_PART}?actor=addressee") == []
    assert walk(client, f"{TAKEN_PART}?actor=observer") == []


def test_the_initiatives_of_two_on_a_conflict_are_a_table_too(client, one):
    war = make_conflict(slug="war")
    ada, bob = make_actor(slug="ada"), make_actor(slug="bob")
    effort("both", one, ada, bob, conflicts=[war])
    effort("elsewhere", one, ada, bob)
    effort("alone", one, ada, conflicts=[war])
    table = rows_of(client.get(f"{TAKEN_PART}?actor=ada&with=bob&conflict=war&format=csv"))

    assert [row["Slug"] for row in table] == ["both"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "actor"),
        ("with=ada", "actor"),
        ("actor=nobody", "actor"),
        ("actor=ada&with=nobody", "with"),
        ("actor=ada&conflict=none-such", "conflict"),
        ("actor=ada&of=states", "of"),
    ],
)
def test_what_cannot_be_asked_of_actors_is_refused_by_name(client, query, name):
    make_actor(slug="ada")

    assert refused(client.get(f"{TAKEN_PART}?{query}")) == (400, [name])


# On a track


def test_the_initiatives_on_a_track_are_those_of_the_page_in_its_order(client, one):
    for slug, dates in (("late", "1999"), ("undated", ""), ("early", "1950"), ("again", "1950")):
        effort(slug, one, dates=dates)
    effort("elsewhere", make_track(number=2, slug="two"), dates="1950")
    shown = client.get("/connections/one/initiatives/").context["rows"]
    found = slugs(walk(client, f"{ON_TRACK}?page_size=1"))

    assert found == [it.entry.slug for it in shown] == ["again", "early", "late", "undated"]


def test_a_row_says_what_puts_the_initiative_on_the_track(client, one):
    effort("ran", one, make_actor(slug="ada"))
    taken = make_initiative(slug="taken", name="taken")
    make_participation(initiative=taken, actor=make_actor(slug="bob"), track=one, role="host")
    ran, part = walk(client, ON_TRACK)

    assert [row["track"]["slug"] for row in ran["involvements"]] == ["one"]
    assert ran["participations"] == []
    assert part["involvements"] == []
    assert [row["actor"]["slug"] for row in part["participations"]] == ["bob"]


def test_the_filters_are_those_of_the_page(client, one):
    effort("early", one, dates="1950", kind="dialogue")
    effort("late", one, dates="1999", kind="negotiation")

    assert slugs(walk(client, f"{ON_TRACK}?year_to=1960")) == ["early"]
    assert slugs(walk(client, f"{ON_TRACK}?kind=dialogue")) == ["early"]


def test_the_initiatives_on_a_track_are_a_table_too(client, one):
    for number in range(55):
        effort(f"effort-{number:02}", one)
    table = rows_of(client.get(f"{ON_TRACK}?format=csv&ordering=-name"))

    assert [row["Initiative (slug)"] for row in table] == [
        f"effort-{number:02}" for number in reversed(range(55))
    ]


@pytest.mark.parametrize(
    ("address", "status", "names"),
    [
        ("/api/v1/connections/no-such/initiatives/", 404, []),
        (f"{ON_TRACK}?kind=war", 400, ["kind"]),
        (f"{ON_TRACK}?show=all", 400, ["show"]),
        (f"{ON_TRACK}?ordering=id", 400, ["ordering"]),
        (f"{ON_TRACK}?page_size=0", 400, ["page_size"]),
    ],
)
def test_what_cannot_be_asked_of_a_track_is_refused(client, one, address, status, names):
    assert refused(client.get(address)) == (status, names)


def test_a_draft_track_answers_as_an_unknown_one(client):
    make_track(slug="secret", status="draft")
    answers = [client.get(f"/api/v1/connections/{slug}/initiatives/") for slug in ("secret", "no")]

    assert (answers[0].status_code, answers[0].content) == (404, answers[1].content)


def test_the_number_of_queries_does_not_grow_with_the_rows(client, one):
    ada, counts = make_actor(slug="ada"), []
    war = make_conflict()
    for number in range(2):
        for place in range(3):
            effort(f"effort-{number}-{place}", one, ada, conflicts=[war])
        for address in (f"{TAKEN_PART}?actor=ada", ON_TRACK):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).json()["count"] == 3 * (number + 1)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
    assert max(counts) < 10
