"""Bring the fixtures into the database, changing only what differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError

from curation.models import LoadedDocument, Part
from curation.release import release
from curation.rows import (
    Natural,
    Problem,
    Row,
    digests,
    document_rows,
    link_fields,
    list_fields,
    models_in_order,
    number_positions,
    stored_rows,
)

SOURCE_TEXTS = "source-texts"


class LoadError(Exception):
    """The files cannot be loaded; nothing was changed. ``problems`` says each reason."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass
class Report:
    """What a load did, in numbers of rows; ``left`` names entries edited since in the admin."""

    entries: int = 0
    created: int = 0
    updated: int = 0
    deleted: int = 0
    left: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return self.created + self.updated + self.deleted


def load(
    folder: Path,
    *,
    collection: str | None = None,
    overwrite: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Report:
    """Load every ``*.json`` below ``folder``; raises LoadError and changes nothing on a problem.

    The files directly under the rooms' folders are the source texts; those in a folder with a
    collection's name (``casebook``) are that collection. Rows that are gone from the files of a
    loaded collection are removed. Entries that were edited since they were loaded are left alone
    unless ``overwrite``.
    """
    say("Reading the fixtures")
    wanted, collections = _read_files(folder, collection)
    with transaction.atomic():
        say("Comparing with the database")
        stored = stored_rows()
        _check_links(wanted, stored)
        plan = _Plan(wanted, stored, collections, overwrite)
        if plan.is_empty:
            return plan.report
        say(f"Writing {plan.report.changed} rows")
        with release() as change:
            if not plan.report.changed:
                change.unchanged()
            plan.carry_out()
    return plan.report


def _read_files(folder: Path, collection: str | None) -> tuple[dict[Natural, Row], dict[Natural, str]]:
    """The rows of the files, and the collection that each entry's file belongs to."""
    problems: list[Problem] = []
    rows: dict[Natural, Row] = {}
    collections: dict[Natural, str] = {}
    keyed: dict[Natural, Row] = {}  # a key is an anchor on its entry's page: once in the entry
    files = sorted(folder.rglob("*.json"))
    if not files:
        raise LoadError([Problem(str(folder), "", "there are no fixtures here.")])
    for path in files:
        file = path.relative_to(folder).as_posix()
        kept_in = "casebook" if path.relative_to(folder).parts[0] == "casebook" else SOURCE_TEXTS
        if collection and kept_in != collection:
            continue
        for found in _read_file(path, file, kept_in):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            twin = rows.get(found.natural) or keyed.get((*found.entry, *found.natural[3:][-1:]))
            if twin:
                problems.append(
                    Problem(file, found.name, f"this is already in {twin.file}, as {twin.name}.")
                )
                continue
            rows[found.natural] = found
            if len(found.natural) == 2:
                collections[found.entry] = kept_in
            if len(found.natural) > 2:
                keyed[*found.entry, found.natural[-1]] = found
    problems += [
        Problem(row.file, row.name, "no document has the entry that this extends.")
        for row in rows.values()
        if row.entry not in collections
    ]
    if problems:
        raise LoadError(problems)
    number_positions(rows.values(), as_read=True)
    return rows, collections


def fixture_files(folder: Path) -> dict[tuple[str, str], str]:
    """The file, relative to ``folder``, in which each (kind, slug) stands."""
    return {
        (document["entry"], document["slug"]): path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.json"))
        for document in json.loads(path.read_text(encoding="utf-8"))
        if "extends" not in document
    }


def _read_file(path: Path, file: str, collection: str) -> Iterator[Row | Problem]:
    try:
        documents = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_twins)
    except (OSError, ValueError) as error:
        yield Problem(file, "", f"not readable as JSON: {error}.")
        return
    if not isinstance(documents, list):
        yield Problem(file, "", "a fixture is a list of documents.")
        return
    for document in documents:
        yield from document_rows(document, file, collection)


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twin}” stands twice in one object")
    return found


def _check_links(wanted: dict[Natural, Row], stored: dict[Natural, Row]) -> None:
    known = {(row.model, row.ref) for row in (*wanted.values(), *stored.values())}
    problems = [
        Problem(row.file, row.name, f"{name}: there is no {model.__name__.lower()} “{ref}”.")
        for row in wanted.values()
        for name, model, ref in _links(row)
        if (model, ref) not in known
    ]
    if problems:
        raise LoadError(problems)


def _links(row: Row) -> Iterator[tuple[str, Any, str]]:
    for link in link_fields(row.model):
        if row.values[link.name] is not None:
            yield link.name, link.related_model, row.values[link.name]
    for many in list_fields(row.model):
        for ref in row.values[many.name]:
            yield many.name, many.related_model, ref


class _Plan:
    """Which rows to create, update and delete, and how to do it."""

    def __init__(
        self,
        wanted: dict[Natural, Row],
        stored: dict[Natural, Row],
        collections: dict[Natural, str],
        overwrite: bool,
    ) -> None:
        self.stored = stored
        self.collections = collections
        self.report = Report(entries=len(collections))
        self.loaded = {(d.kind, d.slug): d for d in LoadedDocument.objects.all()}
        self.wanted_digests = digests(wanted.values())
        self.stored_digests = digests(stored.values())
        for entry in self.wanted_digests:
            if not overwrite and self._edited(entry):
                self.report.left.append(":".join(entry))
        left = {tuple(name.split(":")) for name in self.report.left}
        self.wanted = {n: row for n, row in wanted.items() if row.entry not in left}
        self.taken = {row.entry for row in self.wanted.values()}
        gone = self._gone_entries(overwrite)
        self.creates = [row for n, row in self.wanted.items() if n not in stored]
        self.updates = [
            row
            for n, row in self.wanted.items()
            if n in stored and stored[n].values != row.values
        ]
        self.deletes = [
            row
            for n, row in stored.items()
            if (row.entry in self.taken and n not in wanted) or row.entry in gone
        ]
        self.gone = gone
        self.report.created = len(self.creates)
        self.report.updated = len(self.updates)
        self.report.deleted = len(self.deletes)

    @property
    def is_empty(self) -> bool:
        return not self.report.changed and not self.gone and all(
            entry in self.loaded and self.loaded[entry].digest == self.wanted_digests[entry]
            for entry in self.taken
        )

    def _edited(self, entry: Natural) -> bool:
        """Whether somebody changed the entry, or made it, since the files were last loaded."""
        now = self.stored_digests.get(entry)
        if now is None or now == self.wanted_digests.get(entry):
            return False
        return entry not in self.loaded or self.loaded[entry].digest != now

    def _gone_entries(self, overwrite: bool) -> set[Natural]:
        """Entries that the files once had and have no more; edited ones are left alone."""
        gone: set[Natural] = set()
        loading = set(self.collections.values())
        for entry, document in self.loaded.items():
            if entry in self.collections or document.collection not in loading:
                continue
            now = self.stored_digests.get(entry)
            if now not in (None, document.digest) and not overwrite:
                self.report.left.append(":".join(entry))
            else:
                gone.add(entry)
        return gone

    def carry_out(self) -> None:
        self.pks = {(row.model, row.ref): row.pk for row in self.stored.values()}
        order = models_in_order()
        self._delete(row for row in self.deletes if issubclass(row.model, Part))
        changed = [
            *self._save_all(self.creates, order),
            *self._save_all(self.updates, order),
        ]
        self._link_all(changed)
        self._delete(row for row in self.deletes if not issubclass(row.model, Part))
        self._remember()

    def _delete(self, rows: Iterable[Row]) -> None:
        order = models_in_order()
        for row in sorted(rows, key=lambda row: order.index(row.model), reverse=True):
            try:
                row.model._default_manager.filter(pk=row.pk).delete()
            except ProtectedError as error:
                users = ", ".join(sorted({str(item) for item in error.protected_objects})[:3])
                raise LoadError(
                    [Problem(row.file or "(removed)", row.name, f"still in use by {users}.")]
                ) from None

    def _save_all(self, rows: list[Row], order: list[Any]) -> Iterator[tuple[Row, Any]]:
        """Write the rows with the links that they cannot be without; the others come after."""
        for row in sorted(rows, key=lambda row: order.index(row.model)):
            instance = self._instance(row)
            values = dict(row.values)
            for many in list_fields(row.model):
                values.pop(many.name)
            for link in link_fields(row.model):
                ref = values.pop(link.name)
                if not link.null:
                    setattr(instance, link.attname, self.pks[link.related_model, ref])
            for name, value in values.items():
                setattr(instance, name, instance._meta.get_field(name).to_python(value))
            _try(row, instance.save)
            self.pks[row.model, row.ref] = instance.pk
            yield row, instance

    def _instance(self, row: Row) -> Any:
        if row.natural in self.stored:
            return row.model._default_manager.get(pk=self.stored[row.natural].pk)
        if not issubclass(row.model, Part):
            return row.model(slug=row.natural[-1])
        parent: Any = row.model._meta.get_field(row.model.PARENT)
        above = row.natural[:-2]
        ref = above[1] if len(above) == 2 else f"{above[1]}#{above[-1]}"
        return row.model(
            **{"key": row.natural[-1], parent.attname: self.pks[parent.related_model, ref]}
        )

    def _link_all(self, changed: list[tuple[Row, Any]]) -> None:
        through_rows: dict[Any, list[Any]] = {}
        for row, instance in changed:
            late = [link for link in link_fields(row.model) if link.null]
            before = [getattr(instance, link.attname) for link in late]
            for link in late:
                ref = row.values[link.name]
                pk = self.pks[link.related_model, ref] if ref else None
                setattr(instance, link.attname, pk)
            _try(row, instance.clean)
            if before != [getattr(instance, link.attname) for link in late]:
                _try(row, instance.save)
            old = self.stored.get(row.natural)
            for many in list_fields(row.model):
                refs = row.values[many.name]
                if refs == (old.values[many.name] if old else []):
                    continue
                pks = [self.pks[many.related_model, ref] for ref in refs]
                if old:
                    getattr(instance, many.name).set(pks)
                    continue
                through: Any = many.remote_field.through
                source = through._meta.get_field(many.m2m_field_name()).attname
                target = through._meta.get_field(many.m2m_reverse_field_name()).attname
                through_rows.setdefault(through, []).extend(
                    through(**{source: instance.pk, target: pk}) for pk in pks
                )
        for through, new in through_rows.items():
            through._default_manager.bulk_create(new, batch_size=400)

    def _remember(self) -> None:
        LoadedDocument.objects.filter(
            pk__in=[self.loaded[entry].pk for entry in self.gone if entry in self.loaded]
        ).delete()
        for entry in sorted(self.taken):
            kind, slug = entry
            digest, collection = self.wanted_digests[entry], self.collections[entry]
            document = self.loaded.get((kind, slug))
            if document and (document.digest, document.collection) == (digest, collection):
                continue
            LoadedDocument.objects.update_or_create(
                kind=kind, slug=slug, defaults={"digest": digest, "collection": collection}
            )


def _try(row: Row, write: Callable[[], Any]) -> None:
    """Write a row; what the database or the model refuses is a problem of its file."""
    try:
        write()
    except ValidationError as error:
        raise LoadError([Problem(row.file, row.name, " ".join(error.messages))]) from None
    except IntegrityError as error:
        raise LoadError([Problem(row.file, row.name, _reason(row, error))]) from None


def _reason(row: Row, error: IntegrityError) -> str:
    text = str(error)
    for constraint in row.model._meta.constraints:
        if constraint.name in text:
            return str(constraint.violation_error_message)
        fields = getattr(constraint, "fields", ())
        if isinstance(constraint, models.UniqueConstraint) and all(
            f"{row.model._meta.db_table}.{row.model._meta.get_field(name).column}" in text
            for name in fields
        ):
            return str(constraint.violation_error_message)
    return f"the database refuses it: {text.splitlines()[0]}."
