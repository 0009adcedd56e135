"""What ties two tracks together, counted over public rows only (design §6).

What each initiative and each actor is on is one number, with a bit for each track. Pairs are
counted from the at most 2**10 different numbers; the lists behind the counts are cut from the same.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, F

from actors.models import Actor
from connections.graph import LEFT_OUT
from connections.ready import ready
from connections.scope import ALL, Scope
from initiatives.models import Handover, Initiative, Involvement, Participation
from tracks.models import Track, TrackMapping, TrackRelation

SAME = TrackMapping.SAME
ENOUGH = 10
"""Strength is not shown where fewer initiatives than this ran on one of the two tracks."""


@dataclass(frozen=True)
class Tie:
    """An unordered pair of tracks, ``a`` before ``b`` by number, and what ties them together."""

    a: Track
    b: Track
    stated: int
    shared_initiatives: int
    shared_actors: int
    handovers_ab: int
    handovers_ba: int
    on_a: int
    on_b: int
    """How many initiatives ran on each of the two."""

    @property
    def handovers(self) -> int:
        return self.handovers_ab + self.handovers_ba

    @property
    def is_any(self) -> bool:
        return bool(self.stated or self.shared_initiatives or self.shared_actors or self.handovers)

    @property
    def strength(self) -> float | None:
        """Salton's cosine n(a,b)/√(n(a)·n(b)) from 0 to 1; None where n(a) or n(b) is too few."""
        if min(self.on_a, self.on_b) < ENOUGH:
            return None
        return self.shared_initiatives / math.sqrt(self.on_a * self.on_b)


@dataclass(frozen=True)
class Placed:
    """Initiatives or actors in the order of lists, each with the tracks that it is on."""

    pks: array[int]
    masks: array[int]
    """Of each the sum of the bits of its tracks."""

    def on(self, mask: int) -> list[int]:
        """The pks of those on all tracks of ``mask``."""
        return [pk for pk, its in zip(self.pks, self.masks, strict=True) if its & mask == mask]


@dataclass(frozen=True)
class Ties:
    """Every pair of the public tracks by their numbers, and what is on each track."""

    tracks: list[Track]
    pairs: list[Tie]
    bits: dict[int, int]
    """By the pk of a track: the power of two that stands for it."""
    totals: dict[int, int]
    """By the pk of a track: how many initiatives ran on it."""
    initiatives: Placed
    """By time, then by name."""
    actors: Placed
    """By name."""

    def on(self, track: Track) -> int:
        """How many initiatives ran on a track."""
        return self.totals[track.pk]

    def initiatives_on(self, *tracks: Track) -> list[int]:
        """The pks of those that ran on all of ``tracks``, in their order."""
        return self.initiatives.on(sum(self.bits[track.pk] for track in tracks))

    def actors_on(self, *tracks: Track) -> list[int]:
        """The pks of those that took part on all of ``tracks``, in their order."""
        return self.actors.on(sum(self.bits[track.pk] for track in tracks))

    def between(self, a: Track, b: Track) -> Tie:
        return next(tie for tie in self.pairs if {tie.a.pk, tie.b.pk} == {a.pk, b.pk})

    def of(self, track: Track) -> list[Tie]:
        """Those of one track that are any, by the number of the other."""
        return [tie for tie in self.pairs if track.pk in (tie.a.pk, tie.b.pk) and tie.is_any]


def ties(scope: Scope = ALL) -> Ties:
    """All ties within ``scope``; those of everything are kept ready from edition to edition."""
    return ready(_all) if scope.is_all else _count(scope)


def _all() -> Ties:
    return _count(ALL)


def _count(scope: Scope) -> Ties:
    tracks = list(Track.objects.public())
    bits = {track.pk: 1 << place for place, track in enumerate(tracks)}
    initiatives: dict[int, int] = defaultdict(int)
    actors: dict[int, int] = defaultdict(int)
    _gather(initiatives, scope.parts(Involvement), "initiative_id", bits)
    participations = scope.parts(Participation)
    _gather(initiatives, participations.taking_part(), "initiative_id", bits)
    _gather(actors, participations.exclude(role__in=LEFT_OUT), "actor_id", bits)
    on, with_initiatives = Counter(initiatives.values()), Counter(actors.values())
    moved = scope.parts(Handover).order_by().values_list("from_track_id", "to_track_id")
    handovers = {(a, b): number for a, b, number in moved.annotate(number=Count("pk"))}
    stated = Counter(pair for pairs in stated_pairs(scope).values() for pair in pairs)

    def sharing(masks: Counter[int], mask: int) -> int:
        return sum(number for its, number in masks.items() if its & mask == mask)

    totals = {pk: sharing(on, bit) for pk, bit in bits.items()}
    pairs = [
        Tie(
            a,
            b,
            stated=stated[a.pk, b.pk] + stated[b.pk, a.pk],
            shared_initiatives=sharing(on, bits[a.pk] | bits[b.pk]),
            shared_actors=sharing(with_initiatives, bits[a.pk] | bits[b.pk]),
            handovers_ab=handovers.get((a.pk, b.pk), 0),
            handovers_ba=handovers.get((b.pk, a.pk), 0),
            on_a=totals[a.pk],
            on_b=totals[b.pk],
        )
        for a, b in combinations(tracks, 2)
    ]
    by_time = Initiative.objects.public().order_by(
        F("dates_earliest").asc(nulls_last=True), "name", "pk"
    )
    by_name = Actor.objects.public().order_by("sort_name", "pk")
    placed = _placed(by_time, initiatives), _placed(by_name, actors)
    return Ties(tracks, pairs, bits, totals, *placed)


def _gather(masks: dict[int, int], rows: Any, owner: str, bits: dict[int, int]) -> None:
    """Add the bit of each track on which an owner has a row."""
    for pk, track in rows.order_by().values_list(owner, "track_id").distinct().iterator():
        masks[pk] |= bits.get(track, 0)


def _placed(rows: Any, masks: dict[int, int]) -> Placed:
    pks = array("q", (pk for pk in rows.values_list("pk", flat=True).iterator() if pk in masks))
    return Placed(pks, array("H", (masks[pk] for pk in pks)))


def stated_pairs(scope: Scope = ALL) -> dict[int, set[tuple[int, int]]]:
    """By relation that a source states: the pairs of tracks to which it is carried.

    It is carried by exact and close mappings alone. Each pair is there once, in the order stated.
    """
    themes: dict[int, list[int]] = defaultdict(list)
    mappings = TrackMapping.objects.public().filter(relation__in=SAME)
    for framework_track, track in mappings.values_list("framework_track_id", "track_id"):
        themes[framework_track].append(track)
    relations = scope.stated(TrackRelation).filter(from_track__isnull=False, to_track__isnull=False)
    found = {}
    for pk, a, b in relations.values_list("pk", "from_track_id", "to_track_id"):
        pairs: dict[frozenset[int], tuple[int, int]] = {}
        for first in themes[a]:
            for second in themes[b]:
                if first != second:
                    pairs.setdefault(frozenset((first, second)), (first, second))
        if pairs:
            found[pk] = {*pairs.values()}
    return found
