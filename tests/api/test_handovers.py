"""GET /api/v1/handovers/: what moved from which track to which, and what came next."""

import random
from typing import Any

import pytest

from initiatives.models import Handover, Outcome
from tests.asking import slugs
from tests.factories import (
    make_conflict,
    make_handover,
    make_initiative,
    make_outcome,
    make_track,
)

pytestmark = pytest.mark.django_db

LIST = "/api/v1/handovers/"


@pytest.fixture
def tracks():
    return [make_track(slug=slug) for slug in ("states", "business", "media")]


@pytest.fixture
def war():
    return make_conflict(slug="war")


@pytest.fixture
def oslo(war):
    return make_initiative(slug="oslo", name="The Oslo channel", conflicts=[war])


def next_outcomes(client: Any, **parameters: Any) -> list[str | None]:
    """The ref of what came next of each handover, in the order of the list."""
    rows = client.get(LIST, {"page_size": 200, **parameters}).json()["results"]
    return [row["next_outcome"] and row["next_outcome"]["ref"] for row in rows]


@pytest.mark.parametrize(
    "question",
    [
        {"from": "business"},
        {"to": "states"},
        {"from": "business", "to": "states"},
        {"kind": "uptake"},
        {"mechanism": "briefing"},
        {"initiative": "oslo"},
        {"conflict": "war"},
        {"q": "minister"},
        {"q": "channel"},
    ],
    ids=str,
)
def test_each_filter_leaves_what_it_asks_for(client, tracks, oslo, question):
    states, business, media = tracks
    wanted = make_handover(
        initiative=oslo,
        from_track=business,
        to_track=states,
        kind="uptake",
        mechanism="briefing",
        cause="A minister was told.",
    )
    make_handover(from_track=states, to_track=media)

    assert slugs(client, LIST, **question) == [wanted.ref]


def test_a_track_is_asked_for_at_either_end(client, tracks):
    states, business, media = tracks
    left = make_handover(from_track=states, to_track=media)
    reached = make_handover(from_track=business, to_track=states)
    make_handover(from_track=business, to_track=media)

    assert slugs(client, LIST, track="states") == [left.ref, reached.ref]


def test_the_next_outcome_is_the_first_on_the_conflict_that_is_not_before(client, oslo, war):
    make_handover(initiative=oslo, date="1993")
    make_outcome(conflict=war, date="1992-12-31")
    make_outcome(conflict=war, date="1995")
    following = make_outcome(conflict=war, date="1993-09-13", statement="They agreed.")
    [row] = client.get(LIST).json()["results"]

    assert row["next_outcome"]["ref"] == following.ref
    assert row["next_outcome"]["initiative"]["slug"] == following.initiative.slug
    assert row["next_outcome"]["conflict"]["slug"] == "war"
    assert row["next_outcome"]["statement"] == "They agreed."
    assert (row["next_outcome"]["kind"], row["next_outcome"]["date"]) == ("agreement", "1993-09-13")


def test_an_outcome_of_the_same_day_comes_next(client, oslo, war):
    make_handover(initiative=oslo, date="1993-09-13")
    following = make_outcome(conflict=war, date="1993-09-13")

    assert next_outcomes(client) == [following.ref]


def test_an_outcome_that_names_no_conflict_is_of_those_of_its_initiative(client, oslo, war):
    make_handover(initiative=oslo, date="1993")
    following = make_outcome(initiative=make_initiative(conflicts=[war]), date="1994")

    assert next_outcomes(client) == [following.ref]


def test_an_outcome_that_names_another_conflict_is_not_of_this_one(client, oslo):
    make_handover(initiative=oslo, date="1993")
    make_outcome(initiative=oslo, conflict=make_conflict(), date="1994")

    assert next_outcomes(client) == [None]


@pytest.mark.parametrize("date", ["", "../1993"])
def test_without_a_beginning_nothing_comes_next(client, oslo, war, date):
    make_handover(initiative=oslo, date=date)
    make_outcome(conflict=war, date="1994")

    assert next_outcomes(client) == [None]


def test_without_a_conflict_nothing_comes_next(client):
    initiative = make_initiative()
    make_handover(initiative=initiative, date="1993")
    make_outcome(initiative=initiative, date="1994")

    assert next_outcomes(client) == [None]


def test_an_outcome_without_a_date_does_not_come_next(client, oslo, war):
    make_handover(initiative=oslo, date="1993")
    make_outcome(conflict=war)

    assert next_outcomes(client) == [None]


def test_what_is_not_public_does_not_come_next(client, oslo, war):
    make_handover(initiative=oslo, date="1993")
    make_outcome(conflict=war, date="1994", initiative=make_initiative(status="draft"))
    make_outcome(date="1994", initiative=make_initiative(conflicts=[war]))
    type(war).objects.filter(pk=war.pk).update(status="draft")

    assert next_outcomes(client) == [None]


def test_of_a_chosen_collection_its_own_outcome_comes_next(client, oslo, war):
    make_handover(initiative=oslo, date="1993", collection="casebook")
    make_outcome(conflict=war, date="1994", collection="source-texts")
    following = make_outcome(conflict=war, date="1995", collection="casebook")

    assert next_outcomes(client, collection="casebook") == [following.ref]


def test_of_two_on_one_day_the_first_by_initiative_and_key_comes_next(client, oslo, war):
    make_handover(initiative=oslo, date="1993")
    b = make_initiative(slug="b", conflicts=[war])
    a = make_initiative(slug="a", conflicts=[war])
    for initiative, key, conflict in [(b, "k1", war), (a, "k2", war), (a, "k1", None)]:
        make_outcome(initiative=initiative, key=key, conflict=conflict, date="1994")

    assert next_outcomes(client) == ["a#k1"]


def counted(handover: Handover) -> str | None:
    """The same in plain Python, one outcome after the other."""
    mine = {it.pk for it in handover.initiative.conflicts.all()}
    following = []
    for outcome in Outcome.objects.select_related("initiative"):
        if outcome.conflict_id:
            of = {outcome.conflict_id}
        else:
            of = {it.pk for it in outcome.initiative.conflicts.all()}
        if not (handover.date_earliest and outcome.date_earliest and mine & of):
            continue
        if outcome.date_earliest >= handover.date_earliest:
            following.append((outcome.date_earliest, outcome.initiative.slug, outcome.key))
    return "#".join(min(following)[1:]) if following else None


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_same_as_counted_one_by_one(client, tracks, seed):
    chance = random.Random(seed)
    conflicts = [make_conflict() for _ in range(4)]
    initiatives = [
        make_initiative(slug=f"i{number}", conflicts=chance.sample(conflicts, chance.randrange(3)))
        for number in range(8)
    ]
    dates = ["", "1990", "1991-03", "1991-03-04", "1992/..", "../1993", "1994", "1995/1999"]
    for number in range(30):
        make_outcome(
            initiative=chance.choice(initiatives),
            key=f"k{number}",
            conflict=chance.choice([None, *conflicts]),
            date=chance.choice(dates),
        )
        make_handover(
            initiative=chance.choice(initiatives),
            from_track=tracks[0],
            to_track=tracks[1],
            date=chance.choice(dates),
        )
    expected = [counted(it) for it in Handover.objects.order_by("pk")]

    assert None in expected
    assert len({*expected}) > 3
    assert next_outcomes(client) == expected
