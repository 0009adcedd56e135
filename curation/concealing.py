"""Documents for curators who may not see every name: without those links, and with them again.

A page that sends a document to the browser and gets it back sends it concealed. Whoever may not see
a link cannot have changed it, so that it is put back as it stood before.
"""

from __future__ import annotations

from typing import Any

from curation.documents import Document
from curation.entries import named_models
from curation.rows import link_fields, list_fields, part_lists

Withheld = set[tuple[Any, str]]
"""Rows that the user may not see, by model and by how links name them."""


def conceal(document: Document, withheld: Withheld) -> Document:
    """The document without the links to these, and without the parts that are nothing else."""
    return _conceal(named_models()[document["entry"]], document, withheld)


def restore(document: Document, before: Document, withheld: Withheld) -> Document:
    """The document with what ``conceal`` took out of ``before``."""
    return _restore(named_models()[document["entry"]], document, before, withheld)


def _leads_to(model: Any, item: dict[str, Any], withheld: Withheld) -> bool:
    return any((f.related_model, item.get(f.name)) in withheld for f in link_fields(model))


def _conceal(model: Any, item: dict[str, Any], withheld: Withheld) -> dict[str, Any]:
    seen = dict(item)
    for many in list_fields(model):
        if many.name in seen:
            refs = seen[many.name]
            seen[many.name] = [ref for ref in refs if (many.related_model, ref) not in withheld]
    for name, part in part_lists(model).items():
        if name in seen:
            rows = [row for row in seen[name] if not _leads_to(part, row, withheld)]
            seen[name] = [_conceal(part, row, withheld) for row in rows]
    return seen


def _restore(
    model: Any, item: dict[str, Any], before: dict[str, Any], withheld: Withheld
) -> dict[str, Any]:
    whole = dict(item)
    for many in list_fields(model):
        refs = before.get(many.name, [])
        if hidden := {ref for ref in refs if (many.related_model, ref) in withheld}:
            whole[many.name] = sorted({*whole.get(many.name, []), *hidden})
    for name, part in part_lists(model).items():
        were = {row["key"]: row for row in before.get(name, [])}
        rows = [
            _restore(part, row, were[row["key"]], withheld) if row["key"] in were else row
            for row in whole.get(name, [])
        ]
        keys = {row["key"] for row in rows}
        rows += [
            row for key, row in were.items() if key not in keys and _leads_to(part, row, withheld)
        ]
        if rows:
            whole[name] = rows
    return whole
