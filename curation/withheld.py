"""Names that must not be told: who is withheld, which texts name them, and what is shown instead.

Which kinds can be withheld is said by ``withheld_q`` of their models.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from curation.documents import Document, entry_of, is_passing, stored_documents
from curation.entries import entry_models, named_models
from curation.models import Edition, Entry, FormerSlug, Named, Part
from curation.naming import Sought, text_of
from curation.rows import Natural, entry_path, link_fields, list_fields, part_lists
from curation.together import rows_of, rows_together

SEE_WITHHELD = "curation.see_withheld"
NOT_SHOWN = "(not shown to you)"
NAMES_SOMEBODY = (
    "Its text names somebody who must not be named here. An administrator can say where."
)
Rows = dict[tuple[Any, Any], Any]
"""Rows by their model and by how links name them, as ``rows_of`` gives them."""


def may_see(user: Any) -> bool:
    return user is not None and user.has_perm(SEE_WITHHELD)


class Withheld:
    """Who must not be named, with all by which texts may call them."""

    def __init__(self, entries: list[Any], naturals: set[Natural]) -> None:
        self.entries = entries
        self.naturals = naturals
        """Every address that they have or had."""

    @cached_property
    def sought(self) -> Sought | None:
        return Sought(entry.called() for entry in self.entries) if self.entries else None


NOBODY = Withheld([], set())


def read_withheld() -> Withheld:
    """Who is withheld now: one query for each kind that can be."""
    entries: list[Any] = []
    naturals: set[Natural] = set()
    for kind, model in entry_models().items():
        if model.CAN_BE_WITHHELD:
            found, former = _with_names(model)
            entries += found
            naturals |= {(kind, slug) for slug in (*former, *(entry.slug for entry in found))}
    return Withheld(entries, naturals)


def withheld_naturals() -> set[Natural]:
    """Who is withheld, by every address that they have or had."""
    return read_withheld().naturals


def _with_names(model: Any) -> tuple[list[Any], list[str]]:
    """Those of a kind, with the rows that ``called`` reads, and their former slugs."""
    rows = model._default_manager.filter(model.withheld_q())
    links = [f for f in model._meta.concrete_fields if f.is_relation]
    lists = [model._meta.get_field(name) for name in model.NEEDED_FOR_LIKENESS]
    slugs = FormerSlug.objects.filter(kind=model.KIND, slug__in=rows.values("slug"))
    asked = {"entries": rows, "former": slugs}
    for f in links:
        asked[f.name] = f.related_model._default_manager.filter(pk__in=rows.values(f.attname))
    for it in lists:
        parts = it.related_model._default_manager
        asked[it.name] = parts.filter(**{f"{it.field.name}__in": rows.values("pk")})
    found: dict[str, list[Any]] = {name: [] for name in asked}
    for name, row, _ in rows_together(asked):
        found[name].append(row)
    linked = {(f.name, row.pk): row for f in links for row in found[f.name]}
    entries = sorted(found["entries"], key=str)
    for entry in entries:
        for f in links:
            setattr(entry, f.name, linked.get((f.name, getattr(entry, f.attname))))
        entry._prefetched_objects_cache = {it.name: [] for it in lists}
    by_pk = {entry.pk: entry for entry in entries}
    for it in lists:
        for row in found[it.name]:
            above = by_pk[getattr(row, it.field.attname)]
            above._prefetched_objects_cache[it.name].append(row)
    return entries, [former.old for former in found["former"]]


def _unseen_by(user: Any) -> Withheld:
    """Who is withheld, read once for all that one request shows to a user."""
    if user is None:
        return read_withheld()
    if not hasattr(user, "withheld"):
        user.withheld = read_withheld()
    found: Withheld = user.withheld
    return found


def visible(rows: models.QuerySet[Any], user: Any, *names: str) -> models.QuerySet[Any]:
    """Of rows that say a kind and a slug, those that the user may see."""
    return rows if may_see(user) else without_withheld(rows, *names)


def without_withheld(rows: models.QuerySet[Any], *names: str) -> models.QuerySet[Any]:
    """Those that every curator may see, whichever address they say; it asks nothing of its own.

    ``names`` are the fields that hold slugs, if not just ``slug``.
    """
    for kind, model in entry_models().items():
        if not model.CAN_BE_WITHHELD:
            continue
        now = model._default_manager.filter(model.withheld_q()).values("slug")
        former = FormerSlug.objects.filter(kind=kind, slug__in=now).values("old")
        for name in names or ("slug",):
            is_one = Q(**{f"{name}__in": now}) | Q(**{f"{name}__in": former})
            rows = rows.exclude(is_one, kind=kind)
    return rows


class Veil:
    """What stands between a curator and the names that are withheld; nothing for who may see."""

    def __init__(self, user: Any) -> None:
        self.withheld = NOBODY if may_see(user) else _unseen_by(user)
        self.sought = self.withheld.sought
        self.naturals = self.withheld.naturals
        """Who is not shown, by every address that they have or had."""

    def hides_entry(self, natural: Natural, entry: Any) -> bool:
        """Whether it is withheld; where there is none now, whether its address led to one."""
        if entry is not None:
            return bool(self.naturals) and entry.is_withheld
        return natural in self.naturals

    def hides(self, text: Any) -> bool:
        return self.sought is not None and self.sought.is_in(text_of(text))

    def text(self, text: str) -> str:
        return NOT_SHOWN if self.hides(text) else text

    def lines(self, error: Exception) -> list[str]:
        """The sentences of a refusal, none of which tells a name."""
        return list(dict.fromkeys(map(self.text, str(error).splitlines())))

    def steps(self, steps: Iterable[Any]) -> list[Any]:
        """Revisions whose reasons tell no name; not to be saved."""
        found = list(steps)
        for step in found:
            if step is not None:
                step.reason = self.text(step.reason)
        return found

    def hides_document(self, document: Document) -> bool:
        """Whether it names somebody, elsewhere than in parts that link them and are not shown."""
        return self.sought is not None and any(
            self.sought.is_in(text) for _, text in texts_of(document, self.naturals)
        )


def names_somebody(texts: Iterable[str]) -> bool:
    """Whether one of these texts names somebody who is withheld, whoever asks."""
    sought = read_withheld().sought
    return sought is not None and any(map(sought.is_in, texts))


# What is to be published


def told_by(entries: Iterable[Entry], user: Any) -> list[str]:
    """Why the texts of these entries cannot be public: they name somebody who is withheld.

    Whoever may not see the name is not told which it is, nor where it stands.
    """
    if not is_passing():
        # Until this is published nobody is withheld, and the other way round.
        Edition.objects.select_for_update().filter(pk=1).first()
    if not (withheld := read_withheld()).entries:
        return []
    asked = [(entry.KIND, entry.slug) for entry in entries]
    return told_in(stored_documents(asked).values(), withheld, user)


def told_in(
    documents: Iterable[Document], withheld: Withheld, user: Any, rows: Rows | None = None
) -> list[str]:
    """The same of entries as these documents say them; ``rows`` are what they link, if read."""
    if withheld.sought is None:
        return []
    sentences = []
    for document in documents:
        texts = _all_texts(document, withheld.naturals, rows)
        telling = [(where, text) for where, text in texts if withheld.sought.is_in(text)]
        for it in withheld.entries if telling else ():
            if (it.KIND, it.slug) == entry_of(document):
                continue
            sought = Sought([it.called()])
            for where, text in telling:
                if sought.is_in(text):
                    sentences.append(f"{where} names “{it}”, who is withheld.")
    return sentences if may_see(user) or not sentences else [NAMES_SOMEBODY]


def _all_texts(
    document: Document, hidden: set[Natural], rows: Rows | None
) -> Iterator[tuple[str, str]]:
    """The texts of an entry, and those of names and passages that it brings with it."""
    yield from texts_of(document, hidden)
    refs: dict[Any, set[str]] = {}
    _links(named_models()[document["entry"]], document, hidden, refs)
    asked = {model: found for model, found in refs.items() if not issubclass(model, Entry)}
    known = rows_of(asked) if rows is None else rows
    for model, ref in ((model, ref) for model, found in asked.items() for ref in found):
        if (row := known.get((model, ref))) is None:
            continue
        where = f"{model._meta.verbose_name} “{ref.rpartition('#')[2]}”"
        yield where, str(row) if isinstance(row, Named) else ""
        for field in text_fields(model):
            yield where, text_of(getattr(row, field.name))


def _links(
    model: Any, item: dict[str, Any], hidden: set[Natural], found: dict[Any, set[str]]
) -> None:
    if links_hidden(model, item, hidden):
        return
    for field in (*link_fields(model), *list_fields(model)):
        value = item.get(field.name) or []
        refs = value if isinstance(value, list) else [value]
        found.setdefault(field.related_model, set()).update(refs)
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            _links(part, row, hidden, found)


# What texts there are


@cache
def text_fields(model: Any) -> list[Any]:
    """The fields in which anything may be written, names and keys included."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not field.choices
    ]


def texts_of(document: Document, hidden: set[Natural]) -> Iterator[tuple[str, str]]:
    """Every text of a document, with where it stands; not of parts that link what is hidden."""
    model = named_models()[document["entry"]]
    yield from _texts(model, document, "", hidden)


def _texts(
    model: Any, item: dict[str, Any], path: str, hidden: set[Natural]
) -> Iterator[tuple[str, str]]:
    if links_hidden(model, item, hidden):
        return
    for field in text_fields(model):
        text = text_of(item.get(field.name))
        if text:
            yield f"{path}{field.verbose_name}", text
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            below = f"{path}{part._meta.verbose_name} {row['key']}, "
            yield from _texts(part, row, below, hidden)


def links_hidden(model: Any, item: dict[str, Any], hidden: set[Natural]) -> bool:
    """Whether a part, as a document has it, leads to one of these."""
    return issubclass(model, Part) and any(
        (entry_path(field.related_model)[0], ref.partition("#")[0]) in hidden
        for field in link_fields(model)
        if (ref := item.get(field.name)) and issubclass(field.related_model, Named | Part)
    )


def links_withheld(part: Any) -> Iterator[Q]:
    """The conditions under which a part links what only curators with the right may see."""
    for field in part._meta.concrete_fields:
        target: Any = field.related_model
        if isinstance(target, type) and issubclass(target, Entry) and field.name != part.PARENT:
            rows = target._default_manager.filter(target.withheld_q())
            yield Q(**{f"{field.name}__in": rows})


def links_nothing_withheld(part: Any) -> bool:
    """The same of a part that is loaded with what it links."""
    links = (f for f in part._meta.concrete_fields if f.is_relation and f.name != part.PARENT)
    rows = (getattr(part, f.name) for f in links)
    return not any(isinstance(row, Entry) and row.is_withheld for row in rows)
