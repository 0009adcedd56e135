"""GET /api/v1/citations/: the passages on which statements rest."""

import pytest

from tests.asking import slugs
from tests.factories import make_actor, make_citation, make_contributor, make_work
from tests.refusals import refused

pytestmark = pytest.mark.django_db

LIST = "/api/v1/citations/"


@pytest.fixture
def passage():
    """A summary that reports McDonald, in wording that it takes over."""
    return make_citation(
        work=make_work(slug="summary", title="A summary"),
        key="p3",
        locator="Heading, ¶ 3",
        paragraphs=[3, 4],
        stance="reports",
        attributed_work=make_work(slug="talk", title="A talk"),
        attributed_speaker=make_contributor(slug="mcdonald", family="McDonald"),
        read_as={"the author": "J. W. McDonald"},
        repeats=make_citation(work=make_work(slug="first", title="The first"), key="p1"),
    )


@pytest.mark.parametrize(
    "question",
    [
        {"work": "summary"},
        {"stance": "reports"},
        {"attributed_work": "talk"},
        {"speaker": "mcdonald"},
        {"q": "heading summary"},
    ],
    ids=str,
)
def test_each_filter_leaves_what_it_asks_for(client, passage, question):
    assert slugs(client, LIST, **question) == ["summary#p3"]


def test_a_row_says_where_it_stands_whom_it_reports_and_what_it_repeats(client, passage):
    [row] = client.get(LIST, {"work": "summary"}).json()["results"]

    assert row["work"]["title"] == "A summary"
    assert (row["key"], row["locator"], row["paragraphs"]) == ("p3", "Heading, ¶ 3", [3, 4])
    assert (row["stance"], row["attributed_work"]["slug"]) == ("reports", "talk")
    assert row["attributed_speaker"]["slug"] == "mcdonald"
    assert row["read_as"] == {"the author": "J. W. McDonald"}
    assert row["repeats"] == "first#p1"


def test_a_chosen_collection_leaves_the_passages_on_which_it_rests(client, passage):
    make_actor(collection="casebook", citations=[passage])
    make_actor(collection="source-texts", citations=[make_citation()])

    assert slugs(client, LIST, collection="casebook") == ["summary#p3"]


def test_a_name_that_no_public_passage_reports_is_unknown(client):
    make_contributor(slug="silent")
    make_citation(
        work=make_work(status="draft"), attributed_speaker=make_contributor(slug="in-draft")
    )

    for slug in ("silent", "in-draft", "nobody"):
        assert refused(client.get(LIST, {"speaker": slug})) == (400, ["speaker"]), slug
