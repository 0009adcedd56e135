"""What the API cannot answer, it says as problem details (RFC 9457)."""

import json

import pytest
from django.db import OperationalError
from django.test import Client

from curation.models import Edition
from tests.factories import make_track
from tests.refusals import refused

pytestmark = pytest.mark.django_db

LIST = "/api/v1/tracks/"


def problem(answer):
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    return json.loads(answer.content)


def test_a_problem_says_its_kind_its_status_and_what_is_wrong(client):
    found = problem(client.get(LIST, {"basis": "rumour", "colour": "red"}))

    assert found["type"] == "about:blank"
    assert (found["title"], found["status"]) == ("Bad Request", 400)
    assert "colour: Unknown parameter" in found["detail"]


def test_every_parameter_that_cannot_be_used_is_named_once(client):
    answer = client.get("/api/v1/initiatives/", {"year_from": "soon", "kind": "war"})

    assert refused(answer) == (400, ["kind", "year_from"])


@pytest.mark.parametrize(
    "address",
    [
        "/api/",
        "/api/v2/tracks/",
        "/api/v1/no-such-list/",
        f"{LIST}no-such-track/",
        "/api/v1/x/y/z/",
        "/api/v1/connections/one/two/",
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_is_a_problem_and_never_a_page(client, settings, address, debug):
    settings.DEBUG = debug
    found = problem(client.get(address, headers={"accept": "text/html,*/*"}))

    assert (found["status"], found["title"]) == (404, "Not Found")


def test_an_address_without_its_last_stroke_leads_on(client):
    answer = client.get("/api/v1/tracks")

    assert (answer.status_code, answer["Location"]) == (301, LIST)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_a_method_that_writes_is_refused_with_those_that_are_allowed(client, method):
    answer = getattr(client, method)(LIST)

    assert problem(answer)["status"] == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [({"format": "xlsx"}, {}), ({"format": "xml"}, {}), ({}, {"accept": "application/xml"})],
)
def test_an_unknown_format_is_not_acceptable_and_the_known_are_named(client, parameters, headers):
    found = problem(client.get(LIST, parameters, headers=headers))

    assert found["status"] == 406
    assert "json, csv, jsonld, turtle" in found["detail"]


def test_the_format_of_the_address_wins_over_what_is_accepted(client):
    answer = client.get(LIST, {"format": "csv"}, headers={"accept": "application/json"})

    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("name", ["q", "cursor", "page_size", "format", "collection", "fields"])
def test_a_parameter_given_twice_is_refused(client, name):
    good = {"page_size": "5", "format": "json", "collection": "casebook", "fields": "slug"}
    value = good.get(name, "a")
    answer = client.get(LIST, {name: [value, value]})

    assert refused(answer) == (400, [name])


@pytest.mark.parametrize("length", [201, 100_000])
def test_too_many_words_are_refused(client, length):
    assert refused(client.get(LIST, {"q": "x" * length})) == (400, ["q"])


def test_more_parameters_than_anybody_needs_are_a_bad_request(client):
    answer = client.get(f"{LIST}?{'&'.join(f'p{n}=' for n in range(6000))}")

    assert problem(answer)["status"] == 400


def test_a_host_that_is_not_ours_is_a_bad_request(client):
    assert problem(client.get(LIST, headers={"host": "elsewhere.example"}))["status"] == 400


def test_without_the_database_the_service_is_unavailable_for_a_while(monkeypatch):
    def refuse():
        raise OperationalError("gone")

    monkeypatch.setattr(Edition, "current", refuse)
    client = Client(raise_request_exception=False)
    answer = client.get(LIST)

    assert problem(answer)["status"] == 503
    assert int(answer["Retry-After"]) > 0
    assert client.get("/tracks/").status_code == 503


def test_a_fault_of_the_site_is_a_problem_that_tells_nothing_of_its_inside(monkeypatch):
    def fail(*arguments):
        raise RuntimeError("a secret")

    make_track()
    monkeypatch.setattr("tracks.serializers.TrackSerializer.to_representation", fail)
    answer = Client(raise_request_exception=False).get(LIST)

    assert problem(answer)["status"] == 500
    assert b"secret" not in answer.content
