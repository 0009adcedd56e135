from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import TemplateView, View

from actors.models import Actor
from connections import behind, pairs
from connections.circle import draw
from connections.matrix import Measure, Row, matrix, shown
from connections.scope import ConnectionFilter, Scope, connection_filter
from connections.search import LONGEST, find
from connections.ties import ties
from initiatives.models import Initiative
from presentation.views import NearestPage, NotedMixin
from tracks.models import Track

SHOWN = 10
"""How many rows of each kind the page of a pair shows before it leads to the list of all."""
TOGETHER = (Measure.INITIATIVES, Measure.HANDOVERS, Measure.STATED)
"""What the circle draws at once; arcs of shared actors would lie on those of initiatives."""


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


class Scoped(NotedMixin, View):
    """A page over what the filters of connections leave."""

    filter: ConnectionFilter
    scope: Scope
    query: str
    """What the filters in use add to the addresses of this page's numbers."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.filter = connection_filter(request.GET)
        self.scope = self.filter.scope
        given = request.GET.copy()
        usable = self.filter.form.cleaned_data
        for name in {*given} - {name for name in usable if usable[name]}:
            del given[name]
        self.query = given.urlencode()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            filter=self.filter,
            is_filtered=not self.scope.is_all,
            query=self.query,
            is_limited=self.scope.initiatives is not None,
            **kwargs,
        )


class Circle(Scoped, TemplateView):
    """How all tracks connect: the circle, and the same as a table."""

    template_name = "connections/circle.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = ties(self.scope)
        measure = shown(self.request.GET.get("show"))
        choices = [("Together", "", measure is None)]
        choices += [(m.label, m.value, m is measure) for m in Measure]
        return super().get_context_data(
            circle=draw(found.tracks, found.pairs, [measure] if measure else TOGETHER),
            matrix=matrix(found, measure or Measure.INITIATIVES, self.query),
            rows=[Row(tie, tie.a, self.query) for tie in found.pairs if tie.is_any],
            choices=choices,
            measure=measure,
            **kwargs,
        )


class OfPair(Scoped):
    """A page about two tracks, which stand in its address by their numbers."""

    a: Track
    b: Track

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        slugs = kwargs["a"], kwargs["b"]
        found = {track.slug: track for track in Track.objects.public().filter(slug__in=slugs)}
        if not {*slugs} <= {*found}:
            raise Http404
        if slugs[0] == slugs[1]:
            track = found[slugs[0]]
            return render(request, "connections/same.html", {"track": track}, status=404)
        self.a, self.b = sorted(found.values(), key=lambda track: track.number)
        if self.a.slug != slugs[0]:
            match = request.resolver_match
            assert match is not None
            address = reverse(match.view_name, args=[self.a.slug, self.b.slug])
            query = request.META["QUERY_STRING"]
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "a": self.a, "b": self.b})


def initiatives_of(pks: list[int]) -> list[Any]:
    return behind.in_order(Initiative.objects.public().for_list(), pks)


class Pair(OfPair, TemplateView):
    """What ties two tracks together, with the evidence."""

    template_name = "connections/pair.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        scope, a, b = self.scope, self.a, self.b
        found = ties(scope)
        initiatives = initiatives_of(found.initiatives_on(a, b)[:SHOWN])
        actors = behind.in_order(Actor.objects.public(), found.actors_on(a, b)[:SHOWN])
        return super().get_context_data(
            tie=found.between(a, b),
            statements=pairs.statements(scope, a, b).with_links().with_evidence()[:SHOWN],
            handovers=pairs.handovers(scope, a, b).with_links().with_evidence()[:SHOWN],
            initiatives=behind.initiatives(scope, initiatives, a, b),
            actors=behind.actors(scope, actors, a, b),
            shown=SHOWN,
            **kwargs,
        )


class RowsBehind(NearestPage):
    """All rows behind one number, by pages."""

    template_name = "connections/behind.html"
    kind: str
    """Which template shows a row."""
    one: str
    many: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(kind=self.kind, one=self.one, many=self.many, **kwargs)
        context["rows"] = self.rows(list(context["object_list"]))
        return context

    def rows(self, found: list[Any]) -> list[Any]:
        """The rows of one page as its template takes them."""
        return found


class Initiatives(OfPair, RowsBehind):
    """The initiatives that ran on both tracks."""

    kind, one, many = "initiatives", "initiative on both", "initiatives on both"

    def get_queryset(self) -> Any:
        return ties(self.scope).initiatives_on(self.a, self.b)

    def rows(self, found: list[Any]) -> list[Any]:
        return behind.initiatives(self.scope, initiatives_of(found), self.a, self.b)


class Actors(OfPair, RowsBehind):
    """The actors that took part on both tracks."""

    kind, one, many = "actors", "actor on both", "actors on both"

    def get_queryset(self) -> Any:
        return ties(self.scope).actors_on(self.a, self.b)

    def rows(self, found: list[Any]) -> list[Any]:
        actors = behind.in_order(Actor.objects.public(), found)
        return behind.actors(self.scope, actors, self.a, self.b)


class Handovers(OfPair, RowsBehind):
    """The efforts that moved from one of the two tracks to the other."""

    kind, one, many = "handovers", "handover", "handovers"

    def get_queryset(self) -> Any:
        rows = pairs.handovers(self.scope, self.a, self.b, self.origin)
        return rows.with_links().with_evidence()

    @property
    def origin(self) -> Track | None:
        """The track that ``from`` names, if only handovers from there are asked for."""
        asked = self.request.GET.get("from")
        return next((track for track in (self.a, self.b) if track.slug == asked), None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(origin=self.origin, **kwargs)
        if self.origin:
            start = f"from={self.origin.slug}"
            context["query"] = f"{start}&{self.query}" if self.query else start
        return context


class Statements(OfPair, RowsBehind):
    """What sources say of how the two tracks relate."""

    kind, one, many = "statements", "stated relation", "stated relations"

    def get_queryset(self) -> Any:
        return pairs.statements(self.scope, self.a, self.b).with_links().with_evidence()


class OnTrack(Scoped, RowsBehind):
    """The initiatives that ran on one track: what the numbers of pairs are measured by."""

    kind, one, many = "initiatives", "initiative", "initiatives"
    a: Track

    def get_queryset(self) -> Any:
        found = Track.objects.public().filter(slug=self.kwargs["a"]).first()
        if found is None:
            raise Http404
        self.a = found
        return ties(self.scope).initiatives_on(found)

    def rows(self, found: list[Any]) -> list[Any]:
        return behind.initiatives(self.scope, initiatives_of(found), self.a)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{**kwargs, "a": self.a})
