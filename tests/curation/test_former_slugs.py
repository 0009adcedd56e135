"""An address that an entry once had leads to the present one, if that is public."""

import pytest

from curation.models import FormerSlug
from presentation.filters import Slug
from tests.factories import make_actor, make_participation, make_track
from tests.full import MAKERS
from tests.routes import API_LISTS, DETAILS, LIST_PAGES, PART_LISTS

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


# In the query of an address


def slugs_asked_for():
    """(address of a list, parameter, model) of every filter that takes a slug."""
    for route in [*LIST_PAGES, *API_LISTS, *PART_LISTS]:
        if route.filterset:
            for name, kind in route.filterset.base_filters.items():
                # framework= is read at every address, and frameworks are never merged
                if isinstance(kind, Slug) and name != "framework":
                    yield pytest.param(route, name, kind, id=f"{route}-{name}")


@pytest.mark.parametrize(("route", "name", "kind"), [*slugs_asked_for()])
def test_a_filter_follows_a_former_slug_and_no_other(client, route, name, kind):
    model = kind.extra["rows"]().model
    row = MAKERS[model](slug="new-name")
    FormerSlug.objects.create(kind=row.KIND, old="old-name", slug="new-name")
    now = client.get(route.url(), {name: "new-name"})
    then = client.get(route.url(), {name: "old-name"})
    assert then.status_code == now.status_code
    if now.status_code == 200:  # else the filter takes only what something hangs on
        assert _told(then) == _told(now)

    unpublish(row)
    then = client.get(route.url(), {name: "old-name"})
    unknown = client.get(route.url(), {name: "bad-name"})
    assert then.content.replace(b"old-name", b"bad-name") == unknown.content


def _told(answer):
    """What was found, without the address that was asked for."""
    if answer["Content-Type"].startswith("text/html"):
        return [row.pk for row in answer.context["object_list"]]
    return answer.json()["results"]


def unpublish(row):
    if hasattr(row, "status"):
        type(row).objects.filter(pk=row.pk).update(status="draft")
    else:
        FormerSlug.objects.all().delete()  # a name on works is public; a former slug of none is not


@pytest.fixture
def merged():
    """Two actors in one initiative, and the former slug of the first."""
    first = make_participation(actor=make_actor(slug="fafo"))
    make_participation(initiative=first.initiative, actor=make_actor(slug="norway"))
    FormerSlug.objects.create(kind="actor", old="ais", slug="fafo")
    return first.actor


@pytest.mark.parametrize(
    "address",
    [
        "/compare/?a=actor:{}&b=actor:norway",
        "/connections/paths/?from=actor:{}&to=actor:norway",
        "/api/v1/paths/?from=actor:{}&to=actor:norway",
        "/api/v1/graph/?node=actor:{}",
        "/connections/neighbours/?actor={}",
        "/connections/bridging/?actor={}",
        "/api/v1/connections/neighbours/?actor={}",
        "/api/v1/connections/initiatives/?actor={}&with=norway",
    ],
)
def test_an_entry_is_found_by_a_former_slug_wherever_an_address_names_it(client, merged, address):
    assert client.get(address.format("fafo")).status_code == 200
    assert client.get(address.format("ais")).status_code == 200
    type(merged).objects.filter(pk=merged.pk).update(visibility="withheld")
    then, unknown = client.get(address.format("ais")), client.get(address.format("xxx"))
    assert then.status_code == unknown.status_code != 200
    assert then.content.replace(b"ais", b"xxx") == unknown.content


def test_two_names_of_one_entry_are_not_compared(client, merged):
    answer = client.get("/compare/?a=actor:ais&b=actor:fafo")
    assert answer.status_code == 400
    assert "These are the same" in answer.content.decode()


# What else hangs on an address


@pytest.mark.parametrize("address", ["/cite/actor:{}/", "/api/v1/actors/{}/"])
def test_a_former_address_keeps_what_was_asked_for_there(client, merged, address):
    query = "?format=json&collection=curated"
    answer = client.get(address.format("ais") + query)
    assert answer.status_code == 301
    assert answer["Location"] == address.format("fafo") + query
