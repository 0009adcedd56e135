"""How many independent voices stand behind a statement. Repetition is not corroboration.

The rule (docs/decisions/0006 gives the reasons): works and speakers are points. Each passage that a
statement cites joins its own work to the work and to the speaker whom it reports, and to the work
whose wording it takes over; so does a passage whose wording is taken over, cited here or not. What
hangs together is one voice. So passages are one voice if they are of the same work; if one repeats
the other, directly or through others; if both report the same work or speaker; or if one reports
the work that the other is of. A source that doubts or contradicts another speaks for itself.

Everything here is arithmetic on passages that are loaded: ``work``, ``attributed_work``,
``attributed_speaker``, ``stance`` and ``repeats``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sources.matching import WORDS

OWN_VOICE = frozenset({"doubts", "contradicts"})
"""Stances in which a source does not speak for the one whom it names."""

WORDING, REPORT = "wording", "report"

CASE = "case"
"""The basis of what rests on the works of a whole entry, none of which speaks for it alone."""


@dataclass(frozen=True)
class Tie:
    """A work took something from another, or from a speaker: its wording, or what it reports."""

    work: Any
    how: str
    origin: Any


def speaking_for(statement: Any) -> list[Any]:
    """The passages that say what a statement says; the sources of a whole case are none."""
    return [] if statement.basis == CASE else list(statement.citations.all())


def lineage(passage: Any) -> Iterator[Any]:
    """The passage, then the one whose wording it takes over, and so on up; each once."""
    seen: set[Any] = set()
    while passage is not None and passage.pk not in seen:
        seen.add(passage.pk)
        yield passage
        passage = passage.repeats


def reported_by(passage: Any) -> Iterator[Any]:
    """The work and the speaker for whom the passage speaks, as far as it names them."""
    if passage.stance not in OWN_VOICE:
        yield from filter(None, (passage.attributed_work, passage.attributed_speaker))


def ties(passages: Iterable[Any]) -> list[Tie]:
    """What the works of these passages took from whom: first all wording, then what is reported."""
    wording: dict[Tie, None] = {}
    reports: dict[Tie, None] = {}
    for passage in passages:
        for it in lineage(passage):
            if it.repeats is not None and it.repeats.work != it.work:
                wording[Tie(it.work, WORDING, it.repeats.work)] = None
            for origin in reported_by(it):
                if origin != it.work:
                    reports[Tie(it.work, REPORT, origin)] = None
    return [*wording, *reports]


class Joined:
    """Points that are joined one after the other; ``find`` says which hang together."""

    def __init__(self) -> None:
        self._up: dict[Any, Any] = {}

    def find(self, point: Any) -> Any:
        """The same point for all that hang together."""
        while (up := self._up.get(point, point)) != point:
            point = up
        return point

    def join(self, one: Any, other: Any) -> bool:
        """Whether they did not hang together before."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return False
        self._up[other] = one
        return True


def voices(passages: Iterable[Any]) -> list[list[Any]]:
    """The works of these passages, those of one voice together, in the order of the passages."""
    passages = list(passages)
    joined = Joined()
    for tie in ties(passages):
        joined.join(tie.work, tie.origin)
    found: dict[Any, dict[Any, None]] = {}
    for passage in passages:
        found.setdefault(joined.find(passage.work), {})[passage.work] = None
    return [list(works) for works in found.values()]


def reasons(passages: Iterable[Any]) -> list[Tie]:
    """The fewest ties that show why several of these works are one voice; wording counts first."""
    passages = list(passages)
    joined = Joined()
    kept = [tie for tie in ties(passages) if joined.join(tie.work, tie.origin)]
    cited = {passage.work for passage in passages}
    while True:
        ends = [end for tie in kept for end in (tie.work, tie.origin)]
        loose = {end for end in ends if end not in cited and ends.count(end) == 1}
        if not loose:
            return kept
        kept = [tie for tie in kept if tie.work not in loose and tie.origin not in loose]


def in_words(passages: Iterable[Any]) -> str:
    """“Two independent sources.”, or how few voices speak and why; nothing for a single work."""
    passages = list(passages)
    groups = voices(passages)
    works = sum(map(len, groups))
    if works < 2:
        return ""
    if works == len(groups):
        return f"{spelt(works).capitalize()} independent sources."
    return (
        f"{spelt(works).capitalize()} sources, {voice_count(len(groups))}: "
        f"{'; '.join(_clauses(reasons(passages)))}."
    )


def voice_count(number: int) -> str:
    """“one voice”, “two voices”."""
    return f"{spelt(number)} voice{'' if number == 1 else 's'}"


def spelt(number: int) -> str:
    return WORDS.get(number, str(number))


def listed(names: Iterable[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _clauses(found: list[Tie]) -> Iterator[str]:
    by_origin: dict[tuple[str, Any], list[str]] = {}
    for tie in found:
        by_origin.setdefault((tie.how, tie.origin), []).append(tie.work.short)
    for (how, origin), names in by_origin.items():
        one = len(names) == 1
        verb = {
            WORDING: "takes over the wording of" if one else "take over the wording of",
            REPORT: "reports" if one else "report",
        }[how]
        yield f"{listed(names)} {verb} {origin.short}"
