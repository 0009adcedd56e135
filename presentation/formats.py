from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from presentation.renderers import CSVRenderer, FormatRenderer
from presentation.schema import EntrySchema


class FormatView(APIView):
    """A view that answers in other formats as well; ``renderer_classes`` names JSON first.

    The answer to OPTIONS is JSON whatever was asked for.
    """

    schema = EntrySchema()

    @property
    def is_other_format(self) -> bool:
        return isinstance(getattr(self.request, "accepted_renderer", None), FormatRenderer)

    @property
    def is_table(self) -> bool:
        return isinstance(getattr(self.request, "accepted_renderer", None), CSVRenderer)

    @property
    def file_name(self) -> str:
        """Under which a browser keeps the answer: its address, and of which edition it is."""
        _, _, _, *address, _ = self.request.path.split("/")
        request: Any = self.request
        edition, extension = request.edition.number, request.accepted_renderer.extension
        return f"{'-'.join(address)}-edition-{edition}.{extension}"

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        if self.is_other_format and request.method == "OPTIONS":
            request.accepted_renderer = self.renderer_classes[0]()
            request.accepted_media_type = request.accepted_renderer.media_type
        answer = super().finalize_response(request, response, *args, **kwargs)
        if self.is_other_format and answer.status_code == 200:
            answer["Content-Disposition"] = f'attachment; filename="{self.file_name}"'
        return answer
