"""What is written as a sheet or as JSON is read back as the same documents."""

import csv
import io
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest
from django.conf import settings

from curation.entries import named_models, part_models
from curation.loading import load
from curation.rows import Row, document_rows, models_in_order, scalar_fields, stored_rows
from curation.sheets import columns, read, rows, template, write_csv, write_json
from curation.sheets.cells import plain, safe
from presentation.tables import safe as safe_in_tables
from tests.curation.sheet_sample import ENTRY, FRAMEWORK, INITIATIVE, sheet, upload

FIXTURES = settings.BASE_DIR / "fixtures"
KINDS = sorted(named_models())


def fixture_documents() -> Iterator[dict[str, Any]]:
    for path in sorted(FIXTURES.rglob("*.json")):
        yield from json.loads(path.read_text(encoding="utf-8"))


def stored_documents(stored: dict[Any, Row]) -> list[dict[str, Any]]:
    """Every stored entry with its parts; a document leaves out nothing but what is empty."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    order = models_in_order()
    for natural, row in sorted(
        stored.items(), key=lambda it: (order.index(it[1].model), it[1].values.get("position", 0))
    ):
        values = {n: v for n, v in row.values.items() if v not in ("", None, [], {})}
        values.pop("position", None)
        if len(natural) == 2:
            found[natural] = {"entry": natural[0], "slug": natural[1], **values}
        else:
            found[natural] = {"key": natural[-1], **values}
            found[natural[:-2]].setdefault(natural[-2], []).append(found[natural])
    return [document for natural, document in found.items() if len(natural) == 2]


@pytest.mark.django_db
def test_the_whole_base_comes_back_from_sheets_and_says_what_is_stored():
    load(FIXTURES)
    stored = stored_rows()
    documents = sorted(stored_documents(stored), key=lambda document: document["entry"])
    for kind, group in groupby(documents, lambda document: document["entry"]):
        of_kind = list(group)
        read_back = upload("".join(write_csv(of_kind, kind)))
        assert read_back.documents == of_kind
        found = rows(read_back, "curated")
        assert {row.natural: row.values for row in found} == {
            natural: row.values for natural, row in stored.items() if natural[0] == kind
        }


@pytest.mark.django_db
def test_the_whole_base_comes_back_from_json():
    load(FIXTURES)
    documents = stored_documents(stored_rows())
    about = {"edition": 7, "date": "2026-11-22"}
    read_back = upload("".join(write_json(documents, about)), "base.json")
    assert (read_back.documents, read_back.about) == (documents, about)


def test_every_fixture_says_the_same_in_a_sheet():
    for document in fixture_documents():
        (read_back,) = upload("".join(write_csv([document], document["entry"]))).documents
        # A number with a point is text there, and what is empty is left out.
        assert list(map(str, document_rows(read_back, "", "curated"))) == list(
            map(str, document_rows(document, "", "curated"))
        )


def test_no_field_that_may_be_empty_has_another_default():
    """So that an empty cell, which is a field left out, can be an empty value as well."""
    for model in (*named_models().values(), *part_models()):
        for f in scalar_fields(model):
            assert not f.blank or f.get_default() in ("", None, [], {}), f


def test_no_field_has_the_name_of_a_column_that_says_whose_line_it_is():
    for model in (*named_models().values(), *part_models()):
        names = {f.name for f in (*scalar_fields(model), *model._meta.many_to_many)}
        assert not names & {"entry", "slug", "list", "key", "extends"}, model


def test_parts_of_parts_come_back():
    assert upload("".join(write_csv([FRAMEWORK], "framework"))).documents == [FRAMEWORK]


def test_a_line_names_the_part_on_which_it_hangs():
    lines = csv.DictReader(io.StringIO("".join(write_csv([FRAMEWORK], "framework"))))
    assert [(line["list"], line["key"]) for line in lines] == [
        ("", ""),
        ("framework_tracks", "one"),
        ("framework_tracks/one/points", "one-power"),
        ("framework_tracks", "two"),
    ]


def test_what_extends_an_entry_comes_back():
    document = {
        "entry": "initiative",
        "slug": "example",
        "extends": True,
        "participations": [{"key": "ann", "extends": True, "disagreements": ["who"]}],
    }
    assert upload("".join(write_csv([document], "initiative"))).documents == [document]


def test_several_kinds_may_share_a_sheet():
    found = sheet(ENTRY, "actor,ann,,,Ann,person,,,,,").documents
    assert [document["entry"] for document in found] == ["initiative", "actor"]


def test_lines_may_stand_in_any_order():
    first, *parts = "".join(write_csv([FRAMEWORK], "framework")).splitlines()[1:]
    header = ",".join(columns("framework"))
    (found,) = upload("\n".join([header, *sorted(parts, reverse=True), first])).documents
    assert [part["key"] for part in found["framework_tracks"]] == ["two", "one"]
    assert found["framework_tracks"][1]["points"][0]["key"] == "one-power"


def test_a_sheet_of_one_kind_refuses_a_document_of_another():
    with pytest.raises(ValueError, match="a sheet of actor, not of initiative"):
        list(write_csv([INITIATIVE], "actor"))


def test_a_document_with_a_field_that_has_no_column_is_not_written():
    with pytest.raises(ValueError, match="capital"):
        list(write_csv([{**INITIATIVE, "capital": "Oslo"}], "initiative"))


def test_documents_are_written_one_after_the_other():
    def endless() -> Iterator[dict[str, Any]]:
        while True:
            yield INITIATIVE

    for pieces in (write_csv(endless(), "initiative"), write_json(endless(), {"edition": 1})):
        assert len([next(pieces) for _ in range(5)]) == 5


# What stands in a cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-x", "'-x"),
        ("@home", "'@home"),
        ("\ttab", "'\ttab"),
        ("\rreturn", "'\rreturn"),
        ("'=1", "''=1"),
        ("''", "'''"),
        ("'tis", "'tis"),
        ("'", "'"),
        ("a=b", "a=b"),
    ],
)
def test_no_cell_is_a_formula_and_its_text_comes_back(text: str, cell: str):
    assert (safe(text), plain(cell)) == (cell, text)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "plain", "'tis", ""])
def test_cells_are_made_safe_as_in_public_tables(text: str):
    assert safe(text) == safe_in_tables(text)


@pytest.mark.parametrize("cell", ["a#b c", "a#b | c", " a#b, c ", "a#b;c", '"[""a#b"", ""c""]"'])
def test_links_may_be_written_with_spaces_commas_or_bars(cell: str):
    text = f"entry\tslug\tcitations\ninitiative\texample\t{cell}"
    assert upload(text).documents[0]["citations"] == ["a#b", "c"]


def test_lists_of_texts_are_json_in_a_cell():
    line = 'work,report,passages,p1,"[""Dartmouth, 1960"", ""=1""]",[20]'
    found = upload(f"entry,slug,list,key,terms,paragraphs\nwork,report,,,,\n{line}").documents
    assert found[0]["passages"] == [
        {"key": "p1", "terms": ["Dartmouth, 1960", "=1"], "paragraphs": [20]}
    ]


# Keys that are made


def test_an_empty_key_is_made_as_in_the_admin():
    found = sheet(ENTRY, "initiative,example,participations,,,,ann-lee,business,mediator,,")
    assert found.documents[0]["participations"][0]["key"] == "ann-lee-mediator"


def test_a_key_that_is_taken_gets_a_number():
    line = "initiative,example,participations,{},,,ann,business,mediator,,"
    found = sheet(ENTRY, line.format(""), line.format("ann-mediator"), line.format(""))
    keys = [part["key"] for part in found.documents[0]["participations"]]
    assert keys == ["ann-mediator-2", "ann-mediator", "ann-mediator-3"]


def test_a_part_that_says_nothing_for_a_key_is_numbered():
    found = sheet(ENTRY, *["initiative,example,participations,,,,,,,A statement.,"] * 2)
    keys = [part["key"] for part in found.documents[0]["participations"]]
    assert keys == ["participation", "participation-2"]


# Places


def test_problems_of_fields_name_the_line_and_the_column():
    found = sheet(ENTRY, "initiative,example,participations,ann,,,ann,business,boss,,")
    with pytest.raises(Exception, match=r"^line 3, column role: initiative:example#ann \(part"):
        rows(found, "curated")


def test_rows_know_their_place_in_the_file():
    found = rows(sheet(ENTRY, "", "initiative,example,venues,oslo,Oslo,,,,,,"), "curated")
    assert [row.file for row in found] == ["line 2", "line 4"]


def test_a_line_below_a_cell_of_several_lines_is_named_as_the_spreadsheet_does_too():
    found = sheet(
        'initiative,example,,,"Two\nlines",dialogue,,,,,', "initiative,b,,,B,dialogue,,,,,"
    )
    assert found.places["initiative:b"] == "line 4 (row 3 of the sheet)"


def test_documents_of_json_have_the_line_where_they_begin():
    text = json.dumps([INITIATIVE, FRAMEWORK], indent=1)
    found = upload(text, "base.json")
    line = 1 + text[: text.index('"framework"')].count("\n")
    assert found.place("framework:two-tracks#one") == f"line {line - 1}"


# Dialects


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_sheet_may_come_from_any_spreadsheet(delimiter: str, end: str, mark: str):
    to = io.StringIO()
    lines = [["Entry ", "slug", "name", "", ""], ["initiative", "a", "x; y, z", "", ""], [""] * 5]
    csv.writer(to, delimiter=delimiter, lineterminator=end).writerows(lines)
    found = upload(mark + to.getvalue())
    assert found.documents == [{"entry": "initiative", "slug": "a", "name": "x; y, z"}]


def test_lines_of_a_cell_end_as_they_do_in_documents():
    found = upload('entry,slug,summary\r\ninitiative,a,"One\r\ntwo"\r\n')
    assert found.documents[0]["summary"] == "One\ntwo"


@pytest.mark.parametrize("name", ["base.json", "base.txt", "base.csv"])
def test_json_is_known_by_its_content(name: str):
    assert upload(f" \n{json.dumps([INITIATIVE])}", name).documents == [INITIATIVE]


# Templates


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_of_a_kind_is_a_sheet_whose_values_may_be(kind: str):
    found = upload("".join(template(kind)))
    assert {row.natural[:2] for row in rows(found, "curated")} == {(kind, f"example-{kind}")}


def test_the_template_in_the_documentation_is_the_present_one():
    stored = (settings.BASE_DIR / "docs" / "template-initiative.csv").read_bytes()
    assert stored.decode() == "".join(template("initiative"))


def test_reading_begins_where_the_file_stands_open():
    with (settings.BASE_DIR / "docs" / "template-initiative.csv").open("rb") as file:
        assert read(file, "template.csv").documents[0]["slug"] == "example-initiative"
