"""What curators read for the places and values of documents: names of fields, rows and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.text import capfirst

from curation.differences import ORDER, Change, Place
from curation.documents import Document, entry_of
from curation.entries import named_models
from curation.models import Named
from curation.rows import entry_path, link_fields, list_fields, part_lists
from curation.withheld import Veil, may_see, withheld_naturals


class Where(NamedTuple):
    """A place in words: the part, if it is in one, and the field."""

    part: str
    field: str


class Labels:
    """The names of all that some documents of one entry link, asked for once a model.

    Rows that link what the user may not see are not shown: ``may_show`` says which. In lists of
    links such links are left out, and texts that name somebody who is withheld are not shown.
    """

    def __init__(self, documents: Iterable[Document], user: Any) -> None:
        documents = list(documents)
        self.kind, _ = entry_of(documents[0])
        self.model = named_models()[self.kind]
        self.names: dict[tuple[Any, str], str] = {}
        self.hidden: set[Place] = set()
        refs: dict[Any, set[str]] = {}
        linked: list[tuple[Place, Any, str]] = []
        for document in documents:
            self._links(self.model, document, (), linked)
        for _, model, ref in linked:
            refs.setdefault(model, set()).add(ref)
        for model, found in refs.items():
            self._name(model, found)
        self.veil = Veil(user)
        hidden = set() if may_see(user) else withheld_naturals()
        self.withheld = {
            (model, ref)
            for _, model, ref in linked
            if (entry_path(model)[0], ref.partition("#")[0]) in hidden
        }
        for place, model, ref in linked:
            if len(place) > 1 and (model, ref) in self.withheld:
                self.hidden.add(place[:2])

    def _links(
        self, model: Any, item: dict[str, Any], place: Place, found: list[tuple[Place, Any, str]]
    ) -> None:
        for f in (*link_fields(model), *list_fields(model)):
            value = item.get(f.name)
            for ref in value if isinstance(value, list) else [value] if value else []:
                found.append(((*place, f.name), f.related_model, ref))
        for name, part in part_lists(model).items():
            for row in item.get(name, []):
                self._links(part, row, (*place, name, row["key"]), found)

    def _name(self, model: Any, refs: set[str]) -> None:
        _, path = entry_path(model)
        slugs = {ref.partition("#")[0] for ref in refs}
        rows = model._default_manager.filter(**{f"{path}slug__in": slugs})
        for row in rows.with_links() if hasattr(rows, "with_links") else rows:
            ref = row.slug if isinstance(row, Named) else row.ref
            if ref in refs:
                self.names[model, ref] = str(row)

    def may_show(self, place: Place) -> bool:
        return place[:2] not in self.hidden

    def place(self, place: Place) -> Where:
        """Where a value stands: “Participation norway-host”, “role”."""
        model, part, way = self.model, "", list(place)
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

    def value(self, place: Place, value: Any) -> str:
        """A value in words; empty if there is none."""
        if value in (None, "", [], {}):
            return ""
        model, way = self.model, list(place)
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

    def rows(self, differences: Iterable[Change]) -> list[dict[str, Any]]:
        """Differences as lines of a table."""
        return [
            {
                "label": self.place(change.place),
                "before": self.value(change.place, change.before),
                "after": self.value(change.place, change.after),
                "is_part": len(change.place) > 1 and change.before in (None, True),
            }
            for change in differences
            if self.may_show(change.place)
        ]
