"""Formats of the API beside JSON that several rooms share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer


class Graph(ABC):
    """What a view answers where a graph format was asked for; the room knows its vocabulary."""

    @abstractmethod
    def jsonld(self) -> str: ...

    @abstractmethod
    def turtle(self) -> str: ...


class GraphRenderer(BaseRenderer):
    """Writes a :class:`Graph`, and nothing else: refusals are JSON whatever was asked for."""

    charset: str | None = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        text: str = getattr(data, self.format)()
        return text.encode()


class JSONLDRenderer(GraphRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    charset = None  # JSON is UTF-8


class TurtleRenderer(GraphRenderer):
    media_type = "text/turtle"
    format = "turtle"
