from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from drf_spectacular.utils import extend_schema_field

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


@extend_schema_field(str)
class NamedAsIn(filters.ModelChoiceFilter):
    """In whose words tracks are named. It filters nothing: ``NameTracks`` does what it says."""

    limits = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Tracks named as in")
        super().__init__(
            queryset=lambda request: Framework.objects.public(),
            to_field_name="slug",
            empty_label="this base",
            **kwargs,
        )

    def filter(self, qs: Any, value: Any) -> Any:
        return qs


class TrackFilter(CitedFilter):
    search_fields = ("name", "short_name", "tagline", "summary")

    class Meta:
        model = Track
        fields = ("q", "source", "basis", "contested")


class FrameworkFilter(CitedFilter):
    search_fields = ("name", "summary", "framework_tracks__label")

    arrangement = filters.ChoiceFilter(
        label="Arrangement", choices=Framework.Arrangement, empty_label="any"
    )

    class Meta:
        model = Framework
        fields = ("q", "arrangement", "source", "basis", "contested")

    def filter_words(self, queryset: Any, name: str, value: str) -> Any:
        return super().filter_words(queryset, name, value).distinct()


class SeveralValues(forms.TextInput):
    """``?name=a,b`` and ``?name=a&name=b``, as check boxes send it, are the same."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return ",".join(value for value in values if value) or None


def _refuse_unknown(model: Any, slugs: list[str]) -> None:
    known = {*model.objects.public().values_list("slug", flat=True)}
    if unknown := [slug for slug in dict.fromkeys(slugs) if slug not in known]:
        named = ", ".join(f"“{slug}”" for slug in unknown)
        params = {"what": model.KIND, "named": named}
        raise forms.ValidationError("There is no %(what)s %(named)s.", params=params)


def known_frameworks(value: str) -> None:
    """Refuse slugs that lead to no public framework."""
    _refuse_unknown(Framework, value.split(","))


def known_tracks(value: str) -> None:
    """Refuse slugs that lead to no public track, and those that stand twice."""
    asked = value.split(",")
    _refuse_unknown(Track, asked)
    if len(asked) > len({*asked}):
        raise forms.ValidationError("Each track can be named once.")


class OnAllTracks(filters.CharFilter):
    """Rows that are on each of several tracks, given by their slugs with commas between."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "On all of these tracks")
        super().__init__(widget=SeveralValues, max_length=2000, validators=[known_tracks], **kwargs)

    def filter(self, qs: Any, value: str) -> Any:
        for slug in filter(None, (value or "").split(",")):
            qs = qs.on_track(slug)
        return qs


class CrosswalkFilter(filters.FilterSet):
    """Which frameworks stand side by side: all, unless some are named."""

    frameworks = filters.CharFilter(
        label="Frameworks",
        method="choose",
        widget=SeveralValues,
        max_length=2000,
        validators=[known_frameworks],
        help_text="Slugs of the frameworks to compare, with commas between them; all if empty.",
    )

    class Meta:
        model = Framework
        fields = ("frameworks",)

    def choose(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(slug__in=value.split(","))


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
        fields = ("q", "track", "broader", "source", "basis", "contested")


class PrincipleFilter(CitedFilter):
    search_fields = ("name", "statement")

    class Meta:
        model = Principle
        fields = ("q", "source", "basis", "contested")


class GuidelineFilter(CitedFilter):
    search_fields = ("name", "summary")

    class Meta:
        model = GuidelinePhase
        fields = ("q", "source", "basis", "contested")
