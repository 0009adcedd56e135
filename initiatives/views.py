from typing import Any

from django.views.generic import TemplateView

from initiatives.codebook import sections
from initiatives.filters import ConflictFilter, InitiativeFilter
from initiatives.models import Conflict, Initiative
from initiatives.reliability import agreement
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


class Codebook(TemplateView):
    """How initiatives, actors and conflicts are coded."""

    template_name = "codebook/page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sections=sections(), agreement=agreement(), **kwargs)
