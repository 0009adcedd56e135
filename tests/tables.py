"""How tests read the tables that the API writes."""

from __future__ import annotations

import csv
import io
from typing import Any


def rows_of(answer: Any) -> list[dict[str, str]]:
    """The rows of a CSV answer, streamed or not, by the headings of its columns."""
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
