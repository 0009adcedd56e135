"""How what is said of tracks looks in the flat lists: each row with what it belongs to."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from sources.serializers import ROW_FIELDS, RowSerializer
from tracks.serializers import (
    FrameworkBriefSerializer,
    FrameworkTrackBriefSerializer,
    TrackBriefSerializer,
    TrackPointSerializer,
    TrackRelationSerializer,
)


class TrackPointRowSerializer(RowSerializer, TrackPointSerializer):
    framework = FrameworkBriefSerializer(source="framework_track.framework")
    framework_track = FrameworkTrackBriefSerializer()
    tracks = serializers.SerializerMethodField(
        help_text="The themes that the track is, by an exact or close mapping."
    )

    class Meta(TrackPointSerializer.Meta):
        fields = (
            *ROW_FIELDS,
            "framework",
            "framework_track",
            "tracks",
            *TrackPointSerializer.Meta.fields,
        )

    @extend_schema_field(TrackBriefSerializer(many=True))
    def get_tracks(self, point: Any) -> Any:
        themes = [mapping.track for mapping in point.framework_track.same]
        return TrackBriefSerializer(themes, many=True, context=self.context).data


class TrackRelationRowSerializer(RowSerializer, TrackRelationSerializer):
    framework = FrameworkBriefSerializer()
    from_track = FrameworkTrackBriefSerializer(
        allow_null=True, help_text="A track of the framework; null means all of them."
    )
    to_track = FrameworkTrackBriefSerializer(
        allow_null=True, help_text="A track of the framework; null means all of them."
    )

    class Meta(TrackRelationSerializer.Meta):
        fields = (*ROW_FIELDS, "framework", *TrackRelationSerializer.Meta.fields)
