"""Chromium for the tests: a page on the live server that fails its test on any trouble.

Trouble is an error in the console (a blocked style, a missing file, an exception) and any request
to another host.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:  # plain pytest has no Playwright
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, WebError

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def chromium_path() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def missing() -> str:
    """Why no page can be opened here; empty if one can."""
    if not (find_spec("playwright") and find_spec("axe_playwright_python")):
        return "Playwright is not installed (requirements-dev.txt)"
    if chromium_path() is None:
        return "no Chromium is installed"
    return ""


@pytest.fixture(scope="session")
def chromium(skip_or_fail: Callable[[str], None]) -> "Iterator[Browser]":
    if reason := missing():
        skip_or_fail(f"browser: {reason}")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread, where Django would refuse to query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def troubles() -> list[str]:
    """What went wrong in the page so far. A test that provokes trouble clears the list."""
    return []


@contextmanager
def watched_page(
    chromium: "Browser", base_url: str, troubles: list[str], **options: Any
) -> "Iterator[Page]":
    """A page whose addresses begin at ``base_url``; ``options`` are those of a browser context."""

    def watch_request(request: "Request") -> None:
        if not request.url.startswith((f"{base_url}/", "data:", "blob:", "about:")):
            troubles.append(f"request to another host: {request.url}")

    def watch_console(message: "ConsoleMessage") -> None:
        if message.type == "error":
            troubles.append(f"console: {message.text}")

    def watch_errors(error: "WebError") -> None:
        troubles.append(f"exception: {error.error}")

    options.setdefault("viewport", {"width": 1280, "height": 800})
    context = chromium.new_context(base_url=base_url, **options)
    context.on("request", watch_request)
    context.on("console", watch_console)
    context.on("weberror", watch_errors)
    yield context.new_page()
    context.close()
    assert not troubles, "\n".join(troubles)


@pytest.fixture
def page(chromium: "Browser", live_server: Any, troubles: list[str]) -> "Iterator[Page]":
    """A page at 1280 × 800 px whose addresses begin at the live server."""
    with watched_page(chromium, live_server.url, troubles) as page:
        yield page


def overflow(page: "Page") -> int:
    """How many pixels of a page that has loaded stand beside the window, to be scrolled to."""
    page.wait_for_load_state()
    size = page.viewport_size
    assert size, "a page of the tests has a fixed size"
    return page.evaluate("document.documentElement.scrollWidth") - size["width"]


@pytest.fixture
def axe_violations(troubles: list[str]) -> "Callable[[Page], list[str]]":
    """Ask axe what in a page breaks WCAG 2.2 AA: ``assert axe_violations(page) == []``."""
    from axe_playwright_python.sync_playwright import Axe

    def violations(page: "Page") -> list[str]:
        page.wait_for_load_state()
        assert not troubles, "\n".join(troubles)
        answer = Axe().run(page, options={"runOnly": WCAG, "resultTypes": ["violations"]})
        page.evaluate("() => new Promise(requestAnimationFrame)")
        troubles.clear()  # axe trips the Content-Security-Policy; the page itself was quiet
        return [
            f"{violation['id']}: {node['html']}"
            for violation in answer.response["violations"]
            for node in violation["nodes"]
        ]

    return violations
