"""Steps of many entries at once, as an import takes them, and takes them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curation.basis import forget
from curation.differences import merge, same
from curation.documents import (
    Document,
    find_entries,
    find_entry,
    stored_document,
    stored_documents,
    write_documents,
)
from curation.labels import Labels
from curation.linking import linking
from curation.models import Entry, Revision
from curation.revisions import (
    BEGINNING,
    Stale,
    State,
    Who,
    add_steps,
    change,
    discard,
    has_draft_beside,
    last_numbers,
    live_state,
    new_step,
    newest,
    set_versions,
    step,
    store_steps,
    touch,
    working_document,
)
from curation.rows import Natural


def record_drafts(
    documents: dict[Natural, Document],
    before: dict[Natural, Document],
    entries: dict[Natural, Any],
    who: Who,
) -> None:
    """Note many drafts at once; ``entries`` are those that were there, ``before`` as documents.

    ``take_many`` has locked them, and their rows are written already where they are not public.
    What waits for review goes on waiting. The caller holds the transaction.
    """
    there = {natural: entries[natural] for natural in documents if natural in entries}
    known = last_numbers(list(documents))
    beginning = Who(reason=BEGINNING)
    store_steps(
        [
            new_step(natural, entry.version, live_state(entry), before[natural], beginning)
            for natural, entry in there.items()
            if natural not in known
        ]
    )
    steps = []
    for natural, document in documents.items():
        entry = there.get(natural)
        number = (entry.version if entry else known.get(natural, 0)) + 1
        waits = entry is not None and entry.status == Entry.Status.IN_REVIEW
        state = State.IN_REVIEW if waits else State.DRAFT
        steps.append(new_step(natural, number, state, document, who))
    add_steps(steps)
    set_versions(it for it in steps if it.natural not in there)


def take_many(entries: Iterable[Entry]) -> None:
    """Lock these entries, as they were read, for their next steps; raises Stale."""
    groups: dict[tuple[type[Entry], int], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((type(entry), entry.version), []).append(entry)
    for (model, version), some in groups.items():
        rows = model._default_manager.filter(pk__in=[it.pk for it in some], version=version)
        if rows.update(version=version + 1) < len(some):
            raise Stale
        touch(model, [it for it in some if it.status != Entry.Status.PUBLISHED])


def reverse(revision: Revision, who: Who) -> list[str]:
    """Take back what a step changed, and keep what was changed since; or say what is in the way."""
    before = step(revision.natural, revision.number - 1)
    entry = find_entry(revision.natural)
    if before is None or entry is None:
        return [f"{':'.join(revision.natural)} is gone."]
    back = merge(revision.document, working_document(entry), before.document)
    if back.contested:
        labels = Labels([before.document, revision.document, back.document], who.author)
        places = map(labels.in_words, back.contested)
        return [f"{':'.join(revision.natural)} was edited since: {place}." for place in places]
    last = newest(revision.natural)
    assert last
    if has_draft_beside(entry, last) and same(back.document, stored_document(entry)):
        discard(revision.natural, last.number, who)
    else:
        change(revision.natural, last.number, back.document, who)
    return []


def remove_new(steps: list[Revision], who: Who) -> list[str]:
    """Take out entries whose first steps these are, if nobody did anything with them since."""
    entries = find_entries(step.natural for step in steps)
    reasons = []
    for it in steps:
        entry = entries.get(it.natural)
        if entry is None or entry.version != it.number or entry.published_at:
            reasons.append(f"{':'.join(it.natural)} was changed since.")
    if not reasons:
        reasons = [f"{name} links one of its entries." for name in linking(entries.values())]
    if reasons:
        return reasons
    documents = stored_documents(list(entries))
    add_steps(
        [
            new_step(it.natural, it.number + 1, State.DISCARDED, documents[it.natural], who)
            for it in steps
        ]
    )
    write_documents([], {}, removed=list(entries))
    forget(entries)
    return []
