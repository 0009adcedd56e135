from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from actors.models import Actor
from presentation.filters import Country, DatedFilter
from sources.filters import CitedFilter
from tracks.filters import NamedAsIn, OnAllTracks, TrackChoice


class ActorFilter(CitedFilter, DatedFilter):
    search_fields = ("name", "sort_name", "summary", "aliases__name")
    main = ("q", "kind", "track")

    kind = filters.ChoiceFilter(label="Kind", choices=Actor.Kind, empty_label="any")
    country = Country(
        label="Country",
        field_name="country",
        lookup_expr="iexact",
        help_text="Two letters, as in NO.",
    )
    track = TrackChoice(method="filter_track")
    tracks = OnAllTracks(
        help_text="Slugs of tracks with commas between them, as in business,funding: who acts on "
        "all of them, because a source counts the actor there or it takes part from there."
    )
    framework = NamedAsIn()

    class Meta:
        model = Actor
        fields = (
            "q",
            "kind",
            "track",
            "tracks",
            "country",
            "year_from",
            "year_to",
            "source",
            "basis",
            "contested",
            "framework",
        )

    def filter_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return super().filter_words(queryset, name, value).distinct()

    def filter_track(self, queryset: Any, name: str, value: Any) -> QuerySet[Any]:
        rows: QuerySet[Any] = queryset.on_track(value.slug)
        return rows
