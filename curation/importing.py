"""Files of entries brought in as drafts: what each would do, and all of it or nothing.

A dry run is a run that is taken back at its end, so that it finds whatever the run itself would.
What a file brings is never public at once: new entries are drafts, and changes of public ones are
drafts beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from curation import revisions
from curation.documents import write_rows
from curation.entries import entry_models
from curation.models import Batch, Entry, Revision
from curation.revisions import Who
from curation.rows import (
    Addition,
    Natural,
    Row,
    documents_of,
    link_fields,
    number_positions,
    stored_rows,
)
from curation.sheets import rows as rows_of
from curation.sheets.uploads import Problems, Upload

COLLECTION = "curated"
Say = Callable[[str], None]


@dataclass
class Line:
    """What the import does to one entry; ``changes`` counts its rows by what becomes of them."""

    natural: Natural
    place: str
    new: int = 0
    changed: int = 0
    removed: int = 0
    is_new: bool = False
    is_public: bool = False

    @property
    def is_same(self) -> bool:
        return not (self.new or self.changed or self.removed)


@dataclass
class Outcome:
    """What an import did, or would do."""

    lines: list[Line] = field(default_factory=list)
    batch: Batch | None = None

    @property
    def new(self) -> int:
        return sum(line.is_new for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(not line.is_new and not line.is_same for line in self.lines)

    @property
    def same(self) -> int:
        return sum(line.is_same for line in self.lines)


class _TakenBack(Exception):
    """Ends a dry run."""


def dry_run(upload: Upload, who: Who, say: Say = lambda line: None) -> Outcome:
    """What ``bring_in`` would do; raises LoadError with the same problems, and changes nothing."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            outcome = bring_in(upload, who, say)
            raise _TakenBack
    except _TakenBack:
        outcome.batch = None
    return outcome


def bring_in(upload: Upload, who: Who, say: Say = lambda line: None) -> Outcome:
    """Bring a file in, all or nothing; raises LoadError with every problem."""
    say(f"Checking the fields of {len(upload.documents):,} entries")
    given = rows_of(upload, COLLECTION)
    with transaction.atomic():
        say("Comparing them with what is stored")
        plan = _Plan(upload, given)
        outcome = Outcome(plan.lines())
        if not (plan.new or plan.changed):
            return outcome
        outcome.batch = Batch.objects.create(
            kind=Batch.Kind.IMPORT, author=who.author, reason=who.reason
        )
        step = Who(who.author, who.reason, outcome.batch)
        say(f"Writing {outcome.new:,} new and {outcome.changed:,} changed entries")
        plan.carry_out(step)
        say("Done")
    return outcome


class _Plan:
    """The rows of a file beside those that are stored."""

    def __init__(self, upload: Upload, given: list[Row | Addition]) -> None:
        self.upload = upload
        problems = Problems()
        rows = {row.natural: row for row in given if isinstance(row, Row)}
        additions = [row for row in given if isinstance(row, Addition)]
        naturals = {row.natural[:2] for row in given}
        for kind in sorted({kind for kind, _ in naturals} - entry_models().keys()):
            problems.add(upload.name, f"a {kind} is entered in the admin, not by a file.")
        self.stored = stored_rows(naturals)
        self.entries = _entries(naturals)
        self._refuse_drafts(problems)
        for natural, entry in self.entries.items():
            if entry.is_withheld:
                name = ":".join(natural)
                problems.add(upload.place(name), "it cannot be brought in by a file.", name)
        self.wanted = self._together(rows, additions, problems)
        problems.stop()
        by_entry: dict[Natural, dict[Natural, Row]] = {natural: {} for natural in naturals}
        for natural, row in self.wanted.items():
            by_entry[row.entry][natural] = row
        stored_by_entry: dict[Natural, dict[Natural, Row]] = {}
        for natural, row in self.stored.items():
            stored_by_entry.setdefault(row.entry, {})[natural] = row
        self.by_entry, self.stored_by_entry = by_entry, stored_by_entry
        self.new = [natural for natural in by_entry if natural not in self.entries]
        self.changed = [
            natural
            for natural in by_entry
            if natural in self.entries and not _line(self, natural).is_same
        ]

    def _refuse_drafts(self, problems: Problems) -> None:
        """A draft that somebody writes beside a public entry is not overwritten."""
        public = {n for n, entry in self.entries.items() if entry.status == Entry.Status.PUBLISHED}
        for step in revisions.open_drafts().defer("document"):
            if step.natural in public:
                reason = "there is a draft beside it: publish or discard that first."
                problems.add(
                    self.upload.place(":".join(step.natural)), reason, ":".join(step.natural)
                )

    def _together(
        self, rows: dict[Natural, Row], additions: list[Addition], problems: Problems
    ) -> dict[Natural, Row]:
        """The rows as they are to be: what the file says, and what it adds to what is stored."""
        whole = {natural for natural in rows if len(natural) == 2}
        wanted: dict[Natural, Row] = {}
        for natural, row in self.stored.items():
            if row.entry not in whole:
                wanted[natural] = Row(row.model, natural, dict(row.values), pk=row.pk)
        for natural, row in rows.items():
            if row.entry not in whole and row.entry not in self.entries:
                problems.add(row.file, "there is no such entry to add to.", row.name)
            if row.entry not in whole:
                row.values["position"] += 100_000  # behind those that are there
            wanted[natural] = row
        for addition in additions:
            row = wanted.get(addition.natural)
            if row is None:
                problems.add(
                    addition.file, "there is nothing of this name to add to.", addition.name
                )
                continue
            for name, value in addition.values.items():
                if isinstance(value, list):
                    row.values[name] = sorted({*row.values[name], *value})
                elif row.values[name] in ("", None, value):
                    row.values[name] = value
                else:
                    problems.add(addition.file, f"“{name}” is filled already.", addition.name)
        for natural, row in self._left_out_of_files(whole):
            wanted.setdefault(natural, row)
        for natural, row in wanted.items():
            if len(natural) == 2:
                entry = self.entries.get(natural)
                row.values["status"] = entry.status if entry else Entry.Status.DRAFT
        number_positions(wanted.values(), as_read=False)
        return wanted

    def _left_out_of_files(self, whole: set[Natural]) -> list[tuple[Natural, Row]]:
        """Stored parts that no export has, since they link a name that stays out of files."""
        unexported = {
            (model, slug)
            for model in entry_models().values()
            for slug in model._default_manager.filter(model.unexported_q()).values_list(
                "slug", flat=True
            )
        }
        return [
            (natural, row)
            for natural, row in self.stored.items()
            if len(natural) > 2
            and row.entry in whole
            and any(
                (f.related_model, row.values[f.name]) in unexported for f in link_fields(row.model)
            )
        ]

    def lines(self) -> list[Line]:
        return [_line(self, natural) for natural in self.by_entry]

    def carry_out(self, who: Who) -> None:
        """Write new entries, and changed ones as far as they are not public; record every step."""
        drafts = {n for n in self.changed if self.entries[n].status == Entry.Status.PUBLISHED}
        rows = {
            natural: row
            for entry in (*self.new, *self.changed)
            if entry not in drafts
            for natural, row in self.by_entry[entry].items()
        }
        before = documents_of(row for n in self.changed for row in self.stored_by_entry[n].values())
        write_rows(rows)
        if drafts:
            beside = {n: r for entry in drafts for n, r in self.by_entry[entry].items()}
            with transaction.atomic():
                write_rows(beside, new_pks=False)  # only to see whether it can be
                documents = documents_of(stored_rows(drafts).values())
                transaction.set_rollback(True)
        else:
            documents = {}
        documents |= documents_of(stored_rows([*self.new, *(set(self.changed) - drafts)]).values())
        revisions.record_drafts(documents, before, self.entries, who)


def _line(plan: _Plan, natural: Natural) -> Line:
    wanted, stored = plan.by_entry[natural], plan.stored_by_entry.get(natural, {})
    entry = plan.entries.get(natural)
    return Line(
        natural,
        plan.upload.place(":".join(natural)),
        new=len(wanted.keys() - stored.keys()),
        changed=sum(n in stored and stored[n].values != row.values for n, row in wanted.items()),
        removed=len(stored.keys() - wanted.keys()),
        is_new=entry is None,
        is_public=entry is not None and entry.status == Entry.Status.PUBLISHED,
    )


def _entries(naturals: Iterable[Natural]) -> dict[Natural, Any]:
    by_kind: dict[str, list[str]] = {}
    for kind, slug in naturals:
        by_kind.setdefault(kind, []).append(slug)
    return {
        (kind, entry.slug): entry
        for kind, slugs in by_kind.items()
        if kind in entry_models()
        for entry in entry_models()[kind]._default_manager.filter(slug__in=slugs)
    }


# Undoing


def undo(batch: Batch, who: Who) -> Batch:
    """Take an import back: its new entries go, its changes are reversed in the drafts.

    Raises Refused if one of its entries was published, edited in the same places, or is linked.
    """
    if batch.kind != Batch.Kind.IMPORT:
        raise revisions.Refused(["Only an import is undone so."])
    with transaction.atomic():
        if Batch.objects.filter(undoes=batch).exists():
            raise revisions.Refused(["It was undone already."])
        undoing = Batch.objects.create(
            kind=Batch.Kind.UNDO, author=who.author, reason=who.reason, undoes=batch
        )
        step = Who(who.author, who.reason, undoing)
        steps = list(batch.revisions.all())
        first = [it for it in steps if it.number == 1 or _was_gone(it)]
        later = [it for it in steps if it not in first]
        reasons: list[str] = []
        for revision in later:
            reasons += revisions.reverse(revision, step)
        reasons += revisions.remove_new(first, step)
        if reasons:
            raise revisions.Refused(reasons)
        return undoing


def _was_gone(step: Revision) -> bool:
    before = revisions.step(step.natural, step.number - 1)
    return before is not None and before.state in (
        Revision.State.DISCARDED,
        Revision.State.MERGED,
    )
