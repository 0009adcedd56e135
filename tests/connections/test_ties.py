"""What ties two tracks together, counted over public rows only."""

import pytest

from connections.ties import ties
from tests.factories import (
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
    make_track_relation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracks():
    return [make_track(number=number) for number in (1, 2, 3)]


def between(a, b, tracks):
    return next((tie for tie in ties(tracks) if (tie.a, tie.b) == (a, b)), None)


def test_an_initiative_on_two_tracks_ties_them(tracks):
    one, two, three = tracks
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=two)
    make_involvement(initiative=initiative, track=one)
    assert between(one, two, tracks).shared_initiatives == 1
    assert between(one, three, tracks) is None


def test_a_participation_from_a_track_counts_and_an_addressee_does_not(tracks):
    one, two, three = tracks
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=one)
    make_participation(initiative=initiative, track=two, role="host")
    make_participation(initiative=initiative, track=three, role="addressee")
    assert between(one, two, tracks).shared_initiatives == 1
    assert between(one, three, tracks) is None


def test_an_initiative_counts_once_however_often_it_touches_a_track(tracks):
    one, two, _ = tracks
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=one)
    make_participation(initiative=initiative, track=one)
    make_involvement(initiative=initiative, track=two)
    assert between(one, two, tracks).shared_initiatives == 1


def test_handovers_are_counted_in_their_direction(tracks):
    one, two, _ = tracks
    make_handover(from_track=two, to_track=one)
    tie = between(one, two, tracks)
    assert (tie.handovers_ab, tie.handovers_ba) == (0, 1)


def test_a_draft_ties_nothing(tracks):
    one, two, _ = tracks
    initiative = make_initiative(status="draft")
    make_involvement(initiative=initiative, track=one)
    make_involvement(initiative=initiative, track=two)
    make_handover(initiative=initiative, from_track=one, to_track=two)
    assert ties(tracks) == []


@pytest.mark.parametrize(("relation", "stated"), [("exact", 1), ("close", 1), ("narrow", 0)])
def test_a_stated_relation_is_carried_by_exact_and_close_mappings_alone(tracks, relation, stated):
    one, two, _ = tracks
    framework = make_framework()
    first = make_framework_track(framework=framework, number=1)
    second = make_framework_track(framework=framework, number=2)
    make_track_mapping(framework_track=first, track=one)
    make_track_mapping(framework_track=second, track=two, relation=relation)
    make_track_relation(framework=framework, from_track=second, to_track=first)
    tie = between(one, two, tracks)
    assert (tie.stated if tie else 0) == stated
