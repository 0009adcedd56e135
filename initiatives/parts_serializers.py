"""How the parts of initiatives look in the flat lists: each row with what it belongs to."""

from __future__ import annotations

from rest_framework import serializers

from actors.serializers import ActorDetailSerializer
from initiatives.models import Outcome
from initiatives.serializers import (
    ConflictBriefSerializer,
    HandoverSerializer,
    InitiativeBriefSerializer,
    InitiativeRelationSerializer,
    InvolvementSerializer,
    OutcomeSerializer,
    ParticipationSerializer,
)
from sources.serializers import ROW_FIELDS, RowSerializer


class InvolvementRowSerializer(RowSerializer, InvolvementSerializer):
    initiative = InitiativeBriefSerializer()

    class Meta(InvolvementSerializer.Meta):
        fields = (*ROW_FIELDS, "initiative", *InvolvementSerializer.Meta.fields)


class NextOutcomeSerializer(RowSerializer, serializers.ModelSerializer):
    """An outcome in brief."""

    initiative = InitiativeBriefSerializer()
    conflict = ConflictBriefSerializer(
        allow_null=True, help_text="As far as the outcome names one itself."
    )

    class Meta:
        model = Outcome
        fields = (*ROW_FIELDS, "initiative", "kind", "date", "statement", "conflict")


class HandoverRowSerializer(RowSerializer, HandoverSerializer):
    initiative = InitiativeBriefSerializer()
    next_outcome = NextOutcomeSerializer(
        allow_null=True,
        help_text="The first outcome of the same conflict that is not before the handover, of "
        "whichever initiative; null if there is none, or the handover has no date.",
    )

    class Meta(HandoverSerializer.Meta):
        fields = (*ROW_FIELDS, "initiative", *HandoverSerializer.Meta.fields, "next_outcome")


class ParticipationRowSerializer(RowSerializer, ParticipationSerializer):
    initiative = InitiativeBriefSerializer()

    class Meta(ParticipationSerializer.Meta):
        fields = (*ROW_FIELDS, "initiative", *ParticipationSerializer.Meta.fields)


class OutcomeRowSerializer(RowSerializer, OutcomeSerializer):
    initiative = InitiativeBriefSerializer()

    class Meta(OutcomeSerializer.Meta):
        fields = (*ROW_FIELDS, "initiative", *OutcomeSerializer.Meta.fields)


class InitiativeRelationRowSerializer(RowSerializer, InitiativeRelationSerializer):
    class Meta(InitiativeRelationSerializer.Meta):
        fields = (*ROW_FIELDS, *InitiativeRelationSerializer.Meta.fields)


class TakenPartSerializer(ParticipationSerializer):
    """A part that an actor took in an initiative."""

    initiative = InitiativeBriefSerializer()

    class Meta(ParticipationSerializer.Meta):
        fields = ("initiative", *(f for f in ParticipationSerializer.Meta.fields if f != "actor"))


class ActorWithPartsSerializer(ActorDetailSerializer):
    """All that the rooms up to this one say of an actor."""

    participations = TakenPartSerializer(many=True)

    class Meta(ActorDetailSerializer.Meta):
        fields = (*ActorDetailSerializer.Meta.fields, "participations")
