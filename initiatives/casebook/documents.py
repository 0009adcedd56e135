"""Documents laid out as files: one topic a file, one part a line, the same bytes every time."""

from __future__ import annotations

import json
from typing import Any

from initiatives.casebook.names import key

Document = dict[str, Any]


def laid_out(documents: list[Document]) -> str:
    """A fixture as text: each document's own fields on a line, then each of its parts on one."""
    return "[\n" + ",\n".join(_document(document) for document in documents) + "\n]\n"


def _document(document: Document) -> str:
    own = {name: value for name, value in document.items() if not _is_parts(value)}
    lines = [f" {_line(own)[:-1]}"]
    for name, value in document.items():
        if _is_parts(value):
            parts = ",\n".join(f"   {_line(part)}" for part in value)
            lines.append(f"  {json.dumps(name)}: [\n{parts}\n  ]")
    return ",\n".join(lines) + "}"


def _is_parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _line(value: Document) -> str:
    return json.dumps(value, ensure_ascii=False)


def filled(**fields: Any) -> Document:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


class Keys:
    """Keys that are unique in one entry: a second one of the same words gets a number."""

    def __init__(self, prefix: str = "") -> None:
        self.prefix = prefix
        self.taken: set[str] = set()

    def new(self, *words: str) -> str:
        wanted = key(self.prefix, *words)
        found, number = wanted, 2
        while found in self.taken:
            found, number = f"{wanted[:96]}-{number}", number + 1
        self.taken.add(found)
        return found
