"""Rows of several kinds, read by one query: an entry has its parts in many tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Func, Q, Value
from django.db.models.functions import JSONObject

from curation.models import Part


class _Object(JSONObject):
    """Without Django's question whether the database knows JSON, as every one that it takes does.

    It asks SQLite in a transaction of its own, and takes for a no that somebody writes just then.
    """

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> Any:
        return Func.as_sql(self, compiler, connection, *args, **extra)


def rows_together(asked: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """The rows of each queryset, each with the name of its queryset.

    A queryset may be annotated with ``said``, whose value then follows the row; else 0 does.
    """
    questions = []
    for name, rows in asked.items():
        said = "said" if "said" in rows.query.annotations else Value(0)
        values = columns_of(_columns(rows.model))
        questions.append(rows.order_by().values_list(Value(name), values, said))
    for name, values, said in together(questions):
        model = asked[name].model
        columns = _columns(model)
        read = [read_value(f, values[f.attname]) for f in columns]
        yield name, model.from_db(asked[name].db, [f.attname for f in columns], read), said


def rows_of(asked: Mapping[Any, Iterable[int | str]]) -> dict[tuple[Any, Any], Any]:
    """Rows of several models by how they are asked for: primary key, slug, or ``slug#key``.

    Parts come with what they belong to. One query for the rows, one for each level above.
    """
    models = {model._meta.label: model for model in asked}
    found = [row for _, row, _ in rows_together({
        label: _asked_for(model, [*asked[model]]) for label, model in models.items() if asked[model]
    })]  # fmt: skip
    parts = [row for row in found if isinstance(row, Part)]
    while parts:
        above: dict[Any, set[int]] = {}
        for part in parts:
            field: Any = part._meta.get_field(part.PARENT)
            above.setdefault(field.related_model, set()).add(getattr(part, field.attname))
        rows = {it._meta.label: it._default_manager.filter(pk__in=pks) for it, pks in above.items()}
        parents = {(type(row), row.pk): row for _, row, _ in rows_together(rows)}
        for part in parts:
            field = part._meta.get_field(part.PARENT)
            setattr(part, part.PARENT, parents[field.related_model, getattr(part, field.attname)])
        parts = [row for row in parents.values() if isinstance(row, Part)]
    known = {(type(row), key): row for row in found for key in (row.pk, _ref(row))}
    return {(it, key): known[it, key] for it in asked for key in asked[it] if (it, key) in known}


def give_links(rows: Iterable[Any]) -> None:
    """Give rows that were read together what their foreign keys lead to."""
    rows = [*rows]
    wanted: dict[Any, set[int | str]] = {}
    for row in rows:
        for f in _columns(type(row)):
            if f.is_relation and (pk := getattr(row, f.attname)) is not None:
                wanted.setdefault(f.related_model, set()).add(pk)
    found = rows_of(wanted)
    for row in rows:
        for f in _columns(type(row)):
            if f.is_relation:
                setattr(row, f.name, found.get((f.related_model, getattr(row, f.attname))))


def _asked_for(model: Any, keys: list[int | str]) -> Any:
    refs = [key.partition("#") for key in keys if isinstance(key, str)]
    slugs = {slug for slug, _, _ in refs}
    path, above = "", model
    while issubclass(above, Part):
        path += f"{above.PARENT}__"
        above = above._meta.get_field(above.PARENT).related_model
    wanted = Q(**{f"{path}slug__in": slugs}) if slugs else Q(pk__in=[])
    if slugs and path:  # a work may have hundreds of passages
        wanted &= Q(key__in={key for _, _, key in refs})
    if pks := [key for key in keys if isinstance(key, int)]:
        wanted = wanted | Q(pk__in=pks) if slugs else Q(pk__in=pks)
    return model._default_manager.filter(wanted)


def _ref(row: Any) -> str:
    return str(row.ref if isinstance(row, Part) else getattr(row, "slug", row.pk))


def together(questions: list[Any]) -> Iterator[Any]:
    """The answers to several questions for the same columns, without an order."""
    if questions:
        first, *others = questions
        yield from first.union(*others, all=True) if others else first


def columns_of(fields: Iterable[Any]) -> JSONObject:
    """The values of fields by the names of their columns, as one JSON."""
    return _Object(**{f.attname: f.attname for f in fields})


def _columns(model: Any) -> list[Any]:
    return [f for f in model._meta.concrete_fields if not f.generated]


def read_value(f: Any, value: Any) -> Any:
    """A value out of JSON; SQLite writes a JSON column within it as text."""
    if f.get_internal_type() == "JSONField":
        return f.from_db_value(value, None, None) if isinstance(value, str) else value
    return f.to_python(value)
