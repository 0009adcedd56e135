"""Every step in the life of an entry: drafts, review, publishing, sending back, withdrawing.

There is one rule for all of them. A step names the number that it goes out from; if the entry has
a newer one, the step is refused (:class:`Stale`) and nothing is changed. While an entry is public
its drafts live in its revisions alone, beside the rows that everybody reads; before it is, and
after it was withdrawn, the rows are what its newest revision says.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, OperationalError, models, transaction
from django.utils import timezone

from curation import duplicates
from curation.basis import count_again, forget, some_slugs
from curation.differences import merge, same
from curation.documents import (
    Document,
    entry_of,
    find_entries,
    find_entry,
    for_a_moment,
    is_passing,
    stored_document,
    stored_documents,
    write_documents,
)
from curation.entries import entry_models
from curation.inserting import insert
from curation.linking import links_to
from curation.mentions import telling
from curation.models import Batch, Entry, FormerSlug, Revision, WithoutBasis
from curation.planner import tell_the_planner
from curation.release import release
from curation.rows import Natural, natural_of, slugs_by_kind
from curation.withheld import Veil, told_by

State = Revision.State
BEGINNING = "As it stood when its history begins"
MANY_STEPS = 500
"""From so many at once on, the planner must be told before it is asked what follows from them."""


class Stale(Exception):
    """Somebody saved the entry since; nothing was changed."""


class Refused(Exception):
    """The step cannot be taken; nothing was changed. ``reasons`` are sentences."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__("\n".join(self.reasons))


@dataclass(frozen=True)
class Who:
    """Who takes a step, and why; ``author`` is a user, or None for a command."""

    author: Any = None
    reason: str = ""
    batch: Batch | None = None
    token: str = ""


def newest(natural: Natural) -> Revision | None:
    """The newest step of an entry; None if nobody has touched it here yet."""
    return _steps(natural).select_related("author").order_by("-number").first()


def _steps(natural: Natural) -> models.QuerySet[Revision]:
    return Revision.objects.filter(kind=natural[0], slug=natural[1])


def step(natural: Natural, number: int) -> Revision | None:
    return _steps(natural).filter(number=number).first()


def as_it_was(changed: Revision) -> Revision | None:
    """What a step changed: of what is public, what was public, not a draft that stood beside.

    None of what was never public before, and of the first step.
    """
    earlier = _steps(changed.natural).filter(number__lt=changed.number)
    if changed.state == State.PUBLISHED:
        earlier = earlier.exclude(state__in=Revision.OPEN)
    return earlier.order_by("-number").first()


def has_draft_beside(entry: Entry, last: Revision | None) -> bool:
    """Whether the public sees the entry as it was before somebody began to change it."""
    return entry.status == Entry.Status.PUBLISHED and last is not None and last.is_open


def working_document(entry: Entry, last: Revision | None = None) -> Document:
    """What the next change goes out from: the open draft, or the entry as it is stored."""
    last = last or newest(natural_of(entry))
    if last and has_draft_beside(entry, last):
        document: Document = last.document
        return document
    return stored_document(entry)


# Steps

DEADLOCK = "40P01"


@contextmanager
def taking_turns() -> Iterator[None]:
    """Of two that wait for each other PostgreSQL stops one, which then comes second."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == DEADLOCK:
            raise Stale from None
        raise


def begin(document: Document, who: Who, state: str = State.DRAFT) -> Revision:
    """Store a new entry as a draft."""
    natural = entry_of(document)
    taken = Refused([f"There is already an entry “{natural[1]}” of this kind. Nothing was saved."])
    try:
        with transaction.atomic():
            if find_entry(natural):  # since the form was checked; it must not be written over
                raise taken
            write_documents([document], {natural: _status(state)})
            number = last_numbers([natural]).get(natural, 0) + 1
            revision = _add(natural, number, state, document, who)
            set_versions([revision])
            return revision
    except IntegrityError:  # of two at once the database takes one
        if find_entry(natural) is None:
            raise
        raise taken from None


@taking_turns()
def change(
    natural: Natural, base: int, document: Document, who: Who, state: str = State.DRAFT
) -> Revision | None:
    """Go on from step ``base`` with this document; None if that changes nothing.

    A public entry stays as it is; any other becomes what the document says. ``natural`` is who the
    entry was so far: an entry that was never public may get another slug.
    """
    with transaction.atomic():
        entry, last = _look(natural, base)
        asks = state == State.IN_REVIEW and last.state in (State.DRAFT, State.SENT_BACK)
        if not asks and same(working_document(entry, last), document):
            return None
        _take(entry, last)
        renamed = entry_of(document)
        if renamed != natural:
            if entry.published_at:
                raise Refused(["The slug of an entry that was once public is fixed."])
            type(entry)._default_manager.filter(pk=entry.pk).update(slug=renamed[1])
            _steps(natural).update(slug=renamed[1])
            _lead_former_slugs(natural, renamed[1])
            duplicates.refresh([natural])
        beside = entry.status == Entry.Status.PUBLISHED
        if beside:
            with for_a_moment():
                write_documents([document], {renamed: entry.status})
        else:
            write_documents([document], {renamed: _status(state, entry)})
            touch(type(entry), [entry])
        return _add(renamed, base + 1, state, document, who, beside=beside)


def send_to_review(natural: Natural, base: int, who: Who) -> Revision:
    """Ask for a review of the draft as it stands."""
    return _restate(natural, base, who, (State.DRAFT, State.SENT_BACK), State.IN_REVIEW)


def send_back(natural: Natural, base: int, who: Who) -> Revision:
    """Give a draft back to whoever wrote it, with the reason."""
    return _restate(natural, base, who, (State.IN_REVIEW,), State.SENT_BACK)


@taking_turns()
def _restate(
    natural: Natural, base: int, who: Who, from_states: tuple[str, ...], state: str
) -> Revision:
    with transaction.atomic():
        entry, last = _look(natural, base)
        _take(entry, last)
        if last.state not in from_states:
            raise Refused([f"It is not possible now: {last.get_state_display().lower()}."])
        beside = entry.status == Entry.Status.PUBLISHED
        if not beside:
            _set_status(entry, _status(state, entry))
        return _add(natural, base + 1, state, last.document, who, beside=beside)


@taking_turns()
def discard(natural: Natural, base: int, who: Who) -> Revision:
    """Give up a draft. What is public stays; what never was is taken out, and can be restored."""
    with transaction.atomic():
        entry, last = _look(natural, base)
        _take(entry, last)
        if entry.status == Entry.Status.PUBLISHED:
            if not last.is_open:
                raise Refused(["There is no draft."])
            return _add(natural, base + 1, State.DISCARDED, stored_document(entry), who)
        if entry.published_at:
            raise Refused(["It was public once, so that it can only stay withdrawn."])
        if entry.is_withheld:
            raise Refused(["It is withheld: its history would be open without it."])
        linked = links_to(entry)
        if linked:
            raise Refused(f"“{row}” links it." for row in linked)
        revision = _add(natural, base + 1, State.DISCARDED, stored_document(entry), who)
        entry.delete()
        forget([natural])
        duplicates.refresh([natural])
        return revision


def publish(natural: Natural, base: int, who: Who) -> Revision:
    """Make the draft what the public sees, if all of it rests on something."""
    publish_together({natural: base}, who)
    revision = step(natural, base + 1)
    assert revision
    return revision


@taking_turns()
def publish_together(bases: dict[Natural, int], who: Who) -> None:
    """Publish the drafts of several entries, which may link and support each other; all or none."""
    with release():
        documents = []
        for natural, base in sorted(bases.items()):  # so that no two wait for each other
            entry, last = _look(natural, base)
            _take(entry, last)
            if not last.is_open and entry.status == Entry.Status.PUBLISHED:
                raise Refused(["Nothing has changed since it was published."])
            documents.append(working_document(entry, last))
        make_public(documents, who)
        now = stored_documents(bases)
        add_steps([new_step(n, bases[n] + 1, State.PUBLISHED, now[n], who) for n in bases])


def make_public(documents: list[Document], who: Who) -> None:
    """Write these documents as published, or raise Refused with every reason why not."""
    naturals = [entry_of(document) for document in documents]
    with supporting(find_entries(naturals).values()):
        write_documents(documents, dict.fromkeys(naturals, Entry.Status.PUBLISHED))
        reasons = []
        for model, entries in _by_model(find_entries(naturals).values()):
            touch(model, entries)
            model.when_published(entries, lambda others: carrying(others, who))
            reasons += model.what_stops_publishing(entries)
        reasons += told_by(find_entries(naturals).values(), who.author)
        # Read again: somebody may have been withheld until that had the lock.
        reasons += telling([it for it in find_entries(naturals).values() if it.is_withheld])
        if reasons:
            raise Refused(reasons)


@taking_turns()
def mark(natural: Natural, base: int, who: Who) -> Revision:
    """Note a step that changes what stands in no document; a draft stays the draft that it is."""
    with transaction.atomic():
        entry, last = _look(natural, base)
        _take(entry, last)
        if last.is_open:
            return _add(natural, base + 1, last.state, last.document, who)
        return _add(natural, base + 1, live_state(entry), stored_document(entry), who)


@taking_turns()
def look_at(natural: Natural, base: int, who: Who) -> Revision:
    """Note that somebody looked at a public entry and found nothing to change."""
    with transaction.atomic():
        entry, last = _look(natural, base)
        if last.is_open or entry.status != Entry.Status.PUBLISHED:
            raise Refused(["Only a public entry without a draft can be looked at."])
        _take(entry, last)
        return _add(natural, base + 1, State.PUBLISHED, stored_document(entry), who)


@taking_turns()
def withdraw(natural: Natural, base: int, who: Who) -> Revision:
    """Take a public entry out of sight; what somebody drafts beside it stays a draft."""
    with release():
        entry, last = _look(natural, base)
        _take(entry, last)
        if entry.status != Entry.Status.PUBLISHED:
            raise Refused(["It is not public."])
        draft = last if last.is_open else None
        document = stored_document(entry)
        with supporting([entry]):
            _set_status(entry, Entry.Status.WITHDRAWN)
        revision = _add(natural, base + 1, State.WITHDRAWN, document, who)
        if draft:
            write_documents([draft.document], {natural: Entry.Status.WITHDRAWN})
            _go_on(draft, draft.document, base + 2)
        return revision


def revert(natural: Natural, base: int, to: int, who: Who) -> Revision | None:
    """Make the document of step ``to`` the draft."""
    old = step(natural, to)
    if old is None:
        raise Refused([f"There is no revision {to}."])
    if Veil(who.author).hides_document(old.document):
        raise Refused(["It names somebody who is withheld: an administrator can do this."])
    if find_entry(natural) is None:
        last = newest(natural)
        if last is None or last.number != base:
            raise Stale
        return begin(old.document, who)
    return change(natural, base, old.document, who)


@contextmanager
def carrying(entries: Iterable[Entry], who: Who, *, begin: bool = False) -> Iterator[None]:
    """Note that what happens within changes these entries, and carry it into their drafts.

    Entries whose history has not begun keep none, unless it is to ``begin`` with this. The caller
    holds the transaction.
    """
    there = {natural_of(entry): entry for entry in entries}
    known = _newest_of(there)
    before = stored_documents(there if begin else known)
    if begin:
        new = [n for n in there if n not in known]
        store_steps([_beginning(there[n], before[n]) for n in new])
        known |= _newest_of(new)
    yield
    now = stored_documents(known)
    changed = [natural for natural in known if not same(before[natural], now[natural])]
    for natural, entry in find_entries(changed).items():
        last = known[natural]
        _take_number(entry, last.number)
        state = live_state(entry) if entry.published_at else last.state
        _add(natural, last.number + 1, state, now[natural], who)
        if has_draft_beside(entry, last):
            rebased = merge(before[natural], now[natural], last.document).document
            _go_on(last, rebased, last.number + 2)


def carry_on(draft: Revision, document: Document, batch: Batch) -> Revision:
    """The draft of somebody beside a public entry, as what happens elsewhere makes it."""
    _take_number(find_entry(draft.natural), draft.number)
    return _go_on(draft, document, draft.number + 1, batch)


@contextmanager
def supporting(entries: Iterable[Entry]) -> Iterator[None]:
    """Refuse what would leave statements of others with nothing to rest on."""
    supported = [(entry, entry.supports()) for entry in entries]
    yield
    if left := [line for entry, before in supported for line in entry.left_without(before)]:
        raise Refused(left)


# What steps are made of


def end(entry: Entry, who: Who) -> Revision:
    """The last step of an entry that goes into another; its row is taken out by the caller."""
    natural = natural_of(entry)
    last = newest(natural) or _beginning(entry)
    _take(entry, last)
    revision = _add(natural, last.number + 1, State.MERGED, stored_document(entry), who)
    forget([natural])
    return revision


def restore(entry: Entry, number: int, state: str, document: Document, who: Who) -> Revision:
    """The first step of an entry that came back."""
    revision = _add(natural_of(entry), number, state, document, who)
    set_versions([revision])
    return revision


def status_then(step: Revision) -> str:
    """The status that an entry had at a step with no draft beside it."""
    if step.state in (State.PUBLISHED, State.DISCARDED):
        return Entry.Status.PUBLISHED
    if step.state == State.WITHDRAWN:
        return Entry.Status.WITHDRAWN
    return _status(step.state)


def _look(natural: Natural, base: int) -> tuple[Any, Revision]:
    """The entry and its newest step, which must be ``base``; its first is not stored yet."""
    entry = find_entry(natural)
    if entry is None or entry.version != base:
        raise Stale
    return entry, step(natural, base) or _beginning(entry)


def _take(entry: Any, last: Revision) -> None:
    """Lock the entry for the step after ``last``."""
    if last._state.adding:
        store_steps([last])
    _take_number(entry, last.number)


def _take_number(entry: Entry, base: int) -> None:
    """Let no two steps follow the same one: of two that try, the database lets one pass."""
    rows = type(entry)._default_manager.filter(pk=entry.pk, version=base)
    if not rows.update(version=base + 1):
        raise Stale
    entry.version = base + 1


def _beginning(entry: Entry, document: Document | None = None) -> Revision:
    """The first step of an entry that was there before anybody touched it here."""
    who = Who(reason=BEGINNING)
    document = document or stored_document(entry)
    return new_step(natural_of(entry), entry.version, live_state(entry), document, who)


def state_of(entry: Entry, last: Revision | None) -> str:
    """The state of the newest step, also where none is stored yet."""
    return last.state if last else live_state(entry)


def live_state(entry: Entry) -> str:
    return {
        Entry.Status.PUBLISHED: State.PUBLISHED,
        Entry.Status.WITHDRAWN: State.WITHDRAWN,
        Entry.Status.IN_REVIEW: State.IN_REVIEW,
    }.get(Entry.Status(entry.status), State.DRAFT)


def _status(state: str, entry: Entry | None = None) -> str:
    """The status of an entry that is not public, by the state of its draft."""
    if entry and entry.published_at:
        return Entry.Status.WITHDRAWN
    return Entry.Status.IN_REVIEW if state == State.IN_REVIEW else Entry.Status.DRAFT


def touch(model: type[Entry], entries: Iterable[Entry]) -> None:
    """An entry is modified when one of its parts is."""
    rows = model._default_manager.filter(pk__in=[entry.pk for entry in entries])
    rows.update(modified=timezone.now())


def _set_status(entry: Entry, status: str) -> None:
    entry.status = status
    entry.save()


def _lead_former_slugs(natural: Natural, slug: str) -> None:
    """Addresses that led to an entry lead to it under its new slug."""
    former = FormerSlug.objects.filter(kind=natural[0])
    former.filter(old=slug, slug=natural[1]).delete()
    former.filter(slug=natural[1]).update(slug=slug)


def new_step(natural: Natural, number: int, state: str, document: Document, who: Who) -> Revision:
    kind, slug = natural
    return Revision(
        kind=kind,
        slug=slug,
        number=number,
        state=state,
        document=document,
        author=who.author,
        reason=who.reason,
        batch=who.batch,
        token=who.token,
    )


def _add(
    natural: Natural,
    number: int,
    state: str,
    document: Document,
    who: Who,
    *,
    beside: bool = False,
) -> Revision:
    return add_steps([new_step(natural, number, state, document, who)], beside=beside)[0]


def add_steps(steps: list[Revision], *, beside: bool = False) -> list[Revision]:
    """Add steps, one at most of each entry, and keep up what follows from them.

    From a draft ``beside`` rows that stay as they are, nothing follows but that somebody looked.
    """
    store_steps(steps)
    naturals = [it.natural for it in steps]
    if len(steps) >= MANY_STEPS:
        tell_the_planner()
    for kind, slugs in some_slugs(naturals):
        entries = entry_models()[kind]._default_manager.filter(slug__in=slugs)
        entries.filter(status=Entry.Status.PUBLISHED).update(looked_at=timezone.now())
    if beside:
        return steps
    count_again({*naturals, *_resting_on(steps)})
    if not is_passing():
        duplicates.refresh(naturals)
    return steps


def store_steps(steps: list[Revision]) -> None:
    """Add steps from which nothing follows: with the first of a history nothing has changed yet."""
    naturals = [it.natural for it in steps]
    try:
        with transaction.atomic():
            for kind, slugs in some_slugs(naturals):
                older = Revision.objects.filter(kind=kind, slug__in=slugs, is_newest=True)
                older.update(is_newest=False)
            insert(Revision, steps)
    except IntegrityError:
        raise Stale from None


def _resting_on(steps: list[Revision]) -> Iterator[Natural]:
    """Entries that may have gained or lost what they rest on, as others were shown or withdrawn."""
    for state in (State.PUBLISHED, State.WITHDRAWN):
        for kind, slugs in some_slugs(it.natural for it in steps if it.state == state):
            resting = entry_models()[kind].resting_on(slugs)
            if state == State.PUBLISHED:  # it can only have given them something
                resting &= set(WithoutBasis.objects.values_list("kind", "slug"))
            yield from resting


def _go_on(
    draft: Revision, document: Document, number: int, batch: Batch | None = None
) -> Revision:
    """The draft of somebody, as it stands after a change from elsewhere."""
    who = Who(draft.author, draft.reason, batch)
    type_of = entry_models()[draft.kind]
    type_of._default_manager.filter(slug=draft.slug).update(version=number)
    return _add(draft.natural, number, draft.state, document, who)


def _by_model(entries: Iterable[Entry]) -> Iterator[tuple[type[Entry], list[Any]]]:
    groups: dict[type[Entry], list[Any]] = {}
    for entry in entries:
        groups.setdefault(type(entry), []).append(entry)
    yield from groups.items()


def _newest_of(naturals: Iterable[Natural]) -> dict[Natural, Revision]:
    """The newest step of each of these entries that has one."""
    return {
        step.natural: step
        for kind, slugs in some_slugs(naturals)
        for step in Revision.objects.filter(kind=kind, slug__in=slugs, is_newest=True)
    }


def last_numbers(naturals: list[Natural]) -> dict[Natural, int]:
    """The number of the newest step of those entries that have a history."""
    return {
        (kind, slug): number
        for kind, slugs in slugs_by_kind(naturals).items()
        for slug, number in Revision.objects.filter(kind=kind, slug__in=slugs)
        .values_list("slug")
        .annotate(last=models.Max("number"))
        .order_by()
    }


def set_versions(steps: Iterable[Revision]) -> None:
    """Say in new rows which step is their newest; the first one is said by them already."""
    for it in steps:
        if it.number != 1:
            rows = entry_models()[it.kind]._default_manager.filter(slug=it.slug)
            rows.update(version=it.number)


def new_token() -> str:
    return uuid.uuid4().hex
