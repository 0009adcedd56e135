from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from initiatives.serializers import InitiativeBriefSerializer
from tracks.labels import Standing
from tracks.serializers import (
    FrameworkBriefSerializer,
    TrackBriefSerializer,
    TrackInFrameworkSerializer,
)


class LoomThemeSerializer(serializers.Serializer):
    """A theme with how many threads it has."""

    track = serializers.SerializerMethodField()
    threads = serializers.SerializerMethodField()

    @extend_schema_field(TrackBriefSerializer)
    def get_track(self, row: Any) -> Any:
        return TrackBriefSerializer(row[0], context=self.context).data

    def get_threads(self, row: Any) -> int:
        return int(row[1])


class ThreadSerializer(serializers.Serializer):
    """An initiative on a theme."""

    initiative = InitiativeBriefSerializer()
    track = TrackBriefSerializer()


class LoomPlaceSerializer(serializers.Serializer):
    """Where threads are in a framework."""

    framework = serializers.CharField(source="framework.slug", help_text="Its slug.")
    key = serializers.CharField(
        help_text="The key of its track; “ambiguous:” and the keys of the tracks that may hold "
        "them, with commas between; or “none”."
    )
    standing = serializers.ChoiceField(choices=[standing.value for standing in Standing])
    tracks = TrackInFrameworkSerializer(source="label.framework_tracks", many=True)
    threads = serializers.IntegerField(source="count")


class LoomEndSerializer(serializers.Serializer):
    """A place of a framework, from which threads come or to which they go."""

    framework = serializers.CharField(source="framework.slug", help_text="Its slug.")
    place = serializers.CharField(source="key", help_text="The key of the place in it.")


class LoomFlowSerializer(serializers.Serializer):
    """The threads of a theme from a place of one framework to that of the next."""

    start = serializers.SerializerMethodField()
    end = serializers.SerializerMethodField()
    track = serializers.SerializerMethodField(help_text="The slug of the theme.")
    threads = serializers.SerializerMethodField()

    @extend_schema_field(LoomEndSerializer)
    def get_start(self, flow: Any) -> Any:
        return LoomEndSerializer(flow[0]).data

    @extend_schema_field(LoomEndSerializer)
    def get_end(self, flow: Any) -> Any:
        return LoomEndSerializer(flow[1]).data

    def get_track(self, flow: Any) -> str:
        return str(flow[2].slug)

    def get_threads(self, flow: Any) -> int:
        return int(flow[3])


class LoomSerializer(serializers.Serializer):
    """The threads through several frameworks."""

    frameworks = FrameworkBriefSerializer(many=True)
    count = serializers.IntegerField(help_text="How many threads there are.")
    themes = LoomThemeSerializer(many=True, help_text="Those that have a thread.")
    places = LoomPlaceSerializer(many=True)
    flows = LoomFlowSerializer(many=True)
