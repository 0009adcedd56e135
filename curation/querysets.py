"""The gate: what an entry or a part must be before anybody outside sees it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models


class PublicQuerySet(models.QuerySet[Any]):
    """A queryset that knows which of its rows are public."""

    def public(self) -> Any:
        """Only what everybody may see: see ``public_q`` of :class:`Entry` and :class:`Part`."""
        return self.filter(self.model.public_q())

    def under(self, slug: str) -> Any:
        """The row of this slug, or the one that an entry of this slug has become; None if none."""
        row = self.filter(slug=slug).first()
        if row is None:
            former = apps.get_model("curation.FormerSlug")._default_manager
            present = former.filter(kind=self.model.KIND, old=slug).values("slug")
            row = self.filter(slug__in=present).first()
        return row

    def listed(self) -> Any:
        """Of public entries, those that a list shows: with a collection chosen, what is in it."""
        return self

    def with_links(self) -> Any:
        """With the single rows that a part belongs to and links, and what those belong to.

        Only after ``public()``: of a public part, every entry that it links is public.
        """
        names = self.model.link_names() if hasattr(self.model, "link_names") else []
        return self.select_related(*names) if names else self


PublicManager = models.Manager.from_queryset(PublicQuerySet)
