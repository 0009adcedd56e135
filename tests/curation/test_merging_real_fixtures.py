"""After a merge of two entries of the real files, loading these files changes nothing."""

import pytest
from django.conf import settings

from actors.models import Actor
from curation.documents import find_entry, stored_documents
from curation.loading import load
from curation.merging import merge_entries, undo
from curation.models import Edition
from curation.revisions import Who
from sources.models import Work
from tests.curation.sample import changes, dump

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
PAIRS = [
    ("actor", "norway", "united-nations"),
    ("work", "portsmouth-forum", "blog-unofficial-communication-2018"),
]


def merged():
    batches = []
    for kind, kept, gone in PAIRS:
        numbers = {(kind, slug): find_entry((kind, slug)).version for slug in (kept, gone)}
        batches.append(merge_entries((kind, kept), (kind, gone), numbers, Who(reason="One")))
    return batches


def test_loading_after_a_merge_changes_nothing_and_brings_nothing_back():
    load(FIXTURES)
    merged()
    before, edition = dump(), Edition.current().number
    for collection in (None, "casebook"):
        report = load(FIXTURES, collection=collection)
        assert report.changed == 0
        assert changes(before, dump()) == {}
    assert Edition.current().number == edition
    assert not Actor.objects.filter(slug="united-nations").exists()
    assert not Work.objects.filter(slug="blog-unofficial-communication-2018").exists()
    assert "actor:norway" in report.left


def test_a_merge_is_undone_after_a_load_and_the_files_agree_again():
    load(FIXTURES)
    naturals = [(kind, slug) for kind, *slugs in PAIRS for slug in slugs]
    before = stored_documents(naturals)
    batches = merged()
    load(FIXTURES)
    for batch in reversed(batches):
        undo(batch, Who(reason="Two"))
    assert stored_documents(naturals) == before
    report = load(FIXTURES)
    assert (report.changed, report.left) == (0, [])
