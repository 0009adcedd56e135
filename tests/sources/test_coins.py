"""COinS: a work as reference managers find it in a page."""

from urllib.parse import parse_qsl

import pytest

from sources.coins import context_object
from sources.csl import work_item
from sources.models import Contribution, Contributor, Work
from tests.factories import make_contribution, make_contributor, make_work
from tests.markup import markup
from tests.sources.references import unsaved_work


def pairs(*names, **fields):
    """[(key, value), …] of an unsaved work; names are (role, contributor)."""
    rows = [Contribution(role=role, contributor=name) for role, name in names]
    work = unsaved_work(*rows, **{"title": "A Title", **fields})
    return parse_qsl(context_object(work_item(work)), strict_parsing=True)


AALL = Contributor(family="Aall", given="Pamela")
BODY = Contributor(literal="United Nations")


@pytest.mark.parametrize("kind", Work.Type.values)
def test_every_type_has_a_format_and_a_title(kind):
    found = dict(pairs(type=kind))

    assert found["ctx_ver"] == "Z39.88-2004"
    assert found["rft_val_fmt"].startswith("info:ofi/fmt:kev:mtx:")
    assert "A Title" in (found.get(f"rft.{key}") for key in ("title", "atitle", "btitle"))


def test_a_chapter_is_an_item_of_a_book():
    found = dict(pairs(type="chapter", container_title="The Book", page="1-9", issued="1996"))

    assert found["rft.genre"] == "bookitem"
    assert (found["rft.atitle"], found["rft.btitle"]) == ("A Title", "The Book")
    assert (found["rft.pages"], found["rft.date"]) == ("1-9", "1996")


def test_an_article_is_in_a_journal():
    found = dict(pairs(type="article-journal", container_title="The Journal", volume="4"))

    assert (found["rft.jtitle"], found["rft.volume"]) == ("The Journal", "4")


def test_a_web_page_says_what_it_is_and_where():
    found = dict(pairs(type="webpage", container_title="The Site", url="https://a.b/c?d=e&f"))

    assert (found["rft.type"], found["rft.source"]) == ("webpage", "The Site")
    assert found["rft_id"] == "https://a.b/c?d=e&f"


def test_the_first_author_is_named_in_parts_and_all_of_them_whole():
    montville = Contributor(family="Montville", given="Joseph")
    found = pairs(("author", AALL), ("author", montville), type="book")

    assert ("rft.aulast", "Aall") in found
    assert ("rft.aufirst", "Pamela") in found
    assert [value for key, value in found if key == "rft.au"] == (
        ["Aall, Pamela", "Montville, Joseph"]
    )


def test_a_body_is_named_as_one():
    assert ("rft.aucorp", "United Nations") in pairs(("author", BODY), type="treaty")


def test_an_edited_book_is_found_under_its_editors_since_only_authors_are_known():
    assert ("rft.au", "Aall, Pamela") in pairs(("editor", AALL), type="collection")


def test_editors_are_not_made_authors_where_there_are_authors():
    found = pairs(("author", BODY), ("editor", AALL), type="book")

    assert "rft.au" not in dict(found)


@pytest.mark.parametrize(
    ("edtf", "day"),
    [
        ("2018-06-07", "2018-06-07"),
        ("1996-10", "1996-10"),
        ("1981-24", "1981"),
        ("2003-09/2004-08", "2003-09"),
        ("[1959,1960]", "1959 or 1960"),
    ],
)
def test_a_date_is_the_first_that_it_can_be(edtf, day):
    assert dict(pairs(type="book", issued=edtf))["rft.date"] == day


@pytest.mark.django_db
def test_every_work_of_the_list_can_be_found_in_its_page(client):
    titles = ["Peace & <war>", 'A "quoted" title']
    for title in titles:
        work = make_work(title=title, type="book")
        make_contribution(work=work, contributor=make_contributor(family="Aall"))
    html = client.get("/sources/").content.decode()
    found = [dict(parse_qsl(title)) for title in coins_in(html)]

    assert {row["rft.btitle"] for row in found} == {*titles}
    assert {row["rft.au"] for row in found} == {"Aall"}


@pytest.mark.django_db
def test_the_page_of_a_work_holds_that_work_alone(client):
    work = make_work(title="On tracks", type="book")
    html = client.get(work.get_absolute_url()).content.decode()

    assert [dict(parse_qsl(title))["rft.btitle"] for title in coins_in(html)] == ["On tracks"]


def coins_in(html: str) -> list[str]:
    return [at["title"] for _, at in markup(html).elements if at.get("class") == "Z3988"]
