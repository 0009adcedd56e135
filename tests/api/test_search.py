"""/api/v1/search/: entries in which words occur."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connections.search import KINDS, PER_KIND
from tests.factories import (
    make_actor,
    make_alias,
    make_concept,
    make_conflict,
    make_initiative,
    make_track,
    make_work,
)
from tests.full import Full
from tests.refusals import refused
from tests.routes import API_LISTS
from tests.tables import rows_of

pytestmark = pytest.mark.django_db

SEARCH = "/api/v1/search/"


def search(client, q, **more):
    answer = client.get(SEARCH, {"q": q, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def refs(found):
    return [row["ref"] for row in found["results"]]


def test_a_hit_says_what_it_is_and_where(client):
    make_actor(slug="ada", name="Ada")

    assert search(client, "ada")["results"] == [
        {
            "ref": "actor:ada",
            "kind": "actor",
            "name": "Ada",
            "url": "http://testserver/api/v1/actors/ada/",
            "html_url": "http://testserver/actors/ada/",
        }
    ]


@pytest.mark.parametrize("route", API_LISTS, ids=str)
def test_every_kind_of_entry_is_found_at_its_address(client, route):
    [entry] = Full().entries(route.model, 1)
    [hit] = [row for row in search(client, str(entry))["results"] if row["ref"] == entry.ref]

    assert hit["kind"] in KINDS
    assert client.get(hit["url"]).json()["slug"] == entry.slug


def test_the_best_come_first_within_a_kind(client):
    for slug, name, summary in (
        ("in-summary", "A", "Of the peace talks."),
        ("in-name", "The peace and talks", ""),
        ("begins", "Peace talks at Oslo", ""),
        ("just-so", "Peace talks", ""),
        ("one-word", "Peace", ""),
    ):
        make_initiative(slug=slug, name=name, summary=summary)

    assert refs(search(client, "peace talks")) == [
        "initiative:just-so",
        "initiative:begins",
        "initiative:in-name",
        "initiative:in-summary",
    ]


def test_kinds_stand_together_each_with_its_count(client):
    make_work(slug="book", title="Oslo")
    make_conflict(slug="war", name="Oslo war")
    make_track(slug="track", name="Oslo track")
    make_actor(slug="one", name="Oslo one")
    make_actor(slug="two", name="Oslo two")
    found = search(client, "oslo")

    kinds = [("track", 1), ("actor", 2), ("conflict", 1), ("work", 1)]
    assert [(it["kind"], it["count"]) for it in found["kinds"]] == kinds
    assert [row["kind"] for row in found["results"]] == [
        "track",
        "actor",
        "actor",
        "conflict",
        "work",
    ]
    assert found["count"] == 5


def test_other_names_are_searched_too(client):
    make_alias(actor=make_actor(slug="ada", name="Ada"), name="Countess")

    assert refs(search(client, "countess")) == ["actor:ada"]


def test_one_kind_can_be_asked_for(client):
    make_actor(slug="ada", name="Peace")
    make_concept(slug="peace", name="Peace")

    assert refs(search(client, "peace", kind="concept")) == ["concept:peace"]
    assert search(client, "peace", kind="concept")["count"] == 1


def test_of_each_kind_the_first_are_given_and_all_are_counted(client):
    for number in range(PER_KIND + 3):
        make_actor(name=f"Peace {number:02}")
    make_concept(slug="peace", name="Peace")
    found = search(client, "peace")

    assert found["count"] == PER_KIND + 4
    assert len(found["results"]) == PER_KIND + 1
    assert found["kinds"][0] == {"kind": "actor", "count": PER_KIND + 3}


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=nothing-has-this"])
def test_where_nothing_is_found_the_answer_is_empty(client, query):
    make_actor(name="Ada")

    assert client.get(SEARCH + query).json() == {"count": 0, "kinds": [], "results": []}


@pytest.mark.parametrize("q", ["%", "_", "'", "\\", '"', "100%"])
def test_signs_of_the_database_stand_for_themselves(client, q):
    make_actor(name="Ada")

    assert search(client, q)["count"] == 0


@pytest.mark.parametrize(
    ("query", "names"),
    [
        (f"q={'x' * 201}", ["q"]),
        ("q=a%00b", ["q"]),
        ("q=a&kind=country", ["kind"]),
        ("q=a&kind=%00", ["kind"]),
        (f"q={'x' * 201}&kind=country", ["q", "kind"]),
        ("q=a&q=b", ["q"]),
        ("q=a&page_size=5", ["page_size"]),
        ("q=a&ordering=name", ["ordering"]),
        ("q=a&collection=none", ["collection"]),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(client, query, names):
    assert refused(client.get(f"{SEARCH}?{query}")) == (400, names)


def test_two_hundred_characters_are_not_too_many(client):
    assert search(client, "x" * 200)["count"] == 0


def test_hits_are_a_table_too(client):
    make_actor(slug="ada", name="=Ada")
    [row] = rows_of(client.get(f"{SEARCH}?q=ada&format=csv"))

    assert (row["Kind"], row["Name"], row["Entry"]) == ("actor", "'=Ada", "actor:ada")
    assert row["Page"] == "http://testserver/actors/ada/"


def test_what_is_not_public_is_neither_found_nor_counted(client):
    make_actor(slug="ada", name="Ada")
    make_actor(name="Ada draft", status="draft")
    make_actor(name="Ada withheld", visibility="withheld")
    make_work(title="Ada withdrawn", status="withdrawn")
    found = search(client, "ada")

    assert (found["count"], refs(found)) == (1, ["actor:ada"])


def test_a_collection_limits_what_is_found(client):
    make_actor(slug="ada", name="Ada one", collection="casebook")
    make_actor(name="Ada two", collection="curated")

    assert refs(search(client, "ada", collection="casebook")) == ["actor:ada"]


def test_the_number_of_queries_does_not_grow_with_the_hits(client):
    counts: list[int] = []
    for _ in range(2):
        for number in range(5):
            make_actor(name=f"Ada {number} {len(counts)}")
            make_work(title=f"Ada {number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{SEARCH}?q=ada")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= len(KINDS) + 2
