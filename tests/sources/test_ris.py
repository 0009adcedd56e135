"""RIS: what reference managers import."""

import pytest

from sources.csl import work_item
from sources.models import Work
from sources.ris import ris
from tests.factories import make_contribution, make_contributor, make_work

rispy = pytest.importorskip("rispy", reason="rispy: only in requirements-dev.txt")
pytest.importorskip("hypothesis", reason="hypothesis: only in requirements-dev.txt")

from hypothesis import given, settings  # noqa: E402 (skipped without)

from tests.sources.hostile import works  # noqa: E402 (skipped without)
from tests.sources.references import facts, facts_of_ris, unsaved_work  # noqa: E402 (skipped without)


def lines(**fields):
    """Of an unsaved work without contributions."""
    return ris([work_item(unsaved_work(**fields))]).split("\r\n")


@given(works())
@settings(max_examples=100, deadline=None)
def test_nothing_of_a_work_is_lost(work):
    [record] = rispy.loads(ris([work_item(work)]))

    assert facts_of_ris(record) == facts(work)


@given(works())
@settings(max_examples=50, deadline=None)
def test_every_line_is_a_tag_and_its_text_and_a_record_ends_once(work):
    *found, rest = ris([work_item(work)]).split("\r\n")

    assert rest == ""
    assert all(text[2:6] == "  - " for text in found)
    assert [text[:2] for text in found].count("TY") == [text[:2] for text in found].count("ER") == 1
    assert (found[0][:2], found[-1]) == ("TY", "ER  - ")


@pytest.mark.parametrize("kind", Work.Type.values)
def test_every_type_has_one_that_managers_know(kind):
    known = rispy.config.TYPE_OF_REFERENCE_MAPPING

    assert lines(type=kind)[0].removeprefix("TY  - ") in known


def test_a_date_has_year_month_and_day():
    assert "DA  - 2018/06/07/" in lines(issued="2018-06-07")
    assert "PY  - 2018" in lines(issued="2018-06-07")


def test_what_stands_in_a_note_has_no_space_at_its_edges():
    assert "N1  - ISSN: 1234-5678" in lines(type="book", issn="\u00a01234-5678\u00a0")


def test_a_season_stands_behind_the_third_slash():
    assert "DA  - 1981///winter" in lines(issued="1981-24")


def test_a_year_alone_needs_no_date():
    assert [line for line in lines(issued="1991") if line[:2] in ("PY", "DA")] == ["PY  - 1991"]


def test_a_date_that_is_one_of_several_is_told_in_words():
    assert "DA  - ///1959 or 1960" in lines(issued="[1959,1960]")


def test_the_pages_of_an_article_are_its_first_and_its_last():
    found = lines(type="article-journal", page="145-157")

    assert {"SP  - 145", "EP  - 157"} <= {*found}


def test_a_series_is_the_second_title_of_a_book_and_the_third_of_a_chapter():
    assert "T2  - Papers" in lines(collection_title="Papers")
    assert "T3  - Papers" in lines(type="chapter", collection_title="Papers")


@pytest.mark.django_db
def test_editors_have_the_tag_of_their_type():
    tags = {"book": "A3", "chapter": "A2", "webpage": "ED"}
    for kind, tag in tags.items():
        work = make_work(type=kind)
        name = make_contributor(family="Aall", given="Pamela")
        make_contribution(work=work, role="editor", contributor=name)
        assert f"\r\n{tag}  - Aall, Pamela\r\n" in ris([work_item(work)])
