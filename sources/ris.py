"""Items of CSL as RIS, for reference managers.

Tags are those of the specification of 2011, which differ by type: the title of a series stands in
T2 of a book and in T3 of a chapter. What no tag is for stands in a note, with its name. Which field
becomes which stands in docs/citation-formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sources.csl import Item, in_words, one_line, plain_name, points_of
from sources.edtf import SEASONS
from sources.models import Work

TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "broadcast": "ADVS",
    "chapter": "CHAP",
    "entry-encyclopedia": "ENCYC",
    "interview": "PCOMM",
    "paper-conference": "CONF",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "speech": "SLIDE",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""All others are GEN."""

SERIES_COMES_SECOND = ("BOOK", "RPRT")
"""Types whose T2 is the series; of the others it is what they are part of."""
EDITORS = {"BOOK": "A3", "CHAP": "A2", "CONF": "A2", "ENCYC": "A2", "JOUR": "A2"}
"""Elsewhere A2 means somebody else, and editors have the tag ED of the older specification."""

TAGS = {
    "citation-label": "LB",
    "publisher": "PB",
    "publisher-place": "CY",
    "volume": "VL",
    "issue": "IS",
    "edition": "ET",
    "version": "ET",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
    "source": "DB",
}

Line = tuple[str, str]


def ris(items: Iterable[Item]) -> str:
    """One record an item; lines end as the specification wants, with CR and LF."""
    return "".join(_record(item) for item in items)


def _record(item: Item) -> str:
    kind = TYPES.get(item["type"], "GEN")
    lines = [("TY", kind), ("ID", str(item["id"])), *_fields(item, kind), ("ER", "")]
    return "".join(f"{tag}  - {one_line(text)}\r\n" for tag, text in lines)


def _fields(item: Item, kind: str) -> Iterator[Line]:
    for variable, tag in (
        ("author", "AU"),
        ("editor", EDITORS.get(kind, "ED")),
        ("translator", "A4"),
    ):
        yield from ((tag, plain_name(name)) for name in item.get(variable, []))
    yield "TI", item["title"]
    if container := item.get("container-title"):
        yield from _or_note("T2", "In", container, kind not in SERIES_COMES_SECOND)
    if series := item.get("collection-title"):
        yield ("T2" if kind in SERIES_COMES_SECOND else "T3"), series
    if number := item.get("collection-number"):
        tag = {"BOOK": "M1", "RPRT": "SN"}.get(kind, "")
        yield from _or_note(tag, "Number in the series", number, tag)
    yield from ((tag, item[variable]) for variable, tag in TAGS.items() if variable in item)
    yield from _standard_numbers(item, kind)
    yield from _pages(item, kind)
    if issued := item.get("issued"):
        yield from _issued(issued)
    if accessed := item.get("accessed"):
        yield "Y2", _date(accessed)
    yield from _kind(item, kind)
    for variable, label in (
        ("container-author", "Author of the containing work"),
        ("reviewed-author", "Author of the work summarised"),
        ("interviewer", "Interviewer"),
    ):
        yield from (_note(label, plain_name(name)) for name in item.get(variable, []))
    yield from (("N1", line) for line in item.get("note", "").splitlines() if line.strip())


def _note(label: str, text: str) -> Line:
    return "N1", f"{label}: {one_line(text)}"


def _or_note(tag: str, label: str, text: str, fits: object) -> Iterator[Line]:
    yield (tag, text) if fits else _note(label, text)


def _standard_numbers(item: Item, kind: str) -> Iterator[Line]:
    """SN is the number that is usual for the type; of a report it is the report's own."""
    usual = {"RPRT": "", "JOUR": "ISSN", "NEWS": "ISSN"}.get(kind, "ISBN")
    for name in ("ISBN", "ISSN"):
        if name in item:
            yield from _or_note("SN", name, item[name], name == usual)


def _pages(item: Item, kind: str) -> Iterator[Line]:
    if page := item.get("page"):
        span = re.fullmatch(r"(\w+)[-–]+(\w+)", page)
        if kind in ("BOOK", "THES"):  # there SP is how many there are
            yield _note("Pages", page)
        elif span:
            yield from (("SP", span[1]), ("EP", span[2]))
        else:
            yield "SP", page


def _issued(variable: dict[str, Any]) -> Iterator[Line]:
    date = _date(variable)
    year = date[:4].strip("/")
    if year:
        yield "PY", year
    if date != f"{year}///":
        yield "DA", date


def _date(variable: dict[str, Any]) -> str:
    """“2018/06/07/”; behind the third slash a season, or words for what is no single date."""
    year, *rest = variable.get("date-parts", [[""]])[0]
    if len(points_of(variable)) == 1 and not variable.get("circa"):
        other = SEASONS[variable["season"] + 20] if "season" in variable else ""
    else:
        other = in_words(variable)
    numbers = [f"{year:04}" if year else "", *(f"{part:02}" for part in rest), "", ""][:3]
    return "/".join([*numbers, other])


def _kind(item: Item, kind: str) -> Iterator[Line]:
    """What TY does not say of the type."""
    label = str(Work.Type(item["type"]).label)
    if kind in ("PCOMM", "SLIDE"):
        yield "M3", label
    elif kind in ("ADVS", "GEN") and item["type"] != "document":
        # Managers take M3 of these for something else.
        yield _note("Kind of work", label)
