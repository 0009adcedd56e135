"""How the words of the casebook are set: quotation marks, apostrophes and spans as in print."""

from __future__ import annotations

import re
from typing import Any

from initiatives.casebook.reading import Casebook

SPAN = re.compile(r"(?<=\d)-(?=\d)")
TEXTS = {
    "title",
    "summary",
    "why",
    "cause",
    "statement",
    "name",
    "aliases",
    "note",
}
"""The fields that readers see as words; ids, dates, addresses and vocabularies are left alone."""


def printed(text: str) -> str:
    """The text with “quotation marks”, apostrophes’ curls, and dashes in spans such as 1980–81.

    A single mark opens a quotation if nothing stands before it, and then the next one that no
    letter follows closes it; every other one is an apostrophe. That of a plural (mothers' call)
    inside a quotation would be taken for its end; the tests look through the whole casebook.
    """
    found, is_open = "", False
    for place, letter in enumerate(text):
        if letter != "'":
            found += letter
            continue
        before = text[place - 1] if place else " "
        after = text[place + 1] if place + 1 < len(text) else " "
        if not is_open and not before.isalnum() and not after.isspace() and _is_closed(text, place):
            found, is_open = found + "“", True
        elif is_open and not after.isalnum():
            found, is_open = found + "”", False
        else:
            found += "’"
    return SPAN.sub("–", found).replace(" - ", " – ")


def _is_closed(text: str, place: int) -> bool:
    """Whether a mark that opens here has one that closes it; “'70s” has none."""
    return bool(re.search(r"\S'(?!\w)", text[place + 1 :]))


def set_as_printed(casebook: Casebook) -> None:
    """Set every text of the casebook, in place."""
    for rows in (casebook.cases, casebook.actors, casebook.conflicts, casebook.works):
        for row in rows.values():
            _set(row)


def _set(row: Any) -> None:
    for name, value in row.items():
        if isinstance(value, str) and name in TEXTS:
            row[name] = printed(value)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                if isinstance(item, dict):
                    _set(item)
                elif isinstance(item, str) and name in TEXTS:
                    value[place] = printed(item)
