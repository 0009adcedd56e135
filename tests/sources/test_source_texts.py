"""The fixtures stand on the five source texts: every statement, in both directions."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from curation.files import SOURCE_TEXTS, fixture_files
from curation.loading import load
from sources.models import Basis, Collection
from sources.querysets import cited_models
from sources.texts import open_texts
from sources.verification import verify

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"

INFERRED = {
    "Conflict": 1,
    "TrackMapping": 5,
    "TrackRelation": 5,
    "Participation": 13,
    "Involvement": 10,
    "Handover": 3,
    "ActorTrack": 4,
    "Venue": 1,
    "Reference": 1,
}
"""What is inferred, by model. A new inference is a decision: it changes this list."""


@pytest.fixture
def base():
    load(FIXTURES, collection=SOURCE_TEXTS)


def statements():
    for model in cited_models():
        yield from model.objects.filter(collection=Collection.SOURCE_TEXTS)


def test_every_statement_stands_in_the_paragraphs_that_it_cites(base, source_texts: Path):
    outcome = verify(open_texts(source_texts), fixture_files(FIXTURES))
    assert [str(failure) for failure in outcome.failures] == []
    assert outcome.checked > 1000


def test_no_statement_of_the_source_texts_lacks_a_citation(base):
    assert [str(row) for row in statements() if not row.citations.exists()] == []


def test_what_is_inferred_is_counted(base):
    found = Counter(type(row).__name__ for row in statements() if row.basis == Basis.INFERRED)
    assert found == INFERRED


def test_a_statement_of_the_source_texts_is_cited_or_inferred(base):
    other = {row.basis for row in statements()} - {Basis.CITED, Basis.INFERRED}
    assert other == set()
