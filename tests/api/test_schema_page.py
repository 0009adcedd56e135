"""/api/v1/schema/: what the API promises, and that it keeps it."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from curation.entries import entry_models
from tests.full import MAKERS, Full
from tests.routes import API_DETAILS, API_LISTS, PART_LISTS

pytestmark = pytest.mark.django_db

SCHEMA = "/api/v1/schema/"
EVERY_LIST = [*API_LISTS, *PART_LISTS]
JSON = {"accept": "application/vnd.oai.openapi+json"}


@pytest.fixture(scope="module")
def schema() -> Any:
    """The document as the command writes it, which needs no database."""
    out = io.StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=out)
    return json.loads(out.getvalue())


def answer_of(schema: Any, path: str) -> Any:
    """The schema of what GET answers at a path, complete with what it refers to."""
    pointer = path.replace("/", "~1")
    content = schema["paths"][path]["get"]["responses"]["200"]["content"]
    assert next(iter(content)) == "application/json"
    resource = DRAFT202012.create_resource(schema)
    return Draft202012Validator(
        {"$ref": f"urn:api#/paths/{pointer}/get/responses/200/content/application~1json/schema"},
        registry=Registry().with_resource("urn:api", resource),
    )


def faults(schema: Any, path: str, document: Any) -> list[str]:
    errors = answer_of(schema, path).iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]


def path_of(route: Any) -> str:
    return route.url("x").replace("/x/", "/{slug}/") if route.parameters else route.url()


# The document


def test_the_schema_is_openapi_3_1(client):
    assert client.get(SCHEMA, headers=JSON).json()["openapi"].startswith("3.1.")


def test_the_schema_is_yaml_for_whoever_names_no_format(client):
    answer = client.get(SCHEMA)

    assert answer.status_code == 200
    assert answer.content.startswith(b"openapi: 3.1.")


def test_the_schema_is_valid_and_made_without_a_warning():
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_the_schema_at_its_address_is_what_the_command_writes(client, schema):
    assert client.get(SCHEMA, headers=JSON).json()["paths"] == schema["paths"]


def test_the_schema_describes_every_list_and_every_entry(schema):
    assert {path_of(route) for route in [*EVERY_LIST, *API_DETAILS]} <= schema["paths"].keys()


def test_the_schema_promises_no_way_to_write(schema):
    methods = {method for path in schema["paths"].values() for method in path}

    assert methods == {"get"}


@pytest.mark.parametrize("route", EVERY_LIST, ids=str)
def test_the_schema_names_every_parameter_of_a_list(schema, route):
    described = schema["paths"][path_of(route)]["get"]

    assert {parameter["name"] for parameter in described["parameters"]} == {
        *route.filterset.base_filters,
        "collection",
        "framework",
        "fields",
        "format",
        "cursor",
        "page_size",
        "ordering",
    }


def test_the_schema_tells_of_every_list_what_it_holds(schema):
    for route in [*EVERY_LIST, *API_DETAILS]:
        assert schema["paths"][path_of(route)]["get"]["description"], route.name


def test_the_schema_tells_no_names_of_classes(schema):
    assert not [name for name in schema["components"]["schemas"] if name.endswith("Serializer")]


# The answers


@pytest.mark.parametrize("route", EVERY_LIST, ids=str)
def test_every_page_of_a_list_is_as_the_schema_says(client, schema, route):
    Full().entries(route.entry, 3)
    page = client.get(route.url(), {"page_size": 2 if route in API_LISTS else 9}).json()
    while page:
        assert faults(schema, path_of(route), page) == []
        page = page["next"] and client.get(page["next"]).json()


@pytest.mark.parametrize("route", EVERY_LIST, ids=str)
def test_an_empty_list_is_as_the_schema_says(client, schema, route):
    assert faults(schema, path_of(route), client.get(route.url()).json()) == []


@pytest.mark.parametrize("route", API_DETAILS, ids=str)
def test_an_entry_with_all_its_parts_is_as_the_schema_says(client, schema, route):
    [row] = Full().entries(route.model, 1)

    assert faults(schema, path_of(route), client.get(route.url(row.slug)).json()) == []


@pytest.mark.parametrize("route", API_DETAILS, ids=str)
def test_an_entry_with_nothing_on_it_is_as_the_schema_says(client, schema, route):
    row = MAKERS[route.model]()

    assert faults(schema, path_of(route), client.get(route.url(row.slug)).json()) == []


def test_the_api_knows_every_kind_of_entry():
    assert {route.model for route in API_LISTS} == {*entry_models().values()}


# That the check finds what it is for


def test_an_answer_that_breaks_the_promise_is_found(client, schema):
    [row] = Full().entries(API_DETAILS[0].model, 1)
    found = client.get(API_DETAILS[0].url(row.slug)).json()

    assert faults(schema, path_of(API_DETAILS[0]), {**found, "name": None})
