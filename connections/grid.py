"""How many initiatives each conflict has on each track, and what an empty place means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import get_language_info

from curation.collection import chosen
from initiatives.models import Conflict, Coverage, Initiative, Involvement, Participation
from tracks.models import Track

SEARCHED, UNKNOWN, ELSEWHERE = "searched", "unknown", "elsewhere"
"""Why a track is empty: searched and none found, not yet researched, or a collection is chosen."""


@dataclass(frozen=True)
class Cell:
    """A conflict on a track: the number of its initiatives there or, without any, the reason."""

    conflict: Conflict
    track: Track
    number: int
    coverage: Coverage | None

    @property
    def state(self) -> str:
        if self.number:
            return ""
        if chosen():
            return ELSEWHERE
        return SEARCHED if self.coverage else UNKNOWN

    @property
    def note(self) -> str:
        """What an empty place means, in words."""
        if self.state == SEARCHED and self.coverage:
            return f"searched, none found ({search_in_words(self.coverage)})"
        if self.number:
            return f"nothing ran here, though {self.number} had participants from here"
        return {UNKNOWN: "not yet researched", ELSEWHERE: "nothing in this collection"}.get(
            self.state, ""
        )


@dataclass(frozen=True)
class Line:
    conflict: Conflict
    number: int
    """Of all its initiatives, on whichever track."""
    cells: list[Cell]


def search_in_words(coverage: Coverage) -> str:
    """By whom, when and in which languages."""
    day = coverage.searched_on
    languages = ", ".join(map(_language, coverage.languages.split()))
    return f"{coverage.searched_by}, {day.day} {day:%B %Y}, in {languages}"


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


def grid(conflicts: Iterable[Conflict], tracks: list[Track]) -> list[Line]:
    """The conflicts, each with a cell a track. Counted are public initiatives, in four queries."""
    conflicts = list(conflicts)
    numbers = counts(conflicts)
    totals = dict(
        Initiative.objects.public()
        .listed()
        .filter(conflicts__in=conflicts)
        .order_by()
        .values_list("conflicts")
        .annotate(Count("pk", distinct=True))
    )
    searches = {
        (search.conflict_id, search.track_id): search
        for search in Coverage.objects.public().filter(conflict__in=conflicts)
    }
    return [
        Line(
            conflict, totals.get(conflict.pk, 0), list(_cells(conflict, tracks, numbers, searches))
        )
        for conflict in conflicts
    ]


def _cells(
    conflict: Conflict, tracks: list[Track], numbers: Counter[Any], searches: dict[Any, Coverage]
) -> Iterator[Cell]:
    for track in tracks:
        place = conflict.pk, track.pk
        yield Cell(conflict, track, numbers[place], searches.get(place))


def counts(conflicts: Iterable[Conflict]) -> Counter[tuple[int, int]]:
    """The initiatives on each pair of a conflict and a track, by their keys, in two queries.

    On a track is what has an involvement there, or a participation other than an addressee's: the
    same as ``Initiative.objects.on_track``. Those with an involvement are counted first, and then
    those that have participations alone.
    """
    conflicts = list(conflicts)
    involved = Involvement.objects.public()
    taking_part = (
        Participation.objects.public()
        .taking_part()
        .exclude(
            Exists(involved.filter(initiative=OuterRef("initiative"), track=OuterRef("track")))
        )
    )
    found: Counter[tuple[int, int]] = Counter()
    for rows in (involved, taking_part):
        counted = (
            rows.filter(initiative__conflicts__in=conflicts)
            .order_by()
            .values_list("initiative__conflicts", "track")
            .annotate(Count("initiative", distinct=True))
        )
        for conflict, track, number in counted:
            found[conflict, track] += number
    return found
