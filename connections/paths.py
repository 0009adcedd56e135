"""The ways between two entries of the graph: the shortest, and up to two others.

A way goes from entry to entry, by turns an actor and an initiative in which it took part, and
touches none twice. Ways rank by

1. their length in steps,
2. the product of the numbers of connections of the entries between the two ends: in how many
   initiatives each actor took part, how many actors each initiative had. So ways through few and
   small hubs come first (ordering by the sum of the logarithms would be the same, but for
   rounding),
3. the slugs of the entries from the start on, so that the answer is the same every time.

Where fewer than WAYS ways have the shortest length, those that are two steps longer follow; lengths
between two given entries are all even or all odd. Nothing is longer than LONGEST steps.

What it costs: levels grow from both ends, always from the one with fewer connections to look at,
until they meet; each connection is looked at once from each end at most. Then only entries that are
on a way of the length in question are weighed, and of each no more than KEPT beginnings are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from heapq import nsmallest

from connections.graph import Graph

LONGEST = 8
"""Steps beyond which no way is looked for."""
WAYS = 3
KEPT = 2 * WAYS
"""Beginnings of a way that are kept at an entry. They come from at least two directions: where a
way must not turn back to one of them, WAYS others are left."""

NONE: frozenset[int] = frozenset()

Begun = tuple[int, tuple[int, ...]]
"""The product of connections so far, and the numbers of the graph in the order of the way."""


@dataclass(frozen=True)
class Way:
    """The numbers of the graph that a way touches, both ends included."""

    nodes: tuple[int, ...]
    product: int
    """Of the numbers of connections of all but the ends; 1 where there is nothing between."""

    @property
    def length(self) -> int:
        return len(self.nodes) - 1


def ways(graph: Graph, start: int, end: int, banned: frozenset[int] = NONE) -> list[Way]:
    """Up to WAYS ways from one number of the graph to another one, best first.

    ``banned`` are left out between the ends. Empty if there is no way of at most LONGEST steps.
    """
    head = _Side(graph, start, banned - {end})
    tail = _Side(graph, end, banned - {start})
    shortest = _meet(head, tail)
    if shortest is None:
        return []
    found = _best(head, tail)
    if len(found) < WAYS and shortest + 2 <= LONGEST:
        for _ in range(2):
            min(head, tail, key=_Side.cost).grow()
        found += _best(head, tail)
    return [Way(nodes, product) for product, nodes in found[:WAYS]]


class _Side:
    """What lies around one end, by distance."""

    def __init__(self, graph: Graph, origin: int, banned: frozenset[int]) -> None:
        self.graph = graph
        self.origin = origin
        self.banned = banned
        self.levels = [{origin}]

    @property
    def reach(self) -> int:
        return len(self.levels) - 1

    def cost(self) -> int:
        """How many connections the next level takes."""
        return sum(map(self.graph.degree, self.levels[-1]))

    def grow(self) -> None:
        level = _around(self.graph, self.levels[-1]) - self.banned
        # What is joined with a level lies in the one before or in the one beyond.
        self.levels.append(level.difference(*self.levels[-2:-1]))

    def reached(self, steps: int) -> set[int]:
        """What a walk of just so many steps can lead to, turning back allowed."""
        return set().union(*self.levels[steps::-2])

    def weight(self, node: int) -> int:
        """What an entry that a way goes on from adds to its product."""
        return self.graph.degree(node) if node != self.origin else 1


def _around(graph: Graph, nodes: set[int]) -> set[int]:
    found: set[int] = set()
    for node in nodes:
        found.update(graph.neighbours(node))
    return found


def _joined(graph: Graph, those: set[int], nodes: set[int]) -> set[int]:
    """Those that are joined with one of the nodes, by whichever has fewer connections."""
    if sum(map(graph.degree, nodes)) < sum(map(graph.degree, those)):
        return those & _around(graph, nodes)
    return {node for node in those if not nodes.isdisjoint(graph.neighbours(node))}


def _meet(head: _Side, tail: _Side) -> int | None:
    """Let both sides grow until they touch: the length of the shortest way; None without one."""
    while not head.levels[-1] & tail.levels[-1]:
        if head.reach + tail.reach == LONGEST or not (head.levels[-1] and tail.levels[-1]):
            return None
        min(head, tail, key=_Side.cost).grow()
    return head.reach + tail.reach


def _best(head: _Side, tail: _Side) -> list[Begun]:
    """The best WAYS ways whose length is the reach of both sides.

    That length is the shortest, or two steps more. A walk so short that touches an entry twice
    turns back on the spot: without any longer loop it would be shorter than the shortest. So the
    walks that never turn back are the ways.
    """
    middle = head.reached(head.reach) & tail.reached(tail.reach)
    heads = _begun(head, middle, lambda nodes, node: (*nodes, node), -2)
    tails = _begun(tail, middle, lambda nodes, node: (node, *nodes), 1)
    joined: list[Begun] = []
    for node in heads.keys() & tails.keys():
        weight = head.weight(node) if node != tail.origin else 1
        joined += [
            (one * weight * other, before + after[1:])
            for one, before in heads[node]
            for other, after in tails[node]
            if before[-2:-1] != after[1:2]
        ]
    return nsmallest(WAYS, joined)


def _begun(
    side: _Side,
    middle: set[int],
    extend: Callable[[tuple[int, ...], int], tuple[int, ...]],
    previous: int,
) -> dict[int, list[Begun]]:
    """The best parts of ways from a side's origin to each entry of the middle, at its reach.

    ``previous`` is the place in them of the entry that was reached before the last one.
    """
    useful = [middle]
    for steps in range(side.reach - 1, -1, -1):
        useful.append(_joined(side.graph, side.reached(steps), useful[-1]))
    begun: dict[int, list[Begun]] = {side.origin: [(1, (side.origin,))]}
    for level in reversed(useful[:-1]):
        longer: dict[int, list[Begun]] = defaultdict(list)
        for last, parts in begun.items():
            weight = side.weight(last)
            for node in level.intersection(side.graph.neighbours(last)):
                for product, nodes in parts:
                    if len(nodes) == 1 or nodes[previous] != node:
                        longer[node].append((product * weight, extend(nodes, node)))
        begun = {node: _kept(found, previous) for node, found in longer.items()}
    return begun


def _kept(found: list[Begun], previous: int) -> list[Begun]:
    """The best KEPT of these, no more than WAYS of them from the same direction."""
    if len(found) <= WAYS:
        return sorted(found)
    times: dict[int, int] = {}
    kept: list[Begun] = []
    for one in sorted(found):
        direction = one[1][previous]
        times[direction] = times.get(direction, 0) + 1
        if times[direction] <= WAYS:
            kept.append(one)
            if len(kept) == KEPT:
                break
    return kept
