"""The viewset of entries that can also be had as a graph: JSON-LD and Turtle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from presentation.api import EntryViewSet
from presentation.renderers import Graph, JSONLDRenderer, TurtleRenderer


class GraphViewSet(EntryViewSet):
    """Entries whose rows, loaded by ``for_graph``, ``graph`` puts together."""

    renderer_classes = (*EntryViewSet.renderer_classes, JSONLDRenderer, TurtleRenderer)

    @property
    def is_graph(self) -> bool:
        return self.is_other_format and not self.is_table

    def graph(self, rows: Iterable[Any]) -> Graph:
        raise NotImplementedError

    def get_queryset(self) -> Any:
        if not self.is_graph:
            return super().get_queryset()
        queryset = self.queryset.all()
        return queryset.for_graph() if self.detail else queryset.listed().for_graph()

    def other_format(self, rows: Iterable[Any]) -> Graph:
        return self.graph(list(rows))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self.is_graph:
            return super().retrieve(request, *args, **kwargs)
        return Response(self.graph([self.get_object()]))
