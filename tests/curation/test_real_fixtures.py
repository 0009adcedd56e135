"""The fixtures of this repository load, a second load changes nothing, a correction one row."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, models

from curation.entries import named_models, part_models
from curation.loading import load
from tests.curation.sample import changes, dump

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def sentence_fields() -> set[str]:
    """The names of fields that hold running text in every model that has them."""
    fields = [f for model in [*named_models().values(), *part_models()] for f in model._meta.fields]
    texts = {f.name for f in fields if isinstance(f, models.TextField)}
    return texts - {f.name for f in fields if not isinstance(f, models.TextField)}


def sentences(value: Any, names: set[str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Each object in a document that holds a sentence, with the sentence's name."""
    if isinstance(value, list):
        for item in value:
            yield from sentences(item, names)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in names and item:
                yield value, name
            yield from sentences(item, names)


def correct_one(folder: Path, chance: random.Random) -> str:
    """Correct a sentence somewhere in the folder; the sentence as it was."""
    found = []
    for path in sorted(folder.rglob("*.json")):
        documents = json.loads(path.read_text(encoding="utf-8"))
        found += [(path, documents, *hit) for hit in sentences(documents, sentence_fields())]
    path, documents, holder, name = chance.choice(found)
    before: str = holder[name]
    holder[name] = f"{before} As corrected."
    path.write_text(json.dumps(documents), encoding="utf-8")
    return before


def test_loading_the_fixtures_twice_leaves_an_identical_database():
    first = load(FIXTURES)
    before = dump()
    second = load(FIXTURES)
    assert first.created > 0
    assert (second.changed, second.left) == (0, [])
    assert dump() == before


def test_correcting_any_sentence_of_the_fixtures_changes_one_row(tmp_path):
    folder = tmp_path / "fixtures"
    shutil.copytree(FIXTURES, folder)
    load(folder)
    chance = random.Random(1991)
    for _ in range(3):
        before = dump()
        sentence = correct_one(folder, chance)
        report = load(folder)
        found = changes(before, dump())
        assert len(found) == 1, f"correcting “{sentence}” changed {found}"
        assert (report.created, report.updated, report.deleted) == (0, 1, 0)


@pytest.mark.postgresql
def test_the_planner_knows_how_much_was_loaded():
    """Queries that it plans for empty tables take ten times as long."""
    load(FIXTURES)
    with connection.cursor() as cursor:
        for model in named_models().values():
            table = model._meta.db_table
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
            assert (table, *cursor.fetchone()) == (table, model._default_manager.count())
