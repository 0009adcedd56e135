from presentation.views import EntryDetail, EntryList
from sources.filters import DisagreementFilter, WorkFilter
from sources.models import Disagreement, Work


class WorkList(EntryList):
    queryset = Work.objects.public().for_list()
    filterset_class = WorkFilter
    template_name = "sources/list.html"


class WorkDetail(EntryDetail):
    queryset = Work.objects.public().for_detail()
    template_name = "sources/detail.html"


class DisagreementList(EntryList):
    queryset = Disagreement.objects.public().for_list()
    filterset_class = DisagreementFilter
    template_name = "disagreements/list.html"


class DisagreementDetail(EntryDetail):
    queryset = Disagreement.objects.public().for_detail()
    template_name = "disagreements/detail.html"
