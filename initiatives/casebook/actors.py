"""The actors of the casebook: entries of their own, or what it adds to those known already."""

from __future__ import annotations

from typing import Any

from initiatives.casebook.decisions import Decisions
from initiatives.casebook.documents import Document, Keys, filled
from initiatives.casebook.known import Known, names_of
from initiatives.casebook.names import family_and_given, normalised
from initiatives.casebook.reading import Casebook
from initiatives.casebook.wording import printed

GENERAL = "general-knowledge"
NOTE = (
    "Name, kind and country as coded in the casebook, partly from general knowledge; no work is "
    "cited for them."
)
DRAFT_NOTE = (
    "A draft: the casebook knows this person from organisers’ pages alone, or has not checked yet "
    "how the name became public."
)


def actor_documents(casebook: Casebook, decisions: Decisions, known: Known) -> list[Document]:
    """One document an actor, if there is anything to say that the source texts have not said."""
    documents = []
    for id_, row in casebook.actors.items():
        there = known.get("actor", id_)
        own = _additions(row, decisions, there) if there else _actor(row, decisions)
        parts = _parts(row, decisions, there)
        if own or parts:
            extends = {"extends": True} if there else {}
            documents.append({"entry": "actor", "slug": id_, **extends, **own, **parts})
    return documents


def is_unreviewed(row: Any) -> bool:
    return bool(row["publicity"] == "unreviewed")


def sort_name(name: str, decisions: Decisions) -> str:
    """A person's name as in an index."""
    exceptions = {printed(n): indexed for n, indexed in decisions.names["sort_names"].items()}
    family, given = family_and_given(name, exceptions)
    return f"{family}, {given}" if given else family


def _actor(row: Any, decisions: Decisions) -> Document:
    name, is_person = row["name"], row["kind"] == "person"
    return filled(
        kind=row["kind"],
        name=name,
        sort_name=sort_name(name, decisions) if is_person else _without_article(name),
        country=row["country"],
        publicity=row["publicity"],
        contributor=decisions.names["authors"].get(row["id"]),
        status="draft" if is_unreviewed(row) else "",
        basis=GENERAL,
        basis_note=DRAFT_NOTE if is_unreviewed(row) else NOTE,
    )


def _additions(row: Any, decisions: Decisions, there: Document) -> Document:
    """What the source texts left empty."""
    found = {
        "country": row["country"],
        "contributor": decisions.names["authors"].get(row["id"]),
    }
    return filled(**{name: value for name, value in found.items() if not there.get(name)})


def _parts(row: Any, decisions: Decisions, there: Document | None) -> Document:
    keys = Keys("case" if there else "")
    users = decisions.names["alias_users"].get(row["id"], {})
    said = {normalised(name) for name in names_of(there)} if there else set()
    aliases = [
        {"key": keys.new("alias", alias), "name": alias, **filled(used_by=users.get(alias))}
        for alias in row["aliases"]
        if normalised(alias) not in said
    ]
    memberships = [
        {"key": keys.new("member-of", body), "kind": "member-of", "other": body}
        for body in row["member_of"]
    ]
    for part in (*aliases, *memberships):
        part["basis"] = GENERAL
    return filled(aliases=aliases, relationships=memberships)


def _without_article(name: str) -> str:
    """How a body's name is sorted, if not as it stands."""
    return f"{name.removeprefix('The ')}, The" if name.startswith("The ") else ""
