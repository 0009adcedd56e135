"""A file that somebody uploads: its bytes as text, within limits, and what is wrong with it.

Nothing here opens an archive or trusts a name: what a file is, its first bytes say.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from curation.files import LoadError
from curation.rows import UNPRINTABLE, Problem

MAX_BYTES = 10_000_000
MAX_LINES = 100_000
MAX_CELL = 100_000
"""Characters in one cell, or in one text of a JSON file."""
SHOWN = 50
"""Problems that are said in full; of the rest only the number is."""
MAX_PROBLEMS = 1000
"""With so many nothing more is read: somebody took a wrong file, or wants to keep us busy."""

BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
HOW_TO_SAVE = (
    "In Excel save it as “CSV UTF-8 (comma delimited)”, in LibreOffice as “Text CSV” with the "
    "character set “Unicode (UTF-8)”, and upload that."
)
AS_CSV = "save it as CSV UTF-8 and upload that."
NO_TABLES = {
    b"PK": "a ZIP archive; unpack it and upload the CSV or JSON file in it.",
    b"\x1f\x8b": "a gzip archive; unpack it and upload the CSV or JSON file in it.",
    b"BZh": "a bzip2 archive; unpack it and upload the CSV or JSON file in it.",
    b"\xfd7zXZ": "an xz archive; unpack it and upload the CSV or JSON file in it.",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it and upload the CSV or JSON file in it.",
    b"Rar!": "a RAR archive; unpack it and upload the CSV or JSON file in it.",
    b"\xd0\xcf\x11\xe0": f"a spreadsheet or text file of older Office (XLS, DOC); {AS_CSV}",
    b"%PDF": "a PDF file; upload a CSV or JSON file.",
    b"\x89PNG": "a picture; upload a CSV or JSON file.",
    b"\xff\xd8\xff": "a picture; upload a CSV or JSON file.",
    b"SQLite format 3": "a database; upload a CSV or JSON file.",
}
SPREADSHEETS = {b"xl/": "XLSX", b"[Content_Types].xml": "XLSX", b"opendocument.spreadsheet": "ODS"}


class Readable(Protocol):
    """A file open for reading bytes, such as Django's uploaded files."""

    def read(self, size: int, /) -> bytes: ...


class UploadError(LoadError):
    """The file cannot be taken, and nothing was changed.

    ``problems`` has the first fifty, and ``more`` the number of those that are not shown;
    ``is_cut`` says that there may be still more, since the rest of the file was not read.
    """

    def __init__(self, problems: list[Problem], more: int = 0, *, is_cut: bool = False) -> None:
        super().__init__(problems)
        self.more, self.is_cut = more, is_cut

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        if self.more:
            rest = "; the rest of the file was not read." if self.is_cut else "."
            lines.append(f"And {self.more:,} more problems{rest}")
        return "\n".join(lines)


class Problems:
    """What was found wrong so far, in the order of the file."""

    def __init__(self) -> None:
        self.shown: list[Problem] = []
        self.count = 0

    def add(self, place: str, reason: str, key: str = "") -> None:
        """Remember a problem; raise UploadError if there are too many to go on."""
        self.count += 1
        if len(self.shown) < SHOWN:
            self.shown.append(Problem(place, printable(key, 300), printable(reason, 600)))
        if self.count >= MAX_PROBLEMS:
            self.stop()

    def stop(self) -> None:
        """Raise UploadError if there are any."""
        if self.count:
            is_cut = self.count >= MAX_PROBLEMS
            raise UploadError(self.shown, self.count - len(self.shown), is_cut=is_cut)


@dataclass
class Upload:
    """What a file says."""

    name: str
    documents: list[dict[str, Any]] = field(default_factory=list)
    """In the form of the fixtures; each has a kind and a slug, and each of its parts a key."""
    places: dict[str, str] = field(default_factory=dict)
    """Where each entry and part stands, as “line 17”, by its name (``curation.rows.name_of``)."""
    about: dict[str, Any] = field(default_factory=dict)
    """What an exported JSON file says of itself: its edition and date."""
    is_table: bool = False

    def place(self, name: str) -> str:
        """Where an entry or part stands, or else its entry, or else the name of the file."""
        return self.places.get(name) or self.places.get(name.partition("#")[0]) or self.name


def wrong(place: str, reason: str) -> UploadError:
    """The error of a file with this one problem."""
    return UploadError([Problem(place, "", reason)])


def printable(text: str, length: int) -> str:
    """A text of a stranger as a message can have it: shortened, without control characters."""
    shorter = text if len(text) <= length else f"{text[: length - 1]}…"
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", shorter)


def quoted(text: Any) -> str:
    return f"“{printable(str(text).replace(chr(10), ' '), 60)}”"


def meant(text: str, known: Iterable[str]) -> str:
    """“; did you mean “role”?”, or nothing if no known word is near."""
    near = difflib.get_close_matches(text[:60].lower(), list(known), n=1, cutoff=0.6)
    return f"; did you mean “{near[0]}”?" if near else "."


def twice(key: str, first: str) -> str:
    """What is wrong with a key that another part of the entry has."""
    return f"the key {quoted(key)} is in {first} already; an entry has each only once."


def too_large(size: int | None) -> str:
    """What is wrong with a file of so many bytes, if their number is known."""
    having = f"has {size / 1e6:,.0f} MB" if size else "is too large"
    return f"the file {having}; {MAX_BYTES // 10**6} MB are the most. Divide it into several."


def text_of(upload: Readable, name: str) -> str:
    """The text of an uploaded file, without byte order mark.

    Raises UploadError, before all of it is read where it is too large or no text at all.
    """
    start = upload.read(2048)
    if reason := _no_text(start, name):
        raise wrong(name, reason)
    size = getattr(upload, "size", None)
    data = start if size and size > MAX_BYTES else start + upload.read(MAX_BYTES + 1 - len(start))
    if len(data) > MAX_BYTES or (size and size > MAX_BYTES):
        raise wrong(name, too_large(size))
    if (at := data.find(b"\0")) >= 0:
        reason = f"there is a NUL byte, which no text has. {HOW_TO_SAVE}"
        raise wrong(f"line {_line(data, at)}", reason)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        reason = f"this is not UTF-8 (there is the byte {data[at]:02X}). {HOW_TO_SAVE}"
        raise wrong(f"line {_line(data, at)}", reason) from None
    if not text.strip():
        raise wrong(name, "the file is empty.")
    return text


def _no_text(start: bytes, name: str) -> str:
    """What a file is that is neither CSV nor JSON, by its first bytes; empty for a text."""
    for magic, reason in NO_TABLES.items():
        if not start.startswith(magic):
            continue
        if magic == b"PK":
            if not re.match(rb"PK(\x03\x04|\x05\x06|\x07\x08)", start):
                continue
            for mark, called in SPREADSHEETS.items():
                if mark in start or name.lower().endswith(f".{called.lower()}"):
                    return f"this is a spreadsheet file ({called}); {AS_CSV}"
        return f"this is {reason}"
    if start.startswith(BYTE_ORDER_MARKS):
        return f"this text is in UTF-16 or UTF-32, not in UTF-8. {HOW_TO_SAVE}"
    return ""


def _line(data: bytes, at: int) -> int:
    """The line in which a byte stands; lines of old Macs end with a carriage return alone."""
    end = b"\n" if b"\n" in data else b"\r"
    return data.count(end, 0, at) + 1
