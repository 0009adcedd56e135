"""How much one address may ask for, and how it knows."""

import pytest
from django.core.cache import cache

from tests.refusals import refused

pytestmark = pytest.mark.django_db

LIST = "/api/v1/tracks/"


@pytest.fixture(autouse=True)
def limit(settings):
    settings.API_RATE = "3/minute"
    cache.clear()
    yield
    cache.clear()


def statuses(client, times, address=LIST, **environment):
    return [client.get(address, **environment).status_code for _ in range(times)]


def test_beyond_the_limit_is_a_problem_that_says_when_to_come_again(client):
    assert statuses(client, 3) == [200] * 3
    answer = client.get(LIST)

    assert refused(answer) == (429, [])
    assert "3 requests in 60 seconds" in answer.json()["detail"]
    assert 0 < int(answer["Retry-After"]) <= 60


def test_every_answer_says_how_much_is_left(client):
    answers = [client.get(LIST) for _ in range(4)]

    assert {answer["RateLimit-Limit"] for answer in answers} == {"3"}
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert all(0 < int(answer["RateLimit-Reset"]) <= 60 for answer in answers)


def test_every_address_of_the_api_counts(client):
    statuses(client, 1, "/api/v1/no-such/")
    statuses(client, 1, "/api/v1/schema/")
    statuses(client, 1, f"{LIST}?x=1")

    assert statuses(client, 1) == [429]


def test_another_address_has_its_own_count(client):
    statuses(client, 3)

    assert statuses(client, 1, REMOTE_ADDR="192.0.2.7") == [200]


def test_a_forged_header_evades_nothing(client):
    found = [
        client.get(LIST, headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(4)
    ]

    assert found == [200, 200, 200, 429]


def test_pages_are_not_limited(client):
    assert statuses(client, 5, "/tracks/") == [200] * 5
    assert "RateLimit-Limit" not in client.get("/tracks/")


def test_the_limit_can_be_turned_off(client, settings):
    settings.API_RATE = None

    assert statuses(client, 5) == [200] * 5
    assert "RateLimit-Limit" not in client.get(LIST)
