"""Formats of the API beside JSON: how they are written, described and answered."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from presentation.api import EntryViewSet
from presentation.schema import EntrySchema


class FormatRenderer(BaseRenderer):
    """Writes what its viewset hands it, and nothing else: refusals are JSON."""

    charset: str | None = "utf-8"
    described: dict[str, Any] = {"type": "string"}
    """How the OpenAPI description shows it."""

    def write(self, data: Any) -> str:
        raise NotImplementedError

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return self.write(data).encode()


class FormatSchema(EntrySchema):
    """Describes each format as what it is, not as the JSON of the same address."""

    def _get_response_for_code(self, *args: Any, **kwargs: Any) -> Any:
        response = super()._get_response_for_code(*args, **kwargs)
        content = response.get("content", {})
        for renderer in self.view.renderer_classes:
            if issubclass(renderer, FormatRenderer) and renderer.media_type in content:
                content[renderer.media_type] = {"schema": renderer.described}
        return response


class FormatView(APIView):
    """A view that answers in other formats as well; ``renderer_classes`` names JSON first.

    A refusal is JSON whatever was asked for, and so is the answer to OPTIONS.
    """

    schema = FormatSchema()

    @property
    def is_other_format(self) -> bool:
        return isinstance(getattr(self.request, "accepted_renderer", None), FormatRenderer)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        if self.is_other_format and (response.exception or request.method == "OPTIONS"):
            request.accepted_renderer = self.renderer_classes[0]()
            request.accepted_media_type = request.accepted_renderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)


class FormatViewSet(FormatView, EntryViewSet):
    """An :class:`EntryViewSet` that answers in other formats as well.

    A list gives one page of itself, and ``Link`` leads to the others.
    """

    def get_paginated_response(self, data: Any) -> Response:
        if not self.is_other_format:
            return super().get_paginated_response(data)
        paginator: Any = self.paginator
        links = {"next": paginator.next, "prev": paginator.previous}
        header = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in links.items() if address)
        return Response(data, headers={"Link": header} if header else None)


class Graph(ABC):
    """What a view answers where a graph format was asked for; the room knows its vocabulary."""

    @abstractmethod
    def jsonld(self) -> str: ...

    @abstractmethod
    def turtle(self) -> str: ...


class JSONLDRenderer(FormatRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    charset = None  # JSON is UTF-8
    described = {"type": "object"}

    def write(self, data: Graph) -> str:
        return data.jsonld()


class TurtleRenderer(FormatRenderer):
    media_type = "text/turtle"
    format = "turtle"

    def write(self, data: Graph) -> str:
        return data.turtle()
