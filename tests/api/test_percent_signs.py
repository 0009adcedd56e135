"""A “%” in what is asked for is text like any other, also where the refusal repeats it."""

import pytest

from presentation.filters import Slug
from tests.refusals import refused
from tests.routes import API_LISTS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", API_LISTS, ids=str)
def test_a_slug_with_a_percent_sign_is_refused_by_name(client, route):
    slugs = [name for name, it in route.filterset.base_filters.items() if isinstance(it, Slug)]

    assert slugs
    for name in slugs:
        for value in ("%", "%s", "%(value)s", "100 %"):
            assert refused(client.get(route.url(), {name: value})) == (400, [name]), value


@pytest.mark.parametrize("name", ["crosswalk", "loom"])
def test_a_framework_with_a_percent_sign_is_refused_by_name(client, name):
    answer = client.get(f"/api/v1/frameworks/{name}/", {"frameworks": "%,two-tracks-1981"})

    assert refused(answer) == (400, ["frameworks"])


@pytest.mark.parametrize("name", ["initiatives", "actors"])
def test_several_tracks_with_a_percent_sign_are_refused_by_name(client, name):
    assert refused(client.get(f"/api/v1/{name}/", {"tracks": "%00,%s"})) == (400, ["tracks"])


def test_the_page_repeats_it_as_it_was_asked(client):
    assert "There is no work “100 %s”." in client.get("/initiatives/", {"source": "100 %s"}).text
