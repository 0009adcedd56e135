"""What somebody works on: the open drafts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from curation.models import Revision


def open_drafts(states: Iterable[str] = Revision.OPEN) -> models.QuerySet[Revision]:
    """The newest step of each entry on which somebody works, oldest first."""
    later = Revision.objects.filter(
        kind=models.OuterRef("kind"),
        slug=models.OuterRef("slug"),
        number__gt=models.OuterRef("number"),
    )
    rows = Revision.objects.filter(~models.Exists(later), state__in=list(states))
    return rows.order_by("created", "id")
