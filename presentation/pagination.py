"""Keyset pages: a cursor names the row after which to go on, so that depth costs nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError as FieldError
from django.db.models import Q
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

PAGE_SIZE = 50
MAX_PAGE_SIZE = 200
CHUNK = 500
"""Rows that are read at once where all are wanted."""


Columns = tuple[str, ...]
"""What rows are ordered by, with “-” before a column that falls; the last names one row alone."""


def beyond(queryset: Any, columns: Columns, row: tuple[Any, ...] | None) -> Any:
    """The rows in the order of ``columns`` that come after one with these values."""
    rows = queryset.order_by(*columns)
    if row is None:
        return rows
    after = Q()
    same: dict[str, Any] = {}
    for column, value in zip(columns, row, strict=True):
        name, further = column.removeprefix("-"), "lt" if column.startswith("-") else "gt"
        after |= Q(**same, **{f"{name}__{further}": value})
        same[name] = value
    return rows.filter(after)


def turned(columns: Columns) -> Columns:
    """The same order, the other way round."""
    return tuple(it[1:] if it.startswith("-") else f"-{it}" for it in columns)


def place(row: Any, columns: Columns) -> tuple[Any, ...]:
    """Where a row stands in the order of ``columns``."""
    return tuple(getattr(row, column.removeprefix("-")) for column in columns)


class KeysetPagination(BasePagination):
    """``results``, ``next``, ``previous`` and ``count`` (exact on the first page, null later).

    The view's ``ordering_fields`` maps what ``ordering`` may say to a column that is never null,
    of which ties are broken by id, or to several of which the last is a number from 1 and no two
    rows have the same. The first is the default, a leading ``-`` turns it round.
    """

    parameters = ("cursor", "page_size", "ordering")

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        self.edition: int = request.edition.number
        self.ordering_fields: Mapping[str, str | Columns] = view.ordering_fields
        self.count: int | None = None
        columns = self._order(request)
        size = self._page_size(request)
        cursor = self._read_cursor(request, queryset, columns)
        filterset: Any = getattr(view, "filterset", None)
        self.is_dated = hasattr(filterset, "undated")
        self.undated = filterset.undated if self.is_dated and cursor is None else None

        backwards = cursor is not None and cursor[0] == "before"
        order = turned(columns) if backwards else columns
        rows = list(beyond(queryset, order, cursor and cursor[1])[: size + 1])
        if cursor is None:  # rows may know how many they are in all
            known = getattr(rows[0], "in_all", None) if rows else 0
            self.count = queryset.count() if known is None else known
        more = len(rows) > size
        rows = rows[:size]
        if backwards:
            rows.reverse()
        has_next = backwards or more
        has_previous = more if backwards else cursor is not None
        self.next = self._link("after", rows[-1], columns) if rows and has_next else None
        self.previous = self._link("before", rows[0], columns) if rows and has_previous else None
        return rows

    def chunks(self, queryset: Any, request: Request, view: Any) -> Iterator[list[Any]]:
        """All rows in the order asked for, so many at a time that the memory does not grow."""
        self.ordering_fields = view.ordering_fields
        return _chunks(queryset, self._order(request))

    @property
    def links(self) -> dict[str, str]:
        """The header ``Link``, where there are other pages."""
        links = {"next": self.next, "prev": self.previous}
        given = [f'<{address}>; rel="{rel}"' for rel, address in links.items() if address]
        return {"Link": ", ".join(given)} if given else {}

    def get_paginated_response(self, data: Any) -> Response:
        page: dict[str, Any] = {"count": self.count}
        if self.is_dated:
            page["undated"] = self.undated
        page |= {"next": self.next, "previous": self.previous}
        page |= {"edition": self.edition, "results": data}
        return Response(page, headers=self.links)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "edition", "results"],
            "properties": {
                "count": {
                    "type": ["integer", "null"],
                    "description": "How many rows there are in all; null after the first page.",
                },
                "undated": {
                    "type": ["integer", "null"],
                    "description": "Where years are asked for: how many rows are left out since "
                    "they have no date; null after the first page. Only on lists of dated rows.",
                },
                "next": {**link, "description": "Address of the next page; null on the last."},
                "previous": {**link, "description": "Address of the page before; null if none."},
                "edition": {
                    "type": "integer",
                    "description": "The edition of the base that this is of.",
                },
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        orderings = [sign + name for name in view.ordering_fields for sign in ("", "-")]
        return [
            _parameter("cursor", "Where to go on: taken from “next” or “previous”, as it is."),
            _parameter(
                "page_size",
                f"Rows on a page, {PAGE_SIZE} unless given, at most {MAX_PAGE_SIZE}.",
                {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": PAGE_SIZE},
            ),
            _parameter("ordering", "Order of the rows.", {"type": "string", "enum": orderings}),
        ]

    def _order(self, request: Request) -> Columns:
        given = request.query_params.get("ordering") or next(iter(self.ordering_fields))
        name = given.removeprefix("-")
        if name not in self.ordering_fields:
            offered = ", ".join(self.ordering_fields)
            raise ValidationError({"ordering": [f"Offered are {offered}, each also with “-”."]})
        self.order = given
        asked = self.ordering_fields[name]
        columns = (asked, "id") if isinstance(asked, str) else asked
        return turned(columns) if given.startswith("-") else columns

    def _page_size(self, request: Request) -> int:
        given = request.query_params.get("page_size")
        if given is None:
            return PAGE_SIZE
        if not (given.isascii() and given.isdecimal() and len(given) < 5):
            raise ValidationError({"page_size": [f"Give a number from 1 to {MAX_PAGE_SIZE}."]})
        if not 1 <= int(given) <= MAX_PAGE_SIZE:
            raise ValidationError({"page_size": [f"Give a number from 1 to {MAX_PAGE_SIZE}."]})
        return int(given)

    def _read_cursor(
        self, request: Request, queryset: Any, columns: Columns
    ) -> tuple[str, tuple[Any, ...]] | None:
        """(“after” or “before”, the place of the row that it names)."""
        given = request.query_params.get("cursor")
        if given is None:
            return None
        wrong = ValidationError({"cursor": ["This is not a cursor of this list and ordering."]})
        try:
            content = json.loads(base64.urlsafe_b64decode(given.encode("ascii")))
            direction, order, *values, pk = content
            if direction not in ("after", "before") or order != self.order:
                raise wrong
            if type(pk) is not int or not 0 < pk < 2**63:
                raise wrong
            if None in values or b"\0" in "".join(map(str, values)).encode():
                raise wrong  # an id would take None for one that is yet to come
            fields = [_field(queryset, column.removeprefix("-")) for column in columns[:-1]]
            pairs = zip(fields, values, strict=True)
            return direction, (*(field.clean(value, None) for field, value in pairs), pk)
        except (ValueError, TypeError, binascii.Error, FieldError, RecursionError):
            raise wrong from None

    def _link(self, direction: str, row: Any, columns: Columns) -> str:
        *values, pk = place(row, columns)
        content = json.dumps([direction, self.order, *map(str, values), pk]).encode()
        cursor = base64.urlsafe_b64encode(content).decode()
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor)


def _field(queryset: Any, name: str) -> Any:
    """What reads the values of a column; of a link those of the key that it holds."""
    annotation = queryset.query.annotations.get(name)
    field = annotation.output_field if annotation else queryset.model._meta.get_field(name)
    return getattr(field, "target_field", field)


def _chunks(queryset: Any, columns: Columns) -> Iterator[list[Any]]:
    last: tuple[Any, ...] | None = None
    while rows := list(beyond(queryset, columns, last)[:CHUNK]):
        yield rows
        last = place(rows[-1], columns)


def _parameter(name: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema or {"type": "string"},
    }
