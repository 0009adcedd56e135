from __future__ import annotations

from typing import Any, NamedTuple

from rest_framework.utils.urls import remove_query_param


class Provenance(NamedTuple):
    """What a file says of itself: of which edition it is, and at which address its rows stand."""

    edition: int
    asked: str

    @classmethod
    def of(cls, request: Any) -> Provenance:
        asked = remove_query_param(request.build_absolute_uri(), "format")
        return cls(request.edition.number, asked)

    def __str__(self) -> str:
        return f"Multi-track diplomacy knowledge base, edition {self.edition}, {self.asked}"
