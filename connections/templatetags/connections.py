"""Drawings and tables of how the tracks connect, for the templates of all rooms."""

from __future__ import annotations

from typing import Any

from django import template
from django.db.models import Q
from django.utils.timezone import localdate

from actors.filters import ActorFilter
from actors.models import Actor
from connections.circle import draw
from connections.lanes import draw as draw_lanes
from connections.matrix import Measure, Row, matrix
from connections.ties import SAME, ties
from initiatives.models import Initiative
from tracks.models import Track, TrackMapping, TrackRelation

register = template.Library()

LISTED_INITIATIVES = 10
LISTED_ACTORS = 30
"""How many a track's page names before it leads to the list; actors stand in a line."""


@register.inclusion_tag("connections/_circle.html")
def circle(focus: Track | None = None, table: str = "") -> dict[str, Any]:
    """The circle of tracks with what they share; ``table`` is where the same stands as a table."""
    found = ties()
    drawn = draw(found.tracks, found.pairs, [Measure.INITIATIVES], focus)
    return {"circle": drawn, "focus": focus, "table": table}


@register.inclusion_tag("connections/_matrix.html")
def initiatives_matrix() -> dict[str, Any]:
    """How many initiatives each two tracks share, as a square table."""
    return {"matrix": matrix(ties(), Measure.INITIATIVES)}


@register.inclusion_tag("connections/_track_ties.html")
def track_ties(track: Track) -> dict[str, Any]:
    """A track's ties to each other track, as a table."""
    return {"track": track, "rows": [Row(tie, track) for tie in ties().of(track)]}


@register.inclusion_tag("connections/_lanes.html")
def lanes(initiative: Initiative) -> dict[str, Any]:
    """An initiative's way over the tracks in time; the list below it says the same."""
    drawn = draw_lanes(
        initiative.involvements.all(),
        initiative.handovers.all(),
        (initiative.dates_earliest, initiative.dates_latest),
        localdate(),
    )
    return {"lanes": drawn, "initiative": initiative}


@register.inclusion_tag("connections/_stated_relations.html")
def stated_relations(track: Track, notes: Any) -> dict[str, Any]:
    """What sources say of how this track relates to others, through exact and close mappings."""
    its = TrackMapping.objects.public().filter(track=track, relation__in=SAME)
    framework_tracks = its.values("framework_track")
    relations = (
        TrackRelation.objects.public()
        .filter(Q(from_track__in=framework_tracks) | Q(to_track__in=framework_tracks))
        .with_links()
        .with_evidence()
        .order_by("framework__order", "position")
    )
    return {"relations": relations, "notes": notes}


@register.inclusion_tag("connections/_track_initiatives.html")
def track_initiatives(track: Track) -> dict[str, Any]:
    """The initiatives that ran on a track or had somebody take part from it."""
    rows = Initiative.objects.public().on_track(track.slug)
    return {"track": track, "initiatives": rows[:LISTED_INITIATIVES], "count": rows.count()}


@register.inclusion_tag("connections/_track_actors.html")
def track_actors(track: Track) -> dict[str, Any]:
    """Who is counted on a track, or took part from it."""
    found = list(ActorFilter({"track": track.slug}, queryset=Actor.objects.public()).qs)
    return {"track": track, "actors": found[:LISTED_ACTORS], "count": len(found)}
