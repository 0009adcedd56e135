"""Walking a list by its pages: every row that stays is seen once, whatever happens meanwhile."""

import base64
import json
import random
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client

from presentation.pagination import KeysetPagination
from sources.fields import PlaceInTime
from tests.asking import name_of
from tests.full import make_bare
from tests.refusals import refused
from tests.routes import API_LISTS, PART_LISTS

pytestmark = pytest.mark.django_db

ORDERINGS = [
    pytest.param(route, sign + name, id=f"{route}-{sign}{name}")
    for route in [*API_LISTS, *PART_LISTS]
    for name in route.view.ordering_fields
    for sign in ("", "-")
]
EVERY = [*API_LISTS, *PART_LISTS]
EACH_LIST = pytest.mark.parametrize("route", EVERY, ids=str)


def column(route: Any, ordering: str) -> str:
    return route.view.ordering_fields[ordering.removeprefix("-")]


def make(route: Any, ordering: str, chance: random.Random) -> Any:
    """A row anywhere in the order, often beside one with the same value."""
    field = route.model._meta.get_field(column(route, ordering))
    if field.primary_key:
        return make_bare(route.model)
    if isinstance(field, PlaceInTime):
        dates = chance.choice(["", "1990", "1990", "1991-03", "1989/.."])
        return make_bare(route.model, **{dated_by(route.model): dates})
    if field.unique:
        taken = {*route.model.objects.values_list(field.name, flat=True)}
        free = [number for number in range(1, 30) if number not in taken]
        return make_bare(route.model, **{field.name: chance.choice(free)})
    is_number = isinstance(field, models.IntegerField)
    value = chance.randrange(4) if is_number else f"{chance.choice('aBcé')} name"
    return make_bare(route.model, **{field.name: value})


def dated_by(model: Any) -> str:
    """The field with the date by which its rows stand in time."""
    [name] = {"dates", "date", "issued"} & {field.name for field in model._meta.concrete_fields}
    return name


def get(client: Any, address: str, **parameters: Any) -> Any:
    answer = client.get(address, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


def walk(client: Any, page: Any, way: str, meanwhile: Any = lambda: None) -> list[list[str]]:
    """The slugs of this page and of those that follow on the ``way``."""
    pages = [names(page)]
    while page[way]:
        assert len(pages) < 50, "the pages do not end"
        meanwhile()
        page = get(client, page[way])
        pages.append(names(page))
    return pages


def names(page: Any) -> list[str]:
    return [row.get("slug") or row["ref"] for row in page["results"]]


def flat(pages: list[list[str]]) -> list[str]:
    return [slug for page in pages for slug in page]


def in_order(route: Any, ordering: str) -> list[str]:
    rows = route.model.objects.public()
    sign = "-" if ordering.startswith("-") else ""
    return [name_of(row) for row in rows.order_by(f"{sign}{column(route, ordering)}", f"{sign}id")]


@pytest.mark.parametrize(("route", "ordering"), ORDERINGS)
def test_the_pages_hold_every_row_once_in_the_order_asked_for(client, route, ordering):
    chance = random.Random(1)
    for _ in range(9):
        make(route, ordering, chance)
    first = get(client, route.url(), ordering=ordering, page_size=4)
    pages = walk(client, first, "next")

    assert flat(pages) == in_order(route, ordering)
    assert [len(page) for page in pages] == [4, 4, 1]


@pytest.mark.parametrize(("route", "ordering"), ORDERINGS)
def test_the_way_back_holds_the_same_rows(client, route, ordering):
    chance = random.Random(2)
    for _ in range(7):
        make(route, ordering, chance)
    page = get(client, route.url(), ordering=ordering, page_size=3)
    forth = walk(client, page, "next")
    while page["next"]:
        page = get(client, page["next"])
    back = walk(client, page, "previous")

    assert back == forth[::-1]


@pytest.mark.parametrize("way", ["next", "previous"])
@pytest.mark.parametrize(("route", "ordering"), ORDERINGS)
def test_every_row_that_stays_is_seen_once_while_others_come_and_go(client, route, ordering, way):
    """Rows come and go before, at and behind the place that the walk has reached."""
    chance = random.Random(3)
    there = [make(route, ordering, chance) for _ in range(8)]
    staying = {name_of(row) for row in there[::2]}
    leaving = there[1::2]
    page = get(client, route.url(), ordering=ordering, page_size=2)
    while way == "previous" and page["next"]:
        page = get(client, page["next"])

    def meanwhile() -> None:
        if leaving:
            leaving.pop(chance.randrange(len(leaving))).delete()
            make(route, ordering, chance) if len(leaving) > 1 else None

    seen = flat(walk(client, page, way, meanwhile))

    assert [slug for slug in staying if seen.count(slug) != 1] == []
    assert len(seen) == len({*seen})


@EACH_LIST
def test_a_cursor_goes_on_when_its_own_row_is_gone(client, route):
    rows = [make_bare(route.model) for _ in range(4)]
    every = {name_of(row) for row in rows}
    first = get(client, route.url(), page_size=2)
    shown = {*names(first)}
    for row in rows:
        if name_of(row) in shown:
            row.delete()
    second = get(client, first["next"])

    assert {*names(second)} == every - shown


@EACH_LIST
def test_the_count_stands_on_the_first_page_only(client, route):
    for _ in range(5):
        make_bare(route.model)
    first = get(client, route.url(), page_size=2)
    second = get(client, first["next"])
    again = get(client, second["previous"])

    assert [first["count"], second["count"], again["count"]] == [5, None, None]


@EACH_LIST
def test_the_first_page_has_none_before_and_the_last_none_after(client, route):
    for _ in range(4):
        make_bare(route.model)
    first = get(client, route.url(), page_size=2)
    second = get(client, first["next"])

    assert first["previous"] is None
    assert second["previous"] is not None
    assert second["next"] is None


@EACH_LIST
def test_the_next_page_keeps_the_filters(client, route):
    rows = [make_bare(route.model) for _ in range(4)]
    letter = str(rows[0])[0]
    first = get(client, route.url(), page_size=2, q=letter)

    assert f"q={letter}" in first["next"]
    assert len(flat(walk(client, first, "next"))) == 4


@EACH_LIST
def test_a_page_of_all_rows_is_alone(client, route):
    for _ in range(3):
        make_bare(route.model)
    page = get(client, route.url(), page_size=3)

    assert (page["next"], page["previous"], page["count"]) == (None, None, 3)


# Page sizes


def test_a_page_has_fifty_rows_unless_told_otherwise(client):
    for _ in range(51):
        make_bare(API_LISTS[-1].model)

    assert len(get(client, API_LISTS[-1].url())["results"]) == 50


def test_a_page_has_two_hundred_rows_at_most(client):
    for _ in range(201):
        make_bare(API_LISTS[-1].model)

    assert len(get(client, API_LISTS[-1].url(), page_size=200)["results"]) == 200
    assert client.get(API_LISTS[-1].url(), {"page_size": 201}).status_code == 400


@EACH_LIST
def test_a_bad_page_size_is_refused_by_name(client, route):
    for size in ["0", "-1", "201", f"{10**24}", "x", "1.5", "", "\0", "٣", "1e1"]:
        answer = client.get(route.url(), {"page_size": size})
        assert refused(answer) == (400, ["page_size"]), repr(size)


# Cursors


def cursor(*content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


def forged(route: Any) -> list[str]:
    """What somebody could send who knows how cursors are made."""
    name = next(iter(route.view.ordering_fields))
    good = "1" if name in ("id", "number", "order") else "a"
    return [
        "",
        "x",
        "\0",
        "é",
        "%",
        "=" * 5000,
        cursor(),
        cursor("after", name),
        cursor("after", name, good),
        cursor("after", name, good, 1, 1),
        cursor("beside", name, good, 1),
        cursor("after", "key", good, 1),
        cursor("after", f"-{name}", good, 1),
        cursor("after", name, good, "1"),
        cursor("after", name, good, None),
        cursor("after", name, good, True),
        cursor("after", name, good, 0),
        cursor("after", name, good, -1),
        cursor("after", name, good, 10**24),
        cursor("after", name, good, 1.5),
        cursor("after", name, None, 1),
        cursor("after", name, "\0", 1),
        cursor("after", name, "\ud800", 1),
        cursor("after", name, "x" * 5000, 1),
        cursor("after", [name], good, 1),
        cursor({"after": 1}, name, good, 1),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
        base64.urlsafe_b64encode(b'["after", 1e999, NaN, 1]').decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ]


@EACH_LIST
def test_a_forged_cursor_is_refused_by_name(client, route):
    for given in forged(route):
        answer = client.get(route.url(), {"cursor": given})
        assert refused(answer) == (400, ["cursor"]), repr(given[:80])


@pytest.mark.parametrize(
    "route", [r for r in EVERY if {"id", "number", "order"} & {*r.view.ordering_fields}], ids=str
)
def test_a_cursor_whose_number_is_none_is_refused(client, route):
    name = next(iter(route.view.ordering_fields))
    for value in ["x", "NaN", "Infinity", "1e999", f"{10**24}", [1], {}, "-1.5.5"]:
        answer = client.get(route.url(), {"cursor": cursor("after", name, value, 1)})
        assert answer.status_code == 400, repr(value)


@pytest.mark.parametrize("route", [r for r in EVERY if "date" in r.view.ordering_fields], ids=str)
def test_a_cursor_whose_date_is_none_is_refused(client, route):
    values: list[Any] = [
        "x",
        "",
        None,
        "1993",
        "1993-02-30",
        "99999-01-01",
        1993,
        [1],
        {},
        "\0",
        True,
    ]
    for value in values:
        parameters = {"ordering": "date", "cursor": cursor("after", "date", value, 1)}
        answer = client.get(route.url(), parameters)
        assert refused(answer) == (400, ["cursor"]), repr(value)


@EACH_LIST
def test_a_cursor_of_another_ordering_is_refused(client, route):
    for _ in range(3):
        make_bare(route.model)
    name = next(iter(route.view.ordering_fields))
    address = get(client, route.url(), page_size=1, ordering=name)["next"]
    answer = client.get(address.replace(f"ordering={name}", f"ordering=-{name}"))

    assert refused(answer) == (400, ["cursor"])


class TestACursorOfAnotherList:
    @pytest.fixture(scope="class")
    @classmethod
    def cursors(cls, django_db_setup, django_db_blocker):
        """One of each list, of rows that are made once for all these tests, which only ask."""
        found = []
        with django_db_blocker.unblock(), transaction.atomic():
            for route in EVERY:
                for _ in range(2):
                    make_bare(route.model)
                address = get(Client(), route.url(), page_size=1)["next"]
                found.append(address.partition("cursor=")[2])
            yield found
            transaction.set_rollback(True)

    @EACH_LIST
    def test_is_refused_or_leads_on_in_this_one(self, client, cursors, route):
        for given in cursors:
            assert client.get(route.url(), {"cursor": given}).status_code in (200, 400)


# Orderings


@EACH_LIST
def test_an_ordering_that_is_not_offered_is_refused_by_name(client, route):
    for ordering in ["status", "pk", "--name", "-", "modified", "\0", "name,slug", "?"]:
        answer = client.get(route.url(), {"ordering": ordering})
        assert refused(answer) == (400, ["ordering"]), ordering


@EACH_LIST
def test_a_list_offers_at_most_three_orderings_and_none_that_may_be_empty(route):
    fields = [route.model._meta.get_field(name) for name in route.view.ordering_fields.values()]
    fields = [field for field in fields if not isinstance(field, PlaceInTime)]  # filled if empty

    assert 1 <= len(route.view.ordering_fields) <= 3
    assert not any(field.null for field in fields)


@pytest.mark.parametrize("route", [r for r in EVERY if "date" in r.view.ordering_fields], ids=str)
def test_what_has_no_date_stands_last_by_date(client, route):
    name = dated_by(route.model)
    rows = [make_bare(route.model, **{name: dates}) for dates in ("", "1991", "1905-09-05")]
    page = get(client, route.url(), ordering="date")

    assert names(page) == [name_of(row) for row in reversed(rows)]


@pytest.mark.parametrize(("route", "ordering"), ORDERINGS)
def test_an_ordering_is_indexed_together_with_the_id(route, ordering):
    name = column(route, ordering)
    indexed = [index.fields for index in route.model._meta.indexes]

    assert [name, "id"] in indexed or route.model._meta.get_field(name).unique


def test_the_parameters_of_the_pages_are_known_to_the_documentation():
    described = KeysetPagination().get_schema_operation_parameters(API_LISTS[0].view)

    assert [parameter["name"] for parameter in described] == [*KeysetPagination.parameters]
