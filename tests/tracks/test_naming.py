"""``framework=``: tracks in the words of a framework, on pages and in the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.asking import slugs
from tests.factories import (
    make_actor_track,
    make_conflict,
    make_framework,
    make_framework_track,
    make_initiative,
    make_involvement,
    make_track,
    make_track_mapping,
)
from tests.markup import Markup
from tests.refusals import refused
from tests.routes import API_LISTS, LIST_PAGES, PART_LISTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    return make_framework(slug="nine", name="Nine tracks")


@pytest.fixture
def theme():
    return make_track(name="Research and education", short_name="Research", slug="research")


def mapped(framework, theme, relation):
    it = make_framework_track(framework=framework, key="four", number=4, label="Educators")
    make_track_mapping(framework_track=it, track=theme, relation=relation)
    return it


def chip(client, theme, **parameters):
    """The words of the chip of the one initiative on the list page, and where it leads."""
    make_involvement(track=theme)
    text = client.get("/initiatives/", parameters).content.decode()
    [link] = [link for link in text.split("<a ")[1:] if link.startswith('class="track')]
    words = Markup(f"<p><a {link.split('</a>')[0]}</a></p>").text
    return words, f'href="{theme.get_absolute_url()}"' in link


def test_a_chip_shows_the_number_and_label_of_the_framework(client, framework, theme):
    mapped(framework, theme, "close")

    assert chip(client, theme, framework="nine") == ("4 Educators (Research)", True)


def test_a_chip_says_that_the_framework_may_mean_another_part_of_the_theme(
    client, framework, theme
):
    mapped(framework, theme, "broad")

    words, leads_to_theme = chip(client, theme, framework="nine")
    assert words == "? Research: ambiguous, maybe 4 Educators"
    assert leads_to_theme


def test_a_chip_says_that_the_framework_has_no_such_track(client, framework, theme):
    assert chip(client, theme, framework="nine") == ("– Research: no track in Nine tracks", True)


def test_without_a_framework_a_chip_has_our_own_name(client, framework, theme):
    mapped(framework, theme, "close")

    assert chip(client, theme) == ("1Research", True)


@pytest.mark.parametrize("asked", ["no-such", "draft", "\0", "x" * 300])
def test_a_page_says_that_there_is_no_such_framework_and_goes_on(client, theme, asked):
    make_framework(slug="draft", status="draft")
    make_involvement(track=theme)
    answer = client.get("/initiatives/", {"framework": asked})

    assert answer.status_code == 200
    assert "There is no framework" in answer.content.decode()
    assert len(answer.context["object_list"]) == 1


def test_a_framework_that_is_not_public_answers_as_one_that_is_not_there(client):
    unknown = client.get("/tracks/?framework=some").content
    make_framework(slug="some", status="draft")

    assert client.get("/tracks/?framework=some").content == unknown


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_every_list_page_takes_a_framework(client, framework, route):
    text = client.get(route.url(), {"framework": "nine"}).content.decode()

    assert "Tracks are named as in" in text


def test_a_page_leads_back_to_our_own_names(client, framework):
    text = client.get("/initiatives/?kind=dialogue&framework=nine").content.decode()

    assert '<a href="?kind=dialogue">Names of this base</a>' in text


@pytest.mark.parametrize("path", ["/initiatives/", "/actors/", "/conflicts/"])
def test_the_filters_offer_the_frameworks_and_filter_nothing_by_them(client, framework, path):
    make_initiative(), make_actor_track(), make_conflict()
    every = slugs(client, path)

    assert slugs(client, path, framework="nine") == every
    text = client.get(path, {"framework": "nine"}).content.decode()
    assert '<option value="nine" selected>Nine tracks</option>' in text
    assert "with these filters" not in text


@pytest.mark.parametrize("path", ["/initiatives/", "/api/v1/initiatives/"])
def test_a_track_beside_a_framework_keeps_meaning_the_theme(client, framework, theme, path):
    mapped(framework, theme, "close")
    on_it = make_involvement(track=theme).initiative
    make_involvement()

    assert slugs(client, path, framework="nine", track="research") == [on_it.slug]


# The API


def in_framework(client, theme, **parameters):
    initiative = make_initiative(main_track=theme)
    answer = client.get(f"/api/v1/initiatives/{initiative.slug}/", parameters)
    return answer.json()["main_track"]["in_framework"]


def test_the_api_says_which_track_of_the_framework_it_is(client, framework, theme):
    mapped(framework, theme, "narrow")

    assert in_framework(client, theme, framework="nine") == {
        "standing": "exact",
        "tracks": [{"number": 4, "label": "Educators", "key": "four"}],
    }


def test_the_api_says_that_it_may_be_a_track_of_the_framework(client, framework, theme):
    mapped(framework, theme, "related")

    assert in_framework(client, theme, framework="nine") == {
        "standing": "ambiguous",
        "tracks": [{"number": 4, "label": "Educators", "key": "four"}],
    }


def test_the_api_says_that_the_framework_has_no_such_track(client, framework, theme):
    assert in_framework(client, theme, framework="nine") == {"standing": "unmapped", "tracks": []}


def test_the_api_says_nothing_of_a_framework_that_was_not_asked_for(client, framework, theme):
    mapped(framework, theme, "exact")

    assert in_framework(client, theme) is None


@pytest.mark.parametrize("route", [*API_LISTS, *PART_LISTS], ids=str)
@pytest.mark.parametrize("asked", ["no-such", "draft", "\0"])
def test_the_api_refuses_a_framework_that_is_not_there(client, route, asked):
    make_framework(slug="draft", status="draft")
    answer = client.get(route.url(), {"framework": asked})

    assert refused(answer) == (400, ["framework"])


def test_the_api_refuses_an_unknown_framework_on_an_entry_too(client, theme):
    assert client.get("/api/v1/tracks/research/?framework=no-such").status_code == 400


def test_the_labels_are_read_once_however_many_tracks_are_named(
    client, framework, django_assert_num_queries
):
    for _ in range(2):
        mapped_theme = make_track()
        make_involvement(track=mapped_theme)
    without = count_queries(client, "/api/v1/tracks/")

    assert count_queries(client, "/api/v1/tracks/?framework=nine") == without + 3
    # the framework, its mappings, the themes


def count_queries(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
