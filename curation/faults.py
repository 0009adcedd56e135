"""What would stop a draft from being published, read from its document: nothing is written for it.

Publishing itself asks the rows (``revisions.make_public``); a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst

from curation.differences import Place
from curation.documents import Document
from curation.labels import Labels
from curation.reading import title_of
from curation.rows import link_fields, list_fields, part_lists
from curation.withheld import read_withheld, told_in


def faults(document: Document, labels: Labels, user: Any) -> list[str]:
    """A sentence for each reason; ``labels`` are those of the document, for this user."""
    entry_model: Any = labels.model

    def title(place: Place) -> str:
        if place:
            return title_of(labels, place, document)
        name = document.get(entry_model.TITLE, document["slug"])
        return f"{capfirst(entry_model._meta.verbose_name)} “{name}”"

    found = [
        f"{title(place)}: there is no {model._meta.verbose_name} “{ref}” any more."
        for place, model, ref in _links(entry_model, document, ())
        if (model, ref) not in labels.names and not ref.startswith(f"{document['slug']}#")
    ]
    found += entry_model.what_stops_draft(document, title)
    if not found:  # as publishing asks: texts last
        unseen = labels.veil.withheld
        withheld = unseen if unseen.entries else read_withheld()
        found = told_in([document], withheld, user, labels.rows)
    return list(dict.fromkeys(map(labels.veil.text, found)))


def _links(model: Any, item: dict[str, Any], place: Place) -> Iterator[tuple[Place, Any, str]]:
    for field in (*link_fields(model), *list_fields(model)):
        value = item.get(field.name) or []
        for ref in value if isinstance(value, list) else [value]:
            yield place, field.related_model, ref
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            yield from _links(part, row, (*place, name, row["key"]))
