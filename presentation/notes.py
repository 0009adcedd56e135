"""The notes on one page: one number a passage, in the order of first mention."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any


class Notes:
    """Numbers passages as a page mentions them, and remembers what it has shown."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._shown: set[Hashable] = set()

    def number(self, item: Hashable) -> int:
        """The item's number on this page, from 1."""
        return self._numbers.setdefault(item, len(self._numbers) + 1)

    def new(self, items: Iterable[Any]) -> list[Any]:
        """Those that the page has not shown yet, each once; now it has."""
        found = []
        for item in items:
            if item not in self._shown:
                self._shown.add(item)
                found.append(item)
        return found
