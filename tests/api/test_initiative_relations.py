"""GET /api/v1/initiative-relations/: how initiatives stand to each other."""

import pytest

from tests.asking import slugs
from tests.factories import make_conflict, make_initiative, make_initiative_relation

pytestmark = pytest.mark.django_db

LIST = "/api/v1/initiative-relations/"


@pytest.fixture
def relation():
    made = make_initiative_relation(
        initiative=make_initiative(slug="dartmouth", name="Dartmouth"),
        other=make_initiative(
            slug="oslo", name="The Oslo channel", conflicts=[make_conflict(slug="war")]
        ),
        kind="feeds-into",
        statement="It lent its method.",
    )
    make_initiative_relation(other=make_initiative(conflicts=[make_conflict()]))
    return made


@pytest.mark.parametrize(
    "question",
    [
        {"initiative": "dartmouth"},
        {"initiative": "oslo"},
        {"kind": "feeds-into"},
        {"conflict": "war"},
        {"q": "method oslo dartmouth"},
    ],
    ids=str,
)
def test_each_filter_leaves_what_it_asks_for_at_either_end(client, relation, question):
    assert slugs(client, LIST, **question) == [relation.ref]


def test_a_row_names_both_initiatives(client, relation):
    [row] = client.get(LIST, {"kind": "feeds-into"}).json()["results"]

    assert (row["initiative"]["slug"], row["other"]["slug"]) == ("dartmouth", "oslo")
