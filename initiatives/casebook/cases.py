"""The cases as initiatives: entries of their own, or what they add to those known already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from initiatives.casebook.dates import span
from initiatives.casebook.documents import Document, Keys, filled
from initiatives.casebook.known import Known
from initiatives.casebook.shapes import REGIONS, TRACKS
from initiatives.casebook.works import whole

BASIS = {"basis": "case"}
"""The works of a case support it as a whole, and no single statement."""


@dataclass
class Case:
    """A case as a document, with those of its parts that name somebody who is not reviewed."""

    document: Document
    kept_back: Document | None = None


@dataclass
class Surroundings:
    """What a case must know of the rest."""

    known: Known
    disagreements: dict[str, list[str]]
    """The slugs of the disagreements that each case links."""
    links: dict[tuple[str, str], list[str]]
    """The slugs of further disagreements by case and key of the part that links them."""
    unreviewed: set[str]
    """Persons who are not reviewed, and works whose titles name them."""
    used: set[tuple[str, str]] = field(default_factory=set)
    """Which of the links found their part."""


def initiative(row: Any, around: Surroundings) -> Case:
    """The document of a case."""
    slug = row["id"]
    there = around.known.get("initiative", slug)
    keys = Keys("case" if there else "")
    own = filled(
        name=row["title"],
        kind=row["kind"],
        region=str(REGIONS[row["region"]]),
        summary=row["summary"],
        dates=span(row["start"], row["end"], row["end_status"]),
        main_track=TRACKS[row["main_track"]],
        confidence=row["confidence"],
        **BASIS,
        citations=[whole(work) for work in row["works"] if work not in around.unreviewed],
        disagreements=around.disagreements.get(slug),
    )
    document: Document = {"entry": "initiative", "slug": slug}
    if there:
        conflicts = [c for c in row["conflicts"] if c not in there.get("conflicts", [])]
        document |= {"extends": True, **filled(conflicts=conflicts)}
        document["accounts"] = [{"key": keys.new("account"), **own}]
    else:
        document |= own | filled(conflicts=row["conflicts"])
    parts = {name: make(row, keys) for name, make in PARTS.items()}
    for items in parts.values():
        for item in items:
            item |= BASIS | _linked(slug, item["key"], around)
    held = [p for p in parts["participations"] if p["actor"] in around.unreviewed]
    parts["participations"] = [p for p in parts["participations"] if p not in held]
    works = [whole(work) for work in row["works"] if work in around.unreviewed]
    kept_back = filled(citations=works, participations=held)
    document |= filled(**parts)
    for account in document.get("accounts", []):
        _link_account(slug, account, around)
    if not kept_back:
        return Case(document)
    return Case(document, {"entry": "initiative", "slug": slug, "extends": True, **kept_back})


def _linked(slug: str, part: str, around: Surroundings) -> Document:
    found = around.links.get((slug, part))
    if found:
        around.used.add((slug, part))
    return filled(disagreements=found)


def _link_account(slug: str, account: Document, around: Surroundings) -> None:
    more = _linked(slug, account["key"], around).get("disagreements", [])
    both = sorted({*account.get("disagreements", []), *more})
    if both:
        account["disagreements"] = both


def _venues(row: Any, keys: Keys) -> list[Document]:
    return [{"key": keys.new("at", place["name"]), **filled(**place)} for place in row["places"]]


def _involvements(row: Any, keys: Keys) -> list[Document]:
    return [
        {
            "key": keys.new(item["function"], "on", item["track"].replace(".", "-")),
            "track": TRACKS[item["track"]],
            "function": item["function"],
            **filled(dates=span(item["from"], item["to"], item["to_status"]), why=item["why"]),
        }
        for item in row["involvements"]
    ]


def _handovers(row: Any, keys: Keys) -> list[Document]:
    return [
        {
            "key": keys.new(
                "handover", *(item[end].replace(".", "-") for end in ("from_track", "to_track"))
            ),
            "from_track": TRACKS[item["from_track"]],
            "to_track": TRACKS[item["to_track"]],
            **filled(date=item["date"]),
            "kind": item["kind"],
            "mechanism": item["mechanism"],
            "cause": item["cause"],
        }
        for item in row["handovers"]
    ]


def _participations(row: Any, keys: Keys) -> list[Document]:
    roles = [(item["actor"], item["role"]) for item in row["participations"]]
    found = []
    for item in row["participations"]:
        several = roles.count((item["actor"], item["role"])) > 1
        track = ["on", item["track"].replace(".", "-")] if several else []
        found.append(
            {
                "key": keys.new(item["actor"], item["role"], *track),
                "actor": item["actor"],
                "track": TRACKS[item["track"]],
                "role": item["role"],
                "capacity": item["capacity"],
            }
        )
    return found


def _outcomes(row: Any, keys: Keys) -> list[Document]:
    return [
        {
            "key": keys.new("outcome", item["kind"]),
            "kind": item["kind"],
            **filled(date=item["date"]),
            "statement": item["statement"],
        }
        for item in row["outcomes"]
    ]


def _relations(row: Any, keys: Keys) -> list[Document]:
    return [
        {
            "key": keys.new(item["kind"], item["case"]),
            "kind": item["kind"],
            "other": item["case"],
        }
        for item in row["relations"]
    ]


PARTS: dict[str, Callable[[Any, Keys], list[Document]]] = {
    "venues": _venues,
    "involvements": _involvements,
    "handovers": _handovers,
    "participations": _participations,
    "outcomes": _outcomes,
    "relations": _relations,
}
