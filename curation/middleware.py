from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from curation.models import Edition

QUIET = ("/healthz", "/admin/")


class TakeEdition:
    """Take the edition before the view reads its data, and say it in the answer's ``X-Edition``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith((*QUIET, settings.STATIC_URL)):
            return self.get_response(request)
        edition = Edition.current()
        request.edition = edition  # type: ignore[attr-defined]  # read by the context processor
        response = self.get_response(request)
        response["X-Edition"] = str(edition.number)
        return response
