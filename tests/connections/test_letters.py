"""How wide a text is, and how it is made to fit."""

import pytest

from connections import letters


def test_a_longer_text_is_wider():
    assert letters.width("ii", 10) < letters.width("iii", 10) < letters.width("WWW", 10)


def test_a_text_that_fits_is_left_alone():
    assert letters.shortened("Talks", 100, 10) == "Talks"


@pytest.mark.parametrize("room", [30, 60, 100])
def test_a_shortened_text_fits_and_is_a_beginning(room):
    text = "The Israeli-Palestinian workshops"
    short = letters.shortened(text, room, 10)

    assert letters.width(short, 10) <= room
    assert text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize("room", [0, 10])
def test_without_room_for_a_word_nothing_is_left(room):
    assert letters.shortened("Mediation", room, 10) == ""


def test_lines_keep_every_word_and_fit():
    found = letters.lines("searched, none found in three languages", 100, 10)

    assert " ".join(found) == "searched, none found in three languages"
    assert all(letters.width(line, 10) <= 100 for line in found)
