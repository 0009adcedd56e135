"""“Query this” and “Download these results”: the call of the API that gives what a page shows."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories import (
    make_actor,
    make_conflict,
    make_framework,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_work,
)
from tests.full import Full
from tests.routes import DETAIL_PAGES, LIST_PAGES, ROUTES
from tests.tables import rows_of

pytestmark = pytest.mark.django_db


def call(client, address):
    """The address behind “Query this” on a page."""
    html = client.get(address).content.decode()
    [found] = re.findall(r'<a href="([^"]*)">Query this</a>', html)
    return unescape(found)


def downloads(client, address):
    """What each download of a page is called, and its address."""
    html = client.get(address).content.decode()
    [line] = re.findall(r'<p class="downloads">(.*?)</p>', html, re.DOTALL)
    return {label: unescape(to) for to, label in re.findall(r'<a href="([^"]*)">([^<]*)</a>', line)}


@pytest.fixture
def world():
    """Something of everything that a page can be about."""
    one, two = make_track(number=1, slug="one"), make_track(number=2, slug="two")
    conflict = make_conflict(slug="war", name="War")
    initiative = make_initiative(slug="talks", name="Talks", conflicts=[conflict], dates="1990")
    actor = make_actor(slug="ada", name="Ada")
    make_actor(slug="bob", name="Bob")
    make_involvement(initiative=initiative, track=one)
    for track in (one, two):
        make_participation(initiative=initiative, actor=actor, track=track, role="mediator")
    make_framework(slug="nine")
    make_framework(slug="five")
    make_work(slug="book", title="Book")


PAGES = [
    route.url()
    for route in ROUTES
    if not route.parameters
    and not route.url().startswith(("/api/", "/admin/"))
    and route.name not in ("health", "sitemap", "no-such-call")
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_a_call_that_is_answered(client, world, page):
    found = call(client, page)

    assert client.get(found).status_code in (200, 400)  # 400 where the page is an empty form


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_a_list_page_names_the_call_of_its_list(client, route):
    Full().entries(route.model, 1)
    found = client.get(call(client, route.url())).json()

    assert [row["slug"] for row in found["results"]] == [
        row.slug for row in client.get(route.url()).context["object_list"]
    ]


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_the_page_of_an_entry_names_the_call_of_that_entry(client, route):
    [row] = Full().entries(route.model, 1)

    assert client.get(call(client, route.url(row.slug))).json()["slug"] == row.slug


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("/", "/api/v1/"),
        ("/about/", "/api/v1/"),
        ("/search/?q=war", "/api/v1/search/?q=war"),
        ("/cite/actor:ada/", "/api/v1/actors/ada/"),
        ("/cite/work:book/", "/api/v1/works/book/"),
        ("/connections/", "/api/v1/connections/"),
        ("/connections/?kind=dialogue&x=1", "/api/v1/connections/?kind=dialogue"),
        ("/connections/one/two/?year_to=1999", "/api/v1/connections/one/two/?year_to=1999"),
        ("/connections/one/two/initiatives/", "/api/v1/connections/one/two/initiatives/"),
        ("/connections/one/two/actors/", "/api/v1/connections/one/two/actors/"),
        (
            "/connections/one/two/handovers/?from=two",
            "/api/v1/connections/one/two/handovers/?from=two",
        ),
        ("/connections/one/two/statements/", "/api/v1/connections/one/two/statements/"),
        (
            "/connections/paths/?from=Ada&to=initiative:talks",
            "/api/v1/paths/?from=actor:ada&to=initiative:talks",
        ),
        ("/frameworks/crosswalk/?frameworks=nine", "/api/v1/frameworks/crosswalk/?frameworks=nine"),
        ("/frameworks/loom/?frameworks=nine", "/api/v1/frameworks/loom/"),
        (
            "/frameworks/loom/?frameworks=nine&frameworks=five",
            "/api/v1/frameworks/loom/?frameworks=nine,five",
        ),
        ("/connections/bridging/", "/api/v1/connections/bridging/"),
        (
            "/connections/bridging/?conflict=war&of=states",
            "/api/v1/connections/bridging/?conflict=war&of=states",
        ),
        ("/connections/bridging/?of=people", "/api/v1/connections/bridging/"),
        (
            "/connections/bridging/?actor=ada&conflict=war",
            "/api/v1/connections/initiatives/?actor=ada&conflict=war",
        ),
        ("/connections/neighbours/?actor=ada", "/api/v1/connections/neighbours/?actor=ada"),
        (
            "/connections/neighbours/?actor=ada&with=bob&page=1",
            "/api/v1/connections/initiatives/?actor=ada&with=bob",
        ),
        (
            "/connections/one/initiatives/?year_to=1999",
            "/api/v1/connections/one/initiatives/?year_to=1999",
        ),
        ("/frameworks/loom/threads/", "/api/v1/frameworks/loom/threads/"),
        (
            "/frameworks/loom/threads/?framework=nine&place=none",
            "/api/v1/frameworks/loom/threads/?framework=nine&place=none",
        ),
        ("/codebook/", "/api/v1/codebook/"),
        (
            "/connections/one/two/handovers/?from=three",
            "/api/v1/connections/one/two/handovers/",
        ),
    ],
)
def test_other_pages_name_theirs(client, world, page, expected):
    found = call(client, page)

    assert found == expected
    assert client.get(found).status_code == 200


@pytest.mark.parametrize("page", ["/tracks/no-such/", "/cite/actor:no-such/", "/cite/x:y/", "/x/"])
def test_a_page_that_is_not_there_names_no_call(client, world, page):
    answer = client.get(page)

    assert answer.status_code == 404
    assert "Query this" not in answer.content.decode()


def test_two_that_are_compared_are_two_calls(client, world):
    html = client.get("/compare/?a=track:one&b=track:two").content.decode()
    found = re.findall(r'<a href="(/api/v1/tracks/[^"]*)">', html)

    assert found == ["/api/v1/tracks/one/", "/api/v1/tracks/two/"]


def test_a_call_has_the_filters_that_the_page_could_use_and_no_others(client, world):
    asked = "kind=&year_from=1980&year_to=soon&track=one&colour=red&page=1&conflict=no-such"
    found = urlsplit(call(client, f"/initiatives/?{asked}"))

    assert parse_qs(found.query) == {"year_from": ["1980"], "track": ["one"]}


def test_a_call_keeps_the_collection_and_the_framework(client, world):
    found = urlsplit(call(client, "/initiatives/?collection=casebook&framework=nine"))

    assert parse_qs(found.query) == {"collection": ["casebook"], "framework": ["nine"]}


def test_what_cannot_be_chosen_is_in_no_call(client, world):
    assert call(client, "/tracks/?collection=no&framework=such") == "/api/v1/tracks/"


# Downloads


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_a_list_can_be_downloaded_as_it_stands_on_the_page(client, route):
    Full().entries(route.model, 3)
    found = downloads(client, route.url())
    shown = [row.get_absolute_url() for row in client.get(route.url()).context["object_list"]]

    assert {"CSV, for spreadsheets", "JSON"} <= found.keys()
    table = rows_of(client.get(found["CSV, for spreadsheets"]))
    assert [row["Page"].removeprefix("http://testserver") for row in table] == shown


def test_a_download_has_the_filters_of_the_page(client):
    for slug, kind in (("a-book", "book"), ("a-treaty", "treaty")):
        make_work(slug=slug, type=kind)
    found = downloads(client, "/sources/?type=treaty&q=")

    assert [row["Slug"] for row in rows_of(client.get(found["CSV, for spreadsheets"]))] == [
        "a-treaty"
    ]
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        content = client.get(found[name]).content
        assert b"a-treaty" in content
        assert b"a-book" not in content


def test_a_download_has_all_pages_of_the_list(client):
    for number in range(120):
        make_actor(slug=f"a-{number}")
    found = downloads(client, "/actors/?page=2")

    assert len(rows_of(client.get(found["CSV, for spreadsheets"]))) == 120


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("/connections/bridging/", 1),
        ("/connections/bridging/?of=states", 0),
        ("/connections/bridging/?actor=ada", 1),
        ("/connections/neighbours/?actor=ada", 0),
        ("/connections/one/initiatives/", 1),
        ("/frameworks/loom/threads/", 2),
    ],
)
def test_lists_that_are_counted_can_be_downloaded_as_they_stand(client, world, page, rows):
    assert len(rows_of(client.get(downloads(client, page)["CSV, for spreadsheets"]))) == rows


@pytest.mark.parametrize(
    "page",
    ["/search/?q=talks", *(f"/connections/one/two/{what}/" for what in ("actors", "initiatives"))],
)
def test_lists_of_other_kinds_can_be_downloaded_too(client, world, page):
    found = downloads(client, page)

    assert len(rows_of(client.get(found["CSV, for spreadsheets"]))) == 1
