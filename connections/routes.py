"""The ways between two entries with what each step rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q

from actors.models import Actor
from connections.graph import Graph, public_graph, taking_part
from connections.paths import NONE, Way, ways
from connections.ready import ready
from initiatives.models import Initiative

WITHOUT = "states"
"""What ``without`` in an address may leave out."""


@dataclass(frozen=True)
class Stop:
    """An actor or an initiative on a way."""

    entry: Any
    connections: int
    """In how many initiatives the actor took part, or how many actors the initiative had."""

    @property
    def is_actor(self) -> bool:
        return isinstance(self.entry, Actor)


@dataclass(frozen=True)
class Step:
    """From one stop to the next: the parts that the actor had in the initiative."""

    actor: Any
    initiative: Any
    participations: list[Any]


@dataclass(frozen=True)
class Route:
    stops: list[Stop]
    steps: list[Step]
    product: int
    """Of the connections of all stops but the ends."""

    @property
    def length(self) -> int:
        return len(self.steps)

    @property
    def participations(self) -> list[Any]:
        return [row for step in self.steps for row in step.participations]

    @property
    def between(self) -> list[Stop]:
        return self.stops[1:-1]


def routes(start: Any, end: Any, without_states: bool = False) -> list[Route]:
    """Up to three ways between two public actors or initiatives, best first; in four queries."""
    graph = ready(public_graph)
    nodes = [graph.node(entry.KIND, entry.pk) for entry in (start, end)]
    if nodes[0] is None or nodes[1] is None:
        return []  # published a moment ago
    found = ways(graph, nodes[0], nodes[1], graph.states if without_states else NONE)
    return _told(graph, found) if found else []


def _told(graph: Graph, found: list[Way]) -> list[Route]:
    touched = {node for way in found for node in way.nodes}
    entries = _entries(graph, touched)
    pairs = {_pair(graph, *ends) for way in found for ends in pairwise(way.nodes)}
    parts = _participations(pairs)
    told = []
    for way in found:
        its = [_pair(graph, *ends) for ends in pairwise(way.nodes)]
        # What was withdrawn since the graph was made has no row any more.
        if all(node in entries for node in way.nodes) and all(pair in parts for pair in its):
            stops = [Stop(entries[node], graph.degree(node)) for node in way.nodes]
            steps = [
                Step(parts[pair][0].actor, parts[pair][0].initiative, parts[pair]) for pair in its
            ]
            told.append(Route(stops, steps, way.product))
    return told


def _pair(graph: Graph, one: int, other: int) -> tuple[int, int]:
    """Primary keys of actor and initiative."""
    actor, initiative = sorted((one, other))
    return graph.ids[actor], graph.ids[initiative]


def _entries(graph: Graph, nodes: Iterable[int]) -> dict[int, Any]:
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for node in nodes:
        by_kind[graph.kind(node)][graph.ids[node]] = node
    return {
        by_kind[model.KIND][entry.pk]: entry
        for model in (Actor, Initiative)
        for entry in model.objects.public().filter(pk__in=by_kind[model.KIND])
    }


def _participations(pairs: set[tuple[int, int]]) -> dict[tuple[int, int], list[Any]]:
    wanted = Q()
    for actor, initiative in pairs:
        wanted |= Q(actor=actor, initiative=initiative)
    rows = taking_part().filter(wanted).with_links().with_evidence()
    found: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in rows.order_by("dates_earliest", "position", "key"):
        found[row.actor_id, row.initiative_id].append(row)
    return found
