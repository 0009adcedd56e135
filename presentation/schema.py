"""How the API describes what its views share."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from presentation.problems import MEDIA_TYPE, ProblemSerializer
from presentation.renderers import FormatRenderer

COLLECTION = OpenApiParameter(
    "collection",
    str,
    enum=["source-texts", "casebook", "curated"],
    description="Only what one collection says: its entries, parts and counts. “source-texts” are "
    "the five texts that the base began with, “casebook” the cases coded for it, “curated” what "
    "curators added since.",
)
FRAMEWORK = OpenApiParameter(
    "framework",
    str,
    description="The slug of a framework: each track then also says in “in_framework” what this "
    "framework calls it. It filters nothing.",
    examples=[OpenApiExample("The Portsmouth forum", value="nine-tracks-portsmouth")],
)
FIELDS = OpenApiParameter(
    "fields",
    str,
    description="Only these fields of each row, by their names with commas between them; all if "
    "empty. In a table: only these columns.",
    examples=[OpenApiExample("Two fields", value="html_url")],
)
PROBLEMS = {
    400: "A parameter is unknown, given twice, or has a value that cannot be used.",
    404: "There is nothing at this address, or it is not public.",
    405: "The API is read-only: GET, HEAD and OPTIONS are allowed.",
    406: "The format that was asked for is not one of this address.",
    429: "Too many requests came from one address; “Retry-After” says how many seconds to wait.",
    503: "The site cannot reach its database at the moment.",
}


class EntrySchema(AutoSchema):
    """Describes the formats as what they are, and problems as problem details."""

    def get_override_parameters(self) -> list[Any]:
        has_fields = "fields" in getattr(self.view, "known_parameters", ())
        return [COLLECTION, FRAMEWORK, *([FIELDS] if has_fields else [])]

    def _get_response_bodies(self, *args: Any, **kwargs: Any) -> Any:
        responses = super()._get_response_bodies(*args, **kwargs)
        for status, description in PROBLEMS.items():
            problem = OpenApiResponse(ProblemSerializer, description)
            responses[str(status)] = super()._get_response_for_code(
                problem, str(status), [MEDIA_TYPE]
            )
        return responses

    def _get_response_for_code(self, *args: Any, **kwargs: Any) -> Any:
        response = super()._get_response_for_code(*args, **kwargs)
        content = response.get("content", {})
        for renderer in self.view.renderer_classes:
            if issubclass(renderer, FormatRenderer) and renderer.media_type in content:
                content[renderer.media_type] = {"schema": renderer.described}
        return response


class PageSchema(EntrySchema):
    """Describes what answers by pages, though it is no viewset."""

    def _is_list_view(self, *args: Any, **kwargs: Any) -> bool:
        return True
