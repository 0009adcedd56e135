"""Of 1,000 errors made on purpose, the check of citations misses none (docs/mutations.md).

Of years, other numbers and misspelt names it finds each; names that change places, and paragraphs
that move, may leave a statement as well borne out as before.
"""

from pathlib import Path

import pytest
from django.conf import settings

from curation.loading import load
from curation.rows import stored_rows
from sources.models import Basis, Citation
from sources.querysets import cited_models
from sources.texts import open_texts
from tests.mutations.report import DOCUMENT, summary
from tests.mutations.trials import COUNT, KINDS, SEED, Trials

pytestmark = pytest.mark.django_db


@pytest.fixture
def trials(source_texts: Path):
    load(settings.BASE_DIR / "fixtures", collection="source-texts")
    return Trials(open_texts(source_texts))


def test_no_error_is_missed(trials):
    run = list(trials.run(SEED, COUNT))
    print(summary(SEED, run))
    assert [(trial.kind, str(trial)) for trial in run if trial.verdict == "missed"] == []
    assert [sum(trial.kind == kind for trial in run) for kind in KINDS] == [COUNT // 5] * 5
    to_be_found = [trial for trial in run if trial.kind in KINDS[:3]]
    assert [str(trial) for trial in to_be_found if trial.verdict != "found"] == []


def test_errors_are_made_in_every_passage_and_cited_statement(trials):
    cited = [row for model in cited_models() for row in model.objects.filter(basis=Basis.CITED)]
    assert {*trials.parts} == {*cited, *Citation.objects.all()}
    assert len(trials.places("moved paragraph")) == len(trials.parts)


def test_an_error_leaves_nothing_behind_in_the_database(trials):
    before = stored_rows()
    assert len(list(trials.run(SEED, 25))) == 25
    assert stored_rows() == before


def test_the_document_tells_the_seed_and_the_number_of_errors():
    command = f"python -m tests.mutations --seed {SEED} --count {COUNT} --write"
    assert command in DOCUMENT.read_text(encoding="utf-8")
