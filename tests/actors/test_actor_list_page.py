"""/actors/ and /api/v1/actors/: who takes part in peacemaking."""

import pytest

from tests.asking import both, slugs
from tests.factories import (
    make_actor,
    make_actor_point,
    make_actor_track,
    make_alias,
    make_citation,
    make_initiative,
    make_participation,
    make_track,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/actors/"


def test_the_page_shows_who_an_actor_is(client):
    actor = make_actor(
        name="Norway", kind="state", country="NO", dates="1905/..", summary="A host."
    )
    make_actor_track(actor=actor, track=make_track(short_name="Government"))
    text = markup(client.get(ADDRESS)).text

    for words in ("Norway", "State", "NO", "since 1905", "A host.", "Government"):
        assert words in text


def test_the_page_counts_the_public_initiatives_in_which_an_actor_takes_part(client):
    actor = make_actor(name="Norway", kind="state")
    initiative = make_initiative()
    for role in ("host", "mediator"):
        make_participation(actor=actor, initiative=initiative, role=role, collection="casebook")
    make_participation(actor=actor, collection="source-texts")
    make_participation(actor=actor, initiative=make_initiative(status="draft"))
    make_actor(name="Fafo")

    def said(query: str) -> str:
        return markup(client.get(f"{ADDRESS}{query}")).text

    assert "2 initiatives · State" in said("")
    assert "1 initiative · State" in said("?collection=casebook")
    assert said("").count("initiatives ·") == 1


@both(ADDRESS)
def test_actors_stand_in_the_order_of_an_index(client, address):
    make_actor(slug="montville", name="Joseph Montville", sort_name="Montville, Joseph")
    make_actor(slug="diamond", name="Louise Diamond", sort_name="Diamond, Louise")
    make_actor(slug="fafo", name="Fafo")

    assert slugs(client, address) == ["diamond", "fafo", "montville"]


@both(ADDRESS)
def test_words_are_looked_for_in_names_aliases_and_summary(client, address):
    make_actor(slug="name", name="Peace Institute")
    make_actor(slug="index", name="J. Peace", sort_name="Peace Institute, J.")
    make_actor(slug="summary", name="PI", summary="An institute for peace.")
    make_alias(actor=make_actor(slug="alias", name="Fafo"), name="Institute of Peace")
    make_alias(actor=make_actor(slug="other", name="Peace House"), name="House")

    assert sorted(slugs(client, address, q="peace institute")) == [
        "alias",
        "index",
        "name",
        "summary",
    ]


@both(ADDRESS)
def test_an_actor_with_many_aliases_is_found_once(client, address):
    actor = make_actor(slug="many")
    for number in range(3):
        make_alias(actor=actor, name=f"Alias {number}")

    assert slugs(client, address, q="alias") == ["many"]


@both(ADDRESS)
def test_a_kind_leaves_out_other_kinds(client, address):
    make_actor(slug="state", kind="state")
    make_actor(slug="ngo", kind="ngo")

    assert slugs(client, address, kind="state") == ["state"]


@both(ADDRESS)
def test_a_country_is_found_in_either_case(client, address):
    make_actor(slug="here", country="NO")
    make_actor(slug="there", country="SE")
    make_actor(slug="nowhere")

    assert slugs(client, address, country="NO") == ["here"]
    assert slugs(client, address, country="no") == ["here"]


@both(ADDRESS)
def test_a_track_finds_who_is_counted_there_and_who_took_part_from_there(client, address):
    track = make_track(slug="business")
    make_actor_track(actor=make_actor(slug="counted"), track=track)
    make_participation(actor=make_actor(slug="took-part"), track=track)
    make_participation(actor=make_actor(slug="elsewhere"), track=make_track())

    assert sorted(slugs(client, address, track="business")) == ["counted", "took-part"]


@both(ADDRESS)
def test_an_addressee_is_not_on_a_track(client, address):
    track = make_track(slug="business")
    make_participation(actor=make_actor(slug="told"), track=track, role="addressee")

    assert slugs(client, address, track="business") == []


@both(ADDRESS)
def test_a_participation_in_a_draft_puts_nobody_on_a_track(client, address):
    track = make_track(slug="business")
    make_participation(actor=make_actor(), track=track, initiative=make_initiative(status="draft"))

    assert slugs(client, address, track="business") == []


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"year_from": 1950, "year_to": 1950}, ["closed", "end-unknown"]),
        ({"year_from": 1951, "year_to": 1951}, ["closed"]),
        ({"year_from": 2000}, ["goes-on"]),
        ({"year_to": 1949}, ["closed"]),
    ],
)
@both(ADDRESS)
def test_years_ask_for_overlap(client, address, years, found):
    make_actor(slug="closed", dates="1940/1960", sort_name="1")
    make_actor(slug="end-unknown", dates="1950/", sort_name="2")
    make_actor(slug="goes-on", dates="1992/..", sort_name="3")
    make_actor(slug="undated", sort_name="4")

    assert slugs(client, address, **years) == found


@both(ADDRESS)
def test_a_source_finds_what_rests_on_it_in_any_part(client, address):
    passage = make_citation(work=make_work(slug="memoir"))
    make_actor(slug="itself", citations=[passage])
    make_actor_point(actor=make_actor(slug="part"), citations=[passage])
    make_actor(slug="other", citations=[make_citation()])

    assert sorted(slugs(client, address, source="memoir")) == ["itself", "part"]


@both(ADDRESS)
def test_a_collection_holds_an_actor_of_which_a_part_is_in_it(client, address):
    make_actor_point(actor=make_actor(slug="part"), collection="casebook")
    make_actor(slug="whole", collection="casebook")
    make_actor(slug="neither")

    assert sorted(slugs(client, address, collection="casebook")) == ["part", "whole"]


@both(ADDRESS)
def test_a_basis_is_that_of_the_actor_itself(client, address):
    make_actor(slug="inferred", basis="inferred", basis_note="We think so.")
    make_actor(slug="cited")

    assert slugs(client, address, basis="inferred") == ["inferred"]


@both(ADDRESS)
def test_a_withheld_actor_is_not_listed(client, address):
    make_actor(name="Somebody", visibility="withheld")

    assert slugs(client, address) == []
    assert slugs(client, address, q="Somebody") == []
