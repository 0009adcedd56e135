from actors.filters import ActorFilter
from actors.models import Actor
from presentation.views import EntryDetail, EntryList


class ActorList(EntryList):
    queryset = Actor.objects.public().for_list()
    filterset_class = ActorFilter
    template_name = "actors/list.html"


class ActorDetail(EntryDetail):
    queryset = Actor.objects.public().for_detail()
    template_name = "actors/detail.html"
