"""/frameworks/loom/ and /api/v1/frameworks/loom/: the same threads through several frameworks."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_actor,
    make_framework,
    make_framework_track,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
)
from tests.markup import Markup
from tests.refusals import refused

pytestmark = pytest.mark.django_db

PAGE = "/frameworks/loom/"
API = "/api/v1/frameworks/loom/"
THREADS = "/frameworks/loom/threads/"


@pytest.fixture
def world():
    """Two frameworks; five threads on three themes, of which the second has each its own way."""
    themes = [make_track(name=name) for name in ("One", "Two", "Three")]
    two = make_framework(slug="two", name="Two tracks", order=1)
    few = make_framework(slug="few", name="Few tracks", order=2)
    first = make_framework_track(framework=two, key="track-one", number=1, label="Official")
    rest = make_framework_track(framework=two, key="track-two", number=2, label="Unofficial")
    part = make_framework_track(framework=few, key="part", number=1, label="Part")
    make_track_mapping(framework_track=first, track=themes[0], relation="close")
    make_track_mapping(framework_track=rest, track=themes[1], relation="narrow")
    make_track_mapping(framework_track=rest, track=themes[2], relation="narrow")
    make_track_mapping(framework_track=part, track=themes[1], relation="broad")
    for theme, number in zip(themes, (1, 1, 3), strict=True):
        for _ in range(number):
            make_involvement(track=theme)
    return themes


def table(client, **parameters):
    """Each number of the tables with the address that it leads to."""
    text = client.get(PAGE, parameters).content.decode()
    found = re.findall(r'<td class="number"[^>]*>\s*<a href="([^"]+)">(\d+)</a>', text)
    return [(address.replace("&amp;", "&"), int(number)) for address, number in found]


def test_every_number_leads_to_exactly_that_many_threads(client, world):
    found = table(client)

    assert [number for _, number in found] == [1, 4, 1, 4]
    for address, number in found:
        page = client.get(address).content.decode()
        assert f">{number} thread" in page
        assert page.count('<span class="entries__name">') == number


def test_the_numbers_of_each_framework_are_all_its_threads(client, world):
    found = client.get(API).json()

    for slug in ("two", "few"):
        its = [place["threads"] for place in found["places"] if place["framework"] == slug]
        assert sum(its) == found["count"] == 5


def test_an_initiative_with_both_an_involvement_and_a_participation_is_one_thread(client, world):
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=world[0])
    make_involvement(initiative=initiative, track=world[0], function="origin")
    make_participation(initiative=initiative, track=world[0])

    assert client.get(API).json()["count"] == 6


def test_an_addressee_makes_no_thread(client, world):
    make_participation(track=world[0], role="addressee")

    assert client.get(API).json()["count"] == 5


def test_an_observer_makes_a_thread(client, world):
    make_participation(track=world[0], role="observer")

    assert client.get(API).json()["count"] == 6


def test_a_withheld_actor_makes_no_thread(client, world):
    make_participation(track=world[0], actor=make_actor(visibility="withheld"))

    assert client.get(API).json()["count"] == 5


def test_a_collection_limits_the_threads(client, world):
    make_involvement(track=world[0], collection="casebook")

    assert client.get(API, {"collection": "casebook"}).json()["count"] == 1


def test_the_api_tells_places_and_flows(client, world):
    found = client.get(API).json()

    assert [(p["framework"], p["key"], p["standing"], p["threads"]) for p in found["places"]] == [
        ("two", "track-one", "exact", 1),
        ("two", "track-two", "exact", 4),
        ("two", "none", "unmapped", 0),
        ("few", "part", "exact", 0),
        ("few", "ambiguous:part", "ambiguous", 1),
        ("few", "none", "unmapped", 4),
    ]
    assert found["flows"][1] == {
        "start": {"framework": "two", "place": "track-two"},
        "end": {"framework": "few", "place": "ambiguous:part"},
        "track": world[1].slug,
        "threads": 1,
    }


def test_the_usual_four_are_shown_where_they_are_public(client):
    usual = ["two-tracks-1981", "five-tracks-1991", "nine-tracks-1991", "nine-tracks-portsmouth"]
    for order, slug in enumerate([*usual, "other"]):
        make_framework(slug=slug, order=order)

    assert [it["slug"] for it in client.get(API).json()["frameworks"]] == usual


def test_all_are_shown_where_one_of_the_usual_four_is_not_public(client):
    make_framework(slug="two-tracks-1981", order=1)
    make_framework(slug="other", order=2)
    make_framework(slug="draft", status="draft")

    found = client.get(API).json()["frameworks"]
    assert [it["slug"] for it in found] == ["two-tracks-1981", "other"]


@pytest.mark.parametrize("query", ["frameworks=few,two", "frameworks=two,few"])
def test_other_frameworks_can_be_chosen(client, world, query):
    make_framework(slug="third", order=0)

    found = client.get(f"{API}?{query}").json()["frameworks"]
    assert [it["slug"] for it in found] == ["two", "few"]


BAD = ["two", "two,no-such", "two,draft", "two,two", "two,\0", "a,b,c,d,e,f,g", "x" * 3000]


@pytest.mark.parametrize("asked", BAD)
def test_the_page_says_what_cannot_be_shown_and_shows_the_usual(client, world, asked):
    make_framework(slug="draft", status="draft")
    answer = client.get(PAGE, {"frameworks": asked})

    assert answer.status_code == 200
    assert "The usual lists are shown instead" in answer.content.decode()
    assert len(answer.context["weave"].columns) == 2


@pytest.mark.parametrize("asked", BAD)
def test_the_api_refuses_what_cannot_be_shown(client, world, asked):
    make_framework(slug="draft", status="draft")
    answer = client.get(API, {"frameworks": asked})

    assert refused(answer) == (400, ["frameworks"])


@pytest.mark.parametrize("name", ["colour", "page", "place"])
def test_the_api_refuses_an_unknown_parameter(client, name):
    answer = client.get(API, {name: "1"})

    assert refused(answer) == (400, [name])


def test_the_api_refuses_an_unknown_collection(client):
    assert client.get(API, {"collection": "no-such"}).status_code == 400


def test_the_loom_without_anything_says_so(client):
    assert "nothing to weave" in client.get(PAGE).content.decode()
    assert client.get(API).json()["places"] == []


def test_a_framework_cannot_take_the_address_of_the_loom():
    with pytest.raises(ValidationError, match="that of the loom"):
        make_framework(slug="loom").clean()


# The threads


def thread_words(client, **parameters):
    answer = client.get(THREADS, parameters)
    assert answer.status_code == 200
    return [(str(initiative), str(theme)) for initiative, theme in answer.context["threads"]]


def test_the_threads_of_a_place_are_initiatives_with_the_theme(client, world):
    initiative = make_initiative(name="A dialogue")
    make_participation(initiative=initiative, track=world[1])

    found = thread_words(client, framework="few", place="ambiguous:part")
    assert found[0] == ("A dialogue", "Two")
    assert len(found) == 2


def test_without_a_place_all_threads_are_listed(client, world):
    assert len(thread_words(client)) == len(thread_words(client, framework="few")) == 5


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"framework": "no-such", "place": "none"}, "There is no framework “no-such”."),
        ({"framework": "draft", "place": "none"}, "There is no framework “draft”."),
        ({"framework": "two", "place": "part"}, "Two tracks has no place “part”."),
        ({"framework": "two", "place": "\0"}, "Two tracks has no place “”."),
        ({"framework": "two", "place": "x" * 300}, "Two tracks has no place “xxx"),
        ({"place": "none"}, "name the framework too"),
    ],
)
def test_a_place_that_is_not_there_is_not_found(client, world, parameters, said):
    make_framework(slug="draft", status="draft")
    answer = client.get(THREADS, parameters)

    assert answer.status_code == 404
    assert said in Markup(answer.content.decode()).text


def test_a_long_list_of_threads_is_paged(client, world):
    for _ in range(60):
        make_involvement(track=world[0])
    place = {"framework": "two", "place": "track-one"}

    assert len(thread_words(client, **place)) == 50
    assert len(thread_words(client, **place, page="2")) == 11
    assert len(thread_words(client, **place, page="99")) == 11


@pytest.mark.parametrize("address", [PAGE, API, f"{THREADS}?framework=two&place=track-two"])
def test_more_threads_take_no_more_queries(client, world, address, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _ in range(20):
        make_involvement(track=world[1])
    with django_assert_max_num_queries(len(few)):
        client.get(address)
