"""What stays out of every file: withheld and unreviewed persons, and whatever names one of them.

An export leaves it out. An import puts it back where a file says the rest of an entry, so that
what was exported and is brought in again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curation.entries import naturals_where
from curation.rows import Natural, Row, entry_path, link_fields, list_fields


def unexported() -> set[Natural]:
    """The entries that are in no file."""
    return naturals_where(lambda model: model.unexported_q())


def without(rows: Iterable[Row], out: set[Natural]) -> dict[Natural, Row]:
    """The rows as a file may have them; those of one entry stand after those they hang on."""
    found: dict[Natural, Row] = {}
    gone: set[Natural] = set()
    for row in rows:
        if row.entry in out or names_one(row, out) or row.natural[:-2] in gone:
            gone.add(row.natural)
            continue
        values = dict(row.values)
        for many in list_fields(row.model):
            values[many.name] = [
                ref for ref in values[many.name] if _entry_of(many.related_model, ref) not in out
            ]
        found[row.natural] = Row(row.model, row.natural, values, pk=row.pk)
    return found


def put_back(wanted: dict[Natural, Row], stored: dict[Natural, Row], out: set[Natural]) -> None:
    """Put what no file has into the rows that a file says, at the place where it stands."""
    exported = without(stored.values(), out)
    back = stored.keys() - exported.keys() - wanted.keys()
    after: dict[Natural, tuple[float, int]] = {}
    """In each list, the place of the row before, and how many were put behind it."""
    for natural, row in sorted(
        stored.items(), key=lambda item: (len(item[0]), item[1].values.get("position", 0))
    ):
        there = wanted.get(natural)
        if there is not None:
            for many in list_fields(row.model):
                own = exported.get(natural, there).values[many.name]
                left_out = {*row.values[many.name]} - {*own}
                there.values[many.name] = sorted({*there.values[many.name], *left_out})
        if len(natural) == 2 or (there is None and natural not in back):
            continue
        place, more = after.get(natural[:-1], (-1.0, 0))
        if there is not None:
            after[natural[:-1]] = there.values["position"], 0
            continue
        after[natural[:-1]] = place, more + 1
        values = {**row.values, "position": place + 1 - 1 / (more + 2)}
        wanted[natural] = Row(row.model, natural, values, pk=row.pk)


def names_one(row: Row, entries: set[Natural]) -> bool:
    """Whether a row is about one of these entries: it would say nothing without."""
    return any(
        row.values[link.name] is not None
        and _entry_of(link.related_model, row.values[link.name]) in entries
        for link in link_fields(row.model)
    )


def _entry_of(model: Any, ref: str) -> Natural:
    return entry_path(model)[0], ref.partition("#")[0]
