"""What curators read for the places and values of documents: names of fields, rows and links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.text import capfirst

from curation.differences import ORDER, Place
from curation.documents import Document, entry_of
from curation.entries import named_models
from curation.models import Entry, Part
from curation.rows import entry_path, link_fields, list_fields, part_lists
from curation.together import rows_of
from curation.withheld import NOT_SHOWN, Veil


class Where(NamedTuple):
    """A place in words: the part, if it is in one, and the field."""

    part: str
    field: str


Link = tuple[Place, Any, str]
"""A link of a document: its place, the field, and what it leads to."""


@dataclass
class Unseen:
    """An entry that is not public, so that neither parts that lead to it nor links to it are."""

    entry: Entry
    parts: dict[str, None] = field(default_factory=dict)
    links: dict[Where, None] = field(default_factory=dict)

    @property
    def can_be_published(self) -> bool:
        return self.entry.status in (Entry.Status.DRAFT, Entry.Status.IN_REVIEW)

    @property
    def state(self) -> str:
        return "withheld" if self.entry.is_withheld else self.entry.get_status_display().lower()


class Labels:
    """The names of all that some documents of one entry link, asked for once a model.

    Rows that link what the user may not see are not shown: ``may_show`` says which. In lists of
    links such links are left out, and texts that name somebody who is withheld are not shown.
    """

    def __init__(self, documents: Iterable[Document], user: Any) -> None:
        documents = list(documents)
        self.kind, self.slug = entry_of(documents[-1])
        self.model = named_models()[self.kind]
        self.names: dict[tuple[Any, str], str] = {}
        self.hidden: set[Place] = set()
        self.not_public: dict[tuple[Any, str], Entry] = {}
        refs: dict[Any, set[str]] = {}
        linked: list[Link] = []
        for document in documents:
            self.last: list[Link] = []
            self._links(self.model, document, (), self.last)
            linked += self.last
        for _, f, ref in linked:
            refs.setdefault(f.related_model, set()).add(ref)
        self.rows = rows_of(refs)
        """What is linked, by model and by how links name it."""
        for key, row in self.rows.items():
            self.names[key] = str(row)
            entry = row.entry if isinstance(row, Part) else row
            if isinstance(entry, Entry) and not entry.is_public:
                self.not_public[key] = entry
        self.veil = Veil(user)
        self.withheld = {
            (f.related_model, ref)
            for _, f, ref in linked
            if (entry_path(f.related_model)[0], ref.partition("#")[0]) in self.veil.naturals
        }
        """What the user may not see, by model and by how links name it."""
        for place, f, ref in linked:
            if len(place) > 1 and (f.related_model, ref) in self.withheld:
                self.hidden.add(place[:2])

    def _links(self, model: Any, item: dict[str, Any], place: Place, found: list[Link]) -> None:
        for f in (*link_fields(model), *list_fields(model)):
            value = item.get(f.name)
            for ref in value if isinstance(value, list) else [value] if value else []:
                found.append(((*place, f.name), f, ref))
        for name, part in part_lists(model).items():
            for row in item.get(name, []):
                self._links(part, row, (*place, name, row["key"]), found)

    def may_show(self, place: Place) -> bool:
        return place[:2] not in self.hidden

    def place(self, place: Place) -> Where:
        """Where a value stands: “Participation norway-host”, “role”."""
        model: Any = self.model
        part, way = "", list(place)
        while len(way) > 1 and way[1] != ORDER:
            model = part_lists(model)[way[0]]
            part = " › ".join(filter(None, (part, f"{model._meta.verbose_name} {way[1]}")))
            way = way[2:]
        part = self.veil.text(part)  # a key may name somebody
        if not way:
            return Where(capfirst(part), "")
        if way[-1] == ORDER:
            name = part_lists(model)[way[0]]._meta.verbose_name_plural
            return Where(capfirst(part), f"order of the {name}")
        return Where(capfirst(part), str(model._meta.get_field(way[0]).verbose_name))

    def in_words(self, place: Place) -> str:
        """The same for a sentence: “Participation norway-host, role”, if it may be shown."""
        return ", ".join(filter(None, self.place(place))) if self.may_show(place) else NOT_SHOWN

    def unseen(self) -> list[Unseen]:
        """What nobody would see of the last document, by the entry that is not public itself.

        A part that leads to such an entry is not shown at all; of a list only the link is missing.
        """
        found: dict[Entry, Unseen] = {}
        for place, f, ref in self.last:
            entry = self.not_public.get((f.related_model, ref))
            own = entry and (entry.KIND, entry.slug) == (self.kind, self.slug)
            is_withheld = (f.related_model, ref) in self.withheld
            if entry is None or own or is_withheld or not self.may_show(place):
                continue
            unseen = found.setdefault(entry, Unseen(entry))
            is_part = len(place) > 1 and not f.many_to_many
            where = self.place(place)
            if is_part:
                unseen.parts.setdefault(where.part)
            else:
                unseen.links.setdefault(where)
        return list(found.values())

    def value(self, place: Place, value: Any) -> str:
        """A value in words; empty if there is none."""
        if value in (None, "", [], {}):
            return ""
        model: Any = self.model
        way = list(place)
        while len(way) > 1 and way[1] != ORDER:
            model = part_lists(model)[way[0]]
            way = way[2:]
        if not way:
            return "is there"
        if way[-1] == ORDER:
            hidden = {place[1] for place in self.hidden if place[0] == way[0]}
            return ", ".join(self.veil.text(key) for key in value if key not in hidden)
        f: Any = model._meta.get_field(way[0])
        if f.is_relation:
            refs = value if isinstance(value, list) else [value]
            shown = [ref for ref in refs if (f.related_model, ref) not in self.withheld]
            names = (self.names.get((f.related_model, ref), ref) for ref in shown)
            return "; ".join(map(self.veil.text, names))
        if f.choices:
            return str(dict(f.flatchoices).get(value, value))
        return self.veil.text(str(value))
