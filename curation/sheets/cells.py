"""A field's value as a cell of a spreadsheet, and back.

An empty cell is a field that is left out. Since no field that may be empty has another default
(a test sees to that), a value that is empty is written so, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models

from curation.rows import list_fields, scalar_fields
from curation.sheets.parsing import strict_json
from curation.sheets.uploads import quoted
from presentation.tables import FORMULA

Reader = Callable[[str], Any]

REF = re.compile(r"[^\s|,;\[\"][^\s|,;]*")
BETWEEN_REFS = re.compile(r"[\s|,;]+")
ESCAPED = (*FORMULA, "'")


def write(value: Any, f: models.Field[Any, Any] | None = None) -> str:
    """What stands in the cell of a value."""
    if value is None or value is False or value in ("", [], {}):
        return ""
    if value is True:
        return "yes"
    if isinstance(f, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        if all(isinstance(ref, str) and REF.fullmatch(ref) for ref in value):
            return " ".join(value)
        return json.dumps(value, ensure_ascii=False)
    return safe(str(value))


def safe(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; ``plain`` takes that back.

    As in the public tables an apostrophe comes before it; also before a text that looks as if it
    had been given one.
    """
    looks_given = text[:1] == "'" and text[1:2] in ESCAPED
    return f"'{text}" if looks_given or text.startswith(FORMULA) else text


def plain(cell: str) -> str:
    """The text that was made safe."""
    if cell[:1] == "'" and cell[1:2] in ESCAPED:
        cell = cell[1:]
    # Some programs end lines within a cell as they do elsewhere; no document has such an end.
    return cell.replace("\r\n", "\n") if "\r" in cell else cell


@cache
def readers(model: type[models.Model]) -> dict[str, Reader]:
    """How the cells of a model's fields are read, by the name of the field.

    A reader raises ValueError with a sentence; whether the value is one that the field may have is
    asked later, when documents are read into rows.
    """
    found: dict[str, Reader] = {f.name: _reader(f) for f in scalar_fields(model)}
    return found | {many.name: _refs for many in list_fields(model)} | {"extends": _yes}


def _reader(f: models.Field[Any, Any]) -> Reader:
    if isinstance(f, models.JSONField):
        return _json
    if isinstance(f, models.IntegerField):
        return _number
    is_text = isinstance(f, models.CharField | models.TextField)
    return plain if is_text and not f.choices else _word


def _word(cell: str) -> str:
    """A slug, a code, a number with a point: no space around it belongs to it."""
    return plain(cell.strip())


def _number(cell: str) -> Any:
    word = _word(cell)
    return int(word) if re.fullmatch(r"-?[0-9]{1,15}", word) else word


def _refs(cell: str) -> Any:
    if cell.lstrip().startswith("["):
        return _json(cell)
    return list(filter(None, BETWEEN_REFS.split(plain(cell))))


def _json(cell: str) -> Any:
    try:
        return strict_json(cell)
    except ValueError as error:
        reason = f'this cell is JSON, as in ["a", "b"], and {quoted(cell)} is none ({error}).'
        raise ValueError(reason) from None


def _yes(cell: str) -> bool:
    if cell.strip().lower() in ("yes", "true"):
        return True
    raise ValueError(f"write “yes” or leave it empty, not {quoted(cell)}.")
