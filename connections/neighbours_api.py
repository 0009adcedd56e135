from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from connections import neighbours as counting
from connections.graph import taking_part
from connections.neighbours_filters import BridgingFilter, NeighbourFilter, TakenPartFilter
from connections.neighbours_serializers import BridgeSerializer, NeighbourSerializer
from initiatives.models import Initiative, Participation
from initiatives.serializers import InitiativeSerializer
from presentation.lists import ListView
from presentation.pagination import KeysetPagination
from presentation.schema import PageSchema


class CountedActors(ListView):
    """Actors by numbers that are counted over the parts which the filters leave."""

    schema = PageSchema()
    pagination_class = KeysetPagination
    queryset = Participation.objects.none()
    parts: Any

    def get(self, request: Request) -> Any:
        return self.list(request)

    def get_queryset(self) -> Any:
        return taking_part()

    def filter_queryset(self, queryset: Any) -> Any:
        self.parts = super().filter_queryset(queryset)
        return self.counts(self.parts)

    def counts(self, parts: Any) -> Any:
        raise NotImplementedError


class NeighbourList(CountedActors):
    """Who appears in the same initiatives as an actor.

    Addressees and observers are left out, and to appear in the same initiative is not to have met.
    """

    serializer_class = NeighbourSerializer
    filterset_class = NeighbourFilter
    ordering_fields: ClassVar[Any] = {
        "rank": counting.NEIGHBOURS_FIRST,
        "name": counting.BY_NAME,
    }

    def counts(self, parts: Any) -> Any:
        return counting.neighbour_counts(parts)

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return counting.neighbours(self.parts, rows)


class BridgeList(CountedActors):
    """Who takes part on two tracks or more, those on most tracks first.

    The track is that from which the actor took part; addressees and observers are left out.
    """

    serializer_class = BridgeSerializer
    filterset_class = BridgingFilter
    ordering_fields: ClassVar[Any] = {"rank": counting.BRIDGES_FIRST, "name": counting.BY_NAME}

    def counts(self, parts: Any) -> Any:
        return counting.bridge_counts(parts)

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        return counting.bridges(self.parts, rows)


class TakenPartList(ListView):
    """The initiatives in which an actor took part, or two did: those behind a number.

    Where it is no more than an addressee or an observer is left out.
    """

    schema = PageSchema()
    pagination_class = KeysetPagination
    queryset = Initiative.objects.none()
    serializer_class = InitiativeSerializer
    filterset_class = TakenPartFilter
    ordering_fields: ClassVar[Any] = {"name": "name", "date": "by_date"}

    @extend_schema(operation_id="connections_taken_part_list")
    def get(self, request: Request) -> Any:
        return self.list(request)

    def get_queryset(self) -> Any:
        return Initiative.objects.public().for_list()
