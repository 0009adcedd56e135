"""The ties of all tracks as a square table: a row and a column for each track."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse

from connections.ties import Tie, Ties
from tracks.models import Track

LEVELS = 5
"""Shades of a cell, from 1 for the least to this for the most."""


class Measure(StrEnum):
    """What a matrix or a drawing shows of the ties; the values stand in addresses."""

    INITIATIVES = "initiatives"
    ACTORS = "actors"
    HANDOVERS = "handovers"
    STATED = "stated"

    @property
    def label(self) -> str:
        return {
            Measure.INITIATIVES: "Shared initiatives",
            Measure.ACTORS: "Shared actors",
            Measure.HANDOVERS: "Handovers",
            Measure.STATED: "Stated relations",
        }[self]

    @property
    def one(self) -> str:
        return self.label.lower().removesuffix("s")

    def said(self, number: int, a: Track, b: Track) -> str:
        """A number in words, for who hears it alone."""
        what = self.one if number == 1 else self.label.lower()
        joint = "from {} to {}" if self is Measure.HANDOVERS else "of {} and {}"
        return f"{number} {what} {joint.format(a.short_name, b.short_name)}"

    @property
    def what(self) -> str:
        """The last word of the address of the list behind a number."""
        return "statements" if self is Measure.STATED else self.value

    def of(self, tie: Tie, origin: Track) -> int:
        """The number for a pair; handovers are those from ``origin``."""
        if self is Measure.HANDOVERS:
            return tie.handovers_ab if origin.pk == tie.a.pk else tie.handovers_ba
        return {
            Measure.INITIATIVES: tie.shared_initiatives,
            Measure.ACTORS: tie.shared_actors,
            Measure.STATED: tie.stated,
        }[self]

    def address(self, tie: Tie, query: str, origin: Track | None = None) -> str:
        """Where the items behind the number of a pair are listed."""
        path = reverse(f"connections:{self.what}", args=[tie.a.slug, tie.b.slug])
        parameters = [f"from={origin.slug}"] if origin and self is Measure.HANDOVERS else []
        parameters += [query] if query else []
        return f"{path}?{'&'.join(parameters)}" if parameters else path


@dataclass(frozen=True)
class Cell:
    row: Track
    column: Track
    number: int
    address: str
    """Empty where there is nothing to list."""
    said: str
    level: int
    """0 for nothing, then 1 to LEVELS."""
    is_diagonal: bool


@dataclass(frozen=True)
class Matrix:
    measure: Measure
    tracks: list[Track]
    rows: list[tuple[Track, list[Cell]]]

    @property
    def is_directed(self) -> bool:
        return self.measure is Measure.HANDOVERS


def matrix(found: Ties, measure: Measure, query: str = "") -> Matrix:
    """The table of one measure; ``query`` is what the filters add to each address."""
    by_pair = {frozenset((tie.a.pk, tie.b.pk)): tie for tie in found.pairs}
    most = max((measure.of(tie, t) for tie in found.pairs for t in (tie.a, tie.b)), default=0)

    def cells(row: Track) -> Iterator[Cell]:
        for column in found.tracks:
            if row.pk == column.pk:
                yield _diagonal(found, measure, row, query)
                continue
            tie = by_pair[frozenset((row.pk, column.pk))]
            number = measure.of(tie, row)
            address = measure.address(tie, query, row) if number else ""
            said = measure.said(number, row, column)
            yield Cell(row, column, number, address, said, _level(number, most), False)

    return Matrix(measure, found.tracks, [(track, [*cells(track)]) for track in found.tracks])


def _diagonal(found: Ties, measure: Measure, track: Track, query: str) -> Cell:
    """How many initiatives ran on the track at all; the other measures have nothing here."""
    number = found.on(track) if measure is Measure.INITIATIVES else 0
    path = reverse("connections:on", args=[track.slug]) if number else ""
    address = f"{path}?{query}" if path and query else path
    return Cell(track, track, number, address, f"{number} on {track.short_name}", 0, True)


def _level(number: int, most: int) -> int:
    return math.ceil(LEVELS * number / most) if number else 0


@dataclass(frozen=True)
class Row:
    """A pair as a row of a table, seen from ``origin``."""

    tie: Tie
    origin: Track
    query: str = ""

    @property
    def other(self) -> Track:
        return self.tie.b if self.origin.pk == self.tie.a.pk else self.tie.a

    @property
    def address(self) -> str:
        path = reverse("connections:pair", args=[self.tie.a.slug, self.tie.b.slug])
        return f"{path}?{self.query}" if self.query else path

    @property
    def numbers(self) -> list[tuple[int, str, str]]:
        """(number, address of its list, in words): initiatives, actors, handovers there and from
        there, stated relations."""
        there, back = (self.origin, self.other), (self.other, self.origin)
        order = [
            (Measure.INITIATIVES, there),
            (Measure.ACTORS, there),
            (Measure.HANDOVERS, there),
            (Measure.HANDOVERS, back),
            (Measure.STATED, there),
        ]
        found = []
        for measure, way in order:
            number = measure.of(self.tie, way[0])
            address = measure.address(self.tie, self.query, way[0])
            found.append((number, address, measure.said(number, *way)))
        return found


def shown(value: Any) -> Measure | None:
    """The measure that ``show=`` in an address names; None for all together."""
    return Measure(value) if value in set(Measure) else None
