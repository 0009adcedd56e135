"""How the API describes what its views share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

COLLECTION = OpenApiParameter(
    "collection",
    str,
    description="Only what one collection says (source-texts, casebook or curated): its entries, "
    "parts and counts.",
)


class EntrySchema(AutoSchema):
    def get_override_parameters(self) -> list[Any]:
        return [COLLECTION]
