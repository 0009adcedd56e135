"""The stemma of an answer: who took it from whom, and where each stands in the drawing."""

from dataclasses import dataclass
from datetime import date
from itertools import combinations, count, pairwise
from types import SimpleNamespace

import pytest

from sources.descent import descent, rows
from sources.stemma import FIRST_LANE, LANE, RADIUS, draw, figure
from sources.voices import voices

_numbers = count(1)


@dataclass(frozen=True)
class Work:
    short: str
    slug: str = ""
    issued_earliest: date | None = None
    issued_latest: date | None = None


@dataclass(frozen=True)
class Speaker:
    short: str
    slug: str = ""

    def __str__(self) -> str:
        return f"Given {self.short}"


@dataclass(eq=False)
class Passage:
    work: Work
    repeats: "Passage | None" = None
    attributed_work: Work | None = None
    attributed_speaker: Speaker | None = None
    stance: str = "states"

    def __post_init__(self) -> None:
        self.pk = next(_numbers)


def work(name, year=None):
    day = date(year, 1, 1) if year else None
    return Work(name, name.lower(), day, day and date(year, 12, 31))


def answer(*passages, statement="So it was."):
    citations = SimpleNamespace(all=lambda: passages)
    return SimpleNamespace(statement=statement, basis="cited", citations=citations)


WIKIPEDIA, FORUM, POST = work("Wikipedia"), work("Forum"), work("Post", 2018)
ARTICLE, BOOK, SUMMARY = work("Article", 2021), work("Book", 1996), work("Summary")
CHAPTER, ESSAY = work("Chapter", 1991), work("Essay", 2003)
MCDONALD = Speaker("McDonald", "john-mcdonald")


def who_coined():
    """The article copies Wikipedia and names a book; two other texts answer otherwise."""
    copied = Passage(WIKIPEDIA)
    copy = Passage(ARTICLE, repeats=copied, attributed_work=BOOK, stance="reports")
    return [answer(copied, copy), answer(Passage(POST), Passage(FORUM))]


def names(group):
    return [witness.name for witness in group]


def witness(found, name, side=0):
    return next(w for w in found.witnesses if w.name == name and w.side == side)


# Descent


def test_each_voice_is_a_group_and_each_position_comes_in_its_turn():
    groups = descent(who_coined()).groups

    assert [names(group) for group in groups] == [
        ["Book", "Wikipedia", "Article"],
        ["Post"],
        ["Forum"],
    ]


def test_there_are_as_many_groups_as_voices():
    positions = who_coined()
    passages = [passage for position in positions for passage in position.citations.all()]

    assert len(descent(positions).groups) == len(voices(passages))


def test_a_text_with_two_answers_is_two_witnesses_of_one_voice_with_one_siglum():
    (group,) = descent([answer(Passage(POST)), answer(Passage(POST))]).groups

    assert [(it.side, it.siglum) for it in group] == [(0, "P"), (1, "P")]


def test_what_is_only_reported_is_hollow_and_has_the_answer_of_those_who_report_it():
    found = descent(who_coined())
    book = witness(found, "Book")

    assert book.is_hollow
    assert [passage.work for passage in book.passages] == [ARTICLE]
    assert found.derivation(book) == "known here only through A"


def test_what_is_reported_for_both_answers_has_none_of_them():
    reports = [Passage(name, attributed_work=BOOK) for name in (POST, FORUM)]
    found = descent([answer(reports[0]), answer(reports[1])])

    assert [it.name for it in found.witnesses if it.side is None] == ["Book"]


def test_a_reported_work_that_answers_itself_is_not_hollow():
    found = descent([answer(Passage(BOOK), Passage(POST, attributed_work=BOOK))])

    assert [it.is_hollow for it in found.witnesses] == [False, False]
    assert [(o.source.name, o.text.name) for o in found.origins] == [("Book", "Post")]


def test_a_copy_that_changes_the_answer_hangs_on_the_text_that_it_copies():
    original = Passage(WIKIPEDIA)
    found = descent([answer(original), answer(Passage(ARTICLE, repeats=original))])
    (origin,) = found.origins

    assert (origin.source.side, origin.text.side) == (0, 1)


def test_a_text_whose_wording_is_taken_over_is_a_witness_though_it_is_not_cited():
    found = descent([answer(Passage(ARTICLE, repeats=Passage(WIKIPEDIA)))])
    wikipedia = witness(found, "Wikipedia", None)

    assert not wikipedia.is_hollow
    assert found.derivation(wikipedia) == "not cited on this question"


def test_a_speaker_stands_above_the_works_that_he_brings_together():
    found = descent(
        [
            answer(
                Passage(SUMMARY, attributed_work=CHAPTER, attributed_speaker=MCDONALD),
                Passage(ARTICLE, attributed_work=ESSAY, attributed_speaker=MCDONALD),
            )
        ]
    )

    assert names(found.witnesses) == ["Given McDonald", "Chapter", "Essay", "Article", "Summary"]
    assert found.derivation(witness(found, "Essay"), long=True) == (
        "words of Given McDonald, known here only through Article"
    )


def test_a_speaker_of_one_work_alone_is_left_to_that_work():
    found = descent(
        [answer(Passage(SUMMARY, attributed_work=CHAPTER, attributed_speaker=MCDONALD))]
    )

    assert names(found.witnesses) == ["Chapter", "Summary"]


def test_a_speaker_without_a_work_is_a_witness():
    found = descent([answer(Passage(POST, attributed_speaker=MCDONALD))])

    assert names(found.witnesses) == ["Given McDonald", "Post"]


@pytest.mark.parametrize("stance", ["doubts", "contradicts"])
def test_who_doubts_or_contradicts_takes_nothing(stance):
    assert descent([answer(Passage(POST, attributed_work=BOOK, stance=stance))]).origins == []


def test_a_text_that_repeats_itself_takes_nothing():
    assert descent([answer(Passage(POST, repeats=Passage(POST)))]).origins == []


def test_a_source_stands_above_its_text_even_if_it_is_dated_later():
    found = descent([answer(Passage(BOOK, attributed_work=POST), Passage(POST))])

    assert names(found.witnesses) == ["Post", "Book"]


def test_texts_that_take_from_each_other_in_a_circle_stand_by_date():
    first, second = Passage(POST), Passage(BOOK)
    first.repeats, second.repeats = second, first

    assert names(descent([answer(first, second)]).witnesses) == ["Book", "Post"]


def test_texts_with_the_same_initial_have_different_sigla():
    found = descent([answer(*(Passage(Work(f"M{i}", f"m{i}")) for i in range(3)))])

    assert [it.siglum for it in found.witnesses] == ["M", "M²", "M³"]


def test_an_article_gives_no_siglum():
    assert descent([answer(Passage(Work("The memoir")))]).witnesses[0].siglum == "M"


def test_a_slug_may_give_the_siglum():
    other = Work("web post", "blog")
    found = descent([answer(Passage(WIKIPEDIA), Passage(other))])

    assert {it.name: it.siglum for it in found.witnesses} == {"Wikipedia": "W", "web post": "B"}


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (None, None, "n.d."),
        (date(1991, 1, 1), date(1991, 12, 31), "1991"),
        (date(1981, 12, 1), date(1982, 2, 28), "1981–82"),
        (date(1999, 1, 1), date(2001, 12, 31), "1999–2001"),
        (date(1946, 1, 1), None, "1946"),
    ],
)
def test_a_witness_has_the_year_of_its_work(first, last, shown):
    dated = Work("Work", "work", first, last)

    assert descent([answer(Passage(dated))]).witnesses[0].year == shown


def test_the_table_says_what_the_drawing_shows():
    positions = who_coined()
    positions[0].statement = "Diamond."
    table = rows(descent(positions), positions)

    assert [(row.witness.name, row.says, row.took) for row in table[:3]] == [
        ("Book", "As reported: Diamond.", "known here only through Article"),
        ("Wikipedia", "Diamond.", "not said"),
        ("Article", "Diamond.", "takes over the wording of Wikipedia, reports Book"),
    ]


# Geometry


def many():
    """Every kind of witness and line at once, with long names."""
    names = [f"A very long name of a source, number {i}, that has to be broken" for i in range(9)]
    works = [
        Work(name, f"w{i}", date(1990 + i, 12, 1), date(1991 + i, 2, 28))
        for i, name in enumerate(names)
    ]
    root = Passage(works[0], attributed_speaker=MCDONALD)
    copies = [Passage(it, repeats=root, attributed_work=works[8]) for it in works[1:4]]
    later = [Passage(it, repeats=copies[0], attributed_work=works[7]) for it in works[4:6]]
    return [answer(root, *copies), answer(*later), answer(Passage(works[6]))]


EVERY = pytest.mark.parametrize("positions", [who_coined, many], ids=["few", "many"])


def over(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def drawing(positions):
    stemma = draw(descent(positions))
    assert stemma is not None
    return stemma


@EVERY
def test_no_label_stands_over_another(positions):
    boxes = [box for it in drawing(positions()).placed for box in it.boxes]

    assert [pair for pair in combinations(boxes, 2) if over(*pair)] == []


@EVERY
def test_no_line_crosses_a_label_or_another_figure(positions):
    stemma = drawing(positions())
    for line in stemma.lines:
        others = [it for it in stemma.placed if it.witness not in line.origin]
        boxes = [(it.x - RADIUS, it.y - RADIUS, it.x + RADIUS, it.y + RADIUS) for it in others]
        boxes += [box for it in stemma.placed for box in it.boxes[2:]]
        assert [box for box in boxes for point in along(line.points) if inside(point, box)] == []


def along(points):
    """Points on a broken line, close to each other."""
    for (x1, y1), (x2, y2) in pairwise(points):
        for i in range(101):
            yield x1 + (x2 - x1) * i / 100, y1 + (y2 - y1) * i / 100


def inside(point, box):
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


@EVERY
def test_everything_stands_in_the_field_of_its_voice_and_in_the_drawing(positions):
    stemma = drawing(positions())
    fields = dict(zip(map(id, stemma.descent.groups), stemma.fields, strict=True))
    for group in stemma.descent.groups:
        left, top, right, bottom = fields[id(group)]
        for it in stemma.placed:
            if it.witness in group:
                for box in it.boxes:
                    assert left <= box[0]
                    assert top <= box[1]
                    assert box[2] <= right <= stemma.width
                    assert box[3] <= bottom <= stemma.height


@EVERY
def test_fields_do_not_touch(positions):
    fields = drawing(positions()).fields

    assert all(upper[3] < lower[1] for upper, lower in pairwise(fields))


@EVERY
def test_a_text_stands_below_what_it_draws_on(positions):
    for line in drawing(positions()).lines:
        assert line.points[0][1] < line.points[-1][1]


@EVERY
def test_the_same_answers_are_drawn_the_same(positions):
    def shown(stemma):
        return [(it.witness.siglum, it.x, it.y, it.lines) for it in stemma.placed], [
            line.path for line in stemma.lines
        ]

    assert shown(drawing(positions())) == shown(drawing(positions()))


def test_a_chain_stands_in_one_lane():
    first = Passage(WIKIPEDIA)
    second = Passage(ARTICLE, repeats=first)
    stemma = drawing([answer(first, second, Passage(POST, repeats=second))])

    assert {it.x for it in stemma.placed} == {FIRST_LANE}


def test_a_second_copy_stands_in_a_lane_beside_its_source():
    first = Passage(BOOK)
    copies = [Passage(name, repeats=first) for name in (POST, ARTICLE)]
    stemma = drawing([answer(first, *copies)])

    assert {it.witness.name: it.x for it in stemma.placed} == {
        "Book": FIRST_LANE,
        "Post": FIRST_LANE + LANE,
        "Article": FIRST_LANE,
    }


def test_a_source_with_several_texts_to_come_keeps_the_lane_beside_it_for_them():
    reports = [Passage(name, attributed_work=BOOK) for name in (POST, ARTICLE)]
    other = Passage(ARTICLE, attributed_work=ESSAY)
    stemma = drawing([answer(*reports), answer(other)])
    lane = {it.witness.name: (it.x - FIRST_LANE) / LANE for it in stemma.placed}

    assert lane["Book"] == 0
    assert lane["Post"] == 1
    assert lane["Essay"] == 2


def test_a_line_turns_aside_just_above_its_text():
    first = Passage(BOOK)
    copies = [Passage(name, repeats=first) for name in (POST, ARTICLE)]
    aside, straight = drawing([answer(first, *copies)]).lines

    assert len(aside.points) == 3
    assert aside.points[0][0] == aside.points[1][0] != aside.points[2][0]
    assert len(straight.points) == 2


def test_with_up_to_five_lanes_the_drawing_is_no_wider_than_a_phone():
    sources = [work(f"Source {i}", 1990 + i) for i in range(5)]
    stemma = drawing([answer(Passage(ARTICLE, attributed_work=it)) for it in sources])

    assert len({it.x for it in stemma.placed}) == 5
    assert stemma.width <= 320


def test_nothing_is_drawn_where_nobody_takes_anything():
    assert draw(descent([answer(Passage(POST)), answer(Passage(FORUM))])) is None


def test_each_side_has_a_figure_of_its_own():
    assert len({figure(side) for side in range(5)}) == 5
