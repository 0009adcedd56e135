"""GET /api/v1/track-points/ and /api/v1/track-relations/: what sources say of tracks."""

import pytest

from tests.asking import slugs
from tests.factories import (
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
    make_track_point,
    make_track_relation,
)

pytestmark = pytest.mark.django_db

POINTS, RELATIONS = "/api/v1/track-points/", "/api/v1/track-relations/"


@pytest.fixture
def business():
    """Track Three of the nine, which is the theme of business."""
    framework = make_framework(slug="nine", name="The nine")
    it = make_framework_track(framework=framework, key="three", number=3, label="Commerce")
    make_track_mapping(framework_track=it, track=make_track(slug="business"), relation="exact")
    return it


@pytest.mark.parametrize(
    "question",
    [{"framework": "nine"}, {"track": "business"}, {"kind": "weakness"}, {"q": "profit commerce"}],
    ids=str,
)
def test_each_filter_leaves_the_points_that_it_asks_for(client, business, question):
    wanted = make_track_point(
        framework_track=business, kind="weakness", statement="It looks to profit."
    )
    make_track_point()

    assert slugs(client, POINTS, **question) == [wanted.ref]


def test_a_point_names_its_framework_and_track_and_the_theme(client, business):
    make_track_point(framework_track=business)
    [row] = client.get(POINTS).json()["results"]

    assert row["framework"]["slug"] == "nine"
    assert (row["framework_track"]["key"], row["framework_track"]["number"]) == ("three", 3)
    assert [track["slug"] for track in row["tracks"]] == ["business"]


@pytest.mark.parametrize("relation", ["broad", "narrow", "related"])
def test_a_theme_that_the_track_is_not_the_same_as_is_not_named(client, business, relation):
    other = make_track(slug="other")
    make_track_mapping(framework_track=business, track=other, relation=relation)
    make_track_point(framework_track=business)
    [row] = client.get(POINTS).json()["results"]

    assert [track["slug"] for track in row["tracks"]] == ["business"]
    assert slugs(client, POINTS, track="other") == []


def test_a_theme_that_is_not_public_is_not_named(client, business):
    make_track_mapping(framework_track=business, track=make_track(status="draft"))
    make_track_point(framework_track=business)
    [row] = client.get(POINTS).json()["results"]

    assert [track["slug"] for track in row["tracks"]] == ["business"]


def test_a_framework_both_filters_the_points_and_names_their_themes(client, business):
    make_track_point(framework_track=business)
    make_track_point()
    [row] = client.get(POINTS, {"framework": "nine"}).json()["results"]

    assert row["tracks"][0]["in_framework"]["tracks"][0]["label"] == "Commerce"


@pytest.mark.parametrize(
    "question",
    [{"framework": "nine"}, {"track": "business"}, {"kind": "funds"}, {"q": "banks commerce"}],
    ids=str,
)
@pytest.mark.parametrize("end", ["from_track", "to_track"])
def test_each_filter_leaves_the_relations_that_it_asks_for(client, business, question, end):
    wanted = make_track_relation(
        framework=business.framework, kind="funds", statement="Banks pay.", **{end: business}
    )
    make_track_relation()

    assert slugs(client, RELATIONS, **question) == [wanted.ref]


def test_a_relation_names_its_framework_and_its_tracks_or_none_for_all(client, business):
    make_track_relation(framework=business.framework, from_track=business)
    [row] = client.get(RELATIONS).json()["results"]

    assert row["framework"]["slug"] == "nine"
    assert row["from_track"]["label"] == "Commerce"
    assert row["to_track"] is None
