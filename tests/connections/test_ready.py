"""What is worked out once for an edition is kept until the next."""

import pytest

from connections.ready import ready
from curation.collection import only
from curation.models import Edition
from curation.release import release

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keep(monkeypatch):
    monkeypatch.setattr("connections.ready._kept", {})


def counter():
    made: list[None] = []

    def make():
        made.append(None)
        return len(made)

    return make


def test_it_is_made_once_for_an_edition():
    make = counter()
    assert (ready(make), ready(make)) == (1, 1)


def test_a_release_makes_it_anew():
    make = counter()
    ready(make)
    with release():
        pass
    assert ready(make) == 2


def test_what_was_rolled_back_leaves_it_as_it_is():
    make = counter()
    ready(make)
    with pytest.raises(ValueError, match="no"), release():
        raise ValueError("no")
    assert ready(make) == 1


def test_each_collection_has_its_own():
    make = counter()
    ready(make)
    with only("casebook"):
        assert ready(make) == 2
        assert ready(make) == 2
    assert ready(make) == 1


def test_what_was_made_while_the_edition_rose_is_not_kept():
    made: list[None] = []

    def make():
        made.append(None)
        with release():
            pass
        return len(made)

    assert ready(make) == 1
    assert ready(make) == 2
    assert Edition.current().number == 2
