"""The fixtures as they stand in their files, read into rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from curation.rows import Natural, Problem, Row, document_rows, number_positions

SOURCE_TEXTS = "source-texts"


class LoadError(Exception):
    """The files cannot be loaded; nothing was changed. ``problems`` says each reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_files(
    folder: Path, collection: str | None = None
) -> tuple[dict[Natural, Row], dict[Natural, str]]:
    """The rows of every ``*.json`` below ``folder``, and the collection of each entry's file.

    Raises LoadError with every problem that the files alone can show.
    """
    problems: list[Problem] = []
    rows: dict[Natural, Row] = {}
    collections: dict[Natural, str] = {}
    keyed: dict[Natural, Row] = {}  # a key is an anchor on its entry's page: once in the entry
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise LoadError([Problem(str(folder), "", "there are no fixtures here.")])
    for path in files:
        file = path.relative_to(folder).as_posix()
        kept_in = "casebook" if path.relative_to(folder).parts[0] == "casebook" else SOURCE_TEXTS
        for found in _read_file(path, file, kept_in):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            twin = rows.get(found.natural) or keyed.get((*found.entry, *found.natural[3:][-1:]))
            if twin:
                problems.append(
                    Problem(file, found.name, f"this is already in {twin.file}, as {twin.name}.")
                )
                continue
            rows[found.natural] = found
            if len(found.natural) == 2:
                collections[found.entry] = kept_in
            if len(found.natural) > 2:
                keyed[*found.entry, found.natural[-1]] = found
    problems += [
        Problem(row.file, row.name, "no document has the entry that this extends.")
        for row in rows.values()
        if row.entry not in collections
    ]
    if problems:
        raise LoadError(problems)
    number_positions(rows.values(), as_read=True)
    if collection:
        collections = {entry: name for entry, name in collections.items() if name == collection}
        rows = {natural: row for natural, row in rows.items() if row.entry in collections}
        if not rows:
            reason = f"there are no fixtures of the collection “{collection}” here."
            raise LoadError([Problem(str(folder), "", reason)])
    return rows, collections


def fixture_files(folder: Path) -> dict[Natural, str]:
    """The file, relative to ``folder``, in which each entry and part stands."""
    rows, _ = read_files(folder)
    return {natural: row.file for natural, row in rows.items()}


def _read_file(path: Path, file: str, collection: str) -> Iterator[Row | Problem]:
    try:
        documents = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_twins)
    except (OSError, ValueError, RecursionError) as error:
        yield Problem(file, "", f"not readable as JSON: {error}.")
        return
    if not isinstance(documents, list):
        yield Problem(file, "", "a fixture is a list of documents.")
        return
    for document in documents:
        yield from document_rows(document, file, collection)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twin}” stands twice in one object")
    return found
