"""No load brings back a name that is withheld, whatever the files say."""

import pytest

from actors.models import Actor
from curation.loading import load
from curation.models import Entry
from initiatives.models import Initiative
from tests.curation.sample import document, sample, write

pytestmark = pytest.mark.django_db

JANE = Actor.objects.filter(slug="jane-doe")


@pytest.fixture
def files(tmp_path):
    """The sample, which was loaded; since then Jane Doe is withheld."""
    load(write(tmp_path, sample()))
    JANE.update(visibility="withheld")
    return sample()


def without_jane(files):
    for documents in files.values():
        documents[:] = [
            it for it in documents if (it["entry"], it["slug"]) != ("actor", "jane-doe")
        ]
        for it in documents:
            for name in ("participations", "relationships"):
                if name in it:
                    it[name] = [row for row in it[name] if "jane-doe" not in row.values()]
    return files


def talks():
    return Initiative.objects.get(slug="talks")


def test_a_load_does_not_show_again_who_is_withheld(files, tmp_path):
    load(write(tmp_path, files), overwrite=True)
    assert JANE.get().is_withheld


def test_who_is_gone_from_the_files_stays_withheld_with_what_links_them(files, tmp_path):
    before = JANE.get().participations.count()
    load(write(tmp_path, without_jane(files)), overwrite=True)
    assert JANE.get().participations.count() == before > 0
    assert load(write(tmp_path, files)).changed == 0


def test_an_entry_that_the_files_would_make_to_name_them_is_left_alone(files, tmp_path):
    document(files, "initiative", "talks")["summary"] = "Jane Doe led it."

    report = load(write(tmp_path, files), overwrite=True)

    assert report.telling == ["initiative:talks"]
    assert "Jane" not in talks().summary
    assert talks().status == Entry.Status.PUBLISHED
