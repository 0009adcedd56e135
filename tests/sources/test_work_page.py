"""/sources/<slug>/: a work, its passages, and all that rests on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources import paragraphs
from sources.querysets import cited_models
from tests.factories import (
    make_actor,
    make_actor_point,
    make_citation,
    make_concept,
    make_concept_point,
    make_contribution,
    make_contributor,
    make_erratum,
    make_framework,
    make_framework_track,
    make_initiative,
    make_participation,
    make_reference,
    make_track_point,
    make_work,
)
from tests.full import Full
from tests.markup import faults, markup

pytestmark = pytest.mark.django_db


def page_of(client, work, **parameters):
    answer = client.get(work.get_absolute_url(), parameters)
    assert answer.status_code == 200
    assert faults(answer) == []
    return markup(answer)


def text(client, work, **parameters):
    return page_of(client, work, **parameters).text.replace("\u00a0", " ")


def make_text(**fields):
    """A work that is one of the texts read line by line."""
    return make_work(text_name="text.txt", text_sha256="0" * 64, **fields)


def rest(passage, number=1):
    """Statements that rest on a passage, the first of them “It is 1.”"""
    actor = make_actor(name="The House")
    return [
        make_actor_point(actor=actor, statement=f"It is {n}.", position=n, citations=[passage])
        for n in range(1, number + 1)
    ]


# What it is


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

    assert ("https://example.org/paper", "nofollow") in page_of(client, work).links
    assert "https://example.org/paper (read 2 January 2026)" in text(client, work)


def test_names_stand_in_their_order_with_their_roles_each_with_an_anchor(client):
    work = make_work()
    for position, (family, role) in enumerate([("Zwei", "author"), ("Ahn", "editor")]):
        make_contribution(
            work=work,
            contributor=make_contributor(family=family),
            role=role,
            position=position,
            key=family.lower(),
        )

    page = page_of(client, work)

    assert 0 < page.text.index("Zwei;") < page.text.index("Ahn (editor)")
    assert {"zwei", "ahn"} <= {*page.ids}


# What rests on its passages


def test_each_passage_has_its_anchor_and_what_rests_on_it(client):
    work = make_work()
    for page in (12, 3):
        passage = make_citation(work=work, locator=f"p. {page}", key=f"p{page}")
        make_concept_point(statement=f"Said on page {page}.", citations=[passage])
    page = page_of(client, work)

    assert {"p3", "p12"} <= {*page.ids}
    shown = page.text.replace("\u00a0", " ")
    assert "2 statements of this base rest on this work" in shown
    places = [
        shown.index(words) for words in ("p. 3.", "Said on page 3.", "p. 12.", "Said on page 12.")
    ]
    assert places == sorted(places)


def test_a_source_of_a_case_supports_it_as_a_whole(client):
    work = make_work()
    passage = make_citation(work=work, locator="")
    make_initiative(name="The talks", basis="case", citations=[passage])
    shown = page_of(client, work).text

    assert "No single statement is cited to a passage of it." in shown
    assert "The talks" in shown
    assert "What rests on it" not in shown


def test_a_work_that_is_also_cited_shows_what_rests_on_it(client):
    work = make_work()
    make_initiative(basis="case", citations=[make_citation(work=work, locator="")])
    make_concept_point(citations=[make_citation(work=work)])
    shown = page_of(client, work).text

    assert "2 statements of this base rest on this work" in shown
    assert "No single statement" not in shown


def test_a_statement_leads_to_where_it_stands(client):
    concept = make_concept(name="Détente", slug="detente", summary="A thaw.")
    work = make_work()
    passage = make_citation(work=work)
    concept.citations.add(passage)
    point = make_actor_point(
        actor=make_actor(name="The House"), kind="view", statement="It is so.", citations=[passage]
    )
    shown = text(client, work)
    links = {address for address, _ in page_of(client, work).links}

    assert "Détente: A thaw. concept" in shown
    assert "It is so. view · The House" in shown
    assert {concept.get_absolute_url(), point.get_absolute_url()} <= links


def test_a_statement_on_a_track_names_the_track_and_its_framework(client):
    framework = make_framework(name="Two tracks")
    track = make_framework_track(framework=framework, label="Track One")
    passage = make_citation()
    make_track_point(framework_track=track, statement="It is rigid.", citations=[passage])

    assert "It is rigid. strength · Track One, Two tracks" in text(client, passage.work)


def test_what_is_not_cited_says_what_it_is(client):
    passage = make_citation()
    make_concept_point(
        statement="It follows.", basis="inferred", basis_note="So it must.", citations=[passage]
    )

    assert "It follows. inferred" in text(client, passage.work)


def test_a_passage_says_whom_it_reports_what_it_repeats_and_how_it_is_read(client):
    work = make_work()
    first = make_citation(work=work, locator="p. 3", key="p3")
    make_citation(
        work=work,
        locator="p. 4",
        key="p4",
        stance="reports",
        attributed_speaker=make_contributor(family="Montville"),
        attributed_work=make_work(title="The book"),
        repeats=first,
        read_as={"the author": "Jane Doe"},
    )
    shown = text(client, work)

    assert "p. 4. Reports Montville in The book." in shown
    assert "“the author” is read as Jane Doe." in shown
    assert f"Takes over the wording of {work}, p. 3. Repetition is not corroboration." in shown


def test_a_passage_says_by_which_it_is_repeated(client):
    first = make_citation(locator="p. 3")
    copy = make_citation(work=make_work(title="The copy"), locator="p. 9", repeats=first)
    make_citation(work=make_work(title="Unfinished", status="draft"), repeats=first)
    shown = text(client, first.work)

    assert "Its wording is taken over by The copy, p. 9." in shown
    assert copy.get_absolute_url() in {address for address, _ in page_of(client, first.work).links}
    assert "Unfinished" not in shown


def test_passages_that_read_the_same_stand_together_and_keep_their_anchors(client):
    work = make_work()
    passages = [make_citation(work=work, locator="p. 3", key=key) for key in ("p3-a", "p3-b")]
    make_concept_point(statement="It is so.", citations=passages)
    page = page_of(client, work)

    assert page.text.replace("\u00a0", " ").count("p. 3.") == 1
    assert page.text.count("It is so.") == 1
    assert {"p3-a", "p3-b"} <= {*page.ids}


def test_a_passage_of_the_whole_work_says_so(client):
    passage = make_citation(locator="")

    assert "The work as a whole" in text(client, passage.work)


def test_a_passage_on_which_nothing_rests_says_so(client):
    assert "p. 1. Nothing rests on it." in text(client, make_citation(locator="p. 1").work)


def test_a_statement_that_is_not_public_is_not_shown(client):
    passage = make_citation()
    make_actor_point(actor=make_actor(status="draft"), statement="It is.", citations=[passage])
    make_participation(actor=make_actor(visibility="withheld", name="X."), citations=[passage])

    assert "Nothing rests on it." in text(client, passage.work)


def test_a_statement_is_not_shown_at_a_passage_that_is_not_public(client):
    hidden = make_citation(attributed_work=make_work(title="Unfinished", status="draft"))
    make_concept_point(statement="It is so.", citations=[hidden])
    shown = text(client, hidden.work)

    assert "It is so." not in shown
    assert "What rests on it" not in shown


# A source text, paragraph by paragraph


def test_the_paragraphs_of_a_text_stand_in_their_order_under_its_headings(client):
    work = make_text()
    for number, heading in ((10, "“Results”"), (9, "“Method”"), (2, "“Method”")):
        place = f"{heading}, ¶ {number}"
        passage = make_citation(work=work, paragraphs=[number], locator=place)
        make_concept_point(statement=f"Said in {number}.", citations=[passage])
    shown = text(client, work)

    assert "“Method”, ¶ 2–9 2 “Results”, ¶ 10 1" in shown
    places = [
        shown.index(words)
        for words in ("“Method” ¶ 2 Said in 2.", "¶ 9 Said in 9.", "“Results” ¶ 10 Said in 10.")
    ]
    assert places == sorted(places)


def test_a_passage_of_several_paragraphs_stands_at_the_first_and_the_others_lead_to_it(client):
    work = make_text()
    passage = make_citation(work=work, paragraphs=[4, 5, 6, 8], locator="¶ 4–6, 8", key="p4")
    rest(passage)
    page = page_of(client, work)
    shown = page.text.replace("\u00a0", " ")

    assert "¶ 4 ¶ 4–6, 8. It is 1." in shown
    assert "¶ 5–6 Part of ¶ 4–6, 8 (1 statement)" in shown
    assert "¶ 8 Part of ¶ 4–6, 8 (1 statement)" in shown
    assert shown.count("It is 1.") == 1
    assert page.links.count(("#p4", "")) == 2


def test_paragraphs_without_statements_are_told_by_their_reasons(client):
    work = make_text(without_statements={"1": "layout", "3": "a heading", "12": "layout"})
    rest(make_citation(work=work, paragraphs=[2], locator="¶ 2"))

    assert "Paragraphs on which nothing rests, and why ¶ 1, 12: layout ¶ 3: a heading" in text(
        client, work
    )


def test_a_reason_is_not_shown_of_a_paragraph_on_which_something_rests(client):
    work = make_text(without_statements={"2": "layout"})
    rest(make_citation(work=work, paragraphs=[2], locator="¶ 2"))

    assert "layout" not in text(client, work)


def test_the_page_says_that_it_does_not_show_the_words_of_the_text(client):
    work = make_text()
    rest(make_citation(work=work, paragraphs=[2]))

    assert "The words of the text itself are not shown here." in text(client, work)


# Pages


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(paragraphs, "LIMIT", 3)


def test_the_first_page_holds_all_passages_and_says_where_the_rest_stands(client, small_pages):
    work = make_work(title="The book")
    for page, number in ((1, 2), (2, 3), (3, 1)):
        rest(make_citation(work=work, locator=f"p. {page}", key=f"p{page}"), number)
    page = page_of(client, work)
    shown = page.text.replace("\u00a0", " ")

    assert {"p1", "p2", "p3"} <= {*page.ids}
    assert "6 statements of this base rest on this work" in shown
    assert "2 more on the next page" in shown
    assert "1 statement on page 2" in shown
    assert "Page 1 of 2" in shown
    assert ("?page=2#p3", "") in page.links


def test_the_next_page_goes_on_with_the_statements_and_leaves_the_details_out(client, small_pages):
    work = make_work(title="The book", publisher="The Press")
    make_erratum(work=work)
    first = make_citation(work=work, locator="p. 1", key="p1")
    rest(first, 2)
    rest(make_citation(work=work, locator="p. 2", key="p2"), 3)
    page = page_of(client, work, page=2)
    shown = page.text.replace("\u00a0", " ")

    assert "p2" in page.ids
    assert "p1" not in page.ids
    assert "Begun on page 1" in shown
    assert shown.count("It is ") == 2
    assert "The Press" not in shown
    assert "Errata" not in shown


@pytest.mark.parametrize("asked", ["0", "9", "x", "9" * 5000, "-1", "\0", "²"])
def test_a_page_that_does_not_exist_is_the_nearest_one(client, asked):
    work = rest(make_citation())[0].citations.get().work

    assert "It is 1." in text(client, work, page=asked)


# What others report of it


def test_passages_of_other_works_that_report_it_stand_there_with_what_rests_on_them(client):
    work = make_work(title="The book")
    report = make_citation(
        work=make_work(title="The review"),
        locator="p. 7",
        attributed_work=work,
        attributed_speaker=make_contributor(family="Montville"),
        stance="doubts",
        read_as={"he": "Joseph Montville"},
    )
    make_concept_point(statement="It is doubted.", citations=[report])
    page = page_of(client, work)

    assert (
        "Reported elsewhere 1 statement rests on passages of other works that report this one, "
        "and so knows it at second hand. In The review p. 7, doubts Montville in this work. "
        "“he” is read as Joseph Montville. It is doubted."
    ) in page.text.replace("\u00a0", " ")
    assert (report.get_absolute_url(), "") in page.links


def test_a_report_in_a_work_that_is_not_public_is_not_shown(client):
    work = make_work(title="The book")
    draft = make_work(title="Unfinished", status="draft")
    rest(make_citation(work=draft, attributed_work=work))

    assert "Reported elsewhere" not in text(client, work)


def test_reports_go_on_from_page_to_page(client, small_pages):
    work = make_work()
    review = make_work(title="The review")
    for n in range(5):
        rest(make_citation(work=review, locator=f"p. {n}", attributed_work=work, position=n))

    assert "p. 2" in text(client, work)
    assert "p. 3" not in text(client, work)
    assert "p. 3" in text(client, work, page=2)


# What else hangs on it


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
    assert (row.get_absolute_url(), "") in page_of(client, row.cited_work).links


def test_what_is_not_public_neither_cites_nor_is_cited(client):
    draft = make_work(title="Unfinished", status="draft")
    cited = make_reference(work=draft, cited_work=make_work()).cited_work
    citing = make_reference(work=make_work(), cited_work=draft).work

    assert "Unfinished" not in text(client, cited)
    assert "Unfinished" not in text(client, citing)


def test_a_work_that_is_not_published_is_not_found(client):
    assert client.get(make_work(status="draft").get_absolute_url()).status_code == 404


# What it costs


def queries(client, work):
    with CaptureQueriesContext(connection) as context:
        assert client.get(work.get_absolute_url()).status_code == 200
    return len(context)


def test_the_page_asks_once_for_each_kind_of_statement_and_no_more(client):
    work, full = make_work(), Full()
    make_citation(work=work)
    bare = queries(client, work)
    full.rest_on([work], 1)
    one = queries(client, work)
    full.rest_on([work], 9)

    assert queries(client, work) == one
    assert one == bare + len(cited_models())
