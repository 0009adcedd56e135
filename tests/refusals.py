"""How tests read what the API refuses."""

from __future__ import annotations

from typing import Any


def refused(answer: Any) -> tuple[int, list[str]]:
    """The status, and the names of what is refused."""
    return answer.status_code, list(answer.json())
