"""Who appears in the same initiatives, and who takes part on most tracks.

Addressees and observers are left out on both sides. All is counted in SQL over public rows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import DenseRank

from actors.models import Actor
from connections.graph import taking_part
from initiatives.models import Initiative
from tracks.models import Track

NAMED = 5
"""How many of the initiatives behind a count are named beside it."""
FEWEST_TRACKS = 2
"""Who takes part on fewer tracks bridges none."""
NEIGHBOURS_FIRST = ("-shared", "name", "actor_id")
BRIDGES_FIRST = ("-on_tracks", "-in_initiatives", "name", "actor_id")
SORTS = ("others", "states")
"""Of bridging actors: two lists, since states take part in most of what there is."""
BY_NAME = ("name", "actor_id")


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


def beside(actor: Any) -> Any:
    """The parts that others took in the initiatives in which an actor took part."""
    return taking_part().filter(initiative__in=_initiatives_of(actor)).exclude(actor=actor)


def neighbour_counts(parts: Any) -> Any:
    """Rows ``actor_id, name, shared`` of :func:`beside`: most shared initiatives first, by name."""
    rows = parts.order_by().values("actor_id", name=F("actor__sort_name"))
    rows = rows.annotate(shared=Count("initiative", distinct=True))
    rows = rows.values_list("actor_id", "name", "shared", named=True)
    return rows.order_by(*NEIGHBOURS_FIRST)


def neighbours(parts: Any, counts: Any) -> list[Neighbour]:
    """The neighbours of these rows of :func:`neighbour_counts`; in three queries with theirs."""
    rows = list(counts)
    actors = Actor.objects.public().in_bulk([row.actor_id for row in rows])
    named = (
        parts.filter(actor__in=actors)
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
            actors[row.actor_id],
            row.shared,
            [initiatives[pk] for _, pk in sorted(first[row.actor_id].items())],
        )
        for row in rows
    ]


def shared_initiatives(one: Any, other: Any) -> Any:
    """The initiatives in which both took part, by name."""
    rows = Initiative.objects.public().filter(pk__in=_initiatives_of(one))
    return rows.filter(pk__in=_initiatives_of(other)).order_by("name", "pk")


def bridge_counts(parts: Any) -> Any:
    """Rows ``actor_id, name, on_tracks, in_initiatives`` of who took these parts on two tracks.

    Or on more: most tracks first, then most initiatives, then by name.
    """
    rows = parts.order_by().values("actor_id", name=F("actor__sort_name"))
    rows = rows.annotate(
        on_tracks=Count("track", distinct=True), in_initiatives=Count("initiative", distinct=True)
    ).filter(on_tracks__gte=FEWEST_TRACKS)
    rows = rows.values_list("actor_id", "name", "on_tracks", "in_initiatives", named=True)
    return rows.order_by(*BRIDGES_FIRST)


def bridges(parts: Any, counts: Any) -> list[Bridge]:
    """The bridging actors of these rows of :func:`bridge_counts`."""
    rows = list(counts)
    actors = Actor.objects.public().in_bulk([row.actor_id for row in rows])
    tracks = {track.pk: track for track in Track.objects.public()}
    pairs = parts.filter(actor__in=actors).order_by()
    its: dict[int, list[Any]] = defaultdict(list)
    for actor, track in pairs.values_list("actor_id", "track_id").distinct():
        its[actor].append(tracks[track])
    return [
        Bridge(
            actors[row.actor_id],
            row.in_initiatives,
            sorted(its[row.actor_id], key=lambda track: track.number),
        )
        for row in rows
    ]


def initiatives_of(actor: Any, conflict: Any = None) -> Any:
    """The initiatives in which an actor took part, by name; within a conflict if one is given."""
    rows = Initiative.objects.public().filter(pk__in=_initiatives_of(actor))
    rows = rows.filter(conflicts=conflict) if conflict else rows
    return rows.order_by("name", "pk")


def on_conflict(conflict: Any) -> Any:
    """The parts that were taken in initiatives on a conflict; all if none is given."""
    rows = taking_part()
    return rows.filter(initiative__conflicts=conflict) if conflict else rows


def of_sort(parts: Any, sort: str) -> Any:
    """Of these parts those that states took, or those that all others did."""
    is_state = Q(actor__kind=Actor.Kind.STATE)
    return parts.filter(is_state if sort == "states" else ~is_state)


def _initiatives_of(actor: Any) -> Any:
    return taking_part().filter(actor=actor).order_by().values("initiative")
