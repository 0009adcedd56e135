"""The read-only viewsets of the API: lists, and entries that have an address of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.viewsets import GenericViewSet

from presentation.pagination import KeysetPagination
from presentation.schema import EntrySchema

EVERYWHERE = frozenset({"collection", "framework"})
"""What every address of the API may be asked for, besides the format."""


def refuse_unknown(request: Any, known: Iterable[str]) -> None:
    """Answer 400 to whatever an address is asked for beyond ``known``, and to what is not there."""
    names = EVERYWHERE.union(known)
    unknown = {
        name: [f"Unknown parameter; known are {', '.join(sorted(names))}."]
        for name in request.query_params
        if name not in names | {"format"}
    }
    for name in sorted(EVERYWHERE):
        if asked := getattr(request, f"no_{name}", ""):
            unknown[name] = [f"There is no {name} “{asked}”."]
    if unknown:
        raise ValidationError(unknown)


class ListViewSet(ListModelMixin, GenericViewSet):
    """A list of public rows, by pages.

    A subclass names ``queryset`` (its public rows), ``serializer_class``, ``filterset_class`` and
    ``ordering_fields`` (what ``ordering`` may say → column).
    """

    schema = EntrySchema()
    queryset: Any
    ordering_fields: ClassVar[dict[str, str]]

    def get_queryset(self) -> QuerySet[Any]:
        queryset: Any = super().get_queryset()
        return queryset.listed().for_list()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        filterset_class = getattr(self, "filterset_class", None)
        names = set(filterset_class.base_filters) if filterset_class else set()
        paging = KeysetPagination.parameters if self.paginator else ()
        refuse_unknown(self.request, names.union(paging))
        return super().filter_queryset(queryset)


class EntryViewSet(RetrieveModelMixin, ListViewSet):
    """List and detail of one kind of entry, by slug.

    A subclass names ``detail_serializer_class`` besides what a list needs.
    """

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    detail_serializer_class: ClassVar[Any]
    detail_parameters: ClassVar[frozenset[str]] = frozenset()
    """What the address of one entry may be asked for; nothing, as a rule."""

    def get_serializer_class(self) -> Any:
        return self.detail_serializer_class if self.detail else self.serializer_class

    def get_queryset(self) -> QuerySet[Any]:
        if not self.detail:
            return super().get_queryset()
        queryset: Any = super(ListViewSet, self).get_queryset()
        return queryset.for_detail()

    def get_object(self) -> Any:
        if "\0" in self.kwargs[self.lookup_field]:
            raise Http404  # PostgreSQL takes no NUL in a text, and no slug has one
        return super().get_object()

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.detail:
            return super().filter_queryset(queryset)
        refuse_unknown(self.request, self.detail_parameters)
        return queryset
