"""How the passages of a text are arranged: under its headings, at the paragraph they begin in."""

from typing import Any

from sources.models import Citation, Work
from sources.paragraphs import RANGE, Group, in_order, reasons, sections


def group(*paragraphs, locator="", count=1, **fields):
    passage: Any = Citation(pk=1, paragraphs=list(paragraphs), locator=locator, **fields)
    passage._prefetched_objects_cache = {"repeated_by": []}
    return Group([passage], count=count)


def headings(*groups):
    return [(section.label, section.numbers.replace("\u00a0", " ")) for section in sections(groups)]


def test_paragraphs_stand_under_the_headings_that_their_locators_name():
    found = headings(
        group(1, locator="title, ¶ 1"),
        group(2, locator="“Method”, ¶ 2"),
        group(3, locator="“Method”, ¶ 3"),
        group(5, locator="¶ 5"),
    )
    assert found == [("title", "¶ 1"), ("“Method”", "¶ 2–3"), ("", "¶ 5")]


def test_the_first_heading_of_a_locator_with_several_counts():
    [found] = headings(group(2, 9, locator="“Method”, ¶ 2; note 1, ¶ 9"))
    assert found == ("“Method”", "¶ 2–9")


def test_a_note_stands_in_the_section_around_it():
    found = headings(
        group(2, locator="“Method”, ¶ 2"),
        group(3, locator="note 1, ¶ 3"),
        group(4, locator="notes 2 and 3, ¶ 4"),
        group(5, locator="“Method”, ¶ 5"),
    )
    assert found == [("“Method”", "¶ 2–5")]


def test_paragraphs_without_headings_stand_in_ranges():
    found = headings(*(group(n, locator=f"¶ {n}") for n in range(1, RANGE + 3)))
    assert found == [("", f"¶ 1–{RANGE}"), ("", f"¶ {RANGE + 1}–{RANGE + 2}")]


def test_a_passage_begins_in_its_first_paragraph_and_others_are_part_of_it():
    whole = group(2, 3)
    [section] = sections([whole, group(3)])
    first, second = section.paragraphs
    assert (first.groups, first.part_of) == ([whole], [])
    assert second.part_of == [whole]


def test_neighbours_in_which_nothing_begins_stand_together():
    [section] = sections([group(2, 3, 4, 6), group(2, 3, 4, 6)])
    assert [(row.number, row.last) for row in section.paragraphs] == [(2, 2), (3, 4), (6, 6)]


def test_neighbours_that_are_part_of_different_passages_stand_apart():
    [section] = sections([group(1, 2), group(1, 3)])
    assert [(row.number, row.last) for row in section.paragraphs] == [(1, 1), (2, 2), (3, 3)]


def test_a_section_counts_what_begins_in_it():
    [section] = sections([group(1, 2, count=3), group(2, count=4)])
    assert section.count == 7


def test_passages_come_in_the_order_of_the_text_and_pages_as_people_count():
    keys = ["p12", "p9", "p9-b", "a", "p100-x"]
    rows = [Citation(key=key) for key in keys]
    rows.append(Citation(key="p1", paragraphs=[1]))
    assert [row.key for row in sorted(rows, key=in_order)] == [
        "a", "p9", "p9-b", "p12", "p100-x", "p1"
    ]  # fmt: skip


def test_a_locator_is_left_out_where_paragraph_and_heading_say_it_already():
    alone, joined = group(2, locator="“Method”, ¶ 2"), group(3, 4, locator="“Method”, ¶ 3–4")
    note = group(5, locator="note 1, ¶ 5")
    sections([alone, joined, note])
    assert [row.names_its_place for row in (alone, joined, note)] == [False, True, True]


def test_a_passage_without_a_line_of_its_own_stands_before_those_with_one():
    doubting, plain = group(2, locator="¶ 2", stance="doubts"), group(2, locator="¶ 2")
    [section] = sections([doubting, plain])
    assert section.paragraphs[0].groups == [plain, doubting]


def test_reasons_are_given_once_each_with_their_paragraphs_in_order():
    work = Work(without_statements={"10": "layout", "9": "layout", "1": "a heading"})
    assert reasons(work, []) == [("a heading", [1]), ("layout", [9, 10])]


def test_a_paragraph_on_which_something_rests_needs_no_reason():
    work = Work(without_statements={"9": "layout", "10": "layout"})
    assert reasons(work, [group(9), group(10, count=0)]) == [("layout", [10])]
