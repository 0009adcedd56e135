"""Where in a statement or a passage an error can be made, and what an error is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from sources.models import Citation, Contribution, Erratum, Work
from sources.statements import dates_of, own_name_of, printed_in, statements_of

Values = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """What a field of a part held, what it holds after the error, and which row to change."""

    part: Any
    field: str
    before: str
    after: str
    row: Any
    values: Values


@dataclass(frozen=True)
class Place:
    """Where an error can be made; ``make`` gives what is written there instead, or None."""

    part: Any
    field: str
    before: str
    row: Any
    make: Callable[[Random], tuple[str, Values] | None]

    def change(self, chance: Random) -> Change | None:
        made = self.make(chance)
        if made is None or made[0] == self.before:
            return None
        return Change(self.part, self.field, self.before, made[0], self.row, made[1])


@dataclass(frozen=True)
class Slot:
    """A text of a part: a field of a row, or one entry of a list or dictionary in that field.

    ``whole`` texts are names or titles in every word; of others, words with a capital are names.
    """

    part: Any
    row: Any
    name: str
    at: Any = None
    whole: bool = False

    @property
    def text(self) -> str:
        value = getattr(self.row, self.name)
        return value if self.at is None else value[self.at]

    def place(self, match: re.Match[str], other: Callable[[str, Random], str | None]) -> Place:
        """A place where ``other`` says what is to stand instead of what was matched."""

        def make(chance: Random) -> tuple[str, Values] | None:
            after = other(match.group(), chance)
            if after is None:
                return None
            text = f"{self.text[: match.start()]}{after}{self.text[match.end() :]}"
            return after, self.values(text)

        return Place(self.part, self.name, match.group(), self.row, make)

    def values(self, text: str) -> Values:
        """The new values of the row if it is to hold this text instead."""
        value = getattr(self.row, self.name)
        if self.at is not None:
            value = value.copy()
            value[self.at] = text
            return {self.name: value}
        if self.name == "name" and getattr(self.row, "sort_name", None) == value:
            return {"name": text, "sort_name": text}  # as the document has it: the name alone
        return {self.name: text}


def slots(part: Any) -> Iterator[Slot]:
    """The texts of a part that its source must bear out."""
    if isinstance(part, Citation):
        for place in range(len(part.terms)):
            yield Slot(part, part, "terms", place)
        for expression in part.read_as:
            yield Slot(part, part, "read_as", expression)
        return
    for name, _ in statements_of(part):
        yield Slot(part, part, name)
    for name, _ in printed_in(part):
        yield Slot(part, part, name, whole=True)
    for name in ("name", "sort_name") if own_name_of(part) else ():
        if getattr(part, name, ""):
            yield Slot(part, part, name, whole=True)
    if isinstance(part, Work):
        yield Slot(part, part, "title", whole=True)
    if isinstance(part, Contribution):
        for name in ("literal", "family", "given"):
            if getattr(part.contributor, name):
                yield Slot(part, part.contributor, name, whole=True)
    if isinstance(part, Erratum):
        yield Slot(part, part, "printed", whole=True)
        yield Slot(part, part, "corrected")


def date_slots(part: Any) -> Iterator[Slot]:
    if not isinstance(part, Citation):
        for name, _ in dates_of(part):
            yield Slot(part, part, name)
