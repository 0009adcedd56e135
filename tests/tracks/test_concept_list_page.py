"""/concepts/ and /api/v1/concepts/: the terms of the field, and what each source means by them."""

import pytest

from tests.asking import both, slugs
from tests.factories import (
    make_citation,
    make_concept,
    make_concept_point,
    make_track,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/concepts/"


def test_the_page_shows_what_a_concept_means_and_where_it_belongs(client):
    concept = make_concept(
        name="Track Two",
        summary="Unofficial talks.",
        broader=make_concept(name="Diplomacy as such"),
        tracks=[make_track(short_name="Professional")],
    )
    make_concept_point(concept=concept, kind="origin", statement="Coined in 1981.")
    text = markup(client.get(ADDRESS)).text

    for words in ("Track Two", "Unofficial talks.", "Origin Coined in 1981.", "Professional"):
        assert words in text
    assert "Broader: Diplomacy as such" in text


def test_the_page_says_how_many_concepts_there_are(client):
    make_concept()

    assert "1 concept" in markup(client.get(ADDRESS)).text


def test_a_broader_concept_that_is_not_public_is_not_named(client):
    make_concept(name="Track Two", broader=make_concept(name="Diplomacy", status="draft"))

    assert "Broader" not in markup(client.get(ADDRESS)).text.partition("Track Two")[2]


@both(ADDRESS)
def test_concepts_stand_in_the_order_of_the_alphabet(client, address):
    make_concept(slug="z", name="Zone")
    make_concept(slug="a", name="Accord")

    assert slugs(client, address) == ["a", "z"]


@both(ADDRESS)
def test_words_are_looked_for_in_name_and_summary(client, address):
    make_concept(slug="name", name="Citizen diplomacy")
    make_concept(slug="summary", name="Exchange", summary="Diplomacy by citizens.")
    make_concept(slug="other", name="Diplomacy")

    assert slugs(client, address, q="citizen diplomacy") == ["name", "summary"]


@both(ADDRESS)
def test_a_track_finds_the_concepts_that_belong_to_it(client, address):
    track, other = make_track(slug="business"), make_track()
    make_concept(slug="both", tracks=[track, other])
    make_concept(slug="other", tracks=[other])

    assert slugs(client, address, track="business") == ["both"]


@both(ADDRESS)
def test_a_broader_concept_finds_the_narrower_ones(client, address):
    wide = make_concept(slug="wide")
    make_concept(slug="narrow", broader=wide)

    assert slugs(client, address, broader="wide") == ["narrow"]


@both(ADDRESS)
def test_a_source_a_collection_and_a_basis_leave_out_others(client, address):
    passage = make_citation(work=make_work(slug="memoir"))
    concept = make_concept(slug="one", basis="case")
    make_concept_point(concept=concept, citations=[passage], collection="casebook")
    make_concept(slug="two")

    assert slugs(client, address, source="memoir") == ["one"]
    assert slugs(client, address, collection="casebook") == ["one"]
    assert slugs(client, address, basis="case") == ["one"]
