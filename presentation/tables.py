"""Rows of the API as a table: which columns they have, and what stands in a cell."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from rest_framework import serializers

from presentation.provenance import Provenance

BOM = "\ufeff"
"""With it, spreadsheets take a file for UTF-8 when somebody opens it with a double click."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet."""
NAMES = ("name", "title", "question", "label", "statement", "key")
"""What a nested row is called by: the first of these that it has."""
LEFT_OUT = frozenset({"url", "in_framework"})
"""Fields for programs; a track says in its own cell what the framework asked for calls it."""


class Column(NamedTuple):
    heading: str
    field: str
    inner: str
    """Of a nested row: the field that stands in the cell; empty for what it is called by."""

    def cell(self, row: dict[str, Any]) -> str:
        return _cell(row.get(self.field), self.inner)


def columns(serializer: serializers.Serializer) -> list[Column]:
    """The columns of what a serializer writes, in its order.

    A nested entry has two: what it is called by, and its slug. Of several, the cell has all.
    """
    found = []
    for name, field in serializer.fields.items():
        if name in LEFT_OUT:
            continue
        label = "Page" if name == "html_url" else str(field.label)
        found.append(Column(label, name, ""))
        nested = getattr(getattr(field, "child", field), "fields", {})
        if "slug" in nested:
            found.append(Column(f"{label} (slug)", name, "slug"))
    return found


def _cell(value: Any, inner: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(text for it in value if (text := _cell(it, inner))))
    if not isinstance(value, dict):
        return str(value)
    if inner:
        return str(value.get(inner) or "")
    if "locator" in value and "work" in value:  # a passage
        return ", ".join(filter(None, (_cell(value["work"], ""), value["locator"])))
    if "contributor" in value:
        return _cell(value["contributor"], "")
    if value.get("in_framework"):
        called = [it["label"] for it in value["in_framework"]["tracks"]]
        return f"{value['name']} ({' or '.join(called)})" if called else value["name"]
    name = next((value[name] for name in NAMES if value.get(name)), None)
    return json.dumps(value, ensure_ascii=False) if name is None else str(name)


def safe(cell: str) -> str:
    """The cell as text for a spreadsheet too, whatever it begins with."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def lines(headings: Sequence[str], rows: Iterable[Iterable[str]], of: Provenance) -> Iterator[str]:
    """A CSV file (RFC 4180), line by line; each row says of which edition it is, and what of."""
    buffer = io.StringIO()
    to = csv.writer(buffer)
    to.writerow([*headings, "Edition of the base", "Query"])
    yield BOM + buffer.getvalue()
    for row in rows:
        buffer.seek(0)
        buffer.truncate()
        to.writerow([*map(safe, row), of.edition, of.asked])
        yield buffer.getvalue()


def table(headings: Sequence[str], rows: Iterable[Iterable[str]], of: Provenance) -> str:
    """A whole CSV file."""
    return "".join(lines(headings, rows, of))
