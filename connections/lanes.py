"""An initiative's way over the tracks as arithmetic: time across, one lane a track.

All lengths are in units of the drawing, WIDTH wide, with y downwards. What the sources do not date
is drawn as fading: an origin fades out, an outcome fades in, anything else is pale all along; what
has an unknown end fades out from its start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

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
HANDOVER_STEP = 22.0
UNKNOWN_END_ROOM = 0.6
"""How far an unknown end fades out, in parts of the time that is known."""
ONE_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Bar:
    row: Any
    x: float
    width: float
    y: float
    fade: str
    """Empty for dated bars, else "out", "in" or "pale"."""
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
    def head(self) -> str:
        tip = self.y2
        back = tip - 8 if self.y2 > self.y1 else tip + 8
        return f"M{self.x - 5:g} {back:g}L{self.x + 5:g} {back:g}L{self.x:g} {tip:g}Z"


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True)
class Lanes:
    lanes: list[Lane]
    arrows: list[Arrow]
    ticks: list[Tick]
    height: float
    width: int = WIDTH
    left: float = LEFT
    right: float = RIGHT

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
) -> Lanes:
    """The lanes of an initiative that lasted over ``span`` (None for open or not known)."""
    involvements, handovers = list(involvements), list(handovers)
    tracks = {row.track.pk: row.track for row in involvements}
    for row in handovers:
        tracks |= {row.from_track.pk: row.from_track, row.to_track.pk: row.to_track}
    ordered = sorted(tracks.values(), key=lambda track: track.number)
    scale = _Scale(involvements, handovers, span, today)
    places = _places(handovers, ordered, scale)
    spans = [_span(row, ordered) for row in handovers]
    places = _beside_other_arrows(places, spans)
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
    return Lanes(lanes, arrows, scale.ticks(), lanes[-1].bottom + AXIS if lanes else TOP + AXIS)


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
        self, rows: list[Any], handovers: list[Any], span: tuple[Any, Any], today: date
    ) -> None:
        days = [d for row in rows for d in (row.dates_earliest, row.dates_latest) if d]
        days += [d for row in handovers for d in (row.date_earliest, row.date_latest) if d]
        days += [d for d in span if d]
        if span[0] and not span[1]:
            days.append(max(today, *days))
        self.first = min(days, default=None)
        self.last = self.last_known = max(days, default=None)
        if self.first and self.last and any(has_unknown_end(row.dates) for row in rows):
            room = max(UNKNOWN_END_ROOM * (self.last - self.first), ONE_YEAR)
            self.last = min(self.last, date.max - room) + room
        if self.first == self.last:
            self.first = self.last = None

    def x(self, day: date | None, otherwise: float) -> float:
        if day is None or self.first is None or self.last is None:
            return otherwise
        part = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + part * (RIGHT - LEFT), 1)

    def ticks(self) -> list[Tick]:
        if self.first is None or self.last_known is None:
            return []
        first, last = self.first.year, self.last_known.year
        if first == last:
            return [Tick((LEFT + RIGHT) / 2, str(first), "middle")]
        end = self.x(self.last_known, RIGHT)
        anchor = "end" if end > RIGHT - 20 else "middle"
        return [Tick(LEFT, str(first), "start"), Tick(end, str(last), anchor)]


def has_unknown_end(dates: str) -> bool:
    """Whether an EDTF date has a start and an unknown end, as in ``1960-10/``."""
    return dates.endswith("/")


def _bar(row: Any, scale: _Scale) -> Bar:
    """A bar in its place across; down, it has none yet."""
    dated = bool(row.dates)
    x1 = scale.x(row.dates_earliest, LEFT) if dated else LEFT
    x2 = scale.x(row.dates_latest, RIGHT) if dated else RIGHT
    fade = "" if dated else {"origin": "out", "outcome": "in"}.get(row.function, "pale")
    if dated and has_unknown_end(row.dates):
        x2, fade = RIGHT, "out"
    width = max(x2 - x1, SHORTEST_BAR)
    x1 = min(x1, RIGHT - width)
    label = row.get_function_display()
    room = len(label) * LETTER + 20
    if fade == "in":
        inside, label_x = True, x1 + width - room + 8
    elif width >= room:
        inside, label_x = True, x1 + 8
    elif x1 + width + room <= RIGHT:
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
    longest = max((len(track.short_name) for track in tracks), default=0)
    first = LEFT + (longest + 5) * LETTER  # clear of the names of all lanes, even those between
    for row in handovers:
        x = scale.x(row.date_earliest, (LEFT + RIGHT) / 2)
        if row.date and row.date_earliest != row.date_latest:
            x = (x + scale.x(row.date_latest, x)) / 2
        x = min(max(x, first), RIGHT - 8)
        for _ in range(2 * int(WIDTH / HANDOVER_STEP)):  # or share a place, if all are taken
            if all(abs(x - place.x) >= HANDOVER_STEP for place in places):
                break
            x = x + HANDOVER_STEP if x + HANDOVER_STEP < RIGHT - 8 else first
        label = f"{row.get_kind_display()} {row.from_track.label} → {row.to_track.label}"
        room = len(label) * LETTER
        label_x = x + 9 if x + 9 + room <= RIGHT else x - 9 - room
        places.append(_Place(round(x, 1), label, round(label_x, 1)))
    return places


def _span(handover: Any, tracks: list[Any]) -> tuple[int, int]:
    """The places of its upper and its lower lane among all."""
    first, last = sorted(tracks.index(t) for t in (handover.from_track, handover.to_track))
    return first, last


def _beside_other_arrows(places: list[_Place], spans: list[tuple[int, int]]) -> list[_Place]:
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
            if LEFT <= side.label_x <= RIGHT - room
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
