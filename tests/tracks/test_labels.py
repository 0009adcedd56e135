"""How a framework calls a theme: exact, ambiguous or unmapped, and never a guess."""

import pytest

from tests.factories import (
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
)
from tracks.labels import Standing, label, labels, labels_in
from tracks.models import Framework, TrackMapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    return make_framework()


@pytest.fixture
def theme():
    return make_track()


def mapped(framework, theme, relation, **fields):
    it = make_framework_track(framework=framework, **fields)
    make_track_mapping(framework_track=it, track=theme, relation=relation)
    return it


@pytest.mark.parametrize("relation", ["exact", "close", "narrow"])
def test_one_track_that_holds_the_theme_is_its_exact_place(framework, theme, relation):
    it = mapped(framework, theme, relation)
    found = labels(framework)[theme.pk]

    assert (found.standing, found.framework_tracks) == (Standing.EXACT, (it,))


@pytest.mark.parametrize("relation", ["broad", "related"])
def test_a_track_that_is_a_part_of_the_theme_or_beside_it_may_not_hold_it(
    framework, theme, relation
):
    it = mapped(framework, theme, relation)
    found = labels(framework)[theme.pk]

    assert (found.standing, found.framework_tracks) == (Standing.AMBIGUOUS, (it,))


def test_of_two_tracks_that_hold_the_theme_neither_is_chosen(framework, theme):
    later = mapped(framework, theme, "close", position=2)
    first = mapped(framework, theme, "narrow", position=1)
    found = labels(framework)[theme.pk]

    assert (found.standing, found.framework_tracks) == (Standing.AMBIGUOUS, (first, later))


def test_a_track_that_holds_the_theme_is_its_place_beside_one_that_is_a_part_of_it(
    framework, theme
):
    mapped(framework, theme, "broad")
    whole = mapped(framework, theme, "close")
    found = labels(framework)[theme.pk]

    assert (found.standing, found.framework_tracks) == (Standing.EXACT, (whole,))


def test_a_theme_to_which_nothing_maps_is_unmapped(framework, theme):
    mapped(framework, make_track(), "exact")
    found = labels(framework)[theme.pk]

    assert (found.standing, found.framework_tracks) == (Standing.UNMAPPED, ())


def test_a_mapping_of_another_framework_says_nothing(framework, theme):
    mapped(make_framework(), theme, "exact")

    assert labels(framework)[theme.pk].standing == Standing.UNMAPPED


def test_every_public_theme_has_a_label_and_no_other(framework, theme):
    hidden = make_track(status="draft")
    mapped(framework, hidden, "exact")

    assert labels(framework).keys() == {theme.pk}


def test_the_words_of_a_label_name_every_track_that_it_may_be(framework, theme):
    mapped(framework, theme, "broad", number=4, label="Educators", position=1)
    mapped(framework, theme, "broad", number=None, label="Students", position=2)

    assert labels(framework)[theme.pk].words == "4 Educators or Students"


@pytest.mark.parametrize("relation", TrackMapping.Relation.values)
def test_a_label_needs_no_database_but_the_rows_that_it_is_given(
    framework, theme, relation, django_assert_num_queries
):
    it = make_framework_track(framework=framework)
    row = make_track_mapping(framework_track=it, track=theme, relation=relation)

    with django_assert_num_queries(0):
        assert label([row]).framework_tracks == (it,)


@pytest.mark.parametrize("number", [1, 3])
def test_the_labels_of_any_number_of_frameworks_take_two_queries(
    number, theme, django_assert_num_queries
):
    for _ in range(number):
        mapped(make_framework(), theme, "exact")
    frameworks = list(Framework.objects.public())

    with django_assert_num_queries(2):  # the mappings with their tracks, the themes
        found = labels_in(frameworks)
    assert [found[it.pk][theme.pk].standing for it in frameworks] == [Standing.EXACT] * number
