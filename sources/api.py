from presentation.api import EntryViewSet
from sources.filters import DisagreementFilter, WorkFilter
from sources.models import Disagreement, Work
from sources.serializers import DisagreementSerializer, WorkDetailSerializer, WorkSerializer


class WorkViewSet(EntryViewSet):
    """Everything that is cited: books, articles, pages, papers, conversations."""

    queryset = Work.objects.public()
    serializer_class = WorkSerializer
    detail_serializer_class = WorkDetailSerializer
    filterset_class = WorkFilter
    ordering_fields = {"title": "title"}


class DisagreementViewSet(EntryViewSet):
    """Questions on which sources differ, with each position and its passages."""

    queryset = Disagreement.objects.public()
    serializer_class = DisagreementSerializer
    detail_serializer_class = DisagreementSerializer
    filterset_class = DisagreementFilter
    ordering_fields = {"question": "question"}
