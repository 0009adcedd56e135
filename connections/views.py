from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connections.search import find

LONGEST = 200


def search(request: HttpRequest) -> HttpResponse:
    """Everything public in which the words of ``q`` occur."""
    q = request.GET.get("q", "").replace("\0", " ").strip()
    too_long = len(q) > LONGEST
    found = [] if too_long else find(q)
    return render(
        request,
        "connections/search.html",
        {
            "q": q[:LONGEST],
            "too_long": too_long,
            "longest": LONGEST,
            "found": found,
            "count": sum(group.count for group in found),
        },
    )
