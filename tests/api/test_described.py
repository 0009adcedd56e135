"""What a student needs to know of a field, a parameter or an address stands in the description."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from mtd_site.described import WORDS
from tests.schema import operations, written

VALUE = re.compile(r"^\* `(.*?)` - (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def schema() -> Any:
    return written()


def fields(schema: Any, where: str) -> Iterator[tuple[str, Any]]:
    """(where, field) of each property of a schema and of what is written out within it."""
    for name, field in schema.get("properties", {}).items():
        yield f"{where}.{name}", field
        yield from fields(field, f"{where}.{name}")
    inner = [schema.get("items"), schema.get("additionalProperties")]
    for part in (*schema.get("allOf", ()), *schema.get("oneOf", ()), *inner):
        if isinstance(part, dict):
            yield from fields(part, where)


def all_fields(schema: Any) -> Iterator[tuple[str, Any]]:
    for name, component in schema["components"]["schemas"].items():
        yield from fields(component, name)


def parameters(schema: Any) -> Iterator[tuple[str, Any]]:
    for _, operation in operations(schema):
        for parameter in operation["parameters"]:
            yield f"{operation['operationId']}.{parameter['name']}", parameter


def unsaid(values: Any) -> list[str]:
    """The values of which a description with this vocabulary does not say what they mean."""
    said = dict(VALUE.findall(values.get("description", "")))
    return [code for code in values["enum"] if said.get(code, "").rstrip(".").lower() in ("", code)]


# Fields


def test_there_are_fields_to_describe(schema):
    assert len(list(all_fields(schema))) > 800


def test_every_field_says_what_it_is(schema):
    assert [where for where, field in all_fields(schema) if not field.get("description")] == []


def test_no_field_speaks_to_editors(schema):
    phrases = ("Do not", "supplied by us", "in our own words", "required for")
    assert [
        where
        for where, field in all_fields(schema)
        if any(phrase in field.get("description", "") for phrase in phrases)
    ] == []


def test_every_date_says_its_format(schema):
    dates = [
        (where, field)
        for where, field in all_fields(schema)
        if where.rpartition(".")[2] in {"date", "dates", "devised", "published", "issued"}
    ]
    assert len(dates) > 20
    assert [where for where, field in dates if "EDTF" not in field["description"]] == []


def test_every_value_of_a_vocabulary_says_what_it_means(schema):
    vocabularies = {n: it for n, it in schema["components"]["schemas"].items() if "enum" in it}
    assert len(vocabularies) > 30
    assert {n: unsaid(it) for n, it in vocabularies.items() if n != "HueEnum" and unsaid(it)} == {}


def test_every_object_says_what_it_is(schema):
    components = schema["components"]["schemas"]
    assert [name for name, it in components.items() if not it.get("description")] == []


# Parameters


def test_every_parameter_says_what_it_asks(schema):
    assert [where for where, it in parameters(schema) if len(it.get("description", "")) < 10] == []


def test_every_parameter_has_an_example_or_a_list_of_its_values(schema):
    """But cursors, which are taken from an answer: that of one base means nothing in another."""
    assert [
        where
        for where, it in parameters(schema)
        if not where.endswith(".cursor")
        and "enum" not in it["schema"]
        and it["schema"].get("type") != "boolean"
        and "example" not in it
        and "examples" not in it["schema"]
    ] == []


def test_every_value_of_a_parameter_says_what_it_means(schema):
    choices = {
        where: {**it["schema"], "description": it["description"]}
        for where, it in parameters(schema)
        if "enum" in it["schema"]
    }
    assert {where: unsaid(it) for where, it in choices.items() if unsaid(it)} == {}


def test_only_what_an_answer_needs_is_filled_in_for_whoever_tries_an_operation(schema):
    filled = {where for where, it in parameters(schema) if "example" in it or "examples" in it}
    required = {where for where, it in parameters(schema) if it.get("required")}
    assert filled == {*required, "search_list.q"}


# Operations


def test_every_operation_says_what_it_gives(schema):
    for path, operation in operations(schema):
        assert operation["description"], path
        assert 5 < len(operation["summary"]) < 50, path


def test_no_two_operations_have_the_same_summary(schema):
    summaries = [operation["summary"] for _, operation in operations(schema)]
    assert len({*summaries}) == len(summaries)


def test_every_operation_stands_under_a_described_heading(schema):
    described = {tag["name"] for tag in schema["tags"] if tag["description"]}
    for path, operation in operations(schema):
        assert {*operation["tags"]} <= described, path
        assert len(operation["tags"]) == 1, path


def test_operations_stand_in_the_order_of_their_headings(schema):
    headings = [tag["name"] for tag in schema["tags"]]
    found = [operation["tags"][0] for _, operation in operations(schema)]
    assert found == sorted(found, key=headings.index)


def test_a_list_stands_before_one_of_its_entries(schema):
    paths = [path for path, _ in operations(schema)]
    details = [path for path in paths if path.endswith("/{slug}/")]
    assert details
    for path in details:
        assert paths.index(path) == paths.index(path.removesuffix("{slug}/")) + 1


def test_the_lists_behind_a_pair_of_tracks_are_described_as_pages(schema):
    for what in ("actors", "handovers", "initiatives", "statements"):
        operation = schema["paths"][f"/api/v1/connections/{{a}}/{{b}}/{what}/"]["get"]
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert operation["operationId"] == f"connections_{what}_list"
        assert {"cursor", "page_size", "ordering"} <= names


# The words


def test_no_word_is_written_for_nothing(schema):
    """Each entry of descriptions.json is used, so that none outlives what it describes."""
    text = str(schema)
    components = schema["components"]["schemas"]
    bare = {re.sub(r"(Brief|Detail|InList)$", "", name) for name in components}
    names = {where.rpartition(".")[2] for where, _ in all_fields(schema)}
    for key in WORDS["fields"]:
        component, _, name = key.rpartition(".")
        assert component in {*components, *bare} if component else key in {*components, *names}, key
        assert name in {*names, *components}, key
    for replaced, text_instead in WORDS["instead"].items():
        assert text_instead.split("%")[0] in text or repr(text_instead)[1:-1] in text, replaced
    resources = {path.split("/")[3] for path, _ in operations(schema)}
    asked = {where.rpartition(".")[2] for where, _ in parameters(schema)}
    for key in WORDS["parameters"]:
        resource, _, name = key.rpartition(".")
        assert not resource or resource in resources, key
    assert {*WORDS["operations"]} <= {it["operationId"] for _, it in operations(schema)}
    assert {*WORDS["values"]} <= {*components, *asked}
