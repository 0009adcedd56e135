"""ETag and 304: as long as nothing has changed, nothing is sent again."""

import pytest
from django.http import HttpRequest

from curation.release import release
from presentation import middleware
from tests.factories import make_track
from tests.routes import API_LISTS

pytestmark = pytest.mark.django_db

LIST = "/api/v1/tracks/"


def again(client, address, etag, **headers):
    return client.get(address, headers={"if-none-match": etag, **headers})


@pytest.mark.parametrize("route", API_LISTS, ids=str)
def test_what_has_not_changed_is_not_sent_again(client, route):
    first = client.get(route.url())
    second = again(client, route.url(), first["ETag"])

    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"] == first["ETag"]


def test_after_a_release_it_is_sent_again(client):
    etag = client.get(LIST)["ETag"]
    with release():
        make_track()
    answer = again(client, LIST, etag)

    assert answer.status_code == 200
    assert answer["ETag"] != etag


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        (f"{LIST}?page_size=5", {}),
        (LIST, {"accept": "text/csv"}),
        (LIST, {"host": "127.0.0.1"}),
        ("/api/v1/actors/", {}),
    ],
)
def test_another_answer_has_another_etag(client, address, headers):
    assert again(client, address, client.get(LIST)["ETag"], **headers).status_code == 200


def test_another_day_has_another_etag(client, monkeypatch):
    etag = client.get(LIST)["ETag"]
    monkeypatch.setattr(middleware, "localdate", lambda: __import__("datetime").date(1999, 1, 1))

    assert again(client, LIST, etag).status_code == 200


def test_another_release_of_the_code_has_another_etag(client, monkeypatch):
    etag = client.get(LIST)["ETag"]
    monkeypatch.setattr(middleware, "code", lambda: "new")

    assert again(client, LIST, etag).status_code == 200


def test_one_of_several_etags_is_enough(client):
    etag = client.get(LIST)["ETag"]

    assert again(client, LIST, f'"a", {etag}, W/"b"').status_code == 304


@pytest.mark.parametrize("etag", ["*", "", "x", 'W/"1-0"', '"', ",,,", "é"])
def test_an_etag_that_was_never_given_is_none(client, etag):
    assert again(client, LIST, etag).status_code == 200


def test_head_is_answered_as_get(client):
    etag = client.get(LIST)["ETag"]
    answer = client.head(LIST, headers={"if-none-match": etag})

    assert (client.head(LIST)["ETag"], answer.status_code) == (etag, 304)


def test_the_database_is_asked_for_the_edition_alone(client, django_assert_num_queries):
    etag = client.get(LIST)["ETag"]
    with django_assert_num_queries(1):  # the edition
        again(client, LIST, etag)


def test_whoever_keeps_an_answer_asks_whether_it_still_holds(client):
    answer = client.get(LIST)

    assert answer["Cache-Control"] == "public, no-cache"
    assert "Accept" in answer["Vary"].split(", ")


@pytest.mark.parametrize("address", [f"{LIST}?x=1", f"{LIST}no-such/", "/api/v1/no-such/"])
def test_a_problem_has_no_etag(client, address):
    assert "ETag" not in client.get(address)


def test_the_code_is_told_apart_by_what_stands_in_it(settings, tmp_path):
    def digest():
        middleware.code.cache_clear()
        return middleware.code()

    room = tmp_path / "room"
    room.mkdir()
    (room / "__init__.py").write_text("")
    settings.BASE_DIR = tmp_path
    first = digest()
    (room / "views.py").write_text("x = 1")
    second = digest()
    middleware.code.cache_clear()

    assert first != second


def test_a_page_is_left_alone(client):
    assert "ETag" not in client.get("/tracks/")
    assert isinstance(client.get("/tracks/").wsgi_request, HttpRequest)
