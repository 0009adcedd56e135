"""Two entries for one thing become one: all links move, old addresses lead on; it can be undone.

The entry that is kept takes over what it lacks: values of empty fields, parts, names. Whatever
links the other one links it from then on. Each entry that this touches gets a revision of the same
batch, from which the merge is undone, also if they were edited since, as long as nobody has edited
just what the merge changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify

from curation import revisions
from curation.differences import changes, merge
from curation.documents import Document, find_entry, stored_documents, write_documents
from curation.entries import entry_models, named_models
from curation.models import Batch, Entry, FormerSlug, Named, Part, Revision
from curation.release import release
from curation.revisions import Refused, Stale, Who
from curation.rows import (
    Natural,
    link_fields,
    list_fields,
    natural_of,
    part_lists,
    scalar_fields,
)
from curation.withheld import told_by

EVIDENCE = ("basis", "basis_note", "collection")
"""What an entry says of its own statements: it stays with them."""


def merge_entries(kept: Natural, gone: Natural, numbers: dict[Natural, int], who: Who) -> Batch:
    """Merge ``gone`` into ``kept``, both at these revisions; raises Stale or Refused."""
    with release():
        ours, theirs = _both(kept, gone, numbers)
        batch = Batch.objects.create(
            kind=Batch.Kind.MERGE,
            author=who.author,
            reason=who.reason,
            details={
                "kept": list(kept),
                "gone": list(gone),
                "created": theirs.created.isoformat(),
                "published_at": theirs.published_at and theirs.published_at.isoformat(),
                "former": list(
                    FormerSlug.objects.filter(kind=gone[0], slug=gone[1]).values_list(
                        "old", flat=True
                    )
                ),
            },
        )
        touched = [entry for entry in linking_entries(theirs) if natural_of(entry) != kept]
        naturals = [kept, *(natural_of(entry) for entry in touched)]
        documents = stored_documents([*naturals, gone])
        parts: dict[str, str] = {}
        one = _joined(type(ours), documents[kept], documents[gone], parts)
        ways = _Ways(type(ours), gone[1], kept[1], parts)
        changed = [ways.lead(documents[natural]) for natural in naturals[1:]]
        statuses = {natural_of(entry): entry.status for entry in (ours, *touched)}
        step = Who(who.author, who.reason, batch)
        theirs.before_merging(ours)
        with revisions.carrying([ours, *touched], step, begin=True):
            FormerSlug.objects.filter(kind=gone[0], slug=gone[1]).update(slug=kept[1])
            FormerSlug.objects.update_or_create(
                kind=gone[0], old=gone[1], defaults={"slug": kept[1]}
            )
            revisions.end(theirs, step)
            write_documents([ways.lead(one), *changed], statuses, removed=[gone])
        _refuse_names([ours, *touched], who)
        return batch


def _refuse_names(entries: list[Any], who: Who) -> None:
    """Let no text become public that names somebody who was withheld since it was written."""
    if told := told_by([entry for entry in entries if entry.is_public], who.author):
        raise Refused(told)


def _both(kept: Natural, gone: Natural, numbers: dict[Natural, int]) -> tuple[Any, Any]:
    if kept == gone or kept[0] != gone[0]:
        raise Refused(["Choose two entries of one kind."])
    if not entry_models()[kept[0]].CAN_MERGE:
        raise Refused(["Entries of this kind are the frame of all others and are not merged."])
    found = []
    for natural in (kept, gone):
        entry = find_entry(natural)
        if entry is None or entry.version != numbers.get(natural):
            raise Stale
        if revisions.has_draft_beside(entry, revisions.newest(natural)):
            raise Refused([f"“{entry}” has a draft: publish or discard it first."])
        found.append(entry)
    ours, theirs = found
    if ours.is_withheld or theirs.is_withheld:
        raise Refused(["Who is withheld is not merged: it could become public, or its history."])
    if theirs.status == Entry.Status.PUBLISHED != ours.status:
        raise Refused(["Keep the entry that is public; the other one can go."])
    return ours, theirs


def linking_entries(entry: Entry) -> list[Any]:
    """The other entries of which a row links this one or one of its parts, each once."""
    found: dict[Natural, Any] = {}
    waiting: list[tuple[Any, Any]] = [(type(entry), [entry.pk])]
    while waiting:
        model, pks = waiting.pop()
        for relation in model._meta.related_objects:
            linker: Any = relation.related_model
            if not issubclass(linker, Named | Part):
                continue
            rows = linker._default_manager.filter(**{f"{relation.field.name}__in": pks})
            if issubclass(linker, Part) and relation.field.name == linker.PARENT:
                waiting.append((linker, list(rows.values_list("pk", flat=True))))
                continue
            for row in rows.with_links() if hasattr(rows, "with_links") else rows:
                other = row.entry if isinstance(row, Part) else row
                if isinstance(other, Entry) and natural_of(other) != natural_of(entry):
                    found.setdefault(natural_of(other), other)
    return list(found.values())


# Documents that become one


def _joined(model: Any, kept: Document, gone: Document, parts: dict[str, str]) -> Document:
    """The kept document with what it lacks from the other; ``parts`` learns the new keys."""
    document = dict(kept)
    for f in _own_fields(model):
        if f.name in gone and not document.get(f.name):
            document[f.name] = gone[f.name]
    for many in list_fields(model):
        if many.name in gone:
            document[many.name] = sorted({*document.get(many.name, []), *gone[many.name]})
    keys = set(_keys(model, kept))
    for name in part_lists(model):
        rows = [dict(row) for row in kept.get(name, [])]
        for row in gone.get(name, []):
            key = row["key"]
            if key in keys:
                key = _free(f"{key}-{gone['slug']}", keys)
            keys.add(key)
            parts[row["key"]] = key
            rows.append(row | {"key": key})
        if rows:
            document[name] = rows
    if model.ALIASES:
        _add_alias(model, document, kept, gone, keys)
    return document


def _add_alias(
    model: Any, document: Document, kept: Document, gone: Document, keys: set[str]
) -> None:
    """The name of the entry that goes, as an alias that rests on what the entry did."""
    aliases = document.setdefault(model.ALIASES, [])
    if gone["name"] in {kept["name"], *(row["name"] for row in aliases)}:
        return
    evidence = {name: gone[name] for name in (*EVIDENCE, "citations") if name in gone}
    key = _free(slugify(gone["name"])[:60] or gone["slug"], keys)
    aliases.append({"key": key, "name": gone["name"]} | evidence)


def _own_fields(model: Any) -> list[Any]:
    return [f for f in scalar_fields(model) if f.name not in ("status", *EVIDENCE)]


def _keys(model: Any, item: dict[str, Any]) -> Iterable[str]:
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            yield row["key"]
            yield from _keys(part, row)


def _free(key: str, taken: set[str]) -> str:
    candidate, n = key[:90], 1
    while candidate in taken:
        n += 1
        candidate = f"{key[:90]}-{n}"
    return candidate


class _Ways:
    """Links that led to the entry that goes, or to its parts, lead to the one that is kept."""

    def __init__(self, model: Any, gone: str, kept: str, parts: dict[str, str]) -> None:
        self.model, self.gone, self.kept, self.parts = model, gone, kept, parts
        self.models = {model, *_parts_below(model)}

    def lead(self, document: Document) -> Document:
        return self._item(named_models()[document["entry"]], document, document["slug"])

    def _item(self, model: Any, item: dict[str, Any], slug: str) -> dict[str, Any]:
        led = dict(item)
        for link in link_fields(model):
            if link.related_model in self.models and led.get(link.name):
                led[link.name] = self._ref(led[link.name])
        for many in list_fields(model):
            if many.related_model in self.models and led.get(many.name):
                led[many.name] = sorted({self._ref(ref) for ref in led[many.name]})
        for name, part in part_lists(model).items():
            if name in led:
                rows = [self._item(part, row, slug) for row in led[name]]
                rows = [row for row in rows if not self._to_itself(part, row, slug)]
                led[name] = _without_twins(part, rows)
        return led

    def _to_itself(self, part: Any, row: dict[str, Any], slug: str) -> bool:
        """Whether a part that stood between the two would now lead from the entry to itself."""
        return part._meta.get_field(part.PARENT).related_model is self.model and any(
            link.related_model is self.model and row.get(link.name) == slug == self.kept
            for link in link_fields(part)
        )

    def _ref(self, ref: str) -> str:
        slug, hash_, key = ref.partition("#")
        if slug != self.gone:
            return ref
        return f"{self.kept}{hash_}{self.parts.get(key, key)}"


def _parts_below(model: Any) -> Iterable[Any]:
    for part in part_lists(model).values():
        yield part
        yield from _parts_below(part)


def _without_twins(part: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows, of several that may stand only once the first, with the links of all."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    ways = [
        [name for name in constraint.fields if name != part.PARENT]
        for constraint in part._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and part.PARENT in constraint.fields
        and "key" not in constraint.fields
    ]
    if not ways:
        return rows
    for row in rows:
        same = tuple(tuple(str(row.get(name)) for name in names) for names in ways)
        if same not in found:
            found[same] = row
            continue
        first = found[same]
        for many in list_fields(part):
            if many.name in row:
                first[many.name] = sorted({*first.get(many.name, []), *row[many.name]})
    return list(found.values())


# Undoing


def undo(batch: Batch, who: Who) -> Batch:
    """Take a merge back; Refused if somebody has since edited just what it changed."""
    if batch.kind != Batch.Kind.MERGE:
        raise Refused(["Only a merge is undone so."])
    with release():
        if Batch.objects.filter(undoes=batch).exists():
            raise Refused(["It was undone already."])
        steps = {
            (step.kind, step.slug): step
            for step in batch.revisions.exclude(state=Revision.State.MERGED)
        }
        entries = [entry for natural in steps if (entry := find_entry(natural))]
        if len(entries) < len(steps):
            raise Refused(["An entry that the merge touched is gone."])
        if any(entry.is_withheld for entry in entries):
            raise Refused(["An entry that the merge touched is withheld."])
        now = stored_documents(steps)
        documents, reasons = [], []
        for natural, step in steps.items():
            before = revisions.step(natural, step.number - 1)
            assert before
            back = merge(step.document, now[natural], before.document)
            documents.append(back.document)
            reasons += [
                f"{':'.join(natural)} was edited since: {' › '.join(place)}."
                for place in back.contested
            ]
        if reasons:
            raise Refused(reasons)
        details = batch.details
        gone, kept = tuple(details["gone"]), tuple(details["kept"])
        last = batch.revisions.get(state=Revision.State.MERGED)
        if find_entry(gone):
            raise Refused([f"There is a new entry “{gone[1]}”."])
        undoing = Batch.objects.create(
            kind=Batch.Kind.UNDO, author=who.author, reason=who.reason, undoes=batch
        )
        step = Who(who.author, who.reason, undoing)
        FormerSlug.objects.filter(kind=gone[0], old=gone[1], slug=kept[1]).delete()
        FormerSlug.objects.filter(kind=gone[0], old__in=details["former"]).update(slug=gone[1])
        statuses = {natural_of(entry): entry.status for entry in entries}
        before_it = revisions.step(gone, last.number - 1)
        assert before_it
        statuses[gone] = revisions.status_then(before_it)
        with revisions.carrying(entries, step, begin=True):
            write_documents([*documents, last.document], statuses)
        entry = find_entry(gone)
        type(entry)._default_manager.filter(pk=entry.pk).update(
            created=parse_datetime(details["created"]),
            published_at=details["published_at"] and parse_datetime(details["published_at"]),
        )
        revisions.restore(entry, last.number + 1, before_it.state, last.document, step)
        _refuse_names([*entries, find_entry(gone)], who)
        return undoing


def difference(batch: Batch) -> list[tuple[Revision, int]]:
    """The revisions of a batch, each with the number of values that it changed."""
    found = []
    for revision in batch.revisions.order_by("kind", "slug"):
        before = revisions.step(revision.natural, revision.number - 1)
        count = len(changes(before.document, revision.document)) if before else 0
        found.append((revision, count))
    return found
