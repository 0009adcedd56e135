"""A number is told twice: by a term of a passage, by the key, or by the rest of the sentence."""

from pathlib import Path
from typing import Any

import pytest

from tests.factories import make_concept_point, make_initiative, make_phase, make_work
from tests.sourced import Base, concept

pytestmark = pytest.mark.django_db

TEXT = """\
Three delegates spoke on nine days in 1981 and 1993.
Track One and Track Two met. Track One and a Half was born.
Phase 2
Volume 2, number 1, of the journal has 20 pages.
"""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path, TEXT)


def state(base: Base, statement: str, *terms: str, paragraph: int = 1, **fields: Any) -> list[str]:
    passage = base.passage(paragraph, terms=terms)
    make_concept_point(concept=concept(), statement=statement, citations=[passage], **fields)
    return base.reasons()


def in_no_term(number: str) -> list[str]:
    return [f"{number} is one of several numbers in its paragraphs, and stands in no term."]


# In a term


@pytest.mark.parametrize("term", ["nine days", "nine", "on nine days in"])
def test_a_number_that_a_term_has_passes(base, term):
    assert state(base, "The delegates spoke for nine days.", term) == []


def test_of_several_numbers_printed_a_term_must_name_the_one_that_is_meant(base):
    assert state(base, "The delegates spoke for nine days.", "Three delegates") == in_no_term("9")


def test_a_number_in_digits_is_the_same_as_in_words(base):
    assert state(base, "The delegates spoke for 9 days.", "nine days") == []


def test_years_are_apart_from_other_numbers(base):
    assert state(base, "The delegates spoke in 1993.", "nine days", "1981") == in_no_term("1993")


def test_tracks_are_apart_from_other_numbers(base):
    assert state(base, "On Track Two.", "Track One", paragraph=2) == [
        *in_no_term("Track 2"),
        *in_no_term("2"),
    ]


def test_the_only_number_of_its_kind_needs_no_term(base):
    assert state(base, "In phase 2.", "Phase", paragraph=3) == []


def test_a_half_belongs_to_track_one_alone(base):
    terms = ("Track One and a Half",)
    assert state(base, "On Track One and a Half.", *terms, paragraph=2) == []
    assert "statement: “Track 2.5” does not stand in Report ¶ 2." in state(
        base, "On Track Two and a Half.", *terms, "Track Two", paragraph=2
    )


def test_the_number_of_a_phase_is_that_of_the_term(base):
    passage = base.passage(2, 3, terms=["Track Two", "Track One", "Phase 2"])
    make_phase(name="Track", slug="track", number=2, citations=[passage])
    assert base.reasons() == []
    make_phase(name="Track", slug="track-again", number=1, citations=[passage])
    assert base.reasons() == ["number 1 does not stand in Report ¶ 2, 3."]


# In the rest of the sentence


def test_a_number_twice_in_a_sentence_is_found(base):
    fields = {"paragraph": 2}
    assert state(base, "Track Two met Track One.", "Track Two", "Track One", **fields) == []
    assert state(base, "Track One met Track One.", "Track Two", "Track One", **fields) == [
        "statement: a sentence names 1 twice, and one may be a slip."
    ]


def test_a_number_twice_in_two_sentences_passes(base):
    assert state(base, "Nine days. The delegates spoke on nine days.", "nine days") == []


# In the key


def test_a_number_in_the_key_must_stand_in_a_text_with_others(base):
    terms = ("Three delegates", "nine days")
    assert state(base, "The delegates spoke on nine days.", *terms, key="nine-days") == []
    assert state(base, "The delegates spoke on three days.", *terms, key="nine-days-2") == [
        "its key says 9, and its text names other numbers alone.",
    ]


def test_a_number_in_the_key_of_a_text_without_numbers_passes(base):
    assert state(base, "The delegates spoke.", "Three", key="three-delegates") == []


# Beside another


def test_dates_that_end_where_they_begin_are_found(base):
    passage = base.passage(1, terms=["1981", "1993"])
    fields = {"name": "Talks", "slug": "talks", "basis": "cited", "citations": [passage]}
    make_initiative(**fields, summary="The delegates spoke.", dates="1981/1981")
    assert "its dates end where they begin; 1981 alone says so." in base.reasons()


def journal(base: Base, volume: str, issue: str) -> list[str]:
    passage = base.passage(4, terms=["Volume 2", "number 1", "20 pages"])
    make_work(title="Journal", volume=volume, issue=issue, citations=[passage])
    return base.reasons()


def test_volume_and_issue_stand_in_this_order(base):
    assert journal(base, "2", "1") == []
    assert journal(base, "1", "2") == ["volume 1 and issue 2 do not stand there in this order."]
