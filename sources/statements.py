"""What the statements of the base say that a source must bear out, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db import models

from curation.models import Named, Part
from sources.fields import EDTFField
from sources.models import Cited, Work


def rows_of(model: type[Any]) -> Any:
    """The rows of a model of statements or passages, with what a check of them reads."""
    links = {
        field.name: field.related_model
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    }
    passages = ["citations__work"] if issubclass(model, Cited) else []
    authors = [f"{name}__contributions__contributor" for name, to in links.items() if to is Work]
    parts = model.link_names() if issubclass(model, Part) else links
    rows = model._default_manager.select_related(*parts) if parts else model._default_manager.all()
    return rows.prefetch_related(*passages, *authors, *(many.name for many in lists_of(model)))


def lists_of(model: type[Any]) -> list[Any]:
    """The lists of entries that a model links."""
    return [
        many for many in model._meta.many_to_many if many.name not in ("citations", "disagreements")
    ]


def statements_of(row: Any) -> Iterator[tuple[str, str]]:
    """The running text of a row that its sources must bear out: (field, text)."""
    own_names = {"name", "title"} if isinstance(row, Named) and row.names() else set()
    for f in row._meta.concrete_fields:
        if (
            isinstance(f, models.CharField | models.TextField)
            and not isinstance(f, EDTFField)
            and not f.choices
            and f.name not in ("slug", "key", "basis_note", *own_names)
            and f.name not in (*row.UNTRACED, *row.AS_PRINTED)
            and (text := getattr(row, f.name))
        ):
            yield f.name, text


def printed_in(row: Any) -> Iterator[tuple[str, str]]:
    """What a row takes over from its source as it is printed there: (field, text)."""
    for name in sorted(row.AS_PRINTED):
        if text := getattr(row, name):
            yield name, text


def own_name_of(row: Any) -> str:
    """The name of an entry that its source prints; empty if it is ours, or a title."""
    is_printed = isinstance(row, Named) and bool(row.names())
    return getattr(row, "name", "") if is_printed and "name" not in row.UNTRACED else ""


def dates_of(row: Any) -> Iterator[tuple[str, str]]:
    """The dates of a row as EDTF: (field, date)."""
    for f in row._meta.concrete_fields:
        if isinstance(f, EDTFField) and (value := getattr(row, f.attname)):
            yield f.name, value


def places_of(row: Any) -> Iterator[tuple[str, str]]:
    """The numbers under which a source lists a row: (field, number)."""
    for f in row._meta.concrete_fields:
        if (
            isinstance(f, models.DecimalField | models.PositiveSmallIntegerField)
            and f.name not in row.UNTRACED
            and (value := getattr(row, f.attname))
        ):
            yield f.name, plain(value)


def linked_by(row: Any) -> Iterator[Named]:
    """The entries and contributors that a row links, its own entry only if it must name it.

    A list's link to an entry of another collection was added by that one, which vouches for it.
    """
    for f in row._meta.concrete_fields:
        if isinstance(f, models.ForeignKey) and (
            f.name != getattr(row, "PARENT", None) or row.NAMES_ITS_ENTRY
        ):
            linked = getattr(row, f.name)
            if isinstance(linked, Named):
                yield linked
    for many in lists_of(type(row)):
        for linked in getattr(row, many.name).all():
            if getattr(linked, "collection", row.collection) == row.collection:
                yield linked


def plain(number: Any) -> str:
    """A number as people write it: 2, 1.5."""
    return f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
