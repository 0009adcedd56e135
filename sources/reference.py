"""An item of CSL as one line of a list of references, in a plain author–date style.

Our own, since it must be right for the dozen types of works that there are here and needs no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from sources.csl import Item, edition_ordinal, in_words, year_of
from sources.models import Work


class Piece(NamedTuple):
    """Some words of the reference; titles of what is published by itself are set apart."""

    text: str
    is_title: bool = False


Sentence = list[Piece]

WHOLE = ("book", "report", "thesis", "treaty", "document", "broadcast")
"""Types whose own title is set apart; of the others it stands in quotation marks."""
DATED = (
    "article-newspaper",
    "broadcast",
    "interview",
    "personal_communication",
    "post-weblog",
    "speech",
    "webpage",
)
"""Types of which the day matters, not the year alone."""
KINDS = ("broadcast", "interview", "personal_communication", "speech", "thesis", "treaty")
"""Types that a reference names, because nothing else in it tells."""


def reference(item: Item) -> list[Piece]:
    """The pieces in order; joined they read as one line."""
    authors, editors = item.get("author", []), item.get("editor", [])
    heads = authors or ([] if "container-title" in item else editors)
    year = f"({year_of(item['issued']) if 'issued' in item else 'n.d.'})"
    title = _title(item)
    if heads:
        role = "" if authors else " (ed.)" if len(heads) == 1 else " (eds.)"
        sentences = [[Piece(f"{_names(heads, inverted=True)}{role} {year}")], title]
    else:
        sentences = [[*title, Piece(f" {year}")]]
    sentences += [_others(item, heads), _container(item), *_kind_and_publisher(item), _where(item)]
    return _joined([sentence for sentence in sentences if sentence])


def plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _title(item: Item) -> Sentence:
    if item["type"] in WHOLE:
        pieces = [Piece(item["title"], is_title=True)]
    elif item["type"] == "personal_communication":
        pieces = [Piece(item["title"])]
    else:
        inner = item["title"].replace("“", "‘").replace("”", "’")
        pieces = [Piece(f"“{inner}”")]
    if "container-title" not in item:
        if edition := item.get("edition"):
            pieces.append(Piece(f", {edition_words(edition)}"))
        if volume := item.get("volume"):
            pieces.append(Piece(f", vol. {volume}"))
    return pieces


def _others(item: Item, heads: list[Any]) -> Sentence:
    """Those with a hand in it who stand neither before the year nor before the container."""
    phrases = [
        ("Translated by", item.get("translator")),
        ("On a work by", item.get("reviewed-author")),
        ("Interview by", item.get("interviewer")),
    ]
    if "container-title" not in item and item.get("editor") != heads:
        phrases.append(("Edited by", item.get("editor")))
    named = [f"{phrase} {_names(names)}" for phrase, names in phrases if names]
    return [Piece(". ".join(named))] if named else []


def _container(item: Item) -> Sentence:
    if "container-title" not in item:
        return []
    container = Piece(item["container-title"], is_title=True)
    write: Callable[[Item, Piece], Sentence] = {
        "article-journal": _in_journal,
        "article-newspaper": _in_journal,
    }.get(item["type"], _in_book)
    return write(item, container)


def _in_journal(item: Item, container: Piece) -> Sentence:
    volume, issue = item.get("volume", ""), item.get("issue", "")
    number = f" {volume}({issue})" if volume and issue else f" {volume}" if volume else ""
    number = f" no. {issue}" if issue and not volume else number
    season = "season" in item.get("issued", {})
    part = f", {in_words(item['issued'])}" if season else ""
    pages = f": {page_range(item['page'])}" if "page" in item else ""
    return [container, Piece(f"{number}{part}{pages}")]


def _in_book(item: Item, container: Piece) -> Sentence:
    sentence = [container]
    if item["type"] not in ("webpage", "post-weblog"):
        editors = item.get("editor", [])
        role = "" if not editors else " (ed.), " if len(editors) == 1 else " (eds.), "
        owners = f"{_names(item['container-author'])}, " if "container-author" in item else ""
        sentence = [Piece(f"In {owners}{_names(editors)}{role}"), container]
    elif "editor" in item:
        sentence.append(Piece(f", edited by {_names(item['editor'])}"))
    details = [
        edition_words(item["edition"]) if "edition" in item else "",
        f"edition {item['version']}" if "version" in item else "",
        f"vol. {item['volume']}" if "volume" in item else "",
        f"no. {item['issue']}" if "issue" in item else "",
        pages(item["page"]) if "page" in item else "",
    ]
    return [*sentence, Piece("".join(f", {detail}" for detail in details if detail))]


def _kind_and_publisher(item: Item) -> list[Sentence]:
    series = " ".join(filter(None, (item.get(f"collection-{of}") for of in ("title", "number"))))
    kind = str(Work.Type(item["type"]).label) if item["type"] in KINDS else ""
    place, publisher = item.get("publisher-place", ""), item.get("publisher", "")
    house = f"{place}: {publisher}" if place and publisher else place or publisher
    if item["type"] in ("speech", "thesis"):
        house = ", ".join(filter(None, (publisher, place)))
    day = ""
    if item["type"] in DATED and "issued" in item:
        words = in_words(item["issued"])
        day = words if words != year_of(item["issued"]) else ""
    issued = ", ".join(filter(None, (kind, house, day)))
    loose = ""
    if "container-title" not in item and "page" in item:
        loose = pages(item["page"])
    return [[Piece(words)] if words else [] for words in (series, issued, loose)]


def _where(item: Item) -> Sentence:
    read = f" (read {in_words(item['accessed'])})" if "accessed" in item else ""
    found = [f"doi:{item['DOI']}"] if "DOI" in item else []
    if "URL" in item:
        found.append(f"{item['URL']}{read}")
    return [Piece(" ".join(found))] if found else []


def edition_words(edition: str) -> str:
    return f"{edition_ordinal(edition)} ed." if edition.isdecimal() else edition


def page_range(page: str) -> str:
    return page.replace("--", "–").replace("-", "–")


def pages(page: str) -> str:
    """With “p.” or “pp.”, unless the text brings a word of its own."""
    if not page[0].isdecimal():
        return page
    return f"{'pp.' if not page.isdecimal() else 'p.'} {page_range(page)}"


def _names(names: list[dict[str, str]], inverted: bool = False) -> str:
    """“A, B and C”; inverted, the first with the family name first."""
    written = [_name(name, inverted and place == 0) for place, name in enumerate(names)]
    return " and ".join(filter(None, (", ".join(written[:-1]), *written[-1:])))


def _name(name: dict[str, str], inverted: bool) -> str:
    if "literal" in name:
        return name["literal"]
    given, family, suffix = (name.get(part, "") for part in ("given", "family", "suffix"))
    if inverted:
        return ", ".join(filter(None, (family, given, suffix)))
    return " ".join(filter(None, (given, family, suffix)))


def _joined(sentences: list[Sentence]) -> list[Piece]:
    """With a full stop after each that has no sign of its own, and none after an address."""
    pieces: list[Piece] = []
    for place, sentence in enumerate(sentences):
        pieces += [piece for piece in sentence if piece.text]
        is_last = place == len(sentences) - 1
        end = plain(sentence)
        stop = "" if re.search("[.?!]’?”?$", end) else "."
        if is_last and "://" in end and not end.endswith(")"):
            stop = ""
        pieces.append(Piece(stop if is_last else f"{stop} "))
    return [piece for piece in pieces if piece.text]
