"""What stands behind each number of :mod:`connections.ties`: exactly so many rows."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from actors.models import Actor
from connections.scope import Scope
from connections.ties import ADDRESSEE, ONLOOKERS, stated_pairs
from initiatives.models import Handover, Initiative, Involvement, Participation
from tracks.models import Track, TrackRelation


def initiatives(scope: Scope, *tracks: Track) -> Any:
    """Public initiatives with an involvement or a taking part on each of ``tracks``."""
    rows = Initiative.objects.public() if scope.initiatives is None else scope.initiatives
    for track in tracks:
        here = {"initiative": OuterRef("pk"), "track": track}
        taking_part = scope.parts(Participation).exclude(role__in=ADDRESSEE)
        rows = rows.filter(
            Exists(scope.parts(Involvement).filter(**here)) | Exists(taking_part.filter(**here))
        )
    return rows.order_by(F("dates_earliest").asc(nulls_last=True), "name", "pk")


def actors(scope: Scope, a: Track, b: Track) -> Any:
    """Public actors that took part on both tracks, in whichever initiatives."""
    taking_part = scope.parts(Participation).exclude(role__in=ONLOOKERS)
    rows = Actor.objects.public()
    for track in (a, b):
        rows = rows.filter(Exists(taking_part.filter(actor=OuterRef("pk"), track=track)))
    return rows.order_by("sort_name", "pk")


def taking_part(scope: Scope, rows: Any, a: Track, b: Track) -> Any:
    """The parts that these actors took on the two tracks, by track and time."""
    found = scope.parts(Participation).filter(actor__in=rows, track__in=(a, b))
    return (
        found.exclude(role__in=ONLOOKERS)
        .with_links()
        .with_evidence()
        .order_by("track__number", F("initiative__dates_earliest").asc(nulls_last=True), "pk")
    )


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
