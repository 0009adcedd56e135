"""GET /api/v1/actors/ and one of them: its tracks, and the parts that it took."""

import pytest

from tests.factories import (
    make_actor,
    make_actor_track,
    make_citation,
    make_initiative,
    make_participation,
    make_track,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return make_actor(slug="norway")


@pytest.mark.parametrize("address", ["/api/v1/actors/", "/api/v1/actors/norway/"])
def test_the_tracks_of_an_actor_are_those_on_which_a_source_counts_it(client, actor, address):
    make_actor_track(actor=actor, track=make_track(slug="government", short_name="Government"))
    make_participation(actor=actor, track=make_track(slug="business"))
    found = client.get(address).json()
    [track] = (found.get("results") or [found])[0]["tracks"]

    assert (track["slug"], track["short_name"]) == ("government", "Government")
    assert track["in_framework"] is None


def test_an_actor_has_the_parts_that_it_took(client, actor):
    initiative = make_initiative(slug="oslo", name="Oslo", kind="mediation", dates="1993")
    make_participation(
        actor=actor,
        initiative=initiative,
        track=make_track(slug="government"),
        role="facilitator",
        citations=[make_citation(key="p3")],
    )
    [taken] = client.get("/api/v1/actors/norway/").json()["participations"]

    assert (taken["initiative"]["slug"], taken["initiative"]["dates"]) == ("oslo", "1993")
    assert (taken["track"]["slug"], taken["role"]) == ("government", "facilitator")
    assert taken["citations"][0]["key"] == "p3"


def test_a_part_in_an_initiative_that_is_not_public_is_not_there(client, actor):
    make_participation(actor=actor, initiative=make_initiative(status="draft"))

    assert client.get("/api/v1/actors/norway/").json()["participations"] == []


def test_the_parts_stand_in_an_order_that_does_not_change(client, actor):
    """Their places are those in each initiative, which many rows share."""
    track = make_track()
    for slug, dates in [("b", "1993"), ("c", ""), ("a", "1993"), ("d", "1960")]:
        initiative = make_initiative(slug=slug, name=slug, dates=dates)
        make_participation(actor=actor, initiative=initiative, track=track, key="same")
    taken = client.get("/api/v1/actors/norway/").json()["participations"]

    assert [part["initiative"]["slug"] for part in taken] == ["d", "a", "b", "c"]
