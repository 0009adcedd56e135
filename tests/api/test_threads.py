"""/api/v1/frameworks/loom/threads/: initiatives on themes, all or those at one place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connections.threads import weave
from initiatives.models import Initiative
from tests.factories import (
    make_framework,
    make_framework_track,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
)
from tests.refusals import refused
from tests.tables import rows_of
from tests.walking import walk
from tracks.models import Framework, Track

pytestmark = pytest.mark.django_db

LIST = "/api/v1/frameworks/loom/threads/"


@pytest.fixture
def world():
    """Two themes, of which the framework “four” has the first as a track; five initiatives."""
    one, two = make_track(number=1, slug="one"), make_track(number=2, slug="two")
    four = make_framework(slug="four")
    make_framework(slug="other")
    make_track_mapping(framework_track=make_framework_track(framework=four, key="first"), track=one)
    for number in range(5):
        initiative = make_initiative(slug=f"effort-{number}", name=f"Effort {number}")
        make_involvement(initiative=initiative, track=one)
        for _ in range(2):  # two who took part there are one thread
            make_participation(initiative=initiative, track=two, role="host")
    make_participation(initiative=initiative, track=make_track(number=3), role="addressee")


def told(rows):
    return [(row["initiative"]["slug"], row["track"]["slug"]) for row in rows]


@pytest.mark.parametrize("more", ["", "framework=four", "framework=four&place=first"])
def test_the_rows_are_those_of_the_page_in_its_order(client, world, more):
    shown = client.get(f"/frameworks/loom/threads/?{more}").context["threads"]
    found = told(walk(client, f"{LIST}?page_size=3&{more}"))

    assert found == [(initiative.slug, theme.slug) for initiative, theme in shown]
    assert len(found) == (5 if "place" in more else 10)


def test_each_place_has_as_many_threads_as_the_loom_says(client, world):
    for column in weave(Framework.objects.public().with_tracks()).columns:
        for place in column.places:
            asked = {"framework": column.framework.slug, "place": place.key}
            assert client.get(LIST, asked).json()["count"] == place.count, asked


def test_the_other_way_round_it_ends_where_it_began(client, world):
    forth = told(walk(client, f"{LIST}?page_size=3"))

    assert told(walk(client, f"{LIST}?page_size=3&ordering=-name")) == forth[::-1]


def test_the_way_back_holds_the_same_rows(client, world):
    first = client.get(f"{LIST}?page_size=4").json()
    second = client.get(first["next"]).json()

    assert client.get(second["previous"]).json()["results"] == first["results"]


def test_threads_that_stay_are_seen_once_while_others_come_and_go(client, world):
    staying = {pair for pair in told(walk(client, LIST)) if pair[0] in ("effort-0", "effort-4")}
    leaving = ["effort-1", "effort-2", "effort-3"]

    def meanwhile():
        if leaving:
            Initiative.objects.get(slug=leaving.pop()).delete()
            new = make_initiative(name=f"Effort {len(leaving)}")
            make_involvement(initiative=new, track=Track.objects.first())

    seen = told(walk(client, f"{LIST}?page_size=1", meanwhile))

    assert {pair: seen.count(pair) for pair in staying} == dict.fromkeys(staying, 1)
    assert len(seen) == len({*seen})


def test_tracks_have_the_name_that_the_framework_gives_them(client, world):
    found = walk(client, f"{LIST}?framework=four&place=first")

    assert {row["track"]["in_framework"]["standing"] for row in found} == {"exact"}


def test_the_table_has_all(client, world):
    table = rows_of(client.get(f"{LIST}?format=csv"))

    assert len(table) == 10
    assert (table[0]["Initiative (slug)"], table[0]["Track (slug)"]) == ("effort-0", "one")


@pytest.mark.parametrize("more", ["", "&framework=four&place=first"])
def test_the_number_of_queries_does_not_grow_with_the_rows(client, world, more):
    counts = []
    for size in (1, 5):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}?page_size={size}{more}")
        counts.append(len(queries))
    assert max(counts) < 10

    assert counts[0] == counts[1]
    assert more or counts[0] < 10


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("place=first", "place"),
        ("framework=four&place=second", "place"),
        ("framework=four&place=%00", "place"),
        ("framework=no-such", "framework"),
        ("frameworks=four,other", "frameworks"),
        ("page=2", "page"),
        ("page_size=0", "page_size"),
        ("ordering=track", "ordering"),
        ("cursor=WyJhZnRlciIsICJuYW1lIiwgImEiLCAiMSIsICJ4IiwgMV0=", "cursor"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(client, world, query, name):
    assert refused(client.get(f"{LIST}?{query}")) == (400, [name])


def test_threads_of_what_is_not_public_are_unseen(client, world):
    make_involvement(initiative=make_initiative(status="draft"), track=make_track(number=4))
    make_involvement(initiative=make_initiative(), track=make_track(number=5, status="draft"))

    assert client.get(LIST).json()["count"] == 10
