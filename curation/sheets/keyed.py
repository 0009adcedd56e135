"""Documents from outside: every part gets a key, none stands twice, and each has its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from django.contrib import admin
from django.utils.text import slugify

from curation.entries import named_models
from curation.forms import KEY_LENGTH
from curation.forms import _word as word
from curation.rows import (
    Addition,
    Problem,
    Row,
    document_rows,
    link_fields,
    name_of,
    part_lists,
)
from curation.sheets.uploads import Problems, Upload, meant, quoted, twice

Places = dict[int, str]
"""Where documents and their parts stand, by ``id()``; a part without one is where its entry is."""


def take(upload: Upload, document: dict[str, Any], places: Places, problems: Problems) -> None:
    """Take a document into an upload: complete it, and learn where it and each part stands."""
    kinds, place = named_models(), places[id(document)]
    kind, slug = document.get("entry"), document.get("slug")
    if not isinstance(kind, str) or not kind:
        problems.add(place, "the “entry” is missing.")
    elif kind not in kinds:
        problems.add(place, f"there is no kind of entry {quoted(kind)}{meant(kind, kinds)}")
    elif not isinstance(slug, str) or not slug:
        problems.add(place, "the “slug” is missing.", kind)
    elif f"{kind}:{slug}" in upload.places:
        first = upload.places[f"{kind}:{slug}"]
        problems.add(place, f"{kind}:{slug} is in {first} already.")
    else:
        upload.documents.append(document)
        upload.places[f"{kind}:{slug}"] = place
        _take_parts(kinds[kind], document, upload, places, problems)


def _take_parts(
    model: Any, document: dict[str, Any], upload: Upload, places: Places, problems: Problems
) -> None:
    parts = list(_parts(model, document, ()))
    if not parts:
        return
    keys = _Keys(part.get("key") for _, _, part in parts)
    for part_model, _, part in parts:
        if part.get("key") in (None, ""):
            part["key"] = keys.make(part_model, part)
    seen: dict[str, str] = {}
    above = places[id(document)]
    for _, path, part in parts:
        key, place = part["key"], places.get(id(part), above)
        if not isinstance(key, str):
            continue  # which document_rows() says
        if key in seen:
            problems.add(place, twice(key, seen[key]))
            continue
        seen[key] = place
        upload.places[name_of((document["entry"], document["slug"], path[-1], key))] = place


def _parts(
    model: Any, holder: dict[str, Any], path: tuple[str, ...]
) -> Iterator[tuple[Any, tuple[str, ...], dict[str, Any]]]:
    """Every part below an entry or part, with its model and the names of the lists above it."""
    for name, part_model in part_lists(model).items():
        items = holder.get(name)
        for part in items if isinstance(items, list) else ():
            if isinstance(part, dict):
                yield part_model, (*path, name), part
                if part_lists(part_model):
                    yield from _parts(part_model, part, (*path, name))


class _Keys:
    """The keys of one entry: those that are typed, and then those that are made.

    They are made as the form of the entry makes them, but of thousands of parts as well.
    """

    def __init__(self, typed: Iterable[Any]) -> None:
        self.used = {key for key in typed if isinstance(key, str)}
        self.last: dict[str, int] = {}

    def make(self, model: Any, part: dict[str, Any]) -> str:
        """A key for a part, from what it says."""
        words = [_word_of(str(part[name]), name in _links(model)) for name in _named(model, part)]
        start = "-".join(filter(None, words))[:KEY_LENGTH].strip("-")
        start = key = start or slugify(model._meta.verbose_name)
        number = self.last.get(start, 1)
        while key in self.used:
            number += 1
            key = f"{start}-{number}"
        self.last[start] = number
        self.used.add(key)
        return key


def _named(model: Any, part: dict[str, Any]) -> list[str]:
    return [name for name in key_from(model) if part.get(name) is not None]


@cache
def _links(model: Any) -> frozenset[str]:
    return frozenset(link.name for link in link_fields(model))


@lru_cache(maxsize=10_000)
def _word_of(value: str, is_link: bool) -> str:
    return word(value.rpartition("#")[2] if is_link else value)


@cache
def key_from(model: Any) -> tuple[str, ...]:
    """The fields from which the admin makes the key of such a part; empty if it says none."""
    above = model._meta.get_field(model.PARENT).related_model
    if admin.site.is_registered(above):
        for inline in admin.site.get_model_admin(above).inlines:
            if inline.model is model:
                return tuple(getattr(inline, "key_from", ()))
    return ()


def document_rows_at(
    upload: Upload, collection: str, problems: Problems
) -> Iterator[Row | Addition]:
    """The rows of the documents, each with its place instead of the name of a file."""
    for document in upload.documents:
        for item in document_rows(document, "", collection):
            if isinstance(item, Problem):
                add_placed(upload, item, problems)
                continue
            item.file = upload.place(item.name)
            yield item


def add_placed(upload: Upload, problem: Problem, problems: Problems) -> None:
    """Remember a problem of an entry or part, with its line and, in a sheet, its column."""
    place, reason = upload.place(problem.key), problem.reason
    column, _, rest = reason.partition(": ")
    if upload.is_table and column.isidentifier():
        place, reason = f"{place}, column {column}", rest
    problems.add(place, reason, problem.key)
