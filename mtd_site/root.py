"""Where the API begins: what there is, and how it is described."""

from __future__ import annotations

from typing import Any

from django.urls import get_resolver, reverse
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from presentation.parameters import refuse_unknown
from presentation.schema import EntrySchema


class RootView(APIView):
    """What the API has."""

    schema = EntrySchema()

    @extend_schema(
        operation_id="root_retrieve",
        responses={
            200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}
        },
    )
    def get(self, request: Request) -> Response:
        """The address of every list and of whatever else takes no name, by what it is called."""
        refuse_unknown(request, ())
        root = reverse("api-root")
        names = {pattern.name for pattern in self._patterns()} - {"api-root"}
        paths = sorted(map(reverse, names))
        return Response({path[len(root) : -1]: request.build_absolute_uri(path) for path in paths})

    def _patterns(self) -> Any:
        """Those of the API that stand by themselves: no entry, no pair."""
        every: Any = get_resolver().url_patterns
        [api] = [it for it in every if str(it.pattern) == "api/v1/"]
        callable_ = [it for it in api.url_patterns if hasattr(it, "callback")]
        return [it for it in callable_ if not it.pattern.regex.groupindex]


class SchemaView(SpectacularAPIView):
    """The description of the API, as OpenAPI 3.1."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        refuse_unknown(request, ("lang",))
        answer: Response = super().get(request, *args, **kwargs)
        return answer
