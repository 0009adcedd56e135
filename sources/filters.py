from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from presentation.filters import EntryFilter, Slug, Words
from sources.concerns import Subject, concerning
from sources.models import Basis, Citation, Contributor, Disagreement, Work


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


class PartFilter(CitedFilter):
    """The same of a part, which is one statement."""

    basis = filters.ChoiceFilter(
        choices=Basis, help_text="What the statement rests on; only “cited” counts as traced."
    )
    contested = filters.ChoiceFilter(
        method="filter_contested",
        choices=DISPUTED,
        help_text="Whether there is a disagreement on the statement: sources differ, or it is not "
        "established.",
    )


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


def reported_speakers() -> Any:
    """Those whom a public passage reports: a name that stands nowhere else is not given away."""
    passages = Citation.objects.public().filter(attributed_speaker__isnull=False)
    return Contributor.objects.filter(pk__in=passages.values("attributed_speaker"))


class CitationFilter(EntryFilter):
    search_fields = ("locator", "work__title", "work__title_short")

    q = Words("the locator, or in the title of the work")
    work = Slug(
        field_name="work__slug",
        rows=public_works,
        what="work",
        help_text="The slug of a work: the passages of it.",
    )
    stance = filters.ChoiceFilter(
        choices=Citation.Stance,
        help_text="What the work does there with what is said: states it, reports, doubts or "
        "contradicts it.",
    )
    attributed_work = Slug(
        field_name="attributed_work__slug",
        rows=public_works,
        what="work",
        help_text="The slug of a work: the passages of others that report it.",
    )
    speaker = Slug(
        field_name="attributed_speaker__slug",
        rows=reported_speakers,
        what="reported speaker",
        help_text="The slug of a contributor: the passages that report this person or body.",
    )

    class Meta:
        model = Citation
        fields = ("q", "work", "stance", "attributed_work", "speaker")
