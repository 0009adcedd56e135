"""The grid of conflicts and tracks on /conflicts/: its numbers, its empty places, its links."""

import random
import re
from collections import Counter
from html import unescape

import pytest

from connections.grid import counts
from initiatives.models import Conflict, Initiative
from tests.factories import (
    make_actor,
    make_conflict,
    make_coverage,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/conflicts/"


def page(client, **parameters):
    return markup(client.get(ADDRESS, parameters))


def make_world(seed):
    """Conflicts, tracks and initiatives at random, public and not."""
    chance = random.Random(seed)
    status = ["published", "published", "published", "draft"]
    tracks = [make_track(), *(make_track(status=chance.choice(status)) for _ in range(3))]
    conflicts = [make_conflict(), *(make_conflict(status=chance.choice(status)) for _ in range(3))]
    actors = [make_actor(), make_actor(visibility="withheld"), make_actor(status="draft")]
    for _ in range(20):
        its = chance.sample(conflicts, chance.randint(0, 3))
        initiative = make_initiative(conflicts=its, status=chance.choice(status))
        for _ in range(chance.randint(0, 3)):
            make_involvement(initiative=initiative, track=chance.choice(tracks))
        for track in chance.sample(tracks, chance.randint(0, 3)):
            make_participation(
                initiative=initiative,
                track=track,
                actor=chance.choice(actors),
                role=chance.choice(["party", "addressee", "observer"]),
            )


def brute_force():
    """The same by asking every row."""
    found: Counter[tuple[int, int]] = Counter()
    for conflict in Conflict.objects.all():
        for initiative in conflict.initiatives.filter(status="published"):
            its = {row.track for row in initiative.involvements.all()} | {
                row.track
                for row in initiative.participations.all()
                if row.role != "addressee"
                and row.actor.status == "published"
                and row.actor.visibility != "withheld"
            }
            for track in its:
                if track.status == "published":
                    found[conflict.pk, track.pk] += 1
    return found


@pytest.mark.parametrize("seed", range(8))
def test_counts_are_those_of_asking_every_row(seed):
    make_world(seed)

    assert counts(Conflict.objects.all()) == brute_force()


@pytest.mark.parametrize("seed", range(3))
def test_every_number_leads_to_a_list_of_that_many(client, seed):
    make_world(seed)
    html = unescape(client.get(ADDRESS).content.decode())
    numbers = re.findall(r'href="(/initiatives/\?conflict=[^"]+)">(\d+)', html)

    assert any("&track=" in address for address, _ in numbers)
    for address, number in numbers:
        assert len(client.get(address).context["object_list"]) == int(number), address


def test_an_initiative_with_an_involvement_and_a_participation_counts_once():
    conflict, track = make_conflict(), make_track()
    initiative = make_initiative(conflicts=[conflict])
    make_involvement(initiative=initiative, track=track)
    make_involvement(initiative=initiative, track=track, function="origin")
    make_participation(initiative=initiative, track=track)
    make_participation(initiative=initiative, track=track)

    assert counts([conflict]) == {(conflict.pk, track.pk): 1}


def test_an_addressee_does_not_count():
    conflict = make_conflict()
    make_participation(initiative=make_initiative(conflicts=[conflict]), role="addressee")

    assert counts([conflict]) == {}


def test_counting_takes_two_queries(django_assert_num_queries):
    make_world(0)
    conflicts = list(Conflict.objects.all())

    with django_assert_num_queries(2):
        counts(conflicts)


def test_an_empty_place_says_whether_somebody_searched(client):
    conflict = make_conflict()
    make_track(short_name="Funding")
    make_coverage(
        conflict=conflict,
        track=make_track(short_name="Media"),
        searched_by="Editors of this base",
        languages="ar en",
    )
    text = page(client).text

    assert text.count("searched, none found (Editors of this base, 3 May 2026, in Arabic, English)")
    assert text.count("not yet researched") == 2  # in the legend and in the place


def test_a_search_says_nothing_where_there_is_an_initiative(client):
    conflict, track = make_conflict(), make_track()
    make_coverage(conflict=conflict, track=track)
    make_involvement(initiative=make_initiative(conflicts=[conflict]), track=track)
    text = page(client).text

    assert "searched" not in text
    assert "not yet researched" not in text


def test_the_legend_explains_only_what_is_there(client):
    make_coverage(conflict=make_conflict(), track=make_track())

    assert "not yet researched" not in page(client).text


def test_with_a_collection_chosen_an_empty_place_says_nothing_of_the_others(client):
    conflict, track = make_conflict(collection="casebook", basis="case"), make_track()
    initiative = make_initiative(conflicts=[conflict], collection="casebook", basis="case")
    make_involvement(initiative=initiative, track=track, collection="source-texts")
    text = page(client, collection="casebook").text

    assert "nothing in this collection" in text
    assert "not yet researched" not in text


def test_every_row_and_column_has_a_header(client):
    make_conflict(name="The war")
    make_track(short_name="Media")
    shown = page(client)
    scopes = [values.get("scope") for tag, values in shown.elements if tag == "th"]

    assert scopes == ["col", "col", "row"]


def test_filters_that_leave_nothing_leave_no_grid(client):
    make_conflict(kind="interstate")
    shown = page(client, kind="other")

    assert "No conflict has all of this" in shown.text
    assert "table" not in [tag for tag, _ in shown.elements]


def test_an_initiative_on_two_conflicts_counts_in_both():
    a, b, track = make_conflict(), make_conflict(), make_track()
    make_involvement(initiative=make_initiative(conflicts=[a, b]), track=track)

    assert counts(Conflict.objects.all()) == {(a.pk, track.pk): 1, (b.pk, track.pk): 1}
    assert Initiative.objects.count() == 1
