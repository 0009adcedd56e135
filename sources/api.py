from __future__ import annotations

from typing import Any

from django.core.paginator import InvalidPage
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError

from presentation.api import EntryViewSet
from sources.exporting import ReferenceViewSet
from sources.filters import DisagreementFilter, WorkFilter
from sources.models import Disagreement, Work
from sources.paragraphs import LIMIT, support
from sources.serializers import DisagreementSerializer, WorkDetailSerializer, WorkSerializer


class WorkViewSet(ReferenceViewSet):
    """Everything that is cited: books, articles, pages, papers, conversations.

    Also as references in BibTeX, RIS and CSL-JSON.
    """

    queryset = Work.objects.public()
    serializer_class = WorkSerializer
    detail_serializer_class = WorkDetailSerializer
    detail_parameters = frozenset({"page"})
    filterset_class = WorkFilter
    ordering_fields = {"title": "title", "date": "by_date"}

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "page",
                {"type": "integer", "minimum": 1, "default": 1},
                description=f"Which {LIMIT:,} of the statements that rest on the work.",
            )
        ]
    )
    def retrieve(self, *args: Any, **kwargs: Any) -> Any:
        """One work with all that rests on its passages."""
        return super().retrieve(*args, **kwargs)

    def get_object(self) -> Any:
        work = super().get_object()
        if self.is_reference:
            return work
        page = self.request.query_params.get("page", "1")
        try:
            work.support = support(work, lambda pages: pages.page(page), lambda p: p.pk)
        except InvalidPage as error:
            raise ValidationError({"page": [str(error)]}) from None
        for group in (*work.support.own, *work.support.reported):
            group.passage.resting = group
        return work


class DisagreementViewSet(EntryViewSet):
    """Questions on which sources differ, with each position and its passages."""

    queryset = Disagreement.objects.public()
    serializer_class = DisagreementSerializer
    detail_serializer_class = DisagreementSerializer
    filterset_class = DisagreementFilter
    ordering_fields = {"question": "question"}
