"""Merging moves all that an entry has and all that links it, whatever its kind.

Kinds, parts and links come from the registry of models, so that new ones are covered.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from curation.differences import changes
from curation.documents import stored_document, stored_documents
from curation.entries import entry_models, named_models
from curation.merging import foreseen, merge_entries, undo
from curation.models import Named, Part
from curation.revisions import Who
from curation.rows import list_fields, natural_of, part_lists, scalar_fields
from tests.full import Full

pytestmark = pytest.mark.django_db

MERGED: list[Any] = [model for model in entry_models().values() if model.CAN_MERGE]
ME = Who(reason="The same")


@pytest.fixture(params=MERGED, ids=lambda model: model.KIND)
def two(request):
    kept, gone = Full().entries(request.param, 2, parts=2)
    type(gone).objects.filter(pk=gone.pk).update(
        **{f.name: None for f in scalar_fields(gone.__class__) if f.is_relation and f.unique}
    )
    gone.refresh_from_db()
    return kept, gone


def asked(two):
    kept, gone = two
    numbers = {natural_of(kept): kept.version, natural_of(gone): gone.version}
    return natural_of(kept), natural_of(gone), numbers, ME


def models_of(model: Any) -> Iterator[Any]:
    yield model
    for part in part_lists(model).values():
        yield from models_of(part)


def entry_of_row(row):
    return row.entry if isinstance(row, Part) else row


def links(entry, two):
    """(link, source) of every row of others than the two that links the entry or its parts."""
    found = set()
    for model in models_of(type(entry)):
        path = "" if model is type(entry) else path_to(model)
        for relation in model._meta.related_objects:
            source = relation.related_model
            if not issubclass(source, Named | Part):
                continue
            if relation.field.name == getattr(source, "PARENT", None):
                continue
            lookup = "__".join(filter(None, (relation.field.name, path)))
            for row in source._default_manager.filter(**{lookup: entry.pk}).distinct():
                if entry_of_row(row) not in two:
                    found.add((str(relation.field), source, row.pk))
    return found


def path_to(part):
    parent = part._meta.get_field(part.PARENT).related_model
    return part.PARENT if not issubclass(parent, Part) else f"{part.PARENT}__{path_to(parent)}"


def everything():
    naturals = [
        (kind, slug)
        for kind, model in named_models().items()
        for slug in model._default_manager.values_list("slug", flat=True)
    ]
    return stored_documents(naturals)


def test_whatever_linked_either_links_the_one_that_is_kept(two):
    kept, gone = two
    before = links(kept, two) | links(gone, two)
    joined = foreseen(*asked(two))
    merge_entries(*asked(two))
    missing = {(source, pk) for _, source, pk in before - links(kept, two)}
    assert not any(source._default_manager.filter(pk=pk).exists() for source, pk in missing)
    gone_with_reason = [it for it in joined.together + joined.between if it[0] != natural_of(kept)]
    assert len(missing) == len(gone_with_reason)
    assert links(kept, two) <= before


def test_every_part_of_both_is_there_or_named_as_falling_together(two):
    kept = two[0]
    rows = sum(number_of_parts(entry) for entry in two)
    joined = foreseen(*asked(two))
    merge_entries(*asked(two))
    fallen = [it for it in joined.together + joined.between if it[0] == natural_of(kept)]
    alias = 1 if type(kept).ALIASES else 0
    assert number_of_parts(kept) == rows - len(fallen) + alias


def number_of_parts(entry):
    return sum(
        model._default_manager.filter(**{path_to(model): entry.pk}).count()
        for model in models_of(type(entry))
        if model is not type(entry)
    )


def test_what_is_foreseen_is_what_is_stored_and_foreseeing_changes_nothing(two):
    before = everything()
    joined = foreseen(*asked(two))
    assert everything() == before
    merge_entries(*asked(two))
    now = everything()
    for document in joined.documents:
        assert changes(document, now[document["entry"], document["slug"]]) == []


def test_every_value_of_the_one_that_goes_is_kept_or_named_as_lost(two):
    kept, gone = two
    theirs = stored_document(gone)
    joined = foreseen(*asked(two))
    now = joined.documents[0]
    lost = {it.place for it in joined.lost if it.natural == natural_of(kept)}
    aliases = {row["name"] for row in now.get(type(kept).ALIASES, [])}
    for f in scalar_fields(kept.__class__):
        value = theirs.get(f.name)
        if value in (None, "", [], {}):
            continue
        is_alias = f.name == "name" and value in aliases
        led = joined.refs.get((f.related_model, value), value) if f.is_relation else value
        assert now.get(f.name) == led or (f.name,) in lost or is_alias, f.name
    for many in list_fields(kept.__class__):
        led = {joined.refs.get((many.related_model, it), it) for it in theirs.get(many.name, [])}
        assert led <= set(now.get(many.name, [])), many.name


def test_undoing_brings_every_entry_back_as_it_was(two):
    before = everything()
    batch = merge_entries(*asked(two))
    assert everything() != before
    undo(batch, Who(reason="Two after all"))
    assert everything() == before
