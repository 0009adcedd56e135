"""Lists of the desk that stay quick however long they are: what they count, order and search."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Q
from django.utils.text import smart_split, unescape_string_literal

from curation.entries import entry_models, named_models

COUNTED = 10_000
"""So many rows are counted, and then those of some pages beyond the one that is shown."""
FOUND = 1_000
"""So many, where a word is searched for: its rows may stand far apart."""
PAGES_BEYOND = 20


class CountsSoFar(Paginator):
    """Counts only as far as somebody is likely to turn pages: beyond, it says “more than”.

    To count 100,000 rows a database reads them all, for a number that nobody needs. Where pages
    are turned beyond what was counted, the end moves on with them.
    """

    def __init__(self, *args: Any, page: int = 1, counted: int = COUNTED, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = max(counted, (page + PAGES_BEYOND) * self.per_page)

    @cached_property
    def found(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[: self.most + 1].count())

    @property
    def is_more(self) -> bool:
        return self.found > self.most

    @cached_property
    def count(self) -> int:
        return min(self.found, self.most)


class KindFilter(admin.SimpleListFilter):
    """All kinds of entries: to ask which of them the rows have would read every row."""

    title = parameter_name = "kind"
    kinds: Any = staticmethod(entry_models)

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind, str(model._meta.verbose_name)) for kind, model in self.kinds().items()]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class NamedKindFilter(KindFilter):
    """The same, and what else a fixture names."""

    kinds = staticmethod(named_models)


class CollectionFilter(admin.SimpleListFilter):
    """All collections that an entry can be in; again without a question."""

    title = parameter_name = "collection"

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        fields = (f for model in entry_models().values() for f in model._meta.concrete_fields)
        return [*dict(it for f in fields if f.name == self.title for it in f.flatchoices).items()]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset.filter(collection=self.value()) if self.value() else queryset


class LongList(ChangeList):
    """Rows that are alike in what they are ordered by stand in the order of their index."""

    def get_ordering(self, request: Any, queryset: Any) -> list[Any]:
        ordering = super().get_ordering(request, queryset)
        if len(ordering) == 2 and ordering[1] == "-pk":
            first = ordering[0] if isinstance(ordering[0], str) else ""
            return [first, "pk"] if first and not first.startswith("-") else ordering
        return ordering


if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
else:  # at run time, the class that they extend stands beside them
    ModelAdmin = object


class LongLists(ModelAdmin):
    """For admins of Django, whose methods it extends; mypy sees none of them in a mixin."""

    list_per_page = 50
    list_max_show_all = 0  # “Show all” is for lists of a few hundred
    show_full_result_count = False  # a second count of everything, only to say it
    show_facets = admin.ShowFacets.NEVER  # and a count for each choice of each filter

    def get_changelist(self, request: Any, **kwargs: Any) -> Any:
        return LongList

    def get_sortable_by(self, request: Any) -> Any:
        """Not by what stands in another table: the whole list would be read to order it."""
        links = {f.name for f in self.model._meta.get_fields() if f.is_relation}
        columns = super().get_sortable_by(request)
        return [name for name in columns if name not in links]

    def get_paginator(
        self, request: Any, queryset: Any, per_page: int, *more: Any, **options: Any
    ) -> Any:
        """Of a list, or of an autocomplete, which only asks whether there is another page."""
        is_choice = request.resolver_match.url_name == "autocomplete"
        page = request.GET.get("page" if is_choice else "p", "")
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 7 else 1
        counted = 0 if is_choice else FOUND if request.GET.get("q") else COUNTED
        options |= {"page": number, "counted": counted}
        return CountsSoFar(queryset, per_page, *more, **options)

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Rows in whose fields, or in those of rows that they link, each word stands somewhere.

        No index finds the middle of a word. So each field is read by itself, from its index where
        it has one, and joined with no other table. The longest word goes first: if few rows have
        it, the others are looked for in these alone. If many have it, a page of them is found soon.
        """
        fields = self.get_search_fields(request)
        few: list[Any] | None = None
        for word in sorted(_words(search_term), key=len, reverse=True) if fields else ():
            found = [*_having(queryset.model, fields, word, few)[: FOUND + 1]]
            if len(found) <= FOUND:
                few = found
            else:
                queryset = queryset.filter(_has(queryset.model, fields, word))
        return (queryset if few is None else queryset.filter(pk__in=few)), False


def _words(term: str) -> set[str]:
    """The words, and what stands in quotation marks as one; NUL is in no text."""
    words = smart_split(term.replace("\x00", " "))
    return {
        unescape_string_literal(it) if it[0] in "\"'" and it[0] == it[-1] and len(it) > 1 else it
        for it in words
    } - {""}


def _having(model: Any, fields: Any, word: str, among: list[Any] | None) -> Any:
    """The keys of the rows, if need be among those of some keys, that have a word; some twice."""
    rows = model._base_manager.order_by()
    if among is not None:
        rows = rows.filter(pk__in=among)
    first, *others = (
        rows.filter(**{f"{name}__icontains": word}).values_list("pk", flat=True) for name in fields
    )
    return first.union(*others, all=True) if others else first


def _has(model: Any, fields: Any, word: str) -> Q:
    """The condition that a row has a word."""
    found = Q()
    for name in fields:
        said = {f"{name}__icontains": word}
        rows = model._base_manager.order_by().filter(**said).values("pk")
        found |= Q(pk__in=rows) if "__" in name else Q(**said)
    return found
