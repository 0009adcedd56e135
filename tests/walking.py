"""How tests walk a list of the API by its pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def walk(client: Any, address: str, meanwhile: Callable[[], None] = lambda: None) -> list[Any]:
    """All rows, page after page; ``meanwhile`` is called before each that follows."""
    found: list[Any] = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        found += answer.json()["results"]
        assert len(found) < 1000, "the pages do not end"
        address = answer.json()["next"]
        meanwhile()
    return found
