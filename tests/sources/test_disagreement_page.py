"""/disagreements/<slug>/: a question, and what each side says."""

import pytest

from tests.factories import make_citation, make_disagreement, make_position, make_work
from tests.markup import markup

pytestmark = pytest.mark.django_db


def text(client, disagreement):
    answer = client.get(disagreement.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text


def test_the_page_shows_both_sides_with_their_sources(client):
    disagreement = make_disagreement(question="Who coined it?", statement="Two are named.")
    for title in ("The memoir", "The report"):
        make_position(
            disagreement=disagreement,
            statement=f"{title} names one.",
            citations=[make_citation(work=make_work(title=title), locator="p. 9")],
        )
    shown = text(client, disagreement)

    for words in ("Who coined it?", "Two are named.", "The memoir names one.", "The memoir, p."):
        assert words in shown
    assert "The report names one." in shown
    assert "The report, p." in shown


def test_the_page_says_which_position_is_followed_and_why(client):
    position = make_position(statement="In 1981.")
    disagreement = position.disagreement
    disagreement.preferred = position
    disagreement.preference_reason = "It is nearer."
    disagreement.save()

    assert "In 1981. This base follows this position. It is nearer." in text(client, disagreement)


def test_a_question_without_positions_makes_none_up(client):
    assert "no position is made up here" in text(client, make_disagreement(kind="not-established"))


def test_a_position_has_an_anchor(client):
    position = make_position(key="in-1981")

    assert "in-1981" in markup(client.get(position.disagreement.get_absolute_url())).ids


def test_a_disagreement_that_is_not_published_is_not_found(client):
    assert client.get(make_disagreement(status="draft").get_absolute_url()).status_code == 404
