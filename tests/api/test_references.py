"""/api/v1/works/ in the formats of reference managers."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.formats import FORMATS
from sources.models import Work
from tests.factories import make_contribution, make_contributor, make_work
from tests.full import Full
from tests.refusals import refused

pytestmark = pytest.mark.django_db

LIST = "/api/v1/works/"
EACH_FORMAT = pytest.mark.parametrize("name", FORMATS)


def ids(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return [item["id"] for item in json.loads(answer.content)]


@EACH_FORMAT
@pytest.mark.parametrize("path", [LIST, f"{LIST}a-work/"])
def test_a_format_is_asked_for_by_name_or_by_media_type(client, name, path):
    make_work(slug="a-work")
    named = client.get(path, {"format": name})
    accepted = client.get(path, headers={"accept": FORMATS[name].media_type})

    assert named.status_code == 200
    assert named["Content-Type"].partition(";")[0] == FORMATS[name].media_type
    assert named.content == accepted.content
    assert b"a-work" in named.content


def test_whoever_names_no_format_gets_json(client):
    make_work()

    assert client.get(LIST)["Content-Type"] == "application/json"
    assert client.get(LIST, headers={"accept": "*/*"}).json()["count"] == 1


@EACH_FORMAT
def test_one_work_is_the_same_as_on_the_page_that_cites_it(client, name):
    work = make_work(title="On tracks", issued="1991")
    make_contribution(work=work, contributor=make_contributor(family="Aall"))
    answer = client.get(f"{LIST}{work.slug}/", {"format": name})

    assert answer.content == client.get(f"/cite/work:{work.slug}/", {"format": name}).content


def test_a_list_takes_the_same_filters(client):
    make_work(slug="a-book", type="book")
    make_work(slug="a-treaty", type="treaty")

    assert ids(client, f"{LIST}?type=treaty&format=csljson") == ["a-treaty"]


def test_a_list_holds_one_page_and_leads_to_the_next(client):
    for title in "ABC":
        make_work(title=title, slug=f"work-{title.lower()}")
    first = client.get(LIST, {"format": "csljson", "page_size": 2})
    following = first.headers["Link"].partition(">")[0].removeprefix("<")

    assert [item["id"] for item in json.loads(first.content)] == ["work-a", "work-b"]
    assert 'rel="next"' in first.headers["Link"]
    assert ids(client, following) == ["work-c"]


@EACH_FORMAT
def test_an_empty_list_is_an_empty_file(client, name):
    answer = client.get(LIST, {"format": name})

    assert answer.content == {"csljson": b"[]\n"}.get(name, b"")


@EACH_FORMAT
def test_a_refusal_is_json_whatever_was_asked_for(client, name):
    unknown = client.get(LIST, {"format": name, "colour": "red"})
    missing = client.get(f"{LIST}no-such-work/", {"format": name})

    assert refused(unknown) == (400, ["colour"])
    assert refused(missing) == (404, [])


@EACH_FORMAT
def test_a_work_that_is_not_public_is_in_no_format(client, name):
    make_work(slug="hidden", title="Hidden", status="draft")

    assert b"Hidden" not in client.get(LIST, {"format": name}).content
    assert client.get(f"{LIST}hidden/", {"format": name}).status_code == 404


def test_other_lists_have_no_references(client):
    assert client.get("/api/v1/actors/", {"format": "ris"}).status_code == 406


def queries(client, **parameters):
    with CaptureQueriesContext(connection) as context:
        assert client.get(LIST, parameters).status_code == 200
    return len(context.captured_queries)


@EACH_FORMAT
def test_a_list_costs_the_same_with_two_works_and_with_fifty(client, name):
    full = Full()
    full.entries(Work, 2)
    few = queries(client, format=name)
    full.entries(Work, 48)

    assert queries(client, format=name) == few


def test_the_schema_describes_the_formats(client):
    accept = {"accept": "application/vnd.oai.openapi+json"}
    paths = client.get("/api/v1/schema/", headers=accept).json()["paths"]
    for path in (LIST, f"{LIST}{{slug}}/"):
        content = paths[path]["get"]["responses"]["200"]["content"]
        assert {form.media_type for form in FORMATS.values()} <= content.keys()
        assert content["application/vnd.citationstyles.csl+json"]["schema"]["type"] == "array"
