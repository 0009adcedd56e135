"""The flat lists of the parts of initiatives, and actors with those that they took."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from actors.api import ActorViewSet
from initiatives.models import Handover, InitiativeRelation, Involvement, Outcome, Participation
from initiatives.next_outcomes import next_outcomes
from initiatives.parts_filters import (
    HandoverFilter,
    InitiativeRelationFilter,
    InvolvementFilter,
    OutcomeFilter,
    ParticipationFilter,
)
from initiatives.parts_serializers import (
    ActorWithPartsSerializer,
    HandoverRowSerializer,
    InitiativeRelationRowSerializer,
    InvolvementRowSerializer,
    OutcomeRowSerializer,
    ParticipationRowSerializer,
)
from presentation.parts import PartViewSet

DATED = {"id": "id", "date": "by_date"}


class ParticipationViewSet(PartViewSet):
    """Which actor took which part in which initiative, from which track.

    An addressee did not take part. Ordered by date, rows without one stand last.
    """

    queryset = Participation.objects.all()
    serializer_class = ParticipationRowSerializer
    filterset_class = ParticipationFilter
    ordering_fields = DATED


class InvolvementViewSet(PartViewSet):
    """On which tracks initiatives ran, or which stood behind them, and when.

    Ordered by date, rows without one stand last.
    """

    queryset = Involvement.objects.all()
    serializer_class = InvolvementRowSerializer
    filterset_class = InvolvementFilter
    ordering_fields = DATED


class HandoverViewSet(PartViewSet):
    """Efforts that moved from one track to another, each with the next outcome of the conflict.

    That is the first by date that is not before the handover, of whichever initiative on the same
    conflict; that it came of the handover is not said. Ordered by date, rows without one stand
    last.
    """

    queryset = Handover.objects.all()
    serializer_class = HandoverRowSerializer
    filterset_class = HandoverFilter
    ordering_fields = DATED

    def shown(self, rows: Sequence[Any]) -> Sequence[Any]:
        found = next_outcomes(rows)
        for handover in rows:
            handover.next_outcome = found.get(handover.pk)
        return rows


class OutcomeViewSet(PartViewSet):
    """What came of initiatives: agreements, channels, institutions, or nothing.

    Ordered by date, rows without one stand last.
    """

    queryset = Outcome.objects.all()
    serializer_class = OutcomeRowSerializer
    filterset_class = OutcomeFilter
    ordering_fields = DATED


class InitiativeRelationViewSet(PartViewSet):
    """How initiatives stand to each other: what inspired, spawned, preceded or fed which."""

    queryset = InitiativeRelation.objects.all()
    serializer_class = InitiativeRelationRowSerializer
    filterset_class = InitiativeRelationFilter


class ActorWithPartsViewSet(ActorViewSet):
    """People, organisations, states and delegations."""

    detail_serializer_class = ActorWithPartsSerializer
