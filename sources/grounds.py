"""What an entry must rest on before the public sees it, and what rests on a work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Value

from curation.models import Part
from curation.together import together
from sources.querysets import cited_models, cited_parts

Supported = list[tuple[Any, list[int]]]
"""Statements, as the primary keys of the rows of each model."""


def lacking(model: Any, entries: list[Any]) -> list[str]:
    """What of these entries of one model says not what it rests on: a sentence for each statement.

    Cited needs a public passage; a statement that rests on the works of the whole case needs one
    that is listed there, or with itself where the entry lists none.
    """
    pks = [entry.pk for entry in entries]
    stating = [*_stating(model)]
    asked = []
    for place, (part, lookup) in enumerate(stating):
        grounds = part.Basis
        wanting = Q(basis__in=[grounds.CITED, grounds.CASE]) & ~_cites(part)
        rows = part._default_manager.filter(
            wanting | ~Q(basis__in=grounds.values), **{f"{lookup}pk__in": pks}
        )
        asked.append(rows.order_by().values_list(Value(place), "pk"))
    found: dict[int, list[int]] = {}
    for place, pk in together(asked):
        found.setdefault(place, []).append(pk)
    sentences: list[str] = []
    for place in sorted(found):
        part, _ = stating[place]
        rows = part._default_manager.filter(pk__in=found[place])
        rows = rows.with_links() if issubclass(part, Part) else rows
        sentences += filter(None, map(_what_it_lacks, rows))
    return sentences


def _what_it_lacks(row: Any) -> str:
    if row.basis == row.Basis.CITED:
        return f"{_name(row)} is said to be cited, but no public passage is given."
    if row.basis != row.Basis.CASE:
        return f"{_name(row)} says not what it rests on."
    if not _lists_works(row):
        return f"{_name(row)} rests on the works of the whole entry, but it lists none."
    return ""


def _stating(model: Any) -> Iterator[tuple[Any, str]]:
    """What states something in an entry, with the lookup that leads to the entry."""
    if hasattr(model, "citations"):
        yield model, ""
    for part, lookup in cited_parts(model):
        yield part, f"{lookup}__"


def _cites(model: Any) -> Exists:
    """Whether a row cites a passage that everybody may see."""
    through: Any = model.citations.through
    field = model._meta.get_field("citations")
    passages = apps.get_model("sources.Citation").public_q("citation__")
    links = through._default_manager.filter(
        passages, **{field.m2m_field_name(): OuterRef("pk")}
    ).order_by()
    return Exists(links)


def _lists_works(row: Any) -> bool:
    entry = row.entry if isinstance(row, Part) else row
    if not hasattr(entry, "citations"):
        return False
    if not hasattr(entry, "_lists_works"):
        entry._lists_works = entry.citations.public().exists()
    return bool(entry._lists_works)


def _name(row: Any) -> str:
    kind = row._meta.verbose_name
    return f"{kind[0].upper()}{kind[1:]} “{row}”"


def publish_passages(model: Any, entries: list[Any], carrying: Any) -> None:
    """Let the public see the passages of public works that these entries are the first to cite."""
    passages = apps.get_model("sources.Citation")
    pks = [entry.pk for entry in entries]
    cited = Q()
    for part, lookup in _stating(model):
        rows = part._default_manager.filter(**{f"{lookup}pk__in": pks})
        cited |= Q(pk__in=rows.filter(citations__pending=True).values("citations"))
    found = list(passages.objects.filter(cited, pending=True).select_related("work"))
    works = {passage.work for passage in found}
    if found:
        with carrying(works):
            passages.objects.filter(pk__in=[passage.pk for passage in found]).update(pending=False)


def resting_on(work: Any) -> Supported:
    """The public statements that are cited to a public passage of the work."""
    passages = work.passages.public()
    models = [*cited_models()]
    asked = []
    for place, model in enumerate(models):
        rows = model._default_manager.public()
        rows = rows.filter(basis=model.Basis.CITED, citations__in=passages).order_by()
        asked.append(rows.values_list(Value(place), "pk"))
    found: dict[int, set[int]] = {}
    for place, pk in together(asked):
        found.setdefault(place, set()).add(pk)
    return [(models[place], sorted(pks)) for place, pks in sorted(found.items())]


def left_without(supported: Supported) -> list[str]:
    """Those of these statements that are public still and have no public passage any more."""
    lines = []
    for model, pks in supported:
        rows = model._default_manager.public().filter(pk__in=pks, basis=model.Basis.CITED)
        for row in rows.exclude(_cites(model)).with_links():
            entry = row.entry if isinstance(row, Part) else row
            lines.append(f"{entry.ref}: {_name(row)} rests on this work alone.")
    return lines
