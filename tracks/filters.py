from __future__ import annotations

from typing import Any

import django_filters as filters

from presentation.filters import Slug
from sources.filters import CitedFilter
from tracks.models import Concept, Framework, GuidelinePhase, Principle, Track


def public_tracks() -> Any:
    return Track.objects.public()


class TrackChoice(filters.ModelChoiceFilter):
    """One of the public tracks, by slug."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Track")
        super().__init__(
            queryset=lambda request: Track.objects.public(),
            to_field_name="slug",
            empty_label="any",
            **kwargs,
        )


class TrackFilter(CitedFilter):
    search_fields = ("name", "short_name", "tagline", "summary")

    class Meta:
        model = Track
        fields = ("q", "source", "collection", "basis")


class FrameworkFilter(CitedFilter):
    search_fields = ("name", "summary", "framework_tracks__label")

    arrangement = filters.ChoiceFilter(
        label="Arrangement", choices=Framework.Arrangement, empty_label="any"
    )

    class Meta:
        model = Framework
        fields = ("q", "arrangement", "source", "collection", "basis")

    def filter_words(self, queryset: Any, name: str, value: str) -> Any:
        return super().filter_words(queryset, name, value).distinct()


class ConceptFilter(CitedFilter):
    search_fields = ("name", "summary")
    main = ("q", "track")

    track = TrackChoice(field_name="tracks")
    broader = Slug(
        label="Broader concept",
        field_name="broader__slug",
        rows=Concept.objects.public,
        what="concept",
    )

    class Meta:
        model = Concept
        fields = ("q", "track", "broader", "source", "collection", "basis")


class PrincipleFilter(CitedFilter):
    search_fields = ("name", "statement")

    class Meta:
        model = Principle
        fields = ("q", "source", "collection", "basis")


class GuidelineFilter(CitedFilter):
    search_fields = ("name", "summary")

    class Meta:
        model = GuidelinePhase
        fields = ("q", "source", "collection", "basis")
