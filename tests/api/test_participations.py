"""GET /api/v1/participations/: who took which part in what."""

import pytest

from tests.asking import slugs
from tests.factories import (
    make_actor,
    make_conflict,
    make_initiative,
    make_participation,
    make_track,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/participations/"


@pytest.fixture
def taken():
    """Sweden as a host at Oslo from the track of states, and somebody else elsewhere."""
    actor = make_actor(slug="sweden", name="Sweden", kind="state", country="SE")
    initiative = make_initiative(
        slug="oslo",
        name="The Oslo channel",
        kind="mediation",
        conflicts=[make_conflict(slug="war")],
    )
    taken = make_participation(
        actor=actor,
        initiative=initiative,
        track=make_track(slug="states"),
        role="host",
        capacity="official",
        statement="It lent a manor.",
    )
    make_participation(actor=make_actor(country="NO"), role="party", capacity="personal")
    return taken


@pytest.mark.parametrize(
    "question",
    [
        {"actor": "sweden"},
        {"role": "host"},
        {"track": "states"},
        {"capacity": "official"},
        {"initiative": "oslo"},
        {"conflict": "war"},
        {"kind": "mediation"},
        {"country": "se"},
        {"q": "manor"},
        {"q": "oslo sweden"},
    ],
    ids=str,
)
def test_each_filter_leaves_what_it_asks_for(client, taken, question):
    assert slugs(client, LIST, **question) == [taken.ref]


def test_filters_are_of_one_and_the_same_participation(client, taken):
    make_participation(
        actor=taken.actor, initiative=taken.initiative, track=make_track(), role="funder"
    )

    assert slugs(client, LIST, actor="sweden", track="states", role="funder") == []


def test_a_row_names_the_actor_the_initiative_and_the_track(client, taken):
    [row] = client.get(LIST, {"actor": "sweden"}).json()["results"]

    assert row["actor"]["name"] == "Sweden"
    assert row["initiative"]["name"] == "The Oslo channel"
    assert row["track"]["slug"] == "states"
    assert (row["role"], row["capacity"]) == ("host", "official")


def test_an_initiative_on_two_conflicts_gives_its_participations_once(client, taken):
    taken.initiative.conflicts.add(make_conflict())

    assert slugs(client, LIST, conflict="war") == [taken.ref]


def test_the_part_of_a_withheld_actor_is_not_there(client, taken):
    type(taken.actor).objects.filter(pk=taken.actor.pk).update(visibility="withheld")

    assert taken.ref not in slugs(client, LIST)
