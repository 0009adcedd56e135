"""Rows of a connection as a page shows them: each with the statements that put it there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from connections import pairs
from connections.scope import Scope
from initiatives.models import Involvement, Participation
from tracks.models import Track


@dataclass(frozen=True)
class Behind:
    """An initiative or an actor, and what puts it on each of the tracks, by their numbers."""

    entry: Any
    rows: list[Any]
    most: int = pairs.PARTS
    """Of an actor's parts on a track, so many are among the rows."""

    @property
    def involvements(self) -> list[Involvement]:
        return [row for row in self.rows if isinstance(row, Involvement)]

    @property
    def participations(self) -> list[Participation]:
        return [row for row in self.rows if isinstance(row, Participation)]


def in_order(rows: Any, pks: Sequence[int]) -> list[Any]:
    """The rows with these pks, in their order."""
    found = rows.in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def initiatives(scope: Scope, found: Sequence[Any], *tracks: Track) -> list[Behind]:
    """Of each initiative its involvements on the tracks; where it has none, who took part there."""
    here = {"initiative__in": [entry.pk for entry in found], "track__in": tracks}
    order = ("track__number", "position", "key")
    involved = scope.parts(Involvement).filter(**here).with_links().with_evidence()
    taking_part = scope.parts(Participation).filter(**here).taking_part()
    rows: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in involved.order_by(*order):
        rows[row.initiative_id, row.track_id].append(row)
    known = {*rows}
    for row in taking_part.with_links().with_evidence().order_by(*order):
        if (row.initiative_id, row.track_id) not in known:
            rows[row.initiative_id, row.track_id].append(row)
    return [
        Behind(entry, [row for track in tracks for row in rows[entry.pk, track.pk]])
        for entry in found
    ]


def actors(scope: Scope, found: Sequence[Any], a: Track, b: Track) -> list[Behind]:
    """Of each actor the parts that it took on the two tracks."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in pairs.taking_part(scope, [entry.pk for entry in found], a, b):
        rows[row.actor_id].append(row)
    return [Behind(entry, rows[entry.pk]) for entry in found]
