"""No text whatever breaks the reading of dates, and no valid date ends before it starts."""

from contextlib import suppress
from datetime import date

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import example, given
from hypothesis import strategies as st

from sources.edtf import EDTFError, parse

anything = st.text() | st.text(alphabet="0123456789-/.,[]~?% ", max_size=30)
days = st.dates(min_value=date(1, 1, 1))
seasons = st.builds("{:04}-{}".format, st.integers(1, 9999), st.integers(21, 24))
points = st.builds(
    "{}{}".format,
    days.map(date.isoformat) | days.map(lambda day: day.isoformat()[:7])
    | days.map(lambda day: day.isoformat()[:4]) | seasons,
    st.sampled_from(["", "~", "?", "%"]),
)  # fmt: skip
open_spans = st.builds("{}{}".format, points, st.sampled_from(["/", "/.."])) | st.builds(
    "{}{}".format, st.sampled_from(["/", "../"]), points
)
choices = st.lists(points, min_size=2, max_size=4).map(lambda found: f"[{','.join(found)}]")


@given(anything)
@example("1993-09-00")
@example("9999-24")
@example("[")
@example("[]")
@example("/")
def test_any_text_is_read_as_a_date_or_refused_as_none(text):
    with suppress(EDTFError):
        assert parse(text).text == text


@given(points | open_spans | choices)
def test_every_date_of_the_subset_is_read_and_keeps_its_text(text):
    assert parse(text).text == text


@given(points | choices)
def test_no_date_ends_before_it_starts(text):
    found = parse(text)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= found.latest


@given(points, points)
def test_a_span_reaches_from_its_start_to_its_end_or_is_refused(start, end):
    first, last = parse(start), parse(end)
    assert first.earliest is not None
    assert last.latest is not None
    if last.latest < first.earliest:
        with pytest.raises(EDTFError, match="ends before it starts"):
            parse(f"{start}/{end}")
    else:
        found = parse(f"{start}/{end}")
        assert (found.earliest, found.latest) == (first.earliest, last.latest)


@given(days)
def test_a_day_is_read_as_that_day(day):
    found = parse(day.isoformat())
    assert (found.earliest, found.latest) == (day, day)


@given(points)
def test_an_unknown_end_reaches_only_its_start(text):
    point, found = parse(text), parse(f"{text}/")
    assert (found.earliest, found.latest) == (point.earliest, point.latest)
