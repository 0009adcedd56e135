"""GET /api/v1/involvements/: which initiative ran on which track."""

import pytest

from tests.asking import slugs
from tests.factories import make_conflict, make_initiative, make_involvement, make_track

pytestmark = pytest.mark.django_db

LIST = "/api/v1/involvements/"


@pytest.mark.parametrize(
    "question",
    [
        {"initiative": "oslo"},
        {"track": "business"},
        {"function": "funding"},
        {"conflict": "war"},
        {"kind": "mediation"},
        {"q": "merchants"},
        {"q": "channel"},
    ],
    ids=str,
)
def test_each_filter_leaves_what_it_asks_for(client, question):
    initiative = make_initiative(
        slug="oslo",
        name="The Oslo channel",
        kind="mediation",
        conflicts=[make_conflict(slug="war")],
    )
    wanted = make_involvement(
        initiative=initiative,
        track=make_track(slug="business"),
        function="funding",
        why="Merchants paid for it.",
    )
    make_involvement()

    assert slugs(client, LIST, **question) == [wanted.ref]


def test_a_row_names_the_initiative_and_the_track(client):
    involvement = make_involvement()
    [row] = client.get(LIST).json()["results"]

    assert row["initiative"]["slug"] == involvement.initiative.slug
    assert row["track"]["slug"] == involvement.track.slug
