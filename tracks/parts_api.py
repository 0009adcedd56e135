from __future__ import annotations

from typing import Any

from presentation.parts import PartViewSet
from presentation.schema import EntrySchema
from tracks.models import TrackPoint, TrackRelation
from tracks.parts_filters import TrackPointFilter, TrackRelationFilter
from tracks.parts_serializers import TrackPointRowSerializer, TrackRelationRowSerializer


class FilteredByFramework(EntrySchema):
    """Leaves ``framework`` to the filter of this name, for here it does filter."""

    def get_override_parameters(self) -> list[Any]:
        return [it for it in super().get_override_parameters() if it.name != "framework"]


class TrackPointViewSet(PartViewSet):
    """What sources say of tracks: strengths, weaknesses, roles, activities, who acts and more."""

    schema = FilteredByFramework()
    queryset = TrackPoint.objects.all()
    serializer_class = TrackPointRowSerializer
    filterset_class = TrackPointFilter


class TrackRelationViewSet(PartViewSet):
    """How sources say that two tracks of a framework, or all of them, relate."""

    schema = FilteredByFramework()
    queryset = TrackRelation.objects.all()
    serializer_class = TrackRelationRowSerializer
    filterset_class = TrackRelationFilter
