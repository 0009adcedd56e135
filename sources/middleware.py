from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from curation.collection import only
from curation.middleware import QUIET
from sources.models import Collection

LINK = re.compile(rb'(<a\b[^>]*? href=")(/[^"#?]*)(?:\?([^"#]*))?(?=")')
"""A link to a page. One with # leads to a statement, which is there only if nothing is left out."""
ELSEWHERE = tuple(
    prefix.encode() for prefix in (*QUIET, settings.STATIC_URL, "/cite/", "/sitemap.xml")
)
"""Addresses that show no collection, or are cited whatever somebody was looking at."""


class ChooseCollection:
    """Show what the ``collection`` of an address asks for, and keep asking in the links of a page.

    The request says in ``collection`` which one is chosen, or in ``no_collection`` what was asked
    for in vain: pages then show everything and say so, and the API refuses it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith((*QUIET, settings.STATIC_URL)):
            return self.get_response(request)
        asked = request.GET.get("collection", "")
        chosen = asked if asked in Collection.values else ""
        # Read by templates, the context processor and the views of the API; none of Django's own.
        request.collection = chosen  # type: ignore[attr-defined]
        request.no_collection = "" if chosen else asked  # type: ignore[attr-defined]
        with only(chosen):
            response = self.get_response(request)
        if chosen and response.get("Content-Type", "").startswith("text/html"):
            response.content = LINK.sub(_keeping(chosen), response.content)
        return response


def _keeping(collection: str) -> Callable[[re.Match[bytes]], bytes]:
    parameter = f"collection={collection}".encode()

    def keep(match: re.Match[bytes]) -> bytes:
        begin, path, query = match.groups()
        if path.startswith((*ELSEWHERE, b"//")) or b"collection=" in (query or b""):
            return match.group()
        return begin + path + b"?" + (query + b"&amp;" if query else b"") + parameter

    return keep
