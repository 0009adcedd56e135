"""/disagreements/ and /api/v1/disagreements/: where sources differ, and what is not established."""

import pytest

from tests.asking import both, slugs
from tests.factories import make_disagreement, make_position
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/disagreements/"


def test_the_page_shows_what_a_disagreement_is_about(client):
    disagreement = make_disagreement(question="Who coined it?", statement="Two names are given.")
    make_position(disagreement=disagreement)
    make_position(disagreement=disagreement)
    text = markup(client.get(ADDRESS)).text

    for words in ("Who coined it?", "Two names are given.", "Sources differ", "2 positions"):
        assert words in text


@both(ADDRESS)
def test_words_are_looked_for_in_question_and_statement(client, address):
    make_disagreement(slug="question", question="Who coined the term?")
    make_disagreement(slug="statement", question="Who?", statement="On who coined the term.")
    make_disagreement(slug="other", question="Which term?")

    assert sorted(slugs(client, address, q="coined term")) == ["question", "statement"]


@both(ADDRESS)
def test_a_kind_leaves_out_the_other(client, address):
    make_disagreement(slug="open", kind="not-established")
    make_disagreement(slug="two-sides", kind="sources-differ")

    assert slugs(client, address, kind="not-established") == ["open"]
