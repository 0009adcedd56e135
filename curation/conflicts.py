"""When two curators changed one entry: both versions side by side, and nothing lost."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.exceptions import SuspiciousOperation
from django.template.response import TemplateResponse

from curation import revisions
from curation.concealing import conceal, restore
from curation.differences import Place, changes, merge, values_of
from curation.documents import Document, find_entry, stored_document
from curation.labels import Labels
from curation.rows import Natural
from curation.withheld import Veil

SALT = "curation.conflicts"


def pack(document: Document) -> str:
    """A document for a hidden field of a page; nobody but this site can have written it."""
    return signing.dumps(document, salt=SALT, compress=True)


def unpack(text: str) -> Document:
    try:
        document: Document = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        raise SuspiciousOperation("This is no document of ours.") from None
    return document


def page(
    site: Any, request: Any, natural: Natural, base: int, mine: Document, reason: str
) -> TemplateResponse:
    """What both changed since step ``base``, for a choice; answers 409."""
    entry = find_entry(natural)
    last = revisions.newest(natural)
    theirs = revisions.working_document(entry, last) if entry else (last.document if last else mine)
    begun = revisions.step(natural, base)
    before = begun.document if begun else theirs
    labels = Labels([before, theirs, mine], request.user)
    mine = restore(mine, before, labels.withheld)
    contested = set(merge(before, theirs, mine).contested)
    Veil(request.user).steps([last])
    was, their_values, my_values = values_of(before), values_of(theirs), values_of(mine)
    places: dict[Place, None] = {}
    for change in (*changes(before, theirs), *changes(before, mine)):
        places.setdefault(change.place)
    rows = [
        {
            "label": labels.place(place),
            "before": labels.value(place, was.get(place)),
            "theirs": labels.value(place, their_values.get(place)),
            "mine": labels.value(place, my_values.get(place)),
            "changed_there": was.get(place) != their_values.get(place),
            "changed_here": was.get(place) != my_values.get(place),
            "choice": "/".join(place) if place in contested else "",
        }
        for place in places
        if labels.may_show(place)
    ]
    context = {
        **site.each_context(request),
        "title": "Somebody saved this entry while you were editing it",
        "natural": natural,
        "entry": entry,
        "last": last,
        "rows": rows,
        "has_choices": any(row["choice"] for row in rows),
        "mine": pack(conceal(mine, labels.withheld)),
        "base": base,
        "newest": entry.version if entry else 0,
        "reason": reason,
    }
    return TemplateResponse(request, "admin/curation/conflict.html", context, status=409)


def resolved(
    natural: Natural, base: int, mine: Document, choices: dict[str, str], user: Any
) -> Document | None:
    """Both changes in one document, with the choices that were made: place → theirs or mine.

    ``mine`` is what the page of the conflict sent. The answer is None while a value that both
    changed has no choice.
    """
    entry = find_entry(natural)
    theirs = revisions.working_document(entry)
    begun = revisions.step(natural, base)
    before = begun.document if begun else stored_document(entry)
    mine = restore(mine, before, Labels([before], user).withheld)
    both = merge(before, theirs, mine, lambda place: choices.get("/".join(place)) == "theirs")
    chosen = all(choices.get("/".join(place)) in ("theirs", "mine") for place in both.contested)
    return both.document if chosen else None
