"""One kind of error: a passage whose paragraphs are others than those that it was taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from random import Random
from typing import Any

from sources.models import Citation
from tests.mutations.places import Place, Values


def moved_paragraphs(part: Any, lengths: dict[int, int]) -> Iterator[Place]:
    """A passage moves as a whole, or one of its paragraphs does: next door, or anywhere.

    ``lengths`` says how many paragraphs each text has, by the primary key of its work.
    """
    passages = [part] if isinstance(part, Citation) else part.citations.all()
    for passage in passages:
        for number in passage.paragraphs:
            make = partial(_move, passage, number, lengths[passage.work_id])
            yield Place(part, "paragraphs", listed(passage.paragraphs), passage, make)


def _move(passage: Citation, number: int, total: int, chance: Random) -> tuple[str, Values] | None:
    free = [n for n in range(1, total + 1) if n not in passage.paragraphs]
    near = [n for n in free if abs(n - number) == 1]
    target = chance.choice(near if near and chance.random() < 0.5 else free)
    if chance.random() < 0.5:
        moved = [target if n == number else n for n in passage.paragraphs]
    else:
        moved = [n + target - number for n in passage.paragraphs]
    if not all(0 < n <= total for n in moved):
        return None
    return listed(moved), {"paragraphs": moved, "locator": _moved_locator(passage.locator, moved)}


def _moved_locator(locator: str, moved: list[int]) -> str:
    """The locator moves along, as it would if somebody had looked in the wrong place."""
    first = iter((f"¶ {listed(moved)}",))
    locator = re.sub(r"¶ (?:\d+(?:–\d+)?(?:, )?)+", lambda _: next(first, ""), locator)
    return re.sub(r"[;,\s]+\Z", "", locator)


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
