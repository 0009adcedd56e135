"""Keyset pages: a cursor names the row after which to go on, so that depth costs nothing."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
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


def beyond(queryset: Any, column: str, down: bool, row: tuple[Any, int] | None) -> Any:
    """The rows in the order of a column that come after one of its values and an id."""
    sign, further = ("-", "lt") if down else ("", "gt")
    rows = queryset.order_by(f"{sign}{column}", f"{sign}id")
    if row is None:
        return rows
    value, pk = row
    return rows.filter(
        Q(**{f"{column}__{further}": value}) | Q(**{column: value, f"id__{further}": pk})
    )


class KeysetPagination(BasePagination):
    """``results``, ``next``, ``previous`` and ``count`` (exact on the first page, null later).

    The view's ``ordering_fields`` maps what ``ordering`` may say to a column that is never null;
    the first is the default, a leading ``-`` turns it round. Ties are broken by id.
    """

    parameters = ("cursor", "page_size", "ordering")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        self.ordering_fields: dict[str, str] = view.ordering_fields
        column, descending = self._order(request)
        size = self._page_size(request)
        cursor = self._read_cursor(request, queryset.model, column)
        self.count = queryset.count() if cursor is None else None
        filterset: Any = getattr(view, "filterset", None)
        self.is_dated = hasattr(filterset, "undated")
        self.undated = filterset.undated if self.is_dated and cursor is None else None

        backwards = cursor is not None and cursor[0] == "before"
        rows_after = beyond(queryset, column, descending != backwards, cursor and cursor[1:])
        rows = list(rows_after[: size + 1])
        more = len(rows) > size
        rows = rows[:size]
        if backwards:
            rows.reverse()
        has_next = backwards or more
        has_previous = more if backwards else cursor is not None
        self.next = self._link("after", rows[-1], column) if rows and has_next else None
        self.previous = self._link("before", rows[0], column) if rows and has_previous else None
        return rows

    def chunks(self, queryset: Any, request: Request, view: Any) -> Iterator[list[Any]]:
        """All rows in the order asked for, so many at a time that the memory does not grow."""
        self.ordering_fields = view.ordering_fields
        return _chunks(queryset, *self._order(request))

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
        page |= {"next": self.next, "previous": self.previous, "results": data}
        return Response(page, headers=self.links)

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
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

    def _order(self, request: Request) -> tuple[str, bool]:
        """The column asked for, and whether it is turned round."""
        given = request.query_params.get("ordering") or next(iter(self.ordering_fields))
        name = given.removeprefix("-")
        if name not in self.ordering_fields:
            offered = ", ".join(self.ordering_fields)
            raise ValidationError({"ordering": [f"Offered are {offered}, each also with “-”."]})
        self.order = given
        return self.ordering_fields[name], given.startswith("-")

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
        self, request: Request, model: Any, column: str
    ) -> tuple[str, Any, int] | None:
        given = request.query_params.get("cursor")
        if given is None:
            return None
        wrong = ValidationError({"cursor": ["This is not a cursor of this list and ordering."]})
        try:
            content = json.loads(base64.urlsafe_b64decode(given.encode("ascii")))
            direction, order, value, pk = content
            if direction not in ("after", "before") or order != self.order:
                raise wrong
            if type(pk) is not int or not 0 < pk < 2**63 or b"\0" in str(value).encode():
                raise wrong
            if value is None:
                raise wrong  # an id takes it for one that is yet to come
            return direction, model._meta.get_field(column).clean(value, None), pk
        except (ValueError, TypeError, binascii.Error, FieldError, RecursionError):
            raise wrong from None

    def _link(self, direction: str, row: Any, column: str) -> str:
        value = str(getattr(row, column))
        content = json.dumps([direction, self.order, value, row.pk]).encode()
        cursor = base64.urlsafe_b64encode(content).decode()
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor)


def _chunks(queryset: Any, column: str, descending: bool) -> Iterator[list[Any]]:
    last: tuple[Any, int] | None = None
    while rows := list(beyond(queryset, column, descending, last)[:CHUNK]):
        yield rows
        last = getattr(rows[-1], column), rows[-1].pk


def _parameter(name: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema or {"type": "string"},
    }
