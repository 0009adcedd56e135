"""The one door by which public content changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from curation.models import Edition


class Release:
    """One change of public content, from its first statement to the new edition."""

    def __init__(self) -> None:
        self.changes_something = True
        self.inner_changes = False

    def unchanged(self) -> None:
        """Say that nothing public changed; releases within this one speak for themselves."""
        self.changes_something = False


_open: ContextVar[Release | None] = ContextVar("release", default=None)


@contextmanager
def release() -> Iterator[Release]:
    """Change public content in one transaction and raise the edition as its last statement.

    A release within a release joins it, so that the edition rises once, if any of them changed
    something. Whatever raises inside rolls everything back and leaves the edition alone.
    """
    outer, current = _open.get(), Release()
    with transaction.atomic():
        token = _open.set(current)
        try:
            yield current
        finally:
            _open.reset(token)
        if not (current.changes_something or current.inner_changes):
            return
        if outer:
            outer.inner_changes = True
            return
        raised = Edition.objects.filter(pk=1).update(
            number=F("number") + 1, released_at=timezone.now()
        )
        if not raised:
            Edition.objects.create(pk=1, number=1)
