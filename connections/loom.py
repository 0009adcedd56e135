"""The loom as arithmetic: the same threads through frameworks side by side, or one below another.

All lengths are in units of the drawing, y downwards. Along one axis stand the frameworks, along
the other their places, each as long as it has threads; ribbons lead each theme from place to place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from connections.threads import Column, Place, Weave
from tracks.labels import Standing

LETTER, LINE = 6.9, 15.0
"""Of text of 13 units: how wide a letter is at most on average, and how far lines are apart."""
MOST_LINES = 3
HEAD_GAP = 12.0
GAP = 5.0
LENGTH = 540.0
"""How long all threads together are in columns."""
STRAND = 3.0
PIECE = re.compile(r"[^\s/-]*[/-]|[^\s/-]+\s*|\s+")

WIDE, MEDIUM, NARROW = 1040, 700, 286
MOST_COLUMNS = 4
"""More frameworks than this do not stand side by side in the medium drawing."""


@dataclass(frozen=True)
class Band:
    """The threads of one theme within a place."""

    theme: Any
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Strand:
    """A loose end: a line of a theme."""

    theme: Any
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Block:
    """A place in the drawing."""

    place: Place
    x: float
    y: float
    width: float
    height: float
    bands: tuple[Band, ...]
    strands: tuple[Strand, ...]
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Ribbon:
    """The threads of a theme from one framework's place to the next one's."""

    theme: Any
    number: int
    start: Place
    end: Place
    path: str

    @property
    def fade(self) -> str:
        """Towards which end it frays: “out” where the end has no home for it, “in” where the
        start has none, “both”; “maybe” where either is ambiguous, or nothing."""
        ends = [place.label.standing for place in (self.start, self.end)]
        lost = [standing == Standing.UNMAPPED for standing in ends]
        if any(lost):
            return "both" if all(lost) else "in" if lost[0] else "out"
        return "maybe" if Standing.AMBIGUOUS in ends else ""


@dataclass(frozen=True)
class Loom:
    name: str
    width: int
    height: int
    heads: tuple[Text, ...]
    blocks: tuple[Block, ...]
    ribbons: tuple[Ribbon, ...]
    is_down: bool
    """Whether the frameworks stand one below another."""


@dataclass(frozen=True)
class Span:
    """Where a place is along its framework: what it may fill, and what its threads fill."""

    start: float
    room: float
    threads_start: float
    threads: float


def looms(weave: Weave) -> list[Loom]:
    """The drawings for wide, medium and narrow screens; none without two frameworks."""
    if len(weave.columns) < 2 or not weave.count:
        return []
    few = len(weave.columns) <= MOST_COLUMNS
    return [
        columns(weave, WIDE, "wide"),
        columns(weave, MEDIUM, "medium") if few else rows(weave, MEDIUM, "medium"),
        rows(weave, NARROW, "narrow"),
    ]


def columns(weave: Weave, width: int, name: str) -> Loom:
    """Frameworks side by side, their places with their names."""
    number = len(weave.columns)
    block_width = min(190.0, round(width / (number * 1.72), 1))
    step = (width - block_width) / (number - 1)
    letters = int((block_width - 14) / LETTER)
    heads = [wrapped(column.framework.name, letters, 4) for column in weave.columns]
    top = max(map(len, heads)) * LINE + HEAD_GAP
    unit = LENGTH / weave.count

    def least(place: Place) -> float:
        return len(_named(place, letters, unit)) * LINE + 7

    laid = [spans(column, unit, least) for column in weave.columns]
    length = max(_end(of_column) for of_column in laid)
    laid = [spread(of_column, length) for of_column in laid]
    texts, blocks, ribbons = [], [], []
    for i, column in enumerate(weave.columns):
        x = round(i * step, 1)
        for n, line in enumerate(heads[i]):
            texts.append(Text(x, LINE * (n + 1) - 3, line))
        for place, span in zip(column.places, laid[i], strict=True):
            y, height = round(top + span.threads_start, 1), round(span.threads, 1)
            bands = tuple(
                Band(theme, x, round(top + at, 1), block_width, round(long, 1))
                for theme, at, long in _along(place, span, unit)
            )
            named = _named(place, letters, unit)
            middle = top + span.start + span.room / 2
            lines = tuple(
                Text(round(x + 8, 1), round(middle + (n - len(named) / 2) * LINE + 11, 1), line)
                for n, line in enumerate(named)
            )
            strands = tuple(_strands(place, bands, is_down=False))
            blocks.append(Block(place, x, y, block_width, height, bands, strands, lines))
        if i:
            for theme, start, end, at, to, count in _flows(weave, i, laid, unit):
                a, b = x - step + block_width, x
                path = _ribbon(a, top + at, b, top + to, count * unit, is_down=False)
                ribbons.append(Ribbon(theme, count, start, end, path))
    height = round(top + length + 4)
    return Loom(name, width, height, tuple(texts), tuple(blocks), tuple(ribbons), False)


def rows(weave: Weave, width: int, name: str) -> Loom:
    """Frameworks one below another, their places with their numbers alone."""
    block_height, step = 24.0, 104.0

    def least(place: Place) -> float:
        return len(place.numbers) * LETTER + 7

    def longest(unit: float) -> float:
        return max(_end(spans(column, unit, least)) for column in weave.columns)

    low, high = 0.0, width / weave.count
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if longest(middle) <= width else (low, middle)
    unit, width = low, max(width, round(longest(low) + 0.5))
    laid = [spread(spans(column, unit, least), width) for column in weave.columns]
    texts, blocks, ribbons = [], [], []
    for i, column in enumerate(weave.columns):
        y = i * step + LINE + 5
        texts.append(Text(0, y - 7, column.framework.name))
        for place, span in zip(column.places, laid[i], strict=True):
            x, long = round(span.threads_start, 1), round(span.threads, 1)
            bands = tuple(
                Band(theme, round(at, 1), y, round(its, 1), block_height)
                for theme, at, its in _along(place, span, unit)
            )
            room = len(place.numbers) * LETTER
            line = Text(round(span.start + (span.room - room) / 2, 1), y + 16.5, place.numbers)
            strands = tuple(_strands(place, bands, is_down=True))
            blocks.append(Block(place, x, y, long, block_height, bands, strands, (line,)))
        if i:
            for theme, start, end, at, to, count in _flows(weave, i, laid, unit):
                path = _ribbon(y - step + block_height, at, y, to, count * unit, is_down=True)
                ribbons.append(Ribbon(theme, count, start, end, path))
    height = round((len(weave.columns) - 1) * step + LINE + 5 + block_height + 4)
    return Loom(name, width, height, tuple(texts), tuple(blocks), tuple(ribbons), True)


def spans(column: Column, unit: float, least: Callable[[Place], float]) -> list[Span]:
    """Each place after the other, with room for its threads and for its name."""
    found: list[Span] = []
    for place in column.places:
        threads = place.count * unit
        room = max(threads, least(place))
        start = _end(found) + GAP if found else 0.0
        found.append(Span(start, room, start + (room - threads) / 2, threads))
    return found


def spread(laid: Sequence[Span], length: float) -> list[Span]:
    """The same with wider gaps, so that the last ends at ``length``: all homeless stand level."""
    more = (length - _end(laid)) / max(1, len(laid) - 1)
    return [
        Span(it.start + n * more, it.room, it.threads_start + n * more, it.threads)
        for n, it in enumerate(laid)
    ]


def wrapped(words: str, letters: int, most: int) -> list[str]:
    """Lines of so many letters, at most so many of them; what is left out is an ellipsis.

    A line may break after a hyphen or a slash; a longer word is broken where it must be.
    """
    lines = [""]
    for piece in PIECE.findall(words):
        rest = piece
        if lines[-1] and len(lines[-1]) + len(rest.rstrip()) > letters:
            lines.append("")
        while len(rest.rstrip()) > letters:
            lines[-1], rest = f"{rest[: letters - 1]}-", rest[letters - 1 :]
            lines.append("")
        lines[-1] += rest
    lines = [line.rstrip() for line in lines]
    return lines if len(lines) <= most else [*lines[: most - 1], cut(lines[most - 1], letters)]


def cut(words: str, letters: int) -> str:
    """So many letters at most, the last an ellipsis; no word is left with two letters or less."""
    kept = words[: letters - 1]
    before, space, last = kept.rpartition(" ")
    if space and len(last) < 3:
        kept = before
    return kept.rstrip(" ,-/") + "…"


def _named(place: Place, letters: int, unit: float) -> list[str]:
    """The name of a place and, on the last line, how many threads it has.

    It has as many lines as its block is high, one at least, and is cut off to fit them.
    """
    count = f" · {place.count}"
    most = min(max(int((place.count * unit - 4) / LINE), 1), MOST_LINES)
    lines = wrapped(place.words, letters, most)
    if len(lines[-1]) + len(count) <= letters:
        return [*lines[:-1], lines[-1] + count]
    if len(lines) < most:
        return [*lines, count.strip(" ·")]
    return [*lines[:-1], cut(lines[-1].rstrip("…"), letters - len(count)) + count]


def _end(laid: Sequence[Span]) -> float:
    return laid[-1].start + laid[-1].room if laid else 0.0


def _along(place: Place, span: Span, unit: float) -> Iterator[tuple[Any, float, float]]:
    """(theme, where it begins, how long it is) of each theme of a place."""
    at = span.threads_start
    for theme, count in place.themes:
        yield theme, at, count * unit
        at += count * unit


def _flows(
    weave: Weave, right: int, laid: list[list[Span]], unit: float
) -> Iterator[tuple[Any, Place, Place, float, float, int]]:
    """(theme, from, to, where it begins on either side, threads) into the column ``right``."""
    begins = []
    for i in (right - 1, right):
        pairs = zip(weave.columns[i].places, laid[i], strict=True)
        begins.append(
            {
                theme: (place, at)
                for place, span in pairs
                for theme, at, _ in _along(place, span, unit)
            }
        )
    for theme, count in weave.themes:
        (start, at), (end, to) = begins[0][theme], begins[1][theme]
        yield theme, start, end, at, to, count


def _ribbon(a: float, at: float, b: float, to: float, thick: float, is_down: bool) -> str:
    """From ``a`` to ``b`` along the frameworks, from ``at`` to ``to`` along the places."""
    middle = (a + b) / 2

    def point(along: float, across: float) -> str:
        first, second = (across, along) if is_down else (along, across)
        return f"{first:.1f} {second:.1f}"

    there = f"M{point(a, at)}C{point(middle, at)} {point(middle, to)} {point(b, to)}"
    low, high = at + thick, to + thick
    back = f"L{point(b, high)}C{point(middle, high)} {point(middle, low)} {point(a, low)}Z"
    return there + back


def _strands(place: Place, bands: Sequence[Band], is_down: bool) -> Iterator[Strand]:
    """The loose ends of what has no home: lines of unequal length that begin where it comes in."""
    if place.label.standing != Standing.UNMAPPED:
        return
    n = 0
    for band in bands:
        across = band.width if is_down else band.height
        number = max(1, round(across / STRAND))
        for i in range(number):
            n += 1
            at = round((band.x if is_down else band.y) + across * (i + 0.5) / number, 1)
            part = 0.35 + 0.6 * (n * 0.618 % 1)
            if is_down:
                yield Strand(band.theme, at, band.y, at, round(band.y + band.height * part, 1))
            else:
                yield Strand(band.theme, band.x, at, round(band.x + band.width * part, 1), at)
