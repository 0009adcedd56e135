from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connections.compare import COMPARED, disagreements
from connections.search import find
from presentation.notes import Notes

LONGEST = 120
SUGGESTED = 5


@dataclass
class Trouble(Exception):
    """A question that has no answer, with the sentence that says why."""

    sentence: str
    status: int = 400
    suggested: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    """What may have been meant: for each name as it was asked for, (name, address)."""


def compare(request: HttpRequest) -> HttpResponse:
    """Two entries side by side in the order given, or the form that asks for them.

    404 where one of them is not there, whatever the reason; 400 for what cannot be asked.
    """
    asked = {name: request.GET.get(name, "").strip() for name in ("a", "b")}
    kind = request.GET.get("kind", "")
    context: dict[str, Any] = {
        **{f"asked_{name}": text.replace("\0", "")[:LONGEST] for name, text in asked.items()},
        "kinds": [(it.kind, it.model._meta.verbose_name) for it in COMPARED.values()],
        "kind": asked["a"].partition(":")[0] if ":" in asked["a"] else kind,
        "longest": LONGEST,
    }
    status = 200
    if all(asked.values()):
        try:
            context.update(answer(asked["a"], asked["b"], kind))
        except Trouble as trouble:
            context["trouble"], status = trouble, trouble.status
    return render(request, "connections/compare.html", context, status=status)


def answer(a: str, b: str, kind: str) -> dict[str, Any]:
    """The two entries and their table; raises Trouble."""
    (kind, first), (other, second) = read(a, kind), read(b, kind)
    if kind != other:
        raise Trouble(f"Two of one kind can be compared, not “{kind}” and “{other}”.")
    if first == second:
        raise Trouble("These are the same: name two that differ.")
    found = COMPARED[kind].find([first, second])
    missing = [slug for slug in (first, second) if slug not in found]
    rows = COMPARED[kind].model.objects.public()
    if present := {slug: row.slug for slug in missing if (row := rows.under(slug))}:
        return answer(present.get(first, first), present.get(second, second), kind)
    if missing:
        named = " and no ".join(f"{kind} “{slug}”" for slug in missing)
        suggested = [(slug, suggest(kind, slug, first, second)) for slug in missing]
        raise Trouble(f"There is no {named}.", 404, [it for it in suggested if it[1]])
    rows = COMPARED[kind].table(found[first], found[second])
    facts = [fact for row in rows for fact in row.both + row.a + row.b]
    marked = list(dict.fromkeys(statement for fact in facts for statement in fact.statements))
    query = urlencode({"a": f"{kind}:{first}", "b": f"{kind}:{second}"}, safe=":")
    return {
        "a": found[first],
        "b": found[second],
        "rows": rows,
        "marked": marked,
        "disagreements": disagreements(marked),
        "query": query,
        "swapped": urlencode({"a": f"{kind}:{second}", "b": f"{kind}:{first}"}, safe=":"),
        "notes": Notes(),
    }


def read(text: str, kind: str) -> tuple[str, str]:
    """(kind, slug) of ``kind:slug``, or of a slug of the kind chosen; raises Trouble."""
    if len(text) > LONGEST or "\0" in text:
        raise Trouble(f"An entry is named by a kind and a slug of at most {LONGEST} characters.")
    before, colon, after = text.partition(":")
    kind, slug = (before, after) if colon else (kind, text)
    if not kind:
        raise Trouble("Choose a kind, or write it before the slug, as in “track:business”.")
    if kind not in COMPARED:
        raise Trouble(f"“{kind}” is no kind of which two can be compared: {', '.join(COMPARED)}.")
    return kind, slug


def suggest(kind: str, slug: str, first: str, second: str) -> list[tuple[str, str]]:
    """Public entries in which the words of a slug that leads nowhere occur."""
    found = find(slug.replace("-", " "), [kind])
    entries = found[0].entries[:SUGGESTED] if found else []
    other = second if slug == first else first
    return [
        (
            str(it),
            "?"
            + urlencode(
                {
                    "a": f"{kind}:{it.slug if slug == first else first}",
                    "b": f"{kind}:{second if slug == first else it.slug}",
                },
                safe=":",
            ),
        )
        for it in entries
        if it.slug != other
    ]
