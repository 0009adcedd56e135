"""Every count of ties equals what plain loops over plain data find, and leads to as many rows."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from connections import pairs
from connections.scope import connection_filter
from connections.ties import ties
from curation.collection import only
from tests.factories import (
    make_actor,
    make_conflict,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
    make_track_relation,
)

pytestmark = pytest.mark.django_db

NUMBERS = ("1", "1.5", "2", "3")
ROLES = ("addressee", "observer", "mediator", "party")
BASES = ("case", "general-knowledge")
COLLECTIONS = ("casebook", "curated")
DATES = {"": None, "1960": (1960, 1960), "1970/1980": (1970, 1980), "1975/..": (1975, 9999)}
TODAY = date.today().year  # noqa: DTZ011 (a year is enough)


@dataclass(frozen=True)
class Initiative:
    kind: str
    dates: str
    in_conflict: bool
    is_public: bool


@dataclass(frozen=True)
class Row:
    """A part: an initiative by its place, tracks by theirs, and what it rests on."""

    initiative: int
    track: int
    basis: str
    collection: str
    to: int = 0
    actor: int = 0
    role: str = ""


places = st.integers(0, 3)
rows = st.builds(
    Row,
    initiative=places,
    track=places,
    basis=st.sampled_from(BASES),
    collection=st.sampled_from(COLLECTIONS),
    to=places,
    actor=places,
    role=st.sampled_from(ROLES),
)
initiatives = st.builds(
    Initiative,
    kind=st.sampled_from(["dialogue", "treaty"]),
    dates=st.sampled_from([*DATES]),
    in_conflict=st.booleans(),
    is_public=st.sampled_from([True, True, True, False]),
)


@dataclass(frozen=True)
class World:
    initiatives: list[Initiative]
    involvements: list[Row]
    participations: list[Row]
    handovers: list[Row]
    relations: list[Row]
    shown: list[bool]
    """Whether each actor is shown or withheld."""
    mapped: list[int]
    """To which track each of the four tracks of a framework maps."""


def unique(found: list[Row]) -> list[Row]:
    """The database takes a part of an actor once."""
    return [*{(r.initiative, r.track, r.actor, r.role, r.collection): r for r in found}.values()]


worlds = st.builds(
    World,
    initiatives=st.lists(initiatives, min_size=4, max_size=4),
    involvements=st.lists(rows, max_size=8),
    participations=st.lists(rows, max_size=12).map(unique),
    handovers=st.lists(rows.filter(lambda row: row.track != row.to), max_size=6),
    relations=st.lists(rows.filter(lambda row: row.track != row.to), max_size=4),
    shown=st.lists(st.sampled_from([True, True, True, False]), min_size=4, max_size=4),
    mapped=st.lists(places, min_size=4, max_size=4),
)
asked = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.just("dialogue"),
        "conflict": st.just("a-conflict"),
        "basis": st.sampled_from(BASES),
        "year_from": st.sampled_from(["1961", "1981"]),
        "year_to": st.sampled_from(["1960", "1972"]),
    },
).filter(lambda given: given.get("year_from", "0") <= given.get("year_to", "9999"))


def build(world: World) -> None:
    tracks = [make_track(number=number) for number in NUMBERS]
    conflict = make_conflict(slug="a-conflict")
    entries = [
        make_initiative(
            kind=it.kind,
            dates=it.dates,
            conflicts=[conflict] if it.in_conflict else [],
            status="published" if it.is_public else "draft",
        )
        for it in world.initiatives
    ]
    actors = [make_actor(visibility="shown" if shown else "withheld") for shown in world.shown]

    def rests(row: Row) -> dict[str, str]:
        return {"basis": row.basis, "collection": row.collection}

    for row in world.involvements:
        track = tracks[row.track]
        make_involvement(initiative=entries[row.initiative], track=track, **rests(row))
    for row in world.participations:
        make_participation(
            initiative=entries[row.initiative],
            actor=actors[row.actor],
            track=tracks[row.track],
            role=row.role,
            **rests(row),
        )
    for row in world.handovers:
        make_handover(
            initiative=entries[row.initiative],
            from_track=tracks[row.track],
            to_track=tracks[row.to],
            **rests(row),
        )
    framework = make_framework()
    themes = [make_framework_track(framework=framework) for _ in tracks]
    for theme, place in zip(themes, world.mapped, strict=True):
        make_track_mapping(framework_track=theme, track=tracks[place], relation="close")
    for row in world.relations:
        make_track_relation(
            framework=framework, from_track=themes[row.track], to_track=themes[row.to], **rests(row)
        )


def left(world: World, given: dict[str, str], collection: str) -> World:
    """The world with only what the public sees and the filters leave."""

    def is_asked_for(it: Initiative) -> bool:
        span = DATES[it.dates]
        if "kind" in given and it.kind != given["kind"]:
            return False
        if "conflict" in given and not it.in_conflict:
            return False
        if {"year_from", "year_to"} & {*given}:
            if span is None:
                return False
            begins, ends = span
            if begins > int(given.get("year_to", 9999)):
                return False
            if min(ends, TODAY) < int(given.get("year_from", 0)):
                return False
        return it.is_public

    def rests(row: Row) -> bool:
        if collection and row.collection != collection:
            return False
        return given.get("basis", row.basis) == row.basis

    def stays(row: Row) -> bool:
        return rests(row) and is_asked_for(world.initiatives[row.initiative])

    return replace(
        world,
        involvements=[row for row in world.involvements if stays(row)],
        participations=[
            row for row in world.participations if stays(row) and world.shown[row.actor]
        ],
        handovers=[row for row in world.handovers if stays(row)],
        relations=[row for row in world.relations if rests(row)],
    )


def count(world: World, a: int, b: int) -> tuple[int, int, int, int, int]:
    """Initiatives, actors, handovers there, handovers back, stated relations."""

    def ran(initiative: int, track: int) -> bool:
        if any(r.initiative == initiative and r.track == track for r in world.involvements):
            return True
        return any(
            r.initiative == initiative and r.track == track and r.role != "addressee"
            for r in world.participations
        )

    def took_part(actor: int, track: int) -> bool:
        return any(
            r.actor == actor and r.track == track and r.role not in ("addressee", "observer")
            for r in world.participations
        )

    return (
        sum(ran(i, a) and ran(i, b) for i in range(4)),
        sum(took_part(i, a) and took_part(i, b) for i in range(4)),
        sum((r.track, r.to) == (a, b) for r in world.handovers),
        sum((r.track, r.to) == (b, a) for r in world.handovers),
        sum({world.mapped[r.track], world.mapped[r.to]} == {a, b} for r in world.relations),
    )


@settings(max_examples=30, deadline=None)
@given(worlds, asked, st.sampled_from(["", *COLLECTIONS]))
def test_counts_are_those_of_plain_loops_and_lead_to_as_many_rows(world, given, collection):
    with transaction.atomic():
        build(world)
        with only(collection):
            scope = connection_filter(given).scope
            found = ties(scope)
            seen = left(world, given, collection)
            for (a, first), (b, second) in combinations(enumerate(found.tracks), 2):
                tie = found.between(first, second)
                counted = (
                    tie.shared_initiatives,
                    tie.shared_actors,
                    tie.handovers_ab,
                    tie.handovers_ba,
                    tie.stated,
                )
                assert counted == count(seen, a, b), (first, second)
                initiatives = pairs.initiatives(scope, first, second)
                actors = pairs.actors(scope, first, second)
                assert {row.pk for row in initiatives} == {*found.initiatives_on(first, second)}
                assert {row.pk for row in actors} == {*found.actors_on(first, second)}
                listed = (
                    len(initiatives),
                    len(actors),
                    len(pairs.handovers(scope, first, second, first)),
                    len(pairs.handovers(scope, first, second, second)),
                    len(pairs.statements(scope, first, second)),
                )
                assert listed == counted, (first, second)
            for place, track in enumerate(found.tracks):
                alone = count(seen, place, place)[0]
                assert found.on(track) == len(pairs.initiatives(scope, track)) == alone
        transaction.set_rollback(True)
