"""What every request passes through."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from curation.entries import entry_models
from curation.models import Edition, FormerSlug

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


class FollowFormerSlugs:
    """Where nothing public is found under a slug that an entry once had, lead to the present one.

    Pages and API routes name their slug ``slug`` and their model through a queryset, or the kind
    beside the slug, so that one rule serves all. A former address of what is not public answers
    as an unknown one: the present slug may be a name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code != 404 or match is None or "slug" not in match.kwargs:
            return response
        if "\0" in match.kwargs["slug"]:  # PostgreSQL takes no NUL in a text, and no slug has one
            return response
        view = getattr(match.func, "view_class", None) or getattr(match.func, "cls", None)
        model: Any = getattr(getattr(view, "queryset", None), "model", None)
        model = model or entry_models().get(match.kwargs.get("kind", ""))
        kind = getattr(model, "KIND", None)
        former = FormerSlug.objects.filter(kind=kind, old=match.kwargs["slug"]).first()
        if (
            model is None
            or former is None
            or not model.objects.public().filter(slug=former.slug).exists()
        ):
            return response
        address = reverse(match.view_name, kwargs={**match.kwargs, "slug": former.slug})
        query = request.META["QUERY_STRING"]
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
