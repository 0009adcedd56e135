"""/healthz: whether the site reaches its database."""

import pytest
from django.db import DatabaseError, connection


@pytest.mark.django_db
def test_a_healthy_site_says_so(client, django_assert_num_queries):
    with django_assert_num_queries(1):  # SELECT 1
        answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.django_db
def test_a_site_without_its_database_is_not_healthy(client, monkeypatch):
    def refuse(*arguments):
        raise DatabaseError("gone")

    monkeypatch.setattr(connection, "cursor", refuse)
    client.raise_request_exception = False

    assert client.get("/healthz").status_code >= 500
