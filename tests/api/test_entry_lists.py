"""GET /api/v1/<kind>/: the rows that the page shows, as facts with their addresses."""

from urllib.parse import urlsplit

import pytest

from tests.asking import slugs
from tests.full import MAKERS, Full
from tests.routes import API_DETAILS, API_LISTS, LIST_PAGES, PART_LISTS

pytestmark = pytest.mark.django_db

EACH_LIST = pytest.mark.parametrize("route", API_LISTS, ids=str)
PAGES = {page.model: page for page in LIST_PAGES}
DETAILS = {detail.model: detail for detail in API_DETAILS}


def rows(client, route, **parameters):
    return client.get(route.url(), parameters).json()["results"]


@EACH_LIST
def test_the_api_lists_what_the_page_lists_in_the_same_order(client, route):
    Full().entries(route.model, 4)

    assert slugs(client, route.url()) == slugs(client, PAGES[route.model].url())


@EACH_LIST
def test_a_row_gives_its_address_in_the_api(client, route):
    [made] = Full().entries(route.model, 1)
    [row] = [row for row in rows(client, route) if row["slug"] == made.slug]
    address = urlsplit(row["url"])

    assert address.netloc == "testserver"
    assert address.path == DETAILS[route.model].url(made.slug)


@EACH_LIST
def test_a_row_gives_the_address_of_its_page(client, route):
    [made] = Full().entries(route.model, 1)
    [row] = [row for row in rows(client, route) if row["slug"] == made.slug]

    assert row["html_url"] == f"http://testserver{made.get_absolute_url()}"
    assert client.get(urlsplit(row["html_url"]).path).status_code == 200


@EACH_LIST
def test_the_count_is_of_all_rows_and_of_no_other(client, route):
    for status in ("published", "published", "draft", "in-review", "withdrawn"):
        MAKERS[route.model](status=status)

    assert client.get(route.url()).json()["count"] == 2


@EACH_LIST
def test_a_list_is_the_same_without_and_with_the_format_named(client, route):
    for _ in range(2):
        MAKERS[route.model]()

    assert slugs(client, route.url(), format="json") == slugs(client, route.url())


@EACH_LIST
def test_no_row_gives_an_internal_number(client, route):
    Full().entries(route.model, 2)

    assert not {"id", "pk", "status", "version"} & {
        name for row in rows(client, route) for name in row
    }


def test_the_root_lists_every_list(client):
    root = client.get("/api/v1/").json()
    named = {urlsplit(address).path for address in root.values()}

    assert {route.url() for route in [*API_LISTS, *PART_LISTS]} <= named
