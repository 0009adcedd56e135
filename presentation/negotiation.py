from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class Negotiation(DefaultContentNegotiation):
    """Chooses the format: what the address names wins over ``Accept``; others are answered 406."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        asked = request.query_params.get("format")
        try:
            if not asked:
                return super().select_renderer(request, renderers, format_suffix)
            renderer = self.filter_renderers(renderers, asked)[0]
        except (Http404, NotAcceptable):
            offered = ", ".join(renderer.format for renderer in renderers)
            raise NotAcceptable(f"This address answers in these formats: {offered}.") from None
        return renderer, renderer.media_type
