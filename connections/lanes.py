"""An initiative's way over the tracks as arithmetic: time across, one lane a track.

All lengths are in units of the drawing, WIDTH wide or as wide as it is told, with y downwards. What
the sources do not date is drawn as fading: an origin fades out, an outcome fades in, anything else
is pale all along; what has an unknown end fades out from its start, what has an unknown start fades
in, and what is dated approximately has a rough edge. Outcomes stand on a line below the lanes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from connections.certainty import (
    FADES_IN,
    FADES_OUT,
    certainty,
    has_unknown_end,
    has_unknown_start,
    is_rough,
)

WIDTH = 480
LEFT, RIGHT = 4.0, 476.0
TOP = 8.0
LABEL = 20.0
BAR = 24.0
GAP = 26.0
BAR_STEP = BAR + 4.0
"""From one row of bars to the next, where bars of one track overlap in time."""
LABEL_STEP = 15.0
"""From one row of labels of handovers to the next, where they would stand in each other's way."""
AXIS = 30.0
SHORTEST_BAR = 10.0
LETTER = 6.6
"""Width of a letter of the labels, on the safe side."""
HANDOVER_STEP, NARROW_STEP = 22.0, 14.0
"""Between arrows, in a wide and in a narrow drawing."""
NARROW = 400.0
"""In drawings up to this width an arrow may pass behind names, to stand closer to its time."""
UNKNOWN_ROOM = 0.6
"""How far an unknown end or start fades, in parts of the time that is known."""
MARK = 5.5
"""Half of the width of the mark of an outcome."""
MARK_STEP = 19.0
"""From one row of outcomes to the next."""
ONE_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Bar:
    row: Any
    x: float
    width: float
    y: float
    fade: str
    """Empty for bars with exact dates, else "out", "in", "pale" or "rough"."""
    label: str
    label_x: float
    is_inside: bool

    @property
    def text_y(self) -> float:
        return self.y + 16.5

    @property
    def reach(self) -> tuple[float, float]:
        """From where to where it stands, its label included."""
        label_end = self.label_x + len(self.label) * LETTER
        return min(self.x, self.label_x), max(self.x + self.width, label_end)


@dataclass(frozen=True)
class Lane:
    track: Any
    y: float
    bars: list[Bar]
    bars_height: float
    """Of all rows of its bars."""

    @property
    def bottom(self) -> float:
        return self.y + LABEL + self.bars_height

    @property
    def line_y(self) -> float:
        return self.y + LABEL + BAR / 2

    @property
    def label_y(self) -> float:
        return self.y + 13


@dataclass(frozen=True)
class Arrow:
    row: Any
    x: float
    y1: float
    y2: float
    label: str
    label_x: float
    label_y: float

    @property
    def is_sure(self) -> bool:
        return bool(self.row.date) and not is_rough(self.row.date)

    @property
    def head(self) -> str:
        tip = self.y2
        back = tip - 8 if self.y2 > self.y1 else tip + 8
        return f"M{self.x - 5:g} {back:g}L{self.x + 5:g} {back:g}L{self.x:g} {tip:g}Z"


@dataclass(frozen=True)
class Mark:
    """An outcome."""

    row: Any
    x: float
    y: float
    is_sure: bool
    label: str
    label_x: float

    @property
    def label_y(self) -> float:
        return self.y + 4

    @property
    def path(self) -> str:
        return (
            f"M{self.x - MARK:g} {self.y:g}L{self.x:g} {self.y - MARK:g}"
            f"L{self.x + MARK:g} {self.y:g}L{self.x:g} {self.y + MARK:g}Z"
        )

    @property
    def reach(self) -> tuple[float, float]:
        label_end = self.label_x + len(self.label) * LETTER
        return min(self.x - MARK, self.label_x) - MARK, max(self.x + MARK, label_end) + MARK


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Lanes:
    lanes: list[Lane]
    arrows: list[Arrow]
    marks: list[Mark]
    ticks: list[Tick]
    height: float
    width: int = WIDTH
    left: float = LEFT
    right: float = RIGHT
    marks_y: float = 0.0
    """Of the name of the line of outcomes."""

    @property
    def axis_y(self) -> float:
        return self.height - AXIS + 4

    @property
    def tick_y(self) -> float:
        return self.height - 8


def draw(
    involvements: Iterable[Any],
    handovers: Iterable[Any],
    span: tuple[date | None, date | None],
    today: date,
    outcomes: Iterable[Any] = (),
    width: int = WIDTH,
) -> Lanes:
    """The lanes of an initiative that lasted over ``span`` (None for open or not known)."""
    involvements, handovers, outcomes = list(involvements), list(handovers), list(outcomes)
    tracks = {row.track.pk: row.track for row in involvements}
    for row in handovers:
        tracks |= {row.from_track.pk: row.from_track, row.to_track.pk: row.to_track}
    ordered = sorted(tracks.values(), key=lambda track: track.number)
    scale = _Scale(involvements, [*handovers, *outcomes], span, today, width - LEFT)
    places = _places(handovers, ordered, scale)
    spans = [_span(row, ordered) for row in handovers]
    places = _beside_other_arrows(places, spans, scale.right)
    lanes: list[Lane] = []
    y, label_rows = TOP, [0] * len(handovers)
    for number, track in enumerate(ordered):
        bars = [_bar(row, scale) for row in involvements if row.track.pk == track.pk]
        rows = _rows([bar.reach for bar in bars])
        first = y + LABEL
        placed = [
            replace(bar, y=first + row * BAR_STEP) for bar, row in zip(bars, rows, strict=True)
        ]
        lanes.append(Lane(track, y, placed, BAR + max(rows, default=0) * BAR_STEP))
        below = [i for i, (upper, _) in enumerate(spans) if upper == number]
        found = _rows([places[i].reach for i in below])
        for i, row in zip(below, found, strict=True):
            label_rows[i] = row
        y = lanes[-1].bottom + GAP + max(found, default=0) * LABEL_STEP
    by_track = {lane.track.pk: lane for lane in lanes}
    arrows = [
        _arrow(row, place, by_track, label_row)
        for row, place, label_row in zip(handovers, places, label_rows, strict=True)
    ]
    marks_y = y + 2
    marks = _marks(outcomes, scale, marks_y + MARK_STEP)
    bottom = lanes[-1].bottom if lanes else TOP
    if marks:
        bottom = max(mark.y for mark in marks) + MARK
    height = bottom + AXIS
    return Lanes(lanes, arrows, marks, scale.ticks(), height, width, LEFT, scale.right, marks_y + 8)


def _rows(reaches: list[tuple[float, float]]) -> list[int]:
    """The first row for each in which it overlaps none of those before it."""
    rows: list[list[tuple[float, float]]] = []
    found = []
    for left, right in reaches:
        row = next(
            (i for i, taken in enumerate(rows) if all(right < a or b < left for a, b in taken)),
            len(rows),
        )
        if row == len(rows):
            rows.append([])
        rows[row].append((left, right))
        found.append(row)
    return found


class _Scale:
    """Days to units; without any day everything spans the whole width."""

    def __init__(
        self, rows: list[Any], points: list[Any], span: tuple[Any, Any], today: date, right: float
    ) -> None:
        """``rows`` have ``dates`` and ``points`` a ``date``."""
        self.right = right
        days = [d for row in rows for d in (row.dates_earliest, row.dates_latest) if d]
        days += [d for row in points for d in (row.date_earliest, row.date_latest) if d]
        days += [d for d in span if d]
        if span[0] and not span[1]:
            days.append(max(today, *days))
        self.first = self.first_known = min(days, default=None)
        self.last = self.last_known = max(days, default=None)
        if self.first and self.last:
            room = max(UNKNOWN_ROOM * (self.last - self.first), ONE_YEAR)
            if any(has_unknown_end(row.dates) for row in rows):
                self.last = min(self.last, date.max - room) + room
            if any(has_unknown_start(row.dates) for row in rows):
                self.first = max(self.first, date.min + room) - room
        if self.first == self.last:
            self.first = self.last = None

    def x(self, day: date | None, otherwise: float) -> float:
        if day is None or self.first is None or self.last is None:
            return otherwise
        part = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + part * (self.right - LEFT), 1)

    def ticks(self) -> list[Tick]:
        if self.first_known is None or self.last_known is None:
            return []
        first, last = self.first_known.year, self.last_known.year
        if first == last:
            return [Tick((LEFT + self.right) / 2, str(first), "middle")]
        start, end = self.x(self.first_known, LEFT), self.x(self.last_known, self.right)
        start_anchor = "start" if start < LEFT + 20 else "middle"
        end_anchor = "end" if end > self.right - 20 else "middle"
        return [Tick(start, str(first), start_anchor), Tick(end, str(last), end_anchor)]


def _bar(row: Any, scale: _Scale) -> Bar:
    """A bar in its place across; down, it has none yet."""
    dated = bool(row.dates)
    x1 = scale.x(row.dates_earliest, LEFT) if dated else LEFT
    x2 = scale.x(row.dates_latest, scale.right) if dated else scale.right
    fade = certainty(row)
    if fade == FADES_OUT:
        x2 = scale.right
    elif fade == FADES_IN:
        x1 = LEFT
    width = max(x2 - x1, SHORTEST_BAR)
    x1 = min(x1, scale.right - width)
    label = row.get_function_display()
    room = len(label) * LETTER + 20
    if fade == FADES_IN and width >= room:
        inside, label_x = True, x1 + width - room + 8
    elif width >= room:
        inside, label_x = True, x1 + 8
    elif x1 + width + room <= scale.right:
        inside, label_x = False, x1 + width + 6
    else:
        inside, label_x = False, x1 - room + 8
    return Bar(row, x1, round(width, 1), 0, fade, label, round(label_x, 1), inside)


@dataclass(frozen=True)
class _Place:
    """Where the arrow of a handover and its label stand across."""

    x: float
    label: str
    label_x: float

    @property
    def reach(self) -> tuple[float, float]:
        return self.label_x, self.label_x + len(self.label) * LETTER


def _places(handovers: list[Any], tracks: list[Any], scale: _Scale) -> list[_Place]:
    places: list[_Place] = []
    is_narrow = scale.right < NARROW
    step = NARROW_STEP if is_narrow else HANDOVER_STEP
    for row in handovers:
        first = _clear_of_names([row.to_track] if is_narrow else tracks)
        if is_narrow and row.to_track.number < row.from_track.number:
            first = LEFT + 8  # its head is below the bars of the lane, away from the name
        x = scale.x(row.date_earliest, (LEFT + scale.right) / 2)
        if row.date and row.date_earliest != row.date_latest:
            x = (x + scale.x(row.date_latest, x)) / 2
        x = min(max(x, first), scale.right - 8)
        for _ in range(2 * int(scale.right / step)):  # or share a place, if all are taken
            if all(abs(x - place.x) >= step for place in places):
                break
            x = x + step if x + step < scale.right - 8 else first
        label = f"{row.get_kind_display()} {row.from_track.label} → {row.to_track.label}"
        room = len(label) * LETTER
        label_x = x + 9 if x + 9 + room <= scale.right else max(x - 9 - room, LEFT)
        places.append(_Place(round(x, 1), label, round(label_x, 1)))
    return places


def _clear_of_names(tracks: list[Any]) -> float:
    """Where an arrow meets none of the names of these lanes, even of those it passes."""
    longest = max((len(track.short_name) for track in tracks), default=0)
    return LEFT + (longest + 5) * LETTER


def _span(handover: Any, tracks: list[Any]) -> tuple[int, int]:
    """The places of its upper and its lower lane among all."""
    first, last = sorted(tracks.index(t) for t in (handover.from_track, handover.to_track))
    return first, last


def _beside_other_arrows(
    places: list[_Place], spans: list[tuple[int, int]], end: float
) -> list[_Place]:
    """Each label left of its arrow instead of right, or so, where that keeps it off the others."""
    found = []
    for own, (place, (upper, _)) in enumerate(zip(places, spans, strict=True)):
        crossing = [
            other.x
            for n, (other, (first, last)) in enumerate(zip(places, spans, strict=True))
            if n != own and first <= upper < last
        ]
        room = len(place.label) * LETTER
        is_right = place.label_x > place.x
        across = replace(place, label_x=round(place.x - 9 - room if is_right else place.x + 9, 1))
        free = (
            side
            for side in (place, across)
            if LEFT <= side.label_x <= end - room
            and not any(side.reach[0] < x < side.reach[1] for x in crossing)
        )
        found.append(next(free, place))
    return found


def _arrow(row: Any, place: _Place, lanes: dict[int, Lane], label_row: int) -> Arrow:
    start, end = lanes[row.from_track.pk], lanes[row.to_track.pk]
    down = end.y > start.y
    y1 = start.bottom + 1 if down else start.y + LABEL - 1
    y2 = end.y + LABEL - 1 if down else end.bottom + 1
    label_y = min(start, end, key=lambda lane: lane.y).bottom + 17 + label_row * LABEL_STEP
    return Arrow(row, place.x, y1, y2, place.label, place.label_x, label_y)


def _marks(outcomes: list[Any], scale: _Scale, y: float) -> list[Mark]:
    """In rows in which no mark or label meets another; what has no date stands at the end."""
    last = scale.right - MARK
    found = []
    for row in outcomes:
        x = scale.x(row.date_earliest or row.date_latest, last) if row.date else last
        if row.date_earliest and row.date_latest:
            x = (x + scale.x(row.date_latest, x)) / 2
        x = round(min(max(x, LEFT + MARK), last), 1)
        label = row.get_kind_display()
        room = len(label) * LETTER
        label_x = x + MARK + 4 if x + MARK + 4 + room <= scale.right else x - MARK - 4 - room
        is_sure = bool(row.date) and not is_rough(row.date)
        found.append(Mark(row, x, y, is_sure, label, round(max(label_x, LEFT), 1)))
    rows = _rows([mark.reach for mark in found])
    return [replace(mark, y=y + row * MARK_STEP) for mark, row in zip(found, rows, strict=True)]
