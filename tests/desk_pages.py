"""Every page of the desk, found by walking its resolver: what is added is covered by itself.

A page that an address alone does not open is asked for with what its name or its parameters call
for: rows of its model, an entry with a history, two entries to compare. A new page that needs
something else fails until it is said here what.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.urls import URLPattern, URLResolver, reverse

from actors.models import Actor
from curation.desk import queues
from curation.models import Batch
from initiatives.models import Coding, Initiative

BY_POST = {"logout", "curation_step", "curation_resolve", "initiatives_coding_draw"}
"""What only takes something, and is no page to look at."""
AT_WORK = {"curation_import_file"}
"""What does the work of a whole import before it says what that would change."""
OF_DJANGO = {"login", "password_change", "password_change_done", "jsi18n"}
"""Pages that show nothing of the base."""

Row = tuple[str, Any]
"""What is special about a row, and the row."""


class Page(NamedTuple):
    name: str
    address: str

    def __str__(self) -> str:
        return self.name


class Sample(NamedTuple):
    """What there is to open. ``rows`` gives some rows of a registered model."""

    rows: Callable[[Any], Iterable[Row]]
    revised: Iterable[tuple[str, tuple[str, str]]]
    """Entries with a history of two steps, each (kind, slug)."""
    likely: tuple[str, str]
    """Two entries of a kind, each ``kind:slug``."""
    words: Iterable[str]
    """What somebody searches for."""


def addresses() -> dict[str, tuple[str, ...]]:
    """The names of all addresses of the desk, with their parameters."""
    return dict(_walk(admin.site.get_urls()))


def _walk(patterns: Any, outer: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for pattern in patterns:
        its = (*outer, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        parameters = tuple(dict.fromkeys(its))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, parameters)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, parameters


def pages(sample: Sample) -> Iterator[Page]:
    """Each page as it is opened first: ``variants`` has what can be chosen on a list."""
    for name, parameters in addresses().items():
        if name in BY_POST | AT_WORK | OF_DJANGO:
            continue
        for label, arguments, query in _asked_for(name, parameters, sample):
            address = reverse(f"admin:{name}", kwargs=dict(zip(parameters, arguments, strict=True)))
            address += f"?{urlencode(query)}" if query else ""
            yield Page(f"{name} {label}".strip(), address)


def _asked_for(
    name: str, parameters: tuple[str, ...], sample: Sample
) -> Iterator[tuple[str, tuple[Any, ...], dict[str, str]]]:
    if name == "autocomplete":
        for source, target in _autocompletes().values():
            for word in ("", *sample.words):
                label = f"{target._meta.model_name} {word}"
                yield label, (), {**_of_field(source), "term": word}
    elif name == "curation_compare":
        a, b = sample.likely
        yield "", (), {"a": a, "b": b}
    elif name == "curation_merge":
        kept, gone = sample.likely
        yield "", (), {"kept": kept, "gone": gone}
    elif name == "curation_queue":
        for queue in queues():
            yield queue.name, (queue.name,), {}
    elif name == "curation_import_template":
        yield "", (Initiative.KIND,), {}
    elif name == "actors_actor_withholding":
        for label, row in sample.rows(Actor):
            yield label, (row.slug,), {}
    elif name == "curation_batch":
        for label, row in sample.rows(Batch):
            yield label, (row.pk,), {}
    elif parameters[:2] == ("kind", "slug"):
        for label, natural in sample.revised:
            yield label, (*natural, 2)[: len(parameters)], {}
    elif parameters in (("object_id",), ("id",)):
        for label, row in sample.rows(_model_of(name)):
            yield label, (row.pk,), {}
    elif parameters == ("pk",):
        for label, row in sample.rows(Coding):
            if (name == "initiatives_coding_code") == row.is_draft:
                yield label, (row.pk,), {}
    elif parameters == ("app_label",):
        for app in sorted({model._meta.app_label for model in admin.site._registry}):
            yield app, (app,), {}
    else:
        assert not parameters, f"{name}: say in {__name__} with what this page is opened."
        yield "", (), {}


def _model_of(name: str) -> Any:
    for model in admin.site._registry:
        if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            return model
    raise AssertionError(f"{name}: say in {__name__} of which rows this is a page.")


def _autocompletes() -> dict[Any, tuple[Any, Any]]:
    """A field for each model that is chosen by autocomplete, and the model."""
    found = {}
    for model, desk in admin.site._registry.items():
        for holder, names in [
            (model, desk.autocomplete_fields),
            *((inline.model, inline.autocomplete_fields) for inline in desk.inlines),
        ]:
            for name in names:
                field: Any = holder._meta.get_field(name)
                found[field.related_model] = (field, field.related_model)
    return found


def _of_field(field: Any) -> dict[str, str]:
    options = field.model._meta
    names = ("app_label", "model_name", "field_name")
    return dict(zip(names, (options.app_label, options.model_name, field.name), strict=True))


def variants(page: Page, response: Any, words: Iterable[str] = ()) -> Iterator[Page]:
    """What can be chosen on a list: pages, words, the first choice of each filter, each order."""
    cl = (response.context or {}).get("cl")
    if cl is None:
        return
    asked = {"page 2": "?p=2", "last page": f"?p={cl.paginator.num_pages}"}
    if cl.search_fields:
        asked |= {f"q={word}": f"?{urlencode({'q': word})}" for word in words}
    for spec in cl.filter_specs:
        choices = [choice["query_string"] for choice in spec.choices(cl)]
        asked |= {f"by {spec.title}": query for query in choices[1:2]}
    for place, name in enumerate(cl.list_display):
        if cl.get_ordering_field(name) and name in cl.sortable_by:
            asked |= {f"order {name}": f"?o={place}", f"order -{name}": f"?o=-{place}"}
    if cl.paginator.num_pages < 2:
        del asked["page 2"], asked["last page"]
    for label, query in asked.items():
        yield Page(f"{page.name} {label}", page.address + query)


OPTIONS = re.compile(r"<select\b[^>]*?name=\"([^\"]*)\"[^>]*>(.*?)</select>", re.S)


def long_selects(html: str, longest: int = 200) -> list[str]:
    """The lists of choices with more options than this, with how many."""
    found = ((name, options.count("<option")) for name, options in OPTIONS.findall(html))
    return [f"{name}: {number} options" for name, number in found if number > longest]
