"""How words, names and dates of the casebook are set."""

import pytest

from initiatives.casebook.dates import span
from initiatives.casebook.names import family_and_given, key, normalised
from initiatives.casebook.wording import printed


@pytest.mark.parametrize(
    ("written", "set_as"),
    [
        ("It's a treaty.", "It’s a treaty."),
        ("the slogan 'Down with weapons', called", "the slogan “Down with weapons”, called"),
        ("'Norwegians? Who?' Explaining", "“Norwegians? Who?” Explaining"),
        ("the islanders' question", "the islanders’ question"),
        ("Media in '70s Mideast", "Media in ’70s Mideast"),
        ("('New Dawn') radio", "(“New Dawn”) radio"),
        ("a 'dividend' and Ireland's seven", "a “dividend” and Ireland’s seven"),
        ("in 1980-81", "in 1980–81"),
        ("Egypt-Israel treaty", "Egypt-Israel treaty"),
        ("Parents Circle - Families Forum", "Parents Circle – Families Forum"),
        ("“Citizens’ Summit”", "“Citizens’ Summit”"),
    ],
)
def test_marks_apostrophes_and_spans_are_set_as_in_print(written, set_as):
    assert printed(written) == set_as


@pytest.mark.parametrize(
    ("start", "end", "status", "date"),
    [
        ("1990", "1995-06", "ended", "1990/1995-06"),
        ("1990~", "1995?", "ended", "1990~/1995?"),
        ("1990", "1990", "ended", "1990"),
        ("1990", None, "ongoing", "1990/.."),
        ("1990", None, "open", "1990/.."),
        ("1990", None, "unknown", "1990/"),
        (None, "1995", "ended", "/1995"),
        (None, None, "unknown", ""),
    ],
)
def test_a_start_and_an_end_are_one_date(start, end, status, date):
    assert span(start, end, status) == date


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Asia Foundation", "asia foundation"),
        ("Rød-Larsen", "Rod Larsen"),
        ("Franjo Tuđman", "franjo tudman"),
        ("Sant’Egidio", "Sant'Egidio"),
        ("Türkiye", "TURKIYE"),
    ],
)
def test_names_are_compared_without_what_may_be_written_differently(one, other):
    assert normalised(one) == normalised(other)


def test_names_in_another_script_are_kept_apart():
    assert normalised("جامعة غزة") != normalised("فلسطين")


def test_names_that_differ_stay_different():
    assert normalised("Martin Griffiths") != normalised("Martin Griffiths (United Nations)")


@pytest.mark.parametrize(
    ("name", "exceptions", "divided"),
    [
        ("Wesley Clark", {}, ("Clark", "Wesley")),
        ("F. W. de Klerk", {"F. W. de Klerk": "De Klerk, F. W."}, ("De Klerk", "F. W.")),
        ("Mao Zedong", {"Mao Zedong": "Mao Zedong"}, ("Mao Zedong", "")),
    ],
)
def test_a_name_is_divided_by_its_last_word_or_as_decided(name, exceptions, divided):
    assert family_and_given(name, exceptions) == divided


def test_a_key_has_plain_letters():
    assert key("at", "Sant’Egidio, Rød gate 1") == "at-santegidio-rod-gate-1"
