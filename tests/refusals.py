"""How tests read what the API refuses."""

from __future__ import annotations

from typing import Any


def refused(answer: Any) -> tuple[int, list[str]]:
    """The status, and the parameters that are refused, as the problem names them."""
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, [error["parameter"] for error in problem.get("errors", [])]
