"""Entries in files that people keep, in the form that an import takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils import timezone

from curation.documents import Document
from curation.models import Edition
from curation.rows import Natural, documents_of, stored_rows
from curation.sheets import write_csv, write_json
from curation.unexported import unexported, without
from presentation.snapshots import one_state

AT_ONCE = 500


def exported_documents(naturals: Iterable[Natural]) -> Iterator[Document]:
    """These entries as they are stored, in this order, without what stays out of every file."""
    out, waiting = unexported(), iter(naturals)
    while some := list(islice(waiting, AT_ONCE)):
        found = documents_of(without(stored_rows(some).values(), out).values())
        yield from (found[natural] for natural in some if natural in found)


def as_csv(naturals: Iterable[Natural], kind: str) -> Iterator[str]:
    """A sheet of entries of one kind, of one state of the base."""
    with one_state():
        yield from write_csv(exported_documents(naturals), kind)


def as_json(naturals: Iterable[Natural]) -> Iterator[str]:
    """A file of entries of any kind, of one state of the base, with its edition and the day."""
    with one_state():
        about = {
            "edition": Edition.current().number,
            "date": timezone.localdate().isoformat(),
        }
        yield from write_json(exported_documents(naturals), about)
