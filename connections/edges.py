"""The whole base as a graph: pages of edges, each with the nodes at their ends.

Nodes are actors, initiatives, tracks and conflicts. Edges come kind by kind in the order of KINDS,
and within a kind by primary key; a cursor names the last one given, so that depth costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from actors.models import Actor
from connections.ties import SAME
from initiatives.models import (
    Conflict,
    Handover,
    Initiative,
    InitiativeRelation,
    Involvement,
    Participation,
)
from tracks.models import Track, TrackMapping, TrackRelation

NODE_KINDS: dict[str, Any] = {model.KIND: model for model in (Actor, Initiative, Track, Conflict)}
NODE_FIELDS = {
    "kind": "Kind of entry",
    "type": "Kind of actor, initiative or conflict",
    "name": "Name",
    "dates": "Dates (EDTF)",
    "country": "Country",
    "region": "Region",
    "number": "Number among the nine tracks",
    "url": "Page",
}
"""What a node says of itself beside its ``id``, with a heading; ``number`` is a number."""
EDGE_FIELDS = {
    "kind": "Kind of edge",
    "part": "Part (key in its entry)",
    "role": "Role",
    "track": "Track",
    "capacity": "Capacity",
    "function": "Function",
    "type": "Kind of handover or relation",
    "mechanism": "Mechanism",
    "dates": "Dates (EDTF)",
    "initiative": "Initiative",
    "framework": "Framework",
    "basis": "Basis",
    "collection": "Collection",
}
"""What an edge says of itself beside ``id``, ``source`` and ``target``, with a heading; texts.

The key of a part is ``part``, as in addresses: a file's reader may keep “key” for itself."""
NODES_AT_ONCE = 5_000
"""Primary keys in one query."""

End = tuple[str, int]
"""Kind and primary key of a node."""
Key = tuple[int, ...]
"""The place of an edge among those of its kind."""


@dataclass(frozen=True)
class Asked:
    """Which edges are wanted: those of all that is public, unless limited."""

    kinds: tuple[str, ...]
    node: Any = None
    """An entry that the edge begins or ends at."""
    conflict: Any = None
    """Only what belongs to an initiative on this conflict."""
    initiative_kind: str = ""
    """Only what belongs to an initiative of this kind."""

    @property
    def is_of_initiatives(self) -> bool:
        return bool(self.conflict or self.initiative_kind)


@dataclass(frozen=True)
class Found:
    """An edge: its place, its ends, and what it says of itself."""

    kind: str
    key: Key
    source: End
    target: End
    id: str
    values: dict[str, str]


@dataclass(frozen=True)
class Page:
    """``nodes`` and ``edges`` as they are given out; ``last`` is the last edge if more follow."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, str]]
    last: tuple[str, Key] | None


@dataclass(frozen=True)
class EdgeKind:
    """Edges that are rows of one table: where they lead, and the columns of what they say."""

    name: str
    rows: Callable[[], Any]
    source: tuple[str, str]
    """(kind of node, column)."""
    target: tuple[str, str]
    columns: dict[str, str] = field(default_factory=dict)
    id: tuple[str, str] = ("initiative__slug", "key")
    """Two columns that together name the row."""

    def after(self, key: Key | None, asked: Asked, number: int) -> Iterator[Found]:
        rows = self.rows()
        if key:
            rows = rows.filter(pk__gt=key[0])
        if asked.node:
            at_node = Q(pk__in=[])
            for kind, column in (self.source, self.target):
                if kind == asked.node.KIND:
                    at_node |= Q(**{column: asked.node.pk})
            rows = rows.filter(at_node)
        if asked.conflict:
            rows = rows.filter(initiative__conflicts=asked.conflict.pk)
        if asked.initiative_kind:
            rows = rows.filter(initiative__kind=asked.initiative_kind)
        ends = (f"{self.source[1]}_id", f"{self.target[1]}_id")
        columns = ("pk", *ends, *self.id, *self.columns.values())
        for pk, source, target, owner, name, *values in rows.order_by("pk").values_list(*columns)[
            :number
        ]:
            said = dict(zip(self.columns, values, strict=True))
            begin, end = (self.source[0], source), (self.target[0], target)
            yield Found(self.name, (pk,), begin, end, f"{self.name}:{owner}#{name}", said)


class StatedKind:
    """What sources say of two tracks of a framework, carried to themes by their mappings.

    One statement is an edge for every pair of themes that its two tracks are, exactly or closely;
    what is said of all tracks of a framework is no edge.
    """

    name = "stated"

    def after(self, key: Key | None, asked: Asked, number: int) -> Iterator[Found]:
        if asked.is_of_initiatives or (asked.node and asked.node.KIND != Track.KIND):
            return
        edges = sorted(self._all(), key=lambda edge: edge.key)
        wanted = [
            edge
            for edge in edges
            if (key is None or edge.key > key)
            and (not asked.node or asked.node.pk in (edge.source[1], edge.target[1]))
        ]
        yield from wanted[:number]

    def _all(self) -> Iterator[Found]:
        themes: dict[int, list[tuple[int, str]]] = defaultdict(list)
        mappings = TrackMapping.objects.public().filter(relation__in=SAME)
        for mapped, pk, slug in mappings.values_list(
            "framework_track_id", "track_id", "track__slug"
        ):
            themes[mapped].append((pk, slug))
        relations = TrackRelation.objects.public().filter(
            from_track__isnull=False, to_track__isnull=False
        )
        for row in relations.select_related("framework"):
            said = {
                "part": row.key,
                "type": row.kind,
                "framework": row.framework.slug,
                "basis": row.basis,
                "collection": row.collection,
            }
            for a, a_slug in themes[row.from_track_id]:
                for b, b_slug in themes[row.to_track_id]:
                    if a != b:
                        name = f"stated:{row.framework.slug}#{row.key}:{a_slug}:{b_slug}"
                        begin, end = (Track.KIND, a), (Track.KIND, b)
                        yield Found(self.name, (row.pk, a, b), begin, end, name, said)


def _on_conflicts() -> Any:
    """The links of public initiatives to public conflicts."""
    links = Initiative.conflicts.through._default_manager
    initiatives, conflicts = (model.objects.public().listed() for model in (Initiative, Conflict))
    return links.filter(
        initiative__in=initiatives.order_by().values("pk"),
        conflict__in=conflicts.order_by().values("pk"),
    )


EVIDENCE = {"basis": "basis", "collection": "collection"}
KINDS: dict[str, EdgeKind | StatedKind] = {
    kind.name: kind
    for kind in (
        EdgeKind(
            "participation",
            lambda: Participation.objects.public(),
            ("actor", "actor"),
            ("initiative", "initiative"),
            {
                "part": "key",
                "role": "role",
                "track": "track__slug",
                "capacity": "capacity",
                "dates": "dates",
                **EVIDENCE,
            },
        ),
        EdgeKind(
            "involvement",
            lambda: Involvement.objects.public(),
            ("initiative", "initiative"),
            ("track", "track"),
            {"part": "key", "function": "function", "dates": "dates", **EVIDENCE},
        ),
        EdgeKind(
            "handover",
            lambda: Handover.objects.public(),
            ("track", "from_track"),
            ("track", "to_track"),
            {
                "part": "key",
                "type": "kind",
                "mechanism": "mechanism",
                "dates": "date",
                "initiative": "initiative__slug",
                **EVIDENCE,
            },
        ),
        EdgeKind(
            "relation",
            lambda: InitiativeRelation.objects.public(),
            ("initiative", "initiative"),
            ("initiative", "other"),
            {"part": "key", "type": "kind", **EVIDENCE},
        ),
        StatedKind(),
        EdgeKind(
            "conflict",
            _on_conflicts,
            ("initiative", "initiative"),
            ("conflict", "conflict"),
            id=("initiative__slug", "conflict__slug"),
        ),
    )
}


def page_of_edges(
    asked: Asked, size: int, after: tuple[str, Key] | None, addresses: dict[str, str]
) -> Page:
    """At most ``size`` edges, those after the given one, with the nodes at their ends.

    ``addresses`` says where the pages of each kind of node begin, before the slug.
    """
    found: list[Found] = []
    kinds = [kind for kind in KINDS if kind in asked.kinds]
    if after:
        kinds = [kind for kind in kinds if [*KINDS].index(kind) >= [*KINDS].index(after[0])]
    for kind in kinds:
        key = after[1] if after and after[0] == kind else None
        found += KINDS[kind].after(key, asked, size + 1 - len(found))
        if len(found) > size:
            break
    has_more = len(found) > size
    del found[size:]
    nodes = _nodes({end for edge in found for end in (edge.source, edge.target)}, addresses)
    # What was withdrawn since its edge was read has no node any more.
    whole = [edge for edge in found if edge.source in nodes and edge.target in nodes]
    edges = [
        {
            "id": edge.id,
            "source": nodes[edge.source]["id"],
            "target": nodes[edge.target]["id"],
            **{name: edge.values.get(name, "") for name in EDGE_FIELDS},
            "kind": edge.kind,
        }
        for edge in whole
    ]
    last = (found[-1].kind, found[-1].key) if has_more else None
    return Page([nodes[end] for end in sorted(nodes)], edges, last)


def _nodes(ends: Iterable[End], addresses: dict[str, str]) -> dict[End, dict[str, Any]]:
    wanted: dict[str, list[int]] = defaultdict(list)
    for kind, pk in sorted(ends):
        wanted[kind].append(pk)
    found: dict[End, dict[str, Any]] = {}
    for kind, keys in wanted.items():
        model = NODE_KINDS[kind]
        names = {field.name for field in model._meta.concrete_fields}
        columns = [name for name in ("dates", "country", "region", "number") if name in names]
        kinds = ["kind"] if "kind" in names else []
        for first in range(0, len(keys), NODES_AT_ONCE):
            some = keys[first : first + NODES_AT_ONCE]
            rows = model.objects.public().filter(pk__in=some).order_by()
            for row in rows.values("pk", "slug", "name", *kinds, *columns):
                number = row.get("number")
                found[kind, row["pk"]] = {
                    "id": f"{kind}:{row['slug']}",
                    "kind": kind,
                    "type": row.get("kind", ""),
                    "name": row["name"],
                    "dates": row.get("dates", ""),
                    "country": row.get("country", ""),
                    "region": row.get("region", ""),
                    "number": None if number is None else float(number),
                    "url": f"{addresses[kind]}{row['slug']}/",
                }
    return found
