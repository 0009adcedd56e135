from presentation.parts import PartViewSet
from sources.filters import CitationFilter
from sources.models import Citation
from sources.serializers import CitationRowSerializer


class CitationViewSet(PartViewSet):
    """Passages of works on which statements rest, with whom they report and what they repeat."""

    queryset = Citation.objects.all()
    serializer_class = CitationRowSerializer
    filterset_class = CitationFilter
