"""What the form of an entry shows, read at once: its parts of all kinds, and all that they link.

One query for the parts, however many kinds there are, one for what each of them leads to, and two
for their lists of links. A draft beside what is public is laid over the stored rows here, in
memory: nothing is written to show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.db.models import Case, Q, Value, When
from django.http import QueryDict

from curation.documents import UNREAD, Document, passing_pk
from curation.models import Named, Part
from curation.rows import (
    Row,
    document_rows,
    list_fields,
    natural_of,
    number_positions,
    part_lists,
    scalar_fields,
)
from curation.together import rows_of, rows_together, together
from curation.windows import windows

ROW = "row"
"""What an address asks for that leads to one row of a form, as ``participations/host``."""
Key = int | str
"""How a link names its row: by its primary key where it is stored, else by slug or slug#key."""


def load(
    obj: Any,
    parts: Iterable[Any],
    draft: Document | None,
    short: dict[Any, Any],
    may_show: Callable[[Any], bool],
    query: QueryDict | None,
) -> bool:
    """Give an entry or a part the rows that its form shows; False if the draft has it no more.

    ``parts`` are the kinds in its form. ``short`` holds the rows of models of which all are read
    anyway; of those that it names without rows, they are read here. Long lists are cut to the pages
    that ``query`` asks for, unless there is none.
    """
    return _Form(obj, [*parts], short).load(draft, may_show, query)


class _Form:
    def __init__(self, obj: Any, parts: list[Any], short: dict[Any, Any]) -> None:
        self.obj = obj
        self.lists = {name: it for name, it in part_lists(_model(obj)).items() if it in parts}
        self.short = short
        self.parts: dict[Any, list[Any]] = {part: [] for part in parts}
        self.apart: list[Any] = []
        """Those that stand in no document."""
        self.single: dict[tuple[Any, str], Key | None] = {}
        self.many: dict[tuple[Any, str], list[Key]] = {}

    def load(
        self,
        draft: Document | None,
        may_show: Callable[[Any], bool],
        query: QueryDict | None,
    ) -> bool:
        self._read_parts()
        for row in self.rows():
            for link in _links(type(row)):
                self.single[row, link.name] = getattr(row, link.attname)
        if draft is not None and not self._lay_over(draft):
            return False
        self._link()
        for part, rows in self.parts.items():
            shown = filter(may_show, rows)
            self.parts[part] = sorted(shown, key=lambda row: (row.position, row.key))
        self._cut(query)
        if draft is None:
            self._read_lists(self.rows())
        self._link_lists()
        self.obj.parts_in_form = self.parts
        return True

    def _cut(self, query: QueryDict | None) -> None:
        self.obj.pages_in_form = {}
        if query is None:
            return
        query = query.copy()
        name, _, key = query.pop(ROW, [""])[-1].partition("/")
        keys = [row.key for row in self.parts[self.lists[name]]] if name in self.lists else []
        if key in keys:
            query[name] = str(keys.index(key) + 1)
        lengths = {each: len(self.parts[part]) for each, part in self.lists.items()}
        found = windows(lengths, query)
        for each, window in found.items():
            part = self.lists[each]
            self.parts[part] = window.of(self.parts[part])
            self.obj.pages_in_form[part] = window, [*window.pages(each, query)]
        row: int | str = "group"
        if key in keys:
            row = keys.index(key) - (found[name].start if name in found else 0)
        self.obj.row_in_form = f"?{query.urlencode()}#{name}-{row}"

    def rows(self) -> list[Any]:
        return [self.obj, *chain.from_iterable(self.parts.values())]

    # What is stored

    def _read_parts(self) -> None:
        asked = {}
        for name, part in self.lists.items():
            rows = part._default_manager.filter(**{part.PARENT: self.obj})
            stands = When(part.documented_q() or Q(pk__gt=0), then=1)
            asked[name] = rows.annotate(said=Case(stands, default=0))
        for name, row, stands in rows_together(asked):
            self.parts[self.lists[name]].append(row)
            if not stands:
                self.apart.append(row)

    def _read_lists(self, stored: list[Any]) -> None:
        by_pk = {(type(row), row.pk): row for row in stored}
        asked, fields = [], {}
        for model in {_model(row): None for row in stored}:
            pks = [row.pk for row in stored if type(row) is model]
            for many in list_fields(model):
                through: Any = many.remote_field.through
                found = through.objects.filter(**{f"{many.m2m_field_name()}__in": pks}).order_by()
                columns = many.m2m_column_name(), many.m2m_reverse_name()
                fields[str(many)] = model, many.name
                asked.append(found.values_list(Value(str(many)), *columns))
        for name, source, target in together(asked):
            model, field = fields[name]
            self.many.setdefault((by_pk[model, source], field), []).append(target)

    # What a draft says

    def _lay_over(self, draft: Document) -> bool:
        read = document_rows(draft, "", UNREAD)
        said = {row.natural: row for row in read if isinstance(row, Row)}
        number_positions(said.values(), as_read=True)
        root = natural_of(self.obj)
        if root not in said:
            return False
        self._fill(self.obj, said[root])
        for name, part in self.lists.items():
            stored = {row.key: row for row in self.parts[part]}
            self.parts[part] = [row for row in stored.values() if row in self.apart]
            for natural, row in said.items():
                if natural[:-1] == (*root, name):
                    instance = stored.get(row.natural[-1]) or self._new(part, row)
                    self._fill(instance, row)
                    self.parts[part].append(instance)
        return True

    def _new(self, part: Any, row: Row) -> Any:
        """A part that only the draft has, with the key that it gets when the form is sent."""
        instance = part(pk=passing_pk(row), key=row.natural[-1])
        instance._state.adding, instance._state.db = False, self.obj._state.db
        return instance

    def _fill(self, instance: Any, row: Row) -> None:
        links = {link.name for link in _links(row.model)}
        for f in scalar_fields(row.model):
            if f.name in links:
                self.single[instance, f.name] = row.values[f.name]
            elif f.name != "status":
                setattr(instance, f.name, f.to_python(row.values[f.name]))
        for many in list_fields(row.model):
            self.many[instance, many.name] = row.values[many.name]
        if isinstance(instance, Part):
            instance.position = row.values["position"]

    # What is linked

    def _link(self) -> None:
        wanted: dict[Any, set[Key]] = {}
        rows = self.rows()
        for row in rows:
            for link in _links(type(row)):
                if (key := self.single.get((row, link.name))) is not None:
                    wanted.setdefault(link.related_model, set()).add(key)
        targets = self._read(wanted)
        for row in rows:
            if row is not self.obj:
                setattr(row, row.PARENT, self.obj)
            for link in _links(type(row)):
                key = self.single.get((row, link.name))
                setattr(row, link.name, targets.get((link.related_model, key)))

    def _link_lists(self) -> None:
        wanted: dict[Any, set[Key]] = {}
        rows = self.rows()
        for row in rows:
            for many in list_fields(_model(row)):
                keys = self.many.get((row, many.name), ())
                wanted.setdefault(many.related_model, set()).update(keys)
        targets = self._read(wanted)
        for row in rows:
            for many in list_fields(_model(row)):
                found = (
                    targets.get((many.related_model, key))
                    for key in self.many.get((row, many.name), ())
                )
                _keep(row, many, [it for it in found if it])

    def _read(self, wanted: dict[Any, set[Key]]) -> dict[tuple[Any, Any], Any]:
        """The rows that are linked, each by how links name it."""
        shared = {model for model in wanted if model in self.short}
        found = rows_of({it: keys for it, keys in wanted.items() if it not in shared})
        for model in shared:
            if self.short[model] is None:
                self.short[model] = [*model._default_manager.all()]
            for row in self.short[model]:
                found |= {(model, row.pk): row, (model, row.slug): row}
        return found


def _model(row: Any) -> Any:
    return type(row)


def _links(model: Any) -> list[Any]:
    """The foreign keys to entries and parts, but for that to the row that a part hangs on."""
    return [
        f
        for f in model._meta.concrete_fields
        if isinstance(f.related_model, type)
        and issubclass(f.related_model, Named | Part)
        and f.name != getattr(model, "PARENT", None)
    ]


def _keep(row: Any, many: Any, found: list[Any]) -> None:
    """Let ``row.citations.all()`` answer so, as ``prefetch_related`` does."""
    manager = getattr(row, many.name)
    rows = manager.get_queryset()
    rows._result_cache, rows._prefetch_done = found, True
    if not hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}
    row._prefetched_objects_cache[manager.prefetch_cache_name] = rows
