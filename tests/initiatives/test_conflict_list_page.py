"""/conflicts/ and /api/v1/conflicts/: what initiatives worked on."""

import pytest

from tests.asking import both, slugs
from tests.factories import make_actor, make_citation, make_conflict, make_initiative, make_work
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/conflicts/"


def test_the_page_shows_what_a_conflict_was(client):
    conflict = make_conflict(
        name="The war", kind="interstate", dates="1904/1905", summary="They fought."
    )
    make_initiative(conflicts=[conflict])
    text = markup(client.get(ADDRESS)).text

    for words in ("The war", "Interstate", "1904 to 1905", "They fought.", "1 initiative"):
        assert words in text


def test_the_page_counts_public_initiatives_only(client):
    conflict = make_conflict()
    make_initiative(conflicts=[conflict])
    make_initiative(conflicts=[conflict], status="draft")

    assert "1 initiative" in markup(client.get(ADDRESS)).text


@both(ADDRESS)
def test_words_are_looked_for_in_name_and_summary(client, address):
    make_conflict(slug="by-name", name="The cold war")
    make_conflict(slug="by-summary", name="Tension", summary="A cold kind of war.")
    make_conflict(slug="other", name="The war")

    assert sorted(slugs(client, address, q="cold war")) == ["by-name", "by-summary"]


@both(ADDRESS)
def test_a_kind_leaves_out_other_kinds(client, address):
    make_conflict(slug="interstate", kind="interstate")
    make_conflict(slug="intrastate", kind="intrastate")

    assert slugs(client, address, kind="interstate") == ["interstate"]


@both(ADDRESS)
def test_a_country_is_one_of_those_listed(client, address):
    make_conflict(slug="two", countries="IL JO")
    make_conflict(slug="one", countries="JO")
    make_conflict(slug="none")

    assert sorted(slugs(client, address, country="jo")) == ["one", "two"]
    assert slugs(client, address, country="IL") == ["two"]
    assert slugs(client, address, country="LJ") == []


@both(ADDRESS)
def test_an_actor_is_a_party(client, address):
    russia, japan = make_actor(slug="russia"), make_actor(slug="japan")
    make_conflict(slug="war", parties=[russia, japan])
    make_conflict(slug="other", parties=[japan])

    assert slugs(client, address, actor="russia") == ["war"]


@both(ADDRESS)
def test_a_withheld_party_is_unknown(client, address):
    make_conflict(parties=[make_actor(slug="somebody", visibility="withheld")])
    hidden = client.get(address, {"actor": "somebody"})
    unknown = client.get(address, {"actor": "nobody"})

    assert hidden.status_code == unknown.status_code
    assert hidden.content.replace(b"somebody", b"nobody") == unknown.content


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"year_from": 1905, "year_to": 1905}, ["closed"]),
        ({"year_from": 1950}, ["goes-on"]),
        ({"year_to": 1948}, ["closed", "goes-on"]),
        ({"year_to": 1903}, []),
    ],
)
@both(ADDRESS)
def test_years_ask_for_overlap(client, address, years, found):
    make_conflict(slug="closed", dates="1904/1905")
    make_conflict(slug="goes-on", dates="1948/..")
    make_conflict(slug="undated")

    assert sorted(slugs(client, address, **years)) == found


@both(ADDRESS)
def test_a_source_finds_what_rests_on_it(client, address):
    make_conflict(slug="war", citations=[make_citation(work=make_work(slug="memoir"))])
    make_conflict(slug="other", citations=[make_citation()])

    assert slugs(client, address, source="memoir") == ["war"]


@both(ADDRESS)
def test_a_collection_and_a_basis_leave_out_others(client, address):
    make_conflict(slug="casebook", collection="casebook", basis="case")
    make_conflict(slug="curated")

    assert slugs(client, address, collection="casebook") == ["casebook"]
    assert slugs(client, address, basis="case") == ["casebook"]
