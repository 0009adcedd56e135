"""Which rows a load brings: all that the files say, or those of one collection.

A collection loaded alone brings its own rows, what it adds to rows of others, and of the others
no more than it links and the database has not got yet. What others say of its entries stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from curation.files import Fixtures
from curation.rows import (
    Addition,
    Natural,
    Row,
    link_fields,
    list_fields,
    number_positions,
)

AFTER_THE_FILES = 100_000
"""The place of a row that no file has, behind those that the files have."""


def links_of(row: Row | Addition) -> Iterator[tuple[str, Any, str]]:
    """(field, model, slug or slug#key) of each link that a row has, or that is added to it."""
    for link in link_fields(row.model):
        if row.values.get(link.name) is not None:
            yield link.name, link.related_model, row.values[link.name]
    for many in list_fields(row.model):
        for ref in row.values.get(many.name, ()):
            yield many.name, many.related_model, ref


def rows_to_load(
    files: Fixtures,
    stored: dict[Natural, Row],
    loaded: dict[Natural, str],
    collection: str | None,
) -> dict[Natural, Row]:
    """The rows as the database should have them; empty if the files have none of the collection.

    ``loaded`` gives the collection of each entry when it was last loaded.
    """
    if collection is None:
        return _with_additions(files.rows, files.additions)
    own = {n: row for n, row in files.rows.items() if row.collection == collection}
    if not own:
        return {}
    theirs = {
        n
        for n, row in stored.items()
        if (_collection_of(row, files) or loaded.get(row.entry)) == collection
    }
    targets = {(stored[n].model, stored[n].ref) for n in theirs}
    others = {n: row for n, row in stored.items() if n not in own and n not in theirs}
    bare = {n: _without_additions(row, files.rows.get(n), targets) for n, row in others.items()}
    touched = {n[:2] for n in {*own, *theirs}} & files.collections.keys()
    touched |= {a.natural[:2] for a in files.additions if a.collection == collection}
    touched |= {n[:2] for n, row in bare.items() if row.values != others[n].values}
    kept = {
        n: _at_its_place(row, files.rows.get(n)) for n, row in bare.items() if row.entry in touched
    }
    extensions = {a.natural for a in files.additions if a.collection == collection}
    needed = _needed([*own.values(), *(files.rows[n] for n in extensions)], files, stored)
    rows = {**kept, **own, **{n: row for n, row in needed.items() if n not in kept}}
    additions = [
        addition
        if addition.collection == collection
        else replace(addition, values=_already_there(addition, stored))
        for addition in files.additions
        if addition.natural in rows
    ]
    rows = _with_additions(rows, additions)
    number_positions(rows.values(), as_read=False)
    return rows


def _collection_of(row: Row, files: Fixtures) -> str:
    """Whose a stored row is, by itself, by its file, or by its entry."""
    in_file = files.rows.get(row.natural)
    own = row.values.get("collection") or (in_file.collection if in_file else "")
    return own or files.collections.get(row.entry, "")


def _without_additions(row: Row, in_file: Row | None, targets: set[tuple[Any, str]]) -> Row:
    """The row without links that lead to the targets and that its own document has not got."""
    if in_file is None:
        return row
    values = dict(row.values)
    for many in list_fields(row.model):
        own = in_file.values[many.name]
        values[many.name] = [
            ref
            for ref in values[many.name]
            if ref in own or (many.related_model, ref) not in targets
        ]
    for link in link_fields(row.model):
        is_own = values[link.name] == in_file.values[link.name]
        if not is_own and (link.related_model, values[link.name]) in targets:
            values[link.name] = None
    return replace(row, values=values)


def _at_its_place(row: Row, in_file: Row | None) -> Row:
    if "position" not in row.values:
        return row
    place = in_file.values["position"] if in_file else AFTER_THE_FILES + row.values["position"]
    return replace(row, values={**row.values, "position": place})


def _needed(rows: Iterable[Row], files: Fixtures, stored: dict[Natural, Row]) -> dict[Natural, Row]:
    """The rows that these stand on and that are not stored, and what those stand on."""
    by_ref = {(row.model, row.ref): row for row in files.rows.values()}
    waiting, found = list(rows), {}
    while waiting:
        row = waiting.pop()
        above = [files.rows[row.natural[:end]] for end in range(2, len(row.natural) + 1, 2)]
        linked = [by_ref[link] for link in (link[1:] for link in links_of(row)) if link in by_ref]
        for other in (*above, *linked):
            if other.natural not in stored and other.natural not in found:
                found[other.natural] = other
                waiting.append(other)
    return found


def _already_there(addition: Addition, stored: dict[Natural, Row]) -> dict[str, Any]:
    """What an addition of a collection that is not being loaded has brought in an earlier load."""
    row = stored.get(addition.natural)
    if row is None:
        return {}
    there: dict[str, Any] = {}
    for name, value in addition.values.items():
        if isinstance(value, list):
            there[name] = [ref for ref in value if ref in row.values[name]]
        elif row.values[name] == value:
            there[name] = value
    return there


def _with_additions(rows: dict[Natural, Row], additions: Iterable[Addition]) -> dict[Natural, Row]:
    found = dict(rows)
    for addition in additions:
        row = found[addition.natural]
        values = dict(row.values)
        for name, value in addition.values.items():
            both = isinstance(value, list)
            values[name] = sorted({*values[name], *value}) if both else value
        found[addition.natural] = replace(row, values=values)
    return found
