"""/api/v1/: what the API has."""

import pytest

from tests.refusals import refused
from tests.routes import API_LISTS, PART_LISTS, ROUTES
from tests.schema import operations, written

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/"
NO_CALLS = {"no-such-call"}


@pytest.fixture
def named(client):
    return client.get(ROOT).json()


def paths(named):
    return {address.removeprefix("http://testserver") for address in named.values()}


def test_every_list_of_entries_and_of_parts_is_named(named):
    assert {route.url() for route in (*API_LISTS, *PART_LISTS)} <= paths(named)


def test_whatever_else_takes_no_name_in_its_address_is_named(named):
    alone = {
        route.url()
        for route in ROUTES
        if not route.parameters and route.name not in NO_CALLS and route.url().startswith(ROOT)
    }

    assert paths(named) == alone - {ROOT}


def test_a_name_is_the_address_without_its_ends(named):
    assert named["connections/bridging"] == "http://testserver/api/v1/connections/bridging/"
    assert {name: f"http://testserver/api/v1/{name}/" for name in named} == named


def test_names_stand_in_their_order(named):
    assert list(named) == sorted(named)


def test_each_address_answers_or_names_what_it_must_be_given(client, named):
    needed = {
        path: [it["name"] for it in operation["parameters"] if it.get("required")]
        for path, operation in operations(written())
    }
    for path in paths(named):
        answer = client.get(path)
        needs = needed.get(path)
        assert answer.status_code == 200 or refused(answer) == (400, needs), path


def test_a_parameter_that_it_does_not_know_is_refused(client):
    assert refused(client.get(f"{ROOT}?page=1")) == (400, ["page"])
