from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from connections.filters import LoomFilter
from connections.loom_serializers import LoomSerializer
from connections.threads import weave
from presentation.parameters import refuse_unknown
from presentation.schema import EntrySchema
from tracks.models import Framework


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
