"""The words of the API's description: ``descriptions.json`` says what no serializer or filter does.

What a field or a parameter is called means mostly the same everywhere and is said once, under its
name. More specific keys go first: ``Component.field`` (where “Brief”, “Detail” and “InList” at the
end of a component may be left out), then the component that the field shows, then ``field``; for
parameters the first word of the path stands in front, as in ``conflicts.country``. A serializer's
own ``help_text`` goes before all but ``instead``, which replaces what is written for editors.
What the values of a vocabulary mean comes from the codebook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.text import capfirst

from initiatives.codebook import words

FILE = Path(__file__).with_name("descriptions.json")
WORDS: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
PREFIX = "/api/v1/"
PHRASE = re.compile(r"%(\w+)%")
LABEL = re.compile(r"^\* `(.*?)` - (.*)$", re.MULTILINE)
SHAPE = re.compile(r"(Brief|Detail|InList)$")

Values = dict[str, str]
"""What each value of a vocabulary means."""


def describe(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """A hook of drf-spectacular, for when the vocabularies have become components."""
    schemas = result["components"]["schemas"]
    vocabularies = {name: _values(name, it) for name, it in schemas.items() if "enum" in it}
    for name, schema in schemas.items():
        if name in vocabularies:
            schema["description"] = _list(vocabularies[name])
        if name.startswith("Paginated"):
            schema["description"] = WORDS["phrases"]["page"]
        fields = schema.get("properties", {})
        for field in fields:
            fields[field] = _field(name, field, fields[field])
    for path, methods in result["paths"].items():
        for operation in methods.values():
            _describe_operation(operation, path, result["paths"])
            _describe_choice_of_fields(operation, schemas)
            for parameter in operation.get("parameters", ()):
                _describe_parameter(parameter, path, vocabularies)
    result["paths"] = dict(sorted(result["paths"].items(), key=_place))
    operations = (it for methods in result["paths"].values() for it in methods.values())
    used = {tag for operation in operations for tag in operation["tags"]}
    result["tags"] = [tag for tag in WORDS["tags"] if tag["name"] in used]
    return result


# Fields


def _field(component: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    shown = next(_components(schema), "")
    said = schema.get("description", "").partition("\n\n* `")[0]
    said = "" if said.startswith("* `") else said
    keys = (f"{component}.{name}", f"{SHAPE.sub('', component)}.{name}", shown, name)
    fields = WORDS["fields"]
    text = WORDS["instead"].get(said, said) or next((fields[k] for k in keys if k in fields), "")
    if not text:
        return schema
    described = {"allOf": [{"$ref": schema["$ref"]}]} if "$ref" in schema else schema
    return {**described, "description": PHRASE.sub(lambda it: WORDS["phrases"][it[1]], text)}


def _components(schema: dict[str, Any]) -> Iterator[str]:
    """The components of which a field shows one, by name."""
    for part in (schema, *schema.get("allOf", ()), *schema.get("oneOf", ())):
        if "$ref" in part:
            yield part["$ref"].rpartition("/")[2]


# Vocabularies


def _values(name: str, schema: dict[str, Any]) -> Values:
    return _meanings(name, schema["enum"], schema.get("description", ""))


def _meanings(name: str, codes: list[str], labelled: str) -> Values:
    """What the values mean, in our words or the codebook's, after labels that add something."""
    said = WORDS["values"].get(name) or _codebook().get(frozenset(codes), {})
    labels = dict(LABEL.findall(labelled))
    found = {}
    for code in codes:
        label, meaning = labels.get(code, ""), said.get(code, "")
        is_said = label.lower() == code.replace("-", " ") or meaning.startswith(label)
        found[code] = meaning if meaning and is_said else f"{capfirst(label)}. {meaning}".strip()
    return found


def _codebook() -> dict[frozenset[str], Values]:
    """The meanings of each vocabulary of the codebook, by its codes."""
    vocabularies = [it for section in words() for it in section.get("vocabularies", {}).values()]
    return {frozenset(it["meanings"]): it["meanings"] for it in vocabularies}


def _list(values: Values) -> str:
    return "\n".join(f"* `{value}` - {meaning}" for value, meaning in values.items())


# Parameters


def _describe_parameter(
    parameter: dict[str, Any], path: str, vocabularies: dict[str, Values]
) -> None:
    name, schema = parameter["name"], parameter["schema"]
    said: dict[str, Any] = {}
    for key in (name, f"{_resource(path)}.{name}"):
        said |= WORDS["parameters"].get(key, {})
    text = said.get("text") or parameter.get("description", "").partition("\n\n* `")[0]
    if "enum" in schema:
        values = _values_of_parameter(parameter, vocabularies)
        text = f"{text}\n\n{_list(values)}"
    parameter["description"] = text
    # Whoever tries an operation finds filled in what is required, and is not asking everything.
    given = [it["value"] for it in parameter.pop("examples", {}).values()]
    if not given and "example" in said:
        given = [said["example"]]
    if given and (parameter.get("required") or said.get("is_needed")):
        parameter["example"] = given[0]
    elif given and "enum" not in schema:
        schema["examples"] = given
        parameter["description"] += f" Example: `{given[0]}`."


def _values_of_parameter(parameter: dict[str, Any], vocabularies: dict[str, Values]) -> Values:
    name, codes = parameter["name"], parameter["schema"]["enum"]
    for values in vocabularies.values():
        if {*values} == {*codes}:
            return values
    if name == "ordering":
        return {code: _order(code) for code in codes}
    return _meanings(name, codes, parameter.get("description", ""))


def _order(code: str) -> str:
    column = code.removeprefix("-")
    text = WORDS["values"]["ordering"].get(column) or f"By {column.replace('_', ' ')}."
    return f"{text.removesuffix('.')}, the other way round." if code.startswith("-") else text


# Operations


def _describe_operation(operation: dict[str, Any], path: str, paths: Any) -> None:
    said = WORDS["operations"].get(operation["operationId"], {})
    operation["tags"] = [_tag(path, paths)]
    operation["summary"] = said.get("summary") or _summary(path)
    for code, response in operation["responses"].items():
        if code == "200" and not response["description"]:
            response["description"] = "What was asked for."


def _describe_choice_of_fields(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Where “fields” chooses the fields of a row or an entry, it names some, and none is promised.

    A page is no row: its rows are.
    """
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "fields":
            shown = operation["responses"]["200"]["content"]["application/json"]["schema"]
            [name] = _components(shown)
            if rows := name.startswith("Paginated") and schemas[name]["properties"]["results"]:
                [name] = _components(rows["items"])
            schemas[name].pop("required", None)
            chosen = [it for it in schemas[name]["properties"] if it not in ("url", "html_url")]
            parameter["examples"] = {"Some": {"value": ",".join(chosen[:2])}}


def _words(path: str) -> list[str]:
    """The words of a path, without the names of its parameters."""
    return [it for it in path.removeprefix(PREFIX).split("/") if it and not it.startswith("{")]


def _resource(path: str) -> str:
    """The first word of a path; empty for the root."""
    return next(iter(_words(path)), "")


def _summary(path: str) -> str:
    things = _words(path)[-1].replace("-", " ")
    return f"One {things.removesuffix('s')}" if path.endswith("{slug}/") else f"List {things}"


def _tag(path: str, paths: Any) -> str:
    words = _words(path)
    for place in ("/".join(words), _resource(path)):
        if tag := WORDS["places"].get(place):
            return str(tag)
    return "Entries" if f"{PREFIX}{words[0]}/{{slug}}/" in paths else "Parts"


def _place(item: tuple[str, Any]) -> tuple[int, int, str]:
    """By tag, then the lists that are read most, then by address."""
    path, methods = item
    [tag] = next(iter(methods.values()))["tags"]
    names = [it["name"] for it in WORDS["tags"]]
    order = WORDS["order"]
    first = _resource(path)
    return names.index(tag), order.index(first) if first in order else len(order), path
