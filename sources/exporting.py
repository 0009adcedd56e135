"""The viewset of works: JSON for programs, and the formats of reference managers."""

from __future__ import annotations

from typing import Any

from rest_framework.serializers import BaseSerializer

from presentation.api import EntryViewSet
from presentation.renderers import FormatRenderer, FormatViewSet
from sources.csl import Item, work_item
from sources.formats import FORMATS
from sources.models import Work


class ReferenceRenderer(FormatRenderer):
    """Writes items of CSL, one or a list, in one of ``FORMATS``."""

    def write(self, data: Any) -> str:
        return FORMATS[self.format].write(data if isinstance(data, list) else [data])


class BibTeXRenderer(ReferenceRenderer):
    format = "bibtex"
    media_type = FORMATS["bibtex"].media_type


class RISRenderer(ReferenceRenderer):
    format = "ris"
    media_type = FORMATS["ris"].media_type


class CSLJSONRenderer(ReferenceRenderer):
    format = "csljson"
    media_type = FORMATS["csljson"].media_type
    charset = None  # JSON is UTF-8
    described = {"type": "array", "items": {"type": "object"}}


class ItemSerializer(BaseSerializer):
    """A work as an item of CSL."""

    def to_representation(self, instance: Work) -> Item:
        return work_item(instance)


class ReferenceViewSet(FormatViewSet):
    """Works, which are also references."""

    renderer_classes = (
        *EntryViewSet.renderer_classes,
        BibTeXRenderer,
        RISRenderer,
        CSLJSONRenderer,
    )
    queryset: Any

    def get_serializer_class(self) -> Any:
        return ItemSerializer if self.is_other_format else super().get_serializer_class()

    def get_queryset(self) -> Any:
        if not self.is_other_format:
            return super().get_queryset()
        queryset = self.queryset.all()
        return queryset.for_list() if self.detail else queryset.listed().for_list()
