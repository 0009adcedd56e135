"""An item of CSL as COinS: what a reference manager finds in a page, as an OpenURL in a span.

Keys are those of the formats journal, book, dissertation and dc of ANSI/NISO Z39.88-2004.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from sources.csl import Item, plain_name, points_of, year_of

GENRES = {
    "article-journal": ("journal", "article"),
    "article-newspaper": ("journal", "article"),
    "book": ("book", "book"),
    "chapter": ("book", "bookitem"),
    "entry-encyclopedia": ("book", "bookitem"),
    "paper-conference": ("book", "proceeding"),
    "report": ("book", "report"),
    "document": ("book", "document"),
    "thesis": ("dissertation", ""),
}
"""Type → (format, genre); all others are Dublin Core."""

MANAGERS_TYPES = {
    "broadcast": "tvBroadcast",
    "interview": "interview",
    "personal_communication": "letter",
    "post-weblog": "blogPost",
    "speech": "presentation",
    "webpage": "webpage",
}
"""Dublin Core leaves the words for types open; these are the ones that managers know."""

KEYS = {
    "publisher-place": "place",
    "publisher": "pub",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "edition": "edition",
    "collection-title": "series",
    "ISBN": "isbn",
    "ISSN": "issn",
    "language": "language",
}
DC_KEYS = {"container-title": "source", "publisher": "publisher", "language": "language"}


def context_object(item: Item) -> str:
    """The value of the span's ``title``, percent-encoded."""
    return urlencode(list(_pairs(item)), quote_via=quote)


def _pairs(item: Item) -> Iterator[tuple[str, str]]:
    form, genre = GENRES.get(item["type"], ("dc", ""))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    if "DOI" in item:
        yield "rft_id", f"info:doi/{item['DOI']}"
    if "URL" in item:
        yield "rft_id", item["URL"]
    if genre:
        yield "rft.genre", genre
    if form == "dc":
        yield "rft.type", MANAGERS_TYPES.get(item["type"], "document")
    yield from _titles(item, form, genre)
    for variable, key in (DC_KEYS if form == "dc" else KEYS).items():
        if variable in item:
            name = "inst" if (form, key) == ("dissertation", "pub") else key
            yield f"rft.{name}", str(item[variable])
    if "issued" in item:
        yield "rft.date", _date(item["issued"])
    yield from _names(item)


def _date(variable: dict[str, Any]) -> str:
    """The first day, month or year of it; words where there is none."""
    points = points_of(variable)
    if not points:
        return year_of(variable)
    year, month, day = points[0].year, points[0].month or 0, points[0].day or 0
    numbers = (month, day) if 0 < month <= 12 else ()
    return "-".join([f"{year:04}", *(f"{number:02}" for number in numbers if number)])


def _titles(item: Item, form: str, genre: str) -> Iterator[tuple[str, str]]:
    container = item.get("container-title", "")
    if form in ("dc", "dissertation"):
        yield "rft.title", item["title"]
    elif genre in ("article", "bookitem", "proceeding"):
        yield "rft.atitle", item["title"]
        if container:
            yield ("rft.jtitle" if form == "journal" else "rft.btitle"), container
    else:
        yield ("rft.btitle" if genre != "document" else "rft.title"), item["title"]


def _names(item: Item) -> Iterator[tuple[str, str]]:
    """COinS knows authors alone: without them, an edited book would be nobody's."""
    names = item.get("author") or item.get("editor", [])
    for place, name in enumerate(names):
        if "literal" in name:
            yield "rft.aucorp", name["literal"]
            continue
        if place == 0:
            yield "rft.aulast", name["family"]
            if "given" in name:
                yield "rft.aufirst", name["given"]
        yield "rft.au", plain_name(name)
