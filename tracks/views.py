from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.views.generic import TemplateView

from presentation.views import EntryDetail, EntryList, NotedMixin
from tracks.crosswalk import align
from tracks.filters import ConceptFilter, CrosswalkFilter
from tracks.models import (
    Concept,
    Framework,
    GuidelinePhase,
    Principle,
    Track,
    TrackMapping,
    TrackPoint,
)

SAME = TrackMapping.SAME


class TrackList(EntryList):
    queryset = Track.objects.public()
    full = True
    template_name = "tracks/list.html"


class TrackDetail(EntryDetail):
    queryset = Track.objects.public()
    template_name = "tracks/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is said of this track, and what is said of others that it is only a part of."""
        mappings = [m for m in self.object.mappings.all() if m.framework_track]
        same = [m for m in mappings if m.relation in SAME]
        wider = [m for m in mappings if m.relation not in SAME]
        return super().get_context_data(
            mappings=[*same, *wider],
            same=same,
            said=_by_kind(same),
            wider=[(m, _by_kind([m])) for m in wider if m.framework_track.points.all()],
            **kwargs,
        )


def _by_kind(mappings: list[TrackMapping]) -> list[tuple[str, list[TrackPoint]]]:
    """(name of the kind, points of it), in the order of the kinds."""
    found: dict[str, list[TrackPoint]] = defaultdict(list)
    for mapping in mappings:
        for point in mapping.framework_track.points.all():
            found[point.kind].append(point)
    return [(kind.value, found[kind]) for kind in TrackPoint.Kind if found[kind]]


class FrameworkList(EntryList):
    queryset = Framework.objects.public()
    full = True
    template_name = "frameworks/list.html"


class FrameworkDetail(EntryDetail):
    queryset = Framework.objects.public()
    template_name = "frameworks/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_points = any(track.points.all() for track in self.object.framework_tracks.all())
        return super().get_context_data(has_points=has_points, **kwargs)


class Crosswalk(NotedMixin, TemplateView):
    """All lists of tracks side by side, aligned by theme."""

    template_name = "frameworks/crosswalk.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frameworks = Framework.objects.public().listed()
        chosen = CrosswalkFilter(self.request.GET, queryset=frameworks.for_crosswalk())
        return super().get_context_data(
            crosswalk=align(chosen.qs, Track.objects.public()),
            frameworks=frameworks,
            errors=chosen.form.errors.get("frameworks"),
            **kwargs,
        )


class ConceptList(EntryList):
    queryset = Concept.objects.public()
    filterset_class = ConceptFilter
    full = True
    template_name = "concepts/list.html"


class PrincipleList(EntryList):
    queryset = Principle.objects.public()
    full = True
    template_name = "principles/list.html"


class GuidelineList(EntryList):
    queryset = GuidelinePhase.objects.public()
    full = True
    template_name = "guidelines/list.html"
