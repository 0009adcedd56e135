"""How much of its long lists a form shows at once: each row takes some 5 ms to draw.

A list that is cut has pages in its form. What a page does not show is not sent with it, and stays
as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import QueryDict

ROOM = 30
"""So many parts stand in a form, where it has as many."""
LEAST = 5
"""So many of each list, however many other parts there are."""


class Page(NamedTuple):
    """The numbers of its rows, counted from 1, and the address of the form that shows them."""

    first: int
    last: int
    address: str


@dataclass(frozen=True)
class Window:
    """The rows of a list that a form shows: up to ``size`` of ``total``, from ``start`` on."""

    start: int
    size: int
    total: int

    @property
    def end(self) -> int:
        return min(self.start + self.size, self.total)

    def of(self, rows: list[Any]) -> list[Any]:
        return rows[self.start : self.end]

    def pages(self, name: str, query: QueryDict) -> Iterator[Page]:
        """All pages of the list ``name``, in a form that is shown with this query."""
        for start in range(0, self.total, self.size):
            asked = query.copy()
            asked[name] = str(start + 1)
            end = min(start + self.size, self.total)
            yield Page(start + 1, end, f"?{asked.urlencode()}#{name}-group")


def windows(lengths: Mapping[str, int], query: QueryDict) -> dict[str, Window]:
    """The window of each list that is not shown whole, by its name.

    Short lists are whole, and the long ones share the room that is left. ``query`` says by the name
    of a list the number of a row, counted from 1, that its window has.
    """
    found, room = {}, ROOM
    by_length = sorted(lengths.items(), key=lambda it: it[1])
    for place, (name, length) in enumerate(by_length):
        size = min(length, max(LEAST, room // (len(by_length) - place)))
        room -= size
        if size < length:
            row = min(_number(query.get(name, "")), length) - 1
            found[name] = Window(row - row % size, size, length)
    return found


def _number(text: str) -> int:
    """At least 1, whatever somebody wrote into an address."""
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 10 else 1
