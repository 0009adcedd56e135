"""What every test may ask for. Browser pages come from ``tests/plugins/browser.py``."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import SimpleTestCase

pytest_plugins = ["tests.plugins.browser"]

ASKING = {"db", "transactional_db", "live_server"}
"""The fixtures with which a test asks for the database."""
OPENING = {"django_db_setup", "django_db_blocker"}
"""Those with which our own fixtures open it for longer than a test."""
PLANNING = "-c jit=off -c join_collapse_limit=4 -c enable_mergejoin=off"
"""Over few rows, PostgreSQL takes longer to plan a query than to run it: it need not look far."""


def pytest_configure() -> None:
    # The real one is slow on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Every client of every test starts the middleware, which would list all static files first.
    settings.WHITENOISE_AUTOREFRESH = True
    # All tests come from one address, and together ask more than anybody should.
    settings.API_RATE = None
    # Every connection to PostgreSQL begins with these, also one of a program that a test starts.
    os.environ.setdefault("PGOPTIONS", PLANNING)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "chromium" in fixtures:
            item.add_marker("browser")
        if "source_texts" in fixtures:
            item.add_marker("source_texts")
        if not asks_for_the_database(item):
            item.add_marker("no_database")
        if item.get_closest_marker("postgresql") and not on_postgresql:
            item.add_marker(pytest.mark.skip(reason="postgresql: this run is on SQLite"))


def asks_for_the_database(item: pytest.Item) -> bool:
    """Whether a test or a fixture of ours may open the database; pytest-django stops all others."""
    if any(item.iter_markers("django_db")) or any(item.iter_markers("postgresql")):
        return True
    if not isinstance(item, pytest.Function) or issubclass(item.cls or object, SimpleTestCase):
        return True
    asked = item._fixtureinfo
    ours = [
        definition.argnames
        for definitions in asked.name2fixturedefs.values()
        for definition in definitions
        if not definition.func.__module__.startswith("pytest_django.")
    ]
    return bool(ASKING & {*item.fixturenames}) or any(
        OPENING & {*names} for names in (asked.argnames, *ours)
    )


def pytest_collection_finish() -> None:
    """Let the garbage collector look seldom, and never at what stays: code, models, tests.

    Else it walks through all of it every second or two, a sixth of the time that the tests take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 20)


SWEPT_AFTER = 250
"""Tests after which the rows that they took back are swept out, or queries would read over them."""
unswept: list[str] = []


@pytest.hookimpl(trylast=True)  # the last test of a file takes back what its tests shared
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    unswept.append(item.nodeid)
    is_last = nextitem is None or nextitem.path != item.path
    if is_last and len(unswept) >= SWEPT_AFTER and connection.vendor == "postgresql":
        unswept.clear()
        with closing(connection.get_new_connection(connection.get_connection_params())) as own:
            own.autocommit = True
            own.cursor().execute("VACUUM")


@pytest.fixture(scope="session")
def skip_or_fail() -> Callable[[str], None]:
    """Skip, or fail where nothing may be missing: with CI=true."""

    def skip_or_fail(reason: str) -> None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}, and CI=true allows no skip")
        pytest.skip(reason)

    return skip_or_fail


@pytest.fixture(scope="session")
def source_texts(skip_or_fail: Callable[[str], None]) -> Path:
    """The folder of the five source texts."""
    folder: Path | None = settings.MTD_SOURCE_TEXTS
    if folder is None:
        skip_or_fail("source texts: MTD_SOURCE_TEXTS is not set")
    assert folder is not None
    assert folder.is_dir(), f"MTD_SOURCE_TEXTS names no folder: {folder}"
    return folder


@pytest.fixture(scope="session")
def casebook_file(skip_or_fail: Callable[[str], None]) -> Path:
    """The casebook from which the fixtures of its collection are made."""
    path: Path | None = settings.MTD_CASEBOOK
    if path is None:
        skip_or_fail("casebook: MTD_CASEBOOK is not set")
    assert path is not None
    assert path.is_file(), f"MTD_CASEBOOK names no file: {path}"
    return path


class Forgetful(dict[Any, Any]):
    def __setitem__(self, key: Any, value: Any) -> None:
        pass


@pytest.fixture(autouse=True, scope="session")
def keep_nothing_ready() -> Iterator[None]:
    """Tests change content without a release, so that what was worked out does not hold."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("connections.ready._kept", Forgetful())
        yield
