"""/data/: what the base holds, as files to keep, and recipes for those who program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Count, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from mtd_site.api import router
from mtd_site.recipes import recipes
from presentation.calls import FORMATS
from presentation.throttling import PerAddress

WORDS = {**FORMATS, "csv": "CSV", "json": "JSON"}
"""Formats as people call them, in the order in which a page offers them."""
NAMES = {
    "guidelines": "Guidelines, by phase",
    "works": "Works (references)",
    "disagreements": "Disagreements between sources",
    "participations": "Participations (who took which part)",
    "involvements": "Involvements (what ran on which track)",
    "handovers": "Handovers from track to track",
    "initiative-relations": "Relations of initiatives",
    "track-points": "What sources say of a track",
    "track-relations": "What sources say of two tracks",
    "citations": "Cited passages",
}
"""Lists that need more words than their address has."""


class Download(NamedTuple):
    """A list, and the files that it can be had as."""

    name: str
    rows: int
    files: list[tuple[str, str]]
    """(format as people call it, address) of each."""


def data(request: HttpRequest) -> HttpResponse:
    """What the base holds, with a link to each file, and the recipes."""
    site = request.build_absolute_uri("/").rstrip("/")
    limit = PerAddress()
    return render(
        request,
        "data.html",
        {
            "downloads": downloads(),
            "graph": _files(reverse("graph"), ("graphml", "gexf", "csv"), "page_size=50000"),
            "connections": _files(reverse("connection-list"), ("csv", "json")),
            "recipes": [recipe.at(site) for recipe in recipes()],
            "requests": limit.num_requests if limit.rate else None,
            "seconds": limit.duration if limit.rate else None,
        },
    )


def downloads() -> list[Download]:
    """Every list of the API. Costs one query."""
    lists: list[tuple[str, Any, str]] = router.registry
    counts = _counts(
        [viewset(detail=False, request=None).get_queryset() for _, viewset, _ in lists]
    )
    return [
        Download(
            NAMES.get(prefix, prefix.capitalize()),
            count,
            _files(
                reverse(f"{name}-list"),
                [renderer.format for renderer in viewset.renderer_classes],
            ),
        )
        for (prefix, viewset, name), count in zip(lists, counts, strict=True)
    ]


def _counts(querysets: Sequence[Any]) -> list[int]:
    """How many rows each has, in one query."""
    first, *others = (
        rows.model._default_manager.filter(pk__in=rows.order_by().values("pk"))
        .order_by()
        .annotate(place=Value(place))
        .values("place")
        .annotate(number=Count("pk"))
        .values_list("place", "number")
        for place, rows in enumerate(querysets)
    )
    found = dict(first.union(*others, all=True))
    return [found.get(place, 0) for place in range(len(querysets))]


def _files(address: str, formats: Sequence[str], query: str = "") -> list[tuple[str, str]]:
    more = f"{query}&" if query else ""
    return [
        (word, f"{address}?{more}format={name}") for name, word in WORDS.items() if name in formats
    ]
