"""Two entries of a kind side by side: a row a fact, a cell for each of the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from actors.filters import ActorFilter
from actors.models import Actor
from connections.grid import counts
from connections.matrix import Measure
from connections.ties import SAME, ties
from initiatives.models import Conflict, Initiative, Outcome
from sources.edtf import parse
from tracks.crosswalk import align
from tracks.models import Framework, Track, TrackPoint


@dataclass(frozen=True)
class Fact:
    """One thing that is said of an entry: tracks, a link and words, in this order."""

    words: str = ""
    tracks: tuple[Track, ...] = ()
    link: str = ""
    address: str = ""
    """Where ``link`` leads."""
    statements: tuple[Any, ...] = ()
    """The rows whose marks stand behind it."""
    is_shared: bool = False
    """Whether the same is said of the other entry too."""

    @property
    def disagreements(self) -> list[Any]:
        """Where sources differ on it, each once."""
        return disagreements(self.statements)


def disagreements(statements: Iterable[Any]) -> list[Any]:
    """Where sources differ on any of these, each once."""
    return list(dict.fromkeys(d for it in statements for d in it.disagreements.all()))


@dataclass(frozen=True)
class Row:
    """What is said of either under one name, or of both together."""

    name: str
    a: tuple[Fact, ...] = ()
    b: tuple[Fact, ...] = ()
    both: tuple[Fact, ...] = ()
    track: Track | None = None
    """Stands as a chip in the place of the name."""

    @property
    def cells(self) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        return self.a, self.b


Facts = Iterable[Fact]


def row(name: str, tell: Callable[[Any], Facts], a: Any, b: Any) -> Row:
    """What ``tell`` finds of each entry; what is said of both stands first."""
    first, second = (sorted(tell(it), key=lambda fact: not fact.is_shared) for it in (a, b))
    return Row(name, tuple(first), tuple(second))


def entry_fact(entry: Any, shared: bool = False, words: str = "", *statements: Any) -> Fact:
    address = entry.get_absolute_url()
    return Fact(words, (), str(entry), address, statements, shared)


def text(words: str, *statements: Any) -> list[Fact]:
    return [Fact(words, statements=statements)] if words or statements else []


def dated(edtf: str) -> str:
    return str(parse(edtf)) if edtf else ""


def joined(*parts: str) -> str:
    """The parts that there are, with commas."""
    return ", ".join(part for part in parts if part)


# Tracks


def compare_tracks(a: Track, b: Track) -> list[Row]:
    rows = [row("In short", lambda t: text(t.summary or t.tagline, t), a, b)]
    frameworks = {
        it.framework_track.framework.pk: it.framework_track.framework
        for track in (a, b)
        for it in track.mappings.all()
    }
    common = _common(a, b, lambda t: {mapping.framework_track for mapping in t.mappings.all()})
    for framework in sorted(frameworks.values(), key=lambda it: (it.order, it.pk)):
        rows.append(
            row(f"In {framework}", partial(_called, framework=framework, common=common), a, b)
        )
    for kind in TrackPoint.Kind:
        rows.append(row(capfirst(kind.label), partial(_said, kind=kind), a, b))
    rows.append(row("Initiatives", _initiatives_on, a, b))
    rows.append(row("Actors", _actors_on, a, b))
    return [*rows, Row("Between the two", both=tuple(_between(a, b)))]


def _called(track: Track, framework: Framework, common: set[Any]) -> Facts:
    for mapping in track.mappings.all():
        it = mapping.framework_track
        if it.framework == framework:
            is_same = mapping.relation in SAME
            relation = "" if is_same else f"– {mapping.get_relation_display()}"
            words = f"{relation}: {it.definition or 'named without a definition.'}"
            statements = (it,) if is_same else (it, mapping)
            yield Fact(words, (), str(it), it.get_absolute_url(), statements, it in common)


def _said(track: Track, kind: str) -> Facts:
    for mapping in track.mappings.all():
        if mapping.relation in SAME:
            for point in mapping.framework_track.points.all():
                if point.kind == kind:
                    yield Fact(point.statement, statements=(point,))


def _initiatives_on(track: Track) -> Facts:
    number = Initiative.objects.public().listed().on_track(track.slug).count()
    yield Fact(link=str(number), address=f"{reverse('initiatives:list')}?track={track.slug}")


def _actors_on(track: Track) -> Facts:
    rows = ActorFilter({"track": track.slug}, queryset=Actor.objects.public().listed()).qs
    address = f"{reverse('actors:list')}?track={track.slug}"
    yield Fact(link=str(rows.count()), address=address)


def _between(a: Track, b: Track) -> Facts:
    tie = ties().between(a, b)
    for measure, start in (
        (Measure.INITIATIVES, a),
        (Measure.ACTORS, a),
        (Measure.HANDOVERS, a),
        (Measure.HANDOVERS, b),
        (Measure.STATED, a),
    ):
        number, other = measure.of(tie, start), b if start == a else a
        said = measure.said(number, start, other)
        address = measure.address(tie, "", start)
        yield Fact(link=said, address=address) if number else Fact(said)


# Frameworks


def compare_frameworks(a: Framework, b: Framework) -> list[Row]:
    crosswalk = align([a, b], Track.objects.public())
    rows = [
        row("In short", lambda f: text(f.summary, f), a, b),
        row("Originators", lambda f: map(Fact, map(str, f.originators.all())), a, b),
        row("Devised", lambda f: text(dated(f.devised)), a, b),
        row("Published", lambda f: text(dated(f.published)), a, b),
        row("Arrangement", lambda f: text(f.get_arrangement_display()), a, b),
        row("Number of tracks", _number_of_tracks, a, b),
    ]
    for theme in crosswalk.rows:
        cells = [tuple(map(_place, cell.places)) for cell in theme.cells]
        rows.append(Row(str(theme.track), cells[0], cells[1], track=theme.track))
    rest = [tuple(_framework_track(it) for it in r.framework_tracks) for r in crosswalk.unmapped]
    return [*rows, Row("No place among the themes", rest[0], rest[1])]


def _number_of_tracks(framework: Framework) -> Facts:
    number = str(len(framework.framework_tracks.all()))
    yield Fact(link=number, address=f"{framework.get_absolute_url()}#tracks")


def _framework_track(it: Any, words: str = "", *more: Any) -> Fact:
    return Fact(words, (), str(it), it.get_absolute_url(), (it, *more))


def _place(place: Any) -> Fact:
    relation = place.mapping.get_relation_display()
    return _framework_track(place.framework_track, f"– {relation}", place.mapping)


# Actors


def compare_actors(a: Actor, b: Actor) -> list[Row]:
    common = _common(a, b, lambda actor: {it.initiative_id for it in actor.participations.all()})
    return [
        row("In short", lambda it: text(it.summary or it.get_kind_display(), it), a, b),
        row("Kind", lambda it: text(it.get_kind_display()), a, b),
        row("Country", lambda it: text(it.country), a, b),
        row("Dates", lambda it: text(dated(it.dates)), a, b),
        row("Tracks that a source counts it on", _counted_on, a, b),
        row("Tracks that it took part from", _took_part_from, a, b),
        row("Roles", _roles, a, b),
        row("Initiatives", lambda it: _parts_taken(it, common), a, b),
        row("Relationships", _relationships, a, b),
    ]


def _counted_on(actor: Actor) -> Facts:
    for it in actor.actor_tracks.all():
        yield Fact(it.statement, (it.track,), statements=(it,))


def _took_part_from(actor: Actor) -> Facts:
    taken = [it.track for it in actor.participations.all() if it.role != it.Role.ADDRESSEE]
    tracks = sorted({*taken}, key=lambda track: track.number)
    return [Fact(tracks=tuple(tracks))] if tracks else []


def _roles(actor: Actor) -> Facts:
    names = {it.get_role_display() for it in actor.participations.all()}
    return text(joined(*sorted(names)))


def _parts_taken(actor: Actor, common: set[int]) -> Facts:
    by_initiative: dict[Any, list[Any]] = {}
    for it in actor.participations.all():
        by_initiative.setdefault(it.initiative, []).append(it)
    for initiative in sorted(by_initiative, key=str):
        parts = by_initiative[initiative]
        words = "; ".join(f"{it.get_role_display().lower()}" for it in parts)
        tracks = tuple(dict.fromkeys(it.track for it in parts))
        address = initiative.get_absolute_url()
        is_shared = initiative.pk in common
        yield Fact(f"– {words}", tracks, str(initiative), address, tuple(parts), is_shared)


def _relationships(actor: Actor) -> Facts:
    for it in actor.relationships.all():
        words = joined(f"– {it.get_kind_display()} {it.other}", dated(it.dates))
        yield entry_fact(it.other, False, words, it)
    for it in actor.relationships_in.all():
        words = joined(f"– {it.actor} {it.get_kind_display()} {actor}", dated(it.dates))
        yield entry_fact(it.actor, False, words, it)


# Initiatives


def compare_initiatives(a: Initiative, b: Initiative) -> list[Row]:
    conflicts = _common(a, b, lambda it: {*it.conflicts.all()})
    tracks = _common(a, b, lambda it: {row.track for row in it.involvements.all()})
    actors = _common(a, b, lambda it: {row.actor for row in it.participations.all()})
    return [
        row("In short", lambda it: text(it.summary or it.name, it), a, b),
        row("Kind", lambda it: text(it.get_kind_display()), a, b),
        row("Dates", lambda it: text(dated(it.dates)), a, b),
        row("Region", lambda it: text(it.get_region_display()), a, b),
        row("Secrecy", lambda it: text(it.get_secrecy_display()), a, b),
        row(
            "Conflicts",
            lambda it: [entry_fact(row, row in conflicts) for row in it.conflicts.all()],
            a,
            b,
        ),
        row("Tracks", lambda it: _involvements(it, tracks), a, b),
        row("Handovers", _handovers, a, b),
        row("Who took part", lambda it: _who(it, actors), a, b),
        row(
            "Where", lambda it: [Fact(row.name, statements=(row,)) for row in it.venues.all()], a, b
        ),
        row("What came of it", lambda it: map(_outcome, it.outcomes.all()), a, b),
    ]


def _involvements(initiative: Initiative, shared: set[Track]) -> Facts:
    for it in initiative.involvements.all():
        words = joined(it.get_function_display(), dated(it.dates)) + (it.why and f". {it.why}")
        yield Fact(words, (it.track,), statements=(it,), is_shared=it.track in shared)


def _handovers(initiative: Initiative) -> Facts:
    for it in initiative.handovers.all():
        words = joined(it.get_kind_display(), dated(it.date)) + (it.cause and f". {it.cause}")
        yield Fact(words, (it.from_track, it.to_track), statements=(it,))


def _who(initiative: Initiative, shared: set[Actor]) -> Facts:
    for it in initiative.participations.all():
        words = f"– {it.get_role_display().lower()}"
        address = it.actor.get_absolute_url()
        yield Fact(words, (it.track,), str(it.actor), address, (it,), it.actor in shared)


def _outcome(it: Outcome) -> Fact:
    return Fact(
        f"{joined(it.get_kind_display(), dated(it.date))}. {it.statement}", statements=(it,)
    )


# Conflicts


def compare_conflicts(a: Conflict, b: Conflict) -> list[Row]:
    parties = _common(a, b, lambda it: {*it.parties.all()})
    initiatives = _common(a, b, lambda it: {*it.initiatives.all()})
    themes = {track.pk: track for track in Track.objects.public()}
    return [
        row("In short", lambda it: text(it.summary or it.name, it), a, b),
        row("Kind, as coded here", lambda it: text(it.get_kind_display()), a, b),
        row("Dates", lambda it: text(dated(it.dates)), a, b),
        row("Countries", lambda it: text(it.countries), a, b),
        row(
            "Parties named",
            lambda it: [entry_fact(row, row in parties) for row in it.parties.all()],
            a,
            b,
        ),
        row("Initiatives by track", lambda it: _by_track(it, themes), a, b),
        row("Initiatives", lambda it: _in_time(it, initiatives), a, b),
        row("Agreements", _agreements, a, b),
    ]


def _by_track(conflict: Conflict, themes: dict[int, Track]) -> Facts:
    numbers = counts([conflict])
    for pk, track in themes.items():
        if number := numbers[conflict.pk, pk]:
            query = f"?conflict={conflict.slug}&track={track.slug}"
            address = reverse("initiatives:list") + query
            link = "1 initiative" if number == 1 else f"{number} initiatives"
            yield Fact(tracks=(track,), link=link, address=address)


def _in_time(conflict: Conflict, shared: set[Initiative]) -> Facts:
    """Its initiatives by the time of their start; the page of each says what it rests on."""
    for it in sorted(conflict.initiatives.all(), key=lambda it: it.dates_earliest or date.max):
        yield entry_fact(it, it in shared, dated(it.dates))


def _agreements(conflict: Conflict) -> Facts:
    return [_outcome(it) for it in conflict.outcomes.all() if it.kind in Outcome.AGREEMENTS]


def _common(a: Any, b: Any, things: Callable[[Any], set[Any]]) -> set[Any]:
    return things(a) & things(b)


@dataclass(frozen=True)
class Comparable:
    """A kind of entry of which two can stand side by side."""

    model: Any
    rows: Callable[[Any, Any], list[Row]]
    bundle: str = "for_detail"
    """The loading bundle that brings what the rows read."""

    @property
    def kind(self) -> str:
        return str(self.model.KIND)

    def find(self, slugs: Iterable[str]) -> dict[str, Any]:
        """The public entries of these slugs, by slug, as their rows need them."""
        entries = getattr(self.model.objects.public().filter(slug__in=list(slugs)), self.bundle)()
        return {entry.slug: entry for entry in entries}

    def table(self, a: Any, b: Any) -> list[Row]:
        """The rows in which something is said of either."""
        return [it for it in self.rows(a, b) if it.a or it.b or it.both]


COMPARED = {
    it.kind: it
    for it in (
        Comparable(Track, compare_tracks),
        Comparable(Framework, compare_frameworks, "for_crosswalk"),
        Comparable(Actor, compare_actors),
        Comparable(Initiative, compare_initiatives),
        Comparable(Conflict, compare_conflicts),
    )
}
