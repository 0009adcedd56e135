"""CSL-JSON: what citation processors take, and from which the other formats are written."""

import json
from datetime import UTC, date, datetime

import pytest
from jsonschema import Draft202012Validator

from curation.models import Edition
from sources.csl import (
    SITE,
    date_variable,
    edition_number,
    edition_ordinal,
    edtf_of,
    name_variable,
    page_item,
    shortened,
    work_item,
    year_of,
)
from sources.formats import csljson
from sources.models import Contribution, Contributor, Work
from tests.factories import (
    make_citation,
    make_contributor,
    make_disagreement,
    make_erratum,
    make_framework,
    make_framework_track,
    make_outcome,
    make_participation,
    make_position,
    make_track,
    make_track_point,
    make_work,
)
from tests.sources.csl_rules import RULES
from tests.sources.references import unsaved_work

rules = Draft202012Validator(RULES)
EDITION = Edition(number=7, released_at=datetime(2026, 11, 22, tzinfo=UTC))
TODAY = date(2026, 12, 1)


def item_of(row):
    return page_item(row, "https://mtd.example/there", EDITION, TODAY)


# Works


@pytest.mark.parametrize("kind", Work.Type.values)
def test_every_type_is_one_of_csl(kind):
    assert rules.is_valid([work_item(unsaved_work(type=kind))])


def test_an_edited_book_is_a_book_since_a_collection_is_an_archive_there():
    assert work_item(unsaved_work(type="collection"))["type"] == "book"


def test_every_role_has_its_variable():
    rows = [
        Contribution(role=role, contributor=Contributor(family=role))
        for role in Contribution.Role.values
    ]
    item = work_item(unsaved_work(*rows))

    assert {role: [{"family": role}] for role in Contribution.Role.values}.items() <= item.items()
    assert rules.is_valid([item])


def test_names_of_one_role_keep_their_order():
    rows = [Contribution(contributor=Contributor(family=name)) for name in "CAB"]

    assert [name["family"] for name in work_item(unsaved_work(*rows))["author"]] == ["C", "A", "B"]


def test_a_body_is_a_literal_and_a_junior_has_a_suffix():
    assert name_variable(Contributor(literal="United Nations")) == {"literal": "United Nations"}
    assert name_variable(Contributor(family="Lerche Jr.", given="C. O.")) == {
        "family": "Lerche",
        "suffix": "Jr.",
        "given": "C. O.",
    }


def test_the_short_name_is_a_label_and_no_title_to_be_printed():
    item = work_item(unsaved_work(title_short="Krueger’s summary"))

    assert item["citation-label"] == "Krueger’s summary"
    assert "title-short" not in item


def test_what_is_empty_is_left_out():
    assert work_item(unsaved_work()) == {"id": "a-work", "type": "book", "title": "A work"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3rd ed.", "3"),
        ("First edition", "1"),
        ("2", "2"),
        ("21st edition", "21"),
        ("Revised edition", "Revised edition"),
        ("Reprint", "Reprint"),
        ("3rd revised ed.", "3rd revised ed."),
    ],
)
def test_an_edition_is_a_number_where_it_can_be(text, number):
    assert edition_number(text) == number


def test_a_number_of_an_edition_is_written_as_an_ordinal():
    numbers = ["1", "2", "3", "4", "11", "12", "13", "21", "Reprint"]

    assert [edition_ordinal(number) for number in numbers] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "Reprint"]
    )


# Dates


@pytest.mark.parametrize(
    ("edtf", "variable"),
    [
        ("1991", {"date-parts": [[1991]]}),
        ("1996-10", {"date-parts": [[1996, 10]]}),
        ("2018-06-07", {"date-parts": [[2018, 6, 7]]}),
        ("1981-24", {"date-parts": [[1981]], "season": 4}),
        ("1960~", {"date-parts": [[1960]], "circa": True}),
        ("2003-09/2004-08", {"date-parts": [[2003, 9], [2004, 8]]}),
        ("1960~/1962~", {"date-parts": [[1960], [1962]], "circa": True}),
        ("1990/..", {"date-parts": [[1990]], "literal": "since 1990"}),
        ("1990/", {"date-parts": [[1990]], "literal": "from 1990, end unknown"}),
        ("[1959,1960]", {"literal": "1959 or 1960"}),
        ("1960?", {"date-parts": [[1960]], "literal": "perhaps 1960"}),
        ("1960/1962~", {"date-parts": [[1960], [1962]], "literal": "1960 to about 1962"}),
        (
            "1981-21/1981-24",
            {"date-parts": [[1981], [1981]], "literal": "spring 1981 to winter 1981–82"},
        ),
    ],
)
def test_a_date_has_its_parts_and_words_where_they_do_not_hold_it(edtf, variable):
    assert date_variable(edtf) == variable


@pytest.mark.parametrize("edtf", ["1991", "1996-10", "2018-06-07", "1981-24", "1960~", "1960/1962"])
def test_a_date_that_its_parts_hold_can_be_written_as_edtf_again(edtf):
    assert edtf_of(date_variable(edtf)) == edtf


@pytest.mark.parametrize(
    ("edtf", "year"),
    [
        ("1996-10", "1996"),
        ("2003-09/2004-08", "2003–2004"),
        ("1960-01/1960-08", "1960"),
        ("1960~", "c. 1960"),
        ("[1959,1960]", "1959 or 1960"),
    ],
)
def test_the_year_is_as_author_date_styles_have_it(edtf, year):
    assert year_of(date_variable(edtf)) == year


# Entries and statements


@pytest.mark.django_db
def test_an_entry_is_a_page_of_this_base_without_an_author():
    item = item_of(make_track(slug="business", name="Business", summary="Firms make peace."))

    assert item == {
        "id": "track:business",
        "type": "webpage",
        "title": "Business",
        "container-title": SITE,
        "version": "7",
        "issued": {"date-parts": [[2026, 11, 22]]},
        "accessed": {"date-parts": [[2026, 12, 1]]},
        "URL": "https://mtd.example/there",
        "language": "en-GB",
        "abstract": "Firms make peace.",
    }
    assert rules.is_valid([item])


@pytest.mark.django_db
def test_a_statement_is_named_after_its_entry_and_what_it_hangs_on():
    framework = make_framework(slug="five", name="Five tracks")
    track = make_framework_track(framework=framework, label="Business", key="two")
    point = make_track_point(framework_track=track, key="quick", statement="It is quick.")

    assert item_of(point)["id"] == "framework:five#quick"
    assert item_of(point)["title"] == "Five tracks, Business: It is quick."


@pytest.mark.django_db
def test_a_statement_that_names_its_entry_is_not_named_after_it_again():
    part = make_participation(role="mediator")

    assert item_of(part)["title"] == f"{part.actor}, mediator in {part.initiative}"


@pytest.mark.django_db
def test_what_is_said_of_a_work_is_named_after_its_short_name():
    work = make_work(title="A very long title", title_short="Krueger 1991")
    erratum = make_erratum(work=work, printed="Olso", corrected="Oslo")

    assert item_of(erratum)["title"] == "Krueger 1991: “Olso” read as “Oslo”"


@pytest.mark.django_db
def test_an_answer_follows_its_question():
    position = make_position(
        disagreement=make_disagreement(question="Who coined it?"), statement="Montville did."
    )

    assert item_of(position)["title"] == "Who coined it? Montville did."


@pytest.mark.django_db
def test_a_long_statement_is_shortened_as_a_title_and_stands_whole_in_the_abstract():
    statement = "They agreed on this and that. " * 12
    item = item_of(make_outcome(statement=statement.strip()))

    assert len(item["title"]) <= 182
    assert item["title"].endswith(" …")
    assert item["abstract"] == statement.strip()


def test_a_text_is_cut_between_words():
    assert shortened("word " * 60) == "word " * 35 + "word …"


@pytest.mark.django_db
def test_what_a_statement_rests_on_stands_in_the_note_with_the_places():
    krueger = make_work(title_short="Krueger 1991")
    passages = [
        make_citation(work=krueger, locator="¶ 4"),
        make_citation(
            work=make_work(title_short="Wikipedia"),
            locator="¶ 2",
            stance="reports",
            attributed_speaker=make_contributor(family="McDonald"),
        ),
    ]
    note = item_of(make_outcome(citations=passages))["note"]

    assert "Krueger 1991, ¶ 4" in note
    assert "Wikipedia, ¶ 2 (reports McDonald)" in note


@pytest.mark.django_db
def test_a_disagreement_rests_on_what_its_positions_rest_on():
    disagreement = make_disagreement()
    passage = make_citation(work=make_work(title_short="Krueger 1991"), locator="¶ 4")
    make_position(disagreement=disagreement, citations=[passage])

    assert item_of(disagreement)["note"] == "Rests on: Krueger 1991, ¶ 4."


@pytest.mark.django_db
def test_what_is_inferred_says_so_with_the_reason():
    inferred = make_outcome(basis="inferred", basis_note="It follows from the date.")
    known = make_outcome(basis="general-knowledge")

    assert item_of(inferred)["note"] == "Inferred: It follows from the date."
    assert item_of(known)["note"] == "Basis: general knowledge."


# The file


def test_the_file_is_an_array_in_utf_8():
    written = csljson([work_item(unsaved_work(title="Diplomacija: pogajanj“ č"))])

    assert "pogajanj“ č" in written
    assert rules.is_valid(json.loads(written))


# That the rules find what they are for


@pytest.mark.parametrize(
    "fault",
    [
        {"type": "comic"},
        {"colour": "red"},
        {"title": ""},
        {"issued": {"date-parts": [[1991, 24]]}},
        {"issued": "1991"},
        {"author": [{"name": "X"}]},
        {"author": []},
        {"volume": 3},
    ],
)
def test_a_fault_of_an_item_is_found(fault):
    assert not rules.is_valid([work_item(unsaved_work()) | fault])
