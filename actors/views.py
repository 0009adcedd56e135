from typing import Any

from actors.filters import ActorFilter
from actors.models import Actor
from presentation.views import EntryDetail, EntryList


class ActorList(EntryList):
    queryset = Actor.objects.public()
    filterset_class = ActorFilter
    template_name = "actors/list.html"

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        return queryset.with_initiatives()


class ActorDetail(EntryDetail):
    queryset = Actor.objects.public()
    template_name = "actors/detail.html"
