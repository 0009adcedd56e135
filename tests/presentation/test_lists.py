"""What every list does: show its rows, page by page, and say what is wrong with a filter."""

import re
from html import escape, unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import django_filters as filters
import pytest

from tests.asking import name_of, slugs
from tests.full import Full, make_bare
from tests.refusals import refused
from tests.routes import API_LISTS, LIST_PAGES, LISTS, PART_LISTS, is_api

pytestmark = pytest.mark.django_db

FILTERED = [route for route in [*LISTS, *PART_LISTS] if route.filterset]
PAGED = [route for route in LIST_PAGES if not route.view.full]
TOO_LONG = "x" * 201
NEVER_A_NUMBER = ["x", "-1", "0", "10000", f"{10**24}", "1993.5", "\0", "1993\0"]
BAD_VALUES = {
    filters.ChoiceFilter: ["nonsense", f"{10**24}", "\0"],
    filters.ModelChoiceFilter: ["nonsense", "-1", f"{10**24}", "\0"],
    filters.NumberFilter: NEVER_A_NUMBER,
    filters.CharFilter: ["\0", TOO_LONG],
}
BAD_BY_NAME = {
    "country": ["N", "NOR", "12", "\0", "N\0"],
    "source": ["no-such-work", "0", f"{10**24}", "\0", TOO_LONG],
    "actor": ["no-such-actor", "-1", "\0"],
    "conflict": ["no-such-conflict", "-1", "\0"],
    "broader": ["no-such-concept", "-1", "\0"],
    "contested": ["True", "yes", "1", "0", "null", "\0"],
    "tracks": ["no-such-track", "-1", ",", "\0", TOO_LONG],
    "framework": ["no-such-framework", "\0", TOO_LONG],
}


def bad_values(name: str, kind: filters.Filter) -> list[str]:
    by_kind = [values for key, values in BAD_VALUES.items() if isinstance(kind, key)]
    return BAD_BY_NAME.get(name, by_kind[0])


BAD = [
    pytest.param(route, name, kind, id=f"{route}-{name}")
    for route in FILTERED
    for name, kind in route.filterset.base_filters.items()
]


def make(model: Any, count: int) -> list[Any]:
    """Rows without parts, of which there are ten at most of tracks."""
    return [make_bare(model) for _ in range(count)]


# Rows


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_list_without_rows_answers(client, route):
    assert slugs(client, route.url()) == []


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_list_shows_every_row_with_all_that_hangs_on_it(client, route):
    rows = Full().entries(route.model, 3)

    assert {row.slug for row in rows} <= set(slugs(client, route.url()))


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_a_list_page_names_each_row_and_leads_to_it(client, route):
    rows = Full().entries(route.model, 3)
    html = client.get(route.url()).content.decode()

    for row in rows:
        path, _, anchor = row.get_absolute_url().partition("#")
        assert escape(str(row)) in html
        assert f'id="{anchor}"' in html if anchor else f'href="{path}"' in html


@pytest.mark.parametrize("route", LISTS, ids=str)
def test_a_list_leaves_out_what_is_not_published(client, route):
    rows = Full().entries(route.model, 2)
    route.model.objects.filter(pk=rows[0].pk).update(status="draft")

    shown = slugs(client, route.url())
    assert rows[0].slug not in shown
    assert rows[1].slug in shown


# Filters


@pytest.mark.parametrize(("route", "name", "kind"), BAD)
def test_a_bad_filter_value_is_named_with_the_reason(client, route, name, kind):
    [row] = make(route.model, 1)
    for value in bad_values(name, kind):
        answer = client.get(route.url(), {name: value})
        if is_api(route):
            assert refused(answer) == (400, [name]), repr(value)
            continue
        assert answer.status_code == 200, repr(value)
        assert list(answer.context["filter"].form.errors) == [name], repr(value)
        [*_, reason] = answer.context["filter"].form.errors[name]
        assert reason in unescape(answer.content.decode()), repr(value)
        assert row in answer.context["object_list"], repr(value)


@pytest.mark.parametrize("route", [r for r in LIST_PAGES if r.filterset], ids=str)
def test_the_reason_beside_a_filter_is_not_folded_away(client, route):
    """Whatever the filter: those under “More filters” as well."""
    for name, kind in route.filterset.base_filters.items():
        html = client.get(route.url(), {name: bad_values(name, kind)[0]}).content.decode()
        before, error, _ = html.partition(f'id="id_{name}_error"')
        before = before.rpartition("</details>")[2]
        assert error, name
        assert "<details" not in before or " open>" in before.rpartition("<details")[2], name


@pytest.mark.parametrize("route", FILTERED, ids=str)
def test_every_filter_left_empty_filters_nothing(client, route):
    rows = make(route.model, 2)
    empty = dict.fromkeys(route.filterset.base_filters, "")

    assert {name_of(row) for row in rows} <= set(slugs(client, route.url(), **empty))


@pytest.mark.parametrize("route", [r for r in LISTS if r.filterset], ids=str)
def test_a_search_for_as_many_words_as_there_is_room_for_is_answered(client, route):
    name = str(make(route.model, 2)[0])
    words = f"{name} " * (200 // (len(name) + 1))

    assert len(slugs(client, route.url(), q=words)) == 1


@pytest.mark.parametrize("route", FILTERED, ids=str)
def test_a_search_for_a_sign_of_the_query_language_finds_that_sign(client, route):
    make(route.model, 2)

    assert slugs(client, route.url(), q="%") == []
    assert slugs(client, route.url(), q="_") == []


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_a_list_page_ignores_parameters_that_it_does_not_know(client, route):
    rows = make(route.model, 2)

    assert {row.slug for row in rows} <= set(slugs(client, route.url(), utm_source="x", cursor="y"))


# Pages


@pytest.mark.parametrize("route", PAGED, ids=str)
def test_the_pages_of_a_list_hold_each_row_once(client, route):
    rows = make(route.model, 60)
    seen = slugs(client, route.url()) + slugs(client, route.url(), page=2)

    assert sorted(seen) == sorted(row.slug for row in rows)


@pytest.mark.parametrize("route", PAGED, ids=str)
def test_a_page_that_does_not_exist_is_the_nearest_one(client, route):
    make(route.model, 60)
    nearest = {"3": 2, f"{10**24}": 2, "0": 2, "-1": 2, "x": 1, "\0": 1, "": 1}

    shown = {
        page: client.get(route.url(), {"page": page}).context["page_obj"].number for page in nearest
    }
    assert shown == nearest


@pytest.mark.parametrize("route", PAGED, ids=str)
def test_the_next_and_the_previous_page_keep_the_filters(client, route):
    letter = str(make(route.model, 60)[0])[0]  # their names begin alike
    wanted = {"q": letter, "page": "2"}
    first = client.get(route.url(), {"q": letter})
    address = link(first, "next")
    second = client.get(f"{route.url()}{address}")

    assert dict(parse_qsl(urlsplit(address).query)) == wanted
    assert dict(parse_qsl(urlsplit(link(second, "prev")).query)) == wanted | {"page": "1"}


@pytest.mark.parametrize("route", PAGED, ids=str)
def test_a_list_says_how_many_rows_the_filters_leave(client, route):
    make(route.model, 2)
    html = client.get(route.url(), {"q": "nosuchword"}).content.decode()

    assert 'role="status">0 ' in html
    assert "with these filters" in html


@pytest.mark.parametrize("route", PAGED, ids=str)
def test_a_list_that_is_not_filtered_says_how_many_rows_there_are(client, route):
    make(route.model, 60)
    html = client.get(route.url()).content.decode()

    assert 'role="status">60 ' in html
    assert "with these filters" not in html


def link(answer: Any, rel: str) -> str:
    [address] = re.findall(rf'rel="{rel}" href="([^"]*)"', answer.content.decode())
    return unescape(address)


def test_the_api_has_a_list_for_each_kind_of_entry_that_has_a_page():
    assert {route.model for route in LIST_PAGES} == {route.model for route in API_LISTS}
