"""What the flat lists of the parts of initiatives can be asked for."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from actors.models import Actor
from initiatives.models import (
    Conflict,
    Handover,
    Initiative,
    InitiativeRelation,
    Involvement,
    Outcome,
    Participation,
)
from presentation.filters import Country, DatedFilter, Slug, Words
from sources.filters import PartFilter
from tracks.filters import TrackChoice
from tracks.models import Track

EVIDENCE = ("source", "basis", "contested")
YEARS = ("year_from", "year_to")


def of_conflict(lookup: str, **kwargs: Any) -> Slug:
    return Slug(
        field_name=lookup,
        rows=Conflict.objects.public,
        what="conflict",
        **{"help_text": "The slug of a conflict on which the initiative worked."} | kwargs,
    )


def of_initiative(**kwargs: Any) -> Slug:
    return Slug(
        rows=Initiative.objects.public,
        what="initiative",
        **{"field_name": "initiative__slug", "help_text": "The slug of an initiative."} | kwargs,
    )


def kind_of_initiative() -> filters.ChoiceFilter:
    return filters.ChoiceFilter(
        field_name="initiative__kind",
        choices=Initiative.Kind,
        help_text="The kind of the initiative.",
    )


def on_conflict(slug: str) -> Any:
    return Initiative.objects.filter(conflicts__slug=slug).values("pk")


class ParticipationFilter(PartFilter, DatedFilter):
    search_fields = ("statement", "actor__name", "initiative__name")

    q = Words("the statement, or in the name of the actor or the initiative")
    actor = Slug(
        field_name="actor__slug",
        rows=Actor.objects.public,
        what="actor",
        help_text="The slug of an actor: the parts that it took.",
    )
    role = filters.ChoiceFilter(
        choices=Participation.Role,
        help_text="The role of the actor; an addressee did not take part.",
    )
    track = TrackChoice(help_text="The slug of the track on which the actor acts.")
    capacity = filters.ChoiceFilter(
        choices=Participation.Capacity, help_text="Whether it acts officially or personally."
    )
    initiative = of_initiative()
    conflict = of_conflict("initiative__conflicts__slug")
    kind = kind_of_initiative()
    country = Country(
        field_name="actor__country",
        lookup_expr="iexact",
        help_text="The country of the actor, in two letters, as in NO.",
    )

    class Meta:
        model = Participation
        fields = (
            "q",
            "actor",
            "role",
            "track",
            "capacity",
            "initiative",
            "conflict",
            "kind",
            "country",
            *YEARS,
            *EVIDENCE,
        )


class InvolvementFilter(PartFilter, DatedFilter):
    search_fields = ("why", "initiative__name")

    q = Words("the reason, or in the name of the initiative")
    initiative = of_initiative()
    track = TrackChoice(help_text="The slug of the track on which the initiative ran.")
    function = filters.ChoiceFilter(
        choices=Involvement.Function, help_text="What the track was to the initiative."
    )
    conflict = of_conflict("initiative__conflicts__slug")
    kind = kind_of_initiative()

    class Meta:
        model = Involvement
        fields = ("q", "initiative", "track", "function", "conflict", "kind", *YEARS, *EVIDENCE)


class HandoverFilter(PartFilter, DatedFilter):
    search_fields = ("cause", "initiative__name")
    date_field = "date"

    q = Words("the cause, or in the name of the initiative")
    to = TrackChoice(field_name="to_track", help_text="The slug of the track to which it moved.")
    track = TrackChoice(
        method="filter_track", help_text="The slug of a track: from which or to which it moved."
    )
    kind = filters.ChoiceFilter(choices=Handover.Kind, help_text="The kind of the handover.")
    mechanism = filters.ChoiceFilter(choices=Handover.Mechanism, help_text="How it was moved.")
    initiative = of_initiative()
    conflict = of_conflict("initiative__conflicts__slug")

    class Meta:
        model = Handover
        fields = (
            "q",
            "to",
            "track",
            "kind",
            "mechanism",
            "initiative",
            "conflict",
            *YEARS,
            *EVIDENCE,
        )

    @classmethod
    def get_filters(cls) -> Any:
        """“from” is a word of Python's, so that no attribute can have that name."""
        origin = TrackChoice(
            field_name="from_track", help_text="The slug of the track from which it moved."
        )
        return {"from": origin, **super().get_filters()}

    def filter_track(self, queryset: QuerySet[Any], name: str, value: Track) -> QuerySet[Any]:
        return queryset.filter(Q(from_track=value) | Q(to_track=value))


class OutcomeFilter(PartFilter, DatedFilter):
    search_fields = ("statement", "initiative__name")
    date_field = "date"

    q = Words("the statement, or in the name of the initiative")
    kind = filters.ChoiceFilter(choices=Outcome.Kind, help_text="The kind of the outcome.")
    initiative = of_initiative()
    conflict = of_conflict(
        "conflict",
        method="filter_conflict",
        help_text="The slug of a conflict: the outcomes that name it, and of initiatives on it "
        "those that name none.",
    )

    class Meta:
        model = Outcome
        fields = ("q", "kind", "initiative", "conflict", *YEARS, *EVIDENCE)

    def filter_conflict(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(
            Q(conflict__slug=value) | Q(conflict=None, initiative__in=on_conflict(value))
        )


class InitiativeRelationFilter(PartFilter):
    search_fields = ("statement", "initiative__name", "other__name")

    q = Words("the statement, or in the name of one of the two initiatives")
    initiative = of_initiative(
        method="filter_initiative", help_text="The slug of an initiative: one of the two."
    )
    kind = filters.ChoiceFilter(
        choices=InitiativeRelation.Kind, help_text="How the first initiative stands to the other."
    )
    conflict = of_conflict(
        "conflict",
        method="filter_conflict",
        help_text="The slug of a conflict on which one of the two worked.",
    )

    class Meta:
        model = InitiativeRelation
        fields = ("q", "initiative", "kind", "conflict", *EVIDENCE)

    def filter_initiative(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(Q(initiative__slug=value) | Q(other__slug=value))

    def filter_conflict(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        on_it = on_conflict(value)
        return queryset.filter(Q(initiative__in=on_it) | Q(other__in=on_it))
