"""Bring the fixtures into the database, changing only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from curation.files import LoadError, read_files
from curation.models import Entry, LoadedDocument, Part
from curation.release import release
from curation.rows import (
    Natural,
    Problem,
    Row,
    digests,
    link_fields,
    list_fields,
    models_in_order,
    scalar_fields,
    stored_rows,
    unique_fields,
)
from curation.selection import links_of, rows_to_load

MANY_ROWS = 1000
"""From so many changed rows on, the counts of the database's planner no longer hold."""


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
    collection's name (``casebook``) are that collection. ``collection`` loads one alone, with what
    it stands on. Rows that are gone from the files of a loaded collection are removed. Entries that
    were edited since they were loaded are left alone unless ``overwrite``.
    """
    say("Reading the fixtures")
    files = read_files(folder)
    with transaction.atomic():
        say("Comparing with the database")
        stored = stored_rows()
        loaded: dict[Natural, LoadedDocument] = {
            (d.kind, d.slug): d for d in LoadedDocument.objects.all()
        }
        whose: dict[Natural, str] = {
            entry: document.collection for entry, document in loaded.items()
        }
        wanted = rows_to_load(files, stored, whose, collection)
        if not wanted:
            reason = f"there are no fixtures of the collection “{collection}” here."
            raise LoadError([Problem(str(folder), "", reason)])
        plan = _Plan(wanted, stored, loaded, files.collections, collection, overwrite)
        plan.check_links()
        if plan.is_empty:
            return plan.report
        say(f"Writing {plan.report.changed} rows")
        with release() as change:
            if not plan.report.changed:
                change.unchanged()
            plan.carry_out()
        if plan.report.changed > MANY_ROWS:
            _tell_the_planner()
    return plan.report


def _tell_the_planner() -> None:
    """Have PostgreSQL count its rows anew: until it has, it plans queries as for empty tables."""
    if connection.vendor == "postgresql":
        names = connection.introspection.django_table_names(only_existing=True)
        tables = ", ".join(map(connection.ops.quote_name, names))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


class _Plan:
    """Which rows to create, update and delete, and how to do it."""

    def __init__(
        self,
        from_files: dict[Natural, Row],
        stored: dict[Natural, Row],
        loaded: dict[Natural, LoadedDocument],
        collections: dict[Natural, str],
        only: str | None,
        overwrite: bool,
    ) -> None:
        self.from_files = from_files
        self.stored = stored
        self.collections = collections
        self.loaded = loaded
        self.wanted_digests = digests(from_files.values())
        self.stored_digests = digests(stored.values())
        loading = {only} if only else set(collections.values())
        self.gone = {
            entry
            for entry, document in self.loaded.items()
            if entry not in collections and document.collection in loading
        }
        self.left: set[Natural] = set()
        entries = {row.entry for row in from_files.values()}
        if not overwrite:
            self.left = {entry for entry in entries | self.gone if self._edited(entry)}
        self.gone -= self.left
        self.wanted = {n: row for n, row in from_files.items() if row.entry not in self.left}
        self.taken = {row.entry for row in self.wanted.values()}
        self.creates = [row for n, row in self.wanted.items() if n not in stored]
        self.updates = [
            row for n, row in self.wanted.items() if n in stored and stored[n].values != row.values
        ]
        self.deletes = {
            n: row
            for n, row in stored.items()
            if (row.entry in self.taken and n not in self.wanted) or row.entry in self.gone
        }
        self.report = Report(
            entries=len(entries),
            created=len(self.creates),
            updated=len(self.updates),
            deleted=len(self.deletes),
            left=sorted(":".join(entry) for entry in self.left),
        )

    @property
    def is_empty(self) -> bool:
        digests_are_kept = all(
            entry in self.loaded and self.loaded[entry].digest == self.wanted_digests[entry]
            for entry in self.taken
        )
        return not self.report.changed and not self.gone and digests_are_kept

    def _edited(self, entry: Natural) -> bool:
        """Whether somebody changed the entry, or made it, since the files were last loaded."""
        now = self.stored_digests.get(entry)
        if now is None or now == self.wanted_digests.get(entry):
            return False
        return entry not in self.loaded or self.loaded[entry].digest != now

    def check_links(self) -> None:
        """Whether every link, also of rows that are left as they are, will lead to a row."""
        standing = {n: row for n, row in self.stored.items() if n not in self.deletes}
        standing |= self.wanted
        known = {(row.model, row.ref) for row in standing.values()}
        edited = {
            (row.model, row.ref): row.entry
            for row in self.from_files.values()
            if row.entry in self.left
        }
        problems = []
        for row in standing.values():
            for name, model, ref in links_of(row):
                if (model, ref) in known:
                    continue
                reason = f"{name}: there is no {model._meta.verbose_name} “{ref}”"
                if entry := edited.get((model, ref)):
                    left = ":".join(entry)
                    reason += f"; {left} was edited since in the admin and is left alone"
                problems.append(Problem(row.file or "(in the database)", row.name, f"{reason}."))
        if problems:
            raise LoadError(problems)

    def carry_out(self) -> None:
        """Write it all. What is unique may pass from row to row, so old rows make way first.

        Links do not hold them: the database looks at links when the transaction ends, and
        ``check_links`` has seen that by then each leads to a row.
        """
        self.pks: dict[tuple[Any, str | None], int | None] = {
            (row.model, row.ref): row.pk for n, row in self.stored.items() if n not in self.deletes
        }
        instances = {
            row.natural: row.model._default_manager.get(pk=self.stored[row.natural].pk)
            for row in self.updates
        }
        _remove_list_links(self.deletes.values())
        _take_out(self.deletes.values())
        moving = {row.natural for row in self.updates if self._passes_on(row)}
        _take_out(self.stored[natural] for natural in moving)
        order = models_in_order()
        rows = sorted([*self.creates, *self.updates], key=lambda row: order.index(row.model))
        for model, group in groupby(rows, key=lambda row: row.model):
            new: list[tuple[Row, Any]] = []
            for row in group:
                instance = instances.get(row.natural) or self._new_instance(row)
                self._fill(row, instance)
                if row.natural in instances:
                    self._save(row, instance, put_back=row.natural in moving)
                else:
                    new.append((row, instance))
            self._create(model, new)
            instances |= {row.natural: instance for row, instance in new}
        for row in rows:
            self._link_to_later_rows(row, instances[row.natural])
        self._link_lists((row, instances[row.natural]) for row in rows)
        self._remember()

    def _passes_on(self, row: Row) -> bool:
        """Whether the update changes a value that another row may take over in the same load."""
        now = self.stored[row.natural].values
        return any(now[name] != row.values[name] for name in unique_fields(row.model))

    def _new_instance(self, row: Row) -> Any:
        if not issubclass(row.model, Part):
            return row.model(slug=row.natural[-1])
        parent: Any = row.model._meta.get_field(row.model.PARENT)
        above = row.natural[:-2]
        ref = above[1] if len(above) == 2 else f"{above[1]}#{above[-1]}"
        return row.model(
            **{"key": row.natural[-1], parent.attname: self.pks[parent.related_model, ref]}
        )

    def _fill(self, row: Row, instance: Any) -> None:
        """Give the instance the row's values, as yet without links to rows written later."""
        for f in scalar_fields(row.model):
            if isinstance(f, models.ForeignKey):
                setattr(instance, f.attname, self._target(row, f))
            else:
                setattr(instance, f.name, f.to_python(row.values[f.name]))
        if isinstance(instance, Part):
            instance.position = row.values["position"]

    def _save(self, row: Row, instance: Any, *, put_back: bool = False) -> None:
        if put_back:
            _try(row, partial(instance.save_base, raw=True))  # with the day it was created
        _try(row, instance.save)
        self.pks[row.model, row.ref] = instance.pk

    def _create(self, model: Any, new: list[tuple[Row, Any]]) -> None:
        """Write new rows of one model at once.

        If the database refuses one of many it does not say which; then each is tried alone.
        """
        if model.save in (models.Model.save, Entry.save):
            for _, instance in new:
                if isinstance(instance, Entry):
                    instance.before_saving()
            try:
                with transaction.atomic():
                    model._default_manager.bulk_create(
                        [instance for _, instance in new], batch_size=400
                    )
            except IntegrityError:
                for _, instance in new:
                    instance.pk, instance._state.adding = None, True
            else:
                self.pks |= {(row.model, row.ref): instance.pk for row, instance in new}
                return
        for row, instance in new:
            self._save(row, instance)

    def _target(self, row: Row, link: models.ForeignKey[Any, Any]) -> int | None:
        return self.pks.get((link.related_model, row.values[link.name]))

    def _link_to_later_rows(self, row: Row, instance: Any) -> None:
        late = [
            link
            for link in link_fields(row.model)
            if getattr(instance, link.attname) != self._target(row, link)
        ]
        for link in late:
            setattr(instance, link.attname, self._target(row, link))
        _try(row, instance.clean)
        if late:
            _try(row, instance.save)

    def _link_lists(self, changed: Iterable[tuple[Row, Any]]) -> None:
        through_rows: dict[Any, list[Any]] = {}
        for row, instance in changed:
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
        documents = [
            LoadedDocument(
                kind=kind,
                slug=slug,
                digest=self.wanted_digests[kind, slug],
                collection=self.collections[kind, slug],
            )
            for kind, slug in sorted(self.taken)
        ]
        LoadedDocument.objects.bulk_create(
            documents,
            batch_size=400,
            update_conflicts=True,
            unique_fields=["kind", "slug"],
            update_fields=["digest", "collection"],
        )


def _by_model(rows: Iterable[Row]) -> Iterator[tuple[Any, list[int]]]:
    """The primary keys of the rows, for each model."""
    found: dict[Any, list[int]] = {}
    for row in rows:
        assert row.pk is not None
        found.setdefault(row.model, []).append(row.pk)
    yield from found.items()


def _take_out(rows: Iterable[Row]) -> None:
    """Delete these rows and nothing that hangs on them."""
    for model, pks in _by_model(rows):
        found = model._base_manager.filter(pk__in=pks)
        found._raw_delete(found.db)


def _remove_list_links(rows: Iterable[Row]) -> None:
    """Delete the many-to-many links from and to these rows."""
    for model, pks in _by_model(rows):
        for relation in model._meta.get_fields(include_hidden=True):
            if relation.one_to_many and relation.related_model._meta.auto_created:
                relation.related_model._default_manager.filter(
                    **{f"{relation.field.name}__in": pks}
                ).delete()


def _try(row: Row, write: Callable[[], Any]) -> None:
    """Write a row; what the database or the model refuses is a problem of its file."""
    try:
        write()
    except ValidationError as error:
        raise LoadError([Problem(row.file, row.name, " ".join(error.messages))]) from None
    except IntegrityError as error:
        raise LoadError([Problem(row.file, row.name, _reason(row, error))]) from None


def _reason(row: Row, error: IntegrityError) -> str:
    """The sentence of the constraint that was broken; SQLite names columns, PostgreSQL its name."""
    text = str(error)
    options = row.model._meta
    columns = {f.name: f"{options.db_table}.{f.column}" for f in options.concrete_fields}
    for constraint in options.constraints:
        fields = constraint.fields if isinstance(constraint, models.UniqueConstraint) else ()
        if constraint.name in text or (fields and all(columns[name] in text for name in fields)):
            return str(constraint.violation_error_message)
    for f in options.concrete_fields:
        if f.unique and (columns[f.name] in text or f"({f.column})=" in text):
            return f"{f.name}: another {options.verbose_name} has the same."
    return f"the database refuses it: {text.splitlines()[0]}."
