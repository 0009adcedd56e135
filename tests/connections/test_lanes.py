"""The geometry of an initiative's way over the tracks, in numbers."""

import random
from datetime import date
from types import SimpleNamespace

import pytest

from connections.lanes import LEFT, RIGHT, draw
from sources.edtf import parse

TODAY = date(2026, 11, 22)
ONE = SimpleNamespace(pk=1, number=1, label="1", short_name="Government")
HALF = SimpleNamespace(pk=15, number=1.5, label="1.5", short_name="One and a Half")
TWO = SimpleNamespace(pk=2, number=2, label="2", short_name="Professional")


def edges(text):
    value = parse(text) if text else None
    return (value.earliest, value.latest) if value else (None, None)


def involvement(track, function, dates=""):
    earliest, latest = edges(dates)
    return SimpleNamespace(
        track=track,
        function=function,
        dates=dates,
        dates_earliest=earliest,
        dates_latest=latest,
        get_function_display=lambda: function.title(),
    )


def handover(from_track, to_track, when=""):
    earliest, latest = edges(when)
    return SimpleNamespace(
        from_track=from_track,
        to_track=to_track,
        date=when,
        date_earliest=earliest,
        date_latest=latest,
        get_kind_display=lambda: "Transfer",
    )


def test_lanes_stand_in_the_order_of_the_track_numbers():
    lanes = draw(
        [involvement(TWO, "origin"), involvement(ONE, "outcome"), involvement(HALF, "channel")],
        [],
        (None, None),
        TODAY,
    ).lanes
    assert [lane.track for lane in lanes] == [ONE, HALF, TWO]


def test_a_later_bar_stands_further_right():
    first, second = draw(
        [involvement(TWO, "origin", "1993-01/1993-04"), involvement(ONE, "outcome", "1993-09")],
        [],
        edges("1993"),
        TODAY,
    ).lanes[::-1]
    assert first.bars[0].x + first.bars[0].width <= second.bars[0].x


def test_an_undated_origin_fades_out_and_an_undated_outcome_fades_in():
    lanes = draw(
        [involvement(TWO, "origin"), involvement(ONE, "outcome")], [], edges("1993"), TODAY
    ).lanes
    assert [lane.bars[0].fade for lane in lanes] == ["in", "out"]


def test_anything_else_without_a_date_is_pale_from_end_to_end():
    (lane,) = draw([involvement(ONE, "channel")], [], (None, None), TODAY).lanes
    bar = lane.bars[0]
    assert (bar.fade, bar.x, bar.x + bar.width) == ("pale", LEFT, RIGHT)


def test_an_unknown_end_fades_out_to_the_right():
    lanes = draw(
        [involvement(ONE, "origin", "1959"), involvement(TWO, "channel", "1960-10/")],
        [],
        edges("1959/"),
        TODAY,
    ).lanes
    bar = lanes[1].bars[0]
    assert bar.fade == "out"
    assert bar.x + bar.width == RIGHT


def test_what_goes_on_reaches_today():
    drawn = draw([involvement(ONE, "channel", "1946/..")], [], edges("1946/.."), TODAY)
    assert [tick.label for tick in drawn.ticks] == ["1946", "2026"]


def test_an_arrow_leads_from_the_one_lane_to_the_other():
    drawn = draw(
        [involvement(TWO, "origin"), involvement(ONE, "outcome")],
        [handover(TWO, ONE, "1993")],
        edges("1993"),
        TODAY,
    )
    (arrow,) = drawn.arrows
    upper, lower = drawn.lanes
    assert arrow.y1 > lower.y
    assert arrow.y2 < lower.y
    assert arrow.y2 > upper.y


def test_two_handovers_of_the_same_day_stand_side_by_side():
    drawn = draw(
        [involvement(TWO, "origin"), involvement(HALF, "channel"), involvement(ONE, "outcome")],
        [handover(TWO, HALF, "1993"), handover(HALF, ONE, "1993")],
        edges("1993"),
        TODAY,
    )
    first, second = drawn.arrows
    assert abs(first.x - second.x) >= 20


def test_an_arrow_keeps_clear_of_the_names_of_the_lanes():
    drawn = draw(
        [involvement(TWO, "origin", "1959"), involvement(ONE, "outcome", "1999")],
        [handover(TWO, ONE, "1959-01-01")],
        edges("1959/1999"),
        TODAY,
    )
    assert drawn.arrows[0].x > LEFT + len("Professional") * 6.6


def test_a_lane_without_a_bar_is_drawn_for_a_handover_to_it():
    drawn = draw([involvement(TWO, "origin")], [handover(TWO, ONE)], (None, None), TODAY)
    assert [len(lane.bars) for lane in drawn.lanes] == [0, 1]


def test_bars_of_one_track_that_overlap_stand_below_each_other():
    (lane,) = draw(
        [involvement(ONE, "channel", "1990/1995"), involvement(ONE, "support", "1992/1993")],
        [],
        edges("1990/1995"),
        TODAY,
    ).lanes
    first, second = lane.bars
    assert second.y >= first.y + 24


def test_bars_of_one_track_that_follow_each_other_stand_side_by_side():
    (lane,) = draw(
        [involvement(ONE, "origin", "1950/1970"), involvement(ONE, "channel", "1980/1990")],
        [],
        edges("1950/1990"),
        TODAY,
    ).lanes
    assert len({bar.y for bar in lane.bars}) == 1


def test_a_label_makes_room_for_the_bar_beside_it():
    (lane,) = draw(
        [involvement(ONE, "origin", "1990-01"), involvement(ONE, "outcome", "1990-02")],
        [],
        edges("1950/1990"),
        TODAY,
    ).lanes
    assert len({bar.y for bar in lane.bars}) == 2


def test_a_lane_of_several_rows_pushes_the_next_one_down():
    bars = [involvement(ONE, "channel", "1990/1995") for _ in range(3)]
    one, two = draw(
        [*bars, involvement(TWO, "channel", "1990")], [], edges("1990/1995"), TODAY
    ).lanes
    assert two.y > max(bar.y for bar in one.bars) + 24


def test_labels_of_handovers_that_would_meet_stand_below_each_other():
    drawn = draw(
        [involvement(TWO, "origin"), involvement(HALF, "channel"), involvement(ONE, "outcome")],
        [
            handover(HALF, ONE, "1993-05"),
            handover(TWO, ONE, "1993-06"),
            handover(HALF, ONE, "1993"),
        ],
        edges("1980/2010"),
        TODAY,
    )
    lines = {arrow.label_y for arrow in drawn.arrows}
    assert len(lines) == 2
    assert max(lines) - min(lines) >= 12
    assert max(lines) < drawn.lanes[1].y + 13


def test_an_arrow_keeps_clear_of_the_name_of_a_lane_between():
    long = SimpleNamespace(pk=15, number=1.5, label="1.5", short_name="A name of some length")
    drawn = draw(
        [involvement(long, "channel", "1959/1960"), involvement(TWO, "origin", "1959/1960")],
        [handover(TWO, ONE, "1959-01-01")],
        edges("1959/1960"),
        TODAY,
    )
    assert drawn.arrows[0].x > LEFT + len("1.5 " + long.short_name) * 6.6


def test_a_label_stands_on_the_side_where_no_other_arrow_crosses_it():
    drawn = draw(
        [involvement(TWO, "origin"), involvement(HALF, "channel"), involvement(ONE, "outcome")],
        [handover(TWO, ONE, "1993-05"), handover(HALF, ONE, "1994-06")],
        edges("1987/2001"),
        TODAY,
    )
    first, second = drawn.arrows
    assert 0 < second.x - first.x < len(first.label) * 6.6
    assert first.label_x + len(first.label) * 6.6 < first.x
    assert second.label_x > second.x


def test_an_arrow_that_ends_above_a_label_leaves_it_where_it_is():
    drawn = draw(
        [involvement(TWO, "origin"), involvement(HALF, "channel"), involvement(ONE, "outcome")],
        [handover(TWO, HALF, "1993-05"), handover(HALF, ONE, "1994-06")],
        edges("1987/2001"),
        TODAY,
    )
    assert all(arrow.label_x > arrow.x for arrow in drawn.arrows)


# Outcomes


def outcome(when="", kind="Agreement"):
    earliest, latest = edges(when)
    return SimpleNamespace(
        date=when,
        date_earliest=earliest,
        date_latest=latest,
        get_kind_display=lambda: kind,
    )


def with_outcomes(*outcomes, width=480):
    rows = [involvement(ONE, "channel", "1990/1995")]
    return draw(rows, [], edges("1990/1995"), TODAY, outcomes, width)


def test_an_outcome_is_marked_with_its_kind_at_its_date_below_the_lanes():
    drawn = with_outcomes(outcome("1991"), outcome("1994", "Treaty"))
    first, second = drawn.marks

    assert (first.label, second.label) == ("Agreement", "Treaty")
    assert LEFT < first.x < second.x < RIGHT
    assert min(first.y, second.y) > drawn.lanes[-1].bottom


def test_an_outcome_without_a_date_stands_at_the_end_and_is_not_sure():
    drawn = with_outcomes(outcome("1991"), outcome())
    dated, undated = drawn.marks

    assert (dated.is_sure, undated.is_sure) == (True, False)
    assert undated.x > 460


def test_an_approximate_outcome_is_not_sure():
    [mark] = with_outcomes(outcome("1991~")).marks
    assert not mark.is_sure


def test_outcomes_of_one_day_stand_below_each_other():
    first, second = with_outcomes(outcome("1991"), outcome("1991")).marks
    assert second.y - first.y >= 15


def test_without_outcomes_there_is_no_line_for_them():
    assert with_outcomes().height < with_outcomes(outcome("1991")).height


# What is not exactly dated


@pytest.mark.parametrize("dates", ["1990~", "1990?/1995", "[1990,1993]"])
def test_an_approximate_date_has_a_rough_bar(dates):
    (lane,) = draw([involvement(ONE, "channel", dates)], [], (None, None), TODAY).lanes
    assert lane.bars[0].fade == "rough"


def test_an_unknown_start_fades_in_from_the_left():
    lanes = draw(
        [involvement(ONE, "channel", "/1960"), involvement(TWO, "channel", "1959/1965")],
        [],
        (None, None),
        TODAY,
    ).lanes
    bar, other = lanes[0].bars[0], lanes[1].bars[0]

    assert (bar.fade, bar.x) == ("in", LEFT)
    assert other.x > LEFT


def test_an_approximate_handover_is_not_sure():
    arrows = draw(
        [], [handover(TWO, ONE, "1993~"), handover(TWO, ONE, "1993")], (None, None), TODAY
    )
    assert [arrow.is_sure for arrow in arrows.arrows] == [False, True]


# With much and little, at both widths


def random_lanes(number, width):
    chance = random.Random(number)
    tracks = [ONE, HALF, TWO]

    def dates():
        start = chance.randint(1900, 2020)
        return chance.choice(["", f"{start}", f"{start}/{start + 9}", f"{start}/", f"/{start}"])

    def moved():
        start, end = chance.sample(tracks, 2)
        return handover(start, end, dates())

    functions = ["origin", "channel", "support", "outcome"]
    return draw(
        [
            involvement(chance.choice(tracks), chance.choice(functions), dates())
            for _ in range(number)
        ],
        [moved() for _ in range(number // 3)],
        (None, None),
        TODAY,
        [outcome(dates(), chance.choice(["Treaty", "Public opinion"])) for _ in range(number // 2)],
        width,
    )


def boxes(drawn):
    """(left, top, right, bottom) of each text but the names of lanes, which have lines alone."""

    def box(text, x, y):
        return x, y - 11, x + len(text) * 6.6, y + 3

    for lane in drawn.lanes:
        yield from (box(bar.label, bar.label_x, bar.text_y) for bar in lane.bars)
    for label in (*drawn.arrows, *drawn.marks):
        yield box(label.label, label.label_x, label.label_y)


@pytest.mark.parametrize("width", [300, 480])
@pytest.mark.parametrize("number", [3, 12, 60])
def test_no_label_stands_over_another_or_leaves_the_drawing(number, width):
    drawn = random_lanes(number, width)
    found = list(boxes(drawn))

    assert [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ] == []
    for left, top, right, bottom in found:
        assert left >= 0
        assert right <= width
        assert top >= 0
        assert bottom <= drawn.height
