"""BibTeX: what LaTeX and reference managers read."""

import re

import pytest

from sources.bibtex import bibtex, escape
from sources.csl import work_item
from sources.models import Contribution, Contributor, Work

pytest.importorskip("bibtexparser", reason="bibtexparser: only in requirements-dev.txt")
pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given, settings

from tests.sources.bibtex_reading import decode, entries
from tests.sources.hostile import texts, works
from tests.sources.references import facts, facts_of_bibtex, line, unsaved_work


def written(*contributors, **fields):
    """Of an unsaved work."""
    rows = [Contribution(contributor=name) for name in contributors]
    return bibtex([work_item(unsaved_work(*rows, **fields))])


@given(works())
@settings(max_examples=100, deadline=None)
def test_nothing_of_a_work_is_lost(work):
    [entry] = entries(bibtex([work_item(work)]))

    assert facts_of_bibtex(entry, decode) == facts(work)


@given(texts)
@settings(max_examples=200, deadline=None)
def test_escaped_text_is_one_line_with_no_brace_too_many_and_reads_the_same(text):
    escaped = escape(text)
    depths = [escaped[:end].count("{") - escaped[:end].count("}") for end in range(len(escaped))]

    assert not re.search(r"(?<!\\)[%&$#_]|[\n\r]", escaped)
    assert min(depths, default=0) >= 0
    assert escaped.count("{") == escaped.count("}")
    assert line(decode(escaped)) == line(text)


@pytest.mark.parametrize("kind", Work.Type.values)
def test_every_type_has_one_that_bibtex_knows(kind):
    known = {"article", "book", "incollection", "inproceedings", "misc", "phdthesis", "techreport"}

    assert entries(written(type=kind))[0].entry_type in {*known, "online"}


def test_a_body_keeps_its_name_whole():
    body = Contributor(literal="Institute of War and Peace, London")

    assert "author = {{Institute of War and Peace, London}}," in written(body)


def test_a_family_name_of_two_words_stays_together():
    assert "author = {Abu Hammad, Nahed}," in written(
        Contributor(family="Abu Hammad", given="Nahed")
    )
    assert "author = {{Abu Hammad}}," in written(Contributor(family="Abu Hammad"))


def test_a_junior_stands_between_the_names():
    names = [
        Contributor(family="Lerche Jr.", given="C. O."),
        Contributor(family="Aall", given="P."),
    ]

    assert "author = {Lerche, Jr., C. O. and Aall, P.}," in written(*names)


def test_capitals_of_a_title_are_kept_by_a_second_pair_of_braces():
    assert "title = {{Peace in the Middle East}}," in written(title="Peace in the Middle East")


def test_there_are_two_hyphens_between_pages():
    assert "pages = {145--157}," in written(page="145-157")


def test_an_address_is_not_escaped():
    assert "url = {https://a.b/c_d%20e}," in written(url="https://a.b/c_d%20e")


def test_a_season_stands_in_the_date_and_a_month_in_the_month():
    assert "date = {1981-24}" in written(issued="1981-24")
    assert "month = oct," in written(issued="1996-10")
    assert "date =" not in written(issued="1996-10")


def test_a_thesis_is_not_called_one_of_a_doctor():
    assert "type = {Thesis}," in written(type="thesis")


def test_the_key_is_the_slug():
    assert written(slug="barston-1988").startswith("@book{barston-1988,\n")
