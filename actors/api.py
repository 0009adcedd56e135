from actors.filters import ActorFilter
from actors.models import Actor
from actors.serializers import ActorDetailSerializer, ActorSerializer
from presentation.api import EntryViewSet


class ActorViewSet(EntryViewSet):
    """People, organisations, states and delegations."""

    queryset = Actor.objects.public()
    serializer_class = ActorSerializer
    detail_serializer_class = ActorDetailSerializer
    filterset_class = ActorFilter
    ordering_fields = {"name": "sort_name"}
