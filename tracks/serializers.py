from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
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
from tracks.crosswalk import Standing
from tracks.labels import Standing as LabelStanding
from tracks.labels import chosen
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


class TrackInFrameworkSerializer(serializers.ModelSerializer):
    number = number_field(allow_null=True)

    class Meta:
        model = FrameworkTrack
        fields = ("number", "label", "key")


class InFrameworkSerializer(serializers.Serializer):
    """What the framework asked for calls a track."""

    standing = serializers.ChoiceField(
        choices=[standing.value for standing in LabelStanding],
        help_text="exact: whatever is on this track is on the one track named; ambiguous: it may "
        "be on one of those named; unmapped: no track of the framework is known to hold it.",
    )
    tracks = TrackInFrameworkSerializer(source="framework_tracks", many=True)


class NamedTrackSerializer(EntrySerializer):
    """A track with what the framework asked for calls it."""

    url = api_url("track-detail")
    number = number_field()
    in_framework = serializers.SerializerMethodField(
        help_text="What the framework asked for with “framework” calls it; null unless asked."
    )

    @extend_schema_field(InFrameworkSerializer(allow_null=True))
    def get_in_framework(self, track: Track) -> Any:
        naming = chosen()
        return InFrameworkSerializer(naming.label(track)).data if naming else None


class TrackBriefSerializer(NamedTrackSerializer):
    class Meta:
        model = Track
        fields = (*ENTRY_FIELDS, "number", "name", "short_name", "in_framework")


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
        fields: tuple[str, ...] = ("key", "kind", "statement", *STATEMENT_FIELDS)


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
        fields: tuple[str, ...] = (
            "key",
            "from_track",
            "kind",
            "to_track",
            "statement",
            *STATEMENT_FIELDS,
        )


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


class TrackSerializer(NamedTrackSerializer):
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
            "in_framework",
        )


class TrackDetailSerializer(TrackSerializer):
    mappings = SaidOfTrackSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta(TrackSerializer.Meta):
        fields = (*TrackSerializer.Meta.fields, "mappings", *STATEMENT_FIELDS)


class CrosswalkMappingSerializer(StatementSerializer):
    class Meta:
        model = TrackMapping
        fields = ("key", "relation", *STATEMENT_FIELDS)


class CrosswalkPlaceSerializer(serializers.Serializer):
    """A track of a framework in the row of a theme."""

    framework_track = FrameworkTrackInListSerializer()
    mapping = CrosswalkMappingSerializer()
    differs = serializers.BooleanField(
        help_text="Whether it gives the theme another number than the nine of 1991."
    )


class CrosswalkCellSerializer(serializers.Serializer):
    framework = serializers.CharField(source="framework.slug", help_text="Its slug.")
    standing = serializers.ChoiceField(
        choices=[standing.value for standing in Standing],
        help_text="How the framework has the theme: with a number of its own, with a place but no "
        "number, within a wider track, or not at all.",
    )
    places = CrosswalkPlaceSerializer(many=True)


class CrosswalkRowSerializer(serializers.Serializer):
    """A theme through all frameworks, with a cell for each in their order."""

    track = TrackBriefSerializer()
    numbers = serializers.ListField(
        child=number_field(), help_text="The numbers that it has had as a place of its own."
    )
    keeps_number = serializers.BooleanField(
        source="is_constant", help_text="Whether every framework gives it the same number."
    )
    disagreements = DisagreementBriefSerializer(
        many=True, help_text="Those that at least two frameworks share in what they call it."
    )
    cells = CrosswalkCellSerializer(many=True)


class CrosswalkRestSerializer(serializers.Serializer):
    """The tracks of a framework that map to no theme."""

    framework = serializers.CharField(source="framework.slug", help_text="Its slug.")
    framework_tracks = FrameworkTrackInListSerializer(many=True)


class CrosswalkSerializer(serializers.Serializer):
    frameworks = FrameworkBriefSerializer(many=True)
    rows = CrosswalkRowSerializer(many=True)
    unmapped = CrosswalkRestSerializer(many=True)


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
    broader = serializers.SerializerMethodField()
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

    @extend_schema_field(ConceptBriefSerializer(allow_null=True))
    def get_broader(self, concept: Concept) -> Any:
        """A list joins it, which is a query less and brings what is not public as well."""
        broader = concept.broader
        if broader is None or not broader.is_public:
            return None
        return ConceptBriefSerializer(broader, context=self.context).data


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
