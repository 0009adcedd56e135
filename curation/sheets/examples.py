"""Made-up entries, complete enough to be read, for the templates of sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from curation.entries import named_models
from curation.models import Entry, Named
from curation.rows import list_fields, part_lists, scalar_fields

DATES = "1990-05/1995"
CODES = ("en", "1", "XX")
"""Tried where a field does not take a sentence."""
A_DAY = date(1990, 5, 31)


def example_document(kind: str) -> dict[str, Any]:
    """A draft with one part in each list, which links entries that nobody has: “example-actor”.

    Its parts have no key, as those of a curator need none, unless others hang on them.
    """
    model = named_models()[kind]
    return {"entry": kind, "slug": f"example-{kind}", **_filled(model)}


def _filled(model: Any) -> dict[str, Any]:
    values: dict[str, Any] = {f.name: _example(f) for f in scalar_fields(model) if _is_shown(f)}
    if issubclass(model, Entry):
        values["status"] = Entry.Status.DRAFT.value
    if "citations" in {many.name for many in list_fields(model)}:
        values["citations"] = ["example-work#p1-example", "example-work#p2-example"]
    for name, part in part_lists(model).items():
        values[name] = [_filled(part)]
        if part_lists(part):
            values[name][0]["key"] = "example-key"
    return values


def _is_shown(f: models.Field[Any, Any]) -> bool:
    """Whether a line cannot be without it, or it shows how dates are written."""
    return not (f.blank or f.has_default()) or hasattr(f, "earliest")


def _example(f: models.Field[Any, Any]) -> Any:
    if f.choices:
        return next(str(value) for value, _ in f.choices)
    if isinstance(f, models.ForeignKey):
        slug = f"example-{f.name.replace('_', '-')}"
        return slug if issubclass(f.related_model, Named) else f"example-entry#{slug}"
    if hasattr(f, "earliest"):
        return DATES
    for text in (f"Example {f.verbose_name}", *CODES, A_DAY.isoformat()):
        try:
            f.clean(text, None)
        except ValidationError:
            continue
        return text
    raise AssertionError(f"{f} takes none of the examples")
