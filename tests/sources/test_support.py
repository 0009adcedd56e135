"""Which public statements rest on which passages."""

import pytest

from sources.models import Citation
from sources.querysets import cited_models
from sources.support import SAID_IN, Statement, count_by_work, statements, ties
from tests.factories import (
    make_actor_point,
    make_citation,
    make_concept,
    make_concept_point,
    make_contribution,
    make_contributor,
    make_framework,
    make_framework_track,
    make_initiative,
    make_involvement,
    make_track,
    make_track_point,
    make_work,
)
from tests.full import Full

pytestmark = pytest.mark.django_db


def resting():
    found = ties(Citation.objects.public())
    return sorted(statements((tie.model, tie.pk) for tie in found).values(), key=lambda s: s.order)


def test_statements_of_every_kind_are_found():
    work = make_work()
    make_citation(work=work)
    Full().rest_on([work], 1)

    found = {type(statement.row) for statement in resting()}
    assert found == {*cited_models()}


def test_a_statement_is_tied_to_each_passage_that_it_cites():
    passages = [make_citation(), make_citation()]
    make_concept_point(citations=passages)

    found = {(tie.work, tie.passage) for tie in ties(Citation.objects.public())}
    assert found == {(passage.work_id, passage.pk) for passage in passages}


def test_only_the_passages_asked_for_count():
    asked, other = make_citation(), make_citation()
    make_concept_point(citations=[asked, other])

    [tie] = ties(Citation.objects.public().filter(pk=asked.pk))
    assert tie.passage == asked.pk


def test_statements_are_counted_once_for_each_work():
    work = make_work()
    make_concept_point(citations=[make_citation(work=work), make_citation(work=work)])
    make_actor_point(citations=[make_citation(work=work), make_citation()])

    assert count_by_work(Citation.objects.public())[work.pk] == {"cited": 2}


def test_entries_come_by_kind_and_name_each_before_its_parts():
    passage = make_citation()
    for name in ("Zeal", "Aid"):
        concept = make_concept(name=name, slug=name.lower(), citations=[passage])
        for position, key in ((1, "b"), (0, "c")):
            make_concept_point(concept=concept, key=key, position=position, citations=[passage])

    assert [statement.ref for statement in resting()] == [
        *("concept:aid", "concept:aid#c", "concept:aid#b"),
        *("concept:zeal", "concept:zeal#c", "concept:zeal#b"),
    ]


def test_a_model_says_what_it_says_in_one_field():
    for model in cited_models():
        fields = {field.name for field in model._meta.fields}
        assert len(fields & {*SAID_IN}) <= 1, model


def test_what_is_said_stands_after_the_name_where_they_differ():
    framework = make_framework(name="Two tracks")
    one = make_framework_track(framework=framework, label="One", definition="Official.")
    two = make_framework_track(framework=framework, label="Two")
    point = make_track_point(framework_track=one, statement="It is rigid.")
    name = make_contribution(contributor=make_contributor(family="Doe"))

    words = [Statement(row).words for row in (one, two, point, name)]
    assert words == ["One: Official.", "Two", "It is rigid.", "Doe (author)"]


def test_the_name_of_the_entry_is_not_said_twice():
    talks = make_initiative(name="Talks")
    track = make_track(short_name="Business")
    row = make_involvement(initiative=talks, track=track, function="channel", why="They met.")

    assert Statement(row).words == "Channel on Business: They met."
