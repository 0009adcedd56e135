"""Ways through a graph: against every way there is, found by trying all of them."""

from math import prod

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given, settings
from hypothesis import strategies as st

from connections.graph import build
from connections.paths import LONGEST, WAYS, ways

NUMBERS = st.integers(0, 6)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=40)


def graph_of(pairs, states=()):
    """Seven actors, whose numbers and keys are 0 to 6, and seven initiatives, from 7 on."""
    return build(list(range(7)), list(range(7)), pairs, set(states))


def all_ways(pairs, start, end, banned):
    """The best of all ways that a walk over the pairs themselves finds."""
    beside: dict[int, set[int]] = {node: set() for node in range(14)}
    for actor, initiative in pairs:
        beside[actor].add(initiative + 7)
        beside[initiative + 7].add(actor)
    found = []

    def go(way):
        if way[-1] == end:
            found.append((len(way) - 1, prod(len(beside[node]) for node in way[1:-1]), way))
        elif len(way) <= LONGEST:
            for node in beside[way[-1]] - {*way}:
                if node == end or node not in banned:
                    go((*way, node))

    go((start,))
    shortest = min(found)[0] if found else 0
    return sorted(way for way in found if way[0] <= shortest + 2)[:WAYS]


@settings(max_examples=300, deadline=None)
@given(pairs=PAIRS, ends=st.permutations(range(14)), states=st.sets(NUMBERS), without=st.booleans())
def test_the_best_ways_are_those_of_trying_all(pairs, ends, states, without):
    start, end = ends[:2]
    graph = graph_of(pairs, states)
    banned = graph.states if without else frozenset()

    found = ways(graph, start, end, banned)

    told = [(way.length, way.product, way.nodes) for way in found]
    assert told == all_ways(pairs, start, end, banned)


@settings(max_examples=100, deadline=None)
@given(pairs=PAIRS)
def test_the_graph_joins_just_the_pairs_it_was_given(pairs):
    graph = graph_of(pairs)

    joined = {(actor, node - 7) for actor in range(7) for node in graph.neighbours(actor)}
    from_initiatives = {
        (actor, initiative) for initiative in range(7) for actor in graph.neighbours(initiative + 7)
    }
    assert joined == from_initiatives == {*pairs}
    assert len(graph.ends) == 2 * len(joined)


def test_a_graph_knows_its_numbers_by_kind_and_primary_key():
    graph = build([30, 10], [20, 10], [(30, 20)], {10})

    assert [graph.node("actor", pk) for pk in (30, 10, 20)] == [0, 1, None]
    assert [graph.node("initiative", pk) for pk in (20, 10, 30)] == [2, 3, None]
    assert graph.states == {1}
    assert [graph.kind(node) for node in range(4)] == ["actor"] * 2 + ["initiative"] * 2


def test_a_pair_with_an_unknown_end_is_left_out():
    assert len(build([1], [1], [(1, 2), (2, 1)], set()).ends) == 0


def test_an_end_may_be_of_the_kind_that_is_left_out():
    graph = graph_of([(0, 0), (1, 0), (1, 1), (2, 1)], states=[0, 1, 2])

    assert [way.nodes for way in ways(graph, 0, 2)] == [(0, 7, 1, 8, 2)]
    assert ways(graph, 0, 2, graph.states) == []
    assert [way.nodes for way in ways(graph, 0, 1, graph.states)] == [(0, 7, 1)]


def chain(length):
    """A graph that is one way, of up to 12 steps, from actor 0."""
    return graph_of([((step + 1) // 2, step // 2) for step in range(length)])


def test_no_way_is_longer_than_the_longest():
    assert [way.length for way in ways(chain(LONGEST), 0, LONGEST // 2)] == [LONGEST]
    assert ways(chain(LONGEST + 2), 0, LONGEST // 2 + 1) == []


def test_a_hub_with_ten_thousand_initiatives_is_passed_at_once():
    """By what is looked at, not by the clock: two ways lead through the hub and one round it."""
    joined = [(0, initiative) for initiative in range(10_000)]
    joined += [(1, 1), (2, 2), (1, 10_000), (3, 10_000), (3, 10_001), (2, 10_001), (2, 3), (1, 3)]
    graph = build(list(range(4)), list(range(10_002)), joined, {0})

    found = ways(graph, 1, 2)

    assert [(way.length, way.product) for way in found[:2]] == [(2, 3), (4, 8)]
    assert found[2].product == 2 * 10_000 * 2
