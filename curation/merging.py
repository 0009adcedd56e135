"""Two entries for one thing become one: all links move, old addresses lead on; it can be undone.

The entry that is kept takes over what it lacks: values of empty fields, parts, names. Whatever
links the other one links it from then on, in the drafts of others as well. Each entry that this
touches gets a revision of the same batch, from which the merge is undone, also if they were edited
since, as long as nobody has edited just what the merge changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection, models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime

from curation import duplicates, revisions
from curation.differences import changes, merge
from curation.documents import (
    Document,
    find_entry,
    for_a_moment,
    stored_documents,
    write_documents,
)
from curation.drafts import open_drafts
from curation.entries import entry_models
from curation.joining import Joined, join, lead
from curation.labels import Labels
from curation.models import Batch, Entry, FormerSlug, Named, Part, Revision
from curation.release import release
from curation.revisions import Refused, Stale, Who
from curation.rows import Natural, natural_of
from curation.withheld import told_by

Numbers = Mapping[Any, int]
"""The revision of each of the two that somebody has seen, by whose it is."""
REHEARSED = 25
"""A merge that touches so many entries is shown before by doing it and taking it back."""


def merge_entries(kept: Natural, gone: Natural, numbers: Numbers, who: Who) -> Batch:
    """Merge ``gone`` into ``kept``, both at these revisions; raises Stale or Refused."""
    return _merge(kept, gone, numbers, who)[0]


def foreseen(kept: Natural, gone: Natural, numbers: Numbers, who: Who) -> Joined:
    """What the merge would do; raises what it would raise, and changes nothing.

    It is rehearsed where that is quick. Where many link the one that goes, what the database would
    refuse is not known before.
    """
    ours, theirs = _both(kept, gone, numbers)
    linking = linking_entries(theirs)
    if len(linking) <= REHEARSED:
        with for_a_moment():
            return _merge(kept, gone, numbers, who)[1]
    joined = _join(ours, theirs, linking)[0]
    led = _drafts_to_lead(gone[1], lambda it: lead(it, joined.refs))
    joined.drafts = [draft.natural for draft, _ in led]
    return joined


def _join(ours: Any, theirs: Any, linking: list[Any]) -> tuple[Joined, list[Any]]:
    """What the two are as one, and the other entries that this touches."""
    kept, gone = natural_of(ours), natural_of(theirs)
    touched = [entry for entry in linking if natural_of(entry) != kept]
    documents = stored_documents([kept, gone, *(natural_of(entry) for entry in touched)])
    theirs_too = [documents[natural_of(entry)] for entry in touched]
    return join(documents[kept], documents[gone], theirs_too), touched


def _merge(kept: Natural, gone: Natural, numbers: Numbers, who: Who) -> tuple[Batch, Joined]:
    with _one_at_a_time(), release():
        ours, theirs = _both(kept, gone, numbers)
        linking = _locked(lambda: linking_entries(theirs), [ours, theirs])
        ours, theirs = _both(kept, gone, numbers)
        details = {
            "kept": list(kept),
            "gone": list(gone),
            "created": theirs.created.isoformat(),
            "published_at": theirs.published_at and theirs.published_at.isoformat(),
            "noted": theirs.before_merging(ours),
        }
        batch = Batch.objects.create(
            kind=Batch.Kind.MERGE, author=who.author, reason=who.reason, details=details
        )
        joined, touched = _join(ours, theirs, linking)
        statuses = {natural_of(entry): entry.status for entry in (ours, *touched)}
        step = Who(who.author, who.reason, batch)
        with revisions.carrying([ours, *touched], step, begin=True):
            details["former"] = _lead_addresses(kept, gone)
            revisions.end(theirs, Who(who.author, who.reason, batch, who.token))
            write_documents(joined.documents, statuses, removed=[gone])
        _publish_with(ours, theirs, who)
        details["drafts"] = _lead_drafts(gone[1], lambda it: lead(it, joined.refs, joined), batch)
        joined.drafts = [(kind, slug) for kind, slug, _ in details["drafts"]]
        details["parts"] = {old: now for (_, old), now in joined.refs.items() if "#" in old}
        details["moved"] = [[part._meta.label, old, now] for part, old, now in joined.moved]
        details["different"] = duplicates.lead_on(kept[0], gone[1], kept[1])
        batch.save(update_fields=["details"])
        duplicates.refresh([kept, gone])
        _refuse_names([ours, *touched], who)
        return batch, joined


def _refuse_names(entries: list[Any], who: Who) -> None:
    """Let no text become public that names somebody who was withheld since it was written."""
    if told := told_by([entry for entry in entries if entry.is_public], who.author):
        raise Refused(told)


def _both(kept: Natural, gone: Natural, numbers: Numbers) -> tuple[Any, Any]:
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
    if ours.is_withheld != theirs.is_withheld:
        raise Refused(["One of the two is withheld. Withhold both, or show both, and then merge."])
    if theirs.status == Entry.Status.PUBLISHED != ours.status:
        raise Refused(["Keep the entry that is public; the other one can go."])
    if reasons := theirs.what_stops_merging(ours):
        raise Refused(reasons)
    return ours, theirs


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Whoever comes second to the same rows is told so, by whichever way the database stops it."""
    try:
        yield
    except (IntegrityError, OperationalError):
        raise Stale from None


def _locked(found: Callable[[], list[Any]], pair: list[Any]) -> list[Any]:
    """The entries found; nobody saves one of them, or one of the pair, until this is done.

    What links is locked before what it links, as in any saving, so that few wait for each other.
    """
    entries = found()
    if not connection.features.has_select_for_update:
        return entries  # SQLite has one writer at a time
    for some in (entries, pair):
        by_model: dict[Any, list[int]] = {}
        for entry in sorted(some, key=natural_of):
            by_model.setdefault(type(entry), []).append(entry.pk)
        for model, pks in by_model.items():
            rows = model._default_manager.select_for_update(of=("self",))
            list(rows.filter(pk__in=pks).order_by("pk").values_list("pk"))
    again = found()
    if {natural_of(entry) for entry in again} != {natural_of(entry) for entry in entries}:
        raise Stale
    return again


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


def _lead_addresses(kept: Natural, gone: Natural) -> dict[str, str]:
    """Lead what led to the one on to the other; where it led before, for undoing."""
    rows = FormerSlug.objects.filter(kind=kept[0])
    before = dict(rows.filter(Q(slug=gone[1]) | Q(old=gone[1])).values_list("old", "slug"))
    rows.filter(old=kept[1], slug=gone[1]).delete()  # it was merged the other way round once
    rows.filter(slug=gone[1]).update(slug=kept[1])
    FormerSlug.objects.update_or_create(kind=gone[0], old=gone[1], defaults={"slug": kept[1]})
    return before


def _lead_addresses_back(kept: Natural, gone: Natural, before: dict[str, str]) -> None:
    rows = FormerSlug.objects.filter(kind=gone[0])
    rows.filter(old=gone[1], slug=kept[1]).delete()
    now = dict(rows.filter(old__in=before).values_list("old", "slug"))
    for old, slug in before.items():
        if now.get(old, kept[1] if old in (kept[1], gone[1]) else "") == kept[1]:
            FormerSlug.objects.update_or_create(kind=gone[0], old=old, defaults={"slug": slug})


def _publish_with(ours: Any, theirs: Any, who: Who) -> None:
    """What a draft brings into a public entry is published by it: it must rest on something."""
    if not ours.status == Entry.Status.PUBLISHED != theirs.status:
        return
    author = Who(who.author, who.reason)
    type(ours).when_published([ours], lambda others: revisions.carrying(others, author))
    if reasons := type(ours).what_stops_publishing([ours]):
        raise Refused(reasons)


def _lead_drafts(slug: str, led_on: Callable[[Document], Document], batch: Batch) -> list[Any]:
    """Lead the links of drafts beside public entries on; the number of each step of the batch."""
    led = _drafts_to_lead(slug, led_on)
    return [[*it.natural, revisions.carry_on(it, new, batch).number] for it, new in led]


def _drafts_to_lead(
    slug: str, led_on: Callable[[Document], Document]
) -> list[tuple[Revision, Document]]:
    drafts = open_drafts().annotate(text=Cast("document", models.TextField()))
    led = [(it, led_on(it.document)) for it in drafts.filter(text__contains=f'"{slug}')]
    return [(it, new) for it, new in led if new != it.document and _is_beside(it.natural)]


# Undoing


def undo(batch: Batch, who: Who) -> Batch:
    """Take a merge back; Refused if somebody has since edited just what it changed."""
    if batch.kind != Batch.Kind.MERGE:
        raise Refused(["Only a merge is undone so."])
    with _one_at_a_time(), release():
        if Batch.objects.filter(undoes=batch).exists():
            raise Refused(["It was undone already."])
        return _Undoing(batch, who).carry_out()


class _Undoing:
    """The steps of a merge, taken back in what its entries are now."""

    def __init__(self, batch: Batch, who: Who) -> None:
        self.who, self.details = who, batch.details
        self.gone: Natural = tuple(batch.details["gone"])
        self.kept: Natural = tuple(batch.details["kept"])
        self.last = batch.revisions.get(state=Revision.State.MERGED)
        here = FormerSlug.objects.filter(kind=self.gone[0], old=self.gone[1]).first()
        if here and revisions.newest(self.kept) is None:
            self.kept = self.kept[0], here.slug  # a draft that has another slug since
        self.batch = batch
        self.drafts = {tuple(it) for it in self.details["drafts"]}
        self.steps: dict[Natural, list[Revision]] = {}
        for step in batch.revisions.exclude(pk=self.last.pk).order_by("number"):
            if (*step.natural, step.number) not in self.drafts:
                self.steps.setdefault(step.natural, []).append(step)
        self.refs = {(apps.get_model(label), now): old for label, old, now in self.details["moved"]}

    def carry_out(self) -> Batch:
        touched = self._entries()
        now = stored_documents(touched)
        documents = self._documents_back(now, touched)
        before = revisions.step(self.gone, self.last.number - 1)
        assert before
        undoing = Batch.objects.create(
            kind=Batch.Kind.UNDO, author=self.who.author, reason=self.who.reason, undoes=self.batch
        )
        step = Who(self.who.author, self.who.reason, undoing)
        kept = touched[self.kept]
        statuses = {natural: entry.status for natural, entry in touched.items()}
        statuses[self.gone] = revisions.status_then(before)
        state = before.state
        if statuses[self.gone] == Entry.Status.PUBLISHED != kept.status:
            # What was taken out of sight since comes back out of sight.
            statuses[self.gone], state = Entry.Status.WITHDRAWN, Revision.State.WITHDRAWN
        _lead_addresses_back(self.kept, self.gone, self.details["former"])
        with revisions.carrying(touched.values(), step, begin=True):
            write_documents([*documents.values(), self.last.document], statuses)
        entry = find_entry(self.gone)
        published = self.details["published_at"]
        type(entry)._default_manager.filter(pk=entry.pk).update(
            created=parse_datetime(self.details["created"]),
            published_at=published and parse_datetime(published),
        )
        entry.after_merging(kept, self.details["noted"])
        revisions.restore(entry, self.last.number + 1, state, self.last.document, step)
        self._lead_drafts_back(undoing)
        duplicates.lead_back(self.gone[0], self.gone[1], self.kept[1], self.details["different"])
        duplicates.refresh([self.kept, self.gone])
        _refuse_names([*touched.values(), find_entry(self.gone)], self.who)
        return undoing

    def _entries(self) -> dict[Natural, Any]:
        """What the merge touched, and what links the parts that go back, by whose they are."""
        if find_entry(self.gone):
            raise Refused([f"There is a new entry “{self.gone[1]}”."])
        kept = find_entry(self.kept)
        if kept is None:
            raise Refused(["The entry that was kept is gone: it was merged into another since."])
        entries = _locked(self._touched, [kept])
        found = {natural_of(entry): entry for entry in entries}
        found[self.kept] = find_entry(self.kept)
        if missing := [natural for natural in self.steps if natural not in found]:
            raise Refused(f"{':'.join(natural)} is gone." for natural in missing)
        return found

    def _touched(self) -> list[Any]:
        kept = find_entry(self.kept)
        naturals = {*self.steps, *((kind, slug) for kind, slug, _ in self.drafts)} - {self.kept}
        entries = [entry for natural in sorted(naturals) if (entry := find_entry(natural))]
        if kept and self.refs:
            linking = (it for it in linking_entries(kept) if natural_of(it) not in naturals)
            return entries + [it for it in linking if natural_of(it) != self.gone]
        return entries

    def _documents_back(
        self, now: dict[Natural, Document], touched: dict[Natural, Any]
    ) -> dict[Natural, Document]:
        documents = dict(now)
        reasons = []
        for natural, steps in self.steps.items():
            before = revisions.as_it_was(steps[0])
            assert before
            back = merge(steps[-1].document, now[natural], before.document)
            documents[natural] = back.document | {"slug": natural[1]}
            if back.contested:
                read = [before.document, steps[-1].document, now[natural]]
                places = map(Labels(read, self.who.author).in_words, back.contested)
                reasons += [f"“{touched[natural]}” was edited since: {it}." for it in places]
        if reasons:
            raise Refused(reasons)
        for step, before in self._draft_steps():
            if not _is_beside(step.natural) and step.natural in documents:
                document = documents[step.natural]  # the draft has become the entry since
                documents[step.natural] = _back(step, document, before)
        documents = {natural: lead(it, self.refs) for natural, it in documents.items()}
        always = {*self.steps, self.kept}
        return {n: it for n, it in documents.items() if n in always or it != now[n]}

    def _draft_steps(self) -> Iterator[tuple[Revision, Revision]]:
        for kind, slug, number in sorted(self.drafts):
            step = revisions.step((kind, slug), number)
            before = revisions.step((kind, slug), number - 1)
            if step and before:
                yield step, before

    def _lead_drafts_back(self, undoing: Batch) -> None:
        for step, before in self._draft_steps():
            last = revisions.newest(step.natural)
            if last and _is_beside(step.natural):
                document = _back(step, last.document, before)
                if document != last.document:
                    revisions.carry_on(last, document, undoing)
        if self.refs:
            _lead_drafts(self.kept[1], lambda it: lead(it, self.refs), undoing)


def _is_beside(natural: Natural) -> bool:
    entry = find_entry(natural)
    return entry is not None and revisions.has_draft_beside(entry, revisions.newest(natural))


def _back(step: Revision, now: Document, before: Revision) -> Document:
    """A draft without what the merge did to it; what was edited there since stays."""
    return merge(step.document, now, before.document, takes_theirs=lambda place: True).document


def difference(steps: Iterable[Revision]) -> list[tuple[Revision, int]]:
    """These revisions, each with the number of values that it changed."""
    steps = list(steps)
    wanted = Q(pk__in=[])
    for step in steps:
        wanted |= Q(kind=step.kind, slug=step.slug, number=step.number - 1)
    before = {(it.kind, it.slug, it.number + 1): it for it in Revision.objects.filter(wanted)}
    found = []
    for step in steps:
        earlier = before.get((step.kind, step.slug, step.number))
        empty = {"entry": step.kind, "slug": step.slug}
        found.append((step, len(changes(earlier.document if earlier else empty, step.document))))
    return found
