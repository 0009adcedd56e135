"""Everywhere in the base where a name stands, so that it can be taken out there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.utils.text import Truncator, capfirst

from curation.addresses import address_of
from curation.documents import find_entry
from curation.drafts import open_drafts
from curation.entries import named_models
from curation.models import Entry, FormerSlug, Named, Part
from curation.naming import Sought, text_of
from curation.rows import entry_path, link_fields, models_in_order
from curation.withheld import text_fields, texts_of, withheld_naturals

SERVED = ("templates/**/*.html", "docs/recipes/*", "*/examples.json", "*/*.py")
"""Files whose texts the site serves: pages, recipes, examples of the API, help and codebook."""


@dataclass(frozen=True)
class Place:
    """A text that names somebody; ``address`` is where a curator changes it, empty for a file."""

    entry: str
    where: str
    text: str
    address: str
    is_certain: bool = True
    is_public: bool = True


def places_of(entry: Entry, sought: Sought) -> list[Place]:
    """Where the base names an entry outside of it and of the parts that link it.

    What is certain stands first, and then what everybody can read. Drafts count as well, since all
    curators read them. What is in nobody's sight but the past's, old revisions, does not.
    """
    found = [
        *_in_rows(entry, sought),
        *_in_drafts(entry, sought),
        *_in_former_slugs(entry, sought),
        *_in_files(sought),
    ]
    return sorted(found, key=lambda it: (not it.is_certain, not it.is_public, it.entry, it.where))


def telling(withheld: list[Any]) -> list[str]:
    """Where public texts have a name of these entries, which got it after they were withheld."""
    return [
        f"{place.entry}: {place.where} has a name of “{entry}”, who is withheld."
        for entry in withheld
        for place in places_of(entry, Sought([entry.called()]))
        if place.is_certain and place.is_public
    ]


def _in_rows(entry: Entry, sought: Sought) -> Iterator[Place]:
    for model in models_in_order():
        fields = text_fields(model)
        names = [field.name for field in fields]
        hits: dict[int, list[tuple[Any, str, bool]]] = {}
        rows = model._default_manager.exclude(_of_or_linking(model, entry)).order_by()
        for pk, *values in rows.values_list("pk", *names).iterator(2000):
            for field, value in zip(fields, values, strict=True):
                text = text_of(value)
                if (certain := sought.look(text)) is not None:
                    hits.setdefault(pk, []).append((field, text, certain))
        if issubclass(model, Named) and not issubclass(model, Entry):
            for row in rows:  # whose name is made of several fields
                if sought.is_in(str(row)):
                    name = model._meta.get_field("slug")
                    hits.setdefault(row.pk, []).append((name, str(row), True))
        found = model._default_manager.filter(pk__in=hits)
        for row in found.with_links() if hasattr(found, "with_links") else found:
            is_certain = any(certain for _, _, certain in hits[row.pk])
            for field, text, certain in dict.fromkeys(hits[row.pk]):
                if certain < is_certain:
                    continue  # it will be looked at anyway
                yield _place(row, field, _excerpt(text, sought), certain)


def _of_or_linking(model: Any, entry: Entry) -> Q:
    """The rows of an entry, those that vanish with it, and those that are withheld themselves."""
    kind, path = entry_path(model)
    owner = named_models()[kind]
    found = Q(**{f"{path}pk": entry.pk}) if isinstance(entry, owner) else Q()
    if issubclass(owner, Entry):
        found |= Q(**{f"{path}pk__in": owner._default_manager.filter(owner.withheld_q())})
    for field in link_fields(model) if issubclass(model, Part) else ():
        target, way = entry_path(field.related_model)
        if target == entry.KIND:
            lookup = f"{field.name}__{way}pk"
            found |= Q(**{lookup: entry.pk, f"{field.name}__isnull": False})
    return found


def _place(row: Any, field: Any, excerpt: str, certain: bool) -> Place:
    entry = row.entry if isinstance(row, Part) else row
    own = row if admin.site.is_registered(type(row)) else entry
    part = f"{row._meta.verbose_name} {row.key}, " if isinstance(row, Part) else ""
    return Place(
        entry=f"{capfirst(entry._meta.verbose_name)} “{entry}”",
        where=capfirst(f"{part}{field.verbose_name}"),
        text=excerpt,
        address=address_of(own),
        is_certain=certain,
        is_public=not isinstance(entry, Entry) or entry.is_public,
    )


def _excerpt(text: str, sought: Sought) -> str:
    """The sentence that has the name."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    found = next((it for it in sentences if sought.look(it) is not None), text)
    return Truncator(" ".join(found.split())).chars(240)


def _in_drafts(entry: Entry, sought: Sought) -> Iterator[Place]:
    """In drafts beside what is public; of others the rows are the draft."""
    hidden = {(entry.KIND, entry.slug), *withheld_naturals()}
    for step in open_drafts().exclude(kind=entry.KIND, slug=entry.slug).iterator(200):
        drafted = None
        for where, text in texts_of(step.document, hidden):
            certain = sought.look(text)
            if certain is None:
                continue
            drafted = drafted or find_entry(step.natural)
            if drafted is None or drafted.status != Entry.Status.PUBLISHED:
                break
            name = f"{capfirst(drafted._meta.verbose_name)} “{drafted}”, draft"
            yield Place(
                name,
                capfirst(where),
                _excerpt(text, sought),
                address_of(drafted),
                certain,
                is_public=False,
            )


def _in_former_slugs(entry: Entry, sought: Sought) -> Iterator[Place]:
    """Addresses of others that lead on. Those that led to the entry lead nowhere with it."""
    for former in FormerSlug.objects.exclude(kind=entry.KIND, slug=entry.slug):
        if sought.is_in(former.old):
            yield Place("Former address", former.kind, former.old, address_of(former))


def _in_files(sought: Sought) -> Iterator[Place]:
    """In texts that come with the program: whoever runs the site can change these."""
    root = Path(settings.BASE_DIR)
    for path in sorted({path for pattern in SERVED for path in root.glob(pattern)}):
        if not path.is_file() or path.parts[-2] in ("tests", "fixtures"):
            continue
        text = path.read_text(encoding="utf-8")
        if not sought.is_in(text):
            continue
        name = path.relative_to(root).as_posix()
        lines = enumerate(text.splitlines(), 1)
        found = [(f"{name}, line {number}", it) for number, it in lines if sought.is_in(it)]
        for where, line in found or [(name, "")]:  # a name may be divided between two lines
            yield Place("A file of the program", where, _excerpt(line, sought), "")
