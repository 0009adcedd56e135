"""Neighbours and bridging actors: pages, and counts against loops over all rows."""

from collections import defaultdict

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from connections.neighbours import NAMED
from connections.neighbours_views import FIRST
from connections.templatetags.connections import LISTED_NEIGHBOURS
from initiatives.models import Participation
from tests.factories import (
    make_actor,
    make_conflict,
    make_initiative,
    make_participation,
    make_track,
)
from tests.markup import faults, markup
from tracks.models import Track

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

NEIGHBOURS = "/connections/neighbours/"
BRIDGING = "/connections/bridging/"

FEW = st.integers(0, 3)
ROWS = st.sets(
    st.tuples(FEW, FEW, st.integers(0, 2), st.sampled_from(["host", "addressee", "observer"])),
    max_size=25,
)
"""(actor, initiative, track, role) of each participation."""


class World:
    """Four actors, of which one may be withheld, four initiatives and a conflict."""

    def __init__(self, rows, states, withheld, draft, on_conflict):
        self.tracks = [make_track() for _ in range(3)]
        self.actors = [
            make_actor(
                name=f"Actor {number}",
                kind="state" if number in states else "ngo",
                visibility="withheld" if number == withheld else "shown",
            )
            for number in range(4)
        ]
        self.conflict = make_conflict()
        self.initiatives = [
            make_initiative(
                status="draft" if number == draft else "published",
                conflicts=[self.conflict] if number in on_conflict else [],
            )
            for number in range(4)
        ]
        Participation.objects.bulk_create(
            Participation(
                key=f"row-{place}",
                actor=self.actors[actor],
                initiative=self.initiatives[initiative],
                track=self.tracks[track],
                role=role,
            )
            for place, (actor, initiative, track, role) in enumerate(sorted(rows))
        )
        self.parts = [
            (actor, initiative, track)
            for actor, initiative, track, role in rows
            if role == "host" and actor != withheld and initiative != draft
        ]


WORLDS = {
    "rows": ROWS,
    "states": st.sets(FEW),
    "withheld": st.none() | FEW,
    "draft": st.none() | FEW,
    "on_conflict": st.sets(FEW),
}


@settings(max_examples=40, deadline=None)
@given(**WORLDS, asked=FEW)
def test_shared_initiatives_are_those_of_a_loop_over_all_rows(asked, withheld, **values):
    withheld = None if withheld == asked else withheld
    with transaction.atomic():
        world = World(withheld=withheld, **values)
        of: dict[int, set[int]] = defaultdict(set)
        for actor, initiative, _ in world.parts:
            of[actor].add(initiative)
        expected = [
            (world.actors[other].pk, {world.initiatives[number].pk for number in shared})
            for other in range(4)
            if other != asked and (shared := of[asked] & of[other])
        ]
        expected.sort(key=lambda pair: (-len(pair[1]), pair[0]))  # keys rise as names do

        slug = world.actors[asked].slug
        found = Client().get(NEIGHBOURS, {"actor": slug}).context["neighbours"]

        told = [(one.actor.pk, one.shared, {it.pk for it in one.initiatives}) for one in found]
        assert told == [(pk, len(shared), shared) for pk, shared in expected]
        for pk, shared in expected:
            other = next(actor for actor in world.actors if actor.pk == pk)
            answer = Client().get(NEIGHBOURS, {"actor": slug, "with": other.slug})
            assert {it.pk for it in answer.context["page_obj"]} == shared
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None)
@given(**WORLDS, within=st.booleans())
def test_bridging_actors_are_those_of_a_loop_over_all_rows(within, **values):
    with transaction.atomic():
        world = World(**values)
        tracks: dict[int, set[int]] = defaultdict(set)
        initiatives: dict[int, set[int]] = defaultdict(set)
        for actor, initiative, track in world.parts:
            if not within or initiative in values["on_conflict"]:
                tracks[actor].add(track)
                initiatives[actor].add(initiative)
        order = sorted(
            (actor for actor in tracks if len(tracks[actor]) > 1),
            key=lambda actor: (-len(tracks[actor]), -len(initiatives[actor]), actor),
        )
        query = {"conflict": world.conflict.slug} if within else {}

        answer = Client().get(BRIDGING, query)

        for sort, rows, count in answer.context["tables"]:
            those = [n for n in order if (n in values["states"]) == (sort == "states")]
            assert count == len(those)
            assert [(row.actor.pk, row.initiatives) for row in rows] == [
                (world.actors[n].pk, len(initiatives[n])) for n in those
            ]
            assert [{*row.tracks} for row in rows] == [
                {world.tracks[track] for track in tracks[n]} for n in those
            ]
            for row, number in zip(rows, those, strict=True):
                behind = Client().get(BRIDGING, {**query, "actor": row.actor.slug})
                assert {it.pk for it in behind.context["page_obj"]} == {
                    world.initiatives[n].pk for n in initiatives[number]
                }
        transaction.set_rollback(True)


# The pages


def hub(others, shared=1):
    """An actor with so many others in so many initiatives, all of one track."""
    actor, track = make_actor(name="Hub", slug="hub"), make_track()
    initiatives = [make_initiative(name=f"Talks {number:02}") for number in range(shared)]
    for initiative in initiatives:
        make_participation(actor=actor, initiative=initiative, track=track)
    for number in range(others):
        other = make_actor(name=f"Other {number:02}", slug=f"other-{number:02}")
        for initiative in initiatives:
            make_participation(actor=other, initiative=initiative, track=track)
    return actor


def test_the_page_of_an_actor_names_who_appears_in_the_same_initiative(client):
    actor = hub(1)
    page = markup(client.get(actor.get_absolute_url()))

    assert "Appear in the same initiative Actor Initiatives Which Other 00 1" in page.text
    assert f"/connections/paths/?from={actor.ref}" in {link for link, _ in page.links}


def test_an_actor_of_whom_nothing_is_told_has_no_such_section(client):
    assert "neighbours" not in markup(client.get(make_actor().get_absolute_url())).ids


def test_an_actor_who_is_alone_is_said_to_be(client):
    part = make_participation()
    text = markup(client.get(part.actor.get_absolute_url())).text

    assert f"Nobody else here appears in an initiative in which {part.actor} took part." in text


def test_beyond_the_first_the_page_of_an_actor_leads_to_all(client):
    actor = hub(LISTED_NEIGHBOURS + 1)
    page = markup(client.get(actor.get_absolute_url()))

    assert f"all {LISTED_NEIGHBOURS + 1} actors" in page.text
    assert f"{NEIGHBOURS}?actor=hub" in {link for link, _ in page.links}
    assert (
        f"{LISTED_NEIGHBOURS + 1} actors" in markup(client.get(NEIGHBOURS, {"actor": "hub"})).text
    )


def test_a_count_of_more_than_are_named_leads_to_a_list_of_just_so_many(client):
    hub(1, shared=NAMED + 2)
    page = markup(client.get(NEIGHBOURS, {"actor": "hub"}))

    address = f"{NEIGHBOURS}?actor=hub&with=other-00"
    assert address in {link for link, _ in page.links}
    assert f"Talks {NAMED - 1:02}; and others" in page.text
    assert f"{NAMED + 2} initiatives" in markup(client.get(address)).text


def test_lists_are_paged(client):
    hub(55)
    answer = client.get(NEIGHBOURS, {"actor": "hub", "page": 2})

    assert len(answer.context["neighbours"]) == 5
    assert not faults(answer.content.decode())


def bridge(**fields):
    actor = make_actor(**fields)
    for track in tracks():
        make_participation(actor=actor, track=track)
    return actor


def tracks():
    found = [*Track.objects.all()[:2]]
    return found if len(found) == 2 else [make_track(), make_track()]


def test_bridging_actors_stand_apart_by_sort_with_their_tracks_and_a_link(client):
    state, person = bridge(kind="state", slug="norway"), bridge(kind="person", slug="beilin")
    answer = client.get(BRIDGING)
    links = {link for link, _ in markup(answer).links}

    tables = {sort: [row.actor for row in rows] for sort, rows, _ in answer.context["tables"]}
    assert tables == {"states": [state], "others": [person]}
    assert {f"{BRIDGING}?actor=norway", f"{BRIDGING}?actor=beilin"} <= links
    assert not faults(answer.content.decode())


def test_beyond_the_first_bridging_actors_lead_to_all_of_their_sort(client):
    for _ in range(FIRST + 2):
        bridge()
    page = markup(client.get(BRIDGING))

    assert f"All {FIRST + 2}" in page.text
    assert f"{BRIDGING}?of=others" in {link for link, _ in page.links}
    assert len(client.get(BRIDGING, {"of": "others"}).context["tables"][0][1]) == FIRST + 2


@pytest.mark.parametrize(
    "address",
    [
        BRIDGING,
        f"{BRIDGING}?of=others",
        f"{BRIDGING}?conflict=the-conflict",
        f"{NEIGHBOURS}?actor=hub",
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_rows(client, address):
    conflict = make_conflict(slug="the-conflict")
    counts = []
    actor = hub(3)
    for _ in range(2):
        for other in (bridge(), bridge(kind="state")):
            make_participation(
                actor=other, initiative=actor.participations.first().initiative, track=tracks()[0]
            )
            for part in other.participations.all():
                part.initiative.conflicts.add(conflict)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What cannot be answered


@pytest.mark.parametrize(
    ("address", "parameter"),
    [(NEIGHBOURS, "actor"), (NEIGHBOURS, "with"), (BRIDGING, "actor"), (BRIDGING, "conflict")],
)
@pytest.mark.parametrize("slug", ["nobody", "%00", "x" * 5000])
def test_an_unknown_entry_is_not_found(client, address, parameter, slug):
    assert client.get(f"{address}?{parameter}={slug}").status_code == 404


@pytest.mark.parametrize(
    ("address", "parameter", "make"),
    [
        (NEIGHBOURS, "actor", lambda: make_actor(slug="hidden-one", visibility="withheld")),
        (NEIGHBOURS, "with", lambda: make_actor(slug="hidden-one", status="draft")),
        (BRIDGING, "actor", lambda: make_actor(slug="hidden-one", visibility="withheld")),
        (BRIDGING, "conflict", lambda: make_conflict(slug="hidden-one", status="draft")),
    ],
)
def test_what_is_not_public_answers_as_what_is_unknown_to_the_byte(
    client, address, parameter, make
):
    make()
    of_hidden, of_unknown = (
        client.get(address, {parameter: slug}) for slug in ("hidden-one", "unknownone")
    )

    assert of_hidden.status_code == of_unknown.status_code == 404
    assert of_hidden.content.decode().replace("hidden-one", "unknownone") == (
        of_unknown.content.decode()
    )


@pytest.mark.parametrize("query", ["page=x", "page=-1", "of=people", "what=ever"])
def test_parameters_without_a_meaning_are_passed_over(client, query):
    bridge()

    assert client.get(f"{BRIDGING}?{query}").status_code == 200


def test_without_an_actor_the_page_of_neighbours_leads_to_the_list(client):
    assert "Choose an actor from the list" in markup(client.get(NEIGHBOURS)).text
