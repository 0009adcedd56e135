"""How documents of one entry differ, and how two sets of changes to one go together."""

import copy
from functools import partial
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given
from hypothesis import strategies as st

from curation.differences import changes, document_from, merge, same, values_of

HEAD = {"entry": "initiative", "slug": "oslo"}
TEXT = st.sampled_from(["", "a", "b", "c"])
KEYS = st.lists(st.sampled_from("klmn"), unique=True)


@st.composite
def documents(draw: Any) -> dict[str, Any]:
    """Initiatives with a few fields, and venues and outcomes in any order."""
    document: dict[str, Any] = dict(HEAD)
    for field in ("name", "summary"):
        if text := draw(TEXT):
            document[field] = text
    if conflicts := draw(st.lists(st.sampled_from("xyz"), unique=True)):
        document["conflicts"] = sorted(conflicts)
    for name, field in (("venues", "name"), ("outcomes", "statement")):
        if keys := draw(KEYS):
            document[name] = [{"key": key, field: draw(st.sampled_from("abc"))} for key in keys]
    return document


def keys(document, name):
    return [row["key"] for row in document.get(name, [])]


@given(documents())
def test_a_document_is_its_values(document):
    assert document_from(HEAD, values_of(document)) == document


@given(documents())
def test_a_document_does_not_differ_from_itself(document):
    assert changes(document, copy.deepcopy(document)) == []
    assert same(document, copy.deepcopy(document))


@given(documents(), documents())
def test_documents_that_do_not_differ_are_equal(one, other):
    assert (changes(one, other) == []) == (one == other)


@given(documents(), documents())
def test_one_side_alone_is_taken_as_it_is(base, mine):
    assert merge(base, base, mine).document == mine
    assert merge(base, mine, base).document == mine
    assert merge(base, base, mine).contested == []


@given(documents(), documents())
def test_the_same_change_on_both_sides_is_no_contest(base, both):
    merged = merge(base, both, copy.deepcopy(both))
    assert merged.document == both
    assert merged.contested == []


@given(documents(), documents(), documents(), st.booleans())
def test_every_change_is_in_the_result_or_was_chosen_against(base, theirs, mine, takes_theirs):
    merged = merge(base, theirs, mine, lambda place: takes_theirs)
    result, contested = values_of(merged.document), set(merged.contested)
    rows_in_contest = {place[:2] for place in contested if len(place) > 1}
    for side in (theirs, mine):
        for change in changes(base, side):
            place = change.place
            if place in contested or place[:2] in rows_in_contest or place[-1].startswith("…"):
                continue
            assert result.get(place) == change.after, place


def _always(answer, place):
    return answer


@given(documents(), documents(), documents())
def test_of_what_both_changed_the_chosen_side_stands(base, theirs, mine):
    for takes_theirs, side in ((True, theirs), (False, mine)):
        merged = merge(base, theirs, mine, partial(_always, takes_theirs))
        for place in merged.contested:
            if len(place) == 1:
                assert values_of(merged.document).get(place) == values_of(side).get(place)


@given(documents(), documents(), documents())
def test_a_merged_document_is_one_that_can_be_read(base, theirs, mine):
    document = merge(base, theirs, mine).document
    for name in ("venues", "outcomes"):
        assert len(set(keys(document, name))) == len(keys(document, name))
    assert document_from(HEAD, values_of(document)) == document


def test_another_order_is_a_difference_and_a_new_row_among_the_old_is_none():
    rows = [{"key": "a"}, {"key": "b"}]
    document = HEAD | {"venues": rows}
    turned = HEAD | {"venues": rows[::-1]}
    longer = HEAD | {"venues": [{"key": "a"}, {"key": "x"}, {"key": "b"}]}
    assert [change.place for change in changes(document, turned)] == [("venues", "…order")]
    assert [change.place for change in changes(document, longer)] == [("venues", "x")]


def test_a_row_that_one_side_removed_comes_back_whole_if_the_other_is_chosen():
    row = {"key": "a", "name": "Oslo", "country": "NO"}
    base = HEAD | {"venues": [row]}
    theirs, mine = dict(HEAD), HEAD | {"venues": [row | {"name": "Bergen"}]}
    assert merge(base, theirs, mine, lambda place: False).document == mine
    assert merge(base, theirs, mine, lambda place: True).document == theirs


def test_parts_of_parts_are_compared_in_their_places():
    point = {"key": "p", "statement": "It bridges."}
    base = {
        "entry": "framework",
        "slug": "nine",
        "framework_tracks": [{"key": "one", "points": [point]}],
    }
    other = base | {
        "framework_tracks": [{"key": "one", "points": [point | {"statement": "It informs."}]}]
    }
    (change,) = changes(base, other)
    assert change.place == ("framework_tracks", "one", "points", "p", "statement")
    assert (change.before, change.after) == ("It bridges.", "It informs.")
