"""A reference in words: one line of a bibliography, in an author–date style."""

import pytest

from sources.csl import work_item
from sources.models import Contribution, Contributor, Work
from sources.reference import edition_words, pages, plain, reference
from tests.sources.references import unsaved_work

KELMAN = Contributor(family="Kelman", given="Herbert C.")
AALL = Contributor(family="Aall", given="Pamela")
CROCKER = Contributor(family="Crocker", given="Chester A.")
LERCHE = Contributor(family="Lerche Jr.", given="C. O.")
BODY = Contributor(literal="Institute of World Affairs")


def pieces_of(*names, **fields):
    """Of an unsaved work; names are contributors, or (role, contributor)."""
    named = [name if isinstance(name, tuple) else ("author", name) for name in names]
    rows = [Contribution(role=role, contributor=name) for role, name in named]
    work = unsaved_work(*rows, **{"title": "A Title", **fields})
    return reference(work_item(work))


def line(*names, **fields):
    return plain(pieces_of(*names, **fields))


def test_a_book():
    fields = {"issued": "1988", "publisher": "Longman", "publisher_place": "London"}

    assert line(KELMAN, type="book", edition="3rd ed.", **fields) == (
        "Kelman, Herbert C. (1988). A Title, 3rd ed. London: Longman."
    )


def test_an_edited_book_stands_under_its_editors():
    editors = [("editor", CROCKER), ("editor", AALL)]

    assert line(*editors, type="collection", issued="1996", volume="2") == (
        "Crocker, Chester A. and Pamela Aall (eds.) (1996). A Title, vol. 2."
    )
    assert line(editors[0], type="collection").startswith("Crocker, Chester A. (ed.) (n.d.).")


def test_a_chapter_names_the_book_with_its_editors_and_pages():
    assert line(
        KELMAN,
        ("editor", CROCKER),
        ("editor", AALL),
        type="chapter",
        container_title="The Book",
        issued="1996",
        volume="2",
        page="501-519",
        publisher="The Press",
    ) == (
        "Kelman, Herbert C. (1996). “A Title”. In Chester A. Crocker and Pamela Aall (eds.), "
        "The Book, vol. 2, pp. 501–519. The Press."
    )


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ({"volume": "44", "issue": "2", "page": "170-202"}, "The Journal 44(2): 170–202."),
        ({"volume": "44"}, "The Journal 44."),
        ({"issue": "45", "page": "145-157"}, "The Journal no. 45: 145–157."),
        ({"issue": "45", "issued": "1981-24"}, "The Journal no. 45, winter 1981–82."),
        ({}, "The Journal."),
    ],
)
def test_an_article_names_the_journal_with_volume_issue_season_and_pages(numbers, written):
    fields = {"issued": "1981", **numbers}

    assert line(KELMAN, type="article-journal", container_title="The Journal", **fields) == (
        f"Kelman, Herbert C. (1981). “A Title”. {written}"
    )


def test_a_report_names_its_series_and_number():
    fields = {"collection_title": "Occasional Papers", "collection_number": "7"}

    assert line(KELMAN, type="report", issued="1996-10", **fields) == (
        "Kelman, Herbert C. (1996). A Title. Occasional Papers 7."
    )


def test_a_thesis_names_its_university():
    fields = {"publisher": "George Mason University", "publisher_place": "Fairfax"}

    assert line(KELMAN, type="thesis", issued="1999", **fields) == (
        "Kelman, Herbert C. (1999). A Title. Thesis, George Mason University, Fairfax."
    )


def test_a_web_page_names_the_site_the_day_the_address_and_when_it_was_read():
    assert line(
        BODY,
        type="webpage",
        container_title="The Site",
        issued="2019-08-03",
        url="https://a.b/c",
        accessed="2020-12-25",
    ) == (
        "Institute of World Affairs (2019). “A Title”. The Site. 3 August 2019. "
        "https://a.b/c (read 25 December 2020)."
    )


def test_an_address_at_the_end_has_no_full_stop_to_be_taken_for_part_of_it():
    assert line(KELMAN, type="webpage", url="https://a.b/c").endswith(" https://a.b/c")


def test_a_work_without_names_stands_under_its_title():
    assert line(type="treaty", issued="1945") == "A Title (1945). Treaty."
    assert line(type="entry-encyclopedia", container_title="Wikipedia") == (
        "“A Title” (n.d.). In Wikipedia."
    )


def test_a_conversation_is_described_not_quoted():
    assert line(KELMAN, type="personal_communication", issued="2003-09/2004-08") == (
        "Kelman, Herbert C. (2003–2004). A Title. "
        "Personal communication, September 2003 to August 2004."
    )


def test_a_speech_has_its_day():
    assert line(KELMAN, type="speech", publisher="U.S. Department", issued="2004-07-29") == (
        "Kelman, Herbert C. (2004). “A Title”. Speech or briefing, U.S. Department, 29 July 2004."
    )


def test_others_with_a_hand_in_it_are_named():
    others = [("translator", AALL), ("reviewed-author", CROCKER), ("interviewer", LERCHE)]

    assert line(KELMAN, *others, type="book") == (
        "Kelman, Herbert C. (n.d.). A Title. Translated by Pamela Aall. "
        "On a work by Chester A. Crocker. Interview by C. O. Lerche Jr."
    )


def test_the_author_of_a_book_is_named_before_it_where_a_chapter_is_by_another():
    names = [KELMAN, ("container-author", CROCKER)]

    assert "In Chester A. Crocker, The Book." in line(
        *names, type="chapter", container_title="The Book"
    )


def test_the_editor_of_an_authored_book_is_named_behind_its_title():
    assert "A Title. Edited by Pamela Aall." in line(KELMAN, ("editor", AALL), type="book")


def test_three_names_stand_in_a_row_with_one_and():
    assert line(KELMAN, CROCKER, LERCHE, type="book").startswith(
        "Kelman, Herbert C., Chester A. Crocker and C. O. Lerche Jr. (n.d.)."
    )


def test_a_quotation_within_a_title_has_single_marks():
    assert line(type="speech", title="On “tracks”") == "“On ‘tracks’” (n.d.). Speech or briefing."


def test_a_question_needs_no_full_stop():
    assert "“Who knows?” The Site." in line(
        KELMAN, type="webpage", title="Who knows?", container_title="The Site"
    )


def test_titles_of_what_is_published_by_itself_are_set_apart():
    book = [piece.text for piece in pieces_of(KELMAN, type="book") if piece.is_title]
    chapter = pieces_of(KELMAN, type="chapter", container_title="The Book")

    assert book == ["A Title"]
    assert [piece.text for piece in chapter if piece.is_title] == ["The Book"]


@pytest.mark.parametrize("kind", Work.Type.values)
def test_every_type_is_one_line_that_ends(kind):
    full = dict.fromkeys(
        ("container_title", "collection_title", "publisher", "publisher_place"), "Some words"
    )
    for fields in ({}, full, {**full, "issued": "1991-05-01", "volume": "2", "page": "1-2"}):
        written = line(KELMAN, ("editor", AALL), type=kind, **fields)
        assert "A Title" in written
        assert written.endswith(".")
        assert not {"..", " .", "  ", ",,", "()"} & {*(written[i : i + 2] for i in range(200))}


def test_pages_have_their_sign():
    assert [pages(page) for page in ("12", "12-13", "xi", "p. 4")] == (
        ["p. 12", "pp. 12–13", "xi", "p. 4"]
    )


def test_an_edition_in_words_stays_as_it_is():
    assert [edition_words(edition) for edition in ("2", "Revised edition")] == (
        ["2nd ed.", "Revised edition"]
    )
