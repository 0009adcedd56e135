"""The descent of an answer: which text took it from which, as far as their passages say.

The points are *witnesses*. A text that answers a question is one for each of its answers, since it
may give several. A work or a speaker that a text reports is one too, and so is a text whose wording
another takes over without itself being cited for an answer. What a passage takes, and from whom, is
defined in ``voices``.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, count
from typing import Any, NamedTuple

from sources.voices import REPORT, WORDING, Joined, listed, reported_by, speaking_for

WORDS_OF = "words"
"""How a work comes from the one who speaks in it."""

ANSWERS, UNCITED, REPORTED, SPEAKER = "answers", "uncited", "reported", "speaker"

INITIAL = re.compile(r"(?:\b(?:the|an?)\W+)?([^\W\d_])", re.IGNORECASE)
"""The first letter of a name that does not belong to its article."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(eq=False)
class Witness:
    """A text or a speaker in a stemma. ``side`` is the place of its answer among the positions."""

    kind: str
    of: Any
    """A Work or a Contributor."""
    side: int | None
    passages: list[Any] = field(default_factory=list)
    """Where it gives its answer; of what is only reported, where it is reported."""
    siglum: str = ""

    @property
    def is_hollow(self) -> bool:
        """Whether it is known here only through others."""
        return self.kind in (REPORTED, SPEAKER)

    @property
    def name(self) -> str:
        return str(self.of) if self.kind == SPEAKER else str(self.of.short)

    @property
    def earliest(self) -> date:
        return getattr(self.of, "issued_earliest", None) or date.max

    @property
    def year(self) -> str:
        """“1991”, “1981–82”, or “n.d.” for a work without a date; a speaker has none."""
        if self.kind == SPEAKER:
            return ""
        first, last = self.of.issued_earliest, self.of.issued_latest
        if not first:
            return "n.d."
        if not last or first.year == last.year:
            return str(first.year)
        if first.year // 100 == last.year // 100:
            return f"{first.year}–{last.year % 100:02d}"
        return f"{first.year}–{last.year}"


class Origin(NamedTuple):
    """``text`` has it from ``source``; ``how`` is WORDING, REPORT or WORDS_OF."""

    source: Witness
    text: Witness
    how: str


@dataclass
class Descent:
    """Voices, that is groups of witnesses that hang together, each with sources before texts."""

    groups: list[list[Witness]]
    origins: list[Origin]

    @property
    def witnesses(self) -> list[Witness]:
        return [witness for group in self.groups for witness in group]

    def origins_of(self, witness: Witness) -> list[Origin]:
        return [origin for origin in self.origins if origin.text is witness]

    def texts_from(self, witness: Witness) -> list[Witness]:
        return list(dict.fromkeys(o.text for o in self.origins if o.source is witness))

    def derivation(self, witness: Witness, long: bool = False) -> str:
        """Where it comes from or how it is known, with sigla or (``long``) with names."""
        found: dict[str, list[str]] = {}
        for origin in self.origins_of(witness):
            source = origin.source
            found.setdefault(origin.how, []).append(source.name if long else source.siglum)
        verbs = {WORDING: "takes over the wording of", REPORT: "reports", WORDS_OF: "words of"}
        said = [f"{verbs[how]} {listed(names)}" for how, names in found.items()]
        if witness.is_hollow:
            texts = self.texts_from(witness)
            names = dict.fromkeys(text.name if long else text.siglum for text in texts)
            said.append(f"known here only through {listed(names)}")
        elif witness.kind == UNCITED:
            said.append("not cited on this question")
        return ", ".join(said)


def descent(positions: Iterable[Any]) -> Descent:
    """Of the answers to a question: positions with their passages, as ``for_detail`` loads them."""
    found = _Found(list(positions))
    joined = Joined()
    for origin in found.origins:
        joined.join(origin.source, origin.text)
    for witness in found.witnesses.values():
        joined.join(found.first_of(witness.of), witness)
    groups: dict[Any, list[Witness]] = {}
    for witness in found.witnesses.values():
        groups.setdefault(joined.find(witness), []).append(witness)
    origins = list(found.origins)
    ordered = [_in_order(group, origins) for group in groups.values()]
    ordered.sort(key=lambda group: (min(map(_side, group)), min(w.earliest for w in group)))
    _name([witness for group in ordered for witness in group])
    return Descent(ordered, origins)


class Row(NamedTuple):
    """A witness in the table beside the drawing."""

    witness: Witness
    says: str
    took: str


def rows(found: Descent, positions: Iterable[Any]) -> list[Row]:
    """What the drawing shows, in words."""
    statements = [position.statement for position in positions]
    table = []
    for witness in found.witnesses:
        says = "" if witness.side is None else statements[witness.side]
        if witness.is_hollow and says:
            says = f"As reported: {says}"
        took = found.derivation(witness, long=True)
        table.append(Row(witness, says, took or "not said"))
    return table


class _Found:
    """Witnesses by what they are, and what comes from where, gathered passage by passage."""

    def __init__(self, positions: list[Any]) -> None:
        self.witnesses: dict[Hashable, Witness] = {}
        self.origins: dict[Origin, None] = {}
        self._sides: dict[Any, list[int]] = {}
        """The positions that cite each passage."""
        self._direct: dict[Any, list[tuple[Witness, Any]]] = {}
        self._works: dict[Any, list[tuple[Witness, Any]]] = {}
        cited = [(side, p) for side, it in enumerate(positions) for p in speaking_for(it)]
        for side, passage in cited:
            self._witness(ANSWERS, passage.work, side).passages.append(passage)
            self._sides.setdefault(passage.pk, []).append(side)
        for side, passage in cited:
            self._trace(self._witness(ANSWERS, passage.work, side), passage, side, {passage.pk})
        self._add_speakers()
        for witness in self.witnesses.values():
            if witness.is_hollow:
                sides = set(self._sides_below(witness, set()))
                witness.side = sides.pop() if len(sides) == 1 else None

    def first_of(self, of: Any) -> Witness:
        """The first of the witnesses that are the same text with different answers."""
        return next(witness for witness in self.witnesses.values() if witness.of == of)

    def _witness(self, kind: str, of: Any, side: int | None = None) -> Witness:
        witness = self.witnesses.setdefault((of, side), Witness(kind, of, side))
        if kind == UNCITED and witness.is_hollow:
            witness.kind, witness.passages = UNCITED, []  # it is among the texts after all
        return witness

    def _trace(self, text: Witness, passage: Any, side: int, seen: set[Any]) -> None:
        """What this passage took, and what those took whose wording it takes over."""
        origin = passage.repeats
        if origin is not None and origin.pk not in seen:
            seen.add(origin.pk)
            source = text if origin.work == passage.work else self._text(origin, side)
            self._add(source, text, WORDING)
            if origin.pk not in self._sides:
                self._trace(source, origin, side, seen)
        reported = list(reported_by(passage))
        work = next((it for it in reported if it == passage.attributed_work), None)
        speaker = next((it for it in reported if it != work), None)
        if work is not None and work != passage.work:
            source = self._work(work, side)
            self._add(source, text, REPORT, passage)
            if speaker is not None:
                self._works.setdefault(speaker, []).append((source, passage))
        elif speaker is not None:
            self._direct.setdefault(speaker, []).append((text, passage))

    def _add(self, source: Witness, text: Witness, how: str, passage: Any = None) -> None:
        if source is text:
            return
        self.origins[Origin(source, text, how)] = None
        if source.is_hollow and passage is not None and passage not in source.passages:
            source.passages.append(passage)

    def _text(self, passage: Any, side: int) -> Witness:
        """The witness for a passage whose wording is taken over: with the same answer if it can."""
        sides = self._sides.get(passage.pk, [])
        if sides:
            return self._witness(ANSWERS, passage.work, side if side in sides else sides[0])
        same = self.witnesses.get((passage.work, side))
        return same or self._witness(UNCITED, passage.work)

    def _work(self, work: Any, side: int) -> Witness:
        """The witness for a work that is reported: the text itself, if it answers here."""
        answers = [w for w in self.witnesses.values() if w.kind == ANSWERS and w.of == work]
        same = [witness for witness in answers if witness.side == side]
        return next(iter([*same, *answers]), None) or self._witness(REPORTED, work)

    def _add_speakers(self) -> None:
        """Those who are reported without a work, or whose several works this brings together."""
        for speaker in dict.fromkeys((*self._direct, *self._works)):
            works = self._works.get(speaker, [])
            if speaker not in self._direct and len({source for source, _ in works}) < 2:
                continue
            witness = self._witness(SPEAKER, speaker)
            for text, passage in self._direct.get(speaker, []):
                self._add(witness, text, REPORT, passage)
            for source, passage in works:
                self._add(witness, source, WORDS_OF, passage)

    def _sides_below(self, witness: Witness, seen: set[Witness]) -> Iterator[int]:
        for origin in self.origins:
            if origin.source is witness and origin.text not in seen:
                seen.add(origin.text)
                if origin.text.kind == ANSWERS and origin.text.side is not None:
                    yield origin.text.side
                elif origin.text.is_hollow:
                    yield from self._sides_below(origin.text, seen)


def _side(witness: Witness) -> int:
    return 10**6 if witness.side is None else witness.side


def _in_order(group: list[Witness], origins: list[Origin]) -> list[Witness]:
    """Sources before their texts, otherwise by date; what has no date comes as late as it can.

    Where texts take from one another in a circle, the earliest breaks it.
    """
    waiting = sorted(group, key=lambda w: (w.earliest, _side(w), w.name))
    ordered: list[Witness] = []
    while waiting:
        held = {o.text for o in origins if o.source in waiting and o.text in waiting}
        chosen = next((witness for witness in waiting if witness not in held), waiting[0])
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _name(witnesses: list[Witness]) -> None:
    """Give each its siglum: an initial of its name or of its slug, or else one with a number."""
    sigla: dict[Any, str] = {}
    for witness in witnesses:
        if witness.of not in sigla:
            initials = [_initial(witness.of.short), _initial(witness.of.slug)]
            numbered = (f"{initials[0]}{i}".translate(SUPERSCRIPTS) for i in count(2))
            taken = set(sigla.values())
            sigla[witness.of] = next(it for it in chain(initials, numbered) if it not in taken)
        witness.siglum = sigla[witness.of]


def _initial(name: str) -> str:
    found = INITIAL.search(name)
    return found[1].upper() if found else "?"
