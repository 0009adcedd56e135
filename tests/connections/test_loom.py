"""The loom as numbers: where blocks stand, how thick ribbons are, where labels go."""

from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from connections.loom import LETTER, LINE, MEDIUM, NARROW, WIDE, looms, wrapped
from connections.threads import Column, Weave, places
from tracks.labels import Label, Standing


@dataclass(frozen=True)
class Theme:
    pk: int
    slug: str
    short_name: str


THEMES: list[Any] = [Theme(pk=n, slug=f"theme-{n}", short_name=f"Theme {n}") for n in range(1, 11)]


@dataclass(frozen=True)
class FrameworkTrack:
    key: str
    plain_number: str
    label: str

    def __str__(self) -> str:
        return f"{self.plain_number} {self.label}"


def column(name: str, homes: dict[int, int], counts: list[int], maybe: tuple[int, ...] = ()) -> Any:
    """A framework: theme → number of its track; ambiguous for the themes of ``maybe``."""
    numbers = sorted({*homes.values()})
    its: dict[int, Any] = {
        n: FrameworkTrack(
            key=f"track-{n}", plain_number=str(n), label="Communications and the media"
        )
        for n in numbers
    }
    labels = {theme.pk: Label(Standing.UNMAPPED) for theme in THEMES}
    for theme, number in homes.items():
        standing = Standing.AMBIGUOUS if theme in maybe else Standing.EXACT
        labels[theme] = Label(standing, (its[number],))
    framework: Any = SimpleNamespace(name=name, slug=name)
    themes = [(theme, n) for theme, n in zip(THEMES, counts, strict=False) if n]
    return Column(framework, places(framework, its.values(), labels, themes))


def weave(counts: list[int], number: int = 4) -> Weave:
    one = {theme.pk: 1 + (theme.pk > 1) for theme in THEMES}
    nine = {theme.pk: theme.pk for theme in THEMES}
    some = {pk: home for pk, home in nine.items() if pk % 3}
    kinds = [(one, ()), (some, ()), (nine, ()), (nine, (4, 5))]
    columns = [
        column(f"Framework {n}", homes, counts, maybe)
        for n, (homes, maybe) in enumerate((kinds * 2)[:number])
    ]
    themes = tuple((theme, n) for theme, n in zip(THEMES, counts, strict=False) if n)
    return Weave(tuple(columns), themes)


SIZES = [[1] * 10, [8] * 3 + [1] * 7, [300, 1, 2, 40, 33, 24, 25, 14, 22, 39], [5] * 4]
every = pytest.mark.parametrize("counts", SIZES)


@every
@pytest.mark.parametrize("number", range(2, 7))
def test_no_label_stands_over_another_and_none_outside(counts, number):
    for loom in looms(weave(counts, number)):
        texts = [*loom.heads, *(line for block in loom.blocks for line in block.lines)]
        boxes = [(t.x, t.y - 11, t.x + len(t.words) * LETTER, t.y + 3) for t in texts]
        for i, (left, top, right, bottom) in enumerate(boxes):
            assert left >= 0, texts[i]
            assert top >= 0, texts[i]
            assert right <= loom.width + 1, (loom.name, texts[i])
            assert bottom <= loom.height, texts[i]
            for other in boxes[i + 1 :]:
                apart = (
                    right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                )
                assert apart, (loom.name, texts[i])


@every
def test_blocks_are_as_long_as_they_have_threads(counts):
    for loom in looms(weave(counts)):
        lengths = [block.width if loom.is_down else block.height for block in loom.blocks]
        units = [
            length / block.place.count
            for length, block in zip(lengths, loom.blocks, strict=True)
            if block.place.count > 5
        ]
        assert units == pytest.approx([units[0]] * len(units), rel=0.1) if units else True


def test_what_has_no_home_stands_level_in_all_columns():
    wide, *_ = looms(weave(SIZES[2]))
    ends = {
        round(block.y + block.height)
        for block in wide.blocks
        if block.place.key == "none" and block.place.count > 20
    }

    assert len(ends) == 1


def test_every_theme_has_a_ribbon_between_every_two_neighbours():
    for loom in looms(weave(SIZES[2])):
        assert len(loom.ribbons) == 3 * 10
        assert sum(ribbon.number for ribbon in loom.ribbons) == 3 * sum(SIZES[2])


def test_a_ribbon_frays_towards_the_framework_that_has_no_home_for_it():
    wide, *_ = looms(weave(SIZES[2]))
    of_three = [ribbon.fade for ribbon in wide.ribbons if ribbon.theme.pk == 3]

    assert of_three == ["out", "in", ""]


def test_a_ribbon_to_what_is_ambiguous_is_only_a_maybe():
    wide, *_ = looms(weave(SIZES[2]))
    of_four = [ribbon.fade for ribbon in wide.ribbons if ribbon.theme.pk == 4]

    assert of_four == ["", "", "maybe"]


def test_the_homeless_end_in_loose_strands():
    wide, *_ = looms(weave(SIZES[2]))

    assert all(
        bool(b.strands) == (b.place.key == "none" and b.place.count > 0) for b in wide.blocks
    )


def test_the_drawings_are_for_three_widths():
    found = looms(weave(SIZES[2]))

    assert [(loom.name, loom.width) for loom in found] == [
        ("wide", WIDE),
        ("medium", MEDIUM),
        ("narrow", NARROW),
    ]


def test_many_frameworks_stand_one_below_another_in_the_medium_drawing():
    assert [loom.is_down for loom in looms(weave(SIZES[2], 4))] == [False, False, True]
    assert [loom.is_down for loom in looms(weave(SIZES[2], 5))] == [False, True, True]


@pytest.mark.parametrize("woven", [weave([], 4), weave(SIZES[0], 1)])
def test_without_threads_or_a_second_framework_there_is_nothing_to_draw(woven):
    assert looms(woven) == []


def test_lines_break_between_words_and_after_hyphens_and_slashes():
    assert wrapped("2 Nongovernmental/Professional", 18, 3) == [
        "2 Nongovernmental/",
        "Professional",
    ]
    assert wrapped("Official government-to-government", 15, 9) == [
        "Official",
        "government-to-",
        "government",
    ]


@pytest.mark.parametrize("words", ["a" * 90, "one two three four five six seven eight", "x"])
def test_no_line_is_longer_than_asked_and_no_text_has_more_lines(words):
    lines = wrapped(words, 12, 3)

    assert len(lines) <= 3
    assert all(len(line) <= 12 for line in lines)
    assert (lines[-1].endswith("…")) == (len(words) > 36)


def test_lines_are_far_enough_apart():
    for loom in looms(weave(SIZES[2])):
        for block in loom.blocks:
            ys = [line.y for line in block.lines]
            assert all(b - a == pytest.approx(LINE) for a, b in pairwise(ys))
