"""One conflict as a score: time across, one stave a track, the bars of all its initiatives.

All lengths are in units of the drawing, with y downwards. A bar is one involvement; the name of its
initiative stands above it while a stave needs no more than MOST_ROWS rows for that. Beyond, the
bars are thin and without names, and beyond MOST_THIN_ROWS they share rows, so that the height is
bounded however much there is. What the sources do not date exactly is drawn as in the lanes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from connections.certainty import FADES_IN, FADES_OUT, certainty, is_rough
from connections.letters import lines, shortened
from connections.letters import width as text_width

EDGE = 4.0
"""From the frame to what is drawn."""
WIDE = 600
"""From this width the names of the staves stand left of them, in a narrower drawing above."""
SIZE = 12.0
NAME_SIZE = 13.0
LINE = 15.0
"""From one line of text to the next."""
ROW, BAR = 23.0, 6.0
THIN_ROW, THIN_BAR = 5.0, 3.0
MOST_ROWS, MOST_THIN_ROWS = 8, 36
MOST_NAMES = 12 * MOST_ROWS
"""In a stave with more bars it is not even tried to name them."""
NAME_ROOMS = (290.0, 140.0)
"""For the name of an initiative; the second where a stave would need too many rows."""
SHORTEST_BAR = 4.0
NEAR = 12
"""How many arrows and lines a name tries to stand beside."""
BESIDE = 12.0
"""How far beside its bar a name may begin or end."""
FADING = 0.16
"""How far an unknown end fades out, in parts of the width."""
GAP = 9.0
"""Above and below the bars of a stave, to its lines."""
HANDOVER_STEP = 8.0
TICK_ROOM = 56.0
TICK_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000)
SHORTEST_TIME = timedelta(days=366)

Span = tuple[float, float]


@dataclass(frozen=True)
class Bar:
    row: Any
    initiative: Any
    x: float
    width: float
    certainty: str
    name: str
    """As it is shown: shortened, or empty."""
    name_x: float
    name_room: float
    is_right: bool
    """Whether the name ends on the right of its room, above the end of the bar, say."""
    y: float = 0.0
    height: float = BAR

    @property
    def is_thin(self) -> bool:
        return self.height < BAR

    @property
    def name_y(self) -> float:
        return self.y - 5

    @property
    def name_end(self) -> float:
        return round(self.name_x + self.name_room, 1)

    @property
    def reach(self) -> Span:
        """From where to where it stands, its name included."""
        if not self.name:
            return self.x, self.x + self.width
        return min(self.x, self.name_x), max(self.x + self.width, self.name_end)


@dataclass(frozen=True)
class Stave:
    track: Any
    y: float
    bottom: float
    name: str
    name_y: float
    bars: list[Bar]
    note: str
    """Why it is empty: the kind of the note; empty where it is not."""
    note_x: float
    note_lines: list[tuple[float, str]]
    """(y, text) of each line of the note."""


@dataclass(frozen=True)
class Arrow:
    row: Any
    initiative: Any
    x: float
    y1: float
    y2: float
    is_sure: bool

    @property
    def head(self) -> str:
        back = self.y2 - 6 if self.y2 > self.y1 else self.y2 + 6
        return f"M{self.x - 4:g} {back:g}L{self.x + 4:g} {back:g}L{self.x:g} {self.y2:g}Z"


@dataclass(frozen=True)
class BarLine:
    """An agreement, or the end of an effort without one."""

    row: Any
    number: int
    x: float
    is_sure: bool


@dataclass(frozen=True)
class Label:
    """The numbers of bar lines, centred on ``x``."""

    x: float
    text: str
    y: float = EDGE + 11

    @property
    def reach(self) -> Span:
        half = text_width(self.text, SIZE) / 2
        return self.x - half, self.x + half


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Score:
    staves: list[Stave]
    arrows: list[Arrow]
    bar_lines: list[BarLine]
    numbers: list[Label]
    ticks: list[Tick]
    width: int
    height: float
    left: float
    top: float
    """Of the first stave."""
    bottom: float
    """Of the last stave."""

    @property
    def margin(self) -> float:
        return EDGE

    @property
    def tick_y(self) -> float:
        return self.bottom + LINE

    @property
    def hues(self) -> list[str]:
        """Those of the bars that fade."""
        fading = (
            bar.row.track.hue
            for stave in self.staves
            for bar in stave.bars
            if bar.certainty in (FADES_IN, FADES_OUT)
        )
        return list(dict.fromkeys(fading))


def draw(
    tracks: Sequence[Any],
    initiatives: Sequence[Any],
    outcomes: Sequence[Any],
    notes: Mapping[int, tuple[str, str]],
    today: date,
    width: int,
) -> Score:
    """The score of a conflict's initiatives, each with its ``involvements`` and ``handovers``.

    ``outcomes`` become bar lines, numbered in their order. ``notes`` say by the key of a track, as
    kind and text, why its stave is empty; a stave on which anything is drawn has none.
    """
    involvements = [(row, it) for it in initiatives for row in it.involvements.all()]
    handovers = [(row, it) for it in initiatives for row in it.handovers.all()]
    names = [f"{track.label} {track.short_name}" for track in tracks]
    longest = max((text_width(name, NAME_SIZE) for name in names), default=0.0)
    left = ceil(longest + 2 * EDGE) if width >= WIDE else EDGE
    scale = _Scale(involvements, handovers, outcomes, today, left, width - EDGE)
    order = {track.pk: place for place, track in enumerate(tracks)}
    handovers = [
        (row, it)
        for row, it in handovers
        if row.from_track.pk in order and row.to_track.pk in order
    ]
    reaches = [
        (
            min(order[row.from_track.pk], order[row.to_track.pk]),
            max(order[row.from_track.pk], order[row.to_track.pk]),
        )
        for row, _ in handovers
    ]
    places = _side_by_side([scale.middle(row, it) for row, it in handovers], reaches, scale)
    bar_lines, numbers = _bar_lines(outcomes, scale)
    staves: list[Stave] = []
    y = top = EDGE + (LINE + 4 if numbers else 0)
    for track in tracks:
        place = order[track.pk]
        passing = (
            x for x, (first, last) in zip(places, reaches, strict=True) if first <= place <= last
        )
        crossing = sorted({*passing, *(line.x for line in bar_lines)})
        its = [(row, it) for row, it in involvements if row.track.pk == track.pk]
        is_touched = any(place in reach for reach in reaches)
        note = ("", "") if its or is_touched else notes.get(track.pk, ("", ""))
        staves.append(_stave(track, y, its, crossing, note, scale))
        y = staves[-1].bottom
    arrows = [
        _arrow(row, it, x, staves[order[row.from_track.pk]], staves[order[row.to_track.pk]])
        for (row, it), x in zip(handovers, places, strict=True)
    ]
    return Score(
        staves, arrows, bar_lines, numbers, scale.ticks(), width, y + LINE + 8, scale.left, top, y
    )


class _Scale:
    """Days to units; without any day everything spans the whole width."""

    def __init__(
        self,
        involvements: Sequence[tuple[Any, Any]],
        handovers: Sequence[tuple[Any, Any]],
        outcomes: Sequence[Any],
        today: date,
        left: float,
        right: float,
    ) -> None:
        self.left, self.right = left, right
        spans = [(row.dates_earliest, row.dates_latest) for row, _ in involvements if row.dates]
        spans += [(it.dates_earliest, it.dates_latest) for row, it in involvements if not row.dates]
        spans += [(row.date_earliest, row.date_latest) for row, _ in handovers]
        spans += [(row.date_earliest, row.date_latest) for row in outcomes]
        days = [day for span in spans for day in span if day]
        if days and any(first and not last for first, last in spans):
            days.append(max(today, *days))
        self.first = min(days, default=None)
        self.last = max(days, default=None)
        if self.first and self.last and self.last - self.first < SHORTEST_TIME:
            self.first = min(self.first, date.max - SHORTEST_TIME)
            self.last = self.first + SHORTEST_TIME

    def x(self, day: date | None, otherwise: float) -> float:
        if day is None or self.first is None or self.last is None:
            return otherwise
        part = (day - self.first).days / (self.last - self.first).days
        return round(self.left + part * (self.right - self.left), 1)

    def span(self, row: Any, initiative: Any) -> Span:
        """Of an involvement; where it has no date, that of its initiative."""
        own = row if row.dates else initiative
        x1 = self.x(own.dates_earliest, self.left)
        x2 = self.x(own.dates_latest, self.right)
        if row.dates and (fading := certainty(row)) in (FADES_IN, FADES_OUT):
            room = FADING * (self.right - self.left)
            if fading == FADES_OUT:
                x2 = min(x1 + room, self.right)
            else:
                x1 = max(x2 - room, self.left)
        x2 = max(x2, x1 + SHORTEST_BAR)
        over = max(0.0, x2 - self.right)
        return round(max(x1 - over, self.left), 1), round(x2 - over, 1)

    def middle(self, row: Any, initiative: Any = None) -> float:
        """Of the date of a handover or outcome; without one of its initiative, or else the end."""
        first, last = row.date_earliest, row.date_latest
        if not row.date and initiative is not None:
            first, last = initiative.dates_earliest, initiative.dates_latest
        if first is None and last is None:
            return self.right if initiative is None else (self.left + self.right) / 2
        x1 = self.x(first or last, self.left)
        return round((x1 + self.x(last or first, self.right)) / 2, 1)

    def ticks(self) -> list[Tick]:
        if self.first is None or self.last is None:
            return []
        years = (self.last - self.first).days / 365.25
        room = (self.right - self.left) / years
        step = next(step for step in TICK_STEPS if step * room >= TICK_ROOM or step == 5000)
        start = -(-self.first.year // step) * step
        found = [
            Tick(self.x(date(year, 1, 1), self.left), str(year))
            for year in range(max(start, 1), self.last.year + 1, step)
        ]
        half = text_width("0000", SIZE) / 2
        found = [t for t in found if self.left + half - EDGE <= t.x <= self.right - half + EDGE]
        return found or [Tick(self.left + half, str(self.first.year))]


def _side_by_side(
    places: list[float], reaches: list[tuple[int, int]], scale: _Scale
) -> list[float]:
    """Arrows that pass the same stave moved apart, as long as there is room nearby."""
    found: list[float] = []
    for x, (first, last) in zip(places, reaches, strict=True):
        taken = [
            other for other, (a, b) in zip(found, reaches, strict=False) if a <= last and first <= b
        ]
        tries = [
            x + sign * HANDOVER_STEP * n for n in range(8) for sign in ((1, -1) if n else (1,))
        ]
        tries = [min(max(x, scale.left + EDGE), scale.right - EDGE) for x in tries]
        free = (x for x in tries if all(abs(x - other) >= HANDOVER_STEP - 0.1 for other in taken))
        found.append(round(next(free, tries[0]), 1))
    return found


def _bar_lines(outcomes: Sequence[Any], scale: _Scale) -> tuple[list[BarLine], list[Label]]:
    """The lines, and above them their numbers: those that would meet are joined, as in “1–3”."""
    found = [
        BarLine(row, number, scale.middle(row), bool(row.date) and not is_rough(row.date))
        for number, row in enumerate(outcomes, 1)
    ]
    labels: list[Label] = []
    groups: list[list[BarLine]] = []
    for line in sorted(found, key=lambda line: (line.x, line.number)):
        groups.append([line])
        labels.append(_label(groups[-1], scale))
        while len(labels) > 1 and labels[-2].reach[1] + 4 > labels[-1].reach[0]:
            joined = [*groups[-2], *groups[-1]]
            groups[-2:], labels[-2:] = [joined], [_label(joined, scale)]
    return found, labels


def _label(group: list[BarLine], scale: _Scale) -> Label:
    numbers = sorted(line.number for line in group)
    text = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
    half = text_width(text, SIZE) / 2
    x = (group[0].x + group[-1].x) / 2
    return Label(round(min(max(x, scale.left + half), scale.right - half), 1), text)


def _bar(row: Any, initiative: Any, room: float, scale: _Scale, crossing: list[float]) -> Bar:
    """A bar and its name in their place across; down, they have none yet.

    The name stands clear of the arrows and lines that cross the stave, where that can be; without
    room, there is none.
    """
    x1, x2 = scale.span(row, initiative)
    name = shortened(str(initiative), min(room, scale.right - scale.left), SIZE)
    room = text_width(name, SIZE)
    last = scale.right - room
    near = crossing[bisect_left(crossing, x1 - room) : bisect_right(crossing, x2 + BESIDE)][:NEAR]
    tries = [
        (x1, False),
        (x2 - room, True),
        *((x + 5, False) for x in near),
        *((x - 5 - room, True) for x in near),
    ]
    free = (
        (x, is_right)
        for x, is_right in tries
        if scale.left <= x <= last
        and x1 - room - BESIDE <= x <= x2 + BESIDE
        and bisect_right(crossing, x - 3) == bisect_left(crossing, x + room + 3)
    )
    x, is_right = next(free, (max(min(x1, last), scale.left), x1 > last))
    span = round(x2 - x1, 1)
    return Bar(row, initiative, x1, span, certainty(row), name, round(x, 1), room, is_right)


def _stave(
    track: Any,
    y: float,
    involvements: list[tuple[Any, Any]],
    crossing: list[float],
    note: tuple[str, str],
    scale: _Scale,
) -> Stave:
    kind, text = note
    is_wide = scale.left > EDGE
    first = y + GAP if is_wide else y + GAP + LINE + 4
    name_y = y + GAP + 11
    own_room = scale.left - 2 * EDGE if is_wide else scale.right - scale.left
    name = shortened(
        track.short_name, own_room - text_width(f"{track.label} ", NAME_SIZE), NAME_SIZE
    )
    if not involvements:
        texts = lines(text, scale.right - scale.left, SIZE) if text else []
        placed = [(first + 11 + i * LINE, line) for i, line in enumerate(texts)]
        bottom = first + max(len(texts), int(is_wide)) * LINE + GAP
        return Stave(track, y, bottom, name, name_y, [], kind, scale.left, placed)
    bars, bottom = _bars(involvements, first, scale, crossing)
    return Stave(track, y, max(bottom, name_y) + GAP, name, name_y, bars, "", 0, [])


def _bars(
    involvements: list[tuple[Any, Any]], top: float, scale: _Scale, crossing: list[float]
) -> tuple[list[Bar], float]:
    """The bars of a stave in rows below ``top``, and where the last row ends."""
    may_have_names = len(involvements) <= MOST_NAMES
    for room in (*NAME_ROOMS, 0.0) if may_have_names else (0.0,):
        bars = [_bar(row, it, room, scale, crossing) for row, it in involvements]
        bars.sort(key=lambda bar: bar.reach)
        rows = _rows(bars)
        if max(rows) < MOST_ROWS and room:
            break
    else:
        step, height, above = THIN_ROW, THIN_BAR, 2.0
        rows = [row % MOST_THIN_ROWS for row in rows]
        return _placed(bars, rows, top + above, step, height), top + (max(rows) + 1) * step
    return _placed(bars, rows, top + ROW - BAR - 3, ROW, BAR), top + (max(rows) + 1) * ROW


def _placed(bars: list[Bar], rows: list[int], top: float, step: float, height: float) -> list[Bar]:
    return [
        replace(bar, y=round(top + row * step, 1), height=height)
        for bar, row in zip(bars, rows, strict=True)
    ]


def _rows(bars: list[Bar]) -> list[int]:
    """A row for each in which it meets no other; rows stand by the start of their first bar.

    The bars come by where they begin, their names included.
    """
    ends: list[float] = []
    starts: list[float] = []
    found = []
    for bar in bars:
        left, right = bar.reach
        row = next((i for i, end in enumerate(ends) if end + 4 < left), len(ends))
        ends[row : row + 1] = [right]
        starts[row : row + 1] = [min([bar.x, *starts[row : row + 1]])]
        found.append(row)
    order = sorted(range(len(starts)), key=starts.__getitem__)
    places = {row: place for place, row in enumerate(order)}
    return [places[row] for row in found]


def _arrow(row: Any, initiative: Any, x: float, start: Stave, end: Stave) -> Arrow:
    """From the initiative's bar to its other one where they are there then, else to the stave."""
    upper, lower = (start, end) if start.y < end.y else (end, start)
    above, below = _bar_at(upper, initiative, x), _bar_at(lower, initiative, x)
    y_above = above.y + above.height if above else upper.bottom - GAP
    y_below = below.y if below else lower.y + GAP
    y1, y2 = (y_above, y_below) if start is upper else (y_below, y_above)
    sure = bool(row.date) and not is_rough(row.date)
    return Arrow(row, initiative, x, round(y1, 1), round(y2, 1), sure)


def _bar_at(stave: Stave, initiative: Any, x: float) -> Bar | None:
    """The initiative's bar at a place of a stave."""
    own = (bar for bar in stave.bars if bar.initiative is initiative)
    return next((bar for bar in own if bar.x - 3 <= x <= bar.x + bar.width + 3), None)
