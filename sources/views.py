from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from presentation.views import EntryDetail, EntryList
from sources.filters import DisagreementFilter, WorkFilter
from sources.models import Citation, Disagreement, Work

IS_NO_TEXT = ExpressionWrapper(Q(text_name=""), output_field=BooleanField())
"""Puts the source texts first."""


class WorkList(EntryList):
    queryset = Work.objects.public().for_list().order_by(IS_NO_TEXT, "title", "id")
    filterset_class = WorkFilter
    template_name = "sources/list.html"


class WorkDetail(EntryDetail):
    queryset = Work.objects.public().for_detail()
    template_name = "sources/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The passages in the order of the text; those that read the same stand together."""
        passages = sorted(self.object.passages.all(), key=lambda p: (p.paragraphs, p.key))
        groups: dict[Any, list[Citation]] = {}
        for passage in passages:
            groups.setdefault(passage.note, []).append(passage)
        return super().get_context_data(passages=list(groups.values()), **kwargs)


class DisagreementList(EntryList):
    queryset = Disagreement.objects.public().for_list()
    filterset_class = DisagreementFilter
    template_name = "disagreements/list.html"


class DisagreementDetail(EntryDetail):
    queryset = Disagreement.objects.public().for_detail()
    template_name = "disagreements/detail.html"
