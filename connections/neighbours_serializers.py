from __future__ import annotations

from rest_framework import serializers

from actors.serializers import ActorBriefSerializer
from connections.neighbours import NAMED
from initiatives.serializers import InitiativeBriefSerializer
from tracks.serializers import TrackBriefSerializer


class NeighbourSerializer(serializers.Serializer):
    """An actor that appears in the same initiatives as the one that was asked about."""

    actor = ActorBriefSerializer()
    shared = serializers.IntegerField(
        label="Shared initiatives", help_text="In how many initiatives both took part."
    )
    initiatives = InitiativeBriefSerializer(
        many=True, label="First of them", help_text=f"The first {NAMED} of them by name."
    )


class BridgeSerializer(serializers.Serializer):
    """An actor that took part on two tracks or more."""

    actor = ActorBriefSerializer()
    tracks = TrackBriefSerializer(many=True, help_text="The tracks from which it took part.")
    initiatives = serializers.IntegerField(help_text="In how many initiatives it took part.")
