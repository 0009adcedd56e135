"""What came next on the same conflict: handovers, and the first outcome that followed each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from initiatives.models import Conflict, Handover, Outcome

IN_ORDER = ("date_earliest", "initiative__slug", "key", "pk")


def next_outcomes(handovers: Iterable[Handover]) -> dict[int, Outcome]:
    """By the pk of a handover: the next outcome of one of its initiative's conflicts.

    An outcome is of the conflict that it names; one that names none is of all conflicts of its
    initiative. The next one is the first by ``date_earliest`` that is not before the handover's,
    then by the slug of its initiative and its key. Without a date nothing comes next.
    Three queries, however many handovers.
    """
    dated = [(it, it.date_earliest) for it in handovers if it.date_earliest]
    if not dated:
        return {}
    of_initiative: dict[int, list[int]] = defaultdict(list)
    conflicts = Conflict.objects.public().filter(
        initiatives__in={it.initiative_id for it, _ in dated}
    )
    for initiative, conflict in conflicts.order_by().values_list("initiatives", "pk"):
        of_initiative[initiative].append(conflict)
    by_conflict = _outcomes_of(
        {pk for pks in of_initiative.values() for pk in pks}, min(day for _, day in dated)
    )
    found = {}
    for handover, day in dated:
        following = [
            places[at]
            for places in (by_conflict[pk] for pk in of_initiative[handover.initiative_id])
            if (at := bisect_left(places, (day,))) < len(places)
        ]
        if following:
            found[handover.pk] = min(following)[-1]
    outcomes = Outcome.objects.public().with_links().in_bulk({*found.values()})
    return {handover: outcomes[pk] for handover, pk in found.items() if pk in outcomes}


def _outcomes_of(conflicts: Iterable[int], since: Any) -> dict[int, list[tuple[Any, ...]]]:
    """The dated outcomes of each conflict, in order, as ``IN_ORDER`` has them."""
    outcomes = Outcome.objects.public().filter(date_earliest__gte=since).order_by()
    named = outcomes.filter(conflict__in=conflicts).values_list("conflict", *IN_ORDER)
    unnamed = outcomes.filter(conflict=None, initiative__conflicts__in=conflicts)
    others = unnamed.values_list("initiative__conflicts", *IN_ORDER)
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for conflict, *place in named.union(others, all=True):
        found[conflict].append(tuple(place))
    for places in found.values():
        places.sort()
    return found
