"""/sources/<slug>/: a work, its passages, and all that rests on it."""

import pytest

from tests.factories import (
    make_citation,
    make_contribution,
    make_contributor,
    make_erratum,
    make_reference,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db


def text(client, work):
    answer = client.get(work.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text


def test_the_page_shows_the_details_of_a_work(client):
    work = make_work(
        title="On tracks",
        title_short="Tracks",
        type="article-journal",
        container_title="The Journal",
        collection_title="Papers",
        collection_number="7",
        publisher="The Press",
        publisher_place="Oslo",
        issued="1991-05",
        volume="12",
        issue="3",
        edition="second",
        page="1–20",
        isbn="978-0",
        issn="0001",
        doi="10.1/x",
        independence="scholar",
        note="Read with care.",
    )
    shown = text(client, work)

    for words in (
        "On tracks",
        "Called here Tracks",
        "Journal article",
        "In The Journal",
        "Papers, 7",
        "Oslo: The Press",
        "Issued May 1991",
        "12, 3",
        "Edition second",
        "Pages 1–20",
        "978-0",
        "0001",
        "10.1/x",
        "Scholar or independent research",
        "Read with care.",
    ):
        assert words in shown


def test_the_address_of_a_work_is_a_link_that_search_engines_do_not_follow(client):
    work = make_work(url="https://example.org/paper", accessed="2026-01-02")

    assert ("https://example.org/paper", "nofollow") in markup(
        client.get(work.get_absolute_url())
    ).links
    assert "https://example.org/paper (read 2 January 2026)" in text(client, work)


def test_names_stand_in_their_order_with_their_roles(client):
    work = make_work()
    for position, (family, role) in enumerate([("Zwei", "author"), ("Ahn", "editor")]):
        make_contribution(
            work=work,
            contributor=make_contributor(family=family),
            role=role,
            position=position,
        )

    assert "Zwei; Ahn (editor)" in text(client, work)


def test_the_page_lists_its_passages_each_with_an_anchor(client):
    work = make_work()
    first = make_citation(work=work, locator="p. 3", key="p3")
    make_citation(
        work=work,
        locator="p. 4",
        key="p4",
        stance="reports",
        attributed_speaker=make_contributor(family="Montville"),
        repeats=first,
        read_as={"the author": "Jane Doe"},
    )
    page = markup(client.get(work.get_absolute_url()))
    words = page.text.replace("\u00a0", " ")

    assert {"p3", "p4"} <= {*page.ids}
    assert "p. 4 (reports Montville)" in words
    assert "Repetition is not corroboration." in words
    assert "“the author” is read as Jane Doe." in words


def test_a_passage_of_the_whole_work_says_so(client):
    passage = make_citation(locator="")

    assert "The work as a whole" in text(client, passage.work)


def test_the_page_shows_errata(client):
    row = make_erratum(printed="Olso", corrected="Oslo", reason="The town is Oslo.")

    assert "“Olso” is read as Oslo. The town is Oslo." in text(client, row.work)


def test_a_reference_stands_on_both_pages(client):
    row = make_reference(
        work=make_work(title="The thesis"),
        cited_work=make_work(title="The book"),
        note="note 4",
        page="p. 12",
    )

    assert "Works that it cites The book, p. 12 note 4" in text(client, row.work)
    assert "Cited by The thesis note 4, citing p. 12" in text(client, row.cited_work)


def test_what_is_not_public_neither_cites_nor_is_cited(client):
    draft = make_work(title="Unfinished", status="draft")
    cited = make_reference(work=draft, cited_work=make_work()).cited_work
    citing = make_reference(work=make_work(), cited_work=draft).work

    assert "Unfinished" not in text(client, cited)
    assert "Unfinished" not in text(client, citing)


def test_a_work_that_is_not_published_is_not_found(client):
    assert client.get(make_work(status="draft").get_absolute_url()).status_code == 404
