from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from presentation.api import EntryViewSet
from presentation.graphs import GraphViewSet
from presentation.renderers import JSONLDRenderer, TurtleRenderer
from tracks.crosswalk import align
from tracks.filters import (
    ConceptFilter,
    CrosswalkFilter,
    FrameworkFilter,
    GuidelineFilter,
    PrincipleFilter,
    TrackFilter,
)
from tracks.models import Concept, Framework, GuidelinePhase, Principle, Track
from tracks.serializers import (
    ConceptSerializer,
    CrosswalkSerializer,
    FrameworkDetailSerializer,
    FrameworkSerializer,
    GuidelinePhaseSerializer,
    PrincipleSerializer,
    TrackDetailSerializer,
    TrackSerializer,
)
from tracks.skos import Vocabulary


class WithRowsViewSet(EntryViewSet):
    """Entries whose parts stand in the list as well; ``for_rows`` keeps its queries few."""

    def get_queryset(self) -> Any:
        is_list = not self.detail and not getattr(self, "is_other_format", False)
        return self.queryset.all().listed().for_rows() if is_list else super().get_queryset()


class TrackViewSet(GraphViewSet):
    """The nine tracks of 1991, and One and a Half, as themes that all frameworks share."""

    queryset = Track.objects.public()
    serializer_class = TrackSerializer
    detail_serializer_class = TrackDetailSerializer
    filterset_class = TrackFilter
    ordering_fields = {"number": "number"}

    def graph(self, rows: Iterable[Track]) -> Vocabulary:
        vocabulary = Vocabulary(self.request)
        vocabulary.add_themes(rows)
        vocabulary.add_mappings(rows)
        return vocabulary


class FrameworkViewSet(WithRowsViewSet, GraphViewSet):
    """Ways of dividing diplomacy into tracks, each with its own numbers and labels."""

    queryset = Framework.objects.public()
    serializer_class = FrameworkSerializer
    detail_serializer_class = FrameworkDetailSerializer
    filterset_class = FrameworkFilter
    ordering_fields = {"order": "order"}

    def graph(self, rows: Iterable[Framework]) -> Vocabulary:
        vocabulary = Vocabulary(self.request)
        vocabulary.add_frameworks(rows)
        return vocabulary

    @extend_schema(filters=True)
    @action(
        detail=False,
        serializer_class=CrosswalkSerializer,
        filterset_class=CrosswalkFilter,
        pagination_class=None,
        renderer_classes=(JSONRenderer, JSONLDRenderer, TurtleRenderer),
    )
    def crosswalk(self, request: Request) -> Response:
        """All frameworks side by side, aligned by theme: which label and number became which."""
        frameworks = Framework.objects.public().listed().for_crosswalk()
        frameworks = self.filter_queryset(frameworks)
        if self.is_other_format:
            vocabulary = self.graph(frameworks)
            vocabulary.add_themes(Track.objects.public().with_citations())
            return Response(vocabulary)
        found = align(frameworks, Track.objects.public())
        return Response(self.get_serializer(found).data)


class ConceptViewSet(WithRowsViewSet):
    """Terms of the field, with what each source means by them."""

    queryset = Concept.objects.public()
    serializer_class = ConceptSerializer
    detail_serializer_class = ConceptSerializer
    filterset_class = ConceptFilter
    ordering_fields = {"name": "name"}


class PrincipleViewSet(EntryViewSet):
    """The twelve principles of multi-track diplomacy."""

    queryset = Principle.objects.public()
    serializer_class = PrincipleSerializer
    detail_serializer_class = PrincipleSerializer
    filterset_class = PrincipleFilter
    ordering_fields = {"number": "number"}


class GuidelinePhaseViewSet(WithRowsViewSet):
    """The four phases of the guidelines for newcomers, with every step."""

    queryset = GuidelinePhase.objects.public()
    serializer_class = GuidelinePhaseSerializer
    detail_serializer_class = GuidelinePhaseSerializer
    filterset_class = GuidelineFilter
    ordering_fields = {"number": "number"}
