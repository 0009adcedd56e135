"""What somebody works on: the open drafts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from curation.models import Revision


def open_drafts(states: Iterable[str] = Revision.OPEN) -> models.QuerySet[Revision]:
    """The newest step of each entry on which somebody works, oldest first."""
    rows = Revision.objects.filter(is_newest=True, state__in=list(states))
    return rows.order_by("created", "id")
