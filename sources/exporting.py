"""The viewset of works: JSON for programs, and the formats of reference managers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drf_spectacular.openapi import AutoSchema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from presentation.api import EntryViewSet
from sources.csl import Item, work_item
from sources.formats import FORMATS
from sources.models import Work


class ReferenceRenderer(BaseRenderer):
    """Writes items of CSL, one or a list, in one of ``FORMATS``."""

    charset: str | None = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        items = data if isinstance(data, list) else [data]
        return FORMATS[self.format].write(items).encode()


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


CONTENT = {
    BibTeXRenderer.media_type: {"schema": {"type": "string"}},
    RISRenderer.media_type: {"schema": {"type": "string"}},
    CSLJSONRenderer.media_type: {"schema": {"type": "array", "items": {"type": "object"}}},
}


class ReferenceSchema(AutoSchema):
    """Describes references as what they are, not as the JSON of the same address."""

    def _get_response_for_code(self, *args: Any, **kwargs: Any) -> Any:
        response = super()._get_response_for_code(*args, **kwargs)
        content = response.get("content", {})
        content.update({name: CONTENT[name] for name in CONTENT if name in content})
        return response


class ItemSerializer(BaseSerializer):
    """A work as an item of CSL."""

    def to_representation(self, instance: Work) -> Item:
        return work_item(instance)


class ReferenceViewSet(EntryViewSet):
    """An :class:`EntryViewSet` of works that also answers in the formats of reference managers.

    The references of a list are those of one page of it; ``Link`` leads to the others. A refusal
    is JSON whatever was asked for.
    """

    renderer_classes = (
        *EntryViewSet.renderer_classes,
        BibTeXRenderer,
        RISRenderer,
        CSLJSONRenderer,
    )
    schema = ReferenceSchema()
    queryset: Any

    @property
    def is_reference(self) -> bool:
        return isinstance(getattr(self.request, "accepted_renderer", None), ReferenceRenderer)

    def get_serializer_class(self) -> Any:
        return ItemSerializer if self.is_reference else super().get_serializer_class()

    def get_queryset(self) -> Any:
        return self.queryset.all().for_list() if self.is_reference else super().get_queryset()

    def get_paginated_response(self, data: Any) -> Response:
        if not self.is_reference:
            return super().get_paginated_response(data)
        paginator: Any = self.paginator
        links = {"next": paginator.next, "prev": paginator.previous}
        header = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in links.items() if address)
        return Response(data, headers={"Link": header} if header else None)

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        if self.is_reference and response.exception:
            request.accepted_renderer = self.renderer_classes[0]()
            request.accepted_media_type = request.accepted_renderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)
