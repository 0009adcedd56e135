"""The statements of one entry that say not what they rest on, each with the way to its row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.template.response import TemplateResponse

from curation import revisions
from curation.addresses import address_of
from curation.desk import queue_of
from curation.form_rows import ROW
from curation.models import Entry, Part
from curation.together import give_links, rows_together
from curation.withheld import Veil, links_withheld, may_see


class Statement(NamedTuple):
    sentence: str
    address: str


def page(desk: Any, request: Any, entry: Any, context: dict[str, Any]) -> Any:
    """``context`` is what all pages about one entry show."""
    context |= {
        "title": "Statements without basis",
        "queue": queue_of("without-basis"),
        "statements": list(_statements(desk, request.user, entry)),
        "beside": revisions.has_draft_beside(entry, context["last"]),
    }
    return TemplateResponse(request, "admin/curation/without_basis.html", context)


def _statements(desk: Any, user: Any, entry: Any) -> Iterator[Statement]:
    asked: dict[str, Any] = {}
    for model, rows in entry.rows_without_basis():
        if issubclass(model, Part) and not may_see(user):
            for condition in links_withheld(model):
                rows = rows.exclude(condition)
        asked[model._meta.label] = rows
    found: dict[str, list[Any]] = {label: [] for label in asked}
    for label, row, _ in rows_together(asked):
        found[label].append(row)
    give_links(chain.from_iterable(found.values()))
    veil = Veil(user)
    for rows in found.values():
        for row in sorted(rows, key=_place):
            yield Statement(veil.text(entry.what_it_lacks(row)), _address(desk, row))


def _place(row: Any) -> tuple[int, str]:
    return (row.position, row.key) if isinstance(row, Part) else (0, "")


def _address(desk: Any, row: Any) -> str:
    """The row in the form of its entry, or its own form where it has one."""
    if isinstance(row, Entry) or desk.is_registered(type(row)):
        return f"{address_of(row)}#id_basis"
    link = row._meta.get_field(row.PARENT)
    name = link.remote_field.get_accessor_name()
    return f"{address_of(row.parent)}?{urlencode({ROW: f'{name}/{row.key}'})}"
