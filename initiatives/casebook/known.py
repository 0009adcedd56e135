"""What the fixtures of the source texts have already, so that one thing is one entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curation.files import SOURCE_TEXTS, collection_of
from initiatives.casebook.decisions import Decisions
from initiatives.casebook.faults import CasebookError, Fault
from initiatives.casebook.names import normalised
from initiatives.casebook.reading import Casebook

KINDS = {"cases": "initiative", "actors": "actor", "conflicts": "conflict", "works": "work"}

SAME = ("kind", "publicity", "country")
"""What two collections must not say differently of one actor without anybody noticing."""


@dataclass
class Known:
    """The documents of the source texts by kind and slug; those that only extend are left out."""

    documents: dict[tuple[str, str], dict[str, Any]]

    def get(self, kind: str, slug: str) -> dict[str, Any] | None:
        return self.documents.get((kind, slug))

    def has(self, kind: str, slug: str) -> bool:
        return (kind, slug) in self.documents


def read_known(fixtures: Path) -> Known:
    """What stands in the files of the source texts below this folder."""
    documents = {}
    for path in sorted(fixtures.rglob("*.json")):
        if collection_of(path.relative_to(fixtures)) != SOURCE_TEXTS:
            continue
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CasebookError([Fault(str(path), "", f"not readable as JSON: {error}.")]) from None
        for document in content:
            if not document.get("extends"):
                documents[document["entry"], document["slug"]] = document
    return Known(documents)


def check_merges(casebook: Casebook, decisions: Decisions, known: Known) -> None:
    """Raise CasebookError unless every slug that both have was looked at, and no name is shared."""
    faults = []
    for rows, kind in KINDS.items():
        decided = decisions.merges.get(rows, {})
        for id_ in getattr(casebook, rows):
            if known.has(kind, id_) and id_ not in decided:
                what = "the source texts have this slug; say in decisions/merges.json what holds."
                faults.append(Fault(f"{rows[:-1]} {id_}", "id", what))
            elif not known.has(kind, id_) and id_ in decided:
                what = f"refers to something that is not there: no {kind} of the source texts."
                faults.append(Fault("decisions/merges.json", id_, what))
    faults += _shared_names(casebook, known)
    faults += _differences(casebook, known)
    if faults:
        raise CasebookError(faults)


def _shared_names(casebook: Casebook, known: Known) -> Iterator[Fault]:
    """Names that an actor of the casebook has in common with another one of the source texts."""
    owners = {}
    for (kind, slug), document in known.documents.items():
        if kind == "actor":
            for name in names_of(document):
                owners[normalised(name)] = slug
    for id_, row in casebook.actors.items():
        for name in (row["name"], *row["aliases"]):
            owner = owners.get(normalised(name), id_)
            if owner != id_:
                yield Fault(
                    f"actor {id_}", "name", f"{owner} of the source texts has “{name}” too."
                )


def names_of(document: dict[str, Any]) -> list[str]:
    return [document["name"], *(alias["name"] for alias in document.get("aliases", []))]


def _differences(casebook: Casebook, known: Known) -> Iterator[Fault]:
    for id_, row in casebook.actors.items():
        document = known.get("actor", id_) or {}
        for name in SAME:
            here, there = row[name], document.get(name)
            if here and there and here != there:
                what = f"{here!r} here, {there!r} in the source texts."
                yield Fault(f"actor {id_}", name, what)
