"""/disagreements/<slug>/: a question, what each side says, who took it from whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_actor,
    make_actor_point,
    make_citation,
    make_concept,
    make_disagreement,
    make_erratum,
    make_outcome,
    make_position,
    make_track_point,
    make_work,
)
from tests.markup import faults, markup

pytestmark = pytest.mark.django_db

STEMMA = "Who took it from whom"


def page(client, disagreement):
    answer = client.get(disagreement.get_absolute_url())
    assert answer.status_code == 200
    return answer


def text(client, disagreement):
    return markup(page(client, disagreement)).text.replace("\u00a0", " ")


def copied(**values):
    """A question, one side of which rests on the memoir and on the report that copies it."""
    original = make_citation(work=make_work(title="The memoir", issued="1981"), locator="p. 9")
    report = make_work(title="The report", issued="1996")
    copy = make_citation(work=report, locator="p. 12", repeats=original, **values)
    return make_position(statement="She did.", citations=[original, copy]).disagreement


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

    assert "This base follows this position. It is nearer." in text(client, disagreement)


def test_the_page_says_why_no_position_is_followed(client):
    disagreement = make_position(statement="In 1981.").disagreement
    disagreement.preference_reason = "Both were there."
    disagreement.save()

    assert "This base follows none of them. Both were there." in text(client, disagreement)


def test_a_question_without_positions_makes_none_up(client):
    assert "no position is made up here" in text(client, make_disagreement(kind="not-established"))


def test_a_position_has_an_anchor(client):
    position = make_position(key="in-1981")

    assert "in-1981" in markup(page(client, position.disagreement)).ids


def test_a_disagreement_that_is_not_published_is_not_found(client):
    assert client.get(make_disagreement(status="draft").get_absolute_url()).status_code == 404


# Voices


def test_a_position_says_how_many_voices_stand_behind_it_and_why(client):
    said = "Two sources, one voice: The report takes over the wording of The memoir."

    assert said in text(client, copied())


def test_a_position_with_independent_sources_says_so(client):
    position = make_position(citations=[make_citation(), make_citation()])

    assert "Two independent sources." in text(client, position.disagreement)


def test_a_position_of_one_source_says_nothing_of_voices(client):
    position = make_position(statement="She did.", citations=[make_citation()])
    shown = text(client, position.disagreement)

    assert "voice" not in shown
    assert "independent" not in shown


# Stemma


def test_the_stemma_stands_where_a_text_takes_from_another(client):
    assert STEMMA in text(client, copied())


def test_there_is_no_stemma_where_nobody_takes_anything(client):
    position = make_position(citations=[make_citation(), make_citation()])

    assert STEMMA not in text(client, position.disagreement)


def test_the_stemma_is_a_table_too(client):
    shown = text(client, copied())

    assert (
        "M The memoir Year 1981 Says She did. Took it from not said How we know The memoir, p. 9"
    ) in shown
    assert (
        "R The report Year 1996 Says She did. Took it from takes over the wording of The memoir "
        "How we know The report, p. 12"
    ) in shown


def test_the_drawing_has_a_title_and_a_description_of_its_own(client):
    html = page(client, copied()).content.decode()

    assert 'aria-labelledby="stemma-title stemma-desc"' in html
    assert "R: The report, takes over the wording of M." in html


def test_what_the_texts_only_report_is_drawn_hollow(client):
    html = page(client, copied(attributed_work=make_work(title="The book"))).content.decode()

    assert html.count("stemma__witness--hollow") == 1
    assert "known here only through The report" in html


def test_a_reported_work_that_is_not_public_leaves_no_trace_in_the_stemma(client):
    book = make_work(title="The book", status="draft")
    original = make_citation(work=make_work(title="The memoir"))
    hidden = make_citation(work=make_work(title="The report"), attributed_work=book)
    position = make_position(citations=[original, hidden])

    assert STEMMA not in text(client, position.disagreement)
    assert "The book" not in text(client, position.disagreement)


def test_the_page_with_a_stemma_is_sound(client):
    assert faults(page(client, copied(attributed_speaker=None))) == []


# What it concerns


def test_the_page_lists_what_it_concerns_entry_by_entry(client):
    disagreement = make_disagreement()
    point = make_actor_point(
        actor=make_actor(name="Louise Diamond"),
        statement="She coined it.",
        disagreements=[disagreement],
    )
    make_concept(name="Peace", summary="It is kept.", disagreements=[disagreement])
    answer = markup(page(client, disagreement))

    assert "What it concerns Louise Diamond actor She coined it." in answer.text
    assert "Peace concept Peace: It is kept." in answer.text
    assert (point.get_absolute_url(), "") in answer.links


def test_what_is_not_public_is_not_among_what_it_concerns(client):
    disagreement = make_disagreement()
    make_actor_point(
        actor=make_actor(name="Louise Diamond", status="draft"), disagreements=[disagreement]
    )

    assert "What it concerns" not in text(client, disagreement)


def test_the_page_costs_the_same_however_much_it_concerns_and_rests_on(client):
    def ask(number):
        disagreement = make_disagreement()
        for _ in range(number):
            original = make_citation(paragraphs=[1])
            make_erratum(work=original.work, citations=[original])
            make_position(
                disagreement=disagreement,
                citations=[original, make_citation(paragraphs=[1], repeats=original)],
            )
            for make in (make_track_point, make_concept, make_actor_point, make_outcome):
                make(disagreements=[disagreement])
        with CaptureQueriesContext(connection) as queries:
            page(client, disagreement)
        return len(queries)

    assert ask(1) == ask(4)
