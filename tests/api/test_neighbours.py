"""/api/v1/connections/neighbours/: who appears in the same initiatives as an actor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connections.neighbours import NAMED
from tests.factories import make_actor, make_initiative, make_participation, make_track
from tests.refusals import refused
from tests.tables import rows_of
from tests.taken_parts import by_chance
from tests.walking import walk

pytestmark = pytest.mark.django_db

LIST = "/api/v1/connections/neighbours/"
OF_HUB = f"{LIST}?actor=hub"


def beside(actor, shared=1, **fields):
    """Another actor in so many initiatives of this one."""
    other = make_actor(**fields)
    for part in actor.participations.all()[:shared]:
        make_participation(actor=other, initiative=part.initiative, track=part.track)
    return other


@pytest.fixture
def hub():
    """An actor in seven initiatives."""
    actor, track = make_actor(name="Hub", slug="hub"), make_track()
    for number in range(7):
        initiative = make_initiative(slug=f"talks-{number}", name=f"Talks {number}")
        make_participation(actor=actor, initiative=initiative, track=track)
    return actor


@pytest.mark.parametrize("seed", range(4))
def test_the_rows_are_those_of_the_page_in_its_order(client, seed):
    by_chance(seed)
    lengths = []
    for number in range(10):
        shown = client.get(f"/connections/neighbours/?actor=actor-{number}").context["neighbours"]
        rows = walk(client, f"{LIST}?actor=actor-{number}&page_size=2")
        lengths.append(len(rows))
        assert [
            (row["actor"]["slug"], row["shared"], [it["slug"] for it in row["initiatives"]])
            for row in rows
        ] == [(one.actor.slug, one.shared, [it.slug for it in one.initiatives]) for one in shown]
    assert max(lengths) > 4


def test_a_neighbour_has_the_number_and_the_first_of_the_initiatives(client, hub):
    beside(hub, shared=NAMED + 1, slug="ada")
    [row] = client.get(OF_HUB).json()["results"]

    assert (row["actor"]["slug"], row["shared"]) == ("ada", NAMED + 1)
    assert [it["slug"] for it in row["initiatives"]] == [f"talks-{n}" for n in range(NAMED)]


def test_neighbours_can_be_ordered_by_name(client, hub):
    for name, shared in (("B", 3), ("A", 1), ("C", 2)):
        beside(hub, shared, name=name, slug=name.lower())

    def order(ordering):
        found = walk(client, f"{OF_HUB}&page_size=1&ordering={ordering}")
        return [row["actor"]["slug"] for row in found]

    assert order("rank") == ["b", "c", "a"]
    assert order("-rank") == ["a", "c", "b"]
    assert order("name") == ["a", "b", "c"]
    assert order("-name") == ["c", "b", "a"]


def test_the_way_back_holds_the_same_rows(client, hub):
    for number in range(5):
        beside(hub, 1 + number % 2)
    pages = []
    page = client.get(f"{OF_HUB}&page_size=2").json()
    while page["next"]:
        pages.append(page["results"])
        page = client.get(page["next"]).json()
    back = []
    while page["previous"]:
        page = client.get(page["previous"]).json()
        back.append(page["results"])

    assert len(pages) == 2
    assert back == pages[::-1]


def test_whoever_stays_is_seen_once_while_others_come_and_go(client, hub):
    there = [beside(hub, 1 + number % 3, slug=f"other-{number}") for number in range(9)]
    staying, leaving = there[::2], there[1::2]

    def meanwhile():
        if leaving:
            leaving.pop().participations.all().delete()
            beside(hub, 1 + len(leaving) % 3)

    seen = [row["actor"]["slug"] for row in walk(client, f"{OF_HUB}&page_size=2", meanwhile)]

    assert [actor.slug for actor in staying if seen.count(actor.slug) != 1] == []
    assert len(seen) == len({*seen})


def test_the_first_page_has_the_count_and_a_link_to_the_next(client, hub):
    for _ in range(3):
        beside(hub)
    first = client.get(f"{OF_HUB}&page_size=2")
    second = client.get(first.json()["next"])

    assert (first.json()["count"], second.json()["count"]) == (3, None)
    assert first["Link"] == f'<{first.json()["next"]}>; rel="next"'
    assert second["Link"] == f'<{second.json()["previous"]}>; rel="prev"'


def test_the_table_has_all(client, hub):
    for _ in range(60):
        beside(hub)
    table = rows_of(client.get(f"{OF_HUB}&format=csv"))

    assert len(table) == 60
    assert (table[0]["Shared initiatives"], table[0]["First of them"]) == ("1", "Talks 0")


def test_the_number_of_queries_does_not_grow_with_the_rows(client, hub):
    counts = []
    for _ in range(2):
        for _ in range(4):
            beside(hub, 3)
        with CaptureQueriesContext(connection) as queries:
            client.get(OF_HUB)
        counts.append(len(queries))

    assert counts[0] == counts[1] < 10


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "actor"),
        ("actor=nobody", "actor"),
        ("actor=%00", "actor"),
        ("actor=hub&actor=hub", "actor"),
        ("actor=hub&with=hub", "with"),
        ("actor=hub&page=2", "page"),
        ("actor=hub&page_size=0", "page_size"),
        ("actor=hub&ordering=shared", "ordering"),
        ("actor=hub&cursor=x", "cursor"),
        ("actor=hub&fields=secret", "fields"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(client, hub, query, name):
    assert refused(client.get(f"{LIST}?{query}")) == (400, [name])


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"visibility": "withheld"}], ids=str)
def test_an_actor_that_is_not_public_answers_as_an_unknown_one(client, hub, hidden):
    beside(hub, slug="secret", **hidden)
    answers = [client.get(f"{LIST}?actor={slug}") for slug in ("secret", "nobody")]

    assert refused(answers[0]) == refused(answers[1]) == (400, ["actor"])
    assert answers[0].content.replace(b"secret", b"nobody") == answers[1].content
    assert client.get(OF_HUB).json()["count"] == 0
