"""Files of entries brought in as drafts: what each would do, and all of it or nothing.

A dry run is a run that is taken back at its end, so that it finds whatever the run itself would.
What a file brings is never public at once: new entries are drafts, and changes of public ones are
drafts beside them.

Both say what they do while they do it: as generators, which a page can send on line by line. If
whoever reads them goes away in the middle, the transaction is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from curation import duplicates, revisions
from curation.files import LoadError
from curation.garbage import seldom_looked_for
from curation.import_plan import Line, Plan
from curation.many_steps import remove_new, reverse
from curation.models import Batch, Revision
from curation.revisions import Refused, Stale, Who
from curation.sheets import rows as rows_of
from curation.sheets.keyed import add_placed
from curation.sheets.uploads import Problems, Upload

COLLECTION = "curated"
Say = Callable[[str], None]


@dataclass
class Outcome:
    """What an import did, or would do."""

    lines: list[Line] = field(default_factory=list)
    batch: Batch | None = None
    fingerprint: str = ""
    """Stands for the state of the entries before; a run that is given it refuses any other."""

    @property
    def new(self) -> int:
        return sum(line.is_new for line in self.lines)

    @property
    def changed(self) -> int:
        return sum(not line.is_new and not line.is_same for line in self.lines)

    @property
    def same(self) -> int:
        return sum(line.is_same for line in self.lines)


Steps = Generator[str, None, Outcome]


def dry_run(upload: Upload, who: Who, say: Say = lambda line: None) -> Outcome:
    """What ``bring_in`` would do; raises LoadError with the same problems, and changes nothing."""
    return _to_the_end(trying(upload, who), say)


def bring_in(
    upload: Upload, who: Who, say: Say = lambda line: None, *, seen: str = "", **details: Any
) -> Outcome:
    """Bring a file in, all or nothing.

    Raises LoadError with every problem, and Stale if somebody changed one of its entries since the
    dry run whose fingerprint was ``seen``, or does so right now. ``details`` stay with the batch.
    """
    return _to_the_end(bringing_in(upload, who, seen=seen, **details), say)


def _to_the_end(steps: Steps, say: Say) -> Outcome:
    while True:
        try:
            say(next(steps))
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome


def trying(upload: Upload, who: Who) -> Steps:
    """``dry_run``, step by step."""
    with transaction.atomic():
        outcome = yield from bringing_in(upload, who, verb="Trying")
        transaction.set_rollback(True)
    outcome.batch = None
    return outcome


def bringing_in(
    upload: Upload, who: Who, *, seen: str = "", verb: str = "Writing", **details: Any
) -> Steps:
    """``bring_in``, step by step."""
    yield f"Checking the fields of {_number(len(upload.documents), 'entry', 'entries')}"
    with seldom_looked_for():
        given = rows_of(upload, COLLECTION)
        with transaction.atomic():
            yield f"Comparing {_number(len(given), 'line', 'lines')} with what is stored"
            plan = Plan(upload, given, who.author)
            outcome = Outcome(plan.lines, fingerprint=plan.fingerprint)
            if seen and seen != plan.fingerprint:
                raise Stale
            if not plan.changed:
                return outcome
            outcome.batch = Batch.objects.create(
                kind=Batch.Kind.IMPORT, author=who.author, reason=who.reason, details=details
            )
            yield f"{verb} {outcome.new:,} new and {outcome.changed:,} changed entries"
            try:
                plan.carry_out(Who(who.author, who.reason, outcome.batch))
            except LoadError as error:
                problems = Problems()
                for problem in error.problems:
                    add_placed(upload, problem, problems)
                problems.stop()
            yield "Finishing"
    return outcome


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


# Undoing


def undo(batch: Batch, who: Who) -> Batch:
    """Take an import back: its new entries go, its changes are reversed in the drafts.

    Raises Refused if one of its entries was published, edited in the same places, or is linked,
    and Stale if somebody edits one right now.
    """
    if batch.kind != Batch.Kind.IMPORT:
        raise Refused(["Only an import is undone so."])
    with seldom_looked_for(), transaction.atomic():
        try:
            with transaction.atomic():
                undoing = Batch.objects.create(
                    kind=Batch.Kind.UNDO, author=who.author, reason=who.reason, undoes=batch
                )
        except IntegrityError:
            raise Refused(["It was undone already."]) from None
        step = Who(who.author, who.reason, undoing)
        steps = list(batch.revisions.all())
        first = [it for it in steps if it.number == 1 or _was_gone(it)]
        numbers = {(it.natural, it.number) for it in first}
        reasons: list[str] = []
        for revision in steps:
            if (revision.natural, revision.number) not in numbers:
                reasons += reverse(revision, step)
        reasons += remove_new(first, step)
        if reasons:
            raise Refused(reasons)
        duplicates.refresh(it.natural for it in steps)
        return undoing


def _was_gone(step: Revision) -> bool:
    before = revisions.step(step.natural, step.number - 1)
    return before is not None and before.state in (
        Revision.State.DISCARDED,
        Revision.State.MERGED,
    )
