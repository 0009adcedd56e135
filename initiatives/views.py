from initiatives.filters import ConflictFilter, InitiativeFilter
from initiatives.models import Conflict, Initiative
from presentation.views import EntryDetail, EntryList


class InitiativeList(EntryList):
    queryset = Initiative.objects.public()
    filterset_class = InitiativeFilter
    template_name = "initiatives/list.html"


class InitiativeDetail(EntryDetail):
    queryset = Initiative.objects.public()
    template_name = "initiatives/detail.html"


class ConflictList(EntryList):
    queryset = Conflict.objects.public()
    filterset_class = ConflictFilter
    template_name = "conflicts/list.html"


class ConflictDetail(EntryDetail):
    queryset = Conflict.objects.public()
    template_name = "conflicts/detail.html"
