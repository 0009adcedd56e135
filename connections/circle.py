"""The circle of tracks as arithmetic: where each node, label, arc and arrow goes.

All lengths are in units of the drawing, which is WIDTH × HEIGHT with y downwards. The nine stand
on the circle clockwise from the top by their number; One and a Half stands outside, between One
and Two. Arcs join what two tracks share, arrows show which way efforts moved, and dashes what a
source says of the two.
"""

from __future__ import annotations

import math
from collections.abc import Collection
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
WIDEST = {"initiatives": 7.0, "actors": 7.0, "handovers": 3.2}
STATED = 1.4
"""The width of what a source states, however often."""
THINNEST = 1.3
SPREAD = 0.45
"""How far the ends at a node spread: 0 for all at one place, 1 for each towards its other end."""
GAP = 3.0
"""Between the rim of a node and what ends there."""
HEAD = 6.5
BEND = 0.35
"""How near a curve comes to the centre: 0 is through it, 1 a straight line."""
KINDS = {
    "initiatives": ("shared initiative", "shared initiatives", "Arcs: initiatives on both."),
    "actors": ("shared actor", "shared actors", "Arcs: actors on both."),
    "handovers": (
        "handover",
        "handovers",
        "Arrows: efforts that moved, in the colour of their origin.",
    ),
    "stated": ("stated relation", "stated relations", "Dots: what a source says of the two."),
}
"""One, many, and what curves of the kind stand for."""
BESIDE = {"initiatives": 0.0, "actors": 0.0, "stated": -12.0, "handovers": 16.0}
"""How far a curve of each kind keeps to the right of its way, so that none covers another."""


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
    kind: str
    """A key of BESIDE."""
    number: int
    start: Any
    end: Any
    """Tracks; only a handover has a direction."""
    width: float
    path: str
    head: str
    """The tip of an arrow as a path; empty for all others."""
    in_focus: bool

    @property
    def said(self) -> str:
        """What it stands for, in words."""
        one, many, _ = KINDS[self.kind]
        joint = "to" if self.head else "and"
        between = f"{self.start.short_name} {joint} {self.end.short_name}"
        return f"{between}: {self.number} {one if self.number == 1 else many}"


@dataclass(frozen=True)
class Circle:
    nodes: list[Node]
    curves: list[Curve]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def legend(self) -> list[tuple[str, str]]:
        """(kind, what its curves stand for) of each kind that is drawn."""
        drawn = {curve.kind for curve in self.curves}
        return [(kind, said) for kind, (_, _, said) in KINDS.items() if kind in drawn]


def angle(number: float) -> float:
    """Radians clockwise from the top at which a track of this number stands among the nine."""
    return (number - 1) / 9 * 2 * math.pi


def place(number: float, radius: float) -> tuple[float, float]:
    a = angle(number)
    return (
        round(CENTRE_X + radius * math.sin(a), 1),
        round(CENTRE_Y - radius * math.cos(a), 1),
    )


def draw(
    tracks: list[Any], pairs: list[Any], kinds: Collection[str] = BESIDE, focus: Any = None
) -> Circle:
    """The circle of these tracks, with the curves of these ``kinds``.

    ``pairs`` are :class:`connections.ties.Tie`, or have what a tie has.
    """
    curves = [curve for kind in BESIDE if kind in kinds for curve in _curves(pairs, kind, focus)]
    nodes = [_node(track) for track in tracks]
    return Circle(nodes, sorted(curves, key=lambda curve: curve.in_focus))


def _curves(pairs: list[Any], kind: str, focus: Any) -> list[Curve]:
    moves = [move for tie in pairs for move in _moves(tie, kind) if move[-1]]
    most = max((number for *_, number in moves), default=1)
    found = []
    for tie, start, end, number in moves:
        width = STATED if kind == "stated" else _width(number, most, WIDEST[kind])
        shape = _bent(start, end, BESIDE[kind], width if kind == "handovers" else 0.0)
        found.append(Curve(tie, kind, number, start, end, width, *shape, _is_of(tie, focus)))
    return found


def _moves(tie: Any, kind: str) -> list[tuple[Any, Any, Any, int]]:
    """(tie, from, to, number) of each curve of a kind: handovers have one each way."""
    if kind == "handovers":
        return [(tie, tie.a, tie.b, tie.handovers_ab), (tie, tie.b, tie.a, tie.handovers_ba)]
    numbers = {
        "initiatives": tie.shared_initiatives,
        "actors": tie.shared_actors,
        "stated": tie.stated,
    }
    return [(tie, tie.a, tie.b, numbers[kind])]


def _width(number: int, most: int, widest: float) -> float:
    return round(THINNEST + (widest - THINNEST) * number / most, 1)


def _is_of(tie: Any, focus: Any) -> bool:
    return focus is not None and focus.pk in (tie.a.pk, tie.b.pk)


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


def _centre(track: Any) -> tuple[float, float, float]:
    """(x, y, radius) of a track's node."""
    number = float(track.number)
    is_half = number != int(number)
    return (*place(number, HALF_RADIUS if is_half else RADIUS), HALF_NODE if is_half else NODE)


def _bent(start: Any, end: Any, beside: float, width: float = 0.0) -> tuple[str, str]:
    """(curve, tip of the arrow) from rim to rim, bent towards the centre.

    With a width there is a tip, and the curve ends where the tip begins.
    """
    x1, y1, r1 = _centre(start)
    x2, y2, r2 = _centre(end)
    length = math.dist((x1, y1), (x2, y2)) or 1.0  # a tenth track would stand on the first
    bend_x = CENTRE_X + ((x1 + x2) / 2 - CENTRE_X) * BEND - (y2 - y1) / length * beside
    bend_y = CENTRE_Y + ((y1 + y2) / 2 - CENTRE_Y) * BEND + (x2 - x1) / length * beside
    bend = bend_x, bend_y
    from_x, from_y = _rim((x1, y1), r1 + GAP, _between(bend, (x2, y2)))
    tip_x, tip_y = _rim((x2, y2), r2 + GAP, _between(bend, (x1, y1)))
    curve = f"M{from_x:.1f} {from_y:.1f}Q{bend_x:.1f} {bend_y:.1f}"
    if not width:
        return f"{curve} {tip_x:.1f} {tip_y:.1f}", ""
    half = HEAD / 2 + width / 2
    back_x, back_y = _rim((tip_x, tip_y), HEAD, bend)
    to_x, to_y = (back_x - tip_x) / HEAD, (back_y - tip_y) / HEAD
    head = (
        f"M{tip_x:.1f} {tip_y:.1f}"
        f"L{back_x - to_y * half:.1f} {back_y + to_x * half:.1f}"
        f"L{back_x + to_y * half:.1f} {back_y - to_x * half:.1f}Z"
    )
    return f"{curve} {back_x:.1f} {back_y:.1f}", head


Point = tuple[float, float]


def _between(bend: Point, end: Point) -> Point:
    (x, y), (to_x, to_y) = bend, end
    return x + (to_x - x) * SPREAD, y + (to_y - y) * SPREAD


def _rim(centre: Point, r: float, towards: Point) -> Point:
    """The point at distance ``r`` from a centre in the direction of another point."""
    length = math.dist(centre, towards) or 1.0
    (x, y), (to_x, to_y) = centre, towards
    return x + (to_x - x) / length * r, y + (to_y - y) / length * r
