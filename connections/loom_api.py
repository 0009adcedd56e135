from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from connections.filters import LoomFilter
from connections.loom_serializers import LoomSerializer, ThreadSerializer
from connections.threads import BY_NAME, of_rows, place_in, threads, weave
from initiatives.models import Involvement
from presentation.lists import ListView
from presentation.pagination import KeysetPagination
from presentation.parameters import refuse_unknown
from presentation.schema import EntrySchema, PageSchema
from tracks.models import Framework, Track


class LoomView(APIView):
    """The same initiatives through several frameworks.

    A thread is a public initiative and a theme on which it has an involvement or somebody taking
    part (no addressee). In each framework it is at home on a track, ambiguous, or has no home.
    """

    schema = EntrySchema()

    @extend_schema(
        responses=LoomSerializer,
        parameters=[
            OpenApiParameter(
                "frameworks",
                str,
                description=str(LoomFilter.base_filters["frameworks"].extra["help_text"]),
            )
        ],
    )
    def get(self, request: Request) -> Response:
        refuse_unknown(request, LoomFilter.base_filters)
        asked = LoomFilter(request.query_params, queryset=Framework.objects.public().with_tracks())
        if not asked.is_valid():
            raise ValidationError(asked.errors)
        woven = weave(asked.chosen())
        found = {
            "count": woven.count,
            "frameworks": [column.framework for column in woven.columns],
            "themes": woven.themes,
            "places": [place for column in woven.columns for place in column.places],
            "flows": woven.flows,
        }
        return Response(LoomSerializer(found, context={"request": request}).data)


class ThreadList(ListView):
    """The threads of the loom: all, or those at one place of a framework."""

    schema = PageSchema()
    pagination_class = KeysetPagination
    serializer_class = ThreadSerializer
    ordering_fields: ClassVar[Any] = {"name": BY_NAME}

    @property
    def known_parameters(self) -> set[str]:
        return super().known_parameters | {"place"}

    @extend_schema(
        operation_id="frameworks_loom_threads_list",
        parameters=[
            OpenApiParameter(
                "place",
                str,
                description="The key of a place in “framework”, as the loom gives it: only what "
                "is there.",
            )
        ],
    )
    def get(self, request: Request) -> Any:
        return self.list(request)

    def get_queryset(self) -> Any:
        return Involvement.objects.none()  # what it shows has no table of its own

    def filter_queryset(self, queryset: Any) -> Any:
        refuse_unknown(self.request, self.known_parameters)
        return threads(self.themes)

    @cached_property
    def themes(self) -> list[Track]:
        """Those whose threads are asked for."""
        key = self.request.query_params.get("place")
        if not key:
            return list(Track.objects.public())
        framework: Framework | None = getattr(self.request, "framework", None)
        if framework is None:
            raise ValidationError({"place": ["A place is one of a framework: name that too."]})
        place = place_in(framework, key)
        if place is None:
            raise ValidationError({"place": [f"{framework} has no place “{key[:40]}”."]})
        return [theme for theme, _ in place.themes]

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return of_rows(rows, self.themes)
