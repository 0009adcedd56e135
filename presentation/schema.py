"""How the API describes what its views share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter

COLLECTION = OpenApiParameter(
    "collection",
    str,
    description="Only what one collection says (source-texts, casebook or curated): its entries, "
    "parts and counts.",
)
FRAMEWORK = OpenApiParameter(
    "framework",
    str,
    description="The slug of a framework: each track then also says in “in_framework” what this "
    "framework calls it. It filters nothing.",
    examples=[OpenApiExample("The Portsmouth forum", value="nine-tracks-portsmouth")],
)


class EntrySchema(AutoSchema):
    def get_override_parameters(self) -> list[Any]:
        return [COLLECTION, FRAMEWORK]
