"""How two documents of one entry differ, and how two sets of changes to one go together.

A document is compared value by value. The place of a value is the way to it: ``("dates",)`` for a
field of the entry, ``("participations", "norway-host", "role")`` for one of a part. A part that is
there has the value True at its own place, and a list its keys, in order, at ``(name, ORDER)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from curation.documents import Document
from curation.entries import named_models
from curation.rows import part_lists

Place = tuple[str, ...]
ORDER = "…order"
HEAD = ("entry", "slug", "key")


def values_of(document: Document) -> dict[Place, Any]:
    """Every value of a document by its place."""
    found: dict[Place, Any] = {}
    _collect(named_models()[document["entry"]], document, (), found)
    return found


def _collect(model: Any, item: dict[str, Any], place: Place, found: dict[Place, Any]) -> None:
    lists = part_lists(model)
    for name, value in item.items():
        if name in lists:
            found[(*place, name, ORDER)] = [row["key"] for row in value]
            for row in value:
                found[(*place, name, row["key"])] = True
                _collect(lists[name], row, (*place, name, row["key"]), found)
        elif name not in HEAD:
            found[(*place, name)] = value


def document_from(head: Document, values: Mapping[Place, Any]) -> Document:
    """The document of these values, for the entry of ``head``; rows follow the order given."""
    model = named_models()[head["entry"]]
    return {"entry": head["entry"], "slug": head["slug"]} | _item(model, (), values)


def _item(model: Any, place: Place, values: Mapping[Place, Any]) -> dict[str, Any]:
    lists = part_lists(model)
    depth = len(place)
    item: dict[str, Any] = {
        way[depth]: value
        for way, value in values.items()
        if len(way) == depth + 1 and way[:depth] == place and value is not None
    }
    for name, part in lists.items():
        here = (*place, name)
        keys = [
            way[-1]
            for way, there in values.items()
            if way[:-1] == here and len(way) == depth + 2 and way[-1] != ORDER and there
        ]
        order = values.get((*here, ORDER)) or []
        keys.sort(key=lambda key: order.index(key) if key in order else len(order))
        if keys:
            item[name] = [{"key": key} | _item(part, (*here, key), values) for key in keys]
    return item


@dataclass
class Merged:
    """What two sets of changes make together.

    ``contested`` are the places that both changed, each to something else; there the document
    has the first side's value, unless it was told otherwise.
    """

    document: Document
    contested: list[Place]


def merge(
    base: Document,
    theirs: Document,
    mine: Document,
    takes_theirs: Callable[[Place], bool] = lambda place: False,
) -> Merged:
    """Both changes to ``base``; where both changed one value, mine, or theirs where it says so."""
    before, other, own = values_of(base), values_of(theirs), values_of(mine)
    values: dict[Place, Any] = {}
    contested: list[Place] = []
    for place in {**other, **own, **before}:
        b, t, m = before.get(place), other.get(place), own.get(place)
        if m == b or t == m:
            values[place] = t
        elif t == b:
            values[place] = m
        elif place[-1] == ORDER:
            values[place] = [*m, *(key for key in t or [] if key not in m)] if m else t
        else:
            contested.append(place)
            values[place] = t if takes_theirs(place) else m
    for place in contested:
        # A row that one side removed and the other changed stands if its change is taken.
        row = place[:-1]
        if row and values.get(row) is None and values[place] is not None:
            source = other if takes_theirs(place) else own
            values |= {way: value for way, value in source.items() if way[: len(row)] == row}
    return Merged(document_from(mine, values), contested)


@dataclass(frozen=True)
class Change:
    """One value that differs: where, and what it was and is; None where there is none."""

    place: Place
    before: Any
    after: Any


def changes(before: Document, after: Document) -> list[Change]:
    """What differs, in the order of the document; a whole new or removed part is one change each
    value, its own place first."""
    old, new = values_of(before), values_of(after)
    return [
        Change(place, old.get(place), new.get(place))
        for place in {**new, **old}
        if old.get(place) != new.get(place)
        and not (place[-1] == ORDER and _same_order(old.get(place), new.get(place)))
    ]


def _same_order(before: list[str] | None, after: list[str] | None) -> bool:
    """Whether the keys that both lists have stand in the same order."""
    before, after = before or [], after or []
    return [k for k in before if k in after] == [k for k in after if k in before]


def same(one: Document, other: Document) -> bool:
    """Whether they say the same, under the same slug."""
    return one["slug"] == other["slug"] and not changes(one, other)
