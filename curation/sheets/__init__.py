"""Entries with their parts in files that people keep: one sheet (CSV) for a spreadsheet, or JSON.

In a sheet each entry is a line and each of its parts one more. ``entry`` and ``slug`` say of which
entry a line is; ``list`` is empty for the entry itself and else the list of the part, where parts
hang on a part with its key: ``framework_tracks/track-one/points``. All other columns are fields;
one that a line has not got is empty there. ``curation.sheets.cells`` says what stands in a cell.

What is written here is read back as the same documents, but for values that are empty: they are
left out. Nothing here looks into the database.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePath
from typing import Any

from curation.entries import named_models
from curation.rows import (
    Addition,
    Row,
    list_fields,
    number_positions,
    part_lists,
    scalar_fields,
)
from curation.sheets import cells
from curation.sheets.examples import example_document
from curation.sheets.keyed import document_rows_at, take
from curation.sheets.lines import FIXED, read_csv
from curation.sheets.parsing import read_json
from curation.sheets.uploads import Problems, Readable, Upload, text_of
from presentation.tables import BOM

LAST = ("status", "collection", "basis", "basis_note", "citations", "disagreements", "extends")
"""Fields that nearly every line has: what it says comes first, and then what that rests on."""


def read(upload: Readable, name: str) -> Upload:
    """What an uploaded file says; a list of documents, each with the line where it stands.

    Raises UploadError with a sentence for each of the first problems. Whether values are such as
    their fields may have, ``rows`` says.
    """
    text = text_of(upload, name)
    found, problems = Upload(name), Problems()
    is_json = text.lstrip()[:1] in ("[", "{") or PurePath(name).suffix.lower() == ".json"
    found.is_table = not is_json
    if is_json:
        for place, document in read_json(text, found, problems):
            take(found, document, {id(document): place}, problems)
    else:
        documents, places = read_csv(text, name, problems)
        for document in documents:
            take(found, document, places, problems)
    problems.stop()
    return found


def rows(upload: Upload, collection: str) -> list[Row | Addition]:
    """The rows of an upload, whose ``file`` is the place in the file (“line 17”).

    Raises UploadError with every value that its field may not have.
    """
    problems = Problems()
    found = list(document_rows_at(upload, collection, problems))
    problems.stop()
    number_positions((row for row in found if isinstance(row, Row)), as_read=True)
    return found


@cache
def columns(kind: str) -> list[str]:
    """The columns of a sheet with entries of this kind."""
    names: dict[str, None] = dict.fromkeys(FIXED)
    models: list[Any] = [named_models()[kind]]
    for model in models:
        names |= dict.fromkeys(f.name for f in (*scalar_fields(model), *list_fields(model)))
        models.extend(part_lists(model).values())
    return [
        *(name for name in names if name not in LAST),
        *(n for n in LAST if n in names),
        LAST[-1],
    ]


def write_csv(documents: Iterable[dict[str, Any]], kind: str) -> Iterator[str]:
    """A sheet of the documents, all of this kind, entry by entry.

    Raises ValueError if a document is of another kind or has what no column is for.
    """
    buffer = io.StringIO()
    to = csv.DictWriter(buffer, columns(kind), restval="")
    to.writeheader()
    yield BOM + buffer.getvalue()
    model = named_models()[kind]
    for document in documents:
        if document["entry"] != kind:
            raise ValueError(f"this is a sheet of {kind}, not of {document['entry']}")
        buffer.seek(0)
        buffer.truncate()
        to.writerows(
            _lines(model, document, {"entry": kind, "slug": cells.safe(document["slug"])}, "")
        )
        yield buffer.getvalue()


def _lines(
    model: Any, holder: dict[str, Any], of: dict[str, str], path: str
) -> Iterator[dict[str, str]]:
    """The line of an entry or part, and then those of its parts."""
    lists = part_lists(model)
    fields = {f.name: f for f in scalar_fields(model)}
    yield {
        name: cells.write(value, fields.get(name))
        for name, value in holder.items()
        if name not in lists
    } | of
    for name, part_model in lists.items():
        for part in holder.get(name, []):
            key = part.get("key", "")
            here = f"{path}{name}"
            yield from _lines(
                part_model, part, {**of, "list": here, "key": cells.safe(key)}, f"{here}/{key}/"
            )


def write_json(documents: Iterable[dict[str, Any]], about: dict[str, Any]) -> Iterator[str]:
    """The documents, one a line, in an object that begins with what ``about`` says of the file."""
    members = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in about.items()]
    yield ",\n".join(["{" + ", ".join(members), '"documents": [']) if members else '{"documents": ['
    between = "\n"
    for document in documents:
        yield between + json.dumps(document, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def template(kind: str) -> Iterator[str]:
    """A sheet with the columns of a kind and one made-up entry that shows each list of parts."""
    return write_csv([example_document(kind)], kind)
