"""/about/: what the base rests on, what it is not, and where to raise a concern."""

import pytest

from tests.markup import markup

pytestmark = pytest.mark.django_db


def test_the_page_says_what_the_base_rests_on_and_what_it_is_not(client):
    answer = client.get("/about/")

    assert answer.status_code == 200
    for words in ("What it rests on", "no census", "A number is no identity", "Concerns"):
        assert words in markup(answer).text


def test_the_page_leads_to_sources_disagreements_frameworks_and_the_api(client):
    addresses = {address for address, _ in markup(client.get("/about/")).links}

    assert {"/sources/", "/disagreements/", "/frameworks/", "/api/v1/docs/"} <= addresses
