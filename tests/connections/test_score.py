"""The geometry of a conflict's score, in numbers."""

import random
from datetime import date
from types import SimpleNamespace

import pytest

from connections import letters
from connections.score import MOST_ROWS, MOST_THIN_ROWS, SIZE, draw
from sources.edtf import parse

TODAY = date(2026, 11, 22)
NUMBERS = ["1", "1.5", *map(str, range(2, 10))]
NAMES = ["Government", "One and a Half", "Professional", "Business", "Private citizen"]
NAMES += ["Research & education", "Activism", "Religion", "Funding", "Media"]
TRACKS = [
    SimpleNamespace(pk=place, label=number, short_name=name, hue="indigo")
    for place, (number, name) in enumerate(zip(NUMBERS, NAMES, strict=True))
]
ONE, HALF, TWO, THREE = TRACKS[:4]
WIDTHS = [340, 900]
NOTES = {track.pk: ("unknown", "not yet researched") for track in TRACKS}
WORDS = "Wahat al-Salam and its School for Peace, MWM talks, Women’s Illyrian dialogue".split()


class Row(SimpleNamespace):
    """Something with a date, as EDTF."""

    def __init__(self, dates="", **fields):
        value = parse(dates) if dates else None
        earliest, latest = (value.earliest, value.latest) if value else (None, None)
        super().__init__(
            dates=dates,
            dates_earliest=earliest,
            dates_latest=latest,
            date=dates,
            date_earliest=earliest,
            date_latest=latest,
            **fields,
        )


class Initiative(Row):
    def __init__(self, name="Talks", involvements=(), handovers=(), dates=""):
        super().__init__(
            dates,
            name=name,
            involvements=SimpleNamespace(all=lambda: involvements),
            handovers=SimpleNamespace(all=lambda: handovers),
        )

    def __str__(self):
        return self.name


def on(track, dates="", function="channel"):
    return Row(dates, track=track, function=function)


def handover(from_track, to_track, dates=""):
    return Row(dates, from_track=from_track, to_track=to_track)


def score(*initiatives, outcomes=(), notes=NOTES, width=900):
    return draw(TRACKS, initiatives, outcomes, notes, TODAY, width)


def bars(drawn):
    return [bar for stave in drawn.staves for bar in stave.bars]


def random_initiatives(number):
    chance = random.Random(number)

    def dates():
        start = chance.randint(1900, 2020)
        end = min(start + chance.randint(0, 30), 2026)
        forms = ["", f"{start}", f"{start}/{end}", f"{start}/..", f"{start}/", f"/{end}"]
        return chance.choice([*forms, f"{start}~/{end}", f"[{start},{end + 1}]", f"../{end}"])

    def initiative():
        involvements = [
            on(chance.choice(TRACKS), dates(), chance.choice(["origin", "outcome", "channel"]))
            for _ in range(chance.randint(1, 4))
        ]
        start, end = chance.sample(TRACKS, 2)
        handovers = [handover(start, end, dates())] * (chance.random() < 0.3)
        name = " ".join(chance.choices(WORDS, k=chance.randint(1, 9)))
        return Initiative(name, involvements, handovers, dates())

    return [initiative() for _ in range(number)], [Row(dates()) for _ in range(number // 6)]


def boxes(drawn):
    """(left, top, right, bottom) of each text."""

    def box(text, x, y, size=SIZE, anchor="start"):
        room = letters.width(text, size)
        left = x - room / 2 if anchor == "middle" else x
        return left, y - 0.95 * size, left + room, y + 0.2 * size

    for stave in drawn.staves:
        yield box(f"{stave.track.label} {stave.name}", drawn.margin, stave.name_y, 13)
        for y, line in stave.note_lines:
            yield box(line, stave.note_x, y)
        for bar in stave.bars:
            if bar.name:
                yield box(bar.name, bar.name_x, bar.name_y)
    for label in drawn.numbers:
        yield box(label.text, label.x, label.y, anchor="middle")
    for tick in drawn.ticks:
        yield box(tick.label, tick.x, drawn.tick_y, anchor="middle")


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


# With much and little, at both widths


@pytest.fixture(params=[(n, w) for n in (0, 12, 500) for w in WIDTHS], ids=str)
def drawn(request):
    number, width = request.param
    initiatives, outcomes = random_initiatives(number)
    note = "searched, none found (the editors of this base, 3 May 2026, in Arabic, English)"
    notes = {track.pk: ("searched", note) for track in TRACKS}
    return score(*initiatives, outcomes=outcomes, notes=notes, width=width)


def test_no_text_stands_over_another(drawn):
    found = sorted(boxes(drawn), key=lambda box: box[1])

    assert [(a, b) for i, a in enumerate(found) for b in found[i + 1 :] if meet(a, b)] == []


def test_no_text_leaves_the_drawing(drawn):
    for left, top, right, bottom in boxes(drawn):
        assert left >= 0
        assert top >= 0
        assert right <= drawn.width
        assert bottom <= drawn.height


def test_no_bar_lies_under_a_text(drawn):
    places = [(bar.x, bar.y, bar.x + bar.width, bar.y + bar.height) for bar in bars(drawn)]

    assert [text for text in boxes(drawn) for place in places if meet(text, place)] == []


def test_no_bar_arrow_or_line_leaves_the_staves(drawn):
    for bar in bars(drawn):
        assert drawn.left <= bar.x
        assert bar.x + bar.width <= drawn.width - drawn.margin + 0.1
    for stave in drawn.staves:
        assert all(stave.y < bar.y and bar.y + bar.height < stave.bottom for bar in stave.bars)
    for mark in (*drawn.arrows, *drawn.bar_lines):
        assert drawn.left <= mark.x <= drawn.width - drawn.margin
    for arrow in drawn.arrows:
        assert drawn.top < min(arrow.y1, arrow.y2) < max(arrow.y1, arrow.y2) < drawn.bottom


def test_every_involvement_handover_and_outcome_is_drawn_once():
    initiatives, outcomes = random_initiatives(500)
    drawn = score(*initiatives, outcomes=outcomes)

    assert {id(bar.row) for bar in bars(drawn)} == {
        id(row) for it in initiatives for row in it.involvements.all()
    }
    assert len(drawn.arrows) == sum(len(it.handovers.all()) for it in initiatives)
    assert [line.row for line in drawn.bar_lines] == outcomes


@pytest.mark.parametrize("width", WIDTHS)
def test_the_height_stops_growing(width):
    heights = [score(*random_initiatives(number)[0], width=width).height for number in (500, 2000)]

    assert max(heights) <= 10 * (MOST_THIN_ROWS * 5 + 60) + 60
    assert heights[1] - heights[0] < 300


# Staves


def test_there_is_a_stave_for_each_track_in_their_order():
    drawn = score()

    assert [stave.track for stave in drawn.staves] == TRACKS
    assert all(a.bottom == b.y for a, b in zip(drawn.staves, drawn.staves[1:], strict=False))


def test_an_empty_stave_says_why():
    notes = {**NOTES, ONE.pk: ("searched", "searched, none found")}
    first, second, *_ = score(notes=notes).staves

    assert (first.note, first.note_lines[0][1]) == ("searched", "searched, none found")
    assert (second.note, second.note_lines[0][1]) == ("unknown", "not yet researched")


def test_a_stave_with_a_bar_says_nothing_even_if_a_search_found_none():
    notes = {ONE.pk: ("searched", "searched, none found")}
    stave = score(Initiative(involvements=[on(ONE)]), notes=notes).staves[0]

    assert (stave.note, stave.note_lines) == ("", [])


def test_a_stave_that_a_handover_touches_is_not_empty_but_one_that_it_passes_is():
    talks = Initiative(handovers=[handover(TWO, ONE, "1993")])
    one, half, two, *_ = score(talks).staves

    assert [stave.note for stave in (one, half, two)] == ["", "unknown", ""]


def test_a_long_note_is_broken_between_words_on_a_narrow_drawing():
    text = "searched, none found (the editors of this base, 3 May 2026, in Arabic, English, Hebrew)"
    stave = score(notes={ONE.pk: ("searched", text)}, width=340).staves[0]

    assert len(stave.note_lines) >= 2
    assert " ".join(line for _, line in stave.note_lines) == text


# Bars


def test_a_later_bar_stands_further_right():
    talks = Initiative(involvements=[on(ONE, "1990"), on(TWO, "2000")])
    first, second = bars(score(talks))

    assert first.x + first.width < second.x


def test_names_stand_as_long_as_there_are_few_rows():
    talks = [Initiative(f"Talks {n}", [on(ONE, "1990/2000")]) for n in range(MOST_ROWS)]

    assert {bar.name for bar in bars(score(*talks))} == {f"Talks {n}" for n in range(MOST_ROWS)}


def test_rows_stand_by_the_start_of_their_bars():
    late = Initiative("Talks with a long name, pushed to the left", [on(ONE, "2019")])
    early = Initiative("Early", [on(ONE, "2005/2020")])
    drawn = score(late, early, Initiative(involvements=[on(TWO, "1990")]), width=340)
    first, second = sorted(drawn.staves[0].bars, key=lambda bar: bar.y)

    assert second.name_x < first.name_x
    assert (str(first.initiative), first.x < second.x) == ("Early", True)


def test_bars_without_room_for_their_names_are_thin():
    talks = [Initiative(f"Talks {n}", [on(ONE, "1990/2000")]) for n in range(MOST_ROWS + 1)]
    found = bars(score(*talks))

    assert {(bar.name, bar.height) for bar in found} == {("", 3.0)}
    assert len({bar.y for bar in found}) == MOST_ROWS + 1


def test_a_long_name_is_shortened():
    talks = Initiative("A very long name of a dialogue " * 4, [on(ONE, "1990")])
    [bar] = bars(score(talks))

    assert bar.name.startswith("A very long name")
    assert bar.name.endswith("…")


def test_a_name_keeps_clear_of_an_arrow_that_crosses_its_stave():
    passing = Initiative("Passing", handovers=[handover(TWO, ONE, "1993")])
    talks = Initiative("Talks of some length", [on(HALF, "1992/2015")])
    drawn = score(passing, talks, Initiative("Long", [on(THREE, "1950/2020")]))
    [bar] = drawn.staves[1].bars
    [arrow] = drawn.arrows

    assert not bar.name_x < arrow.x < bar.name_end


@pytest.mark.parametrize(
    ("dates", "function", "looks"),
    [
        ("1990", "channel", ""),
        ("1990/..", "channel", ""),
        ("1990~", "channel", "rough"),
        ("1990?/1995", "channel", "rough"),
        ("[1990,1995]", "channel", "rough"),
        ("1990/", "channel", "out"),
        ("/1990", "channel", "in"),
        ("", "channel", "pale"),
        ("", "origin", "out"),
        ("", "outcome", "in"),
    ],
)
def test_what_is_not_exactly_dated_looks_so(dates, function, looks):
    [bar] = bars(score(Initiative(involvements=[on(ONE, dates, function)])))

    assert bar.certainty == looks


def test_an_undated_involvement_stands_in_the_time_of_its_initiative():
    dated = Initiative(involvements=[on(ONE, "1990/1999")])
    talks = Initiative(involvements=[on(TWO)], dates="1993/1995")
    first, second = bars(score(dated, talks))

    assert first.x < second.x
    assert second.x + second.width < first.x + first.width


def test_without_any_date_a_bar_spans_all_and_there_are_no_years():
    drawn = score(Initiative(involvements=[on(ONE)]))
    [bar] = bars(drawn)

    assert (bar.x, bar.x + bar.width) == (drawn.left, drawn.width - drawn.margin)
    assert drawn.ticks == []


def test_what_goes_on_reaches_today():
    drawn = score(Initiative(involvements=[on(ONE, "1980/..")]))

    assert drawn.ticks[-1].label == "2025"
    assert bars(drawn)[0].x + bars(drawn)[0].width == drawn.width - drawn.margin


def test_a_single_year_is_named():
    assert score(Initiative(involvements=[on(ONE, "1993-03/1993-05")])).ticks[0].label in (
        "1993",
        "1994",
    )


# Arrows and bar lines


def test_an_arrow_leads_from_bar_to_bar():
    talks = Initiative(
        involvements=[on(TWO, "1990/1993"), on(ONE, "1993/1995")],
        handovers=[handover(TWO, ONE, "1993")],
    )
    drawn = score(talks)
    upper, lower = bars(drawn)
    [arrow] = drawn.arrows

    assert (arrow.y1, arrow.y2) == (lower.y, upper.y + upper.height)


def test_arrows_of_one_day_stand_side_by_side():
    talks = Initiative(handovers=[handover(TWO, ONE, "1993"), handover(THREE, ONE, "1993")])
    first, second = score(talks, Initiative(involvements=[on(ONE, "1980/2000")])).arrows

    assert abs(first.x - second.x) >= 7


def test_an_approximate_or_missing_date_of_a_handover_is_not_sure():
    talks = Initiative(handovers=[handover(TWO, ONE, dates) for dates in ("1993", "1993~", "")])

    assert [arrow.is_sure for arrow in score(talks).arrows] == [True, False, False]


def test_an_outcome_without_a_date_stands_at_the_end_and_is_not_sure():
    drawn = score(outcomes=[Row("1990"), Row("2000"), Row("")])

    assert [line.is_sure for line in drawn.bar_lines] == [True, True, False]
    assert drawn.bar_lines[-1].x == drawn.width - drawn.margin


def test_numbers_of_lines_that_would_meet_are_joined():
    drawn = score(
        outcomes=[Row("1950"), Row("1993-05"), Row("1993-06"), Row("1993-07"), Row("2020")]
    )

    assert [label.text for label in drawn.numbers] == ["1", "2–4", "5"]
