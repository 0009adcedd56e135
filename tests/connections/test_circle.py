"""The geometry of the circle, in numbers."""

import math
from types import SimpleNamespace

import pytest

from connections.circle import CENTRE_X, CENTRE_Y, HEIGHT, RADIUS, WIDTH, draw, place

NAMES = {
    1: "Government",
    1.5: "One and a Half",
    2: "Professional",
    3: "Business",
    4: "Private citizen",
    5: "Research & education",
    6: "Activism",
    7: "Religion",
    8: "Funding",
    9: "Media",
}
LETTER = 8.5
"""Width of a letter of the labels in a wide font, in units of the drawing."""
LINE = 17.0


def tracks() -> list[SimpleNamespace]:
    return [SimpleNamespace(pk=n, number=n, short_name=name) for n, name in NAMES.items()]


def tie(a, b, shared=0, actors=0, ab=0, ba=0, stated=0):
    return SimpleNamespace(
        a=SimpleNamespace(pk=a, number=a, short_name=NAMES[a]),
        b=SimpleNamespace(pk=b, number=b, short_name=NAMES[b]),
        shared_initiatives=shared,
        shared_actors=actors,
        handovers_ab=ab,
        handovers_ba=ba,
        stated=stated,
    )


def test_track_one_stands_at_the_top():
    assert place(1, RADIUS) == (CENTRE_X, CENTRE_Y - RADIUS)


def test_the_nine_stand_at_equal_distances_on_the_circle():
    nodes = [node for node in draw(tracks(), []).nodes if not node.is_half]
    sides = [
        math.dist((a.x, a.y), (b.x, b.y))
        for a, b in zip(nodes, [*nodes[1:], nodes[0]], strict=True)
    ]
    assert max(sides) - min(sides) < 0.3


def test_one_and_a_half_stands_outside_between_one_and_two():
    one, half, two = draw(tracks(), []).nodes[:3]
    assert one.x < half.x < two.x
    assert math.dist((half.x, half.y), (CENTRE_X, CENTRE_Y)) > RADIUS + half.r


def box(node, y, line):
    width = len(line) * LETTER
    left = {"start": node.label_x, "end": node.label_x - width, "middle": node.label_x - width / 2}
    x = left[node.anchor]
    return x, y - LINE * 0.8, x + width, y + LINE * 0.2


def apart(a, b):
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_no_label_touches_another_or_a_node():
    nodes = draw(tracks(), []).nodes
    boxes = [(n, line, box(n, y, line)) for n in nodes for y, line in n.lines]
    discs = [(n, n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r) for n in nodes]
    for i, (_, line, one) in enumerate(boxes):
        for _, other_line, other in boxes[i + 1 :]:
            same_name = line in other_line or other_line in line
            assert apart(one, other) or same_name or abs(one[1] - other[1]) >= 14, (
                line,
                other_line,
            )
        for node, *disc in discs:
            assert apart(one, disc), (line, node.track.number)


def test_every_label_is_inside_the_drawing():
    for node in draw(tracks(), []).nodes:
        for y, line in node.lines:
            left, top, right, bottom = box(node, y, line)
            assert left >= 0, line
            assert right <= WIDTH, line
            assert top >= 0, line
            assert bottom <= HEIGHT, line


def test_a_tie_is_the_wider_the_more_two_tracks_share():
    few, many = draw(tracks(), [tie(1, 2, 1), tie(3, 4, 5)]).curves
    assert few.width < many.width


def test_two_tracks_that_share_nothing_have_no_curve():
    assert draw(tracks(), [tie(1, 2, 0)]).curves == []


def test_ties_of_the_track_in_focus_are_drawn_last_and_so_on_top():
    circle = draw(tracks(), [tie(1, 2, 1), tie(3, 4, 1)], focus=SimpleNamespace(pk=1))
    assert [curve.in_focus for curve in circle.curves] == [False, True]


@pytest.mark.parametrize("pair", [(1, 5), (1, 2), (1, 1.5), (8, 9)])
def test_a_curve_ends_short_of_the_nodes_it_joins(pair):
    (curve,) = draw(tracks(), [tie(pair[0], pair[1], 1)]).curves
    x, y = map(float, curve.path[1:].split("Q")[0].split())
    node = next(n for n in draw(tracks(), []).nodes if n.track.number == pair[0])
    assert math.dist((x, y), (node.x, node.y)) > node.r


def test_each_handover_has_an_arrow_of_its_own_with_its_head_at_the_end():
    there, back = draw(tracks(), [tie(1, 4, ab=2, ba=1)]).curves
    assert [(c.start.pk, c.end.pk, c.number) for c in (there, back)] == [(1, 4, 2), (4, 1, 1)]
    assert there.path != back.path
    four = next(n for n in draw(tracks(), []).nodes if n.track.number == 4)
    tip = [float(part) for part in there.head[1:].split("L")[0].split()]
    assert four.r < math.dist(tip, (four.x, four.y)) < four.r + 6


def test_curves_of_several_kinds_between_two_tracks_never_lie_on_each_other():
    found = draw(tracks(), [tie(1, 4, shared=3, ab=2, ba=1, stated=2)]).curves
    assert len({curve.path for curve in found}) == len(found) == 4


def test_only_the_kinds_asked_for_are_drawn_and_explained():
    circle = draw(tracks(), [tie(1, 4, shared=3, ab=2, stated=1)], ["handovers"])
    assert [curve.kind for curve in circle.curves] == ["handovers"]
    assert [kind for kind, _ in circle.legend] == ["handovers"]


def test_a_curve_says_what_it_stands_for():
    found = draw(tracks(), [tie(1, 3, shared=1, ab=2)]).curves
    assert [curve.said for curve in found] == [
        "Government and Business: 1 shared initiative",
        "Government to Business: 2 handovers",
    ]
