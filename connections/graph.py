"""Who took part in what, as one compact graph of actors and initiatives.

An actor and an initiative are joined when the actor has a public part in it, other than that of
an addressee or an observer. The graph is worked out once for an edition (``ready(public_graph)``).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from actors.models import Actor
from initiatives.models import Initiative, Participation

LEFT_OUT = (Participation.Role.ADDRESSEE, Participation.Role.OBSERVER)
"""Roles that bring nobody together: an addressee was not there, an observer took no part."""


def taking_part() -> Any:
    """The public participations of those who took part."""
    return Participation.objects.public().exclude(role__in=LEFT_OUT)


@dataclass(frozen=True)
class Graph:
    """Actors and initiatives as numbers: first the actors by slug, then the initiatives by slug.

    So the order of two numbers is the order of their slugs. A number takes 16 bytes and each end
    of a joining 4: with 200,000 actors, 100,000 initiatives and 1,000,000 joinings 13 MB in all.
    """

    actors: int
    """How many of the numbers are actors."""
    ids: array[int]
    """The primary key of each number."""
    by_id: array[int]
    """The numbers of the actors by primary key, then those of the initiatives."""
    starts: array[int]
    """Where the neighbours of each number begin in ``ends``; one place more than numbers."""
    ends: array[int]
    states: frozenset[int]
    """The numbers of the actors that are states."""

    def neighbours(self, node: int) -> array[int]:
        """The initiatives of an actor or the actors of an initiative, by slug."""
        return self.ends[self.starts[node] : self.starts[node + 1]]

    def degree(self, node: int) -> int:
        """With how many a number is joined."""
        return self.starts[node + 1] - self.starts[node]

    def node(self, kind: str, pk: int) -> int | None:
        """The number of an actor or an initiative; None if it is not in the graph."""
        first, last = (0, self.actors) if kind == Actor.KIND else (self.actors, len(self.ids))
        place = bisect_left(self.by_id, pk, first, last, key=self.ids.__getitem__)
        found = place < last and self.ids[self.by_id[place]] == pk
        return self.by_id[place] if found else None

    def kind(self, node: int) -> str:
        return Actor.KIND if node < self.actors else Initiative.KIND


def public_graph() -> Graph:
    """The graph of all that is public, read in three queries."""
    actors = list(Actor.objects.public().order_by().values_list("slug", "pk", "kind"))
    initiatives = Initiative.objects.public().order_by().values_list("slug", "pk")
    states = {pk for _, pk, kind in actors if kind == Actor.Kind.STATE}
    joined = taking_part().order_by().values_list("actor_id", "initiative_id")
    return build(
        [pk for _, pk, _ in sorted(actors)],
        [pk for _, pk in sorted(initiatives)],
        joined.iterator(chunk_size=10_000),
        states,
    )


def build(
    actors: list[int], initiatives: list[int], joined: Iterable[tuple[int, int]], states: set[int]
) -> Graph:
    """The graph of these primary keys, in this order; ``joined`` may name a pair repeatedly.

    A pair of which one is not among them (published while the rows were read) is left out.
    """
    ids = array("q", [*actors, *initiatives])
    size = len(actors)
    actor_at = {pk: number for number, pk in enumerate(actors)}
    initiative_at = {pk: number for number, pk in enumerate(initiatives, size)}
    sides = array("I"), array("I")
    for actor, initiative in joined:
        if actor in actor_at and initiative in initiative_at:
            sides[0].append(actor_at[actor])
            sides[1].append(initiative_at[initiative])
    starts, ends = _rows(len(ids), sides)
    by_id = [
        *sorted(range(size), key=ids.__getitem__),
        *sorted(range(size, len(ids)), key=ids.__getitem__),
    ]
    found = frozenset(actor_at[pk] for pk in states if pk in actor_at)
    return Graph(size, ids, array("I", by_id), starts, ends, found)


def _rows(size: int, sides: tuple[array[int], array[int]]) -> tuple[array[int], array[int]]:
    """``starts`` and ``ends`` of a graph in which each pair of ``sides`` is joined, once."""
    degrees = array("I", bytes(4 * size))
    for side in sides:
        for node in side:
            degrees[node] += 1
    free = array("I", accumulate(degrees, initial=0))
    slots = array("I", bytes(4 * free[-1]))
    first = array("I", free)
    for one, other in zip(*sides, strict=True):
        slots[free[one]], slots[free[other]] = other, one
        free[one] += 1
        free[other] += 1
    starts, ends = array("I", [0]), array("I")
    for node in range(size):
        ends.extend(sorted(set(slots[first[node] : first[node + 1]])))
        starts.append(len(ends))
    return starts, ends
