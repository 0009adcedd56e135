"""/sitemap.xml: every public page, for search engines."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests.factories import make_actor
from tests.full import MAKERS
from tests.routes import DETAIL_PAGES, LIST_PAGES

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client):
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 (it is our own)
    return [element.text or "" for element in root.iter(f"{SPACE}loc")]


def test_the_addresses_are_whole(client):
    assert all(re.match("http://testserver/", location) for location in locations(client))


@pytest.mark.parametrize("route", LIST_PAGES, ids=str)
def test_every_list_is_in_the_sitemap(client, route):
    assert f"http://testserver{route.url()}" in locations(client)


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_every_entry_with_a_page_is_in_the_sitemap_once(client, route):
    row = MAKERS[route.model]()

    assert locations(client).count(f"http://testserver{row.get_absolute_url()}") == 1


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_what_is_not_published_is_not_in_the_sitemap(client, route, status):
    row = MAKERS[route.model](status=status)

    assert f"http://testserver{row.get_absolute_url()}" not in locations(client)


def test_a_withheld_actor_is_not_in_the_sitemap(client):
    row = make_actor(visibility="withheld")

    assert f"http://testserver{row.get_absolute_url()}" not in locations(client)


def test_every_address_in_the_sitemap_answers(client):
    for route in DETAIL_PAGES:
        MAKERS[route.model]()
    for location in locations(client):
        assert client.get(urlsplit(location).path).status_code == 200, location
