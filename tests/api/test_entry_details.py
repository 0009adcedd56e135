"""GET /api/v1/<kind>/<slug>/: an entry with its parts, each with what it rests on."""

from typing import Any

import pytest

from curation.rows import part_lists
from tests.full import Full
from tests.routes import API_DETAILS

pytestmark = pytest.mark.django_db

EACH_DETAIL = pytest.mark.parametrize("route", API_DETAILS, ids=str)
STATEMENTS = [route for route in API_DETAILS if hasattr(route.model, "citations")]


def detail(client: Any, route: Any, parts: int = 2) -> tuple[Any, Any]:
    """An entry with all its parts, and what the API says of it."""
    [row] = Full().entries(route.model, 1, parts=parts)
    answer = client.get(route.url(row.slug))
    assert answer.status_code == 200
    return row, answer.json()


@EACH_DETAIL
def test_an_entry_answers_at_its_own_address(client, route):
    row, found = detail(client, route)

    assert found["slug"] == row.slug
    assert found["url"] == f"http://testserver{route.url(row.slug)}"


@EACH_DETAIL
def test_an_entry_brings_all_its_parts(client, route):
    row, found = detail(client, route, parts=3)

    for name in part_lists(route.model):
        keys = [part["key"] for part in found[name]]
        assert sorted(keys) == sorted(getattr(row, name).values_list("key", flat=True)), name
        assert len(keys) >= 3, name


@EACH_DETAIL
def test_every_statement_says_what_it_rests_on(client, route):
    _, found = detail(client, route)
    for name, part in part_lists(route.model).items():
        if hasattr(part, "citations"):
            assert all(row["basis"] == "cited" and row["citations"] for row in found[name]), name


@pytest.mark.parametrize("route", STATEMENTS, ids=str)
def test_an_entry_says_what_it_rests_on_itself(client, route):
    _, found = detail(client, route)

    assert {"basis", "basis_note", "collection", "citations", "disagreements"} <= found.keys()


@EACH_DETAIL
def test_an_entry_has_all_that_its_row_in_the_list_has(client, route):
    row, found = detail(client, route)
    [listed] = [
        other
        for other in client.get(route.url(row.slug).removesuffix(f"{row.slug}/")).json()["results"]
        if other["slug"] == row.slug
    ]

    assert listed.keys() <= found.keys()
    for name, value in listed.items():
        assert isinstance(value, list | dict) or found[name] == value, name


@EACH_DETAIL
def test_an_unknown_slug_is_not_found(client, route):
    for slug in ("no-such-slug", "No such slug", "0", "%00", "é", "x" * 5000):
        answer = client.get(f"{route.url('x').removesuffix('x/')}{slug}/")
        assert answer.status_code == 404, slug
        assert answer["Content-Type"] == "application/problem+json", slug


@EACH_DETAIL
def test_an_entry_that_is_not_published_is_not_found(client, route):
    [row] = Full().entries(route.model, 1)
    for status in ("draft", "in-review", "withdrawn"):
        route.model.objects.filter(pk=row.pk).update(status=status)
        assert client.get(route.url(row.slug)).status_code == 404, status


def test_a_withheld_actor_is_not_found(client):
    [route] = [route for route in API_DETAILS if route.name == "actor-detail"]
    [row] = Full().entries(route.model, 1)
    route.model.objects.filter(pk=row.pk).update(visibility="withheld")

    assert client.get(route.url(row.slug)).status_code == 404
