"""A passage is the one that it claims to be: its terms, its locator, and whom it reports."""

from pathlib import Path
from typing import Any

import pytest

from sources.passages import paragraphs_in
from tests.factories import make_contribution, make_contributor, make_work
from tests.sourced import Base, ours

pytestmark = pytest.mark.django_db

TEXT = """\
Talks in the North
The first talks failed.¹ The reason is not known.
Some talks were secret. (Holst & Lund, 1993, p. 5)
Anna Berg was against talks.
She wrote so to the ministers.
¹ Smith, John. Talks and their End. London, 1990.
² Peres, Shimon. Second Thoughts. 1991.
Second thoughts²
They came late, and only to some.
Thepartiesmetinsecretandthetreatywassignedin1993bybothofthem.
"""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path, TEXT)


def named(given: str, family: str) -> Any:
    return make_contributor(given=given, family=family)


def work_by(family: str, title: str) -> Any:
    work = ours(make_work, title=title)
    ours(make_contribution, work=work, contributor=make_contributor(family=family))
    return work


# Its terms


@pytest.mark.parametrize("term", ["first talks", "First  Talks", "talks failed. The reason"])
def test_a_term_stands_there_whatever_its_case_and_spaces(base, term):
    base.passage(2, terms=[term])
    assert base.reasons() == []


@pytest.mark.parametrize("term", ["irst talks", "first talk", "first talks fail"])
def test_a_term_does_not_begin_or_end_within_a_word(base, term):
    base.passage(2, terms=[term])
    assert base.reasons() == [f"“{term}” does not stand in ¶ 2."]


@pytest.mark.parametrize("term", ["in secret and the treaty", "treaty was signed in 1993"])
def test_a_term_may_begin_and_end_within_words_run_together_by_a_scan(base, term):
    base.rewrite(TEXT + "The treaty was signed in secret, and the parties met in both.\n")
    base.passage(10, terms=[term])
    assert base.reasons() == []


def test_even_there_it_begins_and_ends_where_known_words_meet(base):
    base.rewrite(TEXT + "The treaty was signed in secret, and the parties met in both.\n")
    base.passage(10, terms=["arties met in secre"])
    assert base.reasons() == ["“arties met in secre” does not stand in ¶ 10."]


def test_the_last_paragraph_needs_a_term(base):
    base.passage(2, 3, terms=["first talks"])
    assert base.reasons() == ["none of its terms stands in ¶ 3, at its end."]


def test_the_first_paragraph_needs_a_term(base):
    base.passage(2, 3, terms=["Some talks"])
    assert base.reasons() == ["none of its terms stands in ¶ 2, at its end."]


def test_what_lies_between_needs_none(base):
    base.passage(2, 3, 4, terms=["first talks", "Anna Berg"])
    assert base.reasons() == []


def test_a_term_may_stand_in_both_ends(base):
    base.passage(2, 3, terms=["is not known. Some talks"])
    assert base.reasons() == []


# Its locator


def test_a_locator_leads_to_its_paragraphs():
    assert paragraphs_in("“Talks”, ¶ 3–5, 8; note 2, ¶ 7") == [3, 4, 5, 7, 8]


def test_a_locator_that_leads_elsewhere_is_found(base):
    base.passage(2, terms=["first talks"], locator="¶ 3")
    assert base.reasons() == ["its locator, “¶ 3”, leads to other paragraphs."]


def test_a_locator_without_paragraphs_is_for_people_alone(base):
    base.passage(2, terms=["first talks"], locator="in the middle")
    assert base.reasons() == []


def test_a_heading_that_stands_nowhere_above_is_found(base):
    base.passage(5, terms=["ministers"], locator="“Second thoughts”, ¶ 5")
    assert base.reasons() == ["“Second thoughts”, in its locator, is no heading above it."]


def test_a_note_that_is_not_there_is_found(base):
    base.passage(7, terms=["Peres"], locator="note 1, ¶ 7")
    assert base.reasons() == ["note 1, in its locator, is not there."]


# Whom it reports


def reports(base: Base, paragraph: int, **whom: Any) -> list[str]:
    base.passage(paragraph, stance="reports", **whom)
    return base.reasons()


def test_whom_the_paragraph_names_may_be_reported(base):
    assert reports(base, 4, attributed_speaker=named("Anna", "Berg")) == []


def test_a_speaker_whom_nothing_names_is_found(base):
    assert reports(base, 4, attributed_speaker=named("Anna", "Borg")) == [
        "reports “Anna Borg”, whom neither its paragraphs nor the notes to them name."
    ]


def test_the_note_to_a_paragraph_names_the_work(base):
    assert reports(base, 2, attributed_work=work_by("Smith", "Talks and Their End")) == []


def test_a_work_that_the_note_does_not_name_is_found(base):
    assert reports(base, 2, attributed_work=work_by("Peres", "Second Thoughts")) == [
        "reports “Second Thoughts”, whom neither its paragraphs nor the notes to them name."
    ]


def test_a_work_may_be_named_by_its_author_alone(base):
    assert reports(base, 2, attributed_work=work_by("Smith", "Another Title")) == []


def test_brackets_after_a_paragraph_stand_for_it(base):
    base.rewrite(TEXT.replace("failed.¹", "failed."))
    assert reports(base, 2, attributed_speaker=named("Johan", "Holst")) == []


def test_a_note_to_the_heading_stands_for_what_follows(base):
    assert reports(base, 9, attributed_work=work_by("Peres", "Second Thoughts")) == []


def test_whoever_was_named_last_may_be_meant(base):
    assert reports(base, 5, attributed_speaker=named("Anna", "Berg")) == []


def test_a_summary_reports_the_author_whom_it_sums_up(base):
    author = named("Jane", "Doe")
    ours(make_contribution, work=base.work, contributor=author, role="reviewed-author")
    assert reports(base, 3, attributed_speaker=author) == []


# What its expressions mean


def test_the_author_may_be_the_one_of_the_text(base):
    ours(make_contribution, work=base.work, contributor=named("Jane", "Doe"))
    base.passage(2, terms=["first talks"], read_as={"the reason": "Jane Doe’s reason"})
    assert base.reasons() == []


def test_a_name_that_the_base_does_not_know_is_found(base):
    base.passage(4, terms=["Anna Berg"], read_as={"was against": "Ana Berg was against"})
    assert base.reasons() == [
        "“Ana Berg”, in what an expression means, is no name in the texts or the base."
    ]


def test_a_name_that_is_not_named_around_is_found(base):
    named("Jane", "Doe")
    base.passage(4, terms=["Anna Berg"], read_as={"was against": "Jane Doe was against"})
    assert base.reasons() == [
        "“Jane Doe”, in what an expression means, is not named in its paragraphs or the notes to "
        "them."
    ]


def test_a_number_that_does_not_stand_there_is_found(base):
    base.passage(2, terms=["first talks"], read_as={"first talks": "the talks of 1990"})
    assert base.reasons() == ["“1990”, in what an expression means, stands in none of its terms."]
