"""What fixtures cite wrongly is refused with their file and key."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db

TEXT = "Report on the Talks\nIn 1993 Israel met twelve delegates.\n"


class Desk:
    """A folder of fixtures, and beside it the text that they cite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "fixtures/sources").mkdir(parents=True)
        (folder / "report.txt").write_text(TEXT, encoding="utf-8")

    def take(self, issued: str = "", **passage: Any) -> None:
        """Load the work with one passage, and hold it against its text."""
        work = {
            "entry": "work",
            "slug": "report",
            "type": "report",
            "title": "Report on the Talks",
            "issued": issued,
            "text_name": "report.txt",
            "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "basis": "general-knowledge",
            "passages": [{"key": "p2", "paragraphs": [2], "terms": ["Israel"], **passage}],
        }
        (self.folder / "fixtures/sources/works.json").write_text(json.dumps([work]))
        call_command("load_knowledge_base", folder=self.folder / "fixtures", verbosity=0)
        call_command("verify_citations", texts=self.folder, verbosity=0)


@pytest.fixture
def desk(tmp_path: Path, settings: Any) -> Desk:
    settings.BASE_DIR = tmp_path
    return Desk(tmp_path)


def test_a_citation_that_stands_in_its_text_is_taken(desk):
    desk.take()


@pytest.mark.parametrize(
    ("passage", "reason"),
    [
        ({"paragraphs": [2, 9]}, "there is no paragraph 9; the text has 2."),
        ({"paragraphs": []}, "names no paragraph of the source text."),
        ({"terms": ["Norway"]}, "“Norway” does not stand in ¶ 2."),
        ({"terms": ["Report"]}, "“Report” does not stand in ¶ 2."),
        ({"terms": ["in 1994"]}, "“in 1994” does not stand in ¶ 2."),
        ({"terms": []}, "names no term that a check could read."),
        ({"read_as": {"the author": "J. Doe"}}, "“the author” does not stand in ¶ 2."),
    ],
    ids=["paragraph", "no paragraph", "term", "moved", "number", "no term", "expression"],
)
def test_a_passage_that_does_not_stand_in_its_text_is_named_with_its_file(
    desk, capsys, passage, reason
):
    with pytest.raises(CommandError) as error:
        desk.take(**passage)

    assert f"sources/works.json: work:report#p2: {reason}\n" in capsys.readouterr().err
    assert error.value.returncode == 1


@pytest.mark.parametrize("paragraphs", [[0], [-2], ["2"], [2.0], [True], "2", None])
def test_paragraphs_that_no_text_could_have_are_refused_on_loading(desk, paragraphs):
    with pytest.raises(CommandError) as error:
        desk.take(paragraphs=paragraphs)

    assert "sources/works.json: work:report#p2 (passages): paragraphs: " in str(error.value)


@pytest.mark.parametrize("date", ["1994/1993", "1993-13", "1993-02-30"])
def test_a_date_out_of_order_or_of_no_calendar_is_refused_on_loading(desk, date):
    with pytest.raises(CommandError) as error:
        desk.take(issued=date)

    assert f"sources/works.json: work:report: issued: “{date}” " in str(error.value)
    assert error.value.returncode == 1
