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
    citations = statement.citations.all()
    notes.claim(_owner(statement), citations, _same_note)
    return {
        "numbers": list(dict.fromkeys(notes.number(_same_note(c)) for c in citations)),
        "statement": statement,
    }


@register.inclusion_tag("sources/_notes.html", takes_context=True)
def notes_of(context: Context, *statements: Any) -> dict[str, Any]:
    """The notes beside these statements (or lists of them) that they were the first to mention.

    It follows the ``marks`` of each.
    """
    notes = _notes(context)
    flat = [s for item in statements for s in ([item] if hasattr(item, "citations") else item)]
    new = [c for statement in flat for c in notes.claimed(_owner(statement))]
    return {
        "new": [(notes.number(_same_note(c)), c) for c in new],
        "inferred": [s for s in flat if s.basis_note],
    }


def _owner(statement: Any) -> tuple[str, int]:
    return statement._meta.label, statement.pk


def _same_note(citation: Any) -> Any:
    return citation.note


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
