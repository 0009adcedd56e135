"""The lists of tracks side by side: which track of each list stands for which theme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sources.models import Basis
from tracks.models import Framework, FrameworkTrack, Track, TrackMapping, plain

Relation = TrackMapping.Relation
OWN = frozenset({Relation.EXACT, Relation.CLOSE, Relation.BROAD})
"""Relations by which a list gives the theme, or a part of it, a place of its own. A wider track
(``narrow``) only takes the theme in, and gives it no number."""


class Standing(StrEnum):
    """How a list has a theme."""

    OWN = "own"
    UNNUMBERED = "unnumbered"
    WITHIN = "within"
    ABSENT = "absent"


@dataclass(frozen=True)
class Place:
    """A track of a list in the row of a theme, with the mapping that put it there."""

    framework_track: FrameworkTrack
    mapping: TrackMapping

    @property
    def is_own(self) -> bool:
        return self.mapping.relation in OWN

    @property
    def is_wider(self) -> bool:
        return self.mapping.relation == Relation.NARROW

    @property
    def number(self) -> Decimal | None:
        return self.framework_track.number

    @property
    def differs(self) -> bool:
        """Whether the list gives the theme another number than the nine of 1991."""
        return self.is_own and self.number not in (None, self.mapping.track.number)

    @property
    def marks_label(self) -> bool:
        """Whether a cell names the sources of the label: of a wider track, which recurs from row
        to row, those of the mapping do."""
        return self.is_own or not self.mapping.citations.all()

    @property
    def marks_mapping(self) -> bool:
        """Whether a cell names the sources of the mapping: where they add to those of the label."""
        known = {c.pk for c in self.framework_track.citations.all()} if self.marks_label else set()
        passages = {c.pk for c in self.mapping.citations.all()}
        return self.mapping.basis != Basis.CITED or not passages <= known


@dataclass(frozen=True)
class Cell:
    """What one list has in the row of a theme."""

    framework: Framework
    places: tuple[Place, ...]

    @property
    def standing(self) -> Standing:
        own = [place for place in self.places if place.is_own]
        if any(place.number is not None for place in own):
            return Standing.OWN
        if own:
            return Standing.UNNUMBERED
        if any(place.is_wider for place in self.places):
            return Standing.WITHIN
        return Standing.ABSENT


@dataclass(frozen=True)
class Row:
    """A theme through all lists."""

    track: Track
    cells: tuple[Cell, ...]

    @property
    def numbers(self) -> list[Decimal]:
        """The numbers that it has had as a place of its own, in ascending order."""
        return sorted(
            {
                place.number
                for cell in self.cells
                for place in cell.places
                if place.is_own and place.number is not None
            }
        )

    @property
    def plain_numbers(self) -> list[str]:
        return [plain(number) for number in self.numbers]

    @property
    def standings(self) -> dict[str, int]:
        """In how many lists it stands how; every standing is there."""
        found = Counter(cell.standing for cell in self.cells)
        return {standing.value: found[standing] for standing in Standing}

    @property
    def disagreements(self) -> list[Any]:
        """Those that at least two lists share in what they call it."""
        found = Counter(
            disagreement
            for cell in self.cells
            for disagreement in {
                disagreement
                for place in cell.places
                if place.is_own
                for statement in (place.framework_track, place.mapping)
                for disagreement in statement.disagreements.all()
            }
        )
        return sorted((d for d in found if found[d] > 1), key=lambda d: (-found[d], d.slug))

    @property
    def is_constant(self) -> bool:
        """Whether every list gives it a number of its own, and the same."""
        everywhere = all(cell.standing is Standing.OWN for cell in self.cells)
        return everywhere and len(self.numbers) == 1


@dataclass(frozen=True)
class Rest:
    """The tracks of a list that map to no theme."""

    framework: Framework
    framework_tracks: tuple[FrameworkTrack, ...]


@dataclass(frozen=True)
class Crosswalk:
    """The lists as columns, the themes as rows, and what has no place among the themes."""

    frameworks: tuple[Framework, ...]
    rows: tuple[Row, ...]
    unmapped: tuple[Rest, ...]

    @property
    def has_unmapped(self) -> bool:
        return any(rest.framework_tracks for rest in self.unmapped)

    @property
    def kept(self) -> list[Row]:
        """Themes that every list gives the same number."""
        return [row for row in self.rows if row.is_constant]

    @property
    def moved(self) -> list[Row]:
        """Themes that have had more than one number."""
        return [row for row in self.rows if len(row.numbers) > 1]

    @property
    def partial(self) -> list[Row]:
        """Themes with one number, which not every list gives them."""
        return [row for row in self.rows if len(row.numbers) == 1 and not row.is_constant]

    @property
    def places(self) -> list[Place]:
        """Row by row."""
        return [place for row in self.rows for cell in row.cells for place in cell.places]

    @property
    def marked(self) -> list[Any]:
        """Whatever has its sources marked, each once, in the order in which the table shows it."""
        found: list[Any] = [*self.frameworks]
        for place in self.places:
            found += [place.framework_track] * place.marks_label
            found += [place.mapping] * place.marks_mapping
        return list(dict.fromkeys([*found, *self._outside]))

    @property
    def disagreements(self) -> list[Any]:
        """Where sources differ on any of it, each once, but for those that stand in a row."""
        mapped = [s for place in self.places for s in (place.framework_track, place.mapping)]
        statements: list[Any] = [*self.frameworks, *mapped, *self._outside]
        found = [d for statement in statements for d in statement.disagreements.all()]
        in_rows = {disagreement for row in self.rows for disagreement in row.disagreements}
        return [d for d in dict.fromkeys(found) if d not in in_rows]

    @property
    def _outside(self) -> list[FrameworkTrack]:
        return [track for rest in self.unmapped for track in rest.framework_tracks]


def align(frameworks: Iterable[Framework], tracks: Sequence[Track]) -> Crosswalk:
    """The crosswalk of these lists over these themes, each in the order given.

    It reads only what was prefetched: ``framework_tracks`` of each framework with their
    ``mappings``, all as the public may see them.
    """
    lists = tuple(frameworks)
    rows = tuple(
        Row(track, tuple(Cell(framework, _places(framework, track)) for framework in lists))
        for track in tracks
    )
    unmapped = tuple(
        Rest(
            framework, tuple(it for it in framework.framework_tracks.all() if not it.mappings.all())
        )
        for framework in lists
    )
    return Crosswalk(lists, rows, unmapped)


def _places(framework: Framework, track: Track) -> tuple[Place, ...]:
    return tuple(
        Place(it, mapping)
        for it in framework.framework_tracks.all()
        for mapping in it.mappings.all()
        if mapping.track_id == track.pk
    )
