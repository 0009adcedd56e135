"""/disagreements/ and /api/v1/disagreements/: where sources differ, and what is not established."""

from typing import Any

import pytest

from curation.entries import entry_models
from sources.concerns import SUBJECTS, Subject, subject_of
from sources.models import Position
from sources.querysets import cited_models
from tests.asking import both, slugs
from tests.factories import (
    make_actor_point,
    make_citation,
    make_concept_point,
    make_contribution,
    make_disagreement,
    make_outcome,
    make_position,
    make_track_point,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/disagreements/"
STATEMENTS: dict[str, Any] = {
    "tracks": make_track_point,
    "terms": make_concept_point,
    "actors": make_actor_point,
    "initiatives": make_outcome,
    "works": make_contribution,
}
"""A part of an entry of each subject, at whatever depth."""


def text(client, **parameters):
    return markup(client.get(ADDRESS, parameters)).text


def groups(client):
    """The slugs under each heading."""
    shown = client.get(ADDRESS).context["groups"]
    return {subject: [it.slug for it in questions] for subject, questions in shown}


def test_the_page_shows_each_side_with_its_sources(client):
    disagreement = make_disagreement(question="Who coined it?")
    for title, said in (("The memoir", "She did."), ("The report", "They did.")):
        citation = make_citation(work=make_work(title=title))
        make_position(disagreement=disagreement, statement=said, citations=[citation])

    assert "Who coined it? She did. [The memoir] They did. [The report]" in text(client)


def test_a_question_without_sides_is_marked_and_says_what_it_is_about(client):
    make_disagreement(question="Whence?", kind="not-established", statement="No text says.")

    assert "Not established Whence? No text says." in text(client)


def test_what_is_not_established_stands_after_that_on_which_sources_differ(client):
    asked = [
        make_disagreement(question="A?", kind="not-established"),
        make_disagreement(question="B?"),
    ]
    make_outcome(disagreements=asked)
    shown = text(client)

    assert "2 questions; on 1 the sources differ; 1 not established" in shown
    assert shown.index("B?") < shown.index("Not established A?")


def test_the_number_of_a_kind_leads_to_just_these_questions(client):
    for kind in ("sources-differ", "not-established"):
        make_outcome(disagreements=[make_disagreement(slug=f"outcome-{kind}", kind=kind)])
        make_track_point(disagreements=[make_disagreement(slug=f"point-{kind}", kind=kind)])
    page = markup(client.get(ADDRESS, {"concerns": "tracks", "kind": ""}))
    (address,) = {link for link, _ in page.links if link.endswith("&kind=not-established")}

    shown = client.get(f"{ADDRESS}{address}").context["object_list"]
    assert [it.slug for it in shown] == ["point-not-established"]


def test_the_number_of_a_kind_replaces_the_kind_that_is_asked_for(client):
    make_outcome(disagreements=[make_disagreement(kind="not-established")])
    page = markup(client.get(ADDRESS, {"kind": "not-established"}))
    found = [link for link, _ in page.links if "kind=" in link]
    assert "?kind=not-established" in found
    assert {link.count("kind=") for link in found} == {1}


def test_the_page_shows_which_side_is_followed(client):
    position = make_position(statement="She did.")
    position.disagreement.preferred = position
    position.disagreement.preference_reason = "It is nearer."
    position.disagreement.save()

    assert "She did. followed here" in text(client)


def test_a_side_of_two_sources_with_one_voice_says_so(client):
    original = make_citation(work=make_work(title="The memoir"))
    copy = make_citation(work=make_work(title="The report"), repeats=original)
    make_position(citations=[original, copy])

    assert "[The memoir, The report: one voice]" in text(client)


def test_a_side_of_two_independent_sources_just_names_them(client):
    works = [make_work(title="The memoir"), make_work(title="The report")]
    make_position(citations=[make_citation(work=work) for work in works])

    assert "[The memoir, The report]" in text(client)


@pytest.mark.parametrize(("subject", "make"), STATEMENTS.items(), ids=str)
def test_a_question_stands_under_what_it_concerns(client, subject, make):
    make(disagreements=[make_disagreement(slug="asked")])

    assert groups(client) == {subject: ["asked"]}


def test_a_question_stands_under_what_most_of_its_statements_are_about(client):
    asked = make_disagreement(slug="asked")
    for make in (make_actor_point, make_track_point, make_actor_point):
        make(disagreements=[asked])

    assert groups(client) == {"actors": ["asked"]}


def test_what_is_not_public_does_not_decide_where_a_question_stands(client):
    asked = make_disagreement(slug="asked")
    make_track_point(disagreements=[asked])
    for _ in range(2):
        point = make_actor_point(disagreements=[asked])
        point.actor.status = "draft"
        point.actor.save()

    assert groups(client) == {"tracks": ["asked"]}


def test_a_question_that_concerns_nothing_stands_last(client):
    make_disagreement(slug="alone")
    make_contribution(disagreements=[make_disagreement(slug="asked")])

    assert groups(client) == {"works": ["asked"], None: ["alone"]}


def test_every_kind_of_entry_has_a_subject_but_a_disagreement_itself():
    kinds = [kind for kind, model in entry_models().items() if kind not in SUBJECTS]

    assert kinds == ["disagreement"]
    assert [model for model in cited_models() if subject_of(model) is None] == [Position]


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


@both(ADDRESS)
@pytest.mark.parametrize("subject", Subject.values)
def test_a_question_is_found_by_what_it_concerns(client, address, subject):
    for name, make in STATEMENTS.items():
        make(disagreements=[make_disagreement(slug=name)])

    assert slugs(client, address, concerns=subject) == [subject]


@both(ADDRESS)
def test_a_source_finds_the_questions_of_which_a_side_rests_on_it(client, address):
    for slug in ("wanted", "other"):
        position = make_position(disagreement=make_disagreement(slug=f"asked-{slug}"))
        position.citations.add(make_citation(work=make_work(slug=slug)))

    assert slugs(client, address, source="wanted") == ["asked-wanted"]
