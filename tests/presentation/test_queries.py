"""The cost of a page does not grow with what it shows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from actors.querysets import ActorQuerySet
from curation.entries import entry_models
from tests.factories import (
    make_actor,
    make_citation,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_participation,
    make_track_mapping,
    make_track_relation,
)
from tests.full import Full
from tests.routes import API_LISTS, DETAILS, LISTS, OF_TRACKS, PART_LISTS, ROUTES
from tracks.models import Track

pytestmark = pytest.mark.django_db

ALONE = [
    route
    for route in ROUTES
    if route.name in ("home", "about", "data", "sitemap", "docs")
    or route.name in ("frameworks:crosswalk", "framework-crosswalk", "codebook")
    or route.name in ("connections:circle", "connection-list")
    or route.name in ("loom", "loom-threads", "api-loom")
]


def queries(client, address: str, **parameters: str) -> list[str]:
    with CaptureQueriesContext(connection) as context:
        assert client.get(address, parameters).status_code == 200
    return [query["sql"] for query in context.captured_queries]


def assert_constant(few: list[str], many: list[str]) -> None:
    assert len(few) == len(many), "\n".join(many)


@pytest.mark.parametrize("route", [*LISTS, *PART_LISTS], ids=str)
def test_a_list_costs_the_same_with_two_rows_and_with_fifty(client, route):
    full = Full()
    full.entries(route.entry, 2)
    few = queries(client, route.url())
    full.entries(route.entry, 48)  # of tracks there are ten at most

    assert_constant(few, queries(client, route.url()))


@pytest.mark.parametrize("route", [*API_LISTS, *PART_LISTS], ids=str)
def test_a_list_of_the_api_costs_fewer_than_ten_queries(client, route):
    Full().entries(route.entry, 3)

    assert len(queries(client, route.url())) < 10


@pytest.mark.parametrize("route", PART_LISTS, ids=str)
def test_wording_that_was_taken_over_again_and_again_costs_few_queries_more(client, route):
    Full().entries(route.entry, 3)
    origin = None
    for _ in range(4):
        origin = make_citation(repeats=origin)
    if hasattr(route.model, "citations"):
        for row in route.model.objects.all():
            row.citations.add(origin)

    assert len(queries(client, route.url())) < 10


@pytest.mark.parametrize("route", DETAILS, ids=str)
def test_an_entry_costs_the_same_with_two_parts_and_with_fifty(client, route):
    full = Full()
    [small] = full.entries(route.model, 1, parts=2)
    [large] = full.entries(route.model, 1, parts=50)

    assert_constant(queries(client, route.url(small.slug)), queries(client, route.url(large.slug)))


@pytest.mark.parametrize("route", ALONE, ids=str)
def test_a_page_of_its_own_costs_the_same_however_much_there_is(client, route):
    full = Full()
    for model in entry_models().values():
        full.entries(model, 2)
    few = queries(client, route.url())
    for model in entry_models().values():
        full.entries(model, 5)

    assert_constant(few, queries(client, route.url()))


@pytest.mark.parametrize("route", OF_TRACKS, ids=str)
def test_a_connection_costs_the_same_with_two_rows_and_with_fifty(client, route):
    full = Full()
    tracks = full.entries(Track, 2, parts=2)
    address = route.url(*(track.slug for track in tracks[: len(route.parameters)]))
    share(tracks, 2)
    few = queries(client, address)
    share(tracks, 48)

    assert_constant(few, queries(client, address))


def share(tracks: list[Track], number: int) -> None:
    """So many initiatives, actors, handovers and relations, each with evidence, on both tracks."""
    framework = make_framework()
    themes = [make_framework_track(framework=framework) for _ in tracks]
    for theme, track in zip(themes, tracks, strict=True):
        make_track_mapping(framework_track=theme, track=track)
    citations = [make_citation()]
    for _ in range(number):
        initiative, actor = make_initiative(), make_actor()
        for track in tracks:
            make_involvement(initiative=initiative, track=track, citations=citations)
            make_participation(actor=actor, track=track, role="host", citations=citations)
        a, b = tracks
        make_handover(initiative=initiative, from_track=a, to_track=b, citations=citations)
        make_track_relation(
            framework=framework, from_track=themes[0], to_track=themes[1], citations=citations
        )


def test_a_search_costs_the_same_with_two_hits_and_with_twenty(client):
    full = Full()
    for model in entry_models().values():
        full.entries(model, 2)
    few = queries(client, "/search/", q="e")
    for model in entry_models().values():
        full.entries(model, 15)

    assert_constant(few, queries(client, "/search/", q="e"))


# That the check finds what it is for


def test_a_list_that_asks_for_each_row_is_found(client, monkeypatch):
    monkeypatch.setattr(ActorQuerySet, "for_list", lambda rows: rows)
    full = Full()
    full.entries(Actor, 2)
    few = queries(client, "/api/v1/actors/")
    full.entries(Actor, 48)

    assert len(queries(client, "/api/v1/actors/")) > len(few) + 40
