"""What an import does, as curators read it: entry by entry, part by part."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst

from curation.differences import ORDER, Place, changes
from curation.entries import named_models
from curation.import_plan import Line
from curation.importing import Outcome
from curation.labels import Labels
from curation.rows import part_lists
from presentation.tables import NAMES

SHOWN = 50
"""Entries that are shown in full, and parts of one entry."""


def report(outcome: Outcome, user: Any) -> dict[str, Any]:
    """The numbers, and what becomes of the first entries that change."""
    changing = [line for line in outcome.lines if not line.is_same]
    return {
        "outcome": outcome,
        "drafts": sum(line.draft is not None for line in changing),
        "lines": [_told(line, user) for line in changing[:SHOWN]],
        "more": len(changing) - SHOWN if len(changing) > SHOWN else 0,
    }


def _told(line: Line, user: Any) -> dict[str, Any]:
    model = named_models()[line.natural[0]]
    parts = list(_new_parts(model, line.after) if line.is_new else _changed_parts(line, user))
    named = next((line.after[name] for name in NAMES if line.after.get(name)), line.natural[1])
    return {
        "line": line,
        "kind": model._meta.verbose_name,
        "name": named,
        "parts": parts[:SHOWN],
        "more": len(parts) - SHOWN if len(parts) > SHOWN else 0,
    }


def _new_parts(model: Any, item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every part of a new entry, each said to be new."""
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            label = f"{part._meta.verbose_name} {row['key']}"
            yield {"label": capfirst(label), "what": "new", "fields": []}
            yield from _new_parts(part, row)


def _changed_parts(line: Line, user: Any) -> Iterator[dict[str, Any]]:
    """The entry itself and each part that becomes another; of a changed one, which fields."""
    labels = Labels([line.before, line.after], user)
    found: dict[Place, dict[str, Any]] = {}
    for change in changes(line.before, line.after):
        if not labels.may_show(change.place):
            continue
        part = _part_of(change.place)
        if part == change.place:
            what = "new" if change.after else "removed"
            found[part] = {"label": labels.place(part).part, "what": what, "fields": []}
            continue
        if any(found.get(part[:end], {}).get("what") in ("new", "removed") for end in _ends(part)):
            continue
        place = labels.place(change.place)
        itself = {"label": place.part or "The entry itself", "what": "changed", "fields": []}
        found.setdefault(part, itself)["fields"].append(
            {
                "field": place.field,
                "before": labels.value(change.place, change.before),
                "after": labels.value(change.place, change.after),
            }
        )
    yield from found.values()


def _part_of(place: Place) -> Place:
    """The part in which a value stands; empty for the entry itself."""
    end = 0
    while len(place) > end + 1 and place[end + 1] != ORDER:
        end += 2
    return place[:end]


def _ends(part: Place) -> range:
    return range(2, len(part) + 1, 2)
