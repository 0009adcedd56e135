"""How a framework calls a theme: by one of its tracks, perhaps by one of several, or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from tracks.models import Framework, FrameworkTrack, Track, TrackMapping

Relation = TrackMapping.Relation
HOLDS = frozenset({Relation.EXACT, Relation.CLOSE, Relation.NARROW})
"""Relations by which whatever is on the theme is on the framework's track. The track of a broad
or related one is only a part of the theme, or beside it."""


class Standing(StrEnum):
    """What can be said of a theme in the words of a framework."""

    EXACT = "exact"
    AMBIGUOUS = "ambiguous"
    UNMAPPED = "unmapped"


@dataclass(frozen=True)
class Label:
    """The framework's track that a theme is on; the tracks that it may be on; or none."""

    standing: Standing
    framework_tracks: tuple[FrameworkTrack, ...] = ()

    @property
    def words(self) -> str:
        """Numbers and names: “2 Business”, “4 Educators or 5 Peace activists”."""
        return " or ".join(map(str, self.framework_tracks))


UNMAPPED = Label(Standing.UNMAPPED)


def label(mappings: Iterable[TrackMapping]) -> Label:
    """What the mappings of a framework's tracks to one theme say of it. Never a guess.

    One track alone that holds the theme is its place, even where others are a part of the theme.
    """
    rows = list(mappings)
    holding = [row.framework_track for row in rows if row.relation in HOLDS]
    if len(holding) == 1:
        return Label(Standing.EXACT, tuple(holding))
    if rows:
        return Label(Standing.AMBIGUOUS, tuple(row.framework_track for row in rows))
    return UNMAPPED


def labels_in(frameworks: Iterable[Framework]) -> dict[int, dict[int, Label]]:
    """By the pk of each framework: by the pk of each public track, its label there.

    Two queries, however many frameworks. The tracks of a label stand in the framework's order.
    """
    found: dict[tuple[int, int], list[TrackMapping]] = defaultdict(list)
    keys = [framework.pk for framework in frameworks]
    mappings = (
        TrackMapping.objects.public()
        .filter(framework_track__framework__in=keys)
        .select_related("framework_track")
        .order_by("framework_track__position", "framework_track__key")
    )
    for row in mappings:
        found[row.framework_track.framework_id, row.track_id].append(row)
    tracks = list(Track.objects.public().values_list("pk", flat=True))
    return {key: {track: label(found[key, track]) for track in tracks} for key in keys}


def labels(framework: Framework) -> dict[int, Label]:
    """How the framework calls each public track, by its pk; that of the one chosen is read once."""
    naming = chosen()
    if naming and naming.framework == framework:
        return naming.labels
    return labels_in([framework])[framework.pk]


class Naming:
    """The framework in whose words tracks are named; its labels are read at the first use."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    @cached_property
    def labels(self) -> dict[int, Label]:
        return labels_in([self.framework])[self.framework.pk]

    def label(self, track: Any) -> Label:
        return self.labels.get(track.pk, UNMAPPED)


_chosen: ContextVar[Naming | None] = ContextVar("naming", default=None)


def chosen() -> Naming | None:
    """In whose words tracks are to be named; None for our own."""
    return _chosen.get()


@contextmanager
def named_as_in(framework: Framework | None) -> Iterator[None]:
    """Name tracks in the words of a framework, as long as the block lasts; None for our own."""
    token = _chosen.set(Naming(framework) if framework else None)
    try:
        yield
    finally:
        _chosen.reset(token)
