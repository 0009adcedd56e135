from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from curation.middleware import QUIET
from tracks.labels import named_as_in
from tracks.models import Framework


class NameTracks:
    """Name tracks in the words of the framework that the ``framework`` of an address asks for.

    The request says in ``framework`` which one, or in ``no_framework`` what was asked for in vain:
    pages then use our own names and say so, and the API refuses it. ``own_names`` leads back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("framework", "")
        if not asked or request.path.startswith((*QUIET, settings.STATIC_URL)):
            return self.get_response(request)
        # PostgreSQL takes no NUL in a text, and no slug has one.
        frameworks = Framework.objects.public().filter(slug=asked.replace("\0", " "))
        found = frameworks.first()
        # Read by templates and by the views of the API; no request of Django has them.
        request.framework = found  # type: ignore[attr-defined]
        request.no_framework = "" if found else asked  # type: ignore[attr-defined]
        others = request.GET.copy()
        del others["framework"]
        request.own_names = f"?{others.urlencode()}"  # type: ignore[attr-defined]
        with named_as_in(found):
            return self.get_response(request)
