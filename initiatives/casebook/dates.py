"""The casebook's starts and ends as one date in EDTF."""

from __future__ import annotations


def span(start: str | None, end: str | None, status: str) -> str:
    """``1990/1995``; ``1990/..`` for what goes on, ``1990/`` for an end that is not established.

    ``status`` is ended, ongoing or open, or unknown. A start that is not established leaves its
    side empty; a span that starts and ends alike is one date.
    """
    if start is None:
        return f"/{end}" if end else ""
    if status in ("ongoing", "open"):
        return f"{start}/.."
    if end is None:
        return f"{start}/"
    return start if start == end else f"{start}/{end}"
