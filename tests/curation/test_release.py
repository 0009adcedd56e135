"""Public content changes by one door, and each passage through it raises the edition by one."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from curation.models import Edition
from curation.release import release
from sources.models import Work
from tests.factories import make_work

pytestmark = pytest.mark.django_db


def number() -> int:
    return Edition.current().number


class Trouble(Exception):
    pass


def make_work_and_fail() -> None:
    make_work()
    raise Trouble


def release_and_fail() -> None:
    with release():
        make_work_and_fail()


def test_before_anything_is_released_the_edition_is_nought():
    assert number() == 0


def test_looking_at_the_edition_stores_nothing():
    Edition.current()
    assert not Edition.objects.exists()


def test_the_first_release_is_edition_one():
    with release():
        make_work()
    assert number() == 1


def test_a_release_raises_the_edition_by_one_however_much_it_changes():
    with release():
        make_work()
    with release():
        make_work()
        make_work()
    assert number() == 2


def test_a_release_dates_the_edition():
    with release():
        make_work()
    first = Edition.current().released_at
    with release():
        make_work()
    assert Edition.current().released_at > first


def test_the_edition_rises_as_the_last_statement():
    with release():
        make_work()
    with CaptureQueriesContext(connection) as queries, release():
        make_work()
    statements = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert statements[-1].startswith('UPDATE "curation_edition"')


def test_within_a_release_the_edition_has_not_risen_yet():
    with release():
        make_work()
        assert number() == 0


def test_a_release_within_a_release_raises_the_edition_once():
    with release():
        make_work()
        with release():
            make_work()
    assert number() == 1


def test_what_raises_rolls_everything_back():
    with pytest.raises(Trouble):
        release_and_fail()
    assert not Work.objects.exists()


def test_what_raises_leaves_the_edition_alone():
    with pytest.raises(Trouble):
        release_and_fail()
    assert number() == 0


def test_what_raises_within_rolls_back_the_whole():
    def fail_within() -> None:
        with release():
            make_work()
            release_and_fail()

    with pytest.raises(Trouble):
        fail_within()
    assert (number(), Work.objects.count()) == (0, 0)


def test_an_inner_release_that_failed_takes_back_its_own_part_alone():
    with release():
        kept = make_work()
        with pytest.raises(Trouble):
            release_and_fail()
    assert list(Work.objects.all()) == [kept]
    assert number() == 1


def test_after_a_failed_release_the_next_one_counts_again():
    with pytest.raises(Trouble):
        release_and_fail()
    with release():
        make_work()
    assert number() == 1


def test_a_release_that_changed_nothing_leaves_the_edition_alone():
    with release() as change:
        change.unchanged()
    assert number() == 0


def test_an_inner_release_without_change_does_not_speak_for_the_outer_one():
    with release():
        make_work()
        with release() as inner:
            inner.unchanged()
    assert number() == 1


def test_an_outer_release_without_change_does_not_silence_the_inner_one():
    with release() as outer:
        outer.unchanged()
        with release():
            make_work()
    assert number() == 1


def test_releases_that_all_changed_nothing_leave_the_edition_alone():
    with release() as outer:
        outer.unchanged()
        with release() as inner:
            inner.unchanged()
    assert number() == 0


def test_a_release_rolled_back_by_its_caller_leaves_the_edition_alone():
    def change_mind() -> None:
        with transaction.atomic():
            with release():
                make_work()
            raise Trouble

    with pytest.raises(Trouble):
        change_mind()
    assert number() == 0


def test_there_is_only_one_edition():
    Edition.objects.create(pk=1, number=1)
    with pytest.raises(IntegrityError, match="is_one_row"), transaction.atomic():
        Edition.objects.create(pk=2, number=1)
