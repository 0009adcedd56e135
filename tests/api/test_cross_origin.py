"""Scripts on pages of other sites may read the API, and nothing else."""

import gzip

import pytest

from tests.factories import make_work
from tests.tables import rows_of

pytestmark = pytest.mark.django_db

LIST = "/api/v1/works/"
ELSEWHERE = {"origin": "https://class.example"}


def test_a_page_of_another_site_may_read(client):
    answer = client.get(LIST, headers=ELSEWHERE)

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    exposed = {*answer["Access-Control-Expose-Headers"].split(", ")}
    assert {"ETag", "Link", "Retry-After", "X-Edition"} <= exposed


@pytest.mark.parametrize("address", [f"{LIST}?x=1", "/api/v1/no-such/", f"{LIST}?format=csv"])
def test_it_may_read_problems_and_files_too(client, address):
    assert client.get(address, headers=ELSEWHERE)["Access-Control-Allow-Origin"] == "*"


def test_it_may_ask_first_and_only_to_read(client):
    asking = {"access-control-request-method": "GET", "access-control-request-headers": "accept"}
    answer = client.options(LIST, headers={**ELSEWHERE, **asking})

    assert answer.status_code == 200
    assert {*answer["Access-Control-Allow-Methods"].split(", ")} == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("address", ["/", "/works/", "/admin/login/", "/sources/"])
def test_pages_are_for_their_own_site(client, address):
    assert "Access-Control-Allow-Origin" not in client.get(address, headers=ELSEWHERE)


# Compression


def test_an_answer_is_compressed_for_whoever_takes_it(client):
    make_work(note="peace " * 200)
    plain = client.get(LIST)
    packed = client.get(LIST, headers={"accept-encoding": "gzip"})

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Content-Encoding" not in plain


def test_a_table_is_compressed_as_it_streams(client):
    make_work(slug="a-work")
    packed = client.get(LIST, {"format": "csv"}, headers={"accept-encoding": "gzip"})
    text = gzip.decompress(b"".join(packed.streaming_content)).decode("utf-8-sig")
    [row] = rows_of(client.get(LIST, {"format": "csv"}))

    assert row["Slug"] == "a-work"
    assert "a-work" in text


def test_pages_are_left_to_the_server_in_front(client):
    answer = client.get("/sources/", headers={"accept-encoding": "gzip"})

    assert "Content-Encoding" not in answer
