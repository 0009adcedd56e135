"""/principles/ and /api/v1/principles/: the twelve, each with an anchor of its own."""

import pytest

from tests.asking import both, slugs
from tests.factories import make_citation, make_principle, make_work
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/principles/"
API = "/api/v1/principles/"


def test_the_page_shows_what_a_principle_says(client):
    make_principle(name="Trust", number=7, statement="Build trust.")
    text = markup(client.get(ADDRESS)).text

    assert "7 · Trust" in text
    assert "Build trust." in text


@both(ADDRESS)
def test_principles_stand_in_the_order_of_their_numbers(client, address):
    make_principle(slug="twelve", number=12)
    make_principle(slug="two", number=2)

    assert slugs(client, address) == ["two", "twelve"]


def test_a_principle_has_an_anchor(client):
    make_principle(slug="trust")

    assert "trust" in markup(client.get(ADDRESS)).ids


def test_words_are_looked_for_in_name_and_statement(client):
    make_principle(slug="name", name="Long trust")
    make_principle(slug="statement", name="Trust", statement="It takes long.")
    make_principle(slug="other", name="Trust as such")

    assert slugs(client, API, q="trust long") == ["name", "statement"]


def test_a_source_a_collection_and_a_basis_leave_out_others(client):
    passage = make_citation(work=make_work(slug="memoir"))
    make_principle(slug="one", citations=[passage], collection="casebook", basis="case")
    make_principle(slug="two")

    assert slugs(client, API, source="memoir") == ["one"]
    assert slugs(client, API, collection="casebook") == ["one"]
    assert slugs(client, API, basis="case") == ["one"]
