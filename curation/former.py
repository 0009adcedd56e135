"""Former addresses in the fixtures: what was merged in the admin stays merged after a load."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from curation.entries import entry_models
from curation.files import Fixtures
from curation.models import Batch, FormerSlug, Part
from curation.rows import Addition, Row, entry_path
from curation.selection import links_of

Present = dict[tuple[str, str], str]
"""The present slug of each entry, by its kind and the former one."""
Merges = dict[str, dict[str, str]]
"""Of each entry that was merged into another, where its parts went, by how links name them."""


def present_refs(model: Any, refs: Iterable[str]) -> dict[str, str]:
    """Where links that lead through a former address lead now; those to parts, by merges."""
    kind, _ = entry_path(model)
    slugs = {ref.partition("#")[0] for ref in refs}
    former = FormerSlug.objects.filter(kind=kind, old__in=slugs).values_list("old", "slug")
    present = dict(former)
    merges = _merges(kind) if issubclass(model, Part) and present else {}
    return {
        ref: _present(ref, present[slug], merges)
        for ref in refs
        if (slug := ref.partition("#")[0]) in present
    }


def _present(ref: str, now: str, merges: Merges) -> str:
    """Where a link leads, the entry of which has the slug ``now``."""
    _, hash_, key = ref.partition("#")
    if not hash_:
        return now
    led = _through(merges, ref)
    is_there = led.partition("#")[0] == now
    return led if is_there else f"{now}#{key}"  # else an address that was given by hand


def _merges(kind: str) -> Merges:
    merges = Batch.objects.filter(kind=Batch.Kind.MERGE, undone_by__isnull=True)
    batches = merges.filter(details__kept__0=kind)
    return {
        it["gone"][1]: it["parts"]
        for it in batches.order_by("id").values_list("details", flat=True)
    }


def _through(merges: Merges, ref: str) -> str:
    """Where a part is after all merges; an entry that came back ends the way."""
    seen = set()
    while (slug := ref.partition("#")[0]) in merges and slug not in seen:
        seen.add(slug)
        ref = merges[slug].get(ref, ref)
    return ref


def follow_former_addresses(files: Fixtures) -> None:
    """Leave out the entries of the files that became others, and lead links to them on."""
    stored = {
        kind: set(model._default_manager.values_list("slug", flat=True))
        for kind, model in entry_models().items()
    }
    present = {
        (it.kind, it.old): it.slug
        for it in FormerSlug.objects.all()
        if it.old not in stored.get(it.kind, set()) and it.slug in stored.get(it.kind, set())
    }
    if not present:
        return
    merges = {kind: _merges(kind) for kind, _ in present}
    files.rows = {
        natural: _led_on(row, present, merges)
        for natural, row in files.rows.items()
        if natural[:2] not in present
    }
    files.additions = [
        Addition(it.model, it.natural, _values(it, present, merges), it.file, it.collection)
        for it in files.additions
        if it.natural[:2] not in present
    ]
    files.collections = {
        entry: whose for entry, whose in files.collections.items() if entry not in present
    }


def _led_on(row: Row, present: Present, merges: dict[str, Merges]) -> Row:
    return replace(row, values=_values(row, present, merges))


def _values(row: Row | Addition, present: Present, merges: dict[str, Merges]) -> dict[str, Any]:
    values = dict(row.values)
    for name, model, ref in links_of(row):
        kind, _ = entry_path(model)
        now = present.get((kind, ref.partition("#")[0]))
        if now is None:
            continue
        led = _present(ref, now, merges[kind])
        if isinstance(values[name], list):
            values[name] = sorted({*values[name], led} - {ref})
        else:
            values[name] = led
    return values
