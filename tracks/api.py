from presentation.api import EntryViewSet
from tracks.filters import (
    ConceptFilter,
    FrameworkFilter,
    GuidelineFilter,
    PrincipleFilter,
    TrackFilter,
)
from tracks.models import Concept, Framework, GuidelinePhase, Principle, Track
from tracks.serializers import (
    ConceptSerializer,
    FrameworkDetailSerializer,
    FrameworkSerializer,
    GuidelinePhaseSerializer,
    PrincipleSerializer,
    TrackDetailSerializer,
    TrackSerializer,
)


class TrackViewSet(EntryViewSet):
    """The nine tracks of 1991, and One and a Half, as themes that all frameworks share."""

    queryset = Track.objects.public()
    serializer_class = TrackSerializer
    detail_serializer_class = TrackDetailSerializer
    filterset_class = TrackFilter
    ordering_fields = {"number": "number"}


class FrameworkViewSet(EntryViewSet):
    """Ways of dividing diplomacy into tracks, each with its own numbers and labels."""

    queryset = Framework.objects.public()
    serializer_class = FrameworkSerializer
    detail_serializer_class = FrameworkDetailSerializer
    filterset_class = FrameworkFilter
    ordering_fields = {"order": "order"}


class ConceptViewSet(EntryViewSet):
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


class GuidelinePhaseViewSet(EntryViewSet):
    """The four phases of the guidelines for newcomers, with every step."""

    queryset = GuidelinePhase.objects.public()
    serializer_class = GuidelinePhaseSerializer
    detail_serializer_class = GuidelinePhaseSerializer
    filterset_class = GuidelineFilter
    ordering_fields = {"number": "number"}
