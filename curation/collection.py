"""The one collection that is asked for; where none is, everything is shown.

A collection is chosen once for a whole request, and the gate (``objects.public()``) limits the
parts of every kind to it. So pages, lists, counts, the API and files cannot differ in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_chosen: ContextVar[str] = ContextVar("collection", default="")


def chosen() -> str:
    """The value of the collection that is asked for; empty for all."""
    return _chosen.get()


@contextmanager
def only(collection: str) -> Iterator[None]:
    """Limit what is public to one collection, as long as the block lasts; empty for all."""
    token = _chosen.set(collection)
    try:
        yield
    finally:
        _chosen.reset(token)
