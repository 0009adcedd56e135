"""The read-only viewsets of the API: lists, and entries that have an address of their own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.mixins import RetrieveModelMixin
from rest_framework.renderers import BaseRenderer
from rest_framework.viewsets import GenericViewSet

from presentation.lists import ListView
from presentation.parameters import refuse_unknown
from presentation.renderers import CSVRenderer


class ListViewSet(ListView, GenericViewSet):
    """A list of public rows: a subclass also names ``queryset``."""

    def get_queryset(self) -> QuerySet[Any]:
        queryset: Any = super().get_queryset()
        return queryset.listed().for_list()


class EntryViewSet(RetrieveModelMixin, ListViewSet):
    """List and detail of one kind of entry, by slug.

    A subclass names ``detail_serializer_class`` besides what a list needs.
    """

    lookup_field = "slug"
    lookup_value_regex = "[^/]+"
    detail_serializer_class: ClassVar[Any]
    detail_parameters: ClassVar[frozenset[str]] = frozenset()
    """What the address of one entry may be asked for besides its fields; nothing, as a rule."""

    def get_renderers(self) -> list[BaseRenderer]:
        """One entry is no table."""
        renderers = super().get_renderers()
        return [it for it in renderers if not (self.detail and isinstance(it, CSVRenderer))]

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
        refuse_unknown(self.request, self.of_fields.union(self.detail_parameters))
        return queryset
