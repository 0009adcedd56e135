"""The examples in the description of the API are what the base answers."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from curation.loading import load
from mtd_site.examples import FILE
from tests.examples import asked, examples
from tests.schema import faults, operations, written

pytestmark = pytest.mark.django_db

AGAIN = "python -m tests.examples --write makes them anew"
NOTHING_YET = [
    ("/api/v1/actors/", "year_from"),
    ("/api/v1/actors/", "year_to"),
    ("/api/v1/initiative-relations/", "source"),
]
"""What finds nothing as yet: the base dates no actor, and no relation rests on a passage."""
TOGETHER = {"place": {"framework": "nine-tracks-portsmouth"}}
"""What is asked besides, where an example says nothing alone."""


@pytest.fixture(scope="module")
def schema() -> Any:
    return written()


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    """The fixtures, loaded once for all tests here, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(settings.BASE_DIR / "fixtures")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def found(schema, base) -> Any:
    return examples(schema)


def shown(operation: Any) -> Any:
    return operation["responses"]["200"]["content"]["application/json"].get("example")


def test_every_operation_shows_an_answer(schema):
    assert [path for path, it in operations(schema) if not shown(it)] == [], AGAIN


def test_the_answers_shown_are_those_of_the_base(found):
    written_before = json.loads(FILE.read_text(encoding="utf-8"))
    changed = [name for name in found if found[name] != written_before.get(name)]
    assert changed == [], AGAIN
    assert found.keys() == written_before.keys(), AGAIN


def test_every_answer_shown_is_as_the_description_says(schema):
    found = {path: faults(schema, path, shown(it)) for path, it in operations(schema)}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_no_list_shown_is_empty(found):
    assert [name for name, it in found.items() if it.get("results") == []] == []


def test_every_example_of_a_parameter_finds_something(schema, base):
    nothing = []
    for path, operation in operations(schema):
        for parameter in operation["parameters"]:
            for value in parameter["schema"].get("examples", ()):
                answer = asked(
                    path,
                    operation,
                    **{**TOGETHER.get(parameter["name"], {}), parameter["name"]: value},
                )
                if answer.status_code != 200 or answer.json().get("results") == []:
                    nothing.append((path, parameter["name"]))
    assert nothing == NOTHING_YET


def test_the_examples_stay_small():
    assert FILE.stat().st_size < 150_000
