"""The page of one queue of the desk."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode

from curation.desk import COUNTED, give_names, queue_of
from curation.entries import entry_models
from curation.revised import PUBLISH, WRITE

PAGE = 50
PAGES = 40
"""Whoever wants to see more works on the first ones; far pages would take long."""


def page(desk: Any, request: Any, name: str) -> Any:
    if not request.user.has_perm(WRITE):
        raise PermissionDenied
    queue = queue_of(name)
    if queue is None:
        raise Http404
    if queue.page != request.path:  # it has a page of its own
        return redirect(queue.page)
    kind = request.GET.get("kind", "")
    kind = kind if kind in entry_models() and not queue.kind else ""
    number = _page_number(request.GET.get("page", ""))
    start = (number - 1) * PAGE
    found = queue.lines(request.user, kind, start, max(start + PAGE, COUNTED) + 1)
    lines = found[:PAGE]
    give_names([(queue, lines)], request.user)
    query = {"kind": kind} if kind else {}
    context = {
        **desk.each_context(request),
        "title": queue.title,
        "queue": queue,
        "lines": lines,
        "number": _in_words(start, len(found)),
        "kind": kind,
        "kinds": [(name, str(it._meta.verbose_name)) for name, it in entry_models().items()],
        "page": number,
        "may_look": queue.can_be_looked_at and request.user.has_perm(PUBLISH),
        "previous": urlencode({**query, "page": number - 1}) if number > 1 else "",
        "next": urlencode({**query, "page": number + 1})
        if len(found) > PAGE and number < PAGES
        else "",
        "is_last_of_all": number == PAGES and len(found) > PAGE,
        "here": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/curation/queue.html", context)


def _page_number(given: str) -> int:
    known = given.isascii() and given.isdecimal() and len(given) < 4
    return min(max(int(given) if known else 1, 1), PAGES)


def _in_words(start: int, rest: int) -> str:
    """How many lines there are, as far as they were read."""
    number = start + rest
    return f"more than {COUNTED}" if number > COUNTED else str(number)
