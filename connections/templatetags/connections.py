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
from connections.neighbours import neighbour_counts
from connections.neighbours import neighbours as neighbours_of
from connections.ties import SAME, ties
from initiatives.models import Initiative
from tracks.models import Track, TrackMapping, TrackRelation

register = template.Library()

LISTED_INITIATIVES = 10
LISTED_ACTORS = 30
"""How many a track's page names before it leads to the list; actors stand in a line."""
LISTED_NEIGHBOURS = 12
"""How many an actor's page names before it leads to the list."""


@register.inclusion_tag("connections/_circle.html")
def circle(focus: Track | None = None) -> dict[str, Any]:
    """The circle of tracks with the initiatives that they share; a table belongs beside it."""
    tracks = list(Track.objects.public())
    return {"circle": draw(tracks, ties(tracks), focus), "focus": focus}


@register.inclusion_tag("connections/_ties_table.html")
def ties_table() -> dict[str, Any]:
    """The ties of all pairs of tracks, as a table."""
    return {"ties": ties(list(Track.objects.public()))}


@register.inclusion_tag("connections/_track_ties.html")
def track_ties(track: Track) -> dict[str, Any]:
    """A track's ties to each other track, as a table."""
    rows = []
    for tie in ties(list(Track.objects.public())):
        if track.pk == tie.a.pk:
            rows.append((tie.b, tie, tie.handovers_ab, tie.handovers_ba))
        elif track.pk == tie.b.pk:
            rows.append((tie.a, tie, tie.handovers_ba, tie.handovers_ab))
    return {"track": track, "rows": rows}


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


@register.inclusion_tag("connections/_neighbours.html")
def neighbours(actor: Actor) -> dict[str, Any]:
    """Who appears in the same initiatives as an actor that took part in one."""
    counts = neighbour_counts(actor)
    found = neighbours_of(actor, counts[:LISTED_NEIGHBOURS])
    return {"actor": actor, "neighbours": found, "count": counts.count()}
