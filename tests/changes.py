"""Five kinds of errors that can be made in a statement or a passage, one at a time.

A part is a statement or a passage of the base. :func:`places` finds where in a part a kind of error
can be made; :meth:`Place.change` makes one there, by chance, as new values of one row. Nothing here
asks what the check of citations would say to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from django.db import models

from curation.entries import named_models
from curation.models import Named
from sources.edtf import MONTHS, EDTFError, parse
from sources.matching import NUMBERS
from sources.models import Citation, Contribution, Erratum
from sources.names import names_in
from sources.statements import dates_of, places_of, printed_in, statements_of
from sources.vocabulary import Vocabulary

KINDS = ("year", "other number", "misspelt name", "swapped name", "moved paragraph")

YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
OTHER_DIGITS = re.compile(rf"(?!{YEAR.pattern})(?<!\d)\d+(?!\d)")
NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|(?<=Track )One)\b", re.IGNORECASE
)
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS[1:])})\b")
LETTERS = re.compile(r"[^\W\d_]+")
ADDRESSES = ("url", "doi", "isbn", "issn")

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
            return after, self._values(text)

        return Place(self.part, self.name, match.group(), self.row, make)

    def _values(self, text: str) -> Values:
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
    if isinstance(part, Named) and part.names():
        for name in ("name", "title", "sort_name"):
            if getattr(part, name, "") and (name == "sort_name" or name not in part.UNTRACED):
                yield Slot(part, part, name, whole=True)
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


class Changer:
    """Finds the places of each kind of error; knows the names by which one can be replaced."""

    def __init__(self, vocabulary: Vocabulary, lengths: dict[int, int]) -> None:
        self.vocabulary = vocabulary
        self.lengths = lengths
        """How many paragraphs each source text has, by the primary key of its work."""
        self.named = {
            model: sorted(model._default_manager.all(), key=lambda row: row.slug)
            for model in named_models().values()
        }
        self.alike = _names_alike(row for rows in self.named.values() for row in rows)

    def places(self, kind: str, part: Any) -> list[Place]:
        find = {
            "year": years,
            "other number": numbers,
            "misspelt name": partial(misspelt_names, lower_case=self.vocabulary.lower_case),
            "swapped name": self.swapped_names,
            "moved paragraph": self.moved_paragraphs,
        }
        return list(find[kind](part))

    def swapped_names(self, part: Any) -> Iterator[Place]:
        yield from self._swapped_links(part)
        for slot in slots(part):
            if slot.row is not part or slot.name == "sort_name":
                continue
            if slot.whole and slot.name in part.AS_PRINTED:
                if slot.name not in ADDRESSES and any(map(str.isalpha, slot.text)):
                    yield self._swapped_field(slot)
                continue
            taken: list[re.Match[str]] = []
            for name, group in self.alike:
                for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", slot.text):
                    if not any(m.start() < match.end() and match.start() < m.end() for m in taken):
                        taken.append(match)
                        yield slot.place(match, partial(_other_of, group))

    def _swapped_field(self, slot: Slot) -> Place:
        rows = type(slot.part)._default_manager.exclude(**{slot.name: ""})
        others = rows.exclude(**{slot.name: slot.text}).order_by(slot.name)
        values = sorted({value for value in others.values_list(slot.name, flat=True)})

        def make(chance: Random) -> tuple[str, Values]:
            value = chance.choice(values)
            return value, {slot.name: value}

        return Place(slot.part, slot.name, slot.text, slot.part, make)

    def _swapped_links(self, part: Any) -> Iterator[Place]:
        def one(field: Any, linked: Any, chance: Random) -> tuple[str, Values]:
            other = chance.choice(self._others(part, [linked]))
            return str(other), {field.name: other}

        def of_many(field: Any, linked: Any, chance: Random) -> tuple[str, Values]:
            rows = list(getattr(part, field.name).all())
            other = chance.choice(self._others(part, rows))
            return str(other), {field.name: [other if row == linked else row for row in rows]}

        for field in part._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.name != getattr(part, "PARENT", None):
                linked = getattr(part, field.name)
                if isinstance(linked, Named):
                    make = partial(one, field, linked)
                    yield Place(part, field.name, str(linked), part, make)
        for field in part._meta.many_to_many:
            if field.name not in ("citations", "disagreements"):
                for linked in getattr(part, field.name).all():
                    make = partial(of_many, field, linked)
                    yield Place(part, field.name, str(linked), part, make)

    def _others(self, part: Any, linked: list[Any]) -> list[Any]:
        entry = getattr(part, "entry", part)
        return [row for row in self.named[type(linked[0])] if row not in (*linked, entry)]

    def moved_paragraphs(self, part: Any) -> Iterator[Place]:
        """A passage moves as a whole, or one of its paragraphs does: next door, or anywhere."""
        passages = [part] if isinstance(part, Citation) else part.citations.all()
        for passage in passages:
            for number in passage.paragraphs:
                make = partial(self._move, passage, number)
                yield Place(part, "paragraphs", listed(passage.paragraphs), passage, make)

    def _move(self, passage: Citation, number: int, chance: Random) -> tuple[str, Values] | None:
        total = self.lengths[passage.work_id]
        free = [n for n in range(1, total + 1) if n not in passage.paragraphs]
        near = [n for n in free if abs(n - number) == 1]
        target = chance.choice(near if near and chance.random() < 0.5 else free)
        if chance.random() < 0.5:
            moved = [target if n == number else n for n in passage.paragraphs]
        else:
            moved = [n + target - number for n in passage.paragraphs]
        if not all(0 < n <= total for n in moved):
            return None
        # Its locator moves along, as it would if somebody had looked in the wrong place.
        first = iter((f"¶ {listed(moved)}",))
        locator = re.sub(r"¶ (?:\d+(?:–\d+)?(?:, )?)+", lambda _: next(first, ""), passage.locator)
        return listed(moved), {"paragraphs": moved, "locator": re.sub(r"[;,\s]+\Z", "", locator)}


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


# Years and other numbers


def years(part: Any) -> Iterator[Place]:
    for slot in slots(part):
        for match in YEAR.finditer(slot.text):
            yield slot.place(match, _other_year)
    for slot in date_slots(part):
        for match in re.finditer(r"(?<![\d-])\d{4}", slot.text):
            yield _if_a_date(slot.place(match, _other_year))


def numbers(part: Any) -> Iterator[Place]:
    for slot in slots(part):
        for pattern, other in (
            (OTHER_DIGITS, _other_number),
            (NUMBER_WORD, _other_number_word),
            (MONTH, partial(_other_of, MONTHS[1:])),
        ):
            for match in pattern.finditer(slot.text):
                yield slot.place(match, other)
    for slot in date_slots(part):
        for match in re.finditer(r"(?<=\d{4}-)\d\d", slot.text):
            yield _if_a_date(slot.place(match, _other_month))
        for match in re.finditer(r"(?<=\d{4}-\d\d-)\d\d", slot.text):
            yield _if_a_date(slot.place(match, _other_day))
    if not isinstance(part, Citation):
        for name, number in places_of(part):
            yield Place(part, name, number, part, partial(_other_place, name))


def _if_a_date(place: Place) -> Place:
    """The same place; what would be no date of the calendar is made again."""

    def make(chance: Random) -> tuple[str, Values] | None:
        for _ in range(20):
            made = place.make(chance)
            try:
                if made and parse(made[1][place.field]):
                    return made
            except EDTFError:
                continue
        return None

    return Place(place.part, place.field, place.before, place.row, make)


def _other_year(year: str, chance: Random) -> str:
    """One or ten years off, or with the last digits the wrong way round."""
    n = int(year)
    near = {n - 1, n + 1, n - 10, n + 10, int(f"{year[:2]}{year[3]}{year[2]}")} - {n}
    return str(chance.choice(sorted(near)))


def _other_number(digits: str, chance: Random) -> str:
    """One or ten off, or with two digits the wrong way round."""
    n = int(digits)
    turned = {
        int(f"{digits[:at]}{digits[at + 1]}{digits[at]}{digits[at + 2 :]}")
        for at in range(len(digits) - 1)
    }
    near = {other for other in ({n - 1, n + 1, n - 10, n + 10} | turned) if other > 0} - {n}
    return str(chance.choice(sorted(near))).zfill(len(digits) if digits.startswith("0") else 0)


def _other_number_word(word: str, chance: Random) -> str:
    words = ["one", *NUMBERS]
    other = chance.choice([w for w in words[:12] if w != word.casefold()])
    return other.capitalize() if word[0].isupper() else other


def _other_month(month: str, chance: Random) -> str:
    months = range(21, 25) if int(month) > 12 else range(1, 13)
    return chance.choice([f"{n:02}" for n in months if n != int(month)])


def _other_day(day: str, chance: Random) -> str:
    return chance.choice([f"{n:02}" for n in range(1, 29) if n != int(day)])


def _other_place(name: str, chance: Random) -> tuple[str, Values]:
    number = str(chance.randrange(1, 13))
    return number, {name: number}


def _other_of(group: Iterable[str], was: str, chance: Random) -> str | None:
    others = [name for name in group if name != was]
    return chance.choice(others) if others else None


# Names


def misspelt_names(part: Any, lower_case: set[str]) -> Iterator[Place]:
    for slot in slots(part):
        if slot.name in ADDRESSES:
            continue
        if slot.whole:
            matches = [m for m in LETTERS.finditer(slot.text) if len(m.group()) > 2]
        else:
            names = {re.sub(r"[’']s?\Z", "", name) for name in names_in(slot.text, lower_case)}
            words = {word for name in names for word in LETTERS.findall(name) if len(word) > 1}
            matches = [m for m in LETTERS.finditer(slot.text) if m.group() in words]
        for match in matches:
            yield slot.place(match, _misspelt)


def _misspelt(word: str, chance: Random) -> str:
    """With one letter dropped, doubled, changed for another, or in the place of the next."""
    at = chance.randrange(len(word))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    way = chance.choice(("drop", "double", "swap", "replace"))
    if way == "drop":
        return before + after
    if way == "double":
        return before + letter + letter.lower() + after
    if way == "swap" and after:
        first, second = (after[0], letter) if letter.islower() else (after[0].upper(), letter.lower())
        return before + first + second + after[1:]
    other = chance.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != letter.lower()])
    return before + (other.upper() if letter.isupper() else other) + after


def _names_alike(named: Iterable[Any]) -> list[tuple[str, list[str]]]:
    """Each name that a statement may have, longest first, with those of its kind.

    States with states, persons with persons, whole names with whole names.
    """
    groups: dict[tuple[str, ...], set[str]] = {}
    for row in named:
        if row.KIND in ("actor", "contributor"):
            kind = getattr(row, "kind", "person" if getattr(row, "family", "") else "body")
            groups.setdefault((row.KIND, kind), set()).add(str(row))
            for short in row.short_names():
                groups.setdefault(("family name",), set()).add(short)
        elif row.KIND == "work":
            groups.setdefault((row.KIND,), set()).add(str(row))
    return sorted(
        ((name, sorted(group)) for group in groups.values() for name in sorted(group)),
        key=lambda found: (-len(found[0]), found[0]),
    )
