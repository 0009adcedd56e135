"""What a curator is told of a date while it is typed: how it was read, or what was meant."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, JsonResponse

from sources.edtf import MONTHS, EDTFError, parse

LONGEST = 100  # characters; what is longer is no date


def how_read(text: str) -> str:
    """A date as a sentence, with the years under which lists find it; EDTFError if it is none."""
    value = parse(text)
    first, last = value.earliest, value.latest
    is_point = text[:1] != "[" and "/" not in text
    if first is None:
        counted = f"; counted in every year until {last.year}" if last else ""
    elif last is None:
        counted = f"; counted in every year since {first.year}"
    elif first.year != last.year:
        counted = f"; counted between {first.year} and {last.year}"
    else:
        counted = "" if is_point else f"; counted in {first.year}"
    return f"Read as: {value.words}{counted}."


def date_in_words(request: HttpRequest) -> JsonResponse:
    """The sentence for ``date``, or what is wrong with it; both empty if nothing is typed."""
    text = request.GET.get("date", "").strip()[:LONGEST]
    try:
        return JsonResponse({"read": how_read(text) if text else "", "wrong": ""})
    except EDTFError as error:
        return JsonResponse({"read": "", "wrong": what_is_wrong(text, error)})


def what_is_wrong(text: str, error: EDTFError) -> str:
    """The reason, and the date that was meant where a common slip is seen."""
    meant = _meant(text)
    return f"{error} Did you mean {meant}?" if meant else str(error)


YEAR = r"([0-9]{4})"
MONTH_NAMES = {name[:3].lower(): number for number, name in enumerate(MONTHS) if name}
SLIPS: list[tuple[str, Any]] = [
    # what is often typed, and how it is written
    (rf"{YEAR} ?(?:-|–|to|until) ?{YEAR}", r"\1/\2"),
    (rf"{YEAR} ?[-–]", r"\1/.."),
    (rf"(?:since|from) {YEAR}", r"\1/.."),
    (rf"(?:until|before) {YEAR}", r"../\1"),
    (rf"(?:c|ca|circa|about)\.? ?{YEAR}", r"\1~"),
    (rf"{YEAR} or {YEAR}", r"[\1,\2]"),
    (rf"{YEAR}s", lambda found: f"{found[1]}/{found[1][:3]}9"),
    (rf"{YEAR}[-–/]([2-9][0-9])", lambda found: f"{found[1]}/{found[1][:2]}{found[2]}"),
    (rf"{YEAR}[-/.]([0-9]{{1,2}})(?:[-/.]([0-9]{{1,2}}))?", lambda f: _day(f[1], f[2], f[3])),
    (rf"([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]{YEAR}", lambda f: _day(f[3], f[2], f[1])),
    (rf"(?:([0-9]{{1,2}}) )?([a-z]{{3,9}})\.? {YEAR}", lambda f: _named(f[3], f[2], f[1])),
]


def _meant(text: str) -> str:
    for slip, written in SLIPS:
        found = re.fullmatch(slip, text.strip(), re.ASCII | re.IGNORECASE)
        if found:
            meant = written(found) if callable(written) else found.expand(written)
            try:
                return parse(meant).text
            except EDTFError:
                continue
    return ""


def _day(year: str, month: str, day: str | None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _named(year: str, name: str, day: str | None) -> str:
    number = MONTH_NAMES.get(name[:3].lower(), 0)
    return _day(year, str(number), day)
