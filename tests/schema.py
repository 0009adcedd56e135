"""The description of the API as its command writes it, for the tests that read it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from django.core.management import call_command
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012


def written() -> Any:
    """The document, which needs no database."""
    out = io.StringIO()
    call_command("spectacular", "--format", "openapi-json", stdout=out)
    return json.loads(out.getvalue())


def operations(schema: Any) -> Iterator[tuple[str, Any]]:
    """(path, what GET does there)"""
    for path, methods in schema["paths"].items():
        yield path, methods["get"]


def faults(schema: Any, path: str, document: Any) -> list[str]:
    """Where a document is not what GET answers at a path."""
    pointer = path.replace("/", "~1")
    content = schema["paths"][path]["get"]["responses"]["200"]["content"]
    assert next(iter(content)) == "application/json"
    resource = DRAFT202012.create_resource(schema)
    validator = Draft202012Validator(
        {"$ref": f"urn:api#/paths/{pointer}/get/responses/200/content/application~1json/schema"},
        registry=Registry().with_resource("urn:api", resource),
    )
    errors = validator.iter_errors(document)
    return [f"{error.json_path}: {error.message[:200]}" for error in errors]
