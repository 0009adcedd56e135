"""Entries with all that can hang on them: every kind of part, every link filled, with evidence.

``Full().entries(Actor, 50, parts=2)`` makes fifty actors with two rows of each kind of part, and
two rows in each other entry's parts that link them. Rows that they share come from a pool.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, get_type_hints

from django.db import models
from django.db.models import Q

from actors.models import ActorAlias
from curation.models import Named, Part
from curation.rows import part_lists
from sources.fields import EDTFField
from sources.models import Citation, Cited, Disagreement, Work
from sources.querysets import cited_models
from tests import factories
from tracks.models import Track

MAKERS = {
    get_type_hints(maker)["return"]: maker
    for name, maker in vars(factories).items()
    if name.startswith("make_")
}
TRACKS = 5
"""In the pool; there are ten at most."""
SAME = ("role", "kind", "collection")
"""What all rows of a part have alike here, as far as a constraint asks."""


def links(model: Any) -> list[Any]:
    """The foreign keys to entries, names and parts."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
        and isinstance(field.related_model, type)
        and issubclass(field.related_model, Named | Part)
    ]


def make_bare(model: Any, **values: Any) -> Any:
    """A row without parts; where it links tracks they are shared, for there are ten at most."""
    if issubclass(model, Part):
        for place, link in enumerate(it for it in links(model) if it.related_model is Track):
            tracks = Track.objects.order_by("pk")
            there = tracks[place] if tracks.count() > place else factories.make_track()
            values.setdefault(link.name, there)
    return MAKERS[model](**values)


class Full:
    def __init__(self) -> None:
        self._pool: dict[Any, list[Any]] = defaultdict(list)

    def some(self, model: Any, number: int) -> Any:
        """One of the rows that others link, with evidence; the same for the same number."""
        number %= TRACKS if model is Track else number + 1
        pool = self._pool[model]
        while len(pool) <= number:
            row = MAKERS[model]()
            pool.append(row)
            self._give_evidence([row], 1)
            for part in part_lists(model).values() if issubclass(model, Part) else ():
                self._parts(part, part.PARENT, [row], 1)
            if model is Disagreement:
                self._positions(row)
        return pool[number]

    def entries(self, model: Any, count: int, parts: int = 2) -> list[Any]:
        rows = [MAKERS[model]() for _ in range(min(count, TRACKS) if model is Track else count)]
        self._give_evidence(rows, 2)
        for field in links(model):
            if field.null and issubclass(field.related_model, Named):
                self._link_alone(rows, field)
        for field in model._meta.many_to_many:
            if field.name not in ("citations", "disagreements"):
                others = [self.some(field.related_model, i) for i in range(parts)]
                self._link(field, rows, others)
        for relation in model._meta.related_objects:
            other = relation.related_model
            if issubclass(other, Part):
                if not relation.many_to_many:
                    self._parts(other, relation.field.name, rows, parts)
            elif relation.many_to_many and model not in (Citation, Disagreement):
                self._link(relation.field, [self.some(other, i) for i in range(parts)], rows)
        if model is Work:
            self.rest_on(rows, 2)
        return rows

    def rest_on(self, works: Sequence[Any], number: int) -> None:
        """Statements of every kind on each passage of the works, and on each that reports them."""
        passages = [*Citation.objects.filter(Q(work__in=works) | Q(attributed_work__in=works))]
        for model in cited_models():
            rows = [self._statement(model, i) for i in range(number)]
            self._link(model._meta.get_field("citations"), rows, passages)

    def _statement(self, model: Any, number: int) -> Any:
        """An entry of the pool, or a part that links tracks of the pool; the same for a number."""
        if issubclass(model, Named):
            return self.some(model, number)
        made = self._pool["statement", model]
        while len(made) <= number:
            to_tracks = [link for link in links(model) if link.related_model is Track]
            values = {
                link.name: self.some(Track, len(made) + place)
                for place, link in enumerate(to_tracks)
            }
            made.append(MAKERS[model](**values))
        return made[number]

    def _parts(self, part: Any, link: str, rows: Iterable[Any], number: int) -> None:
        """Rows of a part that link each of ``rows``, and others of the pool besides."""
        made: list[Any] = []
        seen: set[tuple[Any, ...]] = set()
        for row in rows:
            for i in range(number):
                others = [field for field in links(part) if field.name != link]
                values = {
                    field.name: self.some(field.related_model, i + place)
                    for place, field in enumerate(others)
                    if field.related_model is not part
                }
                values[link] = row
                if self._is_twin(part, values, seen):
                    continue
                if not made:
                    made.append(MAKERS[part](**values, **_said(part)))
                    continue
                fields = {
                    f.attname: getattr(made[0], f.attname)
                    for f in part._meta.concrete_fields
                    if not f.primary_key and not f.is_relation
                }
                fields["key"] = f"{part._meta.model_name}-{link.replace('_', '-')}-{row.pk}-{i}"
                fields["position"] = i
                if part is ActorAlias:
                    fields["name"] = f"Alias {row.pk}.{i}"
                made.append(part(**{**fields, **values}))
        made[1:] = part.objects.bulk_create(made[1:])
        self._give_evidence(made, 2)
        for below in part_lists(part).values():
            if link == part.PARENT:
                self._parts(below, below.PARENT, made, 2)

    def _is_twin(self, part: Any, values: dict[str, Any], seen: set[tuple[Any, ...]]) -> bool:
        """Whether a row with these links is there that must not be there twice."""
        keys = {
            tuple(values[name].pk for name in constraint.fields if name in values)
            for constraint in part._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
            if all(name in values or name in SAME for name in constraint.fields)
        }
        is_twin = bool(keys & seen)
        seen |= keys
        return is_twin

    def _give_evidence(self, rows: Sequence[Any], number: int) -> None:
        if not rows or isinstance(rows[0], Work | Citation) or not isinstance(rows[0], Cited):
            return
        for name, model in (("citations", Citation), ("disagreements", Disagreement)):
            field = rows[0]._meta.get_field(name)
            self._link(field, rows, [self.some(model, i) for i in range(number)])

    def _positions(self, disagreement: Any) -> None:
        for i in range(2):
            factories.make_position(
                disagreement=disagreement, citations=[self.some(Citation, i)], position=i
            )

    def _link(self, field: Any, rows: Sequence[Any], others: Sequence[Any]) -> None:
        through = field.remote_field.through
        ours, theirs = field.m2m_field_name(), field.m2m_reverse_field_name()
        through.objects.bulk_create(
            [through(**{ours: row, theirs: other}) for row in rows for other in others],
            ignore_conflicts=True,
        )

    def _link_alone(self, rows: Iterable[Any], field: Any) -> None:
        """Fill an optional link of entries."""
        for row in rows:
            model = field.related_model
            other = MAKERS[model]() if field.unique else self.some(model, 0)
            type(row)._default_manager.filter(pk=row.pk).update(**{field.name: other})


def _said(part: Any) -> dict[str, Any]:
    """Something in every text and every date of a part that may be empty."""
    return {
        field.name: "1993/1995" if isinstance(field, EDTFField) else "Something is said."
        for field in part._meta.concrete_fields
        if isinstance(field, EDTFField) or (isinstance(field, models.TextField) and field.blank)
        if field.name != "basis_note"
    }
