"""docs/coverage.md lists what rests on each paragraph of the source texts, and why nothing does."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from curation.loading import load
from sources.coverage import list_coverage
from sources.texts import open_texts
from tests.factories import (
    make_actor,
    make_actor_point,
    make_citation,
    make_concept,
    make_disagreement,
    make_erratum,
    make_framework,
    make_framework_track,
    make_position,
    make_reference,
    make_track_point,
    make_work,
)

pytestmark = pytest.mark.django_db

SECRET = "A sentence of the text."
TEXT = f"Report\n\n{SECRET}\nThe end.\n"


class Base:
    """A source text of three paragraphs, of which two have a reason why nothing rests on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "docs").mkdir()
        (folder / "report.txt").write_text(TEXT, encoding="utf-8")
        self.work = make_work(
            slug="report",
            title="Report",
            basis="general-knowledge",
            text_name="report.txt",
            text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
            without_statements={"1": "a heading", "3": "layout"},
        )
        self.actor = make_actor(slug="norway", name="Norway", basis="general-knowledge")
        self.point = self.state("talks", 2)

    def passage(self, *paragraphs, **fields):
        return make_citation(work=self.work, paragraphs=list(paragraphs), **fields)

    def state(self, key, *paragraphs, **fields):
        fields = {"actor": self.actor, **fields}
        return make_actor_point(key=key, citations=[self.passage(*paragraphs)], **fields)

    def reason(self, **reasons):
        self.work.without_statements = {n.removeprefix("p"): why for n, why in reasons.items()}
        self.work.save()

    @property
    def document(self) -> Path:
        return self.folder / "docs/coverage.md"

    def row(self, paragraph):
        """What the document says of a paragraph: how many statements, and which."""
        coverage = list_coverage(open_texts(self.folder))
        [line] = [row for row in coverage.document.splitlines() if row.startswith(f"| {paragraph}")]
        return line.split(" | ", 1)[1].removesuffix(" |")


@pytest.fixture
def base(tmp_path: Path, settings) -> Base:
    settings.BASE_DIR = tmp_path
    return Base(tmp_path)


def run(base, *options):
    call_command("list_coverage", *options, texts=base.folder)


def refusal(base, *options):
    with pytest.raises(CommandError) as error:
        run(base, *options)
    assert error.value.returncode == 1
    return str(error.value)


# The document


def test_a_paragraph_has_the_parts_that_rest_on_it_by_entry(base):
    base.actor.citations.add(base.point.citations.get())
    base.state("again", 2)
    make_concept(slug="peace", citations=[base.passage(2)])

    assert base.row(2) == "4 | `actor:norway`: itself, `#again`, `#talks`; `concept:peace`: itself"


def test_a_part_of_a_part_is_named_by_the_entry(base):
    track = make_framework_track(framework=make_framework(slug="two-tracks"))
    make_track_point(framework_track=track, key="one-rigid", citations=[base.passage(3)])

    assert base.row(3) == "1 | `framework:two-tracks`: `#one-rigid`"


def test_positions_references_and_errata_are_statements(base):
    position = make_disagreement(slug="when")
    make_position(disagreement=position, key="then", citations=[base.passage(3)])
    make_reference(work=base.work, key="ref-1", citations=[base.passage(3)])
    make_erratum(work=base.work, key="oslo", citations=[base.passage(3)])

    assert base.row(3) == "3 | `disagreement:when`: `#then`; `work:report`: `#oslo`, `#ref-1`"


def test_what_is_inferred_rests_on_the_paragraph_and_says_so(base):
    base.state("host", 3, basis="inferred", basis_note="So it must have been.")

    assert base.row(3) == "1 | `actor:norway`: `#host` (inferred)"


def test_a_passage_counts_for_each_of_its_paragraphs(base):
    base.state("both", 1, 3)

    assert base.row(1) == base.row(3) == "1 | `actor:norway`: `#both`"


def test_a_statement_with_two_passages_of_one_paragraph_counts_once(base):
    base.point.citations.add(base.passage(2))

    assert base.row(2) == "1 | `actor:norway`: `#talks`"


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"visibility": "withheld"}])
def test_what_is_not_public_does_not_count(base, hidden):
    base.state("hidden", 3, actor=make_actor(**hidden))

    assert base.row(3) == "0 | *layout*"


def test_a_paragraph_without_statements_has_its_reason(base):
    assert base.row(1) == "0 | *a heading*"


def test_the_head_counts_paragraphs_statements_and_passages(base):
    base.state("again", 2, 3)

    assert (
        "| report.txt | `report` | 3 | 1 | 2 | 2 |"
        in list_coverage(open_texts(base.folder)).document
    )


# The command


def test_the_command_writes_the_document_and_says_what_it_found(base, capsys):
    run(base)

    assert base.document.read_text(encoding="utf-8").startswith("# What rests on each paragraph")
    assert capsys.readouterr().out == (
        "3 paragraphs of 1 source texts: statements rest on 1, and none on 2.\n"
    )


def test_writing_twice_leaves_the_same_document(base):
    run(base)
    before = base.document.read_bytes()
    run(base)

    assert base.document.read_bytes() == before


def test_no_sentence_of_a_text_is_in_the_document(base):
    run(base)

    assert SECRET not in base.document.read_text(encoding="utf-8")


def test_the_check_passes_on_what_the_command_wrote(base):
    run(base)
    run(base, "--check")


def test_the_check_fails_on_another_document_and_writes_nothing(base):
    run(base)
    base.document.write_text("Other\n", encoding="utf-8")

    assert refusal(base, "--check") == (
        "docs/coverage.md is not what the base says: list_coverage writes it."
    )
    assert base.document.read_text(encoding="utf-8") == "Other\n"


def test_the_check_fails_where_there_is_no_document_and_makes_none(base):
    assert "docs/coverage.md is not what the base says" in refusal(base, "--check")
    assert not base.document.exists()


@pytest.mark.parametrize("options", [[], ["--check"]], ids=["write", "check"])
@pytest.mark.parametrize(
    ("reasons", "problem"),
    [
        ({"p1": "a heading"}, "report ¶ 3: nothing rests on it, and no reason is given."),
        (
            {"p1": "a heading", "p2": "layout", "p3": "layout"},
            "report ¶ 2: “layout” is stale, since actor:norway#talks rests on it.",
        ),
        (
            {"p1": "a heading", "p3": "layout", "p4": "layout"},
            "report: there is no ¶ 4; the text has 3.",
        ),
    ],
    ids=["no reason", "stale", "no paragraph"],
)
def test_a_reason_that_is_missing_stale_or_of_no_paragraph_is_named(
    base, options, reasons, problem
):
    base.reason(**reasons)
    with pytest.raises(CommandError):
        run(base)

    assert refusal(base, *options) == problem


def test_a_text_that_is_missing_is_named(base):
    (base.folder / "report.txt").unlink()

    assert refusal(base) == f"Missing in {base.folder}: report.txt."


def test_a_text_that_has_changed_is_named_with_both_hashes_and_stops_the_command(base):
    (base.folder / "report.txt").write_text("Other", encoding="utf-8")
    found = hashlib.sha256(b"Other").hexdigest()

    assert f"report.txt: expected {base.work.text_sha256}, found {found}" in refusal(base)
    assert not base.document.exists()


def test_the_command_goes_on_in_spite_of_a_changed_text_when_told(base):
    (base.folder / "report.txt").write_text(TEXT + "More.\n", encoding="utf-8")

    assert refusal(base, "--changed-texts") == (
        "report ¶ 4: nothing rests on it, and no reason is given."
    )


def test_without_a_folder_the_command_asks_for_one(base):
    with pytest.raises(CommandError, match="Say where the source texts are"):
        call_command("list_coverage", texts=None)


def test_an_empty_base_is_told_to_load_first(tmp_path):
    with pytest.raises(CommandError, match="load_knowledge_base first"):
        call_command("list_coverage", texts=tmp_path)


# The document of this repository


def test_the_document_in_the_repository_is_what_the_base_says(source_texts: Path):
    """If not: load_knowledge_base, then list_coverage, and commit docs/coverage.md."""
    load(settings.BASE_DIR / "fixtures")
    coverage = list_coverage(open_texts(source_texts))

    assert coverage.problems() == []
    written = (settings.BASE_DIR / "docs/coverage.md").read_text(encoding="utf-8")
    assert written.splitlines() == coverage.document.splitlines()
