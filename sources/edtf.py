"""Dates as sources give them: a subset of the Extended Date/Time Format (ISO 8601-2).

Taken are a day, month, season or year (``1993-09-13``, ``1993-09``, ``1981-24``, ``1993``), each
with ``~`` (approximate), ``?`` (uncertain) or ``%`` (both); an interval of two of them
(``1960/1988``), which may go on (``1990/..``), be open at its start (``../1990``) or have an
unknown start or end (``/1990``, ``1990/``); and one of several (``[1959,1960]``).
Years run from 0001 to 9999. Seasons are those of the northern hemisphere; a winter begins in
December of its year.

Source: Library of Congress, Extended Date/Time Format Specification, levels 0 to 2 (2019).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = list(calendar.month_name)
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
QUALIFIERS = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}

POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


class EDTFError(ValueError):
    """The text is not a date in the subset; the message says why, in a sentence."""


@dataclass(frozen=True)
class Point:
    """A day, month, season or year, with its qualifier."""

    year: int
    month: int | None
    day: int | None
    qualifier: str

    @property
    def earliest(self) -> date:
        return date(self.year, self._first_month, self.day or 1)

    @property
    def latest(self) -> date:
        if self.day:
            return self.earliest
        if self.month in SEASONS:
            last = self._first_month + 2
            year = self.year + (last > 12)
            if year > 9999:
                return date.max
            return _end_of_month(year, last - 12 if last > 12 else last)
        return _end_of_month(self.year, self.month or 12)

    @property
    def _first_month(self) -> int:
        if self.month is None:
            return 1
        return SEASON_STARTS.get(self.month, self.month)

    def __str__(self) -> str:
        if self.month is None:
            words = f"{self.year}"
        elif self.month in SEASONS:
            year = f"{self.year}–{(self.year + 1) % 100:02}" if self.month == 24 else self.year
            words = f"{SEASONS[self.month]} {year}"
        elif self.day is None:
            words = f"{MONTHS[self.month]} {self.year}"
        else:
            words = f"{self.day} {MONTHS[self.month]} {self.year}"
        return QUALIFIERS[self.qualifier] + words


@dataclass(frozen=True)
class EDTF:
    """A parsed date.

    ``earliest`` and ``latest`` are the first and the last day that it can mean; None where it is
    open. An unknown end reaches only its start, an unknown start only its end.
    """

    text: str
    earliest: date | None
    latest: date | None
    words: str

    def __str__(self) -> str:
        """The date in words, as a reader would say it."""
        return self.words


def parse(text: str) -> EDTF:
    """Read a date; EDTFError if the text is not one."""
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text)
    if "/" in text:
        return _interval(text)
    point = _point(text)
    return EDTF(text, point.earliest, point.latest, str(point))


def _point(text: str) -> Point:
    match = POINT.fullmatch(text)
    if not match:
        raise EDTFError(
            f"“{text[:40]}” is not a date. Write 1993, 1993-09 or 1993-09-13, with ~ for about "
            "and ? for perhaps; 1960/1988 for a span, 1990/.. if it goes on, 1990/ if its end "
            "is unknown; [1959,1960] for one or the other."
        )
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.group(2, 3))
    if month is not None and not (1 <= month <= 12 or month in SEASONS):
        raise EDTFError(f"“{text}” has no month {month:02}; seasons are 21 to 24.")
    if day is not None and month in SEASONS:
        raise EDTFError(f"“{text}” gives a day of a season.")
    try:
        date(year, month if month and month <= 12 else 1, 1 if day is None else day)
    except ValueError:
        raise EDTFError(f"“{text}” is not a day of the calendar.") from None
    return Point(year, month, day, match[4])


def _interval(text: str) -> EDTF:
    start, end, *more = text.split("/")
    if more:
        raise EDTFError(f"“{text[:40]}” has more than one slash.")
    known = [part for part in (start, end) if part not in ("", "..")]
    if not known:
        raise EDTFError(f"“{text}” has neither a start nor an end.")
    first = _point(start) if start in known else None
    last = _point(end) if end in known else None
    if first and last:
        if last.latest < first.earliest:
            raise EDTFError(f"“{text}” ends before it starts.")
        return EDTF(text, first.earliest, last.latest, f"{first} to {last}")
    if first:
        if end == "..":
            return EDTF(text, first.earliest, None, f"since {first}")
        return EDTF(text, first.earliest, first.latest, f"from {first}, end unknown")
    assert last is not None
    if start == "..":
        return EDTF(text, None, last.latest, f"until {last}")
    return EDTF(text, last.earliest, last.latest, f"until {last}, start unknown")


def _one_of(text: str) -> EDTF:
    points = [_point(part.strip()) for part in text[1:-1].split(",")]
    if len(points) < 2:
        raise EDTFError(f"“{text}” offers only one date; write it without brackets.")
    *others, last = map(str, points)
    return EDTF(
        text,
        min(point.earliest for point in points),
        max(point.latest for point in points),
        f"{', '.join(others)} or {last}",
    )


def _end_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
