"""The works of the casebook, and the names that stand on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from initiatives.casebook.decisions import Decisions
from initiatives.casebook.documents import Document, filled
from initiatives.casebook.names import family_and_given, key
from initiatives.casebook.reading import Casebook
from initiatives.casebook.wording import printed

WHOLE = "whole"
"""The key of the passage that is the whole work."""

BASIS = {
    "basis": "general-knowledge",
    "basis_note": "Bibliographic details as the casebook gives them.",
}

WEBLOG = " (weblog)"


@dataclass
class Library:
    """The documents of works by id, and of the contributors that only the casebook has."""

    works: dict[str, Document] = field(default_factory=dict)
    contributors: dict[str, Document] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """The slugs of all contributors, those that the source texts have as well included."""


def library(casebook: Casebook, decisions: Decisions) -> Library:
    found = Library()
    for id_, row in casebook.works.items():
        decision = decisions.works.get(id_, {})
        document: Document = {
            "entry": "work",
            "slug": id_,
            **_description(row, decisions, decision),
            **filled(
                issued=str(row["year"]) if row["year"] else None,
                url=row["url"],
                independence=row["independence"],
                note=_note(row["note"], decision.get("note")),
            ),
            **BASIS,
        }
        contributions = [
            {"key": f"author-{slug}", "contributor": slug, "basis": "general-knowledge"}
            for slug in _contributors(row["author"], decisions, found)
        ]
        if contributions:
            document["contributions"] = contributions
        document["passages"] = [{"key": WHOLE}]
        found.works[id_] = document
    return found


def whole(work: str) -> str:
    """The citation of a work as a whole."""
    return f"{work}#{WHOLE}"


def _description(row: Any, decisions: Decisions, decision: Document) -> Document:
    """Type, title and containers: as decided for the work or its publisher, else by rule."""
    title, publisher = row["title"], printed(row["publisher"] or "")
    by_publisher = decisions.publishers.get(row["publisher"])
    if title.endswith(WEBLOG):
        title = title.removesuffix(WEBLOG)
        found = {"type": "post-weblog", "container_title": publisher}
    elif by_publisher is not None:
        found = dict(by_publisher)
    elif row["independence"] == "press" and publisher:
        found = {"type": "article-newspaper", "container_title": publisher}
    elif row["url"]:
        found = {"type": "webpage", "container_title": publisher}
    else:
        found = {"type": "document", "publisher": publisher}
    return filled(**{"title": title, **found, **{k: v for k, v in decision.items() if k != "note"}})


def _note(note: str | None, added: str | None) -> str:
    """The casebook's word of caution as a sentence, and what was added to it."""
    sentence = f"{note[0].upper()}{note[1:]}." if note else ""
    return " ".join(filter(None, (sentence, added)))


def _contributors(author: str | None, decisions: Decisions, found: Library) -> Iterator[str]:
    for name in _names(author or "", decisions):
        decided = decisions.authors.get(name)
        if isinstance(decided, dict) and "contributor" in decided:
            slug = decided["contributor"]
        else:
            slug, document = _contributor(name, decided)
            found.contributors.setdefault(slug, document)
        found.named.add(slug)
        yield slug


def _names(author: str, decisions: Decisions) -> list[str]:
    """The names in an author field; one that was decided on as it stands is not taken apart."""
    if not author or author in decisions.authors:
        return [author] if author else []
    if "; " in author:
        return author.split("; ")
    return re.split(", | and ", author)


def _contributor(name: str, decided: Any) -> tuple[str, Document]:
    if isinstance(decided, dict):
        slug = key(name)
        return slug, {"entry": "contributor", "slug": slug, "literal": printed(decided["literal"])}
    family, given = family_and_given(name, {name: decided} if decided else {})
    slug = key(given, family)
    names = filled(family=printed(family), given=printed(given))
    return slug, {"entry": "contributor", "slug": slug, **names}
