"""Who appears in the same initiatives, and who takes part on most tracks.

Addressees and observers are left out on both sides. All is counted in SQL over public rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Window
from django.db.models.functions import DenseRank

from actors.models import Actor
from connections.graph import taking_part
from initiatives.models import Initiative
from tracks.models import Track

NAMED = 5
"""How many of the initiatives behind a count are named beside it."""
FEWEST_TRACKS = 2
"""Who takes part on fewer tracks bridges none."""


@dataclass(frozen=True)
class Neighbour:
    """An actor that appears in the same initiatives, and the first of these by name."""

    actor: Any
    shared: int
    initiatives: list[Any]

    @property
    def has_more(self) -> bool:
        return self.shared > len(self.initiatives)


@dataclass(frozen=True)
class Bridge:
    """An actor with the tracks on which it takes part, and in how many initiatives."""

    actor: Any
    initiatives: int
    tracks: list[Any]


def neighbour_counts(actor: Any) -> Any:
    """Rows ``actor_id, shared``: by the number of shared initiatives, then by name."""
    together = taking_part().filter(initiative__in=_initiatives_of(actor)).exclude(actor=actor)
    rows = together.order_by().values("actor_id")
    rows = rows.annotate(shared=Count("initiative", distinct=True))
    return rows.order_by("-shared", "actor__sort_name", "actor_id")


def neighbours(actor: Any, counts: Any) -> list[Neighbour]:
    """The neighbours of these rows of :func:`neighbour_counts`; in three queries with theirs."""
    rows = list(counts)
    actors = Actor.objects.public().in_bulk([row["actor_id"] for row in rows])
    named = (
        taking_part()
        .filter(actor__in=actors, initiative__in=_initiatives_of(actor))
        .annotate(
            place=Window(
                DenseRank(), partition_by="actor_id", order_by=["initiative__name", "initiative_id"]
            )
        )
        .filter(place__lte=NAMED)
        .order_by()
        .values_list("actor_id", "place", "initiative_id")
    )
    first: dict[int, dict[int, int]] = defaultdict(dict)
    for pk, place, initiative in named:
        first[pk][place] = initiative
    wanted = {pk for places in first.values() for pk in places.values()}
    initiatives = Initiative.objects.public().in_bulk(wanted)
    return [
        Neighbour(
            actors[row["actor_id"]],
            row["shared"],
            [initiatives[pk] for _, pk in sorted(first[row["actor_id"]].items())],
        )
        for row in rows
    ]


def shared_initiatives(one: Any, other: Any) -> Any:
    """The initiatives in which both took part, by name."""
    rows = Initiative.objects.public().filter(pk__in=_initiatives_of(one))
    return rows.filter(pk__in=_initiatives_of(other)).order_by("name", "pk")


def bridge_counts(conflict: Any = None) -> Any:
    """Rows ``actor_id, on_tracks, in_initiatives`` of those on two tracks or more, best first.

    By the number of tracks, then of initiatives, then by name; within a conflict if one is given.
    """
    rows = _on(conflict).order_by().values("actor_id")
    rows = rows.annotate(
        on_tracks=Count("track", distinct=True), in_initiatives=Count("initiative", distinct=True)
    ).filter(on_tracks__gte=FEWEST_TRACKS)
    return rows.order_by("-on_tracks", "-in_initiatives", "actor__sort_name", "actor_id")


def bridges(counts: Any, conflict: Any = None) -> list[Bridge]:
    """The bridging actors of these rows of :func:`bridge_counts`."""
    rows = list(counts)
    actors = Actor.objects.public().in_bulk([row["actor_id"] for row in rows])
    tracks = {track.pk: track for track in Track.objects.public()}
    pairs = _on(conflict).filter(actor__in=actors).order_by()
    its: dict[int, list[Any]] = defaultdict(list)
    for actor, track in pairs.values_list("actor_id", "track_id").distinct():
        its[actor].append(tracks[track])
    return [
        Bridge(
            actors[row["actor_id"]],
            row["in_initiatives"],
            sorted(its[row["actor_id"]], key=lambda track: track.number),
        )
        for row in rows
    ]


def initiatives_of(actor: Any, conflict: Any = None) -> Any:
    """The initiatives in which an actor took part, by name; within a conflict if one is given."""
    mine = _on(conflict).filter(actor=actor).order_by().values("initiative")
    return Initiative.objects.public().filter(pk__in=mine).order_by("name", "pk")


def _on(conflict: Any) -> Any:
    rows = taking_part()
    return rows.filter(initiative__conflicts=conflict) if conflict else rows


def _initiatives_of(actor: Any) -> Any:
    return taking_part().filter(actor=actor).order_by().values("initiative")
