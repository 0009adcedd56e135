"""Drawings and tables of how the tracks connect, for the templates of all rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.db.models import Q
from django.utils.timezone import localdate

from actors.filters import ActorFilter
from actors.models import Actor
from connections.circle import draw
from connections.grid import grid
from connections.lanes import draw as draw_lanes
from connections.matrix import Measure, Row, matrix
from connections.neighbours import beside, neighbour_counts
from connections.neighbours import neighbours as neighbours_of
from connections.score import draw as draw_score
from connections.ties import SAME, ties
from initiatives.models import Conflict, Initiative, Outcome
from sources.templatetags.evidence import in_time
from tracks.models import Track, TrackMapping, TrackRelation

register = template.Library()

LISTED_INITIATIVES = 10
LISTED_ACTORS = 30
"""How many a track's page names before it leads to the list; actors stand in a line."""
LISTED_NEIGHBOURS = 12
"""How many an actor's page names before it leads to the list."""

LANES = {"narrow": 300, "wide": 480}
SCORES = {"narrow": 340, "wide": 900}
"""The widths in which a drawing is made, each shown on screens of its size."""
ENDED = (Outcome.Kind.NO_AGREEMENT, Outcome.Kind.COLLAPSED)
SHORT_TABLE = 15
"""Rows of a table that stands open below its drawing."""


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
    drawings = [
        (
            size,
            draw_lanes(
                initiative.involvements.all(),
                initiative.handovers.all(),
                (initiative.dates_earliest, initiative.dates_latest),
                localdate(),
                in_time_of(initiative.outcomes.all()),
                width,
            ),
        )
        for size, width in LANES.items()
    ]
    return {"drawings": drawings, "initiative": initiative}


@register.inclusion_tag("connections/_score.html")
def score(conflict: Conflict) -> dict[str, Any]:
    """All initiatives on a conflict over all tracks in time, drawn and as a table."""
    tracks = list(Track.objects.public())
    initiatives = in_time(conflict.initiatives.all())
    for initiative in initiatives:
        initiative.address = initiative.get_absolute_url()  # once for all its bars and rows
    outcomes = _bar_lines(conflict, initiatives)
    [line] = grid([conflict], tracks)
    notes = {cell.track.pk: (cell.state or "participants", cell.note) for cell in line.cells}
    today = localdate()
    drawings = [
        (size, draw_score(tracks, initiatives, outcomes, notes, today, width))
        for size, width in SCORES.items()
    ]
    staves = drawings[0][1].staves
    empty = [cell for cell, stave in zip(line.cells, staves, strict=True) if stave.note]
    rows = sum(len(initiative.involvements.all()) for initiative in initiatives)
    return {
        "conflict": conflict,
        "drawings": drawings,
        "initiatives": initiatives,
        "outcomes": outcomes,
        "ended": ENDED,
        "handovers": [(row, it) for it in initiatives for row in it.handovers.all()],
        "empty": empty,
        "is_short": rows <= SHORT_TABLE,
    }


def _bar_lines(conflict: Conflict, initiatives: list[Any]) -> list[Any]:
    """The agreements on a conflict and the ends without one, in time.

    An outcome that names no conflict belongs to the only one of its initiative.
    """
    found = [
        row
        for initiative in initiatives
        for row in initiative.outcomes.all()
        if row.conflict_id == conflict.pk
        or (row.conflict_id is None and len(initiative.conflicts.all()) == 1)
    ]
    known = {row.pk for row in found}
    found += [row for row in conflict.outcomes.all() if row.pk not in known]
    its = [row for row in found if row.kind in (*Outcome.AGREEMENTS, *ENDED)]
    return in_time_of(its)


def in_time_of(outcomes: Iterable[Any]) -> list[Any]:
    """Outcomes by the middle of their dates; what has none comes last."""

    def place(row: Any) -> tuple[int, int]:
        first, last = row.date_earliest, row.date_latest
        if not (first or last):
            return 2 * date.max.toordinal(), row.pk
        return (first or last).toordinal() + (last or first).toordinal(), row.pk

    return sorted(outcomes, key=place)


@register.inclusion_tag("connections/_grid.html")
def conflict_grid(conflicts: Iterable[Conflict]) -> dict[str, Any]:
    """Conflicts in rows, tracks in columns, and how many initiatives ran where."""
    tracks = list(Track.objects.public())
    lines = grid(conflicts, tracks)
    states = {cell.state for line in lines for cell in line.cells}
    return {"tracks": tracks, "lines": lines, "states": states}


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
    parts = beside(actor)
    counts = neighbour_counts(parts)
    found = neighbours_of(parts, counts[:LISTED_NEIGHBOURS])
    return {"actor": actor, "neighbours": found, "count": counts.count()}
