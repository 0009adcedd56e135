"""What curators read for the places and values of documents: names of fields, rows and links."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.text import capfirst

from curation.differences import ORDER, Change, Place
from curation.documents import Document, entry_of
from curation.entries import named_models
from curation.models import Entry
from curation.rows import link_fields, list_fields, part_lists
from curation.together import rows_of

SEE_WITHHELD = "curation.see_withheld"


class Where(NamedTuple):
    """A place in words: the part, if it is in one, and the field."""

    part: str
    field: str


class Labels:
    """The names of all that some documents of one entry link, asked for once a model.

    Rows that link what the user may not see are not shown: ``may_show`` says which.
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
        withheld: set[tuple[Any, str]] = set()
        for key, row in rows_of(refs).items():
            self.names[key] = str(row)
            if isinstance(row, Entry) and row.is_withheld and not user.has_perm(SEE_WITHHELD):
                withheld.add(key)
        for place, model, ref in linked:
            if (model, ref) in withheld:
                self.hidden.add(place[:2] if len(place) > 1 else place)

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

    def may_show(self, place: Place) -> bool:
        return place[:2] not in self.hidden and place not in self.hidden

    def place(self, place: Place) -> Where:
        """Where a value stands: “Participation norway-host”, “role”."""
        model, part, way = self.model, "", list(place)
        while len(way) > 1 and way[1] != ORDER:
            model = part_lists(model)[way[0]]
            part = " › ".join(filter(None, (part, f"{model._meta.verbose_name} {way[1]}")))
            way = way[2:]
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
            return ", ".join(value)
        f: Any = model._meta.get_field(way[0])
        if f.is_relation:
            refs = value if isinstance(value, list) else [value]
            return "; ".join(self.names.get((f.related_model, ref), ref) for ref in refs)
        if f.choices:
            return str(dict(f.flatchoices).get(value, value))
        return str(value)

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
