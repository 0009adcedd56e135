"""Pages that come slowly and in two halves, to find what does not wait for its page.

    python -m pytest -p tests.plugins.slow_pages -m browser

A browser takes a page for open once its first half is there. What asks for something of the second
without waiting passes on a quick machine and fails on a busy one; here it fails always.
"""

import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

FIRST, THEN = 0.15, 0.25
"""Seconds before either half."""
HALF = 400
"""Bytes of the first half, enough for the beginning of the head."""


def pytest_configure() -> None:
    settings.MIDDLEWARE = [f"{__name__}.slow_pages", *settings.MIDDLEWARE]


def slow_pages(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        request.META.pop("HTTP_ACCEPT_ENCODING", None)  # half of what is compressed shows nothing
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not isinstance(response, HttpResponse) or not is_page:
            return response
        length = {"Content-Length": str(len(response.content))}
        slowly = StreamingHttpResponse(
            halves(response.content),
            status=response.status_code,
            headers=dict(response.items()) | length,
        )
        slowly.cookies = response.cookies
        return slowly

    return answer


def halves(content: bytes) -> Iterator[bytes]:
    time.sleep(FIRST)
    yield content[:HALF]
    time.sleep(THEN)
    yield content[HALF:]
