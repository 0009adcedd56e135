"""The references of every work of the real base, read by parsers that others wrote."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from jsonschema import Draft202012Validator

from curation.loading import load
from sources.csl import Item, work_item
from sources.formats import FORMATS
from sources.models import Work
from tests.sources.csl_rules import RULES
from tests.sources.references import Facts, facts, facts_of_bibtex, facts_of_csl, facts_of_ris


class Base:
    """What the fixtures say of each work, and the file of all of them in each format."""

    def __init__(self) -> None:
        load(settings.BASE_DIR / "fixtures")
        works = list(Work.objects.public().for_list())
        items: list[Item] = [work_item(work) for work in works]
        self.facts: dict[str, Facts] = {work.slug: facts(work) for work in works}
        self.written = {name: form.write(items) for name, form in FORMATS.items()}


@pytest.fixture(scope="module")
def base(django_db_setup: None, django_db_blocker: Any) -> Base:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Base()
        transaction.set_rollback(True)
    return found


def by_slug(found: list[Facts]) -> dict[str, Facts]:
    return {facts["slug"]: facts for facts in found}


def test_there_are_works_of_many_types_and_with_every_kind_of_name(base):
    types = {facts["type"] for facts in base.facts.values()}
    names = {name for facts in base.facts.values() for name in facts}

    assert len(types) > 10
    assert {"author", "editor", "reviewed-author", "issued", "accessed", "note"} <= names


def test_csl_json_keeps_the_rules_and_every_field_of_every_work(base):
    items = json.loads(base.written["csljson"])

    assert [fault.message for fault in Draft202012Validator(RULES).iter_errors(items)] == []
    assert by_slug([facts_of_csl(item) for item in items]) == base.facts


def test_ris_keeps_every_field_of_every_work(base):
    rispy = pytest.importorskip("rispy", reason="rispy: only in requirements-dev.txt")
    records = rispy.loads(base.written["ris"])

    assert by_slug([facts_of_ris(record) for record in records]) == base.facts


def test_bibtex_keeps_every_field_of_every_work(base):
    pytest.importorskip("bibtexparser", reason="bibtexparser: only in requirements-dev.txt")
    from tests.sources.bibtex_reading import decode, entries

    found = [facts_of_bibtex(entry, decode) for entry in entries(base.written["bibtex"])]

    assert by_slug(found) == base.facts


def test_every_key_stands_once(base):
    ids = [item["id"] for item in json.loads(base.written["csljson"])]

    assert len(ids) == len({*ids}) == len(base.facts)
