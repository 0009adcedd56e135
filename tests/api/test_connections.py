"""/api/v1/connections/ and the lists behind its numbers."""

import pytest

from tests.factories import (
    make_actor,
    make_handover,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
)
from tests.refusals import refused
from tests.tables import rows_of

pytestmark = pytest.mark.django_db

PAIR = "/api/v1/connections/one/two/"


@pytest.fixture
def tracks():
    return [make_track(number=n, slug=slug) for n, slug in ((1, "one"), (2, "two"), (3, "three"))]


@pytest.fixture
def tied(tracks):
    one, two, _ = tracks
    for number in range(3):
        initiative = make_initiative(slug=f"effort-{number}", dates=f"199{number}")
        make_involvement(initiative=initiative, track=one)
        make_participation(initiative=initiative, track=two, role="host")
    make_handover(initiative=initiative, from_track=two, to_track=one)
    actor = make_actor(slug="ada")
    make_participation(initiative=initiative, actor=actor, track=one, role="mediator")
    make_participation(initiative=initiative, actor=actor, track=two, role="mediator")


def rows(client, address):
    return client.get(address).json()["results"]


def test_a_row_is_as_the_design_has_it(client, tied):
    found = rows(client, "/api/v1/connections/")[0]
    assert found == {
        "a": "one",
        "b": "two",
        "url": "http://testserver/api/v1/connections/one/two/",
        "html_url": "http://testserver/connections/one/two/",
        "stated": 0,
        "shared_initiatives": 3,
        "shared_actors": 1,
        "handovers_ab": 0,
        "handovers_ba": 1,
        "strength": None,
    }


def test_every_pair_has_a_row(client, tied):
    answer = client.get("/api/v1/connections/").json()
    assert answer["count"] == 3
    assert [(row["a"], row["b"]) for row in answer["results"]] == [
        ("one", "two"),
        ("one", "three"),
        ("two", "three"),
    ]


def test_the_pairs_are_a_table_for_spreadsheets_too(client, tied):
    answer = client.get("/api/v1/connections/?format=csv")
    first, *others = rows_of(answer)
    assert len(others) == 2
    assert (first["Track A"], first["Track B"]) == ("one", "two")
    assert (first["Shared initiatives"], first["Handovers from B to A"]) == ("3", "1")


def test_filters_are_those_of_the_page(client, tied):
    found = rows(client, "/api/v1/connections/?year_from=1992")[0]
    assert (found["shared_initiatives"], found["shared_actors"]) == (1, 1)


@pytest.mark.parametrize(
    "address", ["/api/v1/connections/one/two/", "/api/v1/connections/two/one/"]
)
def test_a_pair_is_the_same_in_either_order(client, tied, address):
    found = client.get(address).json()
    assert (found["a"], found["b"], found["handovers_ba"]) == ("one", "two", 1)


def test_the_lists_of_a_pair_have_as_many_rows_as_it_says(client, tied):
    found = client.get(f"{PAIR}?year_from=1991").json()
    assert {what: len(rows(client, address)) for what, address in found["lists"].items()} == {
        "statements": found["stated"],
        "initiatives": found["shared_initiatives"],
        "actors": found["shared_actors"],
        "handovers": found["handovers_ab"] + found["handovers_ba"],
    }


def test_a_shared_initiative_says_what_puts_it_on_each_track(client, tied):
    found = rows(client, f"{PAIR}initiatives/")[0]
    assert found["initiative"]["slug"] == "effort-0"
    assert [row["track"]["slug"] for row in found["involvements"]] == ["one"]
    assert [row["track"]["slug"] for row in found["participations"]] == ["two"]


def test_a_shared_actor_says_in_what_it_took_part(client, tied):
    [found] = rows(client, f"{PAIR}actors/")
    assert found["actor"]["slug"] == "ada"
    assert [
        (row["initiative"]["slug"], row["track"]["slug"]) for row in found["participations"]
    ] == [
        ("effort-2", "one"),
        ("effort-2", "two"),
    ]


def test_handovers_can_be_asked_for_in_one_direction(client, tied):
    assert len(rows(client, f"{PAIR}handovers/?from=two")) == 1
    assert rows(client, f"{PAIR}handovers/?from=one") == []


def test_the_lists_have_pages(client, tied):
    first = client.get(f"{PAIR}initiatives/?page_size=2").json()
    assert (first["count"], len(first["results"])) == (3, 2)
    second = client.get(first["next"]).json()
    assert [row["initiative"]["slug"] for row in second["results"]] == ["effort-2"]


@pytest.mark.parametrize(
    ("address", "status", "name"),
    [
        ("/api/v1/connections/?x=1", 400, "x"),
        ("/api/v1/connections/?kind=war", 400, "kind"),
        ("/api/v1/connections/?year_from=soon", 400, "year_from"),
        ("/api/v1/connections/?year_from=1999&year_to=1980", 400, "year_to"),
        ("/api/v1/initiatives/?year_from=1999&year_to=1980", 400, "year_to"),
        ("/api/v1/connections/?conflict=none-such", 400, "conflict"),
        ("/api/v1/connections/?basis=rumour", 400, "basis"),
        ("/api/v1/connections/?collection=none", 400, "collection"),
        (f"{PAIR}handovers/?from=three", 400, "from"),
        (f"{PAIR}initiatives/?page_size=100000", 400, "page_size"),
        (f"{PAIR}initiatives/?show=all", 400, "show"),
        ("/api/v1/connections/one/one/", 404, None),
        ("/api/v1/connections/one/none/", 404, None),
        ("/api/v1/connections/one/none/actors/", 404, None),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(client, tied, address, status, name):
    answer = client.get(address)
    assert refused(answer) == (status, [name] if name else [])


def test_a_draft_track_answers_as_an_unknown_one(client, tied):
    make_track(number=9, slug="secret", status="draft")
    hidden, unknown = (client.get(f"/api/v1/connections/one/{slug}/") for slug in ("secret", "no"))
    assert (hidden.status_code, hidden.content) == (unknown.status_code, unknown.content)
