"""GET /api/v1/outcomes/: what came of initiatives."""

import pytest

from tests.asking import slugs
from tests.factories import make_conflict, make_initiative, make_outcome

pytestmark = pytest.mark.django_db

LIST = "/api/v1/outcomes/"


@pytest.mark.parametrize(
    "question",
    [{"kind": "award"}, {"initiative": "oslo"}, {"conflict": "war"}, {"q": "prize oslo"}],
    ids=str,
)
def test_each_filter_leaves_what_it_asks_for(client, question):
    wanted = make_outcome(
        initiative=make_initiative(slug="oslo", name="The Oslo channel"),
        kind="award",
        conflict=make_conflict(slug="war"),
        statement="They were given a prize.",
    )
    make_outcome()

    assert slugs(client, LIST, **question) == [wanted.ref]


def test_what_names_no_conflict_is_of_all_of_its_initiative(client):
    war, other = make_conflict(slug="war"), make_conflict(slug="other")
    initiative = make_initiative(conflicts=[war, other])
    on_all = make_outcome(initiative=initiative)
    make_outcome(initiative=initiative, conflict=other)

    assert slugs(client, LIST, conflict="war") == [on_all.ref]


def test_a_row_names_the_initiative_and_the_conflict(client):
    outcome = make_outcome(conflict=make_conflict(slug="war"))
    [row] = client.get(LIST).json()["results"]

    assert row["initiative"]["slug"] == outcome.initiative.slug
    assert row["conflict"]["slug"] == "war"
