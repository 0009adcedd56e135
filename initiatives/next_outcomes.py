"""What came next on the same conflict: handovers, and the first outcome that followed each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from initiatives.models import Outcome


def next_outcomes(handovers: Sequence[Any]) -> dict[int, Outcome]:
    """By the pk of a handover, of those ``with_next_outcomes()``: the earlier of the two found.

    One query, however many handovers.
    """
    pks = {pk for it in handovers for pk in (it.next_named, it.next_unnamed)}
    outcomes = Outcome.objects.public().with_links().in_bulk(pks - {None})
    found = {}
    for it in handovers:
        following = [outcomes[pk] for pk in (it.next_named, it.next_unnamed) if pk in outcomes]
        if following:
            found[it.pk] = min(following, key=_place)
    return found


def _place(outcome: Outcome) -> tuple[Any, ...]:
    return outcome.date_earliest, outcome.initiative.slug, outcome.key
