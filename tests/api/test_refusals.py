"""What the API does not do: guess at parameters, or write."""

import pytest

from tests.full import MAKERS
from tests.refusals import refused
from tests.routes import API_DETAILS, API_LISTS, PART_LISTS

pytestmark = pytest.mark.django_db

EACH_LIST = pytest.mark.parametrize("route", [*API_LISTS, *PART_LISTS], ids=str)
EACH_DETAIL = pytest.mark.parametrize("route", API_DETAILS, ids=str)
WRITING = ["post", "put", "patch", "delete"]


@EACH_LIST
def test_an_unknown_parameter_is_refused_by_name_with_those_that_are_known(client, route):
    answer = client.get(route.url(), {"colour": "red", "q": "a"})

    assert refused(answer) == (400, ["colour"])
    reason = answer.json()["detail"]
    assert all(name in reason for name in [*route.filterset.base_filters, "cursor", "page_size"])


@EACH_LIST
def test_a_parameter_misspelt_is_refused_even_if_it_is_empty(client, route):
    for name in ("Q", "q ", "page", "limit", "offset", "q\0", "slug"):
        assert client.get(route.url(), {name: ""}).status_code == 400, repr(name)


@EACH_DETAIL
def test_a_parameter_of_one_entry_is_refused(client, route):
    row = MAKERS[route.model]()
    for name in ("q", "page_size", "fields", "colour"):
        answer = client.get(route.url(row.slug), {name: "x"})
        assert refused(answer) == (400, [name])


@pytest.mark.parametrize("method", WRITING)
@EACH_LIST
def test_a_list_cannot_be_written_to(client, route, method):
    MAKERS[route.model]()
    answer = getattr(client, method)(route.url(), {"slug": "new"}, "application/json")

    assert answer.status_code == 405
    assert route.model.objects.count() == 1


@pytest.mark.parametrize("method", WRITING)
@EACH_DETAIL
def test_an_entry_cannot_be_written_to(admin_client, route, method):
    """Not even by somebody who is logged in at the desk."""
    row = MAKERS[route.model]()
    address = route.url(row.slug)
    answer = getattr(admin_client, method)(address, {"slug": "new"}, "application/json")

    assert answer.status_code == 405
    assert route.model.objects.get().slug == row.slug


def test_an_address_that_is_not_there_is_not_found(client):
    assert client.get("/api/v1/no-such-list/").status_code == 404
    assert client.get("/api/v2/tracks/").status_code == 404
