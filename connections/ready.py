"""What is worked out once for an edition and then kept, in the memory of each process.

Whatever connects the tracks is read far more often than it changes, and every change of public
content raises the edition (``curation.release``). So what was worked out for an edition holds until
the next, and needs no bookkeeping row by row. Only what is asked for without filters is kept: for
all collections together and for each alone.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from curation.collection import chosen
from curation.documents import is_passing
from curation.models import Edition

Made = TypeVar("Made")

_kept: dict[tuple[Callable[[], Any], str], tuple[int, Any]] = {}
_locks: dict[tuple[Callable[[], Any], str], Lock] = {}


def ready(make: Callable[[], Made]) -> Made:
    """What ``make`` makes of public rows in the present edition, made once in this process.

    ``make`` is a function of a module that takes nothing and reads through the gate. What it made
    while the edition rose is handed out, and made again for whoever asks next.
    """
    if is_passing():
        return make()
    place = make, chosen()
    with _locks.setdefault(place, Lock()):
        edition = Edition.current().number
        known = _kept.get(place)
        if known and known[0] == edition:
            made: Made = known[1]
            return made
        made = make()
        if Edition.current().number == edition:
            _kept[place] = edition, made
        return made
