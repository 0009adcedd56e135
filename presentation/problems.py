"""Whatever the API cannot answer, said as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"
ADVICE = {
    404: "There is nothing at this address, or it is not public.",
    500: "This site failed to answer. The failure stands in its log.",
    503: "This site cannot reach its database at the moment. Try again soon.",
}
"""What is said of a status where nobody says more."""


class Problem(JsonResponse):
    """An answer of ``type``, ``title``, ``status``, ``detail`` and, for parameters, ``errors``."""

    def __init__(self, status: int, detail: str = "", errors: Any = (), **kwargs: Any) -> None:
        content: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail or ADVICE.get(status, HTTPStatus(status).description),
        }
        if errors:
            content["errors"] = list(errors)
        options = {"ensure_ascii": False}
        super().__init__(
            content, status=status, content_type=MEDIA_TYPE, json_dumps_params=options, **kwargs
        )
        self["Cache-Control"] = "no-store"


class ParameterErrorSerializer(serializers.Serializer):
    """What is wrong with one parameter."""

    parameter = serializers.CharField(help_text="The name of the parameter.")
    detail = serializers.CharField(help_text="What is wrong with it, in a sentence.")


class ProblemSerializer(serializers.Serializer):
    """Why there is no answer, as RFC 9457 has it."""

    type = serializers.CharField(
        help_text="Always about:blank: the problem is what the status says."
    )
    title = serializers.CharField(help_text="The name of the status.")
    status = serializers.IntegerField(help_text="The status of HTTP.")
    detail = serializers.CharField(help_text="What is wrong, in a sentence.")

    def get_fields(self) -> dict[str, Any]:
        """Serializers have “errors” of their own, so that none can be declared under that name."""
        help_text = "Each parameter that cannot be used (status 400)."
        errors = ParameterErrorSerializer(many=True, required=False, help_text=help_text)
        return {**super().get_fields(), "errors": errors}


def answer_problem(error: Exception, context: dict[str, Any]) -> Problem | None:
    """The answer to an error in a view of the API; None leaves it to the site's own handlers."""
    response = exception_handler(error, context)
    if response is None:
        return None
    # How far an answer may still be used, and when to come again.
    headers = {name: value for name, value in response.items() if name != "Content-Type"}
    if isinstance(error, ValidationError):
        errors = list(_of_parameters(error.detail))
        sentence = " ".join(f"{it['parameter']}: {it['detail']}" for it in errors)
        return Problem(response.status_code, sentence, errors, headers=headers)
    detail = str(getattr(error, "detail", ""))  # Django's own 404 has none
    return Problem(response.status_code, detail, headers=headers)


def _of_parameters(detail: Any) -> Iterator[dict[str, str]]:
    for name, reasons in detail.items():
        yield {"parameter": str(name), "detail": " ".join(map(str, reasons))}
