from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from presentation.views import EntryDetail, EntryList
from sources.concerns import by_subject, concerned_by
from sources.descent import descent, rows
from sources.filters import DisagreementFilter, WorkFilter
from sources.models import Basis, Citation, Disagreement, Work
from sources.paragraphs import reasons, support
from sources.stemma import draw, sides
from sources.support import count_by_work
from sources.voices import in_words, speaking_for

IS_NO_TEXT = ExpressionWrapper(Q(text_name=""), output_field=BooleanField())
"""Puts the source texts first."""


class WorkList(EntryList):
    queryset = Work.objects.public().order_by(IS_NO_TEXT, "title", "id")
    filterset_class = WorkFilter
    template_name = "sources/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the number of statements that rest on each work, as ``work.resting``.

        Not among them is what rests on the sources of a case as a whole, as ``work.for_cases``.
        """
        context = super().get_context_data(**kwargs)
        works = list(context["object_list"])
        passages = Citation.objects.public().filter(work__in=[work.pk for work in works])
        numbers = count_by_work(passages)
        for work in works:
            counts = numbers[work.pk]
            work.for_cases = counts.pop(Basis.CASE, 0)
            work.resting = counts.total()
        return {**context, "object_list": works}


class WorkDetail(EntryDetail):
    queryset = Work.objects.public()
    template_name = "sources/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Passages that read the same stand together."""
        page = self.request.GET.get("page", "")
        found = support(self.object, lambda pages: pages.get_page(page), lambda p: p.note)
        return super().get_context_data(
            support=found,
            without=reasons(self.object, found.own),
            page_obj=found.page,
            paginator=found.page.paginator,
            **kwargs,
        )


class DisagreementList(EntryList):
    queryset = Disagreement.objects.public()
    filterset_class = DisagreementFilter
    template_name = "disagreements/list.html"
    full = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Under what most of the statements that each question concerns are about."""
        context = super().get_context_data(**kwargs)
        others = self.request.GET.copy()
        others.pop("kind", None)
        groups = by_subject(context["object_list"])
        return {**context, "groups": groups, "other_filters": others.urlencode()}


class DisagreementDetail(EntryDetail):
    queryset = Disagreement.objects.public()
    template_name = "disagreements/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the stemma, where a text says whence it has its answer."""
        positions = self.object.positions.all()
        stemma = draw(descent(positions))
        passages = [passage for position in positions for passage in speaking_for(position)]
        return super().get_context_data(
            sides=sides(positions),
            stemma=stemma,
            witnesses=rows(stemma.descent, positions) if stemma else [],
            voices=in_words(passages),
            concerned=concerned_by(self.object),
            **kwargs,
        )
