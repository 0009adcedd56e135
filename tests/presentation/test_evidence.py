"""The one promise: every statement leads to what it rests on, and both sides are shown.

Every part of every kind of entry is tried, found by walking the models.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.entries import entry_models
from curation.rows import part_lists
from sources.models import Position
from tests.factories import (
    make_actor,
    make_actor_point,
    make_citation,
    make_contributor,
    make_disagreement,
    make_erratum,
    make_position,
    make_work,
)
from tests.full import MAKERS
from tests.markup import faults, markup

pytestmark = pytest.mark.django_db


def ways(model: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """From an entry to each part of it that states something, at any depth."""
    if hasattr(model, "citations"):
        yield (*way, model)
    for part in part_lists(model).values():
        yield from ways(part, (*way, model))


def ids(way: tuple[Any, ...]) -> str:
    return "-".join(model.__name__ for model in way)


STATEMENTS = [way for model in entry_models().values() for way in ways(model)]
WITH_DISAGREEMENTS = [way for way in STATEMENTS if way[-1] is not Position]
EACH_STATEMENT = pytest.mark.parametrize("way", STATEMENTS, ids=ids)


def page_with(client: Any, way: tuple[Any, ...], **evidence: Any) -> str:
    """The text of an entry's page, on which the last of ``way`` rests on ``evidence``."""
    row: Any = None
    for place, model in enumerate(way):
        values = dict(evidence) if place == len(way) - 1 else {}
        if place:
            values[model.PARENT] = row
        row = MAKERS[model](**values)
        if place == 0:
            entry = row
    answer = client.get(entry.get_absolute_url().partition("#")[0])
    assert answer.status_code == 200
    return markup(answer).text.replace("\u00a0", " ")


@EACH_STATEMENT
def test_a_statement_has_its_note(client, way):
    assert "heading XLVII" in page_with(
        client, way, citations=[make_citation(locator="heading XLVII")]
    )


@EACH_STATEMENT
def test_an_inferred_statement_gives_the_reason(client, way):
    shown = page_with(client, way, basis="inferred", basis_note="So it must have been.")

    assert "inferred" in shown
    assert "Inferred: So it must have been." in shown


@pytest.mark.parametrize("way", WITH_DISAGREEMENTS, ids=ids)
def test_a_statement_on_which_sources_differ_shows_both_sides(client, way):
    disagreement = make_disagreement(question="Was it so?")
    for side, title in (("Yes, it was.", "The memoir"), ("No, it was not.", "The report")):
        citation = make_citation(work=make_work(title=title))
        make_position(disagreement=disagreement, statement=side, citations=[citation])
    shown = page_with(client, way, disagreements=[disagreement])

    assert "Sources differ · Was it so?" in shown
    assert "Yes, it was. [The memoir]" in shown
    assert "No, it was not. [The report]" in shown


@pytest.mark.parametrize("way", WITH_DISAGREEMENTS, ids=ids)
def test_a_statement_on_what_is_not_established_says_so(client, way):
    disagreement = make_disagreement(
        kind="not-established", question="Was it so?", statement="No text says."
    )

    assert "Not established · Was it so? No text says." in page_with(
        client, way, disagreements=[disagreement]
    )


@EACH_STATEMENT
def test_evidence_that_is_not_public_is_not_shown(client, way):
    draft = make_work(status="draft")
    given: dict[str, Any] = {"citations": [make_citation(work=draft, locator="heading XLVII")]}
    if way in WITH_DISAGREEMENTS:
        given["disagreements"] = [make_disagreement(question="Was it so?", status="draft")]
    shown = page_with(client, way, **given)

    assert "heading XLVII" not in shown
    assert "Was it so?" not in shown


@EACH_STATEMENT
def test_a_statement_says_how_many_independent_sources_it_has(client, way):
    citations = [make_citation(), make_citation()]

    assert "Two independent sources." in page_with(client, way, citations=citations)


@EACH_STATEMENT
def test_a_statement_of_two_sources_with_one_voice_says_why(client, way):
    original = make_citation(work=make_work(title="The memoir"))
    copy = make_citation(work=make_work(title="The report"), repeats=original)

    assert "Two sources, one voice: The report takes over the wording of The memoir." in page_with(
        client, way, citations=[original, copy]
    )


# Which notes stand where


def points(client, *given):
    """The text of an actor's page with these statements one after the other."""
    actor = make_actor()
    for place, values in enumerate(given):
        make_actor_point(actor=actor, position=place, **values)
    answer = client.get(actor.get_absolute_url())
    assert faults(answer) == []
    return markup(answer).text.replace("\u00a0", " ")


def test_a_second_statement_leads_back_to_where_both_sides_are_shown(client):
    position = make_position(statement="Yes, it was.")
    asked = position.disagreement
    asked.question = "Was it so?"
    asked.save()
    shown = points(client, {"disagreements": [asked]}, {"disagreements": [asked]})

    assert shown.count("Yes, it was.") == 1
    assert "Sources differ, as shown above: ↑ Was it so?" in shown


def test_the_followed_side_is_marked(client):
    position = make_position(statement="Yes, it was.", citations=[])
    asked = position.disagreement
    asked.preferred, asked.preference_reason = position, "It is nearer."
    asked.save()

    assert "Yes, it was. followed here" in points(client, {"disagreements": [asked]})


def test_a_second_statement_with_the_same_sources_says_again_how_many_voices_they_are(client):
    both = [make_citation(), make_citation()]
    shown = points(client, {"citations": both}, {"citations": both})

    assert shown.count("Two independent sources.") == 2


# What a note says


def note_of(client, **values):
    """From the locator on."""
    shown = points(client, {"citations": [make_citation(locator="p. 4", **values)]})
    return shown[shown.index("p. 4") :]


@pytest.mark.parametrize(
    ("stance", "said"),
    [
        ("states", "after"),
        ("reports", "reporting"),
        ("doubts", "doubting"),
        ("contradicts", "contradicting"),
    ],
)
def test_a_passage_says_how_it_stands_to_whom_it_names(client, stance, said):
    speaker = make_contributor(family="Montville")
    note = note_of(client, attributed_speaker=speaker, stance=stance)

    assert note.startswith(f"p. 4, {said} Montville.")


def test_a_passage_says_which_work_it_reports(client):
    work = make_work(title="The memoir")

    assert note_of(client, attributed_work=work, stance="reports").startswith(
        "p. 4, reporting The memoir."
    )


def test_a_passage_says_whom_it_reports_in_which_work(client):
    work, speaker = make_work(title="The memoir"), make_contributor(family="Montville")
    note = note_of(client, attributed_work=work, attributed_speaker=speaker, stance="reports")

    assert note.startswith("p. 4, reporting Montville in The memoir.")


def test_a_passage_that_doubts_what_nobody_in_particular_says_tells_so(client):
    assert note_of(client, stance="doubts").startswith("p. 4 (doubts).")


def test_a_passage_says_what_an_expression_means_in_it(client):
    note = note_of(client, read_as={"myself": "John W. McDonald"})

    assert note.startswith("p. 4; “myself” stands for John W. McDonald.")


def test_a_passage_says_whose_wording_it_takes_over(client):
    original = make_citation(work=make_work(title="The memoir"), locator="p. 7")

    assert note_of(client, repeats=original).startswith(
        "p. 4. Takes over the wording of The memoir, p. 7."
    )


# Misprints


def printed(client, statement="Louise Diamond coined it.", cited=(3,), **values):
    """The page with a statement on ¶ 3, where the source prints “Louis Diamond”."""
    work = values.pop("work", None) or make_work(title="The article")
    make_erratum(
        work=work,
        citations=[make_citation(work=work, paragraphs=[2, 3])],
        **{"printed": "Louis Diamond", "corrected": "Louise Diamond", **values},
    )
    citation = make_citation(work=work, paragraphs=list(cited))
    return points(client, {"statement": statement, "citations": [citation]})


def test_a_statement_that_corrects_its_source_says_what_the_source_prints(client):
    assert "The article prints “Louis Diamond”." in printed(client)


def test_the_misprint_has_a_number_like_any_note_and_leads_to_the_erratum(client):
    work = make_work(title="The article")
    printed(client, work=work)
    actor = make_actor()
    for _ in range(2):
        make_actor_point(
            actor=actor, statement="Louise.", citations=[*work.passages.filter(paragraphs=[3])]
        )
    answer = markup(client.get(actor.get_absolute_url()))

    assert answer.text.count("prints “Louis Diamond”") == 1
    assert [address for address, _ in answer.links].count("#note-2") == 2
    assert (work.errata.get().get_absolute_url(), "") in answer.links


def test_a_misprint_elsewhere_in_the_source_is_not_mentioned(client):
    assert "prints" not in printed(client, cited=(4, 5))


def test_a_misprint_that_the_statement_does_not_touch_is_not_mentioned(client):
    assert "prints" not in printed(client, statement="Somebody coined it.")


def test_a_lost_not_is_mentioned_where_the_statement_has_it(client):
    words = {"printed": "mistakes are tolerated", "corrected": "mistakes are not tolerated"}

    assert "prints “mistakes are tolerated”" in printed(
        client, statement="Voters do not forgive.", **words
    )


def test_an_erratum_that_rests_on_a_draft_is_not_mentioned(client):
    work = make_work()
    make_erratum(work=work, corrected="Oslo")  # its passages are not public
    passage = make_citation(work=work, paragraphs=[3], attributed_work=make_work(status="draft"))
    work.errata.get().citations.add(passage)
    seen = make_citation(work=work, paragraphs=[3])

    assert "prints" not in points(client, {"statement": "In Oslo.", "citations": [seen]})


def test_misprints_cost_the_same_however_many_statements_and_errata_there_are(client):
    def ask(number):
        actor, work = make_actor(), make_work()
        passage = make_citation(work=work, paragraphs=[3])
        for _ in range(number):
            make_erratum(work=work, citations=[passage])
            make_actor_point(actor=actor, statement="In Oslo.", citations=[passage])
        with CaptureQueriesContext(connection) as queries:
            client.get(actor.get_absolute_url())
        return len(queries)

    assert ask(1) == ask(10)
