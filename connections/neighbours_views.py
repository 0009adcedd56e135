from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from actors.models import Actor
from connections import neighbours as counting
from connections.neighbours_filters import BridgingFilter, NeighbourFilter, TakenPartFilter
from initiatives.models import Conflict
from presentation.views import PER_PAGE

FIRST = 20
"""How many bridging actors of each sort stand on the first page."""


def neighbours(request: HttpRequest) -> HttpResponse:
    """Who appears in the same initiatives as ``actor``; ``with`` another, these initiatives."""
    actor, other = _asked(request, "actor", Actor), _asked(request, "with", Actor)
    if actor and other:
        rows = _page(request, counting.shared_initiatives(actor, other))
        return _initiatives(request, rows, actor=actor, other=other)
    context: dict[str, Any] = {"actor": actor, "filter": NeighbourFilter(request.GET)}
    if actor:
        parts = counting.beside(actor)
        page = _page(request, counting.neighbour_counts(parts))
        found = counting.neighbours(parts, page.object_list)
        context |= {"neighbours": found, **_paged(request, page)}
    return render(request, "connections/neighbours.html", context)


def bridging(request: HttpRequest) -> HttpResponse:
    """Who takes part on most tracks: states, and all others, overall or within a ``conflict``.

    ``of`` one of the two sorts: the whole list, in pages. Of an ``actor``: the initiatives behind
    its count.
    """
    conflict, actor = _asked(request, "conflict", Conflict), _asked(request, "actor", Actor)
    if actor:
        rows = _page(request, counting.initiatives_of(actor, conflict))
        return _initiatives(request, rows, actor=actor, conflict=conflict)
    parts = counting.on_conflict(conflict)
    sorts = {sort: counting.bridge_counts(counting.of_sort(parts, sort)) for sort in counting.SORTS}
    of = request.GET.get("of", "")
    context: dict[str, Any] = {"conflict": conflict, "filter": BridgingFilter(request.GET)}
    if of in sorts:
        page = _page(request, sorts[of])
        tables = [(of, counting.bridges(parts, page.object_list), page.paginator.count)]
        context |= {"of": of, **_paged(request, page)}
    else:
        tables = [
            (sort, counting.bridges(parts, rows[:FIRST]), rows.count())
            for sort, rows in sorts.items()
        ]
    return render(request, "connections/bridging.html", {**context, "tables": tables})


def _initiatives(request: HttpRequest, page: Page, **about: Any) -> HttpResponse:
    """The initiatives behind a count."""
    context = {**about, "filter": TakenPartFilter(request.GET), **_paged(request, page)}
    return render(request, "connections/initiatives_behind.html", context)


def _asked(request: HttpRequest, name: str, model: Any) -> Any:
    """The public entry that a parameter names by its slug; None if nothing is asked for."""
    slug = request.GET.get(name, "")
    if "\0" in slug:
        raise Http404  # PostgreSQL takes no NUL in a text, and no slug has one
    entry = model.objects.public().under(slug) if slug else None
    if slug and entry is None:
        raise Http404
    return entry


def _page(request: HttpRequest, rows: Any) -> Page:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page", ""))


def _paged(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What the pager and the page's own address need."""
    query = request.GET.copy()
    query.pop("page", None)
    return {"page_obj": page, "paginator": page.paginator, "query": query.urlencode()}
