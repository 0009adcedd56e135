"""How sure a drawing may look: from the dates of a row to the way in which its bar is drawn."""

from __future__ import annotations

from typing import Any

SURE, ROUGH, PALE, FADES_IN, FADES_OUT = "", "rough", "pale", "in", "out"
UNDATED = {"origin": FADES_OUT, "outcome": FADES_IN}
"""An undated origin fades out and an undated outcome fades in; anything else is pale."""


def is_rough(dates: str) -> bool:
    """Whether an EDTF date is approximate, uncertain or one of several."""
    return any(sign in dates for sign in "~?%[")


def has_unknown_end(dates: str) -> bool:
    """Whether an EDTF date has a start and an unknown end, as in ``1960-10/``."""
    return dates.endswith("/")


def has_unknown_start(dates: str) -> bool:
    """Whether an EDTF date has an end and an unknown start, as in ``/1960-10``."""
    return dates.startswith("/")


def certainty(involvement: Any) -> str:
    """How the bar of an involvement is drawn: SURE, ROUGH, PALE, FADES_IN or FADES_OUT."""
    dates = involvement.dates
    if not dates:
        return UNDATED.get(involvement.function, PALE)
    if has_unknown_end(dates):
        return FADES_OUT
    if has_unknown_start(dates):
        return FADES_IN
    return ROUGH if is_rough(dates) else SURE
