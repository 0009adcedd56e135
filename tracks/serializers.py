from __future__ import annotations

from typing import Any

from rest_framework import serializers

from sources.serializers import (
    ENTRY_FIELDS,
    STATEMENT_FIELDS,
    CitationSerializer,
    ContributorSerializer,
    DisagreementBriefSerializer,
    EntrySerializer,
    StatementSerializer,
    api_url,
)
from tracks.models import (
    Concept,
    ConceptPoint,
    Framework,
    FrameworkTrack,
    GuidelinePhase,
    GuidelineStep,
    Principle,
    Track,
    TrackMapping,
    TrackPoint,
    TrackRelation,
)


def number_field(**kwargs: Any) -> serializers.DecimalField:
    """A track's number as JSON has it: 1, 1.5, 9."""
    return serializers.DecimalField(
        max_digits=3, decimal_places=1, coerce_to_string=False, normalize_output=True, **kwargs
    )


def track_key() -> Any:
    return serializers.SlugRelatedField(
        slug_field="key", read_only=True, help_text="Key of a framework track; null means all."
    )


class TrackBriefSerializer(EntrySerializer):
    url = api_url("track-detail")
    number = number_field()

    class Meta:
        model = Track
        fields = (*ENTRY_FIELDS, "number", "name", "short_name")


class FrameworkBriefSerializer(EntrySerializer):
    url = api_url("framework-detail")

    class Meta:
        model = Framework
        fields = (*ENTRY_FIELDS, "name")


class TrackMappingSerializer(StatementSerializer):
    track = TrackBriefSerializer()

    class Meta:
        model = TrackMapping
        fields = ("key", "relation", "track", *STATEMENT_FIELDS)


class TrackPointSerializer(StatementSerializer):
    class Meta:
        model = TrackPoint
        fields = ("key", "kind", "statement", *STATEMENT_FIELDS)


class FrameworkTrackBriefSerializer(serializers.ModelSerializer):
    """A track of a framework where another statement names it."""

    framework = FrameworkBriefSerializer()
    number = number_field(allow_null=True)

    class Meta:
        model = FrameworkTrack
        fields = ("framework", "key", "number", "label")


class FrameworkTrackInListSerializer(StatementSerializer):
    number = number_field(allow_null=True)

    class Meta:
        model = FrameworkTrack
        fields = ("key", "number", "label", "definition", *STATEMENT_FIELDS)


class FrameworkTrackSerializer(StatementSerializer):
    number = number_field(allow_null=True)
    mappings = TrackMappingSerializer(many=True)
    points = TrackPointSerializer(many=True)

    class Meta:
        model = FrameworkTrack
        fields = ("key", "number", "label", "definition", "mappings", "points", *STATEMENT_FIELDS)


class TrackRelationSerializer(StatementSerializer):
    from_track = track_key()
    to_track = track_key()

    class Meta:
        model = TrackRelation
        fields = ("key", "from_track", "kind", "to_track", "statement", *STATEMENT_FIELDS)


class FrameworkSerializer(EntrySerializer):
    url = api_url("framework-detail")
    originators = ContributorSerializer(many=True)
    framework_tracks: Any = FrameworkTrackInListSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta:
        model = Framework
        fields: tuple[str, ...] = (
            *ENTRY_FIELDS,
            "name",
            "devised",
            "published",
            "originators",
            "arrangement",
            "summary",
            "framework_tracks",
            *STATEMENT_FIELDS,
        )


class FrameworkDetailSerializer(FrameworkSerializer):
    framework_tracks = FrameworkTrackSerializer(many=True)
    relations = TrackRelationSerializer(many=True)

    class Meta(FrameworkSerializer.Meta):
        fields = (*FrameworkSerializer.Meta.fields, "relations")


class SaidOfTrackSerializer(StatementSerializer):
    """How a framework's track maps to this theme, with what is said of it there."""

    framework_track = FrameworkTrackSerializer()
    framework = FrameworkBriefSerializer(source="framework_track.framework")

    class Meta:
        model = TrackMapping
        fields = ("key", "relation", "framework", "framework_track", *STATEMENT_FIELDS)


class TrackSerializer(EntrySerializer):
    url = api_url("track-detail")
    number = number_field()

    class Meta:
        model = Track
        fields: tuple[str, ...] = (
            *ENTRY_FIELDS,
            "number",
            "name",
            "short_name",
            "tagline",
            "summary",
            "hue",
        )


class TrackDetailSerializer(TrackSerializer):
    mappings = SaidOfTrackSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta(TrackSerializer.Meta):
        fields = (*TrackSerializer.Meta.fields, "mappings", *STATEMENT_FIELDS)


class ConceptBriefSerializer(EntrySerializer):
    url = api_url("concept-detail")

    class Meta:
        model = Concept
        fields = (*ENTRY_FIELDS, "name")


class ConceptPointSerializer(StatementSerializer):
    class Meta:
        model = ConceptPoint
        fields = ("key", "kind", "statement", *STATEMENT_FIELDS)


class ConceptSerializer(EntrySerializer):
    url = api_url("concept-detail")
    broader = ConceptBriefSerializer(allow_null=True)
    tracks = TrackBriefSerializer(many=True)
    points = ConceptPointSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta:
        model = Concept
        fields = (
            *ENTRY_FIELDS,
            "name",
            "summary",
            "broader",
            "tracks",
            "points",
            *STATEMENT_FIELDS,
        )


class PrincipleSerializer(EntrySerializer):
    url = api_url("principle-detail")
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta:
        model = Principle
        fields = (*ENTRY_FIELDS, "number", "name", "statement", *STATEMENT_FIELDS)


class GuidelineStepSerializer(StatementSerializer):
    class Meta:
        model = GuidelineStep
        fields = ("key", "statement", *STATEMENT_FIELDS)


class GuidelinePhaseSerializer(EntrySerializer):
    url = api_url("guideline-phase-detail")
    steps = GuidelineStepSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta:
        model = GuidelinePhase
        fields = (*ENTRY_FIELDS, "number", "name", "summary", "steps", *STATEMENT_FIELDS)
