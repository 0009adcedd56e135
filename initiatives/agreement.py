"""Krippendorff's alpha for nominal data, from the coincidences of values.

K. Krippendorff, Content Analysis, 4th ed. 2019, ch. 12; “Computing Krippendorff's
Alpha-Reliability” (2011), parts A to C. A unit is what each coder says of one thing; whoever says
nothing of it is left out, so that any number of coders may say something, and a unit on which fewer
than two do counts for nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

RESAMPLES = 1000
SEED = 2007
FEWEST_CASES = 10
"""With fewer, resampling shows little but the few cases themselves."""
MOSTLY = 0.95
"""In how many resamples alpha must be defined, and how many of those an interval spans."""

Unit = Sequence[str]
"""The values that coders gave to one thing, without those of coders who gave none."""


class Tally(NamedTuple):
    """What units add to alpha, so that tallies of cases can be summed.

    ``agreeing`` is the diagonal of the coincidence matrix, ``totals`` has its margins by value.
    """

    units: int
    agreeing: float
    totals: tuple[tuple[str, int], ...]

    @property
    def values(self) -> int:
        """How many values can be paired with one of another coder."""
        return sum(number for _, number in self.totals)


class Interval(NamedTuple):
    low: float
    high: float


def tally(units: Iterable[Unit]) -> Tally:
    counted, agreeing, totals = 0, 0.0, Counter[str]()
    for unit in units:
        if len(unit) < 2:
            continue
        given = Counter(unit)
        counted += 1
        agreeing += sum(n * (n - 1) for n in given.values()) / (len(unit) - 1)
        totals += given
    return Tally(counted, agreeing, tuple(sorted(totals.items())))


def added(tallies: Iterable[Tally]) -> Tally:
    counted, agreeing, totals = 0, 0.0, Counter[str]()
    for it in tallies:
        counted += it.units
        agreeing += it.agreeing
        totals += Counter(dict(it.totals))
    return Tally(counted, agreeing, tuple(sorted(totals.items())))


def observed(of: Tally) -> float | None:
    """The share of pairs of values that agree, from 0 to 1; None if there is no pair."""
    return of.agreeing / of.values if of.values else None


def alpha(of: Tally) -> float | None:
    """1 for perfect agreement, 0 for that of chance; None if everybody always says the same.

    Without variation there is nothing that chance could not bring about, and alpha is undefined.
    """
    return _alpha(of.agreeing, [number for _, number in of.totals])


def _alpha(agreeing: float, totals: Sequence[int]) -> float | None:
    n = sum(totals)
    expected = n * n - sum(total * total for total in totals)  # n(n - 1) times the expected share
    if not expected:
        return None
    return 1 - (n - agreeing) * (n - 1) / expected


@lru_cache(maxsize=64)
def interval(cases: tuple[Tally, ...]) -> Interval | None:
    """95 % of the alphas of resampled cases; None where that cannot be said honestly.

    Where nobody differs, no resample does either, and the interval would feign certainty.

    Cases are drawn with all that was coded in them: what one coder says within a case hangs
    together, and drawing unit by unit would take it for more evidence than it is. The draw has a
    fixed seed, so that the same codings always give the same interval.
    """
    cases = tuple(case for case in cases if case.units)
    whole = added(cases)
    if len(cases) < FEWEST_CASES or whole.agreeing == whole.values:
        return None
    counts = [dict(case.totals) for case in cases]
    columns = [[count.get(it, 0) for count in counts] for it in sorted(set().union(*counts))]
    agreeing = [case.agreeing for case in cases]
    draw = random.Random(SEED)  # noqa: S311 -- nothing is kept secret by it
    found = []
    for _ in range(RESAMPLES):
        drawn = draw.choices(range(len(cases)), k=len(cases))
        totals = [sum(map(column.__getitem__, drawn)) for column in columns]
        value = _alpha(sum(map(agreeing.__getitem__, drawn)), totals)
        if value is not None:
            found.append(value)
    if len(found) < MOSTLY * RESAMPLES:
        return None
    found.sort()
    outside = round(len(found) * (1 - MOSTLY) / 2)
    return Interval(found[outside], found[-1 - outside])
