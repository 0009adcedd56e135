"""Keyset pages: a cursor names the row after which to go on, so that depth costs nothing."""

from __future__ import annotations

import base64
import binascii
import json
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


class KeysetPagination(BasePagination):
    """``results``, ``next``, ``previous`` and ``count`` (exact on the first page, null later).

    The view's ``ordering_fields`` maps what ``ordering`` may say to a column that is never null;
    the first is the default, a leading ``-`` turns it round. Ties are broken by id.
    """

    parameters = ("cursor", "page_size", "ordering")

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.url = request.build_absolute_uri()
        self.ordering_fields: dict[str, str] = view.ordering_fields
        name, descending = self._ordering(request)
        column = self.ordering_fields[name]
        self.order = f"-{name}" if descending else name
        size = self._page_size(request)
        cursor = self._read_cursor(request, queryset.model, column)
        self.count = queryset.count() if cursor is None else None

        backwards = cursor is not None and cursor[0] == "before"
        down = descending != backwards
        sign = "-" if down else ""
        rows_after = queryset.order_by(f"{sign}{column}", f"{sign}id")
        if cursor:
            _, value, pk = cursor
            beyond = "lt" if down else "gt"
            rows_after = rows_after.filter(
                Q(**{f"{column}__{beyond}": value}) | Q(**{column: value, f"id__{beyond}": pk})
            )
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

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {"count": self.count, "next": self.next, "previous": self.previous, "results": data}
        )

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
                "next": {**link, "description": "Address of the next page."},
                "previous": {**link, "description": "Address of the page before."},
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

    def _ordering(self, request: Request) -> tuple[str, bool]:
        given = request.query_params.get("ordering") or next(iter(self.ordering_fields))
        name = given.removeprefix("-")
        if name not in self.ordering_fields:
            offered = ", ".join(self.ordering_fields)
            raise ValidationError({"ordering": [f"Offered are {offered}, each also with “-”."]})
        return name, given.startswith("-")

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
            return direction, model._meta.get_field(column).clean(value, None), pk
        except (ValueError, TypeError, binascii.Error, FieldError, RecursionError):
            raise wrong from None

    def _link(self, direction: str, row: Any, column: str) -> str:
        value = str(getattr(row, column))
        content = json.dumps([direction, self.order, value, row.pk]).encode()
        cursor = base64.urlsafe_b64encode(content).decode()
        return replace_query_param(remove_query_param(self.url, "cursor"), "cursor", cursor)


def _parameter(name: str, description: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema or {"type": "string"},
    }
