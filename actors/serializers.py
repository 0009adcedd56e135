from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from actors.models import Actor, ActorAlias, ActorPoint, ActorTrack, Relationship
from sources.serializers import (
    ENTRY_FIELDS,
    STATEMENT_FIELDS,
    CitationSerializer,
    DisagreementBriefSerializer,
    EntrySerializer,
    StatementSerializer,
    api_url,
)
from tracks.serializers import FrameworkTrackBriefSerializer, TrackBriefSerializer


class ActorBriefSerializer(EntrySerializer):
    url = api_url("actor-detail")

    class Meta:
        model = Actor
        fields = (*ENTRY_FIELDS, "kind", "name")


class ActorSerializer(EntrySerializer):
    url = api_url("actor-detail")
    tracks = serializers.SerializerMethodField(
        help_text="The tracks on which a source counts the actor."
    )

    class Meta:
        model = Actor
        fields: tuple[str, ...] = (
            *ENTRY_FIELDS,
            "kind",
            "name",
            "sort_name",
            "summary",
            "dates",
            "dates_earliest",
            "dates_latest",
            "country",
            "tracks",
        )

    @extend_schema_field(TrackBriefSerializer(many=True))
    def get_tracks(self, actor: Actor) -> Any:
        tracks = [row.track for row in actor.actor_tracks.all()]
        return TrackBriefSerializer(tracks, many=True, context=self.context).data


class ActorAliasSerializer(StatementSerializer):
    class Meta:
        model = ActorAlias
        fields = ("key", "name", "used_by", *STATEMENT_FIELDS)


class ActorPointSerializer(StatementSerializer):
    class Meta:
        model = ActorPoint
        fields = ("key", "kind", "statement", "dates", *STATEMENT_FIELDS)


class ActorTrackSerializer(StatementSerializer):
    track = TrackBriefSerializer()
    framework_track = FrameworkTrackBriefSerializer(allow_null=True)

    class Meta:
        model = ActorTrack
        fields = ("key", "track", "framework_track", "statement", *STATEMENT_FIELDS)


class RelationshipSerializer(StatementSerializer):
    actor = ActorBriefSerializer()
    other = ActorBriefSerializer()

    class Meta:
        model = Relationship
        fields = ("key", "actor", "kind", "other", "dates", "statement", *STATEMENT_FIELDS)


class ActorDetailSerializer(ActorSerializer):
    aliases = ActorAliasSerializer(many=True)
    points = ActorPointSerializer(many=True)
    actor_tracks = ActorTrackSerializer(many=True)
    relationships = RelationshipSerializer(many=True)
    relationships_in = RelationshipSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta(ActorSerializer.Meta):
        fields: tuple[str, ...] = (
            *ActorSerializer.Meta.fields,
            "publicity",
            "wikidata",
            "ror",
            "orcid",
            "cow",
            "aliases",
            "points",
            "actor_tracks",
            "relationships",
            "relationships_in",
            *STATEMENT_FIELDS,
        )
