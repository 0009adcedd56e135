"""A page is sound HTML whatever hangs on what it shows."""

import pytest

from curation.entries import entry_models
from tests.full import Full
from tests.markup import faults
from tests.routes import DETAIL_PAGES, LIST_PAGES, ROUTES

pytestmark = pytest.mark.django_db

ALONE = [route for route in ROUTES if route.name in ("home", "about", "data", "search")]


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_a_list_page_is_sound(client, route):
    Full().entries(route.model, 3)

    assert faults(client.get(route.url())) == []


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_a_list_page_without_rows_is_sound(client, route):
    assert faults(client.get(route.url())) == []


@pytest.mark.parametrize("route", [r for r in LIST_PAGES if r.filterset], ids=str)
def test_a_list_page_with_a_bad_filter_is_sound(client, route):
    bad = dict.fromkeys(route.filterset.base_filters, "\0")

    assert faults(client.get(route.url(), bad)) == []


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_the_page_of_an_entry_is_sound(client, route):
    [row] = Full().entries(route.model, 1, parts=3)

    assert faults(client.get(route.url(row.slug))) == []


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_the_page_of_an_entry_with_nothing_on_it_is_sound(client, route):
    [row] = Full().entries(route.model, 1, parts=0)
    type(row).objects.get(pk=row.pk).citations.clear() if hasattr(row, "citations") else None

    assert faults(client.get(route.url(row.slug))) == []


@pytest.mark.parametrize("route", ALONE, ids=str)
def test_a_page_of_its_own_is_sound(client, route):
    full = Full()
    for model in entry_models().values():
        full.entries(model, 2)

    assert faults(client.get(route.url(), {"q": "e"})) == []


def test_a_page_that_is_not_there_is_sound(client):
    assert faults(client.get("/no-such-page/")) == []


# That the check finds what it is for


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<ul><div></div></ul>", "<div> stands directly in <ul>"),
        ("<ol><aside></aside></ol>", "<aside> stands directly in <ol>"),
        ("<p><ul></ul></p>", "<ul> stands in <p>"),
        ("<div><li></li></div>", "<li> stands directly in <div>"),
        ("<div><span></div>", "<span> is not closed before </div>"),
        ("</p>", "</p> was never opened"),
        ("<main>", "<main> is never closed"),
        ("<a href='#'><a href='#'></a></a>", "<a> stands in a link or a button"),
        ("<p style='color: red'></p>", "<p> has a style or a script of its own"),
        ("<i id='x'></i><b id='x'></b>", "id “x” twice"),
        ("<a href='#y'></a>", "#y leads nowhere"),
        ("<p></p>", "0 h1"),
    ],
)
def test_a_fault_is_found(html, fault):
    assert any(found.endswith(fault) for found in faults(html))
