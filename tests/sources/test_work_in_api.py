"""/api/v1/works/<slug>/: a work with what rests on each of its passages."""

import pytest

from sources import paragraphs
from tests.factories import (
    make_actor,
    make_actor_point,
    make_citation,
    make_concept,
    make_concept_point,
    make_disagreement,
    make_position,
    make_work,
)
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def answer(client, work, **parameters):
    return client.get(f"/api/v1/works/{work.slug}/", parameters)


def passages(client, work, **parameters):
    found = answer(client, work, **parameters).json()["passages"]
    return {passage["key"]: passage for passage in found}


def rest(passage, number):
    """Statements that rest on a passage."""
    actor = make_actor()
    for n in range(number):
        make_actor_point(actor=actor, position=n, citations=[passage])


def test_a_passage_has_the_statements_that_rest_on_it(client):
    passage = make_citation(key="p3")
    concept = make_concept(slug="peace", name="Peace", summary="No war.", citations=[passage])
    make_concept_point(
        concept=concept,
        key="absence",
        statement="It is an absence.",
        basis="inferred",
        basis_note="So it must.",
        citations=[passage],
    )
    found = passages(client, passage.work)["p3"]

    assert found["statement_count"] == 2
    assert found["statements"] == [
        {
            "ref": "concept:peace",
            "url": f"http://testserver{concept.get_absolute_url()}",
            "statement": "Peace: No war.",
            "basis": "cited",
        },
        {
            "ref": "concept:peace#absence",
            "url": f"http://testserver{concept.points.get().get_absolute_url()}",
            "statement": "It is an absence.",
            "basis": "inferred",
        },
    ]


def test_a_position_is_named_by_its_disagreement(client):
    passage = make_citation(key="p3")
    question = make_disagreement(slug="when", question="When was it?")
    make_position(disagreement=question, key="then", statement="In 1981.", citations=[passage])
    [statement] = passages(client, passage.work)["p3"]["statements"]

    assert (statement["ref"], statement["statement"]) == ("disagreement:when#then", "In 1981.")


def test_passages_that_read_the_same_on_the_page_stand_apart(client):
    work = make_work()
    for key in ("p3-a", "p3-b"):
        rest(make_citation(work=work, key=key, locator="p. 3"), 1)

    found = passages(client, work)
    assert [found[key]["statement_count"] for key in ("p3-a", "p3-b")] == [1, 1]


def test_what_is_not_public_is_neither_listed_nor_counted(client):
    passage = make_citation(key="p3")
    make_actor_point(actor=make_actor(status="draft"), citations=[passage])
    found = passages(client, passage.work)["p3"]

    assert (found["statement_count"], found["statements"]) == (0, [])
    assert answer(client, passage.work).json()["statement_count"] == 0


def test_a_statement_with_two_passages_counts_once_for_the_work(client):
    work = make_work()
    make_concept_point(citations=[make_citation(work=work) for _ in range(2)])

    assert answer(client, work).json()["statement_count"] == 1


def test_paragraphs_without_statements_have_their_reasons(client):
    work = make_work(text_name="a.txt", text_sha256="0", without_statements={"4": "layout"})

    assert answer(client, work).json()["without_statements"] == {"4": "layout"}


def test_a_work_has_the_passages_of_others_that_report_it(client):
    work = make_work()
    report = make_citation(key="p9", attributed_work=work, stance="reports")
    rest(report, 1)
    rest(make_citation(work=make_work(status="draft"), attributed_work=work), 1)
    [found] = answer(client, work).json()["reported_in"]

    assert (found["work"]["slug"], found["key"]) == (report.work.slug, "p9")
    assert len(found["statements"]) == 1


def test_what_is_too_much_for_one_answer_goes_on_in_the_next(client, monkeypatch):
    monkeypatch.setattr(paragraphs, "LIMIT", 3)
    work = make_work()
    for n in range(2):
        rest(make_citation(work=work, key=f"p{n}"), 2)
    first = answer(client, work).json()
    second = client.get(first["next"]).json()

    assert [len(passage["statements"]) for passage in first["passages"]] == [2, 1]
    assert [len(passage["statements"]) for passage in second["passages"]] == [0, 1]
    for found in (first, second):
        assert [passage["statement_count"] for passage in found["passages"]] == [2, 2]
    assert second["next"] is None


@pytest.mark.parametrize("asked", ["0", "2", "-1", "x", "", "1.5", "9" * 5000, "\0"])
def test_a_page_that_does_not_exist_is_refused_by_name(client, asked):
    found = answer(client, make_work(), page=asked)

    assert refused(found) == (400, ["page"])


def test_another_kind_of_entry_has_no_pages(client):
    concept = make_concept()

    assert client.get(f"/api/v1/concepts/{concept.slug}/", {"page": "1"}).status_code == 400
