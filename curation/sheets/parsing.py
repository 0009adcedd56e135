"""JSON of strangers: strict, no deeper and no longer than any document is."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from curation.files import no_twins
from curation.sheets.uploads import MAX_CELL, MAX_LINES, Problems, Upload, printable, quoted, wrong

MAX_DEPTH = 20
MAX_DIGITS = 15
MAX_CHARACTERS = 40  # of a number with a point or an exponent
MAX_VALUES = 5 * MAX_LINES
SPACE = re.compile(r"[ \t\n\r]*")


def strict_json(text: str) -> Any:
    """The one value that a text is; ValueError with a short reason otherwise."""
    scan = _Scan(text)
    value = scan.value()
    if scan.peek():
        raise ValueError("something follows after its end")
    return value


def read_json(
    text: str, upload: Upload, problems: Problems
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The line and value of each document, of a list or an export: ``{…, "documents": […]}``.

    Raises UploadError if the file is no JSON.
    """
    if sum(map(text.count, "[{,")) > MAX_VALUES:
        raise wrong(upload.name, "there are too many values in this file. Divide it into several.")
    scan = _Scan(text)
    try:
        for line, document in _documents(scan, upload):
            if isinstance(document, dict):
                yield f"line {line}", document
            else:
                reason = "each item must be an object with an “entry” and a “slug”."
                problems.add(f"line {line}", reason)
        if scan.peek():
            raise ValueError("something follows after its end")
    except ValueError as error:
        raise wrong(f"line {scan.line()}", f"this is not readable as JSON: {error}.") from None


def _documents(scan: _Scan, upload: Upload) -> Iterator[tuple[int, Any]]:
    """Each document with its line; other members of the file's object go into ``about``."""
    if scan.peek() == "[":
        yield from _items(scan)
        return
    seen = set()
    for _ in scan.items("{", "}"):
        name = scan.value()
        if not isinstance(name, str) or name in seen:
            raise ValueError(f"{quoted(name)} is no name, or stands twice")
        seen.add(name)
        scan.take(":")
        if name == "documents":
            yield from _items(scan)
        else:
            upload.about[name] = scan.value()
    if "documents" not in seen:
        raise ValueError("it is neither a list of documents nor an object with “documents”")


def _items(scan: _Scan) -> Iterator[tuple[int, Any]]:
    for _ in scan.items("[", "]"):
        scan.peek()
        line = scan.line()
        yield line, scan.value()


class _Scan:
    """A place in a text of JSON, from which values are read one after the other."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines, self.counted = 1, 0

    def line(self) -> int:
        """The line of the place; each is counted once, since the place only moves on."""
        self.lines += self.text.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.lines

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        found = SPACE.match(self.text, self.at)
        assert found
        self.at = found.end()
        return self.text[self.at : self.at + 1]

    def take(self, wanted: str) -> str:
        """Go past the next character, which is one of the wanted."""
        found = self.peek()
        if not found or found not in wanted:
            here = quoted(found) if found else "the end"
            raise ValueError(f"{' or '.join(wanted)} is expected, not {here}")
        self.at += 1
        return found

    def items(self, opening: str, closing: str) -> Iterator[None]:
        """Stop before each item of a list or object in turn."""
        self.take(opening)
        if self.peek() == closing:
            self.take(closing)
            return
        while True:
            yield
            if self.take(f",{closing}") == closing:
                return

    def value(self) -> Any:
        self.peek()
        try:
            value, self.at = DECODER.raw_decode(self.text, self.at)
        except json.JSONDecodeError as error:
            self.at = error.pos
            reason = error.msg.removesuffix(" starting at")
            raise ValueError(reason[:1].lower() + reason[1:]) from None
        except RecursionError:
            raise ValueError(f"it is nested more than {MAX_DEPTH} deep") from None
        _check_size(value)
        return value


def _check_size(value: Any) -> None:
    """ValueError if a text is too long or lists and objects are nested too deep."""
    level, depth = [value], 0
    while level:
        below: list[Any] = []
        for item in level:
            if isinstance(item, str):
                if len(item) > MAX_CELL:
                    raise ValueError(f"a text has more than {MAX_CELL:,} characters")
            elif isinstance(item, dict):
                below += item
                below += item.values()
            elif isinstance(item, list):
                below += item
        level, depth = below, depth + 1
        if depth > MAX_DEPTH + 1:
            raise ValueError(f"it is nested more than {MAX_DEPTH} deep")


def _whole(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number has more than {MAX_DIGITS} digits")
    return int(digits)


def _fraction(text: str) -> float:
    number = float(text) if len(text) <= MAX_CHARACTERS else math.inf
    if not math.isfinite(number):
        raise ValueError(f"the number {printable(text, 30)} is too large or too long")
    return number


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


DECODER = json.JSONDecoder(
    object_pairs_hook=no_twins, parse_int=_whole, parse_float=_fraction, parse_constant=_no_number
)
