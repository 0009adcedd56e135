"""The notes on one page: one number a passage, in the order of first mention."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Notes:
    """Numbers passages as a page mentions them, and remembers what it has shown."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._shown: set[Hashable] = set()
        self._claimed: dict[Hashable, list[Any]] = {}
        self._made: dict[Hashable, Any] = {}

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` makes, made at the first call on this page."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def number(self, note: Hashable) -> int:
        """The number of a note on this page, from 1; notes that read the same are the same."""
        return self._numbers.setdefault(note, len(self._numbers) + 1)

    def claim(self, owner: Hashable, items: Iterable[Any], key: Callable[[Any], Hashable]) -> None:
        """Let the notes that are new here stand beside ``owner``, who mentions them first."""
        self._claimed.setdefault(owner, []).extend(self.new(items, key))

    def claimed(self, owner: Hashable) -> list[Any]:
        """The items whose notes stand beside ``owner``; asked for once."""
        return self._claimed.pop(owner, [])

    def new(self, items: Iterable[Any], key: Callable[[Any], Hashable]) -> list[Any]:
        """Those that the page has not shown yet, each once; now it has."""
        found = []
        for item in items:
            if key(item) not in self._shown:
                self._shown.add(key(item))
                found.append(item)
        return found
