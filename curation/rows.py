"""Entries with their parts as plain rows: from the database, and from documents in files.

A document is one entry with its parts as JSON: ``{"entry": "initiative", "slug": …, fields …,
"involvements": [{"key": …, fields …}, …]}``. Lists of parts stand under their reverse names and
nest as the models do. A link is the slug of the entry it leads to, or ``slug#key`` for a part;
a date is EDTF. What is left out has its default; a document is published unless it says otherwise.
A document with ``"extends": true`` adds to an entry whose own document stands elsewhere: parts, and
what the entry or one of its parts leaves empty or links (see :class:`Addition`).

A :class:`Row` is one entry or part in a form in which a file and the database can be compared:
equal rows mean that nothing changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value

from curation.entries import named_models
from curation.models import Entry, Named, Part
from curation.together import rows_together, together

UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # all controls but \n

Natural = tuple[str, ...]
"""Who a row is: (kind, slug), and then (name of the list, key) for each level below."""


class Problem(Exception):
    """What is wrong in a file: which file, which entry or part, and why."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(": ".join(filter(None, (file, key, reason))))
        self.file, self.key, self.reason = file, key, reason


@dataclass
class Row:
    model: type[Named] | type[Part]
    natural: Natural
    values: dict[str, Any]
    file: str = ""
    collection: str = field(default="", compare=False)
    """The collection of the file; empty for rows of the database."""
    pk: int | None = field(default=None, compare=False)
    place: int | None = field(default=None, compare=False)
    """The position as it is stored, which may leave gaps; that in ``values`` counts from 0."""

    @property
    def entry(self) -> Natural:
        return self.natural[:2]

    @property
    def ref(self) -> str:
        """How a link names this row: the slug, or ``slug#key``."""
        slug = self.natural[1]
        return slug if len(self.natural) == 2 else f"{slug}#{self.natural[-1]}"

    @property
    def name(self) -> str:
        return name_of(self.natural)


@dataclass
class Addition:
    """What a document adds to a row whose own document stands elsewhere.

    ``values`` holds links for its lists, and values for fields that its own document leaves empty.
    """

    model: type[Named] | type[Part]
    natural: Natural
    values: dict[str, Any]
    file: str
    collection: str

    @property
    def name(self) -> str:
        return name_of(self.natural)


def name_of(natural: Natural) -> str:
    """A row as a person finds it in the file."""
    kind, slug, *path = natural
    return f"{kind}:{slug}" + (f"#{path[-1]} ({path[-2]})" if path else "")


FEW = 10
"""So many entries are read by few queries; of many, each kind of row is read by its own."""
NONE: tuple[Any, ...] = ()


def natural_of(instance: Named | Part) -> Natural:
    """Who a stored row is."""
    if isinstance(instance, Named):
        return (instance.KIND, instance.slug)
    parent: Any = instance._meta.get_field(instance.PARENT)
    name = parent.remote_field.get_accessor_name()
    return (*natural_of(instance.parent), name, instance.key)


# What a model's rows hold


@cache
def scalar_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    parent = getattr(model, "PARENT", None)
    return [
        f
        for f in model._meta.concrete_fields
        if f.editable and not f.primary_key and f.name not in (parent, "position", "key", "slug")
    ]


@cache
def link_fields(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    return [f for f in scalar_fields(model) if isinstance(f, models.ForeignKey)]


@cache
def list_fields(model: type[models.Model]) -> list[models.ManyToManyField[Any, Any]]:
    return list(model._meta.many_to_many)


@cache
def unique_fields(model: type[models.Model]) -> list[str]:
    """The fields that no two rows may have alike, alone or together with others."""
    together = {
        name
        for constraint in model._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        for name in constraint.fields
    }
    return [f.name for f in scalar_fields(model) if f.unique or f.name in together]


@cache
def part_lists(model: type[models.Model]) -> dict[str, type[Part]]:
    """The parts that hang on a model, by the name of their list."""
    found = {}
    for relation in model._meta.related_objects:
        part = relation.related_model
        if (
            isinstance(part, type)
            and issubclass(part, Part)
            and relation.field.name == part.PARENT
            and relation.field.model is part
        ):
            found[relation.get_accessor_name() or ""] = part
    return found


@cache
def models_in_order() -> list[type[Named] | type[Part]]:
    """Every model of entries and parts, each after those that it cannot be without."""
    waiting: list[Any] = list(named_models().values())
    for model in waiting:
        waiting.extend(part for part in part_lists(model).values() if part not in waiting)
    ordered: list[Any] = []
    while waiting:
        ready = [model for model in waiting if not (_needs(model) & set(waiting))]
        assert ready, "models need each other in a circle"
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _needs(model: type[models.Model]) -> set[Any]:
    return {
        f.related_model
        for f in model._meta.concrete_fields
        if isinstance(f, models.ForeignKey) and not f.null and f.related_model is not model
    }


# From the database


def stored_rows(entries: Iterable[Natural] | None = None) -> dict[Natural, Row]:
    """Every entry and part that is stored, with one query a model and one a list of links.

    With ``entries``, only those and their parts; two more queries a model name what they link. If
    these are few, there is one query for all rows, one for all lists and one for all names.
    """
    entries = None if entries is None else [*entries]
    slugs = None if entries is None else slugs_by_kind(entries)
    are_few = entries is not None and len(entries) <= FEW
    together = _stored_together(slugs) if are_few and slugs else None
    rows: dict[Natural, Row] = {}
    by_pk: dict[Any, dict[int, Row]] = {}
    for model in models_in_order():
        by_pk[model] = {}
        for instance in _stored(model, slugs) if together is None else together[model]:
            natural = _natural_of(instance, by_pk)
            values = {f.name: _plain(f, instance) for f in scalar_fields(model)}
            if isinstance(instance, Part):
                values["position"] = instance.position
            row = Row(model, natural, values, pk=instance.pk, place=values.get("position"))
            rows[natural] = by_pk[model][instance.pk] = row
    links = [
        (model, link) for model, found in by_pk.items() if found for link in link_fields(model)
    ]
    lists = [(model, many) for model in by_pk if by_pk[model] for many in list_fields(model)]
    questions = [_pairs(many, None if slugs is None else by_pk[model]) for model, many in lists]
    answers = _apart(questions) if are_few else [[*_alone(it)] for it in questions]
    pairs = [(*of, found) for of, found in zip(lists, answers, strict=True)]
    targets: dict[Any, set[int]] = {}
    for model, link in links:
        linked = {row.values[link.name] for row in by_pk[model].values()}
        targets.setdefault(link.related_model, set()).update(linked)
    for _, many, found in pairs:
        targets.setdefault(many.related_model, set()).update(pk for _, pk in found)
    refs = _refs(targets, by_pk, at_once=are_few)
    for model, link in links:
        for row in by_pk[model].values():
            target = row.values[link.name]
            row.values[link.name] = refs[link.related_model][target] if target else None
    for model, many, found in pairs:
        for row in by_pk[model].values():
            row.values[many.name] = []
        for source, target in found:
            by_pk[model][source].values[many.name].append(refs[many.related_model][target])
        for row in by_pk[model].values():
            row.values[many.name].sort()
    number_positions(rows.values(), as_read=False)
    return rows


def slugs_by_kind(entries: Iterable[Natural]) -> dict[str, list[str]]:
    slugs: dict[str, list[str]] = {}
    for kind, slug in entries:
        slugs.setdefault(kind, []).append(slug)
    return slugs


def _stored(model: Any, slugs: dict[str, list[str]] | None) -> Any:
    """The rows of a model that documents hold: all, or those of the entries of these slugs."""
    rows = model._default_manager.order_by("pk")
    if slugs is None:
        return rows
    kind, path = entry_path(model)
    if kind not in slugs:
        return NONE
    return rows.filter(model.documented_q(), **{f"{path}slug__in": slugs[kind]})


@cache
def entry_path(model: Any) -> tuple[str, str]:
    """The kind of the entry that the rows of a model belong to, and the lookup that leads there."""
    path = ""
    while issubclass(model, Part):
        path += f"{model.PARENT}__"
        model = model._meta.get_field(model.PARENT).related_model
    return model.KIND, path


def _stored_together(slugs: dict[str, list[str]]) -> dict[Any, list[Any]]:
    """The entries of these slugs and their parts of all kinds, by one query."""
    parts: dict[Any, list[Any]] = {model: [] for model in models_in_order()}
    models = {it._meta.label: it for it in parts}
    asked = {label: _stored(it, slugs) for label, it in models.items()}
    asked = {label: rows for label, rows in asked.items() if rows is not NONE}
    for label, row, _ in rows_together(asked):
        parts[models[label]].append(row)
    for found in parts.values():
        found.sort(key=lambda row: row.pk)
    return parts


Question = tuple[Any, tuple[Any, ...]]
"""A queryset, and the columns that are asked for."""


def _pairs(many: Any, rows: Iterable[int] | None) -> Question:
    """(source, target) of each link of a list, of all rows or of these."""
    through: Any = many.remote_field.through
    found = through.objects.order_by("pk")
    if rows is not None:
        found = found.filter(**{f"{many.m2m_field_name()}__in": list(rows)})
    return found, (many.m2m_column_name(), many.m2m_reverse_name())


def _alone(question: Question) -> Any:
    rows, columns = question
    return rows.values_list(*columns)


def _apart(questions: list[Question]) -> list[list[Any]]:
    """The answers to each of these questions, by one query."""
    answers: list[list[Any]] = [[] for _ in questions]
    asked = [
        rows.order_by().values_list(Value(place), *columns)
        for place, (rows, columns) in enumerate(questions)
    ]
    for place, *answer in together(asked):
        answers[place].append(answer)
    return answers


def _refs(
    targets: dict[Any, set[Any]], at_hand: dict[Any, dict[int, Row]], *, at_once: bool
) -> dict[Any, dict[int, str]]:
    """How links name the rows of these keys; those not at hand are asked for."""
    refs: dict[Any, dict[int, str]] = {}
    questions = {}
    for model, pks in targets.items():
        found = at_hand[model]
        refs[model] = {pk: found[pk].ref for pk in pks if pk in found}
        if missing := {pk for pk in pks if pk is not None} - refs[model].keys():
            questions[model] = _named(model, model._default_manager.filter(pk__in=missing))
    asked = [*questions.values()]
    answers = _apart(asked) if at_once else map(_alone, asked)
    for model, answer in zip(questions, answers, strict=True):
        refs[model] |= {pk: "#".join(filter(None, ref)) for pk, *ref in answer}
    return refs


def _named(model: Any, rows: Any) -> Question:
    """(primary key, slug, key) of these rows; an entry has no key."""
    _, path = entry_path(model)
    return rows, ("pk", f"{path}slug", "key" if path else Value(""))


def keys_of_all(asked: dict[Any, set[str]]) -> dict[Any, dict[str, int]]:
    """``keys_of`` for several models, by one query."""
    questions = [_named(model, _with_slugs(model, refs)) for model, refs in asked.items()]
    found: dict[Any, dict[str, int]] = {}
    for (model, refs), answer in zip(asked.items(), _apart(questions), strict=True):
        named = {"#".join(filter(None, ref)): pk for pk, *ref in answer}
        found[model] = {ref: named[ref] for ref in refs if ref in named}
    return found


def _with_slugs(model: Any, refs: Iterable[str]) -> Any:
    _, path = entry_path(model)
    slugs = {ref.partition("#")[0] for ref in refs}
    return model._default_manager.filter(**{f"{path}slug__in": slugs})


def keys_of(model: Any, refs: Iterable[str]) -> dict[str, int]:
    """The primary keys of the rows that links name so, in one query; unknown ones are left out."""
    return keys_of_all({model: {*refs}})[model]


def _natural_of(instance: Any, by_pk: dict[Any, dict[int, Row]]) -> Natural:
    if isinstance(instance, Named):
        return (instance.KIND, instance.slug)
    parent_field = instance._meta.get_field(instance.PARENT)
    parent = by_pk[parent_field.related_model][getattr(instance, parent_field.attname)]
    return (*parent.natural, parent_field.remote_field.get_accessor_name(), instance.key)


def _plain(f: models.Field[Any, Any], instance: Any) -> Any:
    return _as_text(getattr(instance, f.attname))


def _as_text(value: Any) -> Any:
    """A number or day as documents write it; anything else as it is."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value


def number_positions(rows: Iterable[Row], *, as_read: bool) -> None:
    """Number each list from 0: in the order of the files, or as the rows have it so far."""
    lists: dict[Natural, list[Row]] = {}
    for row in rows:
        if "position" in row.values:
            lists.setdefault(row.natural[:-1], []).append(row)
    for siblings in lists.values():
        if not as_read:
            siblings.sort(key=lambda row: (row.values["position"], row.natural[-1]))
        for place, row in enumerate(siblings):
            row.values["position"] = place


# As documents


def documents_of(rows: Iterable[Row]) -> dict[Natural, dict[str, Any]]:
    """The rows of whole entries as documents, by the entry.

    A document leaves out what it would be read as without: the status, and empty or default values.
    """
    documents: dict[Natural, dict[str, Any]] = {}
    places: dict[Natural, dict[str, Any]] = {}
    ordered = sorted(rows, key=lambda row: (len(row.natural), row.values.get("position", 0)))
    for row in ordered:
        kind, slug = row.entry
        is_entry = row.natural == row.entry
        head = {"entry": kind, "slug": slug} if is_entry else {"key": row.natural[-1]}
        place = places[row.natural] = head | _said(row)
        if is_entry:
            documents[row.entry] = place
        else:
            places[row.natural[:-2]].setdefault(row.natural[-2], []).append(place)
    return documents


def _said(row: Row) -> dict[str, Any]:
    values = row.values
    return {name: values[name] for name, empty in _sayable(row.model) if values[name] != empty}


@cache
def _sayable(model: Any) -> list[tuple[str, Any]]:
    """The fields that a document may have, each with the value that it leaves out."""
    return [
        (f.name, object() if f.name == "collection" else left_out(f))
        for f in (*scalar_fields(model), *list_fields(model))
        if f.name != "status"
    ]


def left_out(f: Any) -> Any:
    """What a document is read as where it leaves the field out."""
    if f.many_to_many:
        return []
    default = f.get_default()
    return str(default) if isinstance(default, models.Choices) else _as_text(default)


# From documents


def document_rows(document: Any, file: str, collection: str) -> Iterator[Row | Addition | Problem]:
    """What one document says, and every problem that can be seen without the others."""
    if not isinstance(document, dict):
        yield Problem(file, "", "each item must be an object with an “entry” and a “slug”.")
        return
    kind, slug = document.get("entry"), document.get("slug")
    if not isinstance(kind, str) or kind not in named_models():
        kinds = ", ".join(named_models())
        yield Problem(file, str(slug or ""), f"“entry” is {kind!r}, not one of {kinds}.")
        return
    model = named_models()[kind]
    if not isinstance(slug, str):
        yield Problem(file, kind, "the “slug” is missing.")
        return
    yield from _object_rows(model, document, (kind, slug), file, collection, {"entry", "slug"})


def _object_rows(
    model: Any, given: dict[str, Any], natural: Natural, file: str, collection: str, taken: set[str]
) -> Iterator[Row | Addition | Problem]:
    row = Row(model, natural, {}, file, collection)
    extends = given.get("extends") is True
    if extends:
        taken = taken | {"extends"}
    lists = part_lists(model)
    known = {f.name for f in (*scalar_fields(model), *list_fields(model))} | set(lists) | taken
    for name in sorted(given.keys() - known):
        yield Problem(file, row.name, f"there is no field “{name}” here.")
    if extends:
        yield from _additions(model, given, natural, file, collection)
        yield from _part_rows(model, given, natural, file, collection)
        return
    try:
        _cleaned(model._meta.get_field("slug" if len(natural) == 2 else "key"), natural[-1])
    except ValidationError as error:
        yield Problem(file, row.name, " ".join(error.messages))
    broken = False
    left_out = _values_left_out(model)
    for f in scalar_fields(model):
        if f.name not in given and f.name in left_out:
            row.values[f.name] = left_out[f.name]
            continue
        try:
            row.values[f.name] = _read(f, model, given, collection)
        except ValidationError as error:
            broken = True
            yield Problem(file, row.name, f"{f.name}: {' '.join(error.messages)}")
    for many in list_fields(model):
        try:
            row.values[many.name] = _read_links(given.get(many.name, []))
        except ValidationError as error:
            yield Problem(file, row.name, f"{many.name}: {' '.join(error.messages)}")
            row.values[many.name] = []
    if issubclass(model, Part):
        row.values["position"] = 0
    elif not broken:
        model.complete(row.values)
    yield row
    yield from _part_rows(model, given, natural, file, collection)


def _additions(
    model: Any, given: dict[str, Any], natural: Natural, file: str, collection: str
) -> Iterator[Addition | Problem]:
    addition = Addition(model, natural, {}, file, collection)
    lists = {many.name for many in list_fields(model)}
    for f in (*scalar_fields(model), *list_fields(model)):
        if f.name not in given:
            continue
        try:
            if f.name in lists:
                addition.values[f.name] = _read_links(given[f.name])
            else:
                addition.values[f.name] = _read(f, model, given, collection)
        except ValidationError as error:
            yield Problem(file, addition.name, f"{f.name}: {' '.join(error.messages)}")
    if addition.values or len(natural) > 2:
        yield addition


def _part_rows(
    model: Any, given: dict[str, Any], natural: Natural, file: str, collection: str
) -> Iterator[Row | Addition | Problem]:
    name_above = f"{natural[0]}:{natural[1]}" + "".join(f"#{key}" for key in natural[3::2])
    for name, part in part_lists(model).items():
        items = given.get(name, [])
        if not isinstance(items, list):
            yield Problem(file, name_above, f"{name}: give a list.")
            continue
        for place, item in enumerate(items):
            if not isinstance(item, dict) or not isinstance(item.get("key"), str):
                yield Problem(file, name_above, f"{name}[{place}]: the “key” is missing.")
                continue
            below = (*natural, name, item["key"])
            yield from _object_rows(part, item, below, file, collection, {"key"})


def _read(f: Any, model: Any, given: dict[str, Any], collection: str) -> Any:
    """A field's value from a document, checked by the field itself."""
    if f.name in given:
        value = given[f.name]
    elif f.name == "status" and issubclass(model, Entry):
        value = Entry.Status.PUBLISHED
    elif f.name == "collection":
        value = collection
    else:
        value = f.get_default()
    if isinstance(f, models.ForeignKey):
        if value is None and f.null:
            return None
        if not isinstance(value, str):
            raise ValidationError("give a slug, or slug#key.")
        return value
    if isinstance(value, str):
        return _cleaned(f, value) if len(value) <= 100 else _checked(f, value)
    if isinstance(f, models.CharField | models.TextField):
        raise ValidationError("give a text.")
    return _checked(f, value)


@lru_cache(maxsize=20_000)
def _cleaned(f: Any, value: str) -> Any:
    """Codes, dates and short names stand in many rows; each is checked once."""
    return _checked(f, value)


def _checked(f: Any, value: Any) -> Any:
    if odd := next(filter(None, map(UNPRINTABLE.search, _texts(value))), None):
        raise ValidationError(f"there is a control character (U+{ord(odd[0]):04X}) in this text.")
    cleaned = f.clean(value, None)
    return str(cleaned) if isinstance(cleaned, models.Choices) else _as_text(cleaned)


@cache
def _values_left_out(model: Any) -> dict[str, Any]:
    """What the fields that a document may leave out are read as then, once a model."""
    found = {}
    for f in scalar_fields(model):
        if f.name != "collection":
            try:
                value = _read(f, model, {}, "")
            except ValidationError:
                continue
            if not isinstance(value, list | dict):
                found[f.name] = value
    return found


def _read_links(links: Any) -> list[str]:
    """A list of links, in order."""
    if not isinstance(links, list) or not all(isinstance(link, str) for link in links):
        raise ValidationError("give a list of slugs or slug#key.")
    if len(set(links)) < len(links):
        raise ValidationError("the same link stands twice.")
    return sorted(links)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def digests(rows: Iterable[Row]) -> dict[Natural, str]:
    """One SHA-256 an entry, over the entry and all its parts."""
    grouped: dict[Natural, list[tuple[Natural, dict[str, Any]]]] = {}
    for row in rows:
        grouped.setdefault(row.entry, []).append((row.natural, row.values))
    return {
        entry: hashlib.sha256(
            json.dumps(sorted(content, key=lambda item: item[0]), sort_keys=True).encode()
        ).hexdigest()
        for entry, content in grouped.items()
    }
