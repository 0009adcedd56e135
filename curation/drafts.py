"""What somebody works on: the open drafts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from curation.models import Revision
from curation.rows import Natural, slugs_by_kind


def open_drafts(states: Iterable[str] = Revision.OPEN) -> models.QuerySet[Revision]:
    """The newest step of each entry on which somebody works, oldest first."""
    rows = Revision.objects.filter(is_newest=True, state__in=list(states))
    return rows.order_by("created", "id")


def open_drafts_of(naturals: Iterable[Natural]) -> dict[Natural, Revision]:
    """Which of these entries somebody works on, each with its newest step, without its document."""
    found: dict[Natural, Revision] = {}
    for kind, slugs in slugs_by_kind(naturals).items():
        steps = open_drafts().filter(kind=kind, slug__in=slugs).order_by()
        found |= {it.natural: it for it in steps.select_related("author").defer("document")}
    return found
