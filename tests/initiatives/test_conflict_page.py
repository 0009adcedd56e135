"""/conflicts/<slug>/: a conflict, its parties, and what was done about it."""

import pytest

from tests.factories import (
    make_actor,
    make_citation,
    make_conflict,
    make_initiative,
    make_outcome,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db


def text(client, conflict):
    answer = client.get(conflict.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text


def test_the_page_shows_what_a_conflict_was(client):
    conflict = make_conflict(
        name="The war",
        kind="interstate",
        summary="They fought.",
        dates="1904/1905",
        countries="JP RU",
        note="Dates differ.",
        parties=[make_actor(name="Japan")],
    )

    for words in (
        "The war",
        "Interstate, as coded here",
        "They fought.",
        "1904 to 1905",
        "JP RU",
        "Dates differ.",
        "Japan",
    ):
        assert words in text(client, conflict)


def test_the_page_lists_the_initiatives_on_it_and_what_came_of_them(client):
    conflict = make_conflict()
    initiative = make_initiative(
        name="Portsmouth", summary="They met.", dates="1905", conflicts=[conflict]
    )
    make_outcome(initiative=initiative, conflict=conflict, statement="A treaty.", date="1905-09-05")
    make_initiative(name="Elsewhere", conflicts=[make_conflict()])
    shown = text(client, conflict)

    assert "Portsmouth They met." in shown
    assert "A treaty. Portsmouth 5 September 1905" in shown
    assert "Elsewhere" not in shown


@pytest.mark.parametrize(
    ("collection", "words"),
    [("source-texts", "Named in the sources"), ("casebook", "Named in the casebook")],
)
def test_a_conflict_without_a_summary_says_where_it_is_named(client, collection, words):
    assert words in text(client, make_conflict(collection=collection))


def test_initiatives_stand_by_the_time_of_their_start(client):
    conflict = make_conflict()
    make_initiative(name="Undated", conflicts=[conflict])
    make_initiative(name="Armistice", dates="1918", conflicts=[conflict])
    make_initiative(name="Warning", dates="1913/1919", conflicts=[conflict])
    shown = text(client, conflict)

    assert shown.index("Warning") < shown.index("Armistice") < shown.index("Undated")


def test_the_sources_of_an_initiative_are_left_to_its_own_page(client):
    conflict = make_conflict()
    citation = make_citation(work=make_work(title="The memoir"))
    make_initiative(conflicts=[conflict], citations=[citation])
    shown = text(client, conflict)

    assert "The page of each says what it rests on." in shown
    assert "The memoir" not in shown


def test_an_outcome_of_a_case_says_what_that_means(client):
    conflict = make_conflict()
    make_outcome(conflict=conflict, basis="case")

    assert "Marked case: it rests on the sources of the initiative as a whole" in text(
        client, conflict
    )


def test_a_conflict_on_which_nothing_is_known_to_have_been_tried_says_what_that_means(client):
    assert "not that there was none" in text(client, make_conflict())


def test_a_party_and_an_initiative_that_are_not_public_are_not_shown(client):
    hidden = make_actor(name="Somebody", visibility="withheld")
    conflict = make_conflict(parties=[hidden])
    make_initiative(name="Secret talks", status="draft", conflicts=[conflict])
    shown = text(client, conflict)

    assert "Somebody" not in shown
    assert "Parties named" not in shown
    assert "Secret talks" not in shown


def test_a_conflict_that_is_not_published_is_not_found(client):
    assert client.get(make_conflict(status="draft").get_absolute_url()).status_code == 404
