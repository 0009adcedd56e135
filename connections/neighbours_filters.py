"""What the API may be asked about neighbours and bridging actors, as their pages may."""

from __future__ import annotations

from typing import Any

import django_filters as filters

from actors.models import Actor
from connections.neighbours import SORTS, beside, initiatives_of, of_sort
from initiatives.models import Conflict, Initiative, Participation
from presentation.filters import Slug

SORT_LABELS = {"others": "People, bodies and whoever is no state.", "states": "States alone."}


def an_actor(help_text: str, **options: Any) -> Slug:
    rows, what = Actor.objects.public, "actor"
    return Slug(rows=rows, what=what, required=True, help_text=help_text, **options)


class NeighbourFilter(filters.FilterSet):
    """Of all parts that were taken, those of others in the initiatives of an actor."""

    actor = an_actor("The slug of the actor whose neighbours are asked for.", method="keep_beside")

    class Meta:
        model = Participation
        fields: tuple[str, ...] = ()

    def keep_beside(self, parts: Any, name: str, slug: str) -> Any:
        return beside(Actor.objects.public().get(slug=slug))


class BridgingFilter(filters.FilterSet):
    """Of all parts that were taken, those that count."""

    conflict = Slug(
        field_name="initiative__conflicts__slug",
        rows=Conflict.objects.public,
        what="conflict",
        help_text="The slug of a conflict: counted are only initiatives on it.",
    )
    of = filters.ChoiceFilter(
        choices=[(sort, SORT_LABELS[sort]) for sort in SORTS],
        method="keep_sort",
        help_text="Only actors of this sort.",
    )

    class Meta:
        model = Participation
        fields: tuple[str, ...] = ()

    def keep_sort(self, parts: Any, name: str, sort: str) -> Any:
        return of_sort(parts, sort)


class TakenPartFilter(filters.FilterSet):
    """The initiatives behind a number of neighbours or of a bridging actor."""

    actor = an_actor("The slug of an actor: initiatives in which it took part.", method="keep_its")
    conflict = Slug(
        field_name="conflicts__slug",
        rows=Conflict.objects.public,
        what="conflict",
        help_text="The slug of a conflict: only initiatives on it.",
    )

    class Meta:
        model = Initiative
        fields: tuple[str, ...] = ()

    @classmethod
    def get_filters(cls) -> Any:
        """“with” is a word of Python's, so that no attribute can have that name."""
        other = Slug(
            rows=Actor.objects.public,
            what="actor",
            method="keep_its",
            help_text="The slug of another actor: only initiatives in which both took part.",
        )
        return {**super().get_filters(), "with": other}

    def keep_its(self, initiatives: Any, name: str, slug: str) -> Any:
        its = initiatives_of(Actor.objects.public().get(slug=slug))
        return initiatives.filter(pk__in=its.order_by().values("pk"))
