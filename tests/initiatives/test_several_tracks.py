"""tracks=a,b on initiatives and on actors: who or what is on all of them."""

from typing import Any

import pytest

from tests.asking import slugs
from tests.factories import (
    make_actor,
    make_actor_track,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db

INITIATIVES = ["/initiatives/", "/api/v1/initiatives/"]
ACTORS = ["/actors/", "/api/v1/actors/"]


@pytest.fixture(autouse=True)
def tracks() -> list[Any]:
    return [make_track(slug=slug) for slug in ("business", "funding", "media")]


@pytest.mark.parametrize("address", INITIATIVES)
def test_an_initiative_is_on_a_track_by_an_involvement_or_by_who_took_part(client, tracks, address):
    business, funding, media = tracks
    both, one, written_to = (make_initiative(slug=slug) for slug in ("both", "one", "written-to"))
    for initiative in (both, one, written_to):
        make_involvement(initiative=initiative, track=business)
    make_participation(initiative=both, track=funding)
    make_participation(initiative=one, track=media)
    make_participation(initiative=written_to, track=funding, role="addressee")

    assert slugs(client, address, tracks="business,funding") == ["both"]
    assert slugs(client, address, tracks="funding,business") == ["both"]
    assert slugs(client, address, tracks="business,funding,media") == []


@pytest.mark.parametrize("address", ACTORS)
def test_an_actor_is_on_a_track_by_what_a_source_says_or_where_it_takes_part(
    client, tracks, address
):
    business, funding, media = tracks
    both, one, written_to = (make_actor(slug=slug) for slug in ("both", "one", "written-to"))
    for actor in (both, one, written_to):
        make_actor_track(actor=actor, track=business)
    make_participation(actor=both, track=funding)
    make_participation(actor=one, track=media)
    make_participation(actor=written_to, track=funding, role="addressee")

    assert slugs(client, address, tracks="business,funding") == ["both"]
    assert slugs(client, address, tracks="business,funding,media") == []


@pytest.mark.parametrize("address", [INITIATIVES[0], ACTORS[0]])
def test_the_values_may_stand_apart_on_a_page(client, address):
    answer = client.get(f"{address}?tracks=business&tracks=funding")

    assert answer.context["filter"].form.cleaned_data["tracks"] == "business,funding"


@pytest.mark.parametrize(
    "value", ["business,no-such", "no-such", "business,", ",", "business,draft"]
)
@pytest.mark.parametrize("address", [INITIATIVES[1], ACTORS[1]])
def test_a_track_that_is_not_there_is_refused(client, address, value):
    make_track(slug="draft", status="draft")

    assert refused(client.get(address, {"tracks": value})) == (400, ["tracks"])


@pytest.mark.parametrize("address", [INITIATIVES[1], ACTORS[1]])
def test_a_track_that_stands_twice_is_refused(client, address):
    answer = client.get(address, {"tracks": "business,funding,business"})

    assert refused(answer) == (400, ["tracks"])


@pytest.mark.parametrize("address", INITIATIVES)
def test_what_is_hidden_puts_nothing_on_a_track(client, tracks, address):
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=tracks[0])
    make_participation(
        initiative=initiative, track=tracks[1], actor=make_actor(visibility="withheld")
    )

    assert slugs(client, address, tracks="business,funding") == []
