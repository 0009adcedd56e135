"""Everywhere in the base where a name stands, so that it can be taken out there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Q, Value
from django.utils.text import Truncator, capfirst

from curation.addresses import address_of
from curation.drafts import open_drafts
from curation.entries import entry_models, named_models
from curation.models import Entry, FormerSlug, Named, Part, Revision
from curation.naming import Sought, text_of
from curation.narrowing import may_name
from curation.rows import Natural, entry_path, link_fields, models_in_order
from curation.together import columns_of, read_value, rows_of, together
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


Found = tuple[Any, str, bool]
"""A text that has a name: its field, or what it is called in a draft; the text; is it certain."""


def places_of(entry: Entry, sought: Sought) -> list[Place]:
    """Where the base names an entry outside of it and of the parts that link it.

    What is certain stands first, and then what everybody can read. Drafts count as well, since all
    curators read them. What is in nobody's sight but the past's, old revisions, does not.
    """
    rows, drafts = _found_in_rows(entry, sought), _found_in_drafts(entry, sought)
    wanted: dict[Any, set[int | str]] = {model: {*pks} for model, pks in rows.items()}
    for kind, slug in drafts:
        wanted.setdefault(entry_models()[kind], set()).add(slug)
    known = rows_of(wanted)
    found = [
        *_in_rows(rows, known, sought),
        *_in_drafts(drafts, known, sought),
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


def _found_in_rows(entry: Entry, sought: Sought) -> dict[Any, dict[int, list[Found]]]:
    """What of the rows of each model has the name, by primary key."""
    found: dict[Any, dict[int, list[Found]]] = {}
    for model, pk, texts in _read(entry, sought):
        for field, text in texts:
            if (certain := sought.look(text)) is not None:
                found.setdefault(model, {}).setdefault(pk, []).append((field, text, certain))
    return found


def _in_rows(
    found: dict[Any, dict[int, list[Found]]], known: dict[tuple[Any, Any], Any], sought: Sought
) -> Iterator[Place]:
    for model, pks in found.items():
        for pk, texts in pks.items():
            is_certain = any(certain for _, _, certain in texts)
            for field, text, certain in dict.fromkeys(texts) if (model, pk) in known else ():
                if certain < is_certain:
                    continue  # it will be looked at anyway
                yield _place(known[model, pk], field, _excerpt(text, sought), certain)


def _read(entry: Entry, sought: Sought) -> Iterator[tuple[Any, int, list[tuple[Any, str]]]]:
    """Rows that may have the name, of every kind by one query, each with all its texts."""
    kinds: dict[str, Any] = {model._meta.label: model for model in models_in_order()}
    questions = []
    for label, model in kinds.items():
        fields = text_fields(model)
        rows = model._default_manager.order_by()
        if not _has_composed_name(model):
            rows = rows.filter(may_name(fields, sought))
        rows = rows.exclude(_of_or_linking(model, entry))
        questions.append(rows.values_list(Value(label), "pk", columns_of(fields)))
    for label, pk, values in together(questions):
        model = kinds[label]
        read = {field: read_value(field, values[field.attname]) for field in text_fields(model)}
        texts = [(field, text_of(value)) for field, value in read.items()]
        if _has_composed_name(model):
            named = model(**{field.attname: value for field, value in read.items()})
            slug: Any = Named._meta.get_field("slug")
            texts.append((slug, str(named)))
        yield model, pk, texts


def _has_composed_name(model: Any) -> bool:
    """Whether its name may be made of several fields, so that none of them has it."""
    return issubclass(model, Named) and not issubclass(model, Entry)


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


def _found_in_drafts(entry: Entry, sought: Sought) -> dict[Natural, list[Found]]:
    """What of open drafts has the name, by whose they are."""
    hidden = {(entry.KIND, entry.slug), *withheld_naturals()}
    found: dict[Natural, list[Found]] = {}
    steps = open_drafts().exclude(kind=entry.KIND, slug=entry.slug)
    for step in steps.filter(may_name([Revision._meta.get_field("document")], sought)):
        for where, text in texts_of(step.document, hidden):
            if (certain := sought.look(text)) is not None:
                found.setdefault(step.natural, []).append((where, text, certain))
    return found


def _in_drafts(
    found: dict[Natural, list[Found]], known: dict[tuple[Any, Any], Any], sought: Sought
) -> Iterator[Place]:
    """In drafts beside what is public; of others the rows are the draft."""
    for (kind, slug), texts in found.items():
        drafted = known.get((entry_models()[kind], slug))
        if drafted is None or drafted.status != Entry.Status.PUBLISHED:
            continue
        name = f"{capfirst(drafted._meta.verbose_name)} “{drafted}”, draft"
        for where, text, certain in texts:
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
    others = FormerSlug.objects.exclude(kind=entry.KIND, slug=entry.slug)
    for former in others.filter(may_name([FormerSlug._meta.get_field("old")], sought)):
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
