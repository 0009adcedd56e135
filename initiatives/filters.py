from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from actors.models import Actor
from initiatives.models import Conflict, Initiative, Participation, Venue
from presentation.filters import Country, DatedFilter, Slug
from sources.filters import CitedFilter
from tracks.filters import NamedAsIn, OnAllTracks, TrackChoice


class ConflictFilter(CitedFilter, DatedFilter):
    search_fields = ("name", "summary")
    main = ("q", "kind")

    kind = filters.ChoiceFilter(label="Kind", choices=Conflict.Kind, empty_label="any")
    country = Country(label="Country", method="filter_country", help_text="Two letters, as in IL.")
    actor = Slug(
        label="Party",
        field_name="parties__slug",
        rows=Actor.objects.public,
        what="actor",
        help_text="The slug of an actor that is a party.",
    )
    framework = NamedAsIn()

    class Meta:
        model = Conflict
        fields = (
            "q",
            "kind",
            "country",
            "actor",
            "year_from",
            "year_to",
            "source",
            "basis",
            "contested",
            "framework",
        )

    def filter_country(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(countries__contains=value.upper())


class InitiativeFilter(CitedFilter, DatedFilter):
    """``actor``, ``role`` and ``capacity`` together describe one participation.

    ``track`` belongs to that participation as soon as one of them is given; alone it asks for any
    involvement or participation on the track.
    """

    search_fields = ("name", "summary")
    main = ("q", "kind", "track", "year_from", "year_to")

    kind = filters.ChoiceFilter(label="Kind", choices=Initiative.Kind, empty_label="any")
    track = TrackChoice(method="filter_participation")
    tracks = OnAllTracks(
        help_text="Slugs of tracks with commas between them, as in business,funding: what ran on "
        "all of them, or had somebody from each who took part."
    )
    conflict = Slug(
        label="Conflict",
        field_name="conflicts__slug",
        rows=Conflict.objects.public,
        what="conflict",
        help_text="The slug of a conflict.",
    )
    actor = Slug(
        label="Actor",
        method="filter_participation",
        rows=Actor.objects.public,
        what="actor",
        help_text="The slug of an actor that takes part.",
    )
    role = filters.ChoiceFilter(
        label="Role",
        choices=Participation.Role,
        method="filter_participation",
        empty_label="any",
        help_text="Together with an actor: that actor’s role.",
    )
    capacity = filters.ChoiceFilter(
        label="Capacity",
        choices=Participation.Capacity,
        method="filter_participation",
        empty_label="any",
    )
    country = Country(
        label="Country of a venue", method="filter_country", help_text="Two letters, as in NO."
    )
    framework = NamedAsIn()

    class Meta:
        model = Initiative
        fields = (
            "q",
            "kind",
            "track",
            "tracks",
            "conflict",
            "actor",
            "role",
            "capacity",
            "country",
            "year_from",
            "year_to",
            "source",
            "basis",
            "contested",
            "framework",
        )

    def filter_queryset(self, queryset: Any) -> Any:
        queryset = super().filter_queryset(queryset)
        given = self.form.cleaned_data
        track = given.get("track")
        wanted = {name: given[name] for name in ("role", "capacity") if given.get(name)}
        if given.get("actor"):
            wanted["actor__slug"] = given["actor"]
        if not wanted:
            return queryset.on_track(track.slug) if track else queryset
        participations = Participation.objects.public().filter(**wanted)
        if track:
            participations = participations.filter(track=track)
            if "role" not in wanted:  # an addressee is not on a track
                participations = participations.taking_part()
        return queryset.filter(pk__in=participations.values("initiative"))

    def filter_participation(self, queryset: Any, name: str, value: Any) -> QuerySet[Any]:
        """Left to :meth:`filter_queryset`, which joins them into one question."""
        rows: QuerySet[Any] = queryset
        return rows

    def filter_country(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        venues = Venue.objects.public().filter(country=value.upper())
        return queryset.filter(pk__in=venues.values("initiative"))
