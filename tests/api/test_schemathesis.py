"""Schemathesis asks the whole base what the description of the API allows, and what it does not.

No answer may be an error of the server, and each must have a status, a type and a form that is
described. Few examples an operation are enough for every change; before a release ask for more:

    MTD_SCHEMATHESIS_EXAMPLES=200 python -m pytest tests/api/test_schemathesis.py

``MTD_SCHEMATHESIS_BOUNDS=1`` also tries each bound of each parameter, a minute an operation.
"""

import os
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import transaction

from curation.loading import load
from tests.lasting import lasting_connection
from tests.schema import written

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis: only in requirements-dev")
hypothesis = pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from schemathesis.checks import not_a_server_error  # noqa: E402 (skipped without)
from schemathesis.specs.openapi.checks import (  # noqa: E402 (skipped without)
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = int(os.environ.get("MTD_SCHEMATHESIS_EXAMPLES", "5"))
BOUNDS = bool(os.environ.get("MTD_SCHEMATHESIS_BOUNDS"))
PLAIN = {"Accept-Encoding": "identity"}
"""Schemathesis asks a WSGI application for gzip, but does not unpack it."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    """The fixtures, loaded once for all operations.

    Who asks has no mark: on PostgreSQL the connection is closed after a test that has one.
    """
    with django_db_blocker.unblock(), transaction.atomic(), lasting_connection():
        load(settings.BASE_DIR / "fixtures")
        yield
        transaction.set_rollback(True)


def described() -> Any:
    schema = schemathesis.openapi.from_dict(written())
    schema.app = get_wsgi_application()
    schema.config.phases.coverage.enabled = BOUNDS
    return schema


@pytest.mark.django_db  # a base is made only where a test is marked
def test_every_operation_is_asked():
    asked = {operation.ok().label for operation in described().get_all_operations()}

    assert asked == {f"GET {path}" for path in written()["paths"]}


@described().parametrize()
@hypothesis.settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None)
def test_the_api_keeps_to_its_description(case, base):
    case.call_and_validate(checks=CHECKS, headers=PLAIN)
