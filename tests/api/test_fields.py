"""?fields=: only what is asked for, in lists, entries and tables."""

import pytest

from tests.factories import make_work
from tests.full import MAKERS, Full
from tests.refusals import refused
from tests.routes import API_DETAILS, API_LISTS
from tests.tables import rows_of

pytestmark = pytest.mark.django_db

EACH_LIST = pytest.mark.parametrize("route", API_LISTS, ids=str)


@EACH_LIST
def test_a_list_gives_only_the_fields_that_are_asked_for(client, route):
    Full().entries(route.model, 2)
    for row in client.get(route.url(), {"fields": "html_url"}).json()["results"]:
        assert [*row] == ["html_url"]


@EACH_LIST
def test_without_a_name_there_are_all(client, route):
    Full().entries(route.model, 1)
    named, every = (client.get(route.url(), asked).json() for asked in ({"fields": ""}, {}))

    assert named == every


@EACH_LIST
@pytest.mark.parametrize("asked", ["password", "html_url,", ",", "html_url,no_such", "HTML_URL"])
def test_an_unknown_field_is_refused_with_those_that_are_known(client, route, asked):
    answer = client.get(route.url(), {"fields": asked})

    assert refused(answer) == (400, ["fields"])
    assert "html_url" in answer.json()["detail"]


@EACH_LIST
def test_an_unknown_field_is_refused_in_a_table_too(client, route):
    answer = client.get(route.url(), {"fields": "no_such", "format": "csv"})

    assert refused(answer) == (400, ["fields"])


@pytest.mark.parametrize("route", API_DETAILS, ids=str)
def test_an_entry_gives_only_the_fields_that_are_asked_for(client, route):
    row = MAKERS[route.model]()
    found = client.get(route.url(row.slug), {"fields": "slug,url"}).json()

    assert found == {"slug": row.slug, "url": f"http://testserver{route.url(row.slug)}"}


def test_a_table_has_only_the_columns_that_are_asked_for(client):
    MAKERS[API_LISTS[0].model]()
    [row] = rows_of(client.get(API_LISTS[0].url(), {"fields": "slug", "format": "csv"}))

    assert [*row] == ["Slug", "Edition of the base", "Query"]


@pytest.mark.parametrize(
    "address", ["works/?format=ris", "tracks/?format=jsonld", "works/a-work/?format=bibtex"]
)
def test_references_and_graphs_have_fields_of_their_own(client, address):
    make_work(slug="a-work")

    assert refused(client.get(f"/api/v1/{address}&fields=slug")) == (400, ["fields"])
