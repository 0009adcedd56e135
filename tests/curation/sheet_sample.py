"""Small documents for tests of sheets, and ways to read what an upload says."""

import io
from typing import Any

import pytest

from curation.sheets import read
from curation.sheets.uploads import Upload, UploadError

INITIATIVE: dict[str, Any] = {
    "entry": "initiative",
    "slug": "example",
    "name": "Example",
    "kind": "dialogue",
    "citations": ["example-work#p1", "example-work#p2"],
    "participations": [
        {"key": "ann", "actor": "ann", "track": "business", "role": "mediator"},
        {"key": "ben", "actor": "ben", "track": "business", "role": "funder"},
    ],
}
FRAMEWORK: dict[str, Any] = {
    "entry": "framework",
    "slug": "two-tracks",
    "name": "Two tracks",
    "order": 2,
    "framework_tracks": [
        {
            "key": "one",
            "number": "1",
            "label": "Track One",
            "points": [{"key": "one-power", "kind": "strength", "statement": "It has power."}],
        },
        {"key": "two", "number": "1.5", "label": "Track Two"},
    ],
}
HEADER = "entry,slug,list,key,name,kind,actor,track,role,statement,citations"
ENTRY = "initiative,example,,,Example,dialogue,,,,,"


def upload(content: str | bytes, name: str = "sheet.csv") -> Upload:
    data = content.encode() if isinstance(content, str) else content
    return read(io.BytesIO(data), name)


def sheet(*lines: str) -> Upload:
    """The sheet with these lines below a header."""
    return upload("\n".join([HEADER, *lines]))


def refusal(content: str | bytes, name: str = "sheet.csv") -> list[str]:
    """The lines that say why a file is refused."""
    with pytest.raises(UploadError) as error:
        upload(content, name)
    return str(error.value).splitlines()


def sheet_refusal(*lines: str) -> list[str]:
    return refusal("\n".join([HEADER, *lines]))
