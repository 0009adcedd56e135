"""A casebook as its file has it, once nothing is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from initiatives.casebook.checks import whole_faults
from initiatives.casebook.faults import CasebookError, Fault
from initiatives.casebook.shapes import SHAPES, shaped

Row = dict[str, Any]

ONE = {"cases": "case", "actors": "actor", "conflicts": "conflict", "works": "work"}


@dataclass
class Casebook:
    """The rows of each kind by their ids, in the order of the file."""

    cases: dict[str, Row]
    actors: dict[str, Row]
    conflicts: dict[str, Row]
    works: dict[str, Row]


def read(path: Path) -> Casebook:
    """The casebook in this file; raises CasebookError with everything that is wrong with it."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_twins)
    except (OSError, ValueError, RecursionError) as error:
        raise CasebookError([Fault(str(path), "", f"not readable as JSON: {error}.")]) from None
    if not isinstance(content, dict) or set(content) != set(ONE):
        what = f"give one object with {', '.join(ONE)}."
        raise CasebookError([Fault(str(path), "", what)])
    faults: list[Fault] = []
    sound: dict[str, list[Row]] = {}
    for kind, rows in content.items():
        sound[kind] = list(_sound_rows(kind, rows, faults))
    faults += whole_faults(sound, {kind: _ids(rows) for kind, rows in content.items()})
    if faults:
        raise CasebookError(faults)
    return Casebook(**{kind: {row["id"]: row for row in rows} for kind, rows in sound.items()})


def _sound_rows(kind: str, rows: Any, faults: list[Fault]) -> Iterator[Row]:
    """The rows of which every field can be read; the faults of the others are noted."""
    if not isinstance(rows, list):
        faults.append(Fault(kind, "", "give a list."))
        return
    seen: set[str] = set()
    for place, row in enumerate(rows):
        known = row.get("id") if isinstance(row, dict) else None
        name = f"{ONE[kind]} {known}" if isinstance(known, str) else f"{kind}[{place}]"
        wrong = list(shaped(SHAPES[kind])(row))
        faults += [Fault(name, path.removeprefix("."), what) for path, what in wrong]
        if isinstance(known, str) and known in seen:
            faults.append(Fault(name, "id", "another row has the same."))
        elif not wrong:
            yield row
        if isinstance(known, str):
            seen.add(known)


def _ids(rows: Any) -> set[str]:
    """The ids of all rows, sound or not, so that one fault does not make others of its links."""
    if not isinstance(rows, list):
        return set()
    ids = [row.get("id") for row in rows if isinstance(row, dict)]
    return {id_ for id_ in ids if isinstance(id_, str)}


def _no_twins(pairs: list[tuple[str, Any]]) -> Row:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twin}” stands twice in one object")
    return found
