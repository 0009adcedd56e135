"""What an address that leads nowhere answers: a page that offers search."""

import pytest

from tests.factories import make_actor
from tests.markup import markup
from tests.routes import DETAIL_PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/no-such-page/", "/tracks/no-such-track/", "/tracks/%00/", "/x" * 500]
)
def test_an_unknown_address_offers_search(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert "There is no such page" in markup(answer).text
    assert '<form class="search-big" action="/search/"' in answer.content.decode()


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_an_unknown_entry_offers_search(client, route):
    answer = client.get(route.url("no-such-slug"))

    assert answer.status_code == 404
    assert 'id="search-big"' in answer.content.decode()


def test_an_address_without_its_last_stroke_leads_to_the_page(client):
    actor = make_actor()
    answer = client.get(actor.get_absolute_url().rstrip("/"))

    assert (answer.status_code, answer["Location"]) == (301, actor.get_absolute_url())


def test_a_page_cannot_be_posted_to(client):
    for address in ("/tracks/", "/actors/", make_actor().get_absolute_url()):
        assert client.post(address, {"name": "x"}).status_code == 405
