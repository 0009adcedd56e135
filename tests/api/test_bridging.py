"""/api/v1/connections/bridging/: who takes part on two tracks or more."""

import base64
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_actor, make_conflict, make_participation, make_track
from tests.refusals import refused
from tests.tables import rows_of
from tests.taken_parts import by_chance
from tests.walking import walk
from tracks.models import Track

pytestmark = pytest.mark.django_db

LIST = "/api/v1/connections/bridging/"


def bridge(on=2, **fields):
    """An actor on so many tracks, in an initiative on each."""
    actor = make_actor(**fields)
    tracks = [*Track.objects.all()[:on]]
    tracks += [make_track() for _ in range(on - len(tracks))]
    for track in tracks:
        make_participation(actor=actor, track=track)
    return actor


def forged(*content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def slugs(rows):
    return [row["actor"]["slug"] for row in rows]


@pytest.mark.parametrize("within", ["", "&conflict=war"])
@pytest.mark.parametrize("of", ["states", "others"])
@pytest.mark.parametrize("seed", range(3))
def test_the_rows_are_those_of_the_page_in_its_order(client, seed, of, within):
    by_chance(seed)
    [(_, shown, count)] = client.get(f"/connections/bridging/?of={of}{within}").context["tables"]
    rows = walk(client, f"{LIST}?of={of}{within}&page_size=2")

    assert count == len(rows) > 0
    assert [
        (row["actor"]["slug"], row["initiatives"], [track["slug"] for track in row["tracks"]])
        for row in rows
    ] == [(row.actor.slug, row.initiatives, [it.slug for it in row.tracks]) for row in shown]


def test_both_sorts_are_in_one_list_unless_one_is_asked_for(client):
    bridge(3, slug="norway", kind="state")
    bridge(2, slug="beilin", kind="person")

    assert slugs(walk(client, LIST)) == ["norway", "beilin"]
    assert slugs(walk(client, f"{LIST}?of=states")) == ["norway"]
    assert slugs(walk(client, f"{LIST}?of=others")) == ["beilin"]


def test_whoever_is_on_one_track_alone_bridges_none(client):
    bridge(1)

    assert client.get(LIST).json()["count"] == 0


def test_most_tracks_come_first_then_names(client):
    for slug, on in (("b", 2), ("c", 3), ("a", 2)):
        bridge(on, slug=slug, name=slug)

    assert slugs(walk(client, f"{LIST}?page_size=1")) == ["c", "a", "b"]
    assert slugs(walk(client, f"{LIST}?page_size=1&ordering=-rank")) == ["b", "a", "c"]
    assert slugs(walk(client, f"{LIST}?page_size=1&ordering=name")) == ["a", "b", "c"]


def test_whoever_stays_is_seen_once_while_others_come_and_go(client):
    there = [bridge(2 + number % 2, slug=f"actor-{number}") for number in range(8)]
    staying, leaving = there[::2], there[1::2]

    def meanwhile():
        if leaving:
            leaving.pop().participations.all().delete()
            bridge(2 + len(leaving) % 2)

    seen = slugs(walk(client, f"{LIST}?page_size=2", meanwhile))

    assert [actor.slug for actor in staying if seen.count(actor.slug) != 1] == []
    assert len(seen) == len({*seen})


def test_the_table_has_all_of_the_sort(client):
    bridge(slug="norway", name="Norway", kind="state")
    for _ in range(55):
        bridge()
    table = rows_of(client.get(f"{LIST}?of=others&format=csv"))

    assert len(table) == 55
    assert table[0]["Initiatives"] == "2"
    assert len(table[0]["Tracks (slug)"].split("; ")) == 2
    assert "norway" not in {row["Actor (slug)"] for row in table}


def test_the_number_of_queries_does_not_grow_with_the_rows(client):
    make_conflict(slug="war")
    counts = []
    for _ in range(2):
        for _ in range(4):
            bridge(3)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}?of=others")
        counts.append(len(queries))

    assert counts[0] == counts[1] < 10


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("of=people", "of"),
        ("conflict=none-such", "conflict"),
        ("conflict=%00", "conflict"),
        ("actor=norway", "actor"),
        ("page_size=201", "page_size"),
        ("ordering=tracks", "ordering"),
        ("cursor=WyJhZnRlciJd", "cursor"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(client, query, name):
    assert refused(client.get(f"{LIST}?{query}")) == (400, [name])


@pytest.mark.parametrize(
    "values",
    [
        [],
        ["2", "2"],
        ["x", "2", "a"],
        [None, "2", "a"],
        ["2", f"{10**24}", "a"],
        ["2", "2", "x" * 5000],
        [["2"], "2", "a"],
        ["2", "2", "\0"],
    ],
    ids=repr,
)
def test_a_forged_cursor_is_refused(client, values):
    cursor = forged("after", "rank", *values, 1)

    assert refused(client.get(LIST, {"cursor": cursor})) == (400, ["cursor"])


def test_a_cursor_goes_on_from_a_place_where_nobody_stands(client):
    bridge(2, slug="a", name="a")
    bridge(2, slug="c", name="c")
    cursor = forged("after", "rank", "2", "2", "b", 1)

    assert slugs(client.get(LIST, {"cursor": cursor}).json()["results"]) == ["c"]


def test_a_draft_conflict_answers_as_an_unknown_one(client):
    make_conflict(slug="secret", status="draft")
    answers = [client.get(f"{LIST}?conflict={slug}") for slug in ("secret", "nobody")]

    assert answers[0].status_code == 400
    assert answers[0].content.replace(b"secret", b"nobody") == answers[1].content
