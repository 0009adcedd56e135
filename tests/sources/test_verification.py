"""What is cited to a source text stands in it, and nothing that does not stand there passes."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from curation.loading import load
from sources.texts import SourceTextError, open_texts
from tests.factories import (
    make_actor,
    make_actor_point,
    make_alias,
    make_citation,
    make_concept,
    make_concept_point,
    make_contribution,
    make_contributor,
    make_erratum,
    make_framework,
    make_framework_track,
    make_initiative,
    make_initiative_relation,
    make_involvement,
    make_outcome,
    make_participation,
    make_relationship,
    make_track,
    make_track_mapping,
    make_work,
)
from tests.sourced import Base, concept, ours

pytestmark = pytest.mark.django_db

TEXT = """\
Report on the Talks

In September 1993 Johan Holst met twelve delegates of Israel in Oslo; 40 sessions were held.
The author thinks that the talks, begun in the winter of 1981, were a three-day affair.

On 13 September the treaty was signed in Olso. The archive number is 119935.
Thesecretmeetingsofcitizensandbusinessleadersofnorwaybeganin1990 and went on inBergen.
Dartmouth³ was the first place. Its seven³ days ended in 1960¹² and not later.
Zoë Müller spoke for the U.S. of a peace-
ful Track Two.
So that they are known for no names: it, they, there, from, at, so, she and an.
"""


@pytest.fixture
def base(tmp_path: Path) -> Base:
    return Base(tmp_path, TEXT)


# Forward, from the citation to the text


def test_a_passage_that_stands_in_its_paragraphs_passes(base):
    base.passage(2, terms=["Johan Holst", "twelve delegates"])
    outcome = base.check()
    assert (outcome.failures, outcome.passages) == ([], 1)


def test_a_missing_term_is_found(base):
    base.passage(2, terms=["Johan Holst", "Camp David"])
    assert base.reasons() == ["“Camp David” does not stand in ¶ 2."]


def test_a_term_in_another_paragraph_is_found(base):
    base.passage(3, terms=["Johan Holst"])
    assert base.reasons() == ["“Johan Holst” does not stand in ¶ 3."]


def test_a_term_may_run_from_one_cited_paragraph_into_the_next(base):
    base.passage(7, 8, terms=["a peaceful Track Two"])
    assert base.reasons() == []


def test_a_term_with_another_number_is_found(base):
    base.passage(4, terms=["number is 1993"])
    assert base.reasons() == ["“number is 1993” does not stand in ¶ 4."]


def test_a_number_of_a_term_does_not_match_inside_a_longer_number(base):
    base.passage(4, terms=["number is 11993"])
    base.passage(4, terms=["1993"])
    assert base.reasons() == [
        "“number is 11993” does not stand in ¶ 4.",
        "“1993” does not stand in ¶ 4.",
    ]


def test_a_term_without_a_letter_proves_nothing(base):
    base.passage(2, terms=["…"])
    assert base.reasons() == ["“…” does not stand in ¶ 2."]


def test_a_passage_without_terms_is_found(base):
    base.passage(2, terms=[])
    assert base.reasons() == ["names no term that a check could read."]


def test_a_passage_without_paragraphs_is_found(base):
    base.passage(terms=["Report"])
    assert "names no paragraph of the source text." in base.reasons()


def test_a_paragraph_that_does_not_exist_is_found(base):
    base.passage(2, 10, terms=["Johan Holst"])
    assert base.reasons() == ["there is no paragraph 10; the text has 9."]


def test_empty_lines_are_no_paragraphs(base):
    base.passage(4, terms=["treaty was signed"])
    assert base.reasons() == []


def test_an_expression_that_is_read_as_somebody_must_stand_there(base):
    base.passage(2, read_as={"the author": "Johan Holst"})
    assert base.reasons() == ["“the author” does not stand in ¶ 2."]


def test_a_moved_paragraph_is_found(base):
    passage = base.passage(2, terms=["In"])
    make_concept_point(
        concept=concept(), statement="They met in September 1993.", citations=[passage]
    )
    base.rewrite("A new line\n" + TEXT)
    assert base.reasons() == [
        "“In” does not stand in ¶ 2.",
        "statement: “1993” does not stand in Report ¶ 2.",
        "statement: “September” does not stand in Report ¶ 2.",
    ]


def test_a_passage_of_a_work_without_text_needs_no_terms(base):
    make_citation(work=ours(make_work), terms=[])
    assert base.reasons() == []


# Backward, from the statement to the text: its numbers


@pytest.mark.parametrize(
    ("statement", "paragraph"),
    [
        ("They met in September 1993.", 2),
        ("There were twelve delegates.", 2),
        ("There were 12 delegates.", 2),
        ("There were forty sessions.", 2),
        ("It lasted three days.", 3),
        ("It was a three-day affair.", 3),
        ("They met with one another.", 5),
        ("It was not the only one.", 8),
        ("It ended in 1960.", 6),
        ("It lasted 7 days.", 6),
        ("They were the first to meet.", 6),
    ],
)
def test_numbers_that_stand_in_the_paragraph_pass(base, statement, paragraph):
    base.state(statement, paragraph)
    assert base.reasons() == []


@pytest.mark.parametrize(
    ("statement", "paragraph", "number"),
    [
        ("They met in 1994.", 2, "1994"),
        ("They met in 1993.", 4, "1993"),
        ("They met in 1993.", 3, "1993"),
        ("There were 14 delegates.", 2, "14"),
        ("There were 4 delegates.", 2, "4"),
        ("There were eleven delegates.", 2, "eleven"),
        ("Eleven delegates met.", 2, "Eleven"),
        ("There were forty-two sessions.", 2, "forty-two"),
        ("There were a hundred sessions.", 2, "hundred"),
        ("It was a five-day affair.", 3, "five"),
        ("It ended in 196012.", 6, "196012"),
        ("They met in October.", 2, "October"),
    ],
)
def test_a_number_that_does_not_stand_in_the_paragraph_is_found(base, statement, paragraph, number):
    base.state(statement, paragraph)
    assert base.reasons() == [f"statement: “{number}” does not stand in Report ¶ {paragraph}."]


# Its dates


def outcome_on(base: Base, date: str, *paragraphs: int) -> None:
    text = "\n".join(base.paragraphs[n - 1] for n in paragraphs)
    years = re.findall(r"\b(?:19|20)\d\d\b", text)
    passage = base.passage(*paragraphs, **({"terms": years} if years else {}))
    fields = {"initiative": ours(make_initiative), "statement": "It met.", "date": date}
    make_outcome(**fields, citations=[passage])


@pytest.mark.parametrize(
    ("date", "paragraph"),
    [("1993", 2), ("1993-09", 2), ("1981-24", 3), ("1990/..", 5), ("1981/1993", 23)],
)
def test_a_date_that_stands_in_the_paragraphs_passes(base, date, paragraph):
    cited = [int(digit) for digit in str(paragraph)]
    outcome_on(base, date, *cited)
    assert base.reasons() == []


@pytest.mark.parametrize(
    ("date", "paragraph", "found"),
    [
        ("1994", 2, ["1994"]),
        ("1993", 4, ["1993"]),
        ("1993-10", 2, ["October"]),
        ("1993-09-13", 2, ["13"]),
        ("1981-22", 3, ["summer"]),
        ("1981/1993", 2, ["1981"]),
        ("1985-10-31", 2, ["1985", "October", "31"]),
        ("[1993,1994]", 2, ["1994"]),
    ],
)
def test_a_wrong_year_month_season_or_day_is_found(base, date, paragraph, found):
    outcome_on(base, date, paragraph)
    assert base.reasons() == [
        f"date {date}: “{part}” does not stand in Report ¶ {paragraph}." for part in found
    ]


def test_the_number_of_a_track_must_stand_there(base):
    framework = ours(make_framework)
    base.cited(make_framework_track, 8, framework=framework, label="Track Two", number=2)
    base.cited(make_framework_track, 8, framework=framework, label="Track Two", number=3)
    assert base.reasons() == ["number 3 does not stand in Report ¶ 8."]


# Its names


@pytest.mark.parametrize("name", ["Johan Holst", "Johan-Holst", "Israel"])
def test_an_entry_whose_name_stands_in_the_paragraph_passes(base, name):
    base.cited(make_actor, 2, name=name)
    assert base.reasons() == []


@pytest.mark.parametrize("name", ["Johan Hulst", "Johan Holste", "Jörgen Holst", "Holst, Johan Jr"])
def test_a_misspelt_own_name_is_found(base, name):
    base.cited(make_actor, 2, name=name)
    assert base.reasons() == [f"its name “{name}” does not stand in Report ¶ 2."]


def test_a_name_compares_without_accents(base):
    base.cited(make_actor, 7, name="Zoe Muller")
    assert base.reasons() == []


def test_a_name_is_found_in_words_that_a_scan_ran_together(base):
    base.cited(make_actor, 5, name="Norway")
    base.state("It began in 1990 with business leaders of Norway.", 5)
    assert base.reasons() == []


def test_a_name_is_found_where_a_scan_lost_the_space_before_it(base):
    base.state("They went on in Bergen.", 5)
    assert base.reasons() == []


def test_an_abbreviation_matches_with_points_between_its_letters(base):
    base.state("She spoke for the US.", 7)
    assert base.reasons() == []


def test_a_footnote_mark_does_not_hide_a_name_or_a_year(base):
    base.state("At Dartmouth it ended in 1960.", 6)
    assert base.reasons() == []


def test_an_alias_is_a_name(base):
    actor = base.cited(make_actor, 2, name="Johan Olav Holst", slug="johan-olav-holst")
    make_alias(actor=actor, name="Johan Holst", citations=[base.passage(2)])
    assert base.reasons() == []


def test_a_name_that_stands_there_by_alias_alone_is_spelt_as_its_address(base):
    actor = base.cited(make_actor, 2, name="Johan Olaf Holst", slug="johan-olav-holst")
    make_alias(actor=actor, name="Johan Holst", citations=[base.passage(2)])
    assert base.reasons() == [
        "“olaf” of its name stands neither in the texts nor in its address.",
        "“olav” of its address stands neither in its name nor in the texts.",
    ]


def test_an_alias_must_stand_there_itself(base):
    make_alias(actor=ours(make_actor), name="Jan Holst", citations=[base.passage(2)])
    assert base.reasons() == ["name: “Jan Holst” does not stand in Report ¶ 2."]


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("The delegates met Hulst in the town.", "Hulst"),
        ("The delegates met in Olso.", "Olso"),
        ("Hulst met the delegates.", "Hulst"),
        ("They met. Hulst was there.", "Hulst"),
        ("They met (Hulst was there).", "Hulst"),
        ("It was Hulst’s idea.", "Hulst"),
    ],
)
def test_a_misspelt_name_in_running_text_is_found(base, statement, word):
    base.state(statement, 2)
    assert base.reasons() == [f"statement: “{word}” does not stand in Report ¶ 2."]


@pytest.mark.parametrize(
    "statement",
    [
        "The delegates met Holst in Oslo.",
        "Holst met delegates.",
        "It was Holst’s idea.",
        "The Israeli delegates met.",
        "Delegates met.",
        "Sessions were held, and delegates met.",
    ],
)
def test_names_that_stand_there_and_words_that_are_no_names_pass(base, statement):
    base.state(statement, 2)
    assert base.reasons() == []


def test_a_linked_name_must_stand_there(base):
    links = {"initiative": ours(make_initiative), "track": track_two()}
    norway, israel = (ours(make_actor, name=name) for name in ("Norway", "Israel"))
    base.cited(make_participation, 2, 8, actor=israel, **links)
    base.cited(make_participation, 2, 8, actor=norway, **links)
    assert base.reasons() == ["the name of “Norway” does not stand in Report ¶ 2, 8."]


def test_a_linked_person_may_stand_there_by_family_name(base):
    holst = ours(
        make_actor, kind="person", name="Johan Jørgen Holst", sort_name="Holst, Johan Jørgen"
    )
    israel = ours(make_actor, name="Israel")
    base.cited(make_relationship, 2, actor=israel, kind="represents", other=holst)
    assert base.reasons() == []


def track_two() -> Any:
    """A theme whose own name stands nowhere, but that a framework calls Track Two."""
    track = ours(make_track, name="Theme", short_name="Theme", number=9)
    framework = ours(make_framework)
    label = ours(make_framework_track, framework=framework, label="Track Two", number=2)
    ours(make_track_mapping, framework_track=label, track=track, relation="exact")
    return track


def test_a_linked_track_may_stand_there_by_a_framework_s_name_for_it(base):
    base.cited(make_involvement, 8, initiative=ours(make_initiative), track=track_two())
    assert base.reasons() == []


def test_a_linked_track_that_the_paragraph_does_not_name_is_found(base):
    base.cited(make_involvement, 2, initiative=ours(make_initiative), track=track_two())
    assert base.reasons() == ["the name of “Theme” does not stand in Report ¶ 2."]


@pytest.mark.parametrize("name", ["Israel channel", "Israeli delegates’ channel"])
def test_a_linked_initiative_is_read_by_the_names_in_its_name(base, name):
    other = ours(make_initiative, name=name)
    base.cited(make_initiative_relation, 2, initiative=ours(make_initiative), other=other)
    assert base.reasons() == []


def test_a_linked_initiative_with_another_name_in_its_name_is_found(base):
    other = ours(make_initiative, name="Jericho channel")
    base.cited(make_initiative_relation, 2, initiative=ours(make_initiative), other=other)
    assert base.reasons() == ["“Jericho” of “Jericho channel” does not stand in Report ¶ 2."]


def test_a_contributor_may_stand_there_by_initials(base):
    author = make_contributor(family="Müller", given="Zoë F.")
    base.rewrite(TEXT + "\nReport, by Z. F. Müller\n")
    base.cited(make_contribution, 10, work=base.work, contributor=author)
    assert base.reasons() == []


def test_the_name_on_a_work_must_stand_somewhere_in_full(base):
    author = make_contributor(family="Müller", given="Zoé-Marie")
    base.rewrite(TEXT + "\nReport, by Z. Müller\n")
    base.cited(make_contribution, 10, work=base.work, contributor=author)
    assert base.reasons() == [
        "the name of “Zoé-Marie Müller” in full does not stand in Report ¶ 10."
    ]


def test_the_work_of_a_name_must_stand_there_too(base):
    author = make_contributor(family="Müller", given="Zoë")
    base.cited(make_contribution, 7, work=base.work, contributor=author)
    assert base.reasons() == ["the name of “Report” does not stand in Report ¶ 7."]


def test_what_is_said_of_an_actor_must_name_the_actor(base):
    norway = ours(make_actor, name="Norway", slug="norway")
    base.cited(make_actor_point, 2, actor=norway, statement="It held 40 sessions.")
    assert base.reasons() == ["the name of “Norway” does not stand in Report ¶ 2."]


# What is accepted in place of the printed word


def test_an_erratum_is_accepted(base):
    make_erratum(work=base.work, printed="Olso", corrected="Oslo", citations=[base.passage(4)])
    base.state("The treaty was signed in Oslo.", 4)
    assert base.reasons() == []


def test_an_erratum_holds_only_in_the_paragraphs_that_it_cites(base):
    fields = {"kind": "word", "printed": "the talks", "corrected": "the Oslo talks"}
    base.cited(make_erratum, 3, work=base.work, **fields)
    base.state("The Oslo talks were an affair.", 3)
    base.state("Report on the Oslo talks.", 1)
    assert base.reasons() == ["statement: “Oslo” does not stand in Report ¶ 1."]


def test_an_erratum_holds_only_for_its_own_work(base):
    other = ours(make_work)
    make_erratum(work=other, citations=[make_citation(work=other, paragraphs=[4])])
    base.state("The treaty was signed in Oslo.", 4)
    assert base.reasons() == ["statement: “Oslo” does not stand in Report ¶ 4."]


def test_an_erratum_whose_printed_form_does_not_stand_there_is_found(base):
    fields = {"kind": "word", "printed": "signd", "corrected": "signed"}
    base.cited(make_erratum, 4, work=base.work, **fields)
    assert base.reasons() == ["what it corrects, “signd”, does not stand in Report ¶ 4."]


def by_jane_doe(base: Base) -> None:
    author = make_contributor(family="Doe", given="Jane")
    ours(make_contribution, work=base.work, contributor=author)


def test_what_an_expression_is_read_as_is_accepted(base):
    by_jane_doe(base)
    passage = base.passage(3, terms=["The author"], read_as={"the author": "Jane Doe"})
    make_concept_point(concept=concept(), statement="So says Jane Doe.", citations=[passage])
    assert base.reasons() == []


def test_what_an_expression_is_read_as_holds_for_that_passage_alone(base):
    by_jane_doe(base)
    base.passage(3, read_as={"the author": "Jane Doe"})
    base.state("So says Jane Doe.", 3)
    assert base.reasons() == [
        "statement: “Jane” does not stand in Report ¶ 3.",
        "statement: “Doe” does not stand in Report ¶ 3.",
    ]


# Which statements are held against the texts


def test_a_statement_that_cites_nothing_is_found(base):
    make_concept_point(concept=concept(), statement="They met.")
    assert base.reasons() == ["its basis is “cited”, and it cites nothing."]


def test_a_statement_may_rest_on_several_paragraphs_together(base):
    passages = [base.passage(2, terms=["1993"]), base.passage(3, terms=["1981"])]
    statement = "From 1981 to 1993 they met."
    make_concept_point(concept=concept(), statement=statement, citations=passages)
    assert base.reasons() == []


def test_what_is_inferred_is_exempt_and_counted(base):
    make_concept_point(
        concept=concept(), statement="In 1492.", basis="inferred", basis_note="A reading of ours."
    )
    outcome = base.check()
    assert outcome.failures == []
    assert outcome.by_basis["inferred"] == 1


def test_a_statement_of_a_draft_is_held_against_its_text_too(base):
    point = base.state("They met in 1994.", 2)
    point.concept.status = "draft"
    point.concept.save()
    assert base.reasons() == ["statement: “1994” does not stand in Report ¶ 2."]


def test_a_statement_on_a_work_whose_text_is_not_here_is_not_checked(base):
    passage = make_citation(work=ours(make_work))
    make_concept_point(concept=concept(), statement="In 1492.", citations=[passage])
    outcome = base.check()
    assert (outcome.failures, outcome.checked) == ([], 0)


def test_statements_that_were_checked_are_counted(base):
    base.state("They met in 1993.", 2)
    base.state("They met in 1994.", 2)
    assert base.check().checked == 2


# The texts


def test_a_text_that_is_missing_is_named(base):
    (base.folder / "report.txt").unlink()
    with pytest.raises(SourceTextError, match=r"Missing in .*: report\.txt\."):
        open_texts(base.folder)


def test_a_text_that_has_changed_is_named_with_both_hashes(base):
    (base.folder / "report.txt").write_text("Other", encoding="utf-8")
    found = hashlib.sha256(b"Other").hexdigest()
    difference = f"report.txt: expected {base.work.text_sha256}, found {found}"
    with pytest.raises(SourceTextError, match=difference):
        open_texts(base.folder)


def test_a_text_that_has_changed_is_read_when_told(base):
    (base.folder / "report.txt").write_text("Other", encoding="utf-8")
    texts = open_texts(base.folder, changed_texts=True)
    assert texts.paragraphs[base.work.pk] == ["Other"]


# The command


@pytest.fixture
def loaded(tmp_path: Path, settings: Any) -> Path:
    """A folder of texts, the knowledge base that rests on them, and a way to break either."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "report.txt").write_text(TEXT, encoding="utf-8")
    settings.BASE_DIR = tmp_path
    reload(tmp_path, "1993")
    return texts


def reload(folder: Path, year: str) -> None:
    """Load fixtures in which a statement has this year."""
    (folder / "fixtures/actors").mkdir(parents=True, exist_ok=True)
    (folder / "fixtures/sources").mkdir(exist_ok=True)
    point = {"key": "meeting", "kind": "activity", "statement": f"It met delegates in {year}."}
    actor = {"entry": "actor", "slug": "israel", "kind": "state", "name": "Israel"}
    work = {
        "entry": "work",
        "slug": "report",
        "type": "report",
        "title": "Report on the Talks",
        "text_name": "report.txt",
        "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "citations": ["report#p1"],
        "passages": [
            {"key": "p1", "paragraphs": [1], "terms": ["Report"]},
            {"key": "p2", "paragraphs": [2], "terms": ["Johan Holst"]},
        ],
    }
    cited = {"citations": ["report#p2"]}
    actors = [{**actor, **cited, "points": [{**point, **cited}]}]
    (folder / "fixtures/actors/actors.json").write_text(json.dumps(actors))
    (folder / "fixtures/sources/works.json").write_text(json.dumps([work]))
    load(folder / "fixtures")


def check(texts: Path, *options: str) -> None:
    call_command("verify_citations", *options, texts=texts)


def test_the_command_says_how_many_statements_it_checked(loaded, capsys):
    check(loaded)
    assert capsys.readouterr().out.startswith("3 cited statements and 2 passages stand in their")


def test_the_command_says_what_statements_rest_on(loaded, capsys):
    check(loaded)
    assert capsys.readouterr().out.endswith("By basis: 3 cited.\n")


def test_a_failure_names_fixture_file_and_key(loaded, tmp_path, capsys):
    reload(tmp_path, "1994")
    with pytest.raises(CommandError, match="1 faults in 3 statements"):
        check(loaded)
    assert capsys.readouterr().err == (
        "actors/actors.json: actor:israel#meeting: statement: “1994” does not stand in "
        "Report on the Talks ¶ 2.\n"
    )


def test_a_failure_is_exit_code_1(loaded, tmp_path):
    reload(tmp_path, "1994")
    with pytest.raises(CommandError) as error:
        check(loaded)
    assert error.value.returncode == 1


def test_a_failure_of_what_no_fixture_holds_says_so(loaded, capsys):
    make_concept(slug="peace", name="Peace")
    with pytest.raises(CommandError):
        check(loaded)
    assert capsys.readouterr().err.startswith("(not in the fixtures): concept:peace: ")


def test_a_changed_text_stops_the_command(loaded):
    (loaded / "report.txt").write_text(TEXT + "\nA new line", encoding="utf-8")
    with pytest.raises(CommandError, match="A source text has changed"):
        check(loaded)


def test_the_command_goes_on_in_spite_of_a_changed_text_when_told(loaded, capsys):
    (loaded / "report.txt").write_text(TEXT + "\nA new line", encoding="utf-8")
    check(loaded, "--changed-texts")
    assert "3 cited statements" in capsys.readouterr().out


def test_a_changed_text_is_still_held_against_the_statements(loaded):
    (loaded / "report.txt").write_text(TEXT.replace("1993", "1994"), encoding="utf-8")
    with pytest.raises(CommandError, match="1 faults"):
        check(loaded, "--changed-texts")


def test_a_missing_text_stops_the_command(loaded):
    (loaded / "report.txt").unlink()
    with pytest.raises(CommandError, match=r"Missing in .*: report\.txt\."):
        check(loaded)


def test_without_a_folder_the_command_asks_for_one(loaded, settings):
    settings.MTD_SOURCE_TEXTS = None
    with pytest.raises(CommandError, match="Say where the source texts are"):
        call_command("verify_citations")
