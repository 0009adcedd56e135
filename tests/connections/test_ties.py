"""What ties two tracks together, counted over public rows only."""

import pytest

from connections.ties import ties
from tests.factories import (
    make_actor,
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


def between(a, b):
    return ties().between(a, b)


def test_an_initiative_on_two_tracks_ties_them(tracks):
    one, two, three = tracks
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=two)
    make_involvement(initiative=initiative, track=one)
    assert between(one, two).shared_initiatives == 1
    assert not between(one, three).is_any


def test_a_participation_from_a_track_counts_and_an_addressee_does_not(tracks):
    one, two, three = tracks
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=one)
    make_participation(initiative=initiative, track=two, role="host")
    make_participation(initiative=initiative, track=three, role="addressee")
    assert between(one, two).shared_initiatives == 1
    assert not between(one, three).is_any


def test_an_initiative_counts_once_however_often_it_touches_a_track(tracks):
    one, two, _ = tracks
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=one)
    make_participation(initiative=initiative, track=one)
    make_involvement(initiative=initiative, track=two)
    assert between(one, two).shared_initiatives == 1


def test_handovers_are_counted_in_their_direction(tracks):
    one, two, _ = tracks
    make_handover(from_track=two, to_track=one)
    tie = between(one, two)
    assert (tie.handovers_ab, tie.handovers_ba) == (0, 1)


def test_a_draft_ties_nothing(tracks):
    one, two, _ = tracks
    initiative = make_initiative(status="draft")
    make_involvement(initiative=initiative, track=one)
    make_involvement(initiative=initiative, track=two)
    make_handover(initiative=initiative, from_track=one, to_track=two)
    assert not any(tie.is_any for tie in ties().pairs)


@pytest.mark.parametrize(("relation", "stated"), [("exact", 1), ("close", 1), ("narrow", 0)])
def test_a_stated_relation_is_carried_by_exact_and_close_mappings_alone(tracks, relation, stated):
    one, two, _ = tracks
    framework = make_framework()
    first = make_framework_track(framework=framework, number=1)
    second = make_framework_track(framework=framework, number=2)
    make_track_mapping(framework_track=first, track=one)
    make_track_mapping(framework_track=second, track=two, relation=relation)
    make_track_relation(framework=framework, from_track=second, to_track=first)
    tie = between(one, two)
    assert tie.stated == stated


def test_a_stated_relation_counts_once_for_a_pair_whichever_way_it_is_mapped(tracks):
    one, two, _ = tracks
    framework = make_framework()
    first = make_framework_track(framework=framework, number=1)
    second = make_framework_track(framework=framework, number=2)
    for framework_track in (first, second):
        for track in (one, two):
            make_track_mapping(framework_track=framework_track, track=track, relation="close")
    make_track_relation(framework=framework, from_track=second, to_track=first)
    assert between(one, two).stated == 1


def test_an_observer_puts_an_initiative_on_a_track_but_is_no_shared_actor(tracks):
    one, two, _ = tracks
    watcher = make_actor()
    initiative = make_initiative()
    make_participation(initiative=initiative, actor=watcher, track=one, role="observer")
    make_participation(initiative=initiative, actor=watcher, track=two, role="mediator")
    tie = between(one, two)
    assert (tie.shared_initiatives, tie.shared_actors) == (1, 0)


def test_an_actor_is_shared_whichever_the_initiatives(tracks):
    one, two, _ = tracks
    actor = make_actor()
    make_participation(actor=actor, track=one, role="host")
    make_participation(actor=actor, track=two, role="funder")
    tie = between(one, two)
    assert (tie.shared_initiatives, tie.shared_actors) == (0, 1)


@pytest.mark.parametrize(("on_both", "alone", "strength"), [(5, 4, None), (5, 5, 0.5), (10, 0, 1)])
def test_strength_is_salton_s_cosine_where_enough_ran_on_both(tracks, on_both, alone, strength):
    one, two, _ = tracks
    for _ in range(on_both):
        initiative = make_initiative()
        make_involvement(initiative=initiative, track=one)
        make_involvement(initiative=initiative, track=two)
    for track in (one, two):
        for _ in range(alone):
            make_involvement(track=track)
    assert between(one, two).strength == strength


def test_every_pair_is_there_by_number_even_without_a_tie(tracks):
    one, two, three = tracks
    assert [(tie.a, tie.b) for tie in ties().pairs] == [(one, two), (one, three), (two, three)]


def test_ties_of_everything_take_as_many_queries_with_more_rows(tracks, django_assert_num_queries):
    """The edition twice; tracks, involvements, participations of initiatives and of actors,
    handovers, mappings, relations, initiatives, actors."""
    for track in tracks:
        make_involvement(track=track)
        make_participation(track=track)
    with django_assert_num_queries(11):
        ties()
