"""GET /api/v1/<parts>/: every statement of one kind, with what it belongs to and rests on."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from curation.models import Entry
from sources.models import Citation
from tests.asking import slugs
from tests.factories import make_disagreement
from tests.full import Full, make_bare
from tests.routes import PART_LISTS

pytestmark = pytest.mark.django_db

EACH_LIST = pytest.mark.parametrize("route", PART_LISTS, ids=str)
STATING = pytest.mark.parametrize(
    "route", [r for r in PART_LISTS if r.model is not Citation], ids=str
)


def rows(client: Any, route: Any, **parameters: Any) -> list[Any]:
    answer = client.get(route.url(), parameters)
    assert answer.status_code == 200, answer.content
    found: list[Any] = answer.json()["results"]
    return found


@EACH_LIST
def test_a_list_without_rows_answers(client, route):
    assert rows(client, route) == []


@EACH_LIST
def test_a_list_has_every_public_part_of_its_kind(client, route):
    Full().entries(route.entry, 2)
    made = {row.ref for row in route.model.objects.public()}

    assert made == {*slugs(client, route.url(), page_size=200)} != set()


@EACH_LIST
def test_a_list_goes_by_the_order_in_which_rows_came_unless_told_otherwise(client, route):
    made = [make_bare(route.model) for _ in range(4)]

    assert slugs(client, route.url()) == [row.ref for row in made]


@EACH_LIST
def test_a_row_names_its_entry_and_its_key(client, route):
    part = make_bare(route.model)
    [row] = rows(client, route)

    assert row["ref"] == f"{part.entry.slug}#{part.key}"


@EACH_LIST
def test_a_row_gives_its_place_on_the_page_of_its_entry(client, route):
    part = make_bare(route.model)
    [row] = rows(client, route)
    address = urlsplit(row["html_url"])
    html = client.get(address.path).content.decode()

    assert row["html_url"] == f"http://testserver{part.get_absolute_url()}"
    assert f'id="{address.fragment}"' in html


@STATING
def test_a_row_says_what_it_rests_on(client, route):
    Full().entries(route.entry, 1)

    for row in rows(client, route, page_size=200):
        assert {"basis", "basis_note", "collection", "independent_sources"} <= row.keys()
        assert row["citations"][0]["work"]["title"]
        assert row["disagreements"][0]["question"]


@EACH_LIST
def test_no_row_gives_an_internal_number(client, route):
    Full().entries(route.entry, 1)

    assert not {"id", "pk", "position"} & {name for row in rows(client, route) for name in row}


@EACH_LIST
@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_a_part_of_an_entry_that_is_not_published_is_neither_there_nor_counted(
    client, route, status
):
    hidden, shown = make_bare(route.model), make_bare(route.model)
    assert isinstance(hidden.entry, Entry)
    type(hidden.entry).objects.filter(pk=hidden.entry.pk).update(status=status)
    answer = client.get(route.url()).json()

    assert [row["ref"] for row in answer["results"]] == [shown.ref]
    assert answer["count"] == 1


@STATING
def test_a_chosen_collection_leaves_its_own_rows(client, route):
    make_bare(route.model, collection="source-texts")
    kept = make_bare(route.model, collection="casebook")

    assert slugs(client, route.url(), collection="casebook") == [kept.ref]


@EACH_LIST
def test_the_address_of_one_part_is_none(client, route):
    part = make_bare(route.model)

    assert client.get(f"{route.url()}{part.key}/").status_code == 404


# What rows of every kind can be asked for


@STATING
def test_rows_can_be_asked_for_by_the_work_that_they_rest_on(client, route):
    passage, other = make_bare(Citation), make_bare(Citation)
    resting = make_bare(route.model, citations=[passage])
    make_bare(route.model, citations=[other])

    assert slugs(client, route.url(), source=passage.work.slug) == [resting.ref]


@STATING
def test_rows_can_be_asked_for_by_what_they_rest_on(client, route):
    make_bare(route.model)
    guessed = make_bare(route.model, basis="inferred", basis_note="It follows.")

    assert slugs(client, route.url(), basis="inferred") == [guessed.ref]


@STATING
def test_rows_can_be_asked_for_by_whether_they_are_disputed(client, route):
    disputed = make_bare(route.model, disagreements=[make_disagreement()])
    hidden = make_bare(route.model, disagreements=[make_disagreement(status="draft")])
    clear = make_bare(route.model)

    assert slugs(client, route.url(), contested="true") == [disputed.ref]
    assert slugs(client, route.url(), contested="false") == [hidden.ref, clear.ref]


@pytest.mark.parametrize(
    "route", [r for r in PART_LISTS if "year_from" in r.filterset.base_filters], ids=str
)
def test_rows_can_be_asked_for_by_their_own_years(client, route):
    name = route.filterset.date_field
    early, late, _ = (
        make_bare(route.model, **{name: dates}) for dates in ("1989/1991", "1993", "")
    )

    assert slugs(client, route.url(), year_from=1990) == [early.ref, late.ref]
    assert slugs(client, route.url(), year_from=1992) == [late.ref]
    assert slugs(client, route.url(), year_to=1990) == [early.ref]
    assert slugs(client, route.url(), year_from=1992, year_to=1992) == []
