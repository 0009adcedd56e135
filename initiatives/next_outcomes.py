"""What came next on the same conflict: handovers, and the first outcome that followed each."""

from __future__ import annotations

from collections.abc import Iterable

from initiatives.models import Handover, Outcome


def next_outcomes(handovers: Iterable[Handover]) -> dict[int, Outcome]:
    """By the pk of a handover, of those ``with_next_outcomes()``: the earlier of the two found.

    One query, however many handovers.
    """
    found = {it.pk: {it.next_named, it.next_unnamed} - {None} for it in handovers}  # type: ignore[attr-defined]
    outcomes = Outcome.objects.public().with_links().in_bulk({*set().union(*found.values())})
    return {pk: min((outcomes[it] for it in its), key=_place) for pk, its in found.items() if its}


def _place(outcome: Outcome) -> tuple[object, ...]:
    return outcome.date_earliest, outcome.initiative.slug, outcome.key
