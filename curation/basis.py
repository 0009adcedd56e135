"""Which entries have statements that say not what they rest on: counted when they change, stored.

To find one statement without a passage among a million takes the database seconds, and the desk is
asked for it each time that somebody opens it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from curation.documents import is_passing
from curation.entries import entry_models
from curation.models import WithoutBasis

Entries = Iterable[tuple[str, ...]]

AT_ONCE = 500


def count_again(entries: Entries) -> None:
    """Count the statements of these entries, each (kind, slug), as they are stored now."""
    if is_passing():
        return
    for kind, slugs in some_slugs(entries):
        found = entry_models()[kind].count_without_basis(slugs)
        rows = WithoutBasis.objects.filter(kind=kind, slug__in=slugs)
        rows.exclude(slug__in=found).delete()
        WithoutBasis.objects.bulk_create(
            [WithoutBasis(kind=kind, slug=slug, statements=n) for slug, n in found.items()],
            update_conflicts=True,
            unique_fields=["kind", "slug"],
            update_fields=["statements"],
        )


def forget(entries: Entries) -> None:
    """These entries are gone."""
    for kind, slugs in some_slugs(entries):
        WithoutBasis.objects.filter(kind=kind, slug__in=slugs).delete()


def count_all_again() -> None:
    with transaction.atomic():
        WithoutBasis.objects.all().delete()
        for kind, model in entry_models().items():
            slugs = model._default_manager.order_by().values_list("slug", flat=True)
            count_again((kind, slug) for slug in slugs.iterator())


def some_slugs(entries: Entries) -> Iterator[tuple[str, list[str]]]:
    """The slugs of each kind, as many at a time as a query takes well."""
    by_kind: dict[str, set[str]] = {}
    for kind, slug in entries:
        by_kind.setdefault(kind, set()).add(slug)
    for kind, found in by_kind.items():
        slugs = sorted(found)
        for start in range(0, len(slugs), AT_ONCE):
            yield kind, slugs[start : start + AT_ONCE]
