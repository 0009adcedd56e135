from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Prefetch, Q

from sources.querysets import CitedQuerySet, gated


def public(model: str) -> Any:
    return apps.get_model(model)._default_manager.public()


class ParticipationQuerySet(CitedQuerySet):
    def taking_part(self) -> Any:
        """Those of actors that took part, which an addressee did not."""
        return self.exclude(role="addressee")


class ConflictQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        return self

    def for_detail(self) -> Any:
        return self.with_evidence().prefetch_related(
            Prefetch("parties", queryset=public("actors.Actor")),
            gated("accounts", "initiatives.ConflictAccount"),
            Prefetch("initiatives", queryset=public("initiatives.Initiative").for_score()),
            gated("outcomes", "initiatives.Outcome"),
            gated("coverage", "initiatives.Coverage"),
        )


class InitiativeQuerySet(CitedQuerySet):
    def on_track(self, slug: str) -> Any:
        """With an involvement on the track, or a participation that is not an addressee's."""
        involved = public("initiatives.Involvement").filter(track__slug=slug)
        taking_part = public("initiatives.Participation").taking_part().filter(track__slug=slug)
        return self.filter(
            Q(pk__in=involved.values("initiative")) | Q(pk__in=taking_part.values("initiative"))
        )

    def for_list(self) -> Any:
        return self.prefetch_related(
            Prefetch("main_track", queryset=public("tracks.Track")),
            Prefetch("conflicts", queryset=public("initiatives.Conflict")),
            Prefetch(
                "involvements", queryset=public("initiatives.Involvement").select_related("track")
            ),
        )

    def for_score(self) -> Any:
        """With what the score of a conflict shows of each, besides what a list does."""
        handovers = public("initiatives.Handover").select_related("from_track", "to_track")
        return self.for_list().prefetch_related(
            Prefetch("handovers", queryset=handovers),
            Prefetch("outcomes", queryset=public("initiatives.Outcome")),
        )

    def for_detail(self) -> Any:
        return self.with_evidence().prefetch_related(
            Prefetch("main_track", queryset=public("tracks.Track")),
            Prefetch("conflicts", queryset=public("initiatives.Conflict")),
            gated("accounts", "initiatives.InitiativeAccount"),
            gated("venues", "initiatives.Venue"),
            gated("involvements", "initiatives.Involvement"),
            gated("handovers", "initiatives.Handover"),
            gated("participations", "initiatives.Participation"),
            gated("outcomes", "initiatives.Outcome"),
            gated("relations", "initiatives.InitiativeRelation"),
            gated("relations_in", "initiatives.InitiativeRelation"),
        )
