"""Two kinds of errors: another year, and any other number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any

from sources.edtf import MONTHS, EDTFError, parse
from sources.matching import NUMBERS
from sources.models import Citation
from sources.statements import places_of
from tests.mutations.places import Place, Values, date_slots, slots

YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
OTHER_DIGITS = re.compile(rf"(?!{YEAR.pattern})(?<!\d)\d+(?!\d)")
NUMBER_WORD = re.compile(
    rf"\b(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}|(?<=Track )One)\b", re.IGNORECASE
)
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS[1:])})\b")


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
            (MONTH, _other_month_word),
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


def _other_month_word(month: str, chance: Random) -> str:
    return chance.choice([name for name in MONTHS[1:] if name != month])


def _other_month(month: str, chance: Random) -> str:
    months = range(21, 25) if int(month) > 12 else range(1, 13)
    return chance.choice([f"{n:02}" for n in months if n != int(month)])


def _other_day(day: str, chance: Random) -> str:
    return chance.choice([f"{n:02}" for n in range(1, 29) if n != int(day)])


def _other_place(name: str, chance: Random) -> tuple[str, Values]:
    number = str(chance.randrange(1, 13))
    return number, {name: number}
