"""Krippendorff's alpha, held to examples that were published with every step."""

from collections import Counter

import pytest

from initiatives.agreement import (
    FEWEST_CASES,
    Interval,
    Tally,
    added,
    alpha,
    interval,
    observed,
    tally,
)


def alpha_of(found: Tally) -> float:
    value = alpha(found)
    assert value is not None
    return value


def interval_of(found: tuple[Tally, ...]) -> Interval:
    spread = interval(found)
    assert spread is not None
    return spread


def units(*coders):
    """A row of values for each coder, with a dot where one gave none."""
    rows = [row.split() for row in coders]
    return [[value for value in column if value != "."] for column in zip(*rows, strict=True)]


BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
TWO_CODERS = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FOUR_CODERS = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Examples A, B and C of Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011)."""


@pytest.mark.parametrize(
    ("example", "published"),
    [(BINARY, 0.095), (TWO_CODERS, 0.692), (FOUR_CODERS, 0.743)],
    ids=["A: two coders, two values", "B: two coders, five values", "C: four coders, gaps"],
)
def test_alpha_is_that_of_the_published_example(example, published):
    assert round(alpha_of(tally(example)), 3) == published


def test_the_coincidences_of_four_coders_are_those_published():
    """A unit that only one of them coded counts for nothing: 11 of 12 units, 40 of 41 values."""
    found = tally(FOUR_CODERS)

    assert (found.units, found.values) == (11, 40)
    assert dict(found.totals) == {"1": 9, "2": 13, "3": 10, "4": 5, "5": 3}
    assert found.agreeing == pytest.approx(7 + 10 + 8 + 4 + 3)


def test_the_agreement_of_the_first_example_is_six_of_ten():
    assert observed(tally(BINARY)) == pytest.approx(0.6)


def test_always_the_same_value_leaves_alpha_undefined():
    assert alpha(tally(units("a a a", "a a a"))) is None
    assert observed(tally(units("a a a", "a a a"))) == 1


def test_nothing_coded_twice_leaves_all_undefined():
    nothing = tally(units("a b . .", ". . b a"))

    assert nothing == Tally(0, 0, ())
    assert (alpha(nothing), observed(nothing)) == (None, None)


def test_systematic_disagreement_is_below_zero():
    assert alpha_of(tally(units("a b a b", "b a b a"))) < 0


# The interval


def cases(number):
    """Cases of three units each, in which two coders differ on one unit of every third case."""
    return tuple(
        tally([["a", "a"], ["b", "b"], ["a", "b"] if place % 3 == 0 else ["b", "b"]])
        for place in range(number)
    )


def test_an_interval_spans_the_alpha_of_all_and_is_the_same_each_time():
    many = cases(30)
    found = interval_of(many)
    interval.cache_clear()

    assert found.low < alpha_of(added(many)) < found.high <= 1
    assert interval(many) == found


def test_more_cases_make_it_narrower():
    few, many = interval_of(cases(12)), interval_of(cases(120))

    assert many.high - many.low < few.high - few.low


def test_too_few_cases_give_none():
    assert interval(cases(FEWEST_CASES - 1)) is None
    assert interval(cases(FEWEST_CASES)) is not None


def test_cases_that_say_nothing_of_a_variable_do_not_count_for_its_interval():
    assert interval((*cases(FEWEST_CASES - 1), *[tally([])] * 20)) is None


def test_no_interval_where_many_resamples_have_no_variation():
    """The one case with another value is missing in a third of the resamples."""
    rare = tuple(tally([["a", "a"]]) for _ in range(20))

    assert interval((*rare, tally([["b", "b"]]))) is None


def test_what_is_drawn_are_cases_and_not_units():
    """Thirty cases in full accord or discord: drawn one by one, 300 units would say far more."""
    whole = tuple(
        tally([["a", "a"], ["b", "b"], ["b", "a"] if n % 2 else ["b", "b"]] * 10) for n in range(30)
    )
    single = tuple(
        tally([["a", "a"], ["b", "b"], ["b", "a"] if n % 2 else ["b", "b"]]) for n in range(300)
    )

    assert Counter(dict(added(whole).totals)) == Counter(dict(added(single).totals))
    assert interval_of(whole).low < interval_of(single).low - 0.02


def test_no_interval_where_nobody_differs():
    """No resample could differ either, however few cases there are."""
    assert interval(tuple(tally([["a", "a"], ["b", "b"]]) for _ in range(20))) is None
