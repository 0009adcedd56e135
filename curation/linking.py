"""What links an entry, for sentences that say why it cannot go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from curation.entries import entry_models
from curation.models import Entry, Named, Part
from curation.rows import entry_path


def links_to(entry: Entry) -> list[Any]:
    """Up to 50 rows of other entries that link this one or one of its parts."""
    found: list[Any] = []
    waiting: list[tuple[Any, dict[str, Any]]] = [(type(entry), {"pk": entry.pk})]
    while waiting and len(found) < 50:
        model, condition = waiting.pop()
        rows = model._default_manager.filter(**condition)
        for relation in model._meta.related_objects:
            linker: Any = relation.related_model
            field: Any = relation.field
            own = issubclass(linker, Part) and field.name == linker.PARENT
            lookup = {f"{field.name}__in": rows}
            if own:
                waiting.append((linker, lookup))
            elif hasattr(linker, "KIND") or issubclass(linker, Part):
                others = linker._default_manager.filter(**lookup).distinct()
                found += [row for row in others[:50] if _entry_of_row(row) != entry]
    return found[:50]


def linking(entries: Iterable[Entry]) -> list[str]:
    """The names of up to 50 other entries that link one of these or of their parts."""
    found: dict[str, None] = {}
    ours: dict[str, list[int]] = {}
    for entry in entries:
        ours.setdefault(entry.KIND, []).append(entry.pk)
    for each, own_pks in ours.items():
        waiting: list[tuple[Any, list[int]]] = [(entry_models()[each], own_pks)]
        while waiting:
            target, pks = waiting.pop()
            for relation in target._meta.related_objects:
                linker: Any = relation.related_model
                rows = linker._default_manager.filter(**{f"{relation.field.name}__in": pks})
                if issubclass(linker, Part) and relation.field.name == linker.PARENT:
                    waiting.append((linker, list(rows.values_list("pk", flat=True))))
                elif issubclass(linker, Named | Part):
                    kind, path = entry_path(linker)
                    rows = rows.exclude(**{f"{path}pk__in": ours.get(kind, [])})
                    for row in rows.distinct()[:50] if pks else ():
                        entry = _entry_of_row(row)
                        hidden = getattr(entry, "is_withheld", False)
                        found["An entry that is withheld" if hidden else entry.ref] = None
    return list(found)[:50]


def _entry_of_row(row: Any) -> Any:
    return row.entry if isinstance(row, Part) else row
