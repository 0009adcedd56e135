"""Formats of the API beside JSON: how they are written and described."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from presentation.provenance import Provenance


class FormatRenderer(BaseRenderer):
    """Writes what its view hands it, and nothing else: refusals are problem details."""

    charset: str | None = "utf-8"
    extension: str
    """Of the name under which a browser keeps it."""
    described: dict[str, Any] = {"type": "string"}
    """How the OpenAPI description shows it."""

    def write(self, data: Any, of: Provenance) -> str:
        raise NotImplementedError

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        assert renderer_context is not None
        return self.write(data, Provenance.of(renderer_context["request"])).encode()


class CSVRenderer(FormatRenderer):
    """A table for spreadsheets. Lists write theirs as a stream; others are written here."""

    media_type = "text/csv"
    format = "csv"
    extension = "csv"


class Graph(ABC):
    """What a view answers where a graph format was asked for; the room knows its vocabulary."""

    @abstractmethod
    def jsonld(self) -> str: ...

    @abstractmethod
    def turtle(self) -> str: ...


class JSONLDRenderer(FormatRenderer):
    media_type = "application/ld+json"
    format = "jsonld"
    extension = "jsonld"
    charset = None  # JSON is UTF-8
    described = {"type": "object"}

    def write(self, data: Graph, of: Provenance) -> str:
        return data.jsonld()


class TurtleRenderer(FormatRenderer):
    media_type = "text/turtle"
    format = "turtle"
    extension = "ttl"

    def write(self, data: Graph, of: Provenance) -> str:
        return data.turtle()
