"""The one gate to the world: what ``public()`` lets through.

Every part model and every one of its foreign keys is tried, found by walking the models: a new
model is covered as soon as ``tests/factories.py`` can make one.
"""

from collections.abc import Iterator
from typing import Any, get_type_hints

import pytest
from django.db import models

from actors.models import Actor
from curation.entries import entry_models, part_models
from curation.models import Entry, Named, Part
from tests import factories
from tests.factories import (
    make_actor,
    make_citation,
    make_contribution,
    make_contributor,
    make_participation,
    make_track_point,
    make_work,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    get_type_hints(maker)["return"]: maker
    for name, maker in vars(factories).items()
    if name.startswith("make_")
}
HIDDEN = [status for status in Entry.Status.values if status != Entry.Status.PUBLISHED]


def links(part: type[models.Model]) -> Iterator[models.ForeignKey]:
    """The foreign keys of a part to entries and to other parts."""
    for field in part._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, Named | Part):
            yield field


def way_up(model: Any) -> tuple[list[str], type[models.Model]]:
    """From a model to the entry it belongs to: the attributes to follow, and the entry's model."""
    way = []
    while issubclass(model, Part):
        way.append(model.PARENT)
        model = model._meta.get_field(model.PARENT).related_model
    return way, model


def ways_to_entries() -> Iterator[tuple[type[Part], list[str], type[models.Model]]]:
    """Every part model with each way from it, by one link, to an entry."""
    for part in part_models():
        for link in links(part):
            way, entry = way_up(link.related_model)
            if issubclass(entry, Entry):
                yield part, [link.name, *way], entry


def named(part: type[Part], way: list[str]) -> str:
    return f"{part.__name__}-{'.'.join(way)}"


WAYS = [pytest.param(part, way, id=named(part, way)) for part, way, _ in ways_to_entries()]
WAYS_TO_ACTORS = [
    pytest.param(part, way, id=named(part, way))
    for part, way, entry in ways_to_entries()
    if entry is Actor
]
OPEN_LINKS = [
    pytest.param(part, link.name, id=named(part, [link.name]))
    for part in part_models()
    for link in links(part)
    if link.null
]


def make(part: type[Part]) -> Part:
    """A public part with every link filled, each leading to an entry of its own."""
    return MAKERS[part](**{link.name: MAKERS[link.related_model]() for link in links(part)})


def follow(row: Any, way: list[str]) -> Any:
    for name in way:
        row = getattr(row, name)
    return row


def is_public(row: Any) -> bool:
    return type(row)._default_manager.public().filter(pk=row.pk).exists()


def alter(entry: Entry, **values: str) -> None:
    type(entry)._default_manager.filter(pk=entry.pk).update(**values)


# Entries


@pytest.mark.parametrize("entry", entry_models().values(), ids=entry_models())
def test_a_published_entry_is_public(entry):
    assert is_public(MAKERS[entry]())


@pytest.mark.parametrize("status", HIDDEN)
@pytest.mark.parametrize("entry", entry_models().values(), ids=entry_models())
def test_an_entry_that_is_not_published_is_not_public(entry, status):
    assert not is_public(MAKERS[entry](status=status))


def test_a_withheld_actor_is_not_public():
    assert not is_public(make_actor(visibility=Actor.Visibility.WITHHELD))


@pytest.mark.parametrize(
    "values", [{"status": "published"}, {"status": "draft"}, {"visibility": "withheld"}]
)
def test_an_actor_says_of_itself_what_the_gate_says(values):
    actor = make_actor(**values)
    assert actor.is_public == is_public(actor)


def test_an_entry_is_dated_when_it_is_first_published():
    work = make_work(status="draft")
    before = work.published_at
    work.status = "published"
    work.save()
    first = work.published_at
    work.save()
    assert before is None
    assert first is not None
    assert work.published_at == first


# Parts


@pytest.mark.parametrize("part", part_models(), ids=lambda part: part.__name__)
def test_a_part_belongs_to_an_entry(part):
    _, entry = way_up(part)
    assert issubclass(entry, Entry)


@pytest.mark.parametrize("part", part_models(), ids=lambda part: part.__name__)
def test_a_part_is_public_when_every_entry_it_links_is(part):
    assert is_public(make(part))


@pytest.mark.parametrize("status", HIDDEN)
@pytest.mark.parametrize(("part", "way"), WAYS)
def test_a_part_vanishes_with_any_entry_it_links(part, way, status):
    row = make(part)
    alter(follow(row, way), status=status)
    assert not is_public(row)


@pytest.mark.parametrize(("part", "way"), WAYS_TO_ACTORS)
def test_a_part_vanishes_with_a_withheld_actor(part, way):
    row = make(part)
    alter(follow(row, way), visibility=Actor.Visibility.WITHHELD)
    assert not is_public(row)


@pytest.mark.parametrize(("part", "link"), OPEN_LINKS)
def test_an_empty_link_hides_nothing(part, link):
    row = make(part)
    setattr(row, link, None)
    row.save()
    assert is_public(row)


def test_a_part_that_vanished_comes_back_with_its_entry():
    row = make_participation()
    alter(row.actor, status="draft")
    alter(row.actor, status="published")
    assert is_public(row)


def test_the_parts_of_other_entries_stay_when_one_vanishes():
    hidden, shown = make_participation(), make_participation()
    alter(hidden.actor, visibility=Actor.Visibility.WITHHELD)
    assert list(type(shown).objects.public()) == [shown]


def test_a_name_on_a_work_needs_no_status_of_its_own():
    assert is_public(make_contribution(contributor=make_contributor()))


# Links within one model


def test_a_passage_vanishes_with_the_work_whose_wording_it_repeats():
    passage = make_citation(repeats=make_citation(work=make_work(status="draft")))
    assert not is_public(passage)


def test_the_question_ends_one_passage_up():
    hidden = make_citation(work=make_work(status="draft"))
    middle = make_citation(repeats=hidden)
    assert is_public(make_citation(repeats=middle))


def test_two_passages_that_repeat_each_other_are_public():
    one = make_citation()
    other = make_citation(repeats=one)
    one.repeats = other
    one.save()
    assert is_public(one)
    assert is_public(other)


# What a public part brings along


@pytest.mark.parametrize("part", part_models(), ids=lambda part: part.__name__)
def test_a_public_part_brings_its_links_in_one_query(part, django_assert_num_queries):
    pk = make(part).pk
    with django_assert_num_queries(1):
        row = part._default_manager.public().with_links().get(pk=pk)
        for link in links(part):
            follow(row, [link.name, *way_up(link.related_model)[0]])


def test_a_point_deep_in_a_framework_names_its_entry():
    point = make_track_point()
    assert point.ref == f"{point.framework_track.framework.slug}#{point.key}"
