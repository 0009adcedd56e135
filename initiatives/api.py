from initiatives.filters import ConflictFilter, InitiativeFilter
from initiatives.models import Conflict, Initiative
from initiatives.serializers import (
    ConflictDetailSerializer,
    ConflictSerializer,
    InitiativeDetailSerializer,
    InitiativeSerializer,
)
from presentation.api import EntryViewSet


class InitiativeViewSet(EntryViewSet):
    """Efforts to make, keep or build peace, with the tracks they ran on and who took part."""

    queryset = Initiative.objects.public()
    serializer_class = InitiativeSerializer
    detail_serializer_class = InitiativeDetailSerializer
    filterset_class = InitiativeFilter
    ordering_fields = {"name": "name", "date": "by_date"}


class ConflictViewSet(EntryViewSet):
    """Conflicts on which initiatives worked; their kind is as coded here, not a legal finding."""

    queryset = Conflict.objects.public()
    serializer_class = ConflictSerializer
    detail_serializer_class = ConflictDetailSerializer
    filterset_class = ConflictFilter
    ordering_fields = {"name": "name", "date": "by_date"}
