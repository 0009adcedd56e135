"""How numbers, names and dates compare with a text that a scan may have garbled."""

import pytest

from sources.matching import has_number, tracks_in, unsupported_numbers_in
from sources.names import beheaded_in, has_name, names_in
from sources.printed_dates import (
    unsupported_dates_in,
    unsupported_in_date,
    years_named_in,
)

KNOWN = {"israel", "norway", "quakers", "of", "the", "often", "both", "two", "met"}


# Numbers


@pytest.mark.parametrize(
    ("number", "text"),
    [("12", "in 12 days"), ("12", "twelve days"), ("12", "day 12³"), ("2", "theymetinbothofthetwo"),
     ("7", "a seven-day week")],
)  # fmt: skip
def test_a_number_stands_in_digits_or_as_a_word(number, text):
    assert has_number(number, text, KNOWN | {"in"})


@pytest.mark.parametrize(
    ("number", "text"),
    [("12", "in 112 days"), ("10", "theyoftenmetattheplace"), ("10", "often"), ("7", "seventh")],
)
def test_a_number_does_not_stand_within_another_word(number, text):
    assert not has_number(number, text, KNOWN)


@pytest.mark.parametrize(
    ("text", "tracks"),
    [
        ("Track Two and Track One", "1 2"),
        ("tracks one, two and 3", "1 2 3"),
        ("the tracks from Two to Five", "2 5"),
        ("the first and second tracks", "1 2"),
        ("track 1.5 dialogues", "1.5"),
        ("Track One and a Half", "1.5"),
        ("Track6- and Track II", "2 6"),
        ("TrackTwoactors and TrackOneeventually", "1 2"),
        ("track-\none diplomacy", "1"),
        ("two tracks in all", ""),
        ("Track Ten", "10"),
    ],
)
def test_the_tracks_that_a_text_names_by_number(text, tracks):
    assert sorted(tracks_in(text)) == tracks.split()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("Track One came first.", ["Track 1"]),
        ("It took one year.", ["one"]),
        ("It was the only one.", []),
        ("They met with one another.", []),
        ("One of them came.", []),
        ("Two came.", []),
    ],
)
def test_one_counts_where_it_is_no_pronoun(statement, found):
    assert list(unsupported_numbers_in(statement, "the two on Track Two", KNOWN)) == found


# Names


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Israel", "Israeli delegates"),
        ("Israeli", "delegates of Israel"),
        ("Norway", "the shores of Norway’s north"),
        ("Norway", "theshoresofNorwayandbeyond"),
        ("US", "the U.S. and others"),
        ("U.S.", "the US and others"),
        ("US", "U.S.-Soviet talks"),
        ("Search for Common Ground", "search for\ncommon ground"),
    ],
)
def test_a_name_stands_in_other_forms(name, text):
    assert has_name(name, text, KNOWN)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Quaker", "the Quakers"),
        ("Davidso", "Davidson"),
        ("Davidsonn", "Davidson"),
        ("orway", "theshoresofNorwayandbeyond"),
        ("S", "the U.S. and others"),
        ("U", "the U.S. and others"),
        ("Gov", "non-governmental"),
    ],
)
def test_a_slip_of_the_pen_does_not_stand_in_another_word(name, text):
    assert not has_name(name, text, KNOWN)


def test_names_are_the_words_with_a_capital():
    statement = "Later the US-Soviet talks of A. B. McDonald’s group moved to the cDonald House."
    assert list(names_in(statement, {"later"})) == [
        "US", "Soviet", "McDonald", "cDonald", "House"
    ]  # fmt: skip


def test_a_name_without_its_first_letter_is_found():
    words = beheaded_in("the rack of orway", {"the", "of"}, {"norway", "track"})
    assert list(words) == ["rack", "orway"]


def test_a_word_that_the_texts_have_is_no_name_without_its_first_letter():
    assert list(beheaded_in("an all", {"an", "all"}, {"nan", "aall"})) == []


# Dates


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ("2003-12-07", "Retrieved 7 Dec 2003"),
        ("2020-12-25", "December 25, 2020"),
        ("2019-08-03", "2019/08/03"),
        ("2018-06", "June 07, 2018"),
        ("1993-09-13", "on the 13th of September they met, in 1993"),
    ],
)
def test_a_date_stands_there_in_any_way_of_writing(date, text):
    assert list(unsupported_in_date(date, text)) == []


@pytest.mark.parametrize(
    ("date", "text", "found"),
    [
        ("2003-09/2004-09", "Sep 2003 - Aug 2004", ["September"]),
        ("1993-05", "they may meet in 1993", ["May"]),
        ("1960-02", "two met in 1960", ["February"]),
        ("2020-12-24", "December 25, 2020; page 24", ["24"]),
    ],
)
def test_a_month_belongs_to_its_year_and_a_day_to_its_month(date, text, found):
    assert list(unsupported_in_date(date, text)) == found


def test_a_date_in_words_stands_together():
    text = "December 25, 2020, and 2019"
    assert list(unsupported_dates_in("On 25 December 2019 it was read.", text)) == [
        "25 December 2019"
    ]
    assert list(unsupported_dates_in("On 25 December 2020 it was read.", text)) == []


def test_a_span_of_years_names_both():
    assert years_named_in("in 1981–82, and in 2004") == {"1981", "1982", "2004"}
