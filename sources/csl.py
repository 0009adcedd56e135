"""Works, and what this base says, as items of the Citation Style Language (CSL-JSON 1.0.2).

An item is a dict ready for JSON; the other formats are written from it. What becomes of each field
of a work in each format stands in docs/citation-formats.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from curation.models import Edition, Entry, Part
from sources.edtf import POINT, Point, parse
from sources.models import Citation, Contributor, Disagreement, Work

Item = dict[str, Any]

SITE = "Multi-Track Diplomacy"
"""What the pages call this base; it has no author."""

TYPES = {Work.Type.COLLECTION: "book"}
"""Where a type of ours means something else in CSL: “collection” is an archive's there."""

TEXTS = {
    "title": "title",
    "title_short": "citation-label",
    "container_title": "container-title",
    "collection_title": "collection-title",
    "collection_number": "collection-number",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "doi": "DOI",
    "language": "language",
    "note": "note",
}
"""Field of a work → variable. The short name is a label of ours, no title to be printed."""

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
EDITION = re.compile(r"(\d+(?=st|nd|rd|th|\b)|[a-z]+)(?:st|nd|rd|th)?\.?(?: ed\.?| edition)?", re.I)
SUFFIX = re.compile(r"(.+?),? (Jr\.?|Sr\.?|II|III|IV)")

LONGEST_TITLE = 180

BREAKS = re.compile("[\\x00-\\x20\\x7f-\\x9f\\u2028\\u2029]+")


def work_item(work: Work) -> Item:
    """The work itself, as others would cite it. Its contributions must be loaded."""
    item: Item = {"id": work.slug, "type": TYPES.get(Work.Type(work.type), work.type)}
    for row in work.contributions.all():
        item.setdefault(row.role, []).append(name_variable(row.contributor))
    item |= {variable: text for field, variable in TEXTS.items() if (text := getattr(work, field))}
    if work.edition:
        item["edition"] = edition_number(work.edition)
    for variable in ("issued", "accessed"):
        if text := getattr(work, variable):
            item[variable] = date_variable(text)
    return item


def page_item(row: Entry | Part, address: str, edition: Edition, today: date) -> Item:
    """An entry or a statement of this base in its present edition, read today at its address.

    Its passages must be loaded: they are named in the note, and a long statement stands whole in
    the abstract.
    """
    entry: Entry = row.entry if isinstance(row, Part) else row
    heading, text = said_by(row)
    day = edition.released_at.date()
    item: Item = {
        "id": f"{entry.ref}#{row.key}" if isinstance(row, Part) else entry.ref,
        "type": "webpage",
        "title": shortened(heading),
        "container-title": SITE,
        "version": str(edition.number),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "accessed": {"date-parts": [[today.year, today.month, today.day]]},
        "URL": address,
        "language": "en-GB",
    }
    if text not in item["title"]:
        item["abstract"] = text
    if note := rests_on(row):
        item["note"] = note
    return item


def said_by(row: Entry | Part) -> tuple[str, str]:
    """(what to call it away from its page, what it says)."""
    name = str(row)
    texts = (
        getattr(row, f.name)
        for f in row._meta.concrete_fields
        if f.get_internal_type() == "TextField" and f.name not in ("basis_note", "note")
    )
    text = next(filter(None, texts), name)
    if isinstance(row, Part):
        around = [part for part in _around(row) if part not in name]
        where = ", ".join(around)
        if where:
            name = f"{where} {name}" if where.endswith("?") else f"{where}: {name}"
    return name, text


def _around(part: Part) -> Iterator[str]:
    """The names of the entry and the parts that a part hangs on, from the outermost."""
    if isinstance(part.parent, Part):
        yield from _around(part.parent)
    yield part.parent.short if isinstance(part.parent, Work) else str(part.parent)


def shortened(text: str) -> str:
    """At most ``LONGEST_TITLE`` letters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_TITLE:
        return text
    return f"{text[:LONGEST_TITLE].rpartition(' ')[0] or text[:LONGEST_TITLE]} …"


def rests_on(row: Entry | Part) -> str:
    """What a statement rests on, in a sentence or two; nothing where it says nothing of that."""
    stating: list[Any] = [*row.positions.all()] if isinstance(row, Disagreement) else [row]
    passages = [c for one in stating if hasattr(one, "citations") for c in one.citations.all()]
    named = dict.fromkeys(_passage(passage) for passage in passages)
    sentences = [f"Rests on: {'; '.join(named)}."] if named else []
    cited: Any = row
    if reason := getattr(row, "basis_note", ""):
        sentences.append(f"{cited.get_basis_display()}: {reason}")
    elif getattr(row, "basis", "cited") != "cited":
        sentences.append(f"Basis: {cited.get_basis_display().lower()}.")
    return " ".join(sentences)


def _passage(passage: Citation) -> str:
    reported = passage.attributed_work or passage.attributed_speaker
    if not reported:
        return str(passage)
    return f"{passage} ({passage.get_stance_display().lower()} {reported.short})"


def name_variable(name: Contributor) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    variable = {"family": name.family}
    if match := SUFFIX.fullmatch(name.family):
        variable = {"family": match[1], "suffix": match[2]}
    return variable | {"given": name.given} if name.given else variable


def plain_name(name: dict[str, str]) -> str:
    """“Family, Given, Jr.”; a body by its whole name."""
    parts = (name.get(part, "") for part in ("literal", "family", "given", "suffix"))
    return ", ".join(filter(None, parts))


def one_line(text: str) -> str:
    """With a single space for every run of spaces, line breaks and control characters."""
    return BREAKS.sub(" ", text).strip()


def edition_number(text: str) -> str:
    """“3rd ed.” and “Third edition” as 3, which styles know how to print; else as it is."""
    match = EDITION.fullmatch(text)
    if match and match[1].isdecimal():
        return match[1]
    if match and match[1].lower() in ORDINALS:
        return str(ORDINALS.index(match[1].lower()) + 1)
    return text


def edition_ordinal(edition: str) -> str:
    """“3” as 3rd; what is no number stays as it is."""
    if not (edition.isascii() and edition.isdecimal()):
        return edition
    is_teen = edition[-2:] in ("11", "12", "13")
    return edition + ("th" if is_teen else {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th"))


# Dates


def date_variable(edtf: str) -> dict[str, Any]:
    """Parts of one day or of two, a season from 1 to 4, circa; and the words for what is not so.

    Years stand in ``date-parts`` wherever there is one to sort by; ``literal`` holds what they
    cannot: alternatives, open or unknown ends, doubt, seasons of a span.
    """
    matches = [POINT.fullmatch(part) for part in edtf.split("/")]
    points = [match for match in matches if match]
    qualifiers = {match[4] for match in points}
    seasons = [int(match[2]) - 20 for match in points if int(match[2] or 0) > 20]
    variable: dict[str, Any] = {}
    if points:
        variable["date-parts"] = [_date_parts(match) for match in points]
    is_whole = len(points) == len(matches) and qualifiers in ({""}, {"~"})
    if not is_whole or (seasons and len(points) > 1):
        return variable | {"literal": str(parse(edtf))}
    if seasons:
        variable["season"] = seasons[0]
    if qualifiers == {"~"}:
        variable["circa"] = True
    return variable


def _date_parts(match: re.Match[str]) -> list[int]:
    year, month, day = (int(part or 0) for part in match.group(1, 2, 3))
    return [year, *(part for part in (month if month < 21 else 0, day) if part)]


def points_of(variable: dict[str, Any]) -> list[Point]:
    """A date variable's days, months, seasons or years: none where only words will do."""
    if "literal" in variable:
        return []
    season = variable["season"] + 20 if "season" in variable else None
    qualifier = "~" if variable.get("circa") else ""
    points = []
    for year, *rest in variable["date-parts"]:
        month, day = [*rest, None, None][:2]
        points.append(Point(year, month or season, day, qualifier))
    return points


def edtf_of(variable: dict[str, Any]) -> str:
    """The date variable as EDTF; empty where only words will do."""
    return "/".join(
        f"{p.year:04}" + "".join(f"-{n:02}" for n in (p.month, p.day) if n) + p.qualifier
        for p in points_of(variable)
    )


def in_words(variable: dict[str, Any]) -> str:
    return variable.get("literal") or " to ".join(map(str, points_of(variable)))


def year_of(variable: dict[str, Any]) -> str:
    """The year or years, as author–date styles put them after the names."""
    if "literal" in variable:
        return variable["literal"]
    years = dict.fromkeys(str(point.year) for point in points_of(variable))
    return ("c. " if variable.get("circa") else "") + "–".join(years)
