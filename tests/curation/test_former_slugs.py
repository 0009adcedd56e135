"""An address that an entry once had leads to the present one, if that is public."""

import pytest

from curation.models import FormerSlug
from tests.factories import make_actor, make_track
from tests.full import MAKERS
from tests.routes import DETAILS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", DETAILS, ids=str)
def test_a_former_address_leads_to_the_present_one(client, route):
    row = MAKERS[route.model](slug="new-name")
    FormerSlug.objects.create(kind=row.KIND, old="old-name", slug="new-name")
    answer = client.get(route.url("old-name"))

    assert (answer.status_code, answer["Location"]) == (301, route.url("new-name"))


@pytest.mark.parametrize("values", [{"status": "draft"}, {"visibility": "withheld"}])
@pytest.mark.parametrize("address", ["/actors/{}/", "/api/v1/actors/{}/"])
def test_a_former_address_does_not_tell_the_name_of_what_is_not_public(client, address, values):
    make_actor(slug="jane-doe", **values)
    FormerSlug.objects.create(kind="actor", old="somebody", slug="jane-doe")
    answer = client.get(address.format("somebody"))
    unknown = client.get(address.format("nobody"))

    assert answer.status_code == unknown.status_code == 404
    assert answer.content.replace(b"somebody", b"nobody") == unknown.content


def test_a_former_address_of_another_kind_leads_nowhere(client):
    make_actor(slug="business")
    FormerSlug.objects.create(kind="actor", old="trade", slug="business")

    assert client.get("/tracks/trade/").status_code == 404


def test_an_entry_comes_before_a_former_address_of_its_name(client):
    make_track(slug="business")
    make_track(slug="trade")
    FormerSlug.objects.create(kind="track", old="trade", slug="business")

    assert client.get("/tracks/trade/").status_code == 200


def test_an_address_that_no_entry_ever_had_is_not_found(client):
    assert client.get("/tracks/no-such-track/").status_code == 404
