"""Two kinds of errors: a misspelt name, and another name in its place."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import partial
from random import Random
from typing import Any

from django.db import models

from curation.entries import named_models
from curation.models import Named
from sources.models import Citation, Erratum
from sources.names import names_in
from sources.statements import lists_of
from tests.mutations.places import Place, Slot, Values, slots

LETTERS = re.compile(r"[^\W\d_]+")
ADDRESSES = ("url", "doi", "isbn", "issn")


def misspelt_names(part: Any, lower_case: Container[str]) -> Iterator[Place]:
    for slot in slots(part):
        if slot.name in ADDRESSES:
            continue
        if slot.whole:
            matches = [m for m in LETTERS.finditer(slot.text) if len(m.group()) > 2]
        else:
            names = names_in(slot.text, lower_case)
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
        first, second = (
            (after[0], letter) if letter.islower() else (after[0].upper(), letter.lower())
        )
        return before + first + second + after[1:]
    other = chance.choice([c for c in "abcdefghijklmnopqrstuvwxyz" if c != letter.lower()])
    return before + (other.upper() if letter.isupper() else other) + after


class Names:
    """The names of the base, and which of them may stand in the place of which."""

    def __init__(self) -> None:
        self.rows = {
            model: sorted(model._default_manager.all(), key=lambda row: row.slug)
            for model in named_models().values()
        }
        self.alike = _alike(row for rows in self.rows.values() for row in rows)
        longest_first = sorted(self.alike, key=lambda name: (-len(name), name))
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def swapped(self, part: Any) -> Iterator[Place]:
        yield from self._swapped_links(part)
        for slot in slots(part):
            if slot.row is not part or slot.name == "sort_name":
                continue
            if slot.whole and not isinstance(part, Erratum):
                if slot.name not in ADDRESSES and any(map(str.isalpha, slot.text)):
                    yield _swapped_field(slot)
                continue
            for match in self.pattern.finditer(slot.text):
                yield slot.place(match, partial(_other_of, self.alike[match.group()]))

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
        for field in lists_of(type(part)) if not isinstance(part, Citation) else ():
            for linked in getattr(part, field.name).all():
                make = partial(of_many, field, linked)
                yield Place(part, field.name, str(linked), part, make)

    def _others(self, part: Any, linked: list[Any]) -> list[Any]:
        entry = getattr(part, "entry", part)
        return [row for row in self.rows[type(linked[0])] if row not in (*linked, entry)]


def _swapped_field(slot: Slot) -> Place:
    """The whole name or title, for the one that another row has."""
    rows = type(slot.part)._default_manager.exclude(**{slot.name: ""})
    values = set(rows.values_list(slot.name, flat=True)) - {slot.text}

    def make(chance: Random) -> tuple[str, Values]:
        value = chance.choice(sorted(values))
        return value, slot.values(value)

    return Place(slot.part, slot.name, slot.text, slot.part, make)


def _other_of(group: Iterable[str], was: str, chance: Random) -> str | None:
    others = [name for name in group if name != was]
    return chance.choice(others) if others else None


def _alike(named: Iterable[Any]) -> dict[str, list[str]]:
    """Each name that a statement may have, with those of its kind that may stand instead.

    States with states, persons with persons, whole names with whole names, titles in their
    quotation marks.
    """
    groups: dict[tuple[str, ...], set[str]] = {}
    for row in named:
        if row.KIND == "work":
            groups.setdefault(("work",), set()).add(f"“{row}”")
        elif row.KIND in ("actor", "contributor"):
            kind = getattr(row, "kind", "person" if getattr(row, "family", "") else "body")
            groups.setdefault((row.KIND, kind), set()).add(str(row))
            groups.setdefault(("family name",), set()).update(row.short_names())
    return {name: sorted(group) for _, group in sorted(groups.items()) for name in group}
