"""Former addresses in the fixtures: what was merged in the admin stays merged after a load."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from curation.entries import entry_models
from curation.files import Fixtures
from curation.models import FormerSlug
from curation.rows import Addition, Row, entry_path
from curation.selection import links_of


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
    files.rows = {
        natural: _led_on(row, present)
        for natural, row in files.rows.items()
        if natural[:2] not in present
    }
    files.additions = [
        Addition(it.model, it.natural, _values(it, present), it.file, it.collection)
        for it in files.additions
        if it.natural[:2] not in present
    ]
    files.collections = {
        entry: whose for entry, whose in files.collections.items() if entry not in present
    }


def _led_on(row: Row, present: dict[tuple[str, str], str]) -> Row:
    return replace(row, values=_values(row, present))


def _values(row: Row | Addition, present: dict[tuple[str, str], str]) -> dict[str, Any]:
    values = dict(row.values)
    for name, model, ref in links_of(row):
        slug, hash_, key = ref.partition("#")
        now = present.get((entry_path(model)[0], slug))
        if now is None:
            continue
        led = f"{now}{hash_}{key}"
        if isinstance(values[name], list):
            values[name] = sorted({*values[name], led} - {ref})
        else:
            values[name] = led
    return values
