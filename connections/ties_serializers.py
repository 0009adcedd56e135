from __future__ import annotations

from django.urls import reverse
from rest_framework import serializers

from actors.serializers import ActorBriefSerializer
from connections.ties import ENOUGH, Tie
from initiatives.parts_serializers import TakenPartSerializer
from initiatives.serializers import (
    HandoverSerializer,
    InitiativeBriefSerializer,
    InvolvementSerializer,
    ParticipationSerializer,
)
from tracks.serializers import FrameworkBriefSerializer, TrackRelationSerializer


class TieSerializer(serializers.Serializer):
    """What ties two tracks together, “a” before “b” by number."""

    a = serializers.CharField(source="a.slug", help_text="Slug of the first track.")
    b = serializers.CharField(source="b.slug", help_text="Slug of the second track.")
    url = serializers.SerializerMethodField(help_text="This pair in the API.")
    html_url = serializers.SerializerMethodField(help_text="The page for people.")
    stated = serializers.IntegerField(
        help_text="Relations that sources state, carried to the tracks by exact and close mappings."
    )
    shared_initiatives = serializers.IntegerField(
        help_text="Initiatives with an involvement or a participation, other than an addressee’s, "
        "on both."
    )
    shared_actors = serializers.IntegerField(
        help_text="Actors with participations, other than as addressee or observer, on both."
    )
    handovers_ab = serializers.IntegerField(help_text="Efforts that moved from a to b.")
    handovers_ba = serializers.IntegerField(help_text="Efforts that moved from b to a.")
    strength = serializers.FloatField(
        allow_null=True,
        help_text="Salton’s cosine: shared initiatives / √(those on a · those on b), from 0 to 1; "
        f"null where fewer than {ENOUGH} ran on one of the two.",
    )

    def get_url(self, tie: Tie) -> str:
        return self._address("connection-pair", tie)

    def get_html_url(self, tie: Tie) -> str:
        return self._address("connections:pair", tie)

    def _address(self, view: str, tie: Tie) -> str:
        path = reverse(view, args=[tie.a.slug, tie.b.slug])
        address: str = self.context["request"].build_absolute_uri(path)
        return address


class TiesSerializer(serializers.Serializer):
    """Every pair of tracks, also those that nothing ties together."""

    count = serializers.IntegerField(help_text="How many pairs there are.")
    results = TieSerializer(many=True)


class PairSerializer(TieSerializer):
    """A pair of tracks, and where what stands behind each number is listed."""

    lists = serializers.SerializerMethodField(
        help_text="Addresses of the lists behind the numbers, with the filters of this one."
    )

    def get_lists(self, tie: Tie) -> dict[str, str]:
        request = self.context["request"]
        query = request.META["QUERY_STRING"]
        found = {}
        for what in ("statements", "initiatives", "actors", "handovers"):
            path = reverse(f"connection-{what}", args=[tie.a.slug, tie.b.slug])
            found[what] = request.build_absolute_uri(f"{path}?{query}" if query else path)
        return found


class StatedRelationSerializer(TrackRelationSerializer):
    """What a source says of two tracks of a framework."""

    framework = FrameworkBriefSerializer()

    class Meta(TrackRelationSerializer.Meta):
        fields = ("framework", *TrackRelationSerializer.Meta.fields)


class MovedSerializer(HandoverSerializer):
    """An effort that moved from one track to another."""

    initiative = InitiativeBriefSerializer()

    class Meta(HandoverSerializer.Meta):
        fields = ("initiative", *HandoverSerializer.Meta.fields)


class SharedInitiativeSerializer(serializers.Serializer):
    """An initiative, and what puts it on the track, or on each of two."""

    initiative = InitiativeBriefSerializer(source="entry")
    involvements = InvolvementSerializer(many=True)
    participations = ParticipationSerializer(
        many=True, help_text="Who took part, from a track on which it has no involvement."
    )


class SharedActorSerializer(serializers.Serializer):
    """An actor, and the parts that it took on the two tracks."""

    actor = ActorBriefSerializer(source="entry")
    participations = TakenPartSerializer(many=True)
