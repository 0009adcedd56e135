from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from presentation.filters import EntryFilter, Slug
from sources.concerns import Subject, concerning
from sources.models import Basis, Disagreement, Work


def public_works() -> Any:
    return Work.objects.public()


DISPUTED = (("true", "disputed"), ("false", "not disputed"))


class CitedFilter(EntryFilter):
    """Adds what every kind of row that states something can be asked for."""

    source = Slug(
        label="Source",
        method="filter_source",
        rows=public_works,
        what="work",
        help_text="The slug of a work: what rests on a passage of it.",
    )
    basis = filters.ChoiceFilter(
        label="Basis", choices=Basis, empty_label="any", help_text="What the entry itself rests on."
    )
    contested = filters.ChoiceFilter(
        label="Disputed",
        method="filter_contested",
        choices=DISPUTED,
        empty_label="any",
        help_text="Whether there is a disagreement, on which sources differ or which is not "
        "established, on it or on a part of it.",
    )

    def filter_source(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = queryset.from_source(value)
        return rows

    def filter_contested(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = queryset.contested(value == "true")
        return rows


class WorkFilter(CitedFilter):
    search_fields = (
        "title",
        "container_title",
        "contributions__contributor__family",
        "contributions__contributor__literal",
    )
    main = ("q", "type")

    type = filters.ChoiceFilter(label="Type", choices=Work.Type, empty_label="any")
    independence = filters.ChoiceFilter(
        label="Who speaks", choices=Work.Independence, empty_label="anybody"
    )

    class Meta:
        model = Work
        fields = ("q", "type", "independence", "source", "basis", "contested")

    def filter_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return super().filter_words(queryset, name, value).distinct()


class DisagreementFilter(EntryFilter):
    search_fields = ("question", "statement")
    main = ("q", "kind", "concerns")

    kind = filters.ChoiceFilter(label="Kind", choices=Disagreement.Kind, empty_label="any")
    concerns = filters.ChoiceFilter(
        label="Concerns",
        choices=Subject,
        method="filter_concerns",
        empty_label="anything",
        help_text="What some statement on which sources differ is about.",
    )
    source = Slug(
        label="Source",
        method="filter_source",
        rows=public_works,
        what="work",
        help_text="The slug of a work: where a side rests on a passage of it.",
    )

    class Meta:
        model = Disagreement
        fields = ("q", "kind", "concerns", "source")

    def filter_concerns(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = queryset.filter(concerning(value))
        return rows

    def filter_source(self, queryset: Any, name: str, value: str) -> QuerySet[Any]:
        rows: QuerySet[Any] = queryset.from_source(value)
        return rows
