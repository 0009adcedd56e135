"""The fixtures as they stand in their files, read into rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from curation.rows import Addition, Natural, Problem, Row, document_rows, number_positions

SOURCE_TEXTS = "source-texts"


class LoadError(Exception):
    """The files cannot be loaded; nothing was changed. ``problems`` says each reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Fixtures:
    """All that the files say: their rows, what they add to rows, and whose each entry is."""

    rows: dict[Natural, Row] = field(default_factory=dict)
    additions: list[Addition] = field(default_factory=list)
    collections: dict[Natural, str] = field(default_factory=dict)
    """The collection of the file in which each entry has its own document."""


def read_files(folder: Path) -> Fixtures:
    """What every ``*.json`` below ``folder`` says, the source texts before other collections.

    Raises LoadError with every problem that the files alone can show.
    """
    found = Fixtures()
    problems: list[Problem] = []
    keyed: dict[Natural, Row] = {}  # a key is an anchor on its entry's page: once in the entry
    paths = [path.relative_to(folder) for path in folder.rglob("*.json")]
    if not paths:
        raise LoadError([Problem(str(folder), "", "there are no fixtures here.")])
    for path in sorted(paths, key=lambda path: (collection_of(path) != SOURCE_TEXTS, path)):
        for item in _read_file(folder / path, path.as_posix(), collection_of(path)):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            if isinstance(item, Addition):
                found.additions.append(item)
                continue
            twin = found.rows.get(item.natural) or keyed.get((*item.entry, *item.natural[3:][-1:]))
            if twin:
                reason = f"this is already in {twin.file}, as {twin.name}."
                problems.append(Problem(item.file, item.name, reason))
                continue
            found.rows[item.natural] = item
            if len(item.natural) == 2:
                found.collections[item.entry] = item.collection
            else:
                keyed[*item.entry, item.natural[-1]] = item
    problems += [
        Problem(row.file, row.name, "no document has the entry that this extends.")
        for row in found.rows.values()
        if row.entry not in found.collections
    ]
    problems += _wrong_additions(found)
    if problems:
        raise LoadError(problems)
    number_positions(found.rows.values(), as_read=True)
    return found


def collection_of(path: Path) -> str:
    """The collection of a file, by its path below the fixtures' folder."""
    return "casebook" if path.parts[0] == "casebook" else SOURCE_TEXTS


def _wrong_additions(found: Fixtures) -> Iterator[Problem]:
    """What is added to nothing, given twice, or leads into another collection.

    A link that another collection adds to an entry leads to an entry of its own, so that one can
    always tell whose the link is.
    """
    whose = {(row.model, row.ref): row.collection for row in found.rows.values()}
    for addition in found.additions:
        row = found.rows.get(addition.natural)
        if row is None:
            reason = "no document has what this extends."
            yield Problem(addition.file, addition.name, reason)
            continue
        for name, value in addition.values.items():
            if not isinstance(value, list) and row.values.get(name):
                reason = f"“{name}” is given in {row.file} already."
                yield Problem(addition.file, addition.name, reason)
            target: Any = row.model._meta.get_field(name).related_model
            for ref in value if isinstance(value, list) else [value]:
                if whose.get((target, ref), addition.collection) != addition.collection:
                    reason = f"{name}: “{ref}” is of another collection than this file."
                    yield Problem(addition.file, addition.name, reason)


def fixture_files(folder: Path) -> dict[Natural, str]:
    """The file, relative to ``folder``, in which each entry and part stands."""
    return {natural: row.file for natural, row in read_files(folder).rows.items()}


def _read_file(path: Path, file: str, collection: str) -> Iterator[Row | Addition | Problem]:
    try:
        documents = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=no_twins)
    except (OSError, ValueError, RecursionError) as error:
        yield Problem(file, "", f"not readable as JSON: {error}.")
        return
    if not isinstance(documents, list):
        yield Problem(file, "", "a fixture is a list of documents.")
        return
    for document in documents:
        yield from document_rows(document, file, collection)


def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON from its members; a ValueError if two have the same name."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twin = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"“{twin}” stands twice in one object")
    return found
