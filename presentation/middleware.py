"""What every address of the API shares, whatever answers there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.timezone import localdate

from presentation.problems import Problem
from presentation.throttling import PerAddress

API = "/api/"
ASKING = ("GET", "HEAD")


class CompressAPI(GZipMiddleware):
    """Compresses answers of the API, which hold no secret that their length could betray."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if not request.path.startswith(API):
            return response
        return super().process_response(request, response)


class AnswerAPI:
    """Keeps to the limit of requests, and answers 304 as long as nothing has changed.

    An answer follows from its address, what the request accepts, the edition, the day (what goes on
    reaches today) and the code; so its ETag does too, and the database need not be asked again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return self.get_response(request)
        limit = PerAddress()
        if limit.allows(request):
            response = self._conditional(request)
        else:
            allowed = f"{limit.num_requests:,} requests in {limit.duration} seconds"
            response = Problem(429, f"More than {allowed} came from this address.")
        limit.say_limits(response)
        return response

    def _conditional(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ASKING:
            return self.get_response(request)
        etag = _etag(request)
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = self.get_response(request)
            if response.status_code != 200:
                return response
        response["ETag"] = etag
        # Whoever keeps an answer asks each time whether it still holds: a name may be withheld.
        response["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, ["Accept"])
        return response


def _etag(request: Any) -> str:
    edition = request.edition
    parts = [
        request.build_absolute_uri(),
        request.headers.get("Accept", ""),
        edition.released_at.isoformat() if edition.number else "",
        localdate().isoformat(),
        code(),
    ]
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()
    return f'W/"{edition.number}-{digest[:20]}"'


@cache
def code() -> str:
    """A digest of the site's own modules and templates, so that a new release answers anew."""
    digest = hashlib.sha256()
    rooms = sorted(path.parent for path in settings.BASE_DIR.glob("*/__init__.py"))
    for folder in (*rooms, settings.BASE_DIR / "templates"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".html", ".json"):
                digest.update(path.read_bytes())
    return digest.hexdigest()
