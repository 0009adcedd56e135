"""What ties two tracks together, counted over public rows only (design §6).

Everything is counted by the database in a handful of grouped queries. What each initiative and each
actor is on is one number, a sum of powers of two with one for each track, so that the pairs come
from at most 2**10 different sums however many rows there are.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Case, Count, IntegerField, Sum, Value, When

from connections.ready import ready
from connections.scope import ALL, Scope
from initiatives.models import Handover, Involvement, Participation
from tracks.models import Track, TrackMapping, TrackRelation

SAME = (TrackMapping.Relation.EXACT, TrackMapping.Relation.CLOSE)
ADDRESSEE = (Participation.Role.ADDRESSEE,)
"""Does not put an initiative on a track: an addressee did not take part."""
ONLOOKERS = (Participation.Role.ADDRESSEE, Participation.Role.OBSERVER)
"""Do not tie an actor to anybody or anything."""
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
class Ties:
    """Every pair of the public tracks by their numbers, and how much there is on each track."""

    tracks: list[Track]
    pairs: list[Tie]
    on: dict[int, int]
    """How many initiatives ran on the track with this pk."""

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
    taking_part = scope.parts(Participation)
    initiatives: dict[int, int] = defaultdict(int)
    for rows in (scope.parts(Involvement), taking_part.exclude(role__in=ADDRESSEE)):
        for initiative, mask in _masks(rows, "initiative_id", bits):
            initiatives[initiative] |= mask
    by_mask = Counter(initiatives.values())
    actors = Counter(
        mask for _, mask in _masks(taking_part.exclude(role__in=ONLOOKERS), "actor_id", bits)
    )
    moved = scope.parts(Handover).order_by().values_list("from_track_id", "to_track_id")
    handovers = {(a, b): number for a, b, number in moved.annotate(number=Count("pk"))}
    stated = Counter(pair for pairs in stated_pairs(scope).values() for pair in pairs)
    on = {pk: sum(n for mask, n in by_mask.items() if mask & bit) for pk, bit in bits.items()}

    def sharing(masks: Counter[int], a: Track, b: Track) -> int:
        both = bits[a.pk] | bits[b.pk]
        return sum(number for mask, number in masks.items() if mask & both == both)

    pairs = [
        Tie(
            a,
            b,
            stated=stated[a.pk, b.pk] + stated[b.pk, a.pk],
            shared_initiatives=sharing(by_mask, a, b),
            shared_actors=sharing(actors, a, b),
            handovers_ab=handovers.get((a.pk, b.pk), 0),
            handovers_ba=handovers.get((b.pk, a.pk), 0),
            on_a=on[a.pk],
            on_b=on[b.pk],
        )
        for a, b in combinations(tracks, 2)
    ]
    return Ties(tracks, pairs, on)


def _masks(rows: Any, owner: str, bits: dict[int, int]) -> Iterable[tuple[int, int]]:
    """(owner, the sum of the bits of all tracks on which it has a row)."""
    bit = Case(
        *(When(track_id=pk, then=Value(bit)) for pk, bit in bits.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    found: Iterable[tuple[int, int]] = (
        rows.order_by().values_list(owner).annotate(mask=Sum(bit, distinct=True))
    )
    return found


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
