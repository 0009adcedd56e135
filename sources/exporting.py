"""The viewset of works: JSON for programs, and the formats of reference managers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from presentation.api import EntryViewSet
from presentation.provenance import Provenance
from presentation.renderers import FormatRenderer
from sources.csl import Item, work_item
from sources.formats import FORMATS
from sources.models import Work


class ReferenceRenderer(FormatRenderer):
    """Writes items of CSL, one or a list, in one of ``FORMATS``."""

    def write(self, data: list[Item], of: Provenance) -> str:
        return FORMATS[self.format].write(data)


class BibTeXRenderer(ReferenceRenderer):
    format = "bibtex"
    extension = FORMATS["bibtex"].extension
    media_type = FORMATS["bibtex"].media_type


class RISRenderer(ReferenceRenderer):
    format = "ris"
    extension = FORMATS["ris"].extension
    media_type = FORMATS["ris"].media_type


class CSLJSONRenderer(ReferenceRenderer):
    format = "csljson"
    extension = FORMATS["csljson"].extension
    media_type = FORMATS["csljson"].media_type
    charset = None  # JSON is UTF-8
    described = {"type": "array", "items": {"type": "object"}}


class ReferenceViewSet(EntryViewSet):
    """Works, which are also references."""

    renderer_classes = (
        *EntryViewSet.renderer_classes,
        BibTeXRenderer,
        RISRenderer,
        CSLJSONRenderer,
    )

    @property
    def is_reference(self) -> bool:
        return self.is_other_format and not self.is_table

    def get_queryset(self) -> Any:
        """A reference needs no more of a work than a list has."""
        if not (self.is_reference and self.detail):
            return super().get_queryset()
        return self.queryset.all().for_list()

    def other_format(self, rows: Iterable[Work]) -> list[Item]:
        """As CSL; each says in “source” from which edition and list it was taken."""
        source = str(Provenance.of(self.request))
        return [{**work_item(work), "source": source} for work in rows]

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not self.is_reference:
            return super().retrieve(request, *args, **kwargs)
        return Response([work_item(self.get_object())])
