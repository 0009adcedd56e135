"""The queues of what rests on nothing, and of questions on which sources differ."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from curation.desk import Line, Queue, register
from curation.models import WithoutBasis
from curation.withheld import visible
from sources.models import Disagreement


@register
class StatementsWithoutBasis(Queue):
    name = "without-basis"
    place = 4
    title = "Without basis"
    about = (
        "Entries with statements that say not what they rest on, are said to be cited without a "
        "passage that the public may see, or rest on the works of an entry that lists none. They "
        "cannot be published so."
    )
    empty = "Every statement says what it rests on."
    note = "What"

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        rows = visible(WithoutBasis.objects.order_by("since", "id"), user)
        rows = rows.filter(kind=kind) if kind else rows
        found = rows.values_list("kind", "slug", "since", "statements")
        return [
            Line((kind, slug), when, why="1 statement" if number == 1 else f"{number} statements")
            for kind, slug, when, number in found[start:stop]
        ]

    def address(self, line: Line) -> str:
        return reverse("admin:curation_without_basis", args=line.natural)


@register
class Undecided(Queue):
    """Questions whose positions are weighed by nobody yet: neither one preferred nor none."""

    name = "undecided"
    place = 5
    title = "Disputed, no position preferred"
    about = (
        "Sources differ, and this base follows none of them. It need not: a position is preferred "
        "only where there is a reason. Where none is, say why in the reason, and the question "
        "leaves this list."
    )
    empty = "Wherever sources differ, a position is preferred, or it is said why none is."
    kind = Disagreement.KIND
    since = "Last changed"

    def lines(self, user: Any, kind: str, start: int, stop: int) -> list[Line]:
        rows = Disagreement.objects.public().filter(
            kind=Disagreement.Kind.SOURCES_DIFFER, preferred=None, preference_reason=""
        )
        found = rows.order_by("modified", "pk").values_list("slug", "modified")
        return [Line((Disagreement.KIND, slug), when) for slug, when in found[start:stop]]

    def address(self, line: Line) -> str:
        assert line.entry
        return f"{line.entry.form}#id_preferred"
