"""Work that makes a million rows: Python need not look through all of them for garbage as it goes.

What nothing refers to any more is freed at once all the same. Only circles of objects are looked
for, each time that so many objects were made; in an import that took a third of the time.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 50, 100)


class _Work:
    """How many are at it, in all threads, and how often Python looked before they began."""

    lock = threading.Lock()
    number = 0
    before = gc.get_threshold()


@contextmanager
def seldom_looked_for() -> Iterator[None]:
    with _Work.lock:
        if not _Work.number:
            _Work.before = gc.get_threshold()
            gc.set_threshold(*SELDOM)
        _Work.number += 1
    try:
        yield
    finally:
        with _Work.lock:
            _Work.number -= 1
            if not _Work.number:
                gc.set_threshold(*_Work.before)
