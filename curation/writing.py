"""Write entries and parts that are given as rows: in bulk, and only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models.base import DEFERRED

from curation.files import LoadError
from curation.inserting import insert, insert_values
from curation.models import Entry, Part
from curation.rows import (
    Natural,
    Problem,
    Row,
    link_fields,
    list_fields,
    models_in_order,
    scalar_fields,
    unique_fields,
)

ENOUGH = 200
"""With so many problems nothing more is tried."""

TEXTS = (models.CharField, models.TextField)

Keys = dict[tuple[Any, str | None], int | None]
"""The primary key of each row that something links, by its model and how links name it."""


class Writing:
    """What is to be written: ``wanted`` rows beside those that are ``stored`` so far.

    ``deletes`` are the stored rows that go. ``pks`` has the key of every stored row that a wanted
    one is or links. ``new_pk`` gives new rows their keys; where it gives none, the database does.
    """

    def __init__(
        self,
        wanted: dict[Natural, Row],
        stored: dict[Natural, Row],
        deletes: dict[Natural, Row],
        pks: Keys,
        new_pk: Callable[[Row], int | None] = lambda row: None,
    ) -> None:
        self.new_pk = new_pk
        self.stored = stored
        self.deletes = deletes
        self.pks = pks
        self.creates = [row for n, row in wanted.items() if n not in stored]
        reordered = {
            n[:-1]
            for n, row in wanted.items()
            if n not in stored or stored[n].values.get("position") != row.values.get("position")
        }
        self.updates = [
            row
            for n, row in wanted.items()
            if n in stored
            and (
                stored[n].values != row.values
                or (n[:-1] in reordered and stored[n].place != row.values.get("position"))
            )
        ]

    def carry_out(self) -> None:
        """Write it all. What is unique may pass from row to row, so old rows make way first.

        Links do not hold them: the database looks at links when the transaction ends, and
        ``check_links`` has seen that by then each leads to a row.
        """
        instances = self._instances()
        _remove_list_links(self.deletes.values())
        _take_out(self.deletes.values())
        moving = {row.natural for row in self.updates if self._passes_on(row)}
        _take_out(self.stored[natural] for natural in moving)
        order = models_in_order()
        rows = sorted([*self.creates, *self.updates], key=lambda row: order.index(row.model))
        for model, group in groupby(rows, key=lambda row: row.model):
            new: list[tuple[Row, Any]] = []
            for row in group:
                if row.natural in instances:
                    instance = instances[row.natural]
                    self._fill(row, instance)
                    self._save(row, instance, put_back=row.natural in moving)
                else:
                    new.append((row, self._new_instance(row)))
            self._create(model, new)
            instances |= {row.natural: instance for row, instance in new}
        problems: list[Problem] = []
        for row in rows:
            instance = instances[row.natural]
            late = self._late_links(row, instance)
            if late or row.model.clean is not models.Model.clean:
                with _noted(problems):
                    self._link_to_later_rows(row, instance, late)
        if problems:
            raise LoadError(problems)
        self._link_lists((row, instances[row.natural]) for row in rows)

    def _instances(self) -> dict[Natural, Any]:
        """The stored rows that change, as instances; one query a model."""
        found: dict[Natural, Any] = {}
        for model, rows in groupby(sorted(self.updates, key=_model_name), key=lambda r: r.model):
            naturals = {self.stored[row.natural].pk: row.natural for row in rows}
            for pk, instance in model._default_manager.in_bulk(list(naturals)).items():
                found[naturals[pk]] = instance
        return found

    def _passes_on(self, row: Row) -> bool:
        """Whether the update changes a value that another row may take over in the same load."""
        now = self.stored[row.natural].values
        return any(now[name] != row.values[name] for name in unique_fields(row.model))

    def _new_instance(self, row: Row) -> Any:
        """Made from all its values at once: by name it would take several times as long."""
        model: Any = row.model
        return model(*[self._value(row, f) for f in model._meta.concrete_fields])

    def _value(self, row: Row, f: Any) -> Any:
        if f.generated:
            return DEFERRED
        if f.primary_key:
            return self.new_pk(row)
        if f.name in row.values:
            value = row.values[f.name]
            if isinstance(f, models.ForeignKey):
                return self.pks.get((f.related_model, value))
            return value if isinstance(value, str) and isinstance(f, TEXTS) else f.to_python(value)
        if f.name in ("slug", "key"):
            return row.natural[-1]
        if f.name == getattr(row.model, "PARENT", ""):
            above = row.natural[:-2]
            ref = above[1] if len(above) == 2 else f"{above[1]}#{above[-1]}"
            return self.pks[f.related_model, ref]
        return f.get_default()

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
        """Write new rows of one model at once; raises LoadError with all that cannot be."""
        problems: list[Problem] = []
        if model.save in (models.Model.save, Entry.save):
            for _, instance in new:
                if isinstance(instance, Entry):
                    instance.before_saving()
            self._create_many(model, new, problems)
        else:
            for row, instance in new:
                self._save(row, instance)
        if problems:
            raise LoadError(problems)

    def _create_many(self, model: Any, new: list[tuple[Row, Any]], problems: list[Problem]) -> None:
        """If the database refuses one of many it does not say which: each half is tried alone."""
        if len(new) <= 1:
            for row, instance in new:
                with _noted(problems):
                    self._save(row, instance)
            return
        try:
            with transaction.atomic():
                insert(model, [instance for _, instance in new])
        except IntegrityError:
            for row, instance in new:
                instance.pk, instance._state.adding = self.new_pk(row), True
            half = len(new) // 2
            for some in (new[:half], new[half:]):
                if len(problems) < ENOUGH:
                    self._create_many(model, some, problems)
        else:
            self.pks |= {(row.model, row.ref): instance.pk for row, instance in new}

    def _target(self, row: Row, link: models.ForeignKey[Any, Any]) -> int | None:
        return self.pks.get((link.related_model, row.values[link.name]))

    def _late_links(self, row: Row, instance: Any) -> list[models.ForeignKey[Any, Any]]:
        """The links that could not be filled when the row was written."""
        return [
            link
            for link in link_fields(row.model)
            if getattr(instance, link.attname) != self._target(row, link)
        ]

    def _link_to_later_rows(
        self, row: Row, instance: Any, late: list[models.ForeignKey[Any, Any]]
    ) -> None:
        for link in late:
            setattr(instance, link.attname, self._target(row, link))
        _try(row, instance.clean)
        if late:
            _try(row, instance.save)

    def _link_lists(self, changed: Iterable[tuple[Row, Any]]) -> None:
        through_rows: dict[tuple[Any, str, str], list[tuple[Any, Any]]] = {}
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
                columns = (many.m2m_column_name(), many.m2m_reverse_name())
                through_rows.setdefault((through, *columns), []).extend(
                    (instance.pk, pk) for pk in pks
                )
        for (through, source, target), new in through_rows.items():
            insert_values(through, [source, target], new)


def _model_name(row: Row) -> str:
    return row.model._meta.label


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


@contextmanager
def _noted(problems: list[Problem]) -> Iterator[None]:
    """Go on after a problem, so that several are said at once."""
    try:
        with transaction.atomic():
            yield
    except LoadError as error:
        problems += error.problems
        if len(problems) >= ENOUGH:
            raise LoadError(problems) from None


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
