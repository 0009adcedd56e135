"""A way between two entries as arithmetic: a vertical chain, stop below stop.

All lengths are in units of the drawing, WIDTH wide, with y downwards. An actor is a ring, an
initiative a square; on the line between them stand the parts that the actor had there, each a disc
with the number of its track. Every text has lines of its own, so that none covers another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from connections import letters
from connections.routes import Route, Step, Stop
from sources.edtf import parse

WIDTH = 320
LINE_X = 20.0
TEXT_X = 46.0
TOP = 20.0
NAME_SIZE, NOTE_SIZE = 15.5, 12.5
"""Of letters; names are bold, and as wide as plain ones of this size."""
NAME_LINE, NOTE_LINE = 18.0, 16.0
GAP = 12.0
DISC = 9.5
SHOWN_PARTS = 3


@dataclass(frozen=True)
class Line:
    y: float
    text: str


@dataclass(frozen=True)
class Mark:
    """A stop: its figure stands at the height of the first line of its name."""

    stop: Stop
    y: float
    name: list[Line]
    note: list[Line]

    @property
    def corner_y(self) -> float:
        return self.y - DISC


@dataclass(frozen=True)
class Part:
    """A part that the actor had; ``track`` is None for “and others”."""

    track: Any
    y: float
    lines: list[Line]

    @property
    def number_y(self) -> float:
        return self.y + 4


@dataclass(frozen=True)
class Chain:
    marks: list[Mark]
    parts: list[Part]
    height: float
    width: int = WIDTH
    line_x: float = LINE_X
    text_x: float = TEXT_X
    radius: float = DISC
    corner_x: float = LINE_X - DISC
    side: float = 2 * DISC

    @property
    def top(self) -> float:
        return self.marks[0].y

    @property
    def bottom(self) -> float:
        return self.marks[-1].y


def draw(route: Route) -> Chain:
    """The chain of a way, from its start at the top to its end."""
    marks: list[Mark] = []
    parts: list[Part] = []
    y = TOP
    for place, stop in enumerate(route.stops):
        name, below = _lines(stop.entry.name, y, NAME_SIZE, NAME_LINE)
        note, below = _lines(_note(stop), below, NOTE_SIZE, NOTE_LINE)
        marks.append(Mark(stop, y, name, note))
        y = below + GAP
        if place < len(route.steps):
            for track, text in _texts(route.steps[place]):
                lines, below = _lines(text, y, NOTE_SIZE, NOTE_LINE)
                parts.append(Part(track, y, lines))
                y = max(below, y + 2 * DISC) + 5
            y += GAP - 5
    return Chain(marks, parts, round(below + 4, 1))


def _lines(text: str, y: float, size: float, step: float) -> tuple[list[Line], float]:
    """The text in lines, the first in the middle of which is y, and where the next may stand."""
    lines = letters.lines(text, WIDTH - TEXT_X, size) if text else []
    placed = [Line(round(y + 4.5 + place * step, 1), line) for place, line in enumerate(lines)]
    return placed, y + step * len(lines)


def _note(stop: Stop) -> str:
    if not stop.is_actor and stop.entry.dates:
        return str(parse(stop.entry.dates))
    return str(stop.entry.get_kind_display())


def _texts(step: Step) -> list[tuple[Any, str]]:
    """(track, words) of each part, as many as there is room for; what two collections say, once."""
    texts: list[tuple[Any, str]] = list(
        {(row.track, part_in_words(row)): None for row in step.participations}
    )
    if (more := len(texts) - SHOWN_PARTS) > 0:
        texts[SHOWN_PARTS:] = [(None, f"and {more} more")]
    return texts


def part_in_words(row: Any) -> str:
    """A participation in few words: “Mediator, Professional, 1993”."""
    words = [row.get_role_display(), row.track.short_name]
    return ", ".join([*words, str(parse(row.dates))] if row.dates else words)
