"""What stands behind each number of :mod:`connections.ties`: queries of exactly so many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from actors.models import Actor
from connections.graph import LEFT_OUT
from connections.scope import Scope
from connections.ties import stated_pairs
from initiatives.models import Handover, Initiative, Involvement, Participation
from tracks.models import Track, TrackRelation

PARTS = 5
"""How many parts of an actor on a track are shown at once."""


def initiatives(scope: Scope, *tracks: Track) -> Any:
    """Public initiatives with an involvement or a taking part on each of ``tracks``."""
    rows = Initiative.objects.public() if scope.initiatives is None else scope.initiatives
    for track in tracks:
        involved = scope.parts(Involvement).filter(track=track)
        taking_part = scope.parts(Participation).taking_part().filter(track=track)
        rows = rows.filter(
            Q(pk__in=involved.values("initiative")) | Q(pk__in=taking_part.values("initiative"))
        )
    return rows


def actors(scope: Scope, a: Track, b: Track) -> Any:
    """Public actors that took part on both tracks, in whichever initiatives."""
    taking_part = scope.parts(Participation).exclude(role__in=LEFT_OUT)
    rows = Actor.objects.public()
    for track in (a, b):
        rows = rows.filter(pk__in=taking_part.filter(track=track).values("actor"))
    return rows


def taking_part(scope: Scope, actors: Sequence[int], a: Track, b: Track) -> Any:
    """The first parts that each of these actors took on each of the two tracks, by time.

    Each row has ``of``, the number of all its parts there: one who took part everywhere would
    fill a page.
    """
    found = scope.parts(Participation).filter(actor__in=actors, track__in=(a, b))
    found = found.exclude(role__in=LEFT_OUT)
    by_time = [F("initiative__dates_earliest").asc(nulls_last=True), F("pk").asc()]
    alone = [F("actor"), F("track")]
    found = found.annotate(
        place=Window(RowNumber(), partition_by=alone, order_by=by_time),
        of=Window(Count("pk"), partition_by=alone),
    ).filter(place__lte=PARTS)
    return found.with_links().with_evidence().order_by("track__number", "place")


def handovers(scope: Scope, a: Track, b: Track, origin: Track | None = None) -> Any:
    """Handovers between the two tracks, by date; with ``origin`` only those from that one."""
    both = Q(from_track=a, to_track=b) | Q(from_track=b, to_track=a)
    rows = scope.parts(Handover).filter(both)
    if origin:
        rows = rows.filter(from_track=origin)
    return rows.order_by(
        F("date_earliest").asc(nulls_last=True), "initiative__name", "position", "pk"
    )


def statements(scope: Scope, a: Track, b: Track) -> Any:
    """Relations of the two that a source states, carried to the tracks by mappings."""
    either = {(a.pk, b.pk), (b.pk, a.pk)}
    found = [pk for pk, pairs in stated_pairs(scope).items() if pairs & either]
    rows = TrackRelation.objects.public().filter(pk__in=found)
    return rows.order_by("framework__order", "position", "key")
