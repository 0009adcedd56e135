"""Threads: initiatives on themes, and where each framework has a place for them.

A thread is a public initiative and a theme on which it has an involvement or a participation other
than an addressee's. In a framework it is at home in the one track that holds the theme, or in one
of several that may; or it has no home there (``tracks.labels``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import F, Q

from connections.ties import ties
from initiatives.models import Initiative, Involvement, Participation
from tracks.labels import Label, Standing, labels, labels_in
from tracks.models import Framework, FrameworkTrack, Track

NONE = "none"
"""The place of threads that have no home in a framework, as addresses say it."""
MAYBE = "ambiguous:"
USUAL = ("two-tracks-1981", "five-tracks-1991", "nine-tracks-1991", "nine-tracks-portsmouth")
FEWEST, MOST = 2, 6
"""Of frameworks on the loom at once."""
BY_NAME = ("name", "initiative_id", "number", "track_id")
"""The order of threads."""


@dataclass(frozen=True)
class Place:
    """Where threads are in a framework: (theme, number of threads) of each theme there."""

    framework: Framework
    label: Label
    themes: tuple[tuple[Track, int], ...] = ()

    @property
    def key(self) -> str:
        """As addresses say it: ``track-two``, ``ambiguous:track-four``, ``none``."""
        keys = ",".join(it.key for it in self.label.framework_tracks)
        return {Standing.EXACT: keys, Standing.AMBIGUOUS: MAYBE + keys}.get(
            self.label.standing, NONE
        )

    @property
    def standing(self) -> str:
        return self.label.standing.value

    @property
    def count(self) -> int:
        return sum(number for _, number in self.themes)

    @property
    def words(self) -> str:
        return {
            Standing.EXACT: self.label.words,
            Standing.AMBIGUOUS: f"maybe {self.label.words}",
        }.get(self.label.standing, "no home here")

    @property
    def numbers(self) -> str:
        """In short, for a small drawing: “2”, “4?”, “4/5?”; “·” for a track without a number."""
        short = "/".join(it.plain_number or "·" for it in self.label.framework_tracks)
        return f"{short}?" if self.label.standing == Standing.AMBIGUOUS else short or "–"


@dataclass(frozen=True)
class Row:
    """What is at home on a track, and what may be there; of several tracks only the latter."""

    home: Place | None
    maybe: Place | None

    @property
    def words(self) -> str:
        place = self.home or self.maybe
        return place.label.words if place else ""


@dataclass(frozen=True)
class Column:
    """A framework with its places, in its order: what is ambiguous stands below the first track
    that it may be, what has no home last. Every thread is in one of them."""

    framework: Framework
    places: tuple[Place, ...]

    def place_of(self, theme: Track) -> Place:
        return next(p for p in self.places if any(theme == its for its, _ in p.themes))

    @property
    def rows(self) -> list[Row]:
        """Each track, then each choice between several; what has no home is in no row."""
        found: dict[tuple[FrameworkTrack, ...], list[Place | None]] = {}
        for place in self.places:
            if place.label.framework_tracks:
                pair = found.setdefault(place.label.framework_tracks, [None, None])
                pair[place.label.standing == Standing.AMBIGUOUS] = place
        return [Row(*pair) for pair in found.values()]

    @property
    def homeless(self) -> Place:
        return self.places[-1]


@dataclass(frozen=True)
class Weave:
    """The same threads through several frameworks; themes without a thread are left out."""

    columns: tuple[Column, ...]
    themes: tuple[tuple[Track, int], ...]

    @property
    def count(self) -> int:
        """How many threads there are."""
        return sum(number for _, number in self.themes)

    @property
    def flows(self) -> list[tuple[Place, Place, Track, int]]:
        """(from, to, theme, number of threads) between neighbouring columns, theme by theme."""
        return [
            (left.place_of(theme), right.place_of(theme), theme, number)
            for left, right in pairwise(self.columns)
            for theme, number in self.themes
        ]


def usual() -> list[Framework]:
    """The four frameworks of USUAL where all are public, else the first MOST of all."""
    every = list(Framework.objects.public().with_tracks())
    found = [it for it in every if it.slug in USUAL]
    return found if len(found) == len(USUAL) else every[:MOST]


def weave(frameworks: Sequence[Framework]) -> Weave:
    """These frameworks, whose ``framework_tracks`` were prefetched, with the threads in each."""
    counts = counts_by_theme()
    themes = tuple((t, counts[t.pk]) for t in Track.objects.public() if t.pk in counts)
    found = labels_in(frameworks)
    columns = tuple(
        Column(it, places(it, it.framework_tracks.all(), found[it.pk], themes)) for it in frameworks
    )
    return Weave(columns, themes)


def places(
    framework: Framework,
    framework_tracks: Iterable[FrameworkTrack],
    labels: dict[int, Label],
    themes: Iterable[tuple[Track, int]],
) -> tuple[Place, ...]:
    """All tracks of a framework as places, what is ambiguous, and the place of the homeless."""
    found: dict[Label, list[tuple[Track, int]]] = {}
    for theme, number in themes:
        found.setdefault(labels[theme.pk], []).append((theme, number))
    order: list[Label] = []
    for it in framework_tracks:
        order.append(Label(Standing.EXACT, (it,)))
        order += [
            label
            for label in found
            if label.standing == Standing.AMBIGUOUS and label.framework_tracks[0] == it
        ]
    order.append(Label(Standing.UNMAPPED))
    return tuple(Place(framework, label, tuple(found.get(label, ()))) for label in order)


def counts_by_theme() -> dict[int, int]:
    """The number of all public threads of each theme that has any, by its pk."""
    return {pk: number for pk, number in ties().totals.items() if number}


class Thread(NamedTuple):
    """An initiative on a theme."""

    initiative: Initiative
    track: Track


@dataclass(frozen=True)
class Threads:
    """Rows ``initiative_id, track_id, name, number``, as a queryset of which a page can be cut.

    A union takes no filter: what is asked of it goes to each of the two queries.
    """

    halves: tuple[Any, Any]
    order: tuple[str, ...] = ()

    @property
    def model(self) -> Any:
        return self.halves[0].model

    @property
    def query(self) -> Any:
        return self.halves[0].query

    def filter(self, condition: Q) -> Threads:
        one, other = (half.filter(condition) for half in self.halves)
        return replace(self, halves=(one, other))

    def order_by(self, *columns: str) -> Threads:
        return replace(self, order=columns)

    def count(self) -> int:
        return int(self._rows().count())

    def __getitem__(self, part: slice) -> Any:
        return self._rows()[part]

    def _rows(self) -> Any:
        one, other = self.halves
        return one.union(other).order_by(*self.order)


def threads(themes: Iterable[Track]) -> Any:
    """The threads of these themes by name of the initiative, then by number of the theme."""
    parts = Involvement.objects.public(), Participation.objects.public().taking_part()
    one, other = (
        rows.filter(track__in=list(themes))
        .order_by()
        .annotate(name=F("initiative__name"), number=F("track__number"))
        .values_list("initiative_id", "track_id", "name", "number", named=True)
        for rows in parts
    )
    return Threads((one, other)).order_by(*BY_NAME)


def of_rows(rows: Iterable[Any], themes: Iterable[Track]) -> list[Thread]:
    """The threads of these rows of :class:`Threads` on these themes, in one query."""
    found = list(rows)
    initiatives = Initiative.objects.public().in_bulk({row.initiative_id for row in found})
    by_pk = {theme.pk: theme for theme in themes}
    return [Thread(initiatives[row.initiative_id], by_pk[row.track_id]) for row in found]


def place_in(framework: Framework, key: str) -> Place | None:
    """The place of a framework that goes by this key, with all themes there; none is counted."""
    tracks = FrameworkTrack.objects.public().filter(framework=framework)
    themes = [(theme, 0) for theme in Track.objects.public()]
    every = places(framework, tracks, labels(framework), themes)
    return next((place for place in every if place.key == key), None)
