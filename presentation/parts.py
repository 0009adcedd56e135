"""Flat lists of parts: every statement of one kind, whatever entry it belongs to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet

from presentation.api import ListViewSet


class PartViewSet(ListViewSet):
    """The public parts of one kind, by pages; each is found in detail with its entry.

    ``queryset`` is of all rows: which are public depends on the collection that is asked for. Its
    ``for_rows()`` loads what a row shows.
    """

    ordering_fields: ClassVar[dict[str, str]] = {"id": "id"}

    def get_queryset(self) -> QuerySet[Any]:
        queryset: Any = super(ListViewSet, self).get_queryset()
        rows: QuerySet[Any] = queryset.public().for_rows()
        return rows
