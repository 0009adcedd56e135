"""The viewset of entries that can also be had as a graph: JSON-LD and Turtle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework.request import Request
from rest_framework.response import Response

from presentation.api import EntryViewSet
from presentation.renderers import Graph, GraphRenderer, JSONLDRenderer, TurtleRenderer

CONTENT = {
    JSONLDRenderer.media_type: {"schema": {"type": "object"}},
    TurtleRenderer.media_type: {"schema": {"type": "string"}},
}


class GraphSchema(AutoSchema):
    """Describes a graph as a graph, not as the JSON of the same address."""

    def _get_response_for_code(self, *args: Any, **kwargs: Any) -> Any:
        response = super()._get_response_for_code(*args, **kwargs)
        content = response.get("content", {})
        content.update({name: CONTENT[name] for name in CONTENT if name in content})
        return response


class GraphViewSet(EntryViewSet):
    """An :class:`EntryViewSet` whose rows, loaded by ``for_graph``, ``graph`` puts together.

    The graph of a list holds one page of it; ``Link`` leads to the others. What is no graph, such
    as a refusal, is JSON whatever was asked for.
    """

    renderer_classes = (*EntryViewSet.renderer_classes, JSONLDRenderer, TurtleRenderer)
    schema = GraphSchema()

    def graph(self, rows: Iterable[Any]) -> Graph:
        raise NotImplementedError

    @property
    def is_graph(self) -> bool:
        return isinstance(getattr(self.request, "accepted_renderer", None), GraphRenderer)

    def get_queryset(self) -> Any:
        if not self.is_graph:
            return super().get_queryset()
        queryset: Any = super(EntryViewSet, self).get_queryset()
        return queryset.for_graph()

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self.is_graph:
            return super().list(request, *args, **kwargs)
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        paginator: Any = self.paginator
        links = {"next": paginator.next, "prev": paginator.previous}
        header = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in links.items() if address)
        return Response(self.graph(rows or []), headers={"Link": header} if header else None)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self.is_graph:
            return super().retrieve(request, *args, **kwargs)
        return Response(self.graph([self.get_object()]))

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        if self.is_graph and not isinstance(response.data, Graph):
            request.accepted_renderer = self.renderer_classes[0]()
            request.accepted_media_type = request.accepted_renderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)
