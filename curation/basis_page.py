"""The statements of one entry that say not what they rest on, each with the way to its row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.template.response import TemplateResponse

from curation import revisions
from curation.addresses import address_of
from curation.desk import queue_of
from curation.models import Entry, Part
from curation.together import give_links, rows_together
from curation.withheld import Veil, links_withheld, may_see


class Statement(NamedTuple):
    sentence: str
    address: str


def page(desk: Any, request: Any, entry: Any, context: dict[str, Any]) -> Any:
    """``context`` is what all pages about one entry show."""
    beside = revisions.has_draft_beside(entry, context["last"])
    context |= {
        "title": "Statements without basis",
        "queue": queue_of("without-basis"),
        "statements": list(_statements(desk, request.user, entry, beside)),
        "beside": beside,
    }
    return TemplateResponse(request, "admin/curation/without_basis.html", context)


def _statements(desk: Any, user: Any, entry: Any, beside: bool) -> Iterator[Statement]:
    asked: dict[str, Any] = {}
    for model, lookup, rows in type(entry).rows_without_basis():
        rows = rows.filter(**{f"{lookup}pk": entry.pk})
        if issubclass(model, Part):
            siblings = model._default_manager.all()
            if not may_see(user):
                for condition in links_withheld(model):
                    rows, siblings = rows.exclude(condition), siblings.exclude(condition)
            rows = rows.annotate(said=_place(model, siblings))
        asked[model._meta.label] = rows
    found: dict[str, list[Any]] = {label: [] for label in asked}
    for label, row, place in rows_together(asked):
        row.place = place
        found[label].append(row)
    give_links(chain.from_iterable(found.values()))
    veil = Veil(user)
    for rows in found.values():
        for row in sorted(rows, key=lambda row: row.place):
            yield Statement(veil.text(entry.what_it_lacks(row)), _address(desk, row, beside))


def _place(model: Any, siblings: Any) -> Any:
    """How many rows stand before a row in the form."""
    at = OuterRef("position")
    before = siblings.filter(**{model.PARENT: OuterRef(model.PARENT)})
    before = before.filter(Q(position__lt=at) | Q(position=at, key__lt=OuterRef("key")))
    number = before.order_by().values(model.PARENT).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(number), 0)


def _address(desk: Any, row: Any, beside: bool) -> str:
    """The row in the form of its entry, or its own form where it has one.

    Where a draft stands beside it, rows may have other places: then it is the list of such rows.
    """
    if isinstance(row, Entry) or desk.is_registered(type(row)):
        return f"{address_of(row)}#id_basis"
    link = row._meta.get_field(row.PARENT)
    prefix = link.remote_field.get_accessor_name()
    return f"{address_of(row.parent)}#{prefix}-{'group' if beside else row.place}"
