from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from connections.chain import draw
from connections.ends import (
    LONGEST_TEXT,
    OpenEndError,
    UnknownEndError,
    UnusableEndError,
    by_ref_or_name,
    one_text,
)
from connections.paths import LONGEST, WAYS
from connections.routes import WITHOUT, routes
from presentation.notes import Notes


class End:
    """One end of a way as the form asks for it: what was typed, and what it means."""

    def __init__(self, name: str, label: str, given: QueryDict) -> None:
        self.name, self.label = name, label
        self.text = given.get(name, "").replace("\0", "")[:LONGEST_TEXT]
        self.entry: Any = None
        self.offered: list[tuple[Any, str]] = []
        """(entry, query) of the entries that a name may mean."""
        self.error = ""
        self.status = 200
        try:
            if text := one_text(given.getlist(name)):
                self.entry = by_ref_or_name(text)
                self.text = self.entry.ref
        except OpenEndError as question:
            self.offered = [(entry, self._choosing(entry, given)) for entry in question.offered]
        except UnusableEndError as error:
            self.error = str(error)
            self.status = 404 if isinstance(error, UnknownEndError) else 400

    def _choosing(self, entry: Any, given: QueryDict) -> str:
        query = given.copy()
        query[self.name] = entry.ref
        return query.urlencode(safe=":")


def paths(request: HttpRequest) -> HttpResponse:
    """The ways between two entries, or the form that asks for them with what is wrong with it."""
    ends = [End("from", "From", request.GET), End("to", "To", request.GET)]
    without = request.GET.getlist("without")
    start, end = ends[0].entry, ends[1].entry
    error = ""
    if any(asked not in ("", WITHOUT) for asked in without):
        error = "Only states can be left out."
    elif start and start == end:
        error = f"Both ends are {start}. A way leads from one entry to another."
    status = 400 if error else max(end.status for end in ends)
    found = []
    is_answered = bool(start and end and not error)
    if is_answered:
        found = routes(start, end, without_states=WITHOUT in without)
    return render(
        request,
        "connections/paths.html",
        {
            "ends": ends,
            "start": start,
            "end": end,
            "error": error,
            "without_states": WITHOUT in without,
            "is_answered": is_answered,
            "ways": [(route, draw(route)) for route in found],
            "longest": LONGEST,
            "limit": min(found[0].length + 2, LONGEST) if found else LONGEST,
            "most": WAYS,
            "notes": Notes(),
        },
        status=status,
    )
