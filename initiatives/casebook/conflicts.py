"""The conflicts of the casebook."""

from __future__ import annotations

from typing import Any

from initiatives.casebook.dates import span
from initiatives.casebook.documents import Document, filled
from initiatives.casebook.known import Known
from initiatives.casebook.reading import Casebook

BASIS = {
    "basis": "general-knowledge",
    "basis_note": "Name, kind and parties as coded in the casebook. The years of start and end "
    "come from general knowledge, not from the works of its cases.",
}


def conflict_documents(casebook: Casebook, known: Known) -> list[Document]:
    """One document a conflict."""
    return [
        _account(row, there) if (there := known.get("conflict", id_)) else _conflict(row)
        for id_, row in casebook.conflicts.items()
    ]


def _conflict(row: Any) -> Document:
    return {
        "entry": "conflict",
        "slug": row["id"],
        **_described(row),
        **filled(parties=row["parties"], **row["external_ids"]),
        **BASIS,
    }


def _account(row: Any, there: Document) -> Document:
    """What the casebook says of a conflict that the source texts know."""
    parties = [actor for actor in row["parties"] if actor not in there.get("parties", [])]
    return {
        "entry": "conflict",
        "slug": row["id"],
        "extends": True,
        **filled(parties=parties),
        "accounts": [{"key": "casebook", **_described(row), **BASIS}],
    }


def _described(row: Any) -> Document:
    return filled(
        name=row["name"],
        kind=row["kind"],
        countries=" ".join(row["countries"]),
        dates=span(row["start"], row["end"], "ended" if row["end"] else "unknown"),
        note=row["note"],
    )
