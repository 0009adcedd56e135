from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Prefetch, Q

from curation.querysets import PublicQuerySet
from curation.rows import part_lists


def gated(lookup: str, model: str) -> Prefetch:
    """A prefetch of the rows of ``app.Model`` that are public, with their evidence and links."""
    rows = apps.get_model(model)._default_manager.public()
    if isinstance(rows, CitedQuerySet):
        rows = rows.with_evidence()
    return Prefetch(lookup, queryset=rows.with_links())


def _cited_parts(model: Any, way_up: str = "") -> Iterator[tuple[Any, str]]:
    """What hangs on an entry and states something, at any depth, with the lookup of the entry."""
    for part in part_lists(model).values():
        lookup = f"{part.PARENT}__{way_up}" if way_up else part.PARENT
        if hasattr(part, "citations"):
            yield part, lookup
        yield from _cited_parts(part, lookup)


class CitedQuerySet(PublicQuerySet):
    """Rows that say what they rest on."""

    def with_citations(self) -> Any:
        """With the passages that the public may see."""
        citations = apps.get_model("sources.Citation")._default_manager.public()
        return self.prefetch_related(Prefetch("citations", queryset=citations.for_notes()))

    def with_evidence(self) -> Any:
        """With the passages and the disagreements that the public may see."""
        disagreements = apps.get_model("sources.Disagreement")._default_manager.public()
        return self.with_citations().prefetch_related(
            Prefetch("disagreements", queryset=disagreements.for_list())
        )

    def from_source(self, slug: str) -> Any:
        """Entries that rest, themselves or in a public part, on a passage of this work."""
        passages = apps.get_model("sources.Citation")._default_manager.public()
        return self._self_or_parts(citations__in=passages.filter(work__slug=slug))

    def in_collection(self, collection: str) -> Any:
        """Entries of which something public is in the collection."""
        return self._self_or_parts(collection=collection)

    def _self_or_parts(self, **conditions: Any) -> Any:
        rows = self.model._default_manager.filter(**conditions)
        found = Q(pk__in=rows.values("pk"))
        for part, way_up in _cited_parts(self.model):
            rows = part._default_manager.public().filter(**conditions)
            found |= Q(pk__in=rows.values(way_up))
        return self.filter(found)


class CitationQuerySet(PublicQuerySet):
    def for_notes(self) -> Any:
        """With what a note beside a statement shows."""
        return self.select_related(
            "work", "attributed_work", "attributed_speaker", "repeats__work"
        ).order_by("work__slug", "position", "key")


class WorkQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        return self.prefetch_related(gated("contributions", "sources.Contribution"))

    def for_detail(self) -> Any:
        return self.with_evidence().prefetch_related(
            gated("contributions", "sources.Contribution"),
            gated("references", "sources.Reference"),
            gated("cited_by", "sources.Reference"),
            gated("errata", "sources.Erratum"),
            gated("passages", "sources.Citation"),
        )


class DisagreementQuerySet(PublicQuerySet):
    def for_list(self) -> Any:
        """With each position and its passages (a position's own disagreements are this one)."""
        positions = apps.get_model("sources.Position")._default_manager.public()
        return self.prefetch_related(Prefetch("positions", queryset=positions.with_citations()))

    for_detail = for_list
