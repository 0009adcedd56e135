"""/sources/ and /api/v1/works/: everything that is cited."""

import pytest

from tests.asking import both, slugs
from tests.factories import (
    make_citation,
    make_contribution,
    make_contributor,
    make_erratum,
    make_initiative,
    make_reference,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/sources/"
EACH = both(ADDRESS, "/api/v1/works/")


def test_the_page_shows_what_a_work_is(client):
    work = make_work(
        title="Memoir",
        type="article-journal",
        issued="1991",
        container_title="The Journal",
        text_name="memoir.txt",
        text_sha256="0" * 64,
    )
    make_contribution(work=work, contributor=make_contributor(given="Jane", family="Doe"))
    make_contribution(
        work=work, contributor=make_contributor(literal="The House"), role="editor", position=1
    )
    text = markup(client.get(ADDRESS)).text

    for words in ("Memoir", "Journal article", "1991", "The Journal", "source text"):
        assert words in text
    assert "Jane Doe; The House (editor)" in text


def test_the_page_counts_what_rests_on_each_work(client):
    work, other = make_work(slug="cited", title="A"), make_work(title="B")
    passages = [make_citation(work=work), make_citation(work=work)]
    make_erratum(work=other, citations=passages)
    make_erratum(work=other, citations=passages[:1])
    make_erratum(work=make_work(status="draft"), citations=passages)
    page = markup(client.get(ADDRESS))

    assert page.text.count("statements rest on it") == 1
    assert "2 statements rest on it" in page.text
    assert ("/sources/cited/#passages", "") in page.links


def test_a_source_of_a_case_supports_it_as_a_whole(client):
    work = make_work(slug="cited")
    make_initiative(basis="case", citations=[make_citation(work=work, locator="")])
    page = markup(client.get(ADDRESS))

    assert "Supports a case as a whole" in page.text
    assert "rests on it" not in page.text
    assert ("/sources/cited/#passages", "") in page.links


@EACH
def test_words_are_looked_for_in_title_container_and_names(client, address):
    make_work(slug="title", title="Peace and Doe")
    make_work(slug="container", title="Peace", container_title="The Doe Review")
    person = make_contributor(family="Doe")
    make_contribution(work=make_work(slug="person", title="On peace"), contributor=person)
    body = make_contributor(literal="Doe and Sons")
    make_contribution(work=make_work(slug="body", title="World peace"), contributor=body)
    make_work(slug="other", title="Peace")

    assert sorted(slugs(client, address, q="doe peace")) == ["body", "container", "person", "title"]


@EACH
def test_a_work_of_many_names_is_found_once(client, address):
    work = make_work(slug="many")
    for _ in range(3):
        make_contribution(work=work)

    assert slugs(client, address, q="family") == ["many"]


@EACH
def test_a_type_and_an_independence_leave_out_others(client, address):
    make_work(slug="speech", type="speech", independence="government")
    make_work(slug="book", type="book")

    assert slugs(client, address, type="speech") == ["speech"]
    assert slugs(client, address, independence="government") == ["speech"]


@EACH
def test_a_source_finds_works_whose_details_rest_on_it(client, address):
    passage = make_citation(work=make_work(slug="list"))
    make_work(slug="itself", citations=[passage])
    make_erratum(work=make_work(slug="erratum"), citations=[passage])
    make_reference(work=make_work(slug="citing"), cited_work=make_work(), citations=[passage])

    assert sorted(slugs(client, address, source="list")) == ["citing", "erratum", "itself"]


@EACH
def test_a_collection_and_a_basis_leave_out_others(client, address):
    make_work(slug="casebook", collection="casebook", basis="general-knowledge")
    make_work(slug="curated")

    assert slugs(client, address, collection="casebook") == ["casebook"]
    assert slugs(client, address, basis="general-knowledge") == ["casebook"]
