"""Tags that set the sources of a statement beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import template
from django.template import Context

from presentation.notes import Notes
from sources.edtf import parse
from sources.misprints import by_paragraph, misprints_behind
from sources.models import Citation, Disagreement, Erratum
from sources.voices import CASE, speaking_for, voice_count, voices
from sources.voices import in_words as voices_in_words

register = template.Library()

STANCES = {
    Citation.Stance.STATES: "after",
    Citation.Stance.REPORTS: "reporting",
    Citation.Stance.DOUBTS: "doubting",
    Citation.Stance.CONTRADICTS: "contradicting",
}
SOURCES_OF_A_CASE = "Sources of this case: they support it as a whole, and no single statement."

NUMBERED = re.compile(r"(¶|pp?\.|note|Phase) (?=\d)")


def _notes(context: Context) -> Notes:
    notes = context.get("notes")
    return notes if isinstance(notes, Notes) else Notes()


@register.inclusion_tag("sources/_marks.html", takes_context=True)
def marks(context: Context, statement: Any) -> dict[str, Any]:
    """The small numbers after a statement, each leading to its note, and a basis not cited."""
    notes = _notes(context)
    items = [*statement.citations.all(), *_misprints(context, statement)]
    notes.claim(_owner(statement), items, _same_note)
    return {
        "numbers": list(dict.fromkeys(notes.number(_same_note(item)) for item in items)),
        "statement": statement,
        "is_said_above": _is_said_above(context, statement),
    }


def _is_said_above(context: Context, statement: Any) -> bool:
    """Whether the page of a case says once for all its parts that they rest on the case."""
    page = context.get("object")
    if statement.basis != CASE or getattr(page, "basis", "") != CASE:
        return False
    return statement != page and getattr(statement, "entry", None) == page


@register.inclusion_tag("sources/_notes.html", takes_context=True)
def notes_of(context: Context, *statements: Any, voices: bool = True) -> dict[str, Any]:
    """The notes beside these statements (or lists of them) that they were the first to mention.

    It follows the ``marks`` of each. What rests on several works says how many independent voices
    these are, unless the page says it elsewhere (``voices``).
    """
    notes = _notes(context)
    flat = [s for item in statements for s in ([item] if hasattr(item, "citations") else item)]
    new = [item for statement in flat for item in notes.claimed(_owner(statement))]
    return {
        "new": [(notes.number(_same_note(item)), item, isinstance(item, Citation)) for item in new],
        "voices": list(dict.fromkeys(_voices(notes, flat))) if voices else [],
        "inferred": [s for s in flat if s.basis_note],
    }


def _voices(notes: Notes, statements: list[Any]) -> Iterator[tuple[str, str]]:
    """How many voices stand behind each, after the numbers of its notes if there are several."""
    for statement in statements:
        passages = statement.citations.all()
        if statement.basis == CASE:
            said = SOURCES_OF_A_CASE if passages else ""
        else:
            said = voices_in_words(passages)
        if said:
            numbers = sorted({notes.number(_same_note(passage)) for passage in passages})
            yield ", ".join(map(str, numbers)) if len(statements) > 1 else "", said


@register.simple_tag
def voices_of(statement: Any) -> str:
    """How many independent voices stand behind a statement, and why no more; or nothing."""
    return voices_in_words(speaking_for(statement))


def _misprints(context: Context, statement: Any) -> list[Erratum]:
    """What the sources of a statement print wrongly, where the statement has it put right."""
    notes = context.get("notes")
    passages = statement.citations.all()
    if not isinstance(notes, Notes) or not any(passage.paragraphs for passage in passages):
        return []
    places = notes.once("errata", lambda: by_paragraph(Erratum.objects.public().for_notes()))
    return misprints_behind(statement, places)


def _owner(statement: Any) -> tuple[str, int]:
    return statement._meta.label, statement.pk


def _same_note(item: Any) -> Any:
    return item.note


@register.inclusion_tag("sources/_disagreements.html", takes_context=True)
def disagreements_of(context: Context, *statements: Any) -> dict[str, Any]:
    """Where sources differ on these statements: both sides, and after that a line that leads back.

    A question that another of the statements was asked too is mentioned once.
    """
    notes = _notes(context)
    found = {d.ref: d for statement in statements for d in statement.disagreements.all()}
    new = notes.new(found.values(), lambda d: d.ref)
    return {"new": new, "again": [d for d in found.values() if d not in new]}


@register.inclusion_tag("sources/_sources.html")
def sources_of(position: Any) -> dict[str, Any]:
    """The works that take a side, each leading to its first passage there, and if few voices."""
    passages = speaking_for(position)
    first: dict[int, Any] = {}
    for passage in passages:
        first.setdefault(passage.work_id, passage)
    number = len(voices(passages))
    return {
        "passages": list(first.values()),
        "voices": voice_count(number) if number < len(first) else "",
        "position": position,
    }


@register.filter
def together(locator: str) -> str:
    """A locator whose signs stay on the line of their numbers: “¶ 4”, “p. 12”."""
    return NUMBERED.sub("\\1\u00a0", locator)


@register.filter
def stance_in_words(stance: str) -> str:
    """How a passage stands to whom it names: “reporting”, “doubting”, “contradicting”."""
    return STANCES[Citation.Stance(stance)]


@register.filter
def in_words(edtf: str) -> str:
    """An EDTF date as a reader would say it; nothing for no date."""
    return str(parse(edtf)) if edtf else ""


@register.filter
def in_time(rows: Iterable[Any], link: str = "") -> list[Any]:
    """Rows from the earliest to the latest, or by the entry to which ``link`` leads.

    What has no start comes last; what starts on one day stands by name.
    """

    def place(row: Any) -> tuple[date, str, int]:
        entry = getattr(row, link) if link else row
        return entry.dates_earliest or date.max, str(entry), entry.pk

    return sorted(rows, key=place)


@register.filter
def has_case(rows: Iterable[Any]) -> bool:
    """Whether one of these statements rests on the sources of a case as a whole."""
    return any(row.basis == CASE for row in rows)


@register.filter
def by_kind(disagreements: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """Questions on which sources differ, then those that are not established, in their order."""
    kinds = Disagreement.Kind
    found = {kind: [d for d in disagreements if d.kind == kind] for kind in kinds}
    return [(kind.value, found[kind]) for kind in kinds if found[kind]]
