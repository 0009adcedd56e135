"""Threads counted by the base, against a count by hand over random worlds."""

import random

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from connections.threads import counts_by_theme, threads, weave
from initiatives.models import Involvement, Participation
from tests.factories import (
    make_actor,
    make_framework,
    make_framework_track,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
)
from tracks.models import Framework, Track, TrackMapping

ROLES = ["addressee", "observer", "mediator"]
STATUSES = ["published", "published", "published", "draft"]


def random_world(seed: int) -> None:
    """A few initiatives on a few themes, some of them not public, and two frameworks."""
    chance = random.Random(seed)
    tracks = [make_track(status=chance.choice(STATUSES)) for _ in range(4)]
    initiatives = [make_initiative(status=chance.choice(STATUSES)) for _ in range(4)]
    actors = [make_actor(), make_actor(), make_actor(visibility="withheld")]
    for _ in range(chance.randrange(9)):
        make_involvement(
            initiative=chance.choice(initiatives),
            track=chance.choice(tracks),
            collection=chance.choice(["casebook", "source-texts"]),
        )
    taken = {
        (chance.choice(initiatives), chance.choice(actors), chance.choice(tracks))
        for _ in range(chance.randrange(9))
    }
    for initiative, actor, track in taken:
        role = chance.choice(ROLES)
        make_participation(initiative=initiative, actor=actor, track=track, role=role)
    for order in range(2):
        framework = make_framework(order=order)
        its = [make_framework_track(framework=framework, number=n + 1) for n in range(3)]
        for it in its:
            for track in tracks:
                if chance.random() < 0.4:
                    relation = chance.choice(TrackMapping.Relation.values)
                    make_track_mapping(framework_track=it, track=track, relation=relation)


def by_hand() -> set[tuple[int, int]]:
    """All public threads, row by row, without the gate."""
    found = set()
    for row in Involvement.objects.select_related("initiative", "track"):
        if row.initiative.status == row.track.status == "published":
            found.add((row.initiative.pk, row.track.pk))
    for it in Participation.objects.select_related("initiative", "track", "actor"):
        statuses = {it.initiative.status, it.track.status, it.actor.status}
        is_seen = statuses == {"published"} and it.actor.visibility == "shown"
        if is_seen and it.role != "addressee":
            found.add((it.initiative.pk, it.track.pk))
    return found


def place_by_hand(framework: Framework, track: int) -> str:
    """Where a framework has a theme, from its mappings row by row."""
    rows = [
        (m.framework_track, m.relation)
        for m in TrackMapping.objects.filter(track=track).select_related("framework_track")
        if m.framework_track.framework_id == framework.pk
    ]
    rows.sort(key=lambda row: (row[0].position, row[0].key))
    whole = [it.key for it, relation in rows if relation in ("exact", "close", "narrow")]
    if len(whole) == 1:
        return whole[0]
    return f"ambiguous:{','.join(it.key for it, _ in rows)}" if rows else "none"


class TestRandomWorlds(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**9))
    def test_the_counts_are_those_by_hand(self, seed: int) -> None:
        random_world(seed)
        found = by_hand()

        counts = counts_by_theme()
        assert counts == {pk: n for pk in counts if (n := sum(t == pk for _, t in found))}
        assert sum(counts.values()) == len(found)

    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**9))
    def test_the_list_has_every_thread_once(self, seed: int) -> None:
        random_world(seed)
        rows = [(row.initiative_id, row.track_id) for row in threads(Track.objects.public())[:]]

        assert len(rows) == len({*rows})
        assert {*rows} == by_hand()

    @settings(max_examples=25, deadline=None)
    @given(st.integers(0, 10**9))
    def test_each_framework_has_every_thread_at_the_place_found_by_hand(self, seed: int) -> None:
        random_world(seed)
        woven = weave(Framework.objects.public().with_tracks())

        for column in woven.columns:
            expected: dict[str, int] = {}
            for _, track in by_hand():
                key = place_by_hand(column.framework, track)
                expected[key] = expected.get(key, 0) + 1
            assert {place.key: place.count for place in column.places if place.count} == expected

    @settings(max_examples=10, deadline=None)
    @given(st.integers(0, 10**9))
    def test_the_flows_between_two_frameworks_carry_every_thread(self, seed: int) -> None:
        random_world(seed)
        woven = weave(Framework.objects.public().with_tracks())

        assert sum(number for *_, number in woven.flows) == len(by_hand())
