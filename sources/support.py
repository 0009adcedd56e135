"""Which public statements rest on which passages: for coverage, for pages and for the API.

A statement is any row that cites: a part, or an entry that states something itself. It rests on a
passage when it cites it, whatever its basis. It counts only if the whole chain is public: the
statement with all that it links, and the passage with all that it links.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, Value

from curation.entries import entry_models
from curation.models import Part
from sources.models import Basis
from sources.querysets import cited_models

SAID_IN = ("statement", "definition", "summary", "why", "cause")
"""The fields that hold what a row says beyond its name; a model has one of them at most."""


class Tie(NamedTuple):
    """One statement resting on one passage of one work, as primary keys."""

    work: int
    passage: int
    model: int
    """The place of the statement's model in ``cited_models()``."""
    pk: int


@dataclass(frozen=True)
class Statement:
    """A row that states something, as lists of statements show it."""

    row: Any

    @property
    def is_entry(self) -> bool:
        """Whether an entry states it itself, in its name and details."""
        return not isinstance(self.row, Part)

    @cached_property
    def entry(self) -> Any:
        return self.row if self.is_entry else self.row.entry

    @property
    def ref(self) -> str:
        """``kind:slug`` of an entry, ``kind:slug#key`` of a part."""
        return f"{self.entry.ref}" if self.is_entry else f"{self.entry.ref}#{self.row.key}"

    @cached_property
    def url(self) -> str:
        """Where it stands: the page of its entry, at its anchor."""
        return str(self.row.get_absolute_url())

    @property
    def kind(self) -> str:
        """“participation”, “erratum”; of a point what it is: “strength”, “definition”."""
        name = str(self.row._meta.verbose_name)
        if not name.endswith(" point"):
            return name
        return "point" if self.row.kind == "other" else self.row.get_kind_display().lower()

    @property
    def said_of(self) -> str:
        """What it is about: its entry, and the part of that which it hangs on, if any."""
        entry = getattr(self.entry, "short", "") or str(self.entry)
        is_deep = not self.is_entry and isinstance(self.row.parent, Part)
        return f"{self.row.parent}, {entry}" if is_deep else entry

    @cached_property
    def name(self) -> str:
        return str(self.row).removeprefix(f"{self.entry}: ")

    @cached_property
    def said(self) -> str:
        """What it says beyond its name, if anything."""
        found = next(filter(None, (getattr(self.row, field, "") for field in SAID_IN)), "")
        return "" if found == self.name else found

    @property
    def words(self) -> str:
        return f"{self.name}: {self.said}" if self.said else self.name

    @property
    def is_inferred(self) -> bool:
        return bool(self.row.basis == Basis.INFERRED)

    @property
    def order(self) -> tuple[Any, ...]:
        """Entries by kind and name, each before its parts, and these as on its page."""
        entry, place = self.entry, _places()
        own = () if self.is_entry else (place[type(self.row)], self.row.position, self.row.key)
        return place[type(entry)], str(entry), entry.slug, own


@cache
def _places() -> dict[type[Any], int]:
    return {model: n for n, model in enumerate((*entry_models().values(), *cited_models()))}


def ties(passages: Any) -> list[Tie]:
    """Every public statement with each of these public passages that it cites, in one query."""
    found = [
        model._default_manager.public()
        .filter(citations__in=passages.values("pk"))
        .order_by()
        .values_list("citations__work", "citations", Value(place, IntegerField()), "pk")
        for place, model in enumerate(cited_models())
    ]
    return [Tie(*row) for row in found[0].union(*found[1:], all=True)]


def statements(wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Statement]:
    """The public statements among these, by (model, pk) of a tie: at most one query a model."""
    by_model: dict[int, set[int]] = defaultdict(set)
    for model, pk in wanted:
        by_model[model].add(pk)
    models = cited_models()
    return {
        (model, row.pk): Statement(row)
        for model, pks in by_model.items()
        for row in models[model]._default_manager.public().filter(pk__in=pks).with_links()
    }


def count_by_work(passages: Any) -> dict[int, Counter[str]]:
    """How many public statements of each basis rest on each work of these public passages.

    Takes one query.
    """
    found = [
        model._default_manager.public()
        .filter(citations__in=passages.values("pk"))
        .order_by()
        .values("citations__work", "basis")
        .annotate(number=Count("pk", distinct=True))
        .values_list("citations__work", "basis", "number")
        for model in cited_models()
    ]
    numbers: dict[int, Counter[str]] = defaultdict(Counter)
    for work, basis, number in found[0].union(*found[1:], all=True):
        numbers[work][basis] += number
    return numbers
