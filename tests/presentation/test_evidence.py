"""The one promise: every statement leads to what it rests on, and both sides are shown.

Every part of every kind of entry is tried, found by walking the models.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from curation.entries import entry_models
from curation.rows import part_lists
from sources.models import Citation, Disagreement, Position
from tests.factories import make_citation, make_disagreement, make_position, make_work
from tests.full import MAKERS
from tests.markup import markup

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
    for side, locator in (("Yes, it was.", "chapter XIX"), ("No, it was not.", "chapter LXX")):
        make_position(
            disagreement=disagreement,
            statement=side,
            citations=[make_citation(locator=locator)],
        )
    shown = page_with(client, way, disagreements=[disagreement])

    for words in ("Was it so?", "Yes, it was.", "chapter XIX", "No, it was not.", "chapter LXX"):
        assert words in shown


@EACH_STATEMENT
def test_evidence_that_is_not_public_is_not_shown(client, way):
    draft = make_work(status="draft")
    given: dict[str, Any] = {"citations": [make_citation(work=draft, locator="heading XLVII")]}
    if way in WITH_DISAGREEMENTS:
        given["disagreements"] = [make_disagreement(question="Was it so?", status="draft")]
    shown = page_with(client, way, **given)

    assert "heading XLVII" not in shown
    assert "Was it so?" not in shown


def test_a_passage_says_whom_it_reports(client):
    speaker = MAKERS[Citation.attributed_speaker.field.related_model](family="Montville")
    passage = make_citation(attributed_speaker=speaker, stance="doubts", locator="p. 4")
    shown = page_with(client, (Disagreement, Position), citations=[passage])

    assert "p. 4, doubts Montville." in shown
