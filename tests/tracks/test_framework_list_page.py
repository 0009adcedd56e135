"""/frameworks/ and /api/v1/frameworks/: ways of dividing diplomacy into tracks."""

import pytest

from tests.asking import both, slugs
from tests.factories import (
    make_citation,
    make_framework,
    make_framework_track,
    make_track_mapping,
    make_track_point,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/frameworks/"
API = "/api/v1/frameworks/"


def test_the_page_shows_each_framework_with_its_numbers_and_labels(client):
    framework = make_framework(name="The two of 1981", summary="Two ways.")
    make_framework_track(framework=framework, number=1, label="Official", position=0)
    make_framework_track(framework=framework, label="All the rest", position=1)
    text = markup(client.get(ADDRESS)).text

    assert "The two of 1981" in text
    assert "Two ways." in text
    assert "1 Official All the rest" in text


@both(ADDRESS)
def test_frameworks_stand_in_their_order(client, address):
    make_framework(slug="nine", order=3)
    make_framework(slug="two", order=1)
    make_framework(slug="five", order=2)

    assert slugs(client, address) == ["two", "five", "nine"]


def test_words_are_looked_for_in_name_summary_and_labels(client):
    make_framework(slug="name", name="Business and peace", order=1)
    make_framework(slug="summary", name="Peace", summary="Of business.", order=2)
    labelled = make_framework(slug="label", name="Peace of nine", order=3)
    make_framework_track(framework=labelled, label="Business")
    make_framework_track(framework=labelled, label="Business again")
    make_framework(slug="other", name="Peace of five", order=4)

    assert slugs(client, API, q="peace business") == ["name", "summary", "label"]


def test_an_arrangement_leaves_out_others(client):
    make_framework(slug="circle", arrangement="circle")
    make_framework(slug="list", arrangement="list")

    assert slugs(client, API, arrangement="circle") == ["circle"]


def test_a_source_finds_what_rests_on_it_at_any_depth(client):
    passage = make_citation(work=make_work(slug="memoir"))
    make_framework(slug="itself", order=1, citations=[passage])
    track = make_framework_track(framework=make_framework(slug="track", order=2))
    track.citations.set([passage])
    below = make_framework_track(framework=make_framework(slug="point", order=3))
    make_track_point(framework_track=below, citations=[passage])
    mapped = make_framework_track(framework=make_framework(slug="mapping", order=4))
    make_track_mapping(framework_track=mapped, citations=[passage])
    make_framework(slug="other", order=5)

    assert slugs(client, API, source="memoir") == ["itself", "track", "point", "mapping"]


def test_a_collection_holds_a_framework_of_which_anything_is_in_it(client):
    below = make_framework_track(framework=make_framework(slug="point"))
    make_track_point(framework_track=below, collection="casebook")
    make_framework(slug="other")

    assert slugs(client, API, collection="casebook") == ["point"]


def test_a_basis_is_that_of_the_framework_itself(client):
    make_framework(slug="case", basis="case")
    make_framework_track(framework=make_framework(slug="cited"), basis="case")

    assert slugs(client, API, basis="case") == ["case"]
