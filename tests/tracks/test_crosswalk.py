"""The alignment of track lists by theme, apart from any page."""

import pytest

from tests.factories import (
    make_citation,
    make_disagreement,
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
)
from tracks.crosswalk import Crosswalk, Standing, align
from tracks.models import Framework, Track

pytestmark = pytest.mark.django_db


def crosswalk() -> Crosswalk:
    return align(Framework.objects.public().for_crosswalk(), Track.objects.public())


def listed(framework, number, track=None, relation="close", **fields):
    """A track of a list, mapped to a theme if one is given."""
    label = fields.pop("label", f"Label {number}")
    it = make_framework_track(framework=framework, number=number, label=label, **fields)
    if track:
        make_track_mapping(framework_track=it, track=track, relation=relation)
    return it


@pytest.fixture
def lists():
    return [make_framework(order=order) for order in (1, 2)]


def test_a_row_has_a_cell_for_each_list_in_their_order():
    later, first = make_framework(order=2), make_framework(order=1)
    track = make_track()
    its = [listed(first, 1, track), listed(later, 3, track)]
    [row] = crosswalk().rows

    assert [cell.framework for cell in row.cells] == [first, later]
    assert [[place.framework_track for place in cell.places] for cell in row.cells] == [
        [it] for it in its
    ]


def test_rows_stand_in_the_order_of_the_numbers_of_1991():
    tracks = [make_track(number=number) for number in (3, 1, "1.5")]

    assert [row.track for row in crosswalk().rows] == [tracks[1], tracks[2], tracks[0]]


def test_a_list_may_have_several_tracks_for_one_theme(lists):
    track = make_track()
    listed(lists[0], 1, track, "broad")
    listed(lists[0], 2, track, "broad")
    [row] = crosswalk().rows

    assert [place.number for place in row.cells[0].places] == [1, 2]
    assert row.numbers == [1, 2]


def test_what_maps_to_no_theme_stands_apart(lists):
    make_track()
    it = listed(lists[1], 9)
    found = crosswalk()

    assert [rest.framework_tracks for rest in found.unmapped] == [(), (it,)]
    assert found.has_unmapped
    assert all(not cell.places for row in found.rows for cell in row.cells)


@pytest.mark.parametrize(
    ("relation", "number", "standing"),
    [
        ("exact", 3, Standing.OWN),
        ("close", 3, Standing.OWN),
        ("broad", 3, Standing.OWN),
        ("close", None, Standing.UNNUMBERED),
        ("narrow", 3, Standing.WITHIN),
        ("related", 3, Standing.ABSENT),
    ],
)
def test_how_a_list_has_a_theme_follows_from_the_relation(lists, relation, number, standing):
    listed(lists[0], number, make_track(), relation)
    [row] = crosswalk().rows

    assert [cell.standing for cell in row.cells] == [standing, Standing.ABSENT]


def test_a_theme_that_every_list_gives_the_same_number_keeps_it(lists):
    track = make_track(number=1)
    for framework in lists:
        listed(framework, 1, track)
    found = crosswalk()

    assert [row.track for row in found.kept] == [track]
    assert (found.moved, found.partial) == ([], [])


def test_a_theme_with_two_numbers_has_moved(lists):
    track = make_track(number=3)
    listed(lists[0], 3, track)
    listed(lists[1], 2, track)
    found = crosswalk()

    assert [row.plain_numbers for row in found.moved] == [["2", "3"]]
    assert (found.kept, found.partial) == ([], [])


@pytest.mark.parametrize("relation", ["narrow", "related"])
def test_a_wider_or_a_related_track_gives_a_theme_no_number(lists, relation):
    track = make_track(number=3)
    listed(lists[0], 3, track)
    listed(lists[1], 2, track, relation)
    found = crosswalk()

    assert [row.track for row in found.partial] == [track]
    assert found.rows[0].plain_numbers == ["3"]
    assert (found.kept, found.moved) == ([], [])


def test_a_theme_that_a_list_leaves_out_does_not_keep_its_number_there(lists):
    track = make_track(number=2)
    listed(lists[0], 2, track)
    found = crosswalk()

    assert [row.track for row in found.partial] == [track]


@pytest.mark.parametrize(
    ("relation", "number", "differs"),
    [
        ("close", 2, True),
        ("broad", 2, True),
        ("close", 3, False),
        ("close", None, False),
        ("narrow", 2, False),
        ("related", 2, False),
    ],
)
def test_another_number_than_that_of_1991_is_told(lists, relation, number, differs):
    listed(lists[0], number, make_track(number=3), relation)
    [place] = crosswalk().rows[0].cells[0].places

    assert place.differs is differs


def test_a_row_has_the_questions_that_two_lists_share(lists):
    track = make_track()
    shared, single = make_disagreement(), make_disagreement()
    for framework, disagreements in zip(lists, ([shared, single], [shared]), strict=True):
        listed(framework, 1, track).disagreements.set(disagreements)
    found = crosswalk()

    assert found.rows[0].disagreements == [shared]
    assert found.disagreements == [single]


def test_a_mapping_is_marked_where_it_adds_to_the_sources_of_the_label(lists):
    one, two = make_citation(), make_citation()
    its = [listed(framework, 1) for framework in lists]
    for it, passage in zip(its, (one, two), strict=True):
        it.citations.set([one])
        make_track_mapping(framework_track=it, track=make_track(), citations=[passage])
    places = crosswalk().places

    assert [place.marks_label for place in places] == [True, True]
    assert [place.marks_mapping for place in places] == [False, True]


def test_a_wider_track_is_marked_with_the_sources_of_its_mapping_alone(lists):
    passage = make_citation()
    it = listed(lists[0], 2)
    it.citations.set([passage])
    for citations in ([passage], []):
        make_track_mapping(
            framework_track=it, track=make_track(), relation="narrow", citations=citations
        )
    places = crosswalk().places

    assert [(place.marks_label, place.marks_mapping) for place in places] == [
        (False, True),
        (True, False),
    ]


def test_what_has_its_sources_marked_is_named_once_in_the_order_of_the_table(lists):
    wide, own, outside = (listed(lists[0], number) for number in (2, 3, 4))
    mappings = [
        make_track_mapping(framework_track=it, track=make_track(), relation=relation, **fields)
        for it, relation, fields in (
            (wide, "narrow", {"citations": [make_citation()]}),
            (own, "broad", {"basis": "general-knowledge"}),
            (own, "broad", {"basis": "general-knowledge"}),
        )
    ]

    assert crosswalk().marked == [*lists, mappings[0], own, *mappings[1:], outside]
