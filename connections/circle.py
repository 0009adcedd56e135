"""The circle of tracks as arithmetic: where each node, label and curve goes.

All lengths are in units of the drawing, which is WIDTH × HEIGHT with y downwards. The nine stand
on the circle clockwise from the top by their number; One and a Half stands outside, between One
and Two.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 460, 400
CENTRE_X, CENTRE_Y = 230.0, 205.0
RADIUS = 126.0
NODE, HALF_NODE = 18.0, 11.0
HALF_RADIUS = RADIUS + 19
LABEL_GAP = 11.0
LINE_HEIGHT = 15.0
LONGEST_LINE = 12
WIDEST_TIE = 7.0


@dataclass(frozen=True)
class Node:
    track: Any
    x: float
    y: float
    r: float
    label_x: float
    label_y: float
    anchor: str
    lines: tuple[tuple[float, str], ...]
    """(y, text) of each line of the label."""
    is_half: bool

    @property
    def number_y(self) -> float:
        return round(self.y + (3.5 if self.is_half else 4.6), 1)


@dataclass(frozen=True)
class Curve:
    tie: Any
    path: str
    width: float
    in_focus: bool


@dataclass(frozen=True)
class Circle:
    nodes: list[Node]
    curves: list[Curve]
    width: int = WIDTH
    height: int = HEIGHT


def angle(number: float) -> float:
    """Radians clockwise from the top at which a track of this number stands among the nine."""
    return (number - 1) / 9 * 2 * math.pi


def place(number: float, radius: float) -> tuple[float, float]:
    a = angle(number)
    return (
        round(CENTRE_X + radius * math.sin(a), 1),
        round(CENTRE_Y - radius * math.cos(a), 1),
    )


def draw(tracks: list[Any], ties: list[Any], focus: Any = None) -> Circle:
    """The circle of these tracks; ``ties`` have ``a``, ``b`` and ``shared_initiatives``."""
    nodes = [_node(track) for track in tracks]
    drawn = [tie for tie in ties if tie.shared_initiatives]
    most = max((tie.shared_initiatives for tie in drawn), default=1)
    curves = [
        Curve(
            tie,
            _path(float(tie.a.number), float(tie.b.number)),
            round(1.5 + (WIDEST_TIE - 1.5) * tie.shared_initiatives / most, 1),
            focus is not None and focus.pk in (tie.a.pk, tie.b.pk),
        )
        for tie in drawn
    ]
    return Circle(nodes, sorted(curves, key=lambda curve: curve.in_focus))


def _node(track: Any) -> Node:
    number = float(track.number)
    is_half = number != int(number)
    x, y = place(number, HALF_RADIUS if is_half else RADIUS)
    r = HALF_NODE if is_half else NODE
    side = math.sin(angle(number))
    lines = _lines(track.short_name)
    reach = r + LABEL_GAP
    if abs(side) < 0.05:
        anchor, label_x = "middle", x
        first = y - reach - LINE_HEIGHT * (len(lines) - 1)
    else:
        anchor = "start" if side > 0 else "end"
        below = -math.cos(angle(number))
        steep = max(0.0, below - 0.6) / 0.4
        label_x = x + math.copysign(reach * (1 - steep) if below > 0.6 else reach, side)
        if below > 0.6:
            first = y + reach + LINE_HEIGHT * 0.7
            label_x = x - math.copysign(NODE * 0.6, side)
        else:
            first = y + 4.5 - LINE_HEIGHT * (len(lines) - 1) / 2
    placed = tuple((round(first + i * LINE_HEIGHT, 1), line) for i, line in enumerate(lines))
    return Node(track, x, y, r, round(label_x, 1), round(first, 1), anchor, placed, is_half)


def _lines(name: str) -> list[str]:
    """The name on one line, or on two where it is long."""
    if len(name) <= LONGEST_LINE + 2 or " " not in name:
        return [name]
    head, _, tail = name.rpartition(" ")
    return [head, tail]


def _path(a: float, b: float) -> str:
    """A curve from one node's edge to the other's, bent towards the centre."""
    ends = []
    for number in (a, b):
        inset = HALF_RADIUS - HALF_NODE - 2 if number != int(number) else RADIUS - NODE - 3
        ends.append(place(number, inset))
    (x1, y1), (x2, y2) = ends
    middle_x, middle_y = (x1 + x2) / 2, (y1 + y2) / 2
    bend_x = CENTRE_X + (middle_x - CENTRE_X) * 0.35
    bend_y = CENTRE_Y + (middle_y - CENTRE_Y) * 0.35
    return f"M{x1:g} {y1:g}Q{bend_x:.1f} {bend_y:.1f} {x2:g} {y2:g}"
