"""Entries as documents, read from the database and written to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Any

from django.db import models, transaction

from curation.entries import entry_models
from curation.files import LoadError
from curation.former import present_refs
from curation.models import Entry, Part
from curation.rows import (
    Natural,
    Problem,
    Row,
    document_rows,
    documents_of,
    keys_of,
    keys_of_all,
    natural_of,
    number_positions,
    slugs_by_kind,
    stored_rows,
)
from curation.selection import links_of
from curation.writing import Keys, Writing

Document = dict[str, Any]

UNREAD = "curated"
"""The collection of what a document leaves without one; the documents of the desk never do."""


def stored_document(entry: Entry) -> Document:
    """An entry and its parts as they are stored."""
    natural = natural_of(entry)
    return documents_of(stored_rows([natural]).values())[natural]


def stored_documents(entries: Iterable[Natural]) -> dict[Natural, Document]:
    """Those of these entries that are stored."""
    return documents_of(stored_rows(entries).values())


def entry_of(document: Document) -> Natural:
    return document["entry"], document["slug"]


def without_part(document: Document, part: Natural) -> Document:
    """The document without this part and all that hangs on it; as it is, if it has no such part."""
    name, key, *below = part[2:]
    rows = document.get(name, [])
    if below:
        inner = ("", "", *below)
        left = [without_part(row, inner) if row["key"] == key else row for row in rows]
    else:
        left = [row for row in rows if row["key"] != key]
    rest = {other: value for other, value in document.items() if other != name}
    return rest | ({name: left} if left else {})


def write_documents(
    documents: Iterable[Document],
    statuses: Mapping[Natural, str],
    *,
    removed: Iterable[Natural] = (),
    new_pks: bool = True,
) -> None:
    """Make the entries of these documents what the documents say; raises LoadError if one can't be.

    Links may lead to each other's rows, to rows that are stored and through former addresses.
    The entries ``removed`` go. Nothing else is changed, but for links to rows that go and may be
    empty. The caller holds the transaction and the release. Without ``new_pks`` the same new row
    gets the same key each time.
    """
    wanted, problems = _wanted(documents, statuses)
    if problems:
        raise LoadError(problems)
    write_rows(wanted, removed=removed, new_pks=new_pks)


def write_rows(
    wanted: dict[Natural, Row], *, removed: Iterable[Natural] = (), new_pks: bool = True
) -> None:
    """The same for entries that are given as rows, each with all its parts."""
    stored = stored_rows({*(row.entry for row in wanted.values()), *removed})
    pks, unknown = linked(wanted, stored)
    if unknown:
        raise LoadError(unknown)
    write_linked(wanted, stored, pks, new_pks=new_pks)


def write_linked(
    wanted: dict[Natural, Row], stored: dict[Natural, Row], pks: Keys, *, new_pks: bool = True
) -> None:
    """The same for rows of which ``linked`` knows the links, beside the ``stored`` ones."""
    deletes = {n: row for n, row in stored.items() if n not in wanted}
    ours = {row.entry for row in wanted.values()} | {n for n in deletes if len(n) == 2}
    if listed := list(_still_listed(deletes.values(), ours)):
        raise LoadError(listed)
    writing = Writing(wanted, stored, deletes, pks, _no_pk if new_pks else passing_pk)
    writing.carry_out()
    _leave_no_loose_end(deletes.values())


def _wanted(
    documents: Iterable[Document], statuses: Mapping[Natural, str]
) -> tuple[dict[Natural, Row], list[Problem]]:
    rows: dict[Natural, Row] = {}
    problems: list[Problem] = []
    for document in documents:
        for item in document_rows(document, "", UNREAD):
            if isinstance(item, Row):
                if item.natural in rows:
                    problems.append(Problem("", item.name, "this is given twice."))
                rows[item.natural] = item
                if len(item.natural) == 2:
                    item.values["status"] = statuses[item.entry]
            elif isinstance(item, Problem):
                problems.append(item)
    number_positions(rows.values(), as_read=True)
    return rows, problems


def linked(wanted: dict[Natural, Row], stored: dict[Natural, Row]) -> tuple[Keys, list[Problem]]:
    """The keys of what the rows link, asked for once a model, and every link that leads nowhere.

    Former addresses are replaced in the rows by the present ones.
    """
    pks: Keys = {(row.model, row.ref): row.pk for n, row in stored.items() if n in wanted}
    going = {(row.model, row.ref) for n, row in stored.items() if n not in wanted}
    own = {(row.model, row.ref) for row in wanted.values()}
    asked: dict[Any, set[str]] = {}
    for row in wanted.values():
        for _, model, ref in links_of(row):
            if (model, ref) not in own:
                asked.setdefault(model, set()).add(ref)
    moved: dict[tuple[Any, str], str] = {}
    there = {m: {r for r in refs if (m, r) not in going} for m, refs in asked.items()}
    known = keys_of_all({model: refs for model, refs in there.items() if refs})
    for model, refs in asked.items():
        found = known.get(model, {})
        if missing := refs - found.keys():
            present = present_refs(model, missing)
            found |= keys_of(model, present.values())
            moved |= {(model, ref): now for ref, now in present.items() if now in found}
        pks |= {(model, ref): pk for ref, pk in found.items()}
    problems = []
    for natural, row in list(wanted.items()):
        if moved and any((model, ref) in moved for _, model, ref in links_of(row)):
            row = wanted[natural] = _with_present_links(row, moved)
        for name, model, ref in links_of(row):
            if (model, ref) not in pks and (model, ref) not in own:
                reason = f"{name}: there is no {model._meta.verbose_name} “{ref}”."
                problems.append(Problem(row.file, row.name, reason))
    return pks, problems


def _with_present_links(row: Row, moved: dict[tuple[Any, str], str]) -> Row:
    values = dict(row.values)
    for name, model, ref in links_of(row):
        if (model, ref) not in moved:
            continue
        now = moved[model, ref]
        if isinstance(values[name], list):
            values[name] = sorted({*values[name], now} - {ref})
        else:
            values[name] = now
    return replace(row, values=values)


def _no_pk(row: Row) -> None:
    return None


def passing_pk(row: Row) -> int:
    """A key for a row that is only stored for a moment: below zero, and always the same."""
    name = "\n".join(row.natural).encode()
    return -(int.from_bytes(hashlib.sha256(name).digest()[:7]) + 1)


def _still_listed(gone: Iterable[Row], ours: set[Natural]) -> Iterator[Problem]:
    """Rows of entries that are neither written nor gone themselves, and list a row that goes."""
    for model, rows in _by_model(gone).items():
        for relation in model._meta.related_objects:
            field: Any = relation.field
            if not field.many_to_many:
                continue
            through = field.remote_field.through._base_manager
            target = field.m2m_reverse_field_name()
            links = through.filter(**{f"{target}__in": list(rows)}).values_list(
                f"{field.m2m_field_name()}_id", f"{target}_id"
            )
            goes = dict(links)
            linking = relation.related_model._default_manager.filter(pk__in=list(goes))
            for row in linking.with_links() if hasattr(linking, "with_links") else linking:
                entry = row.entry if isinstance(row, Part) else row
                if natural_of(entry) not in ours:
                    reason = f"{entry.ref}: “{row}” still has it among its {field.verbose_name}."
                    yield Problem("", rows[goes[row.pk]].name, reason)


def _by_model(rows: Iterable[Row]) -> dict[Any, dict[int | None, Row]]:
    by_model: dict[Any, dict[int | None, Row]] = {}
    for row in rows:
        by_model.setdefault(row.model, {})[row.pk] = row
    return by_model


def _leave_no_loose_end(gone: Iterable[Row]) -> None:
    """Empty the links to rows that are gone, or say who still needs them."""
    problems = []
    for model, rows in _by_model(gone).items():
        for relation in model._meta.related_objects:
            field: Any = relation.field
            if field.many_to_many:
                continue
            linking = relation.related_model._base_manager.filter(**{f"{field.name}__in": rows})
            if relation.on_delete is models.SET_NULL:
                linking.update(**{field.name: None})
                continue
            for linker in linking[:50]:
                reason = f"“{linker}” still links it ({field.name})."
                problems.append(Problem("", rows[getattr(linker, field.attname)].name, reason))
    if problems:
        raise LoadError(problems)


_passing: ContextVar[bool] = ContextVar("passing", default=False)


def is_passing() -> bool:
    """Whether what is read now will never have been: nothing of it may be kept."""
    return _passing.get()


@contextmanager
def for_a_moment() -> Iterator[None]:
    """Change rows and look at the outcome; nobody else sees it, and at the end nothing changed."""
    token = _passing.set(True)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        _passing.reset(token)


def find_entry(natural: Natural) -> Any:
    """The stored entry, or None."""
    kind, slug = natural
    model = entry_models().get(kind)
    return model._default_manager.filter(slug=slug).first() if model else None


def find_entries(naturals: Iterable[Natural]) -> dict[Natural, Any]:
    """Those of these entries that are stored; one query a kind."""
    return {
        (kind, entry.slug): entry
        for kind, slugs in slugs_by_kind(naturals).items()
        for entry in entry_models()[kind]._default_manager.filter(slug__in=slugs)
    }
