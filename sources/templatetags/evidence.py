"""Tags that set the sources of a statement beside it."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.template import Context

from presentation.notes import Notes
from sources.edtf import parse

register = template.Library()

NUMBERED = re.compile(r"(¶|pp?\.|note|Phase) (?=\d)")


def _notes(context: Context) -> Notes:
    notes = context.get("notes")
    return notes if isinstance(notes, Notes) else Notes()


@register.inclusion_tag("sources/_marks.html", takes_context=True)
def marks(context: Context, statement: Any) -> dict[str, Any]:
    """The small numbers after a statement, each leading to its note, and a basis not cited."""
    notes = _notes(context)
    return {
        "numbers": list(dict.fromkeys(notes.number(c.note) for c in statement.citations.all())),
        "statement": statement,
    }


@register.inclusion_tag("sources/_notes.html", takes_context=True)
def notes_of(context: Context, *statements: Any) -> dict[str, Any]:
    """The notes that belong beside these statements: those that the page has not shown yet."""
    notes = _notes(context)
    citations = [c for statement in statements for c in statement.citations.all()]
    return {
        "new": [(notes.number(c.note), c) for c in notes.new(citations, lambda c: c.note)],
        "inferred": [s for s in statements if s.basis_note],
    }


@register.inclusion_tag("sources/_disagreements.html", takes_context=True)
def disagreements_of(context: Context, *statements: Any) -> dict[str, Any]:
    """Where sources differ on these statements: each disagreement once on a page."""
    notes = _notes(context)
    found = [d for statement in statements for d in statement.disagreements.all()]
    return {"disagreements": notes.new(found, lambda d: d.ref), "notes": notes}


@register.filter
def together(locator: str) -> str:
    """A locator whose signs stay on the line of their numbers: “¶ 4”, “p. 12”."""
    return NUMBERED.sub("\\1\u00a0", locator)


@register.filter
def in_words(date: str) -> str:
    """An EDTF date as a reader would say it; nothing for no date."""
    return str(parse(date)) if date else ""
