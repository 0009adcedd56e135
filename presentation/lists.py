"""The list that every kind of row has in the API: JSON by pages, a table of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from presentation.formats import FormatView
from presentation.pagination import Columns, KeysetPagination
from presentation.parameters import refuse_unknown
from presentation.provenance import Provenance
from presentation.renderers import CSVRenderer
from presentation.snapshots import one_state
from presentation.tables import columns, lines

OF_A_PAGE = frozenset({"cursor", "page_size"})


class Filters(DjangoFilterBackend):
    """Leaves the filters with the view, which can say more about them than which rows are left."""

    def get_filterset(self, request: Request, queryset: QuerySet[Any], view: Any) -> Any:
        view.filterset = super().get_filterset(request, queryset, view)
        return view.filterset


class ListView(FormatView, GenericAPIView):
    """A list of public rows.

    A subclass names ``serializer_class``, ``filterset_class`` and ``ordering_fields`` (what
    ``ordering`` may say → column, or columns). Other formats than JSON give all rows, unless
    ``page_size`` or ``cursor`` asks for a page.
    """

    renderer_classes: Any = (JSONRenderer, CSVRenderer)
    filter_backends = (Filters,)
    queryset: Any
    ordering_fields: ClassVar[Mapping[str, str | Columns]]
    paginator: Any

    @property
    def known_parameters(self) -> set[str]:
        filterset_class: Any = getattr(self, "filterset_class", None)
        names = {*filterset_class.base_filters} if filterset_class else set()
        names |= {*KeysetPagination.parameters} if self.paginator else set()
        return names | self.of_fields

    @property
    def of_fields(self) -> set[str]:
        """Graphs and references have fields of their own."""
        return {"fields"} if self.is_table or not self.is_other_format else set()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        refuse_unknown(self.request, self.known_parameters)
        return super().filter_queryset(queryset)

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """The serializer, with no more than the fields that are asked for."""
        serializer = super().get_serializer(*args, **kwargs)
        asked = self.request.query_params.get("fields") if self.request else ""
        if asked:
            _limit(getattr(serializer, "child", serializer), asked.split(","))
        return serializer

    def list(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        queryset = self.filter_queryset(self.get_queryset())
        is_page = not self.is_other_format or OF_A_PAGE.intersection(request.query_params)
        if not is_page:
            chunks = self.paginator.chunks(queryset, request, self)
            return self._written(map(self.shown, chunks), {})
        page = self.shown(self.paginate_queryset(queryset) or [])
        if self.is_other_format:
            return self._written([page], self.paginator.links)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        """What is shown of so many rows, which are a page or a part of all."""
        return rows

    def _written(self, chunks: Iterable[Any], headers: dict[str, str]) -> Any:
        if not self.is_table:
            rows = (row for chunk in chunks for row in chunk)
            return Response(self.other_format(rows), headers=headers)
        # Made before the answer starts: what cannot be asked for is refused here.
        serializer = self.get_serializer()
        table = self._table(serializer, chunks)
        return StreamingHttpResponse(
            table, content_type=f"{CSVRenderer.media_type}; charset=utf-8", headers=headers
        )

    def other_format(self, rows: Iterable[Any]) -> Any:
        """What the renderer of another format takes."""
        raise NotImplementedError

    def _table(self, serializer: Any, chunks: Iterable[Any]) -> Iterator[str]:
        """Line by line, of one state of the base."""
        found = columns(serializer)
        with one_state():
            request: Any = self.request
            of = Provenance.of(request)._replace(edition=request.edition.current().number)
            rows = (serializer.to_representation(row) for chunk in chunks for row in chunk)
            headings = [column.heading for column in found]
            yield from lines(headings, ([col.cell(row) for col in found] for row in rows), of)


def _limit(serializer: Any, chosen: list[str]) -> None:
    fields = serializer.fields
    if unknown := [name for name in chosen if name not in fields]:
        wrong = f"There is no field “{unknown[0]}”; there are {', '.join(fields)}."
        raise ValidationError({"fields": [wrong]})
    for name in [*fields]:
        if name not in chosen:
            fields.pop(name)
