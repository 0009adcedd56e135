"""Which call of the API gives what a page shows."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, resolve, reverse

FORMATS = {
    "csv": "CSV, for spreadsheets",
    "json": "JSON",
    "jsonld": "JSON-LD",
    "turtle": "Turtle",
    "graphml": "GraphML",
    "gexf": "GEXF",
    "bibtex": "BibTeX",
    "ris": "RIS",
    "csljson": "CSL-JSON",
}
"""What readers call each format, those first that most of them want."""

SAME = {
    "home": "api-root",
    "about": "api-root",
    "compare": "api-root",
    "data": "api-root",
    "search": "search-list",
    "connections:circle": "connection-list",
    "connections:pair": "connection-pair",
    "connections:statements": "connection-statements",
    "connections:initiatives": "connection-initiatives",
    "connections:actors": "connection-actors",
    "connections:handovers": "connection-handovers",
    "connections:bridging": "connection-bridging",
    "connections:neighbours": "connection-neighbours",
    "connections:on": "connection-on",
    "loom": "api-loom",
    "loom-threads": "api-loom-threads",
    "codebook": "codebook-list",
    "frameworks:crosswalk": "framework-crosswalk",
}
"""Page → call, by the names of their addresses. Lists and entries need no word: see ``_same``."""
BEHIND = {"connections:bridging": "actor", "connections:neighbours": "with"}
"""Pages that show the initiatives behind a number instead if they are asked for this."""
CARRIED = {"search": "q", "loom-threads": "place"}
"""What pages without filters are asked for, and the call too."""


class Call(NamedTuple):
    address: str
    """With everything that is asked for, as JSON."""
    formats: list[tuple[str, str]]
    """(what readers call it, address) of each format, JSON among them."""


def call_of(request: Any, filterset: Any = None) -> Call | None:
    """The call that gives the same as the page of this request; None if there is none.

    A filter that cannot be used is left out, as the page leaves it out.
    """
    match = request.resolver_match
    name = _same(request, match) if match else None
    if name is None:
        return None
    try:
        path = reverse(name, kwargs=_kwargs(match))
    except NoReverseMatch:
        return None  # a kind that anybody may write into the address of a reference
    asked = {**_filters(request, filterset), **_carried(request, match)}
    view: Any = resolve(path).func
    written = {renderer.format for renderer in view.cls(**view.initkwargs).get_renderers()}
    formats = [
        (label, _address(path, asked if kind == "json" else {**asked, "format": kind}))
        for kind, label in FORMATS.items()
        if kind in written
    ]
    return Call(_address(path, asked), formats)


def _same(request: Any, match: Any) -> str | None:
    page = match.view_name
    if request.GET.get(BEHIND.get(page, "")):
        return "connection-taken-part"
    if page == "connections:neighbours" and not request.GET.get("actor"):
        return "api-root"  # nobody is named yet
    if page in SAME:
        return SAME[page]
    rows = getattr(getattr(match.func, "view_class", None), "queryset", None)
    if rows is not None and match.url_name in ("list", "detail"):
        return f"{rows.model.KIND}-{match.url_name}"
    return f"{match.kwargs['kind']}-detail" if page == "cite" else None


def _kwargs(match: Any) -> dict[str, Any]:
    return {name: value for name, value in match.kwargs.items() if name != "kind"}


def _filters(request: Any, filterset: Any) -> dict[str, str]:
    found = {}
    if filterset:  # a page without filters has none in its context, which a tag takes for ""
        usable = {name for name in filterset.form.fields if name not in filterset.form.errors}
        found = {name: _given(request, name) for name in request.GET if name in usable}
    for name in ("collection", "framework"):
        if chosen := getattr(request, name, None):
            found[name] = getattr(chosen, "slug", chosen)
    return {name: value for name, value in found.items() if value}


def _carried(request: Any, match: Any) -> dict[str, str]:
    """What a page is asked for besides filters."""
    name = CARRIED.get(match.view_name, "")
    found = {name: request.GET[name]} if request.GET.get(name) else {}
    start = request.GET.get("from")
    if match.view_name == "connections:handovers" and start in match.kwargs.values():
        found["from"] = start
    return found


def _given(request: Any, name: str) -> str:
    """Pages take several values under one name; the API has commas between them."""
    return ",".join(filter(None, request.GET.getlist(name)))


def _address(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked, safe=':,')}" if asked else path
