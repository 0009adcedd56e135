"""The list and the detail page that every kind of entry has."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.views.generic import DetailView, ListView
from django.views.generic.base import ContextMixin

from presentation.notes import Notes

PER_PAGE = 50


class NotedMixin(ContextMixin):
    """Gives a page its own numbering of notes."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(notes=Notes(), **kwargs)


class NearestPage(ListView):
    """A list in pages; a page that does not exist is the nearest one."""

    paginate_by: int | None = PER_PAGE

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, Any, bool]:
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page", ""))
        return paginator, page, page.object_list, page.has_other_pages()


class EntryList(NotedMixin, NearestPage):
    """A filterable, paged list: name a queryset of public rows, a filterset and a template.

    A filter value that cannot be used is shown in the form with the reason, and the list goes on
    without it. Unknown parameters are ignored, and a page that does not exist is the nearest one.
    """

    filterset_class: Any = None
    full = False
    """Whether the list is short and always shown whole."""

    def get_queryset(self) -> QuerySet[Any]:
        rows: Any = super().get_queryset()
        queryset: QuerySet[Any] = rows.listed().for_list()
        if self.filterset_class is None:
            return queryset
        self.filterset = self.filterset_class(self.request.GET, queryset=queryset)
        return self.filterset.qs

    def get_paginate_by(self, queryset: QuerySet[Any]) -> int | None:
        return None if self.full else self.paginate_by

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.copy()
        query.pop("page", None)
        filterset = getattr(self, "filterset", None)
        is_filtered = filterset is not None and any(
            self.request.GET.get(name)
            for name, its_filter in filterset.filters.items()
            if getattr(its_filter, "limits", True)
        )
        return super().get_context_data(
            filter=filterset, is_filtered=is_filtered, query=query.urlencode(), **kwargs
        )


class EntryDetail(NotedMixin, DetailView):
    """The page of one entry, found by its slug among those that are public."""

    def get_queryset(self) -> QuerySet[Any]:
        queryset: Any = super().get_queryset()
        return queryset.for_detail()
