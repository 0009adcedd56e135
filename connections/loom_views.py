"""The loom of frameworks, and the threads behind each of its numbers."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView

from connections.filters import LoomFilter
from connections.loom import looms
from connections.threads import Place, of_rows, place_in, threads, weave
from presentation.views import PER_PAGE
from tracks.models import Framework, Track


class Loom(TemplateView):
    """The same initiatives through several frameworks, and what has no home in which."""

    template_name = "connections/loom.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frameworks = Framework.objects.public().with_tracks()
        asked = LoomFilter(self.request.GET, queryset=frameworks)
        woven = weave(asked.chosen())
        return super().get_context_data(
            weave=woven,
            looms=looms(woven),
            frameworks=frameworks,
            chosen=[column.framework for column in woven.columns],
            filter=asked,
            errors=asked.form.errors.get("frameworks"),
            **kwargs,
        )


def thread_list(request: HttpRequest) -> HttpResponse:
    """The threads at one place of a framework; of the whole framework, or all, if none is named.

    404 with a sentence for a framework or a place that is not there.
    """
    slug, key = request.GET.get("framework", ""), request.GET.get("place", "")
    framework: Framework | None = getattr(request, "framework", None)
    place: Place | None = None
    problem = ""
    if slug and framework is None:
        problem = f"There is no framework “{slug[:40]}”."
    elif key and framework is None:
        problem = "A place is one of a framework: name the framework too."
    themes = list(Track.objects.public())
    if framework and key:
        place = place_in(framework, key)
        themes = [theme for theme, _ in place.themes] if place else []
        problem = "" if place else f"{framework} has no place “{key[:40]}”."
    rows: Any = Paginator(threads(themes), PER_PAGE)
    page = rows.get_page(request.GET.get("page", ""))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "framework": framework,
        "place": place,
        "problem": problem.replace("\0", ""),
        "paginator": rows,
        "page_obj": page,
        "query": query.urlencode(),
        "threads": of_rows(page, themes),
    }
    return render(request, "connections/threads.html", context, status=404 if problem else 200)
