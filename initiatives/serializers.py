from __future__ import annotations

from rest_framework import serializers

from actors.serializers import ActorBriefSerializer
from initiatives.models import (
    Conflict,
    ConflictAccount,
    Coverage,
    Handover,
    Initiative,
    InitiativeAccount,
    InitiativeRelation,
    Involvement,
    Outcome,
    Participation,
    Venue,
)
from sources.serializers import (
    ENTRY_FIELDS,
    STATEMENT_FIELDS,
    CitationSerializer,
    DisagreementBriefSerializer,
    EntrySerializer,
    StatementSerializer,
    api_url,
)
from tracks.serializers import TrackBriefSerializer


class ConflictBriefSerializer(EntrySerializer):
    url = api_url("conflict-detail")

    class Meta:
        model = Conflict
        fields = (*ENTRY_FIELDS, "name")


class InitiativeBriefSerializer(EntrySerializer):
    url = api_url("initiative-detail")

    class Meta:
        model = Initiative
        fields = (*ENTRY_FIELDS, "name", "kind", "dates")


class InitiativeSerializer(EntrySerializer):
    url = api_url("initiative-detail")
    tracks = TrackBriefSerializer(many=True)
    main_track = TrackBriefSerializer(allow_null=True)
    conflicts = ConflictBriefSerializer(many=True)

    class Meta:
        model = Initiative
        fields: tuple[str, ...] = (
            *ENTRY_FIELDS,
            "name",
            "kind",
            "summary",
            "dates",
            "dates_earliest",
            "dates_latest",
            "region",
            "tracks",
            "main_track",
            "conflicts",
            "confidence",
            "secrecy",
        )


class InitiativeAccountSerializer(StatementSerializer):
    main_track = TrackBriefSerializer(allow_null=True)

    class Meta:
        model = InitiativeAccount
        fields = (
            "key",
            "name",
            "kind",
            "region",
            "summary",
            "dates",
            "main_track",
            "confidence",
            *STATEMENT_FIELDS,
        )


class VenueSerializer(StatementSerializer):
    class Meta:
        model = Venue
        fields = ("key", "name", "country", *STATEMENT_FIELDS)


class InvolvementSerializer(StatementSerializer):
    track = TrackBriefSerializer()

    class Meta:
        model = Involvement
        fields: tuple[str, ...] = (
            "key",
            "track",
            "dates",
            "dates_earliest",
            "dates_latest",
            "function",
            "why",
            *STATEMENT_FIELDS,
        )


class HandoverSerializer(StatementSerializer):
    from_track = TrackBriefSerializer()
    to_track = TrackBriefSerializer()

    class Meta:
        model = Handover
        fields: tuple[str, ...] = (
            "key",
            "from_track",
            "to_track",
            "date",
            "date_earliest",
            "date_latest",
            "kind",
            "mechanism",
            "cause",
            *STATEMENT_FIELDS,
        )


class ParticipationSerializer(StatementSerializer):
    actor = ActorBriefSerializer()
    track = TrackBriefSerializer()

    class Meta:
        model = Participation
        fields: tuple[str, ...] = (
            "key",
            "actor",
            "track",
            "role",
            "capacity",
            "dates",
            "dates_earliest",
            "dates_latest",
            "statement",
            *STATEMENT_FIELDS,
        )


class OutcomeSerializer(StatementSerializer):
    conflict = ConflictBriefSerializer(allow_null=True)

    class Meta:
        model = Outcome
        fields: tuple[str, ...] = (
            "key",
            "kind",
            "date",
            "date_earliest",
            "date_latest",
            "statement",
            "conflict",
            *STATEMENT_FIELDS,
        )


class InitiativeRelationSerializer(StatementSerializer):
    initiative = InitiativeBriefSerializer()
    other = InitiativeBriefSerializer()

    class Meta:
        model = InitiativeRelation
        fields: tuple[str, ...] = (
            "key",
            "initiative",
            "kind",
            "other",
            "statement",
            *STATEMENT_FIELDS,
        )


class InitiativeDetailSerializer(InitiativeSerializer):
    accounts = InitiativeAccountSerializer(many=True)
    venues = VenueSerializer(many=True)
    involvements = InvolvementSerializer(many=True)
    handovers = HandoverSerializer(many=True)
    participations = ParticipationSerializer(many=True)
    outcomes = OutcomeSerializer(many=True)
    relations = InitiativeRelationSerializer(many=True)
    relations_in = InitiativeRelationSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta(InitiativeSerializer.Meta):
        fields = (
            *InitiativeSerializer.Meta.fields,
            "accounts",
            "venues",
            "involvements",
            "handovers",
            "participations",
            "outcomes",
            "relations",
            "relations_in",
            *STATEMENT_FIELDS,
        )


class ConflictSerializer(EntrySerializer):
    url = api_url("conflict-detail")

    class Meta:
        model = Conflict
        fields: tuple[str, ...] = (
            *ENTRY_FIELDS,
            "name",
            "kind",
            "summary",
            "countries",
            "dates",
            "dates_earliest",
            "dates_latest",
            "note",
        )


class ConflictAccountSerializer(StatementSerializer):
    class Meta:
        model = ConflictAccount
        fields = ("key", "name", "kind", "countries", "dates", "note", *STATEMENT_FIELDS)


class CoverageSerializer(serializers.ModelSerializer):
    """Somebody searched for initiatives on this track, and found none."""

    track = TrackBriefSerializer()

    class Meta:
        model = Coverage
        fields = ("key", "track", "searched_by", "searched_on", "languages", "note")


class ConflictDetailSerializer(ConflictSerializer):
    accounts = ConflictAccountSerializer(many=True)
    parties = ActorBriefSerializer(many=True)
    initiatives = InitiativeBriefSerializer(many=True)
    coverage = CoverageSerializer(many=True)
    citations = CitationSerializer(many=True)
    disagreements = DisagreementBriefSerializer(many=True)

    class Meta(ConflictSerializer.Meta):
        fields = (
            *ConflictSerializer.Meta.fields,
            "ucdp",
            "pax",
            "accounts",
            "parties",
            "initiatives",
            "coverage",
            *STATEMENT_FIELDS,
        )
