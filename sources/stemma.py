"""A stemma as arithmetic: witnesses from top to bottom, each below what it draws on.

All lengths are in units of the drawing, with y downwards. Each voice has a field to itself, and in
it each witness a row: its year on the left, its label on the right. A source keeps its lane down to
the last text that draws on it, so that a line leads straight down and turns aside only just above
its text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from math import cos, pi, sin
from textwrap import wrap
from typing import Any

from sources.descent import Descent, Origin, Witness

WIDTH = 310.0
MARGIN = 10.0
"""Of a field, around what stands in it."""
FIELD_GAP = 8.0
FIRST_LANE = 78.0
LANE = 28.0
RADIUS, FIGURE = 13.0, 19.0
"""Of a circle; of the largest figure."""
TURN = 34.0
"""How far above its text a line turns aside."""
TO_LABEL = FIGURE + 3
NARROWEST_LABEL = 105.0
ROW = 50.0
"""The least distance of two rows."""
NAME_LINE, NOTE_LINE = 17.0, 15.0
NAME_LETTER, NOTE_LETTER = 9.4, 6.7
"""Widths of letters, on the safe side."""
BASELINE = 4.5
"""From the middle of a letter down to the line that it stands on."""

Box = tuple[float, float, float, float]
"""left, top, right, bottom"""

CORNERS = [(0, 0.0, 13.0), (4, pi / 4, 16.5), (4, 0.0, 17.0), (6, pi / 6, 14.5), (3, pi / 2, 19.0)]
"""Of the figure that marks a side: how many (none for a circle), turned by what, how far out."""


def figure(side: int | None, x: float = 0.0, y: float = 0.0) -> str:
    """The outline that marks a side, or what has none (a circle), as the data of a path."""
    number, turn, out = CORNERS[(side or 0) % len(CORNERS)]
    if not number:
        arc = f"a{out:g} {out:g} 0 1 0 "
        return f"M{x - out:g} {y:g}{arc}{2 * out:g} 0{arc}{-2 * out:g} 0Z"
    corners = [turn + 2 * pi * i / number for i in range(number)]
    points = [f"{x + out * cos(a):.1f} {y - out * sin(a):.1f}" for a in corners]
    return f"M{'L'.join(points)}Z"


@dataclass(frozen=True)
class Line:
    y: float
    text: str
    is_name: bool


@dataclass(frozen=True)
class Placed:
    """A witness in its place, with its label."""

    witness: Witness
    note: str
    x: float
    y: float
    label_x: float
    lines: list[Line]

    @property
    def outline(self) -> str:
        return figure(self.witness.side, self.x, self.y)

    @property
    def base_y(self) -> float:
        """What its siglum and its year stand on."""
        return self.y + BASELINE

    @property
    def side(self) -> str:
        """For a class name."""
        return "none" if self.witness.side is None else str(self.witness.side % len(CORNERS))

    @property
    def boxes(self) -> list[Box]:
        """The room of the year, of the figure and of each line of the label."""
        found = [
            (MARGIN, self.y - 8, MARGIN + len(self.witness.year) * NOTE_LETTER, self.y + 8),
            (self.x - FIGURE, self.y - FIGURE, self.x + FIGURE, self.y + FIGURE),
        ]
        for line in self.lines:
            width = len(line.text) * (NAME_LETTER if line.is_name else NOTE_LETTER)
            found.append((self.label_x, line.y - 12, self.label_x + width, line.y + 3))
        return found


@dataclass(frozen=True)
class Drawn:
    """A line from a source down to a text."""

    origin: Origin
    points: list[tuple[float, float]]

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in self.points)


@dataclass(frozen=True)
class Stemma:
    descent: Descent
    fields: list[Box]
    placed: list[Placed]
    lines: list[Drawn]
    width: float
    height: float
    year_x: float = MARGIN


def draw(descent: Descent) -> Stemma | None:
    """The stemma of an answer, or nothing where no text says that it took it from another."""
    if not descent.origins:
        return None
    lanes = [_lanes(group, descent) for group in descent.groups]
    label_xs = [FIRST_LANE + max(group.values()) * LANE + TO_LABEL for group in lanes]
    width = max(WIDTH, max(label_xs) + NARROWEST_LABEL)
    placed: dict[Witness, Placed] = {}
    fields: list[Box] = []
    top = 0.0
    for group, lane, label_x in zip(descent.groups, lanes, label_xs, strict=True):
        y = top + MARGIN + FIGURE
        for witness in group:
            it = _place(witness, descent, FIRST_LANE + lane[witness] * LANE, y, label_x, width)
            placed[witness] = it
            bottom = max(box[3] for box in it.boxes) + MARGIN
            y = max(y + ROW, bottom + FIGURE + TURN - RADIUS - MARGIN)
        fields.append((0.0, top, width, bottom))
        top = bottom + FIELD_GAP
    lines = [_line(origin, placed) for origin in descent.origins]
    return Stemma(descent, fields, list(placed.values()), lines, width, bottom)


def _lanes(group: list[Witness], descent: Descent) -> dict[Witness, int]:
    """The lane of each witness.

    A source keeps its own for its line down to its last text, and as long as it has several texts
    to come, the one beside it for these, so that few lines cross.
    """
    row = {witness: i for i, witness in enumerate(group)}
    texts = {witness: [row[text] for text in descent.texts_from(witness)] for witness in group}
    lanes: dict[Witness, int] = {}
    for witness in group:
        here = row[witness]
        sources = [o.source for o in descent.origins_of(witness) if o.source in lanes]
        taken = {lanes[w] for w in lanes if max(texts[w], default=0) > here}
        taken |= {
            lanes[w] + 1
            for w in lanes
            if w not in sources and sum(text > here for text in texts[w]) > 1
        }
        inherited = [lanes[source] for source in sources if max(texts[source]) == here]
        free = next(lane for lane in count() if lane not in taken)
        lanes[witness] = min(inherited, default=free)
    return lanes


def _place(
    witness: Witness, descent: Descent, x: float, y: float, label_x: float, width: float
) -> Placed:
    note = descent.derivation(witness)
    room = width - label_x - MARGIN / 2
    lines = []
    base = y + BASELINE
    for text in wrap(witness.name, int(room / NAME_LETTER)):
        lines.append(Line(base, text, True))
        base += NAME_LINE
    for text in wrap(note, int(room / NOTE_LETTER)):
        lines.append(Line(base, text, False))
        base += NOTE_LINE
    return Placed(witness, note, x, y, label_x, lines)


def _line(origin: Origin, placed: dict[Witness, Placed]) -> Drawn:
    start, end = placed[origin.source], placed[origin.text]
    if start.y > end.y:  # texts that take from one another in a circle
        return Drawn(origin, [(start.x, start.y - RADIUS), (end.x, end.y + RADIUS)])
    points = [(start.x, start.y + RADIUS)]
    if start.x != end.x:
        points.append((start.x, max(start.y + RADIUS, end.y - TURN)))
    return Drawn(origin, [*points, (end.x, end.y - RADIUS)])


def sides(positions: Iterable[Any]) -> list[tuple[Any, int, str]]:
    """Each position with the number of its colour and the figure that marks it."""
    return [(it, side % len(CORNERS), figure(side)) for side, it in enumerate(positions)]
