from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Count, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from sources.querysets import CitedQuerySet, gated

IN_TIME = ("initiative__by_date", "initiative__name", "initiative_id", "position", "key")


class ActorQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        """With the tracks on which sources count each."""
        named = apps.get_model("actors.ActorTrack")._default_manager.public()
        return self.prefetch_related(
            Prefetch("actor_tracks", queryset=named.select_related("track"))
        )

    def for_detail(self) -> Any:
        """With all that the rooms up to this one say of an actor."""
        return self.with_evidence().prefetch_related(
            "contributor",
            gated("aliases", "actors.ActorAlias"),
            gated("points", "actors.ActorPoint"),
            gated("actor_tracks", "actors.ActorTrack"),
            gated("relationships", "actors.Relationship"),
            gated("relationships_in", "actors.Relationship"),
            gated("participations", "initiatives.Participation", *IN_TIME),
            gated("contributor__contributions", "sources.Contribution"),
        )

    def with_initiatives(self) -> Any:
        """With the number of public initiatives in which it has a role, as ``initiatives``."""
        participations = apps.get_model("initiatives.Participation")._default_manager.public()
        mine = participations.filter(actor=OuterRef("pk")).order_by().values("actor")
        number = mine.annotate(number=Count("initiative", distinct=True)).values("number")
        return self.annotate(initiatives=Coalesce(Subquery(number), 0))

    def on_track(self, slug: str) -> Any:
        """Those whom a source counts on the track, or who take part from there (no addressees)."""
        named = apps.get_model("actors.ActorTrack")._default_manager.public()
        participations = apps.get_model("initiatives.Participation")._default_manager.public()
        taking_part = participations.taking_part().filter(track__slug=slug)
        return self.filter(
            Q(pk__in=named.filter(track__slug=slug).values("actor"))
            | Q(pk__in=taking_part.values("actor"))
        )
