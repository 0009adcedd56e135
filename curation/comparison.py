"""Two entries of a kind side by side: their fields, their parts, and how many others link them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Count, Value
from django.utils.text import capfirst

from curation.models import Entry, Named, Part
from curation.rows import list_fields, part_lists, scalar_fields
from curation.together import give_links, rows_together
from curation.withheld import links_withheld

WITHHELD = "(withheld)"
COUNTED = ("citations", "disagreements")
"""Lists of which the number says enough."""

Facts = list[tuple[str, str]]
"""The labels and values of one row, without those that are empty."""


@dataclass
class Line:
    """One fact or part of both entries; empty where one has none."""

    label: str
    a: Facts
    b: Facts
    same: bool

    @property
    def mark(self) -> str:
        """How the two stand to each other, in words."""
        if self.same:
            return "same"
        if self.a and self.b:
            return "differs"
        return "only the first" if self.a else "only the second"


@dataclass
class Section:
    heading: str
    lines: list[Line]


@dataclass
class Row:
    """An entry or a part as it is shown; ``told_by`` is what it says of whom, without the rest."""

    facts: Facts
    content: tuple[Any, ...]
    told_by: tuple[Any, ...]


def side_by_side(a: Entry, b: Entry, *, with_withheld: bool) -> list[Section]:
    """All that two entries of a kind hold, in the order of their fields and lists of parts.

    What links withheld entries is left out unless ``with_withheld``, and their names in lists.
    """
    return _Reading(a, b, with_withheld).sections()


class _Reading:
    def __init__(self, a: Entry, b: Entry, with_withheld: bool) -> None:
        self.entries = (a, b)
        self.model: Any = type(a)
        self.with_withheld = with_withheld
        self.parts: dict[tuple[Any, int], list[Any]] = defaultdict(list)
        """Rows of each list, by its model and the row that they hang on."""
        self.held: list[Any] = [(self.model, [a.pk, b.pk])]
        self._read_parts(self.model, [a.pk, b.pk])
        self._read_lists()

    def _read_parts(self, model: Any, pks: Sequence[int]) -> None:
        lists = part_lists(model)
        asked = {}
        for name, part in lists.items():
            some: Any = part._default_manager.filter(**{f"{part.PARENT}__in": pks})
            for condition in () if self.with_withheld else links_withheld(part):
                some = some.exclude(condition)
            asked[name] = some
        found: dict[str, list[Any]] = {name: [] for name in lists}
        for name, row, _ in rows_together(asked):
            found[name].append(row)
        give_links(chain.from_iterable(found.values()))
        for name, part in lists.items():
            rows = sorted(found[name], key=lambda row: (row.position, row.key))
            for row in rows:
                self.parts[part, row.parent.pk].append(row)
            below = [row.pk for row in rows]
            self.held.append((part, below))
            if below:
                self._read_parts(part, below)

    def _read_lists(self) -> None:
        """Every many-to-many link of what was read, by one query, and then what they lead to."""
        asked = {}
        for model, pks in self.held:
            for many in list_fields(model):
                through: Any = many.remote_field.through
                source, target = many.m2m_field_name(), many.m2m_reverse_field_name()
                rows = through.objects.filter(**{f"{source}__in": pks}).order_by()
                if pks:
                    asked[many] = rows.values_list(Value(str(many)), f"{source}_id", f"{target}_id")
        self.lists: dict[tuple[str, int], list[int]] = defaultdict(list)
        for name, source, target in _together(list(asked.values())):
            self.lists[name, source].append(target)
        self.targets: dict[tuple[Any, int], Any] = {}
        for many in asked:
            if many.name not in COUNTED:
                pks = {pk for (name, _), found in self.lists.items() if name == str(many)
                       for pk in found}  # fmt: skip
                kind: Any = many.related_model
                for target in kind._default_manager.filter(pk__in=pks) if pks else ():
                    self.targets[kind, target.pk] = target

    def sections(self) -> list[Section]:
        a, b = (self._row(entry) for entry in self.entries)
        labels = [label for label, _ in dict.fromkeys((label, 0) for label, _ in a.facts + b.facts)]
        order = [capfirst(_name(f)) for f in (*scalar_fields(self.model), *list_fields(self.model))]
        lines = [
            Line(label, _only(a.facts, label), _only(b.facts, label), _same(a, b, label))
            for label in sorted(labels, key=order.index)
        ]
        found = [Section("Fields", lines)]
        for part in part_lists(self.model).values():
            rows = [[self._row(it) for it in self.parts[part, entry.pk]] for entry in self.entries]
            if any(rows):
                name = capfirst(str(part._meta.verbose_name))
                heading = capfirst(str(part._meta.verbose_name_plural))
                found.append(Section(heading, [*_aligned(name, *rows)]))
        return found

    def _row(self, row: Any) -> Row:
        model: Any = type(row)
        facts: Facts = []
        content: list[Any] = []
        told_by = []
        for f in scalar_fields(model):
            value = getattr(row, f.attname)
            content.append(json.dumps(value, default=str))
            if isinstance(f, models.ForeignKey) or f.choices:
                told_by.append(value if f.name not in ("basis", "collection") else "")
            if text := self._text(row, f, value):
                facts.append((capfirst(_name(f)), text))
        for many in list_fields(model):
            targets = sorted(self.lists[str(many), row.pk])
            content.append(targets)
            if targets and many.name in COUNTED:
                facts.append((capfirst(_name(many)), str(len(targets))))
            elif targets:
                names = [self._name_of(self.targets[many.related_model, pk]) for pk in targets]
                facts.append((capfirst(_name(many)), "; ".join(sorted(names))))
        for part in part_lists(model).values() if isinstance(row, Part) else ():
            for below in map(self._row, self.parts[part, row.pk]):
                content.append(below.content)
                text = "; ".join(f"{label}: {value}" for label, value in below.facts)
                facts.append((capfirst(str(part._meta.verbose_name)), text))
        return Row(facts, tuple(content), tuple(told_by))

    def _text(self, row: Any, f: models.Field[Any, Any], value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if isinstance(f, models.ForeignKey):
            return self._name_of(getattr(row, f.name))
        if f.choices:
            return str(getattr(row, f"get_{f.name}_display")())
        if isinstance(f, models.JSONField):
            return json.dumps(value, ensure_ascii=False)
        return str(value)

    def _name_of(self, target: Any) -> str:
        entry = target.entry if isinstance(target, Part) else target
        hidden = isinstance(entry, Entry) and entry.is_withheld and not self.with_withheld
        return WITHHELD if hidden else str(target)


def _name(f: Any) -> str:
    return str(f.verbose_name)


def _only(facts: Facts, label: str) -> Facts:
    return [("", value) for name, value in facts if name == label]


def _same(a: Row, b: Row, label: str) -> bool:
    return _only(a.facts, label) == _only(b.facts, label)


def _aligned(label: str, a: list[Row], b: list[Row]) -> Iterator[Line]:
    """Parts beside each other: those that are the same, then those that say it of the same."""
    left = [*b]
    beside: dict[int, Row] = {}
    for same in ("content", "told_by"):
        for place, row in enumerate(a):
            if place in beside:
                continue
            others = (it for it in left if getattr(it, same) == getattr(row, same))
            if other := next(others, None):
                beside[place] = other
                left = [it for it in left if it is not other]
    for place, row in enumerate(a):
        other = beside.get(place)
        facts = other.facts if other else []
        yield Line(label, row.facts, facts, same=bool(other and other.content == row.content))
    for row in left:
        yield Line(label, [], row.facts, same=False)


def links_to(a: Entry, b: Entry, *, with_withheld: bool) -> tuple[list[str], list[str]]:
    """How many other entries link each of two of a kind, by what links it; with one query.

    Those that are withheld do not count unless ``with_withheld``.
    """
    model: Any = type(a)
    asked = []
    labels: dict[str, tuple[Any, str]] = {}
    for relation in model._meta.related_objects:
        f, source = relation.field, relation.related_model
        if not issubclass(source, Named | Part) or f.name == getattr(source, "PARENT", None):
            continue
        entry, path = _entry_of(source)
        through = f.remote_field.through if f.many_to_many else source
        target = f.m2m_reverse_field_name() if f.many_to_many else f.name
        counted = f.m2m_field_name() if f.many_to_many else path or "pk"
        rows = through._default_manager.filter(**{f"{target}__in": [a.pk, b.pk]}).order_by()
        if getattr(entry, "CAN_BE_WITHHELD", False) and not with_withheld:
            way = "__".join(filter(None, (counted if f.many_to_many else "", path))) or "pk"
            hidden = entry._default_manager.filter(entry.withheld_q())
            rows = rows.exclude(**{f"{way}__in": hidden})
        by = source._meta.verbose_name_plural if issubclass(source, Part) else f.verbose_name
        labels[str(f)] = (entry._meta, str(by))
        asked.append(
            rows.values_list(Value(str(f)), f"{target}_id").annotate(
                number=Count(counted, distinct=True)
            )
        )
    found: dict[int, list[str]] = {a.pk: [], b.pk: []}
    for name, pk, number in _together(asked):
        kind, by = labels[name]
        linking = kind.verbose_name if number == 1 else kind.verbose_name_plural
        found[pk].append(f"{number} {linking} ({by})")
    return found[a.pk], found[b.pk]


def _entry_of(source: Any) -> tuple[Any, str]:
    """The kind of entry that a part belongs to, and the path there."""
    path = []
    while issubclass(source, Part):
        path.append(source.PARENT)
        source = source._meta.get_field(source.PARENT).related_model
    return source, "__".join(path)


def _together(asked: list[Any]) -> list[Any]:
    return [*asked[0].union(*asked[1:], all=True)] if asked else []
