"""What the flat lists of what is said of tracks can be asked for."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q

from presentation.filters import Slug, Words
from sources.filters import PartFilter
from tracks.filters import TrackChoice
from tracks.models import Framework, Track, TrackMapping, TrackPoint, TrackRelation

OF_FRAMEWORK = (
    "The slug of a framework: only what is said of its tracks. Each track then also says in "
    "“in_framework” what this framework calls it."
)


def same_as(theme: Track) -> Any:
    """The tracks of frameworks that are this theme, by an exact or close mapping."""
    mappings = TrackMapping.objects.public().filter(relation__in=TrackMapping.SAME, track=theme)
    return mappings.values("framework_track")


def of_framework(lookup: str) -> Slug:
    return Slug(
        field_name=lookup, rows=Framework.objects.public, what="framework", help_text=OF_FRAMEWORK
    )


class TrackPointFilter(PartFilter):
    search_fields = ("statement", "framework_track__label")

    q = Words("the statement, or in the label of the track")
    framework = of_framework("framework_track__framework__slug")
    track = TrackChoice(
        method="filter_track",
        help_text="The slug of a track: what is said of the tracks of frameworks that are this "
        "theme, by an exact or close mapping.",
    )
    kind = filters.ChoiceFilter(choices=TrackPoint.Kind, help_text="What kind of thing is said.")

    class Meta:
        model = TrackPoint
        fields = ("q", "framework", "track", "kind", "source", "basis", "contested")

    def filter_track(self, queryset: Any, name: str, value: Track) -> Any:
        return queryset.filter(framework_track__in=same_as(value))


class TrackRelationFilter(PartFilter):
    search_fields = ("statement", "from_track__label", "to_track__label")

    q = Words("the statement, or in the label of one of the tracks")
    framework = of_framework("framework__slug")
    track = TrackChoice(
        method="filter_track",
        help_text="The slug of a track: where a track of a framework that is this theme, by an "
        "exact or close mapping, is one of the two. What is said of all tracks is left out.",
    )
    kind = filters.ChoiceFilter(
        choices=TrackRelation.Kind, help_text="How the first track stands to the second."
    )

    class Meta:
        model = TrackRelation
        fields = ("q", "framework", "track", "kind", "source", "basis", "contested")

    def filter_track(self, queryset: Any, name: str, value: Track) -> Any:
        same = same_as(value)
        return queryset.filter(Q(from_track__in=same) | Q(to_track__in=same))
