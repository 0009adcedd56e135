"""What holds of Krippendorff's alpha whatever was coded."""

import pytest

from initiatives.agreement import added, alpha, tally

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given
from hypothesis import strategies as st

VALUES = st.lists(st.lists(st.sampled_from("abc"), max_size=4), max_size=12)


@given(VALUES.filter(lambda found: len({unit[0] for unit in found if len(unit) > 1}) > 1))
def test_perfect_agreement_is_one_where_values_vary(found):
    agreed = [[unit[0]] * len(unit) for unit in found if unit]

    assert alpha(tally(agreed)) == pytest.approx(1)


@given(VALUES, st.randoms())
def test_neither_the_order_of_coders_nor_that_of_units_matters(found, random):
    other = [random.sample(unit, len(unit)) for unit in random.sample(found, len(found))]
    one, two = tally(found), tally(other)

    assert one.totals == two.totals
    assert alpha(one) == pytest.approx(alpha(two)) if alpha(one) is not None else not alpha(two)


@given(VALUES)
def test_what_values_are_called_does_not_matter(found):
    names = {"a": "zebra", "b": "yak", "c": "emu"}
    other = tally([[names[value] for value in unit] for unit in found])

    one = alpha(tally(found))
    assert alpha(other) == (pytest.approx(one) if one is not None else None)


@given(VALUES)
def test_alpha_is_what_pair_by_pair_counting_gives(found):
    """The definition itself: 1 - observed / expected disagreement, over ordered pairs."""
    coded = [unit for unit in found if len(unit) > 1]
    values = [value for unit in coded for value in unit]
    n = len(values)
    differing = sum(
        sum(a != b for i, a in enumerate(unit) for j, b in enumerate(unit) if i != j)
        / (len(unit) - 1)
        for unit in coded
    )
    by_chance = sum(a != b for i, a in enumerate(values) for j, b in enumerate(values) if i != j)
    expected = 1 - (differing / n) / (by_chance / (n * (n - 1))) if by_chance else None

    assert alpha(tally(found)) == (pytest.approx(expected) if by_chance else None)


@given(st.lists(VALUES, max_size=5))
def test_tallies_of_cases_add_up_to_that_of_all_their_units(cases):
    whole, sums = tally(unit for case in cases for unit in case), added(map(tally, cases))

    assert (sums.units, sums.totals) == (whole.units, whole.totals)
    assert sums.agreeing == pytest.approx(whole.agreeing)
