"""How differences are read: by part under a name that people know, and word by word."""

import pytest

pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from curation.labels import Labels
from curation.reading import COMPARED, differences, part_of, pieces
from tests import factories as make

HEAD = {"entry": "initiative", "slug": "oslo"}


def text_of(side):
    return "".join(piece.text for piece in side)


def marked(side):
    return [piece.text.strip() for piece in side if piece.differs]


@given(st.text("ab \n"), st.text("ab \n"))
def test_no_word_is_lost(before, after):
    left, right = pieces(before, after)
    assert (text_of(left), text_of(right)) == (before, after)


@given(st.text("ab \n", min_size=1))
def test_equal_texts_have_no_mark(text):
    left, right = pieces(text, text)
    assert marked(left) == marked(right) == []


def test_only_what_differs_is_marked():
    left, right = pieces("Talks between the two sides.", "Secret talks between two sides.")
    assert marked(left) == ["Talks", "the"]
    assert marked(right) == ["Secret talks"]


def test_texts_with_little_in_common_are_marked_whole():
    left, right = pieces("Party", "A body that watched")
    assert (marked(left), marked(right)) == (["Party"], ["A body that watched"])


def test_very_long_texts_are_marked_whole():
    long = "word " * COMPARED
    assert marked(pieces(long, long + "end")[0]) == [long.strip()]


def test_a_place_is_in_a_part_or_in_the_entry():
    assert part_of(("summary",)) == ((), ("summary",))
    assert part_of(("venues", "…order")) == ((), ("venues", "…order"))
    assert part_of(("venues", "oslo")) == (("venues", "oslo"), ())
    assert part_of(("venues", "oslo", "name")) == (("venues", "oslo"), ("name",))
    deep = ("framework_tracks", "one", "points", "p", "statement")
    assert part_of(deep) == (deep[:4], ("statement",))


def read(before, after):
    documents = [HEAD | before, HEAD | after]
    labels = Labels(documents, AnonymousUser())
    groups = differences(labels, *documents)
    return [(it.title, it.mark, [line.field for line in it.lines]) for it in groups]


@pytest.mark.django_db
def test_parts_stand_together_under_their_names():
    make.make_actor(slug="norway", name="Norway")
    make.make_track(slug="government", name="Government")
    host = {"key": "norway-host", "actor": "norway", "track": "government", "role": "host"}
    venue = {"key": "v", "name": "Sarpsborg in the south of the country, near the sea"}
    outcome = {"key": "o", "kind": "agreement", "statement": "They agreed."}
    before = {"summary": "Talks.", "participations": [host], "outcomes": [outcome]}
    after = {"participations": [host | {"role": "mediator"}], "venues": [venue]}
    assert read(before, after) == [
        ("", "", ["Summary"]),
        ("Participation: Norway, Government, mediator", "", ["Role"]),
        ("Venue: “Sarpsborg in the south of the country, near…”", "new", ["Name"]),
        ("Outcome: agreement, “They agreed.”", "removed", ["Kind", "Statement"]),
    ]


@pytest.mark.django_db
def test_parts_that_link_what_the_user_may_not_see_are_not_read():
    make.make_actor(slug="hidden", name="Hidden Name", visibility="withheld")
    part = {"key": "x", "actor": "hidden", "role": "host"}
    assert read({}, {"participations": [part], "summary": "Talks."}) == [("", "", ["Summary"])]
