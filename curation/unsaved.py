"""What was typed into a form that could not be taken, because the login had ended meanwhile.

It goes along in the page, signed, while one logs in, and is then shown in its form again. Nothing
is ever saved from it: saving is a new step of whoever sees the form, with a token of their own.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.csrf import csrf_failure as plain_failure

SALT = "curation.unsaved"
FIELD = "_unsaved"
SHOWN_AGAIN = "_shown_again"
LEFT_OUT = ("csrfmiddlewaretoken", FIELD, SHOWN_AGAIN)
LONGEST = 2_000_000  # characters; Django takes forms of 2.5 MB
KEPT_FOR = 24 * 60 * 60  # seconds
SAID = (
    "This is what you had typed before you had to log in again. Nothing of it is saved yet: "
    "look it over, then save it."
)


def shows_again(view: Any) -> Any:
    """Marks a view that, sent ``SHOWN_AGAIN``, shows its form as it was filled in, and no more."""
    view.shows_again = True
    return view


def keeps(request: Any) -> bool:
    """Whether this is a form whose view can show it again."""
    view = getattr(request.resolver_match, "func", None)
    return request.method == "POST" and getattr(view, "shows_again", False)


def pack(request: Any) -> str:
    """What was typed, with the address of its form; empty if it is too long to be carried.

    Buttons are left out: which one to press is to be decided again. So are files.
    """
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in LEFT_OUT and not _is_button(name)
    ]
    kept = {"to": request.get_full_path(), "fields": fields}
    packed = signing.dumps(kept, salt=SALT, compress=True)
    return packed if len(packed) <= LONGEST else ""


def _is_button(name: str) -> bool:
    """The hidden fields of these forms have names with an underscore, too."""
    return name.startswith("_") and name not in ("_based_on", "_token", "_popup", "_to_field")


def unpack(packed: str) -> dict[str, Any] | None:
    """The same again, if this site packed it less than a day ago."""
    try:
        kept: dict[str, Any] = signing.loads(packed, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return kept


def login_page(site: Any, request: Any, packed: str, status: int = 200) -> HttpResponse:
    """The login, with what was typed going along."""
    context = {
        **site.each_context(request),
        "title": "Log in",
        "form": AdminAuthenticationForm(request),
        "app_path": reverse("admin:login"),
        "username": request.user.get_username(),
        REDIRECT_FIELD_NAME: request.get_full_path() if keeps(request) else reverse("admin:index"),
        "unsaved": packed,
        "is_too_long": not packed,
    }
    return _never_kept(TemplateResponse(request, "admin/login.html", context, status=status))


def page(site: Any, request: Any, kept: dict[str, Any], status: int = 200) -> HttpResponse:
    """A button that shows the form again, with what was typed."""
    context = {
        **site.each_context(request),
        "title": "Nothing of it is saved yet",
        "to": kept["to"],
        "fields": kept["fields"],
        "shown_again": SHOWN_AGAIN,
    }
    answer = TemplateResponse(request, "admin/curation/unsaved.html", context, status=status)
    return _never_kept(answer)


def _never_kept(answer: HttpResponse) -> HttpResponse:
    add_never_cache_headers(answer)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was opened before its user logged in anew: its token is not taken any more.

    Only what this site's own page sent is shown again; another site could write into a form so.
    """
    from django.contrib import admin  # not before all models are there

    has_kept = (
        unpack(request.POST.get(FIELD, "")) is not None if request.method == "POST" else False
    )
    if not _is_from_here(request) or not (keeps(request) or has_kept):
        return plain_failure(request, reason)
    packed = request.POST[FIELD] if has_kept else pack(request)
    if not admin.site.has_permission(request):
        return login_page(admin.site, request, packed, status=403)
    kept = unpack(packed)
    return page(admin.site, request, kept, status=403) if kept else plain_failure(request, reason)


def _is_from_here(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
