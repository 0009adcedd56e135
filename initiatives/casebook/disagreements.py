"""Disputed points as disagreements: not established, unless two positions are cited."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from initiatives.casebook.decisions import Decisions
from initiatives.casebook.documents import Document
from initiatives.casebook.names import key
from initiatives.casebook.reading import Casebook
from initiatives.casebook.works import whole


def disputed_points(
    casebook: Casebook, decisions: Decisions
) -> tuple[dict[str, list[Document]], dict[str, list[str]]]:
    """The documents of what only one case disputes, and the slugs that each case links."""
    own: dict[str, list[Document]] = defaultdict(list)
    linked: dict[str, list[str]] = defaultdict(list)
    for id_, row in casebook.cases.items():
        for point in row["disputed"]:
            answer = decisions.questions[id_][point["about"]]
            if isinstance(answer, dict):
                linked[id_].append(answer["disagreement"])
                continue
            slug = key(id_, point["about"])
            linked[id_].append(slug)
            own[id_].append(
                {
                    "entry": "disagreement",
                    "slug": slug,
                    "kind": "not-established",
                    "question": answer,
                    "statement": point["statement"],
                }
            )
    return own, {id_: sorted(slugs) for id_, slugs in linked.items()}


def shared_documents(casebook: Casebook, decisions: Decisions) -> list[Document]:
    """The disagreements that were written by hand, with the works of whole cases spelt out."""
    return [
        {name: value for name, value in _spelt_out(document, casebook).items() if name != "linked"}
        for document in decisions.disagreements
    ]


def _spelt_out(document: Document, casebook: Casebook) -> Document:
    positions = []
    for position in document.get("positions", []):
        cases = position.get("works_of", [])
        works = {work for case in cases for work in casebook.cases[case]["works"]}
        without = set(position.get("without", []))
        cited = [*position.get("citations", []), *(whole(w) for w in sorted(works - without))]
        own = {k: v for k, v in position.items() if k not in ("works_of", "without", "citations")}
        positions.append({**own, "citations": cited})
    return {**document, "positions": positions} if positions else document


def links_to_parts(decisions: Decisions) -> dict[tuple[str, str], list[str]]:
    """(initiative, key of a part) → the hand-written disagreements that the part links."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document in decisions.disagreements:
        for where in document.get("linked", []):
            if where["entry"] == "initiative":
                for part in where["keys"]:
                    found[where["slug"], part].append(document["slug"])
    return found


def additions(decisions: Decisions, used: set[tuple[str, str]]) -> list[Document]:
    """What links a hand-written disagreement and stands in the fixtures of the source texts."""
    documents: list[Document] = []
    for document in decisions.disagreements:
        for where in document.get("linked", []):
            missing = [k for k in where["keys"] if (where["slug"], k) not in used]
            parts: list[dict[str, Any]] = [
                {"key": part, "extends": True, "disagreements": [document["slug"]]}
                for part in missing
            ]
            if parts:
                documents.append(
                    {
                        "entry": where["entry"],
                        "slug": where["slug"],
                        "extends": True,
                        where["list"]: parts,
                    }
                )
    return documents
