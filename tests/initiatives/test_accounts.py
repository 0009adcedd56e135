"""An initiative or conflict that two collections know shows what each says of the whole."""

import pytest

from sources.models import Basis, Collection
from tests.factories import (
    make_citation,
    make_conflict,
    make_conflict_account,
    make_initiative,
    make_initiative_account,
    make_participation,
    make_position,
    make_track,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def works():
    return [make_work(title=f"Book {number}") for number in "ABC"]


@pytest.fixture
def channel(works):
    initiative = make_initiative(slug="channel", name="Channel", summary="Two sides met.")
    make_initiative_account(
        initiative=initiative,
        name="The channel at length",
        kind="negotiation",
        region="middle-east",
        summary="Two sides met for months.",
        dates="1993-01/1993-09",
        main_track=make_track(short_name="Government"),
        confidence="high",
        collection=Collection.CASEBOOK,
        basis=Basis.CASE,
        citations=[make_citation(work=work, locator="") for work in works],
    )
    return initiative


def test_the_page_of_an_initiative_shows_both_accounts(client, channel):
    page = client.get("/initiatives/channel/").content.decode()
    assert "Two sides met." in page
    assert "Two sides met for months." in page
    assert "In another collection: casebook" in page


def test_an_account_lists_the_sources_of_the_case(client, channel):
    page = client.get("/initiatives/channel/").content.decode()
    assert "Sources of this case: they support it as a whole, and no single statement." in page
    assert all(f"Book {number}" in page for number in "ABC")


def test_the_page_of_a_case_says_once_what_all_of_it_rests_on(client):
    initiative = make_initiative(basis=Basis.CASE)
    make_participation(initiative=initiative, basis=Basis.CASE)
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert "What carries no mark below rests on the sources of this case as a whole" in page
    assert page.count('<span class="marks__basis">case</span>') == 1


def test_what_rests_on_something_else_is_marked_on_the_page_of_a_case(client):
    initiative = make_initiative(basis=Basis.CASE)
    make_participation(initiative=initiative, basis=Basis.GENERAL_KNOWLEDGE)
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert '<span class="marks__basis">general knowledge</span>' in page


def test_what_another_collection_adds_is_marked_as_of_a_case(client, channel):
    make_participation(initiative=channel, basis=Basis.CASE)
    page = client.get("/initiatives/channel/").content.decode()
    assert "What carries no mark" not in page
    assert page.count('<span class="marks__basis">case</span>') == 2  # the account is one


def test_the_sources_of_a_case_are_not_called_independent(client, channel):
    page = client.get("/initiatives/channel/").content.decode()
    assert "independent sources" not in page
    account = client.get("/api/v1/initiatives/channel/").json()["accounts"][0]
    assert account["independent_sources"] == 0


def test_the_api_gives_the_account(client, channel):
    account = client.get("/api/v1/initiatives/channel/").json()["accounts"][0]
    assert (account["name"], account["kind"], account["region"], account["dates"]) == (
        "The channel at length",
        "negotiation",
        "middle-east",
        "1993-01/1993-09",
    )
    assert (account["collection"], account["basis"]) == ("casebook", "case")


def test_an_initiative_is_in_the_collection_of_its_account(client, channel):
    found = client.get("/api/v1/initiatives/?collection=casebook").json()["results"]
    assert [row["slug"] for row in found] == ["channel"]


def test_the_page_of_a_conflict_shows_both_accounts(client):
    conflict = make_conflict(slug="cold-war", name="Cold War")
    make_conflict_account(
        conflict=conflict,
        name="The Cold War",
        dates="1947~/1991~",
        countries="US",
        note="One party has no code.",
        collection=Collection.CASEBOOK,
        basis=Basis.GENERAL_KNOWLEDGE,
    )
    page = client.get("/conflicts/cold-war/").content.decode()
    assert "about 1947 to about 1991" in page
    assert "One party has no code." in page


def test_a_region_is_shown_and_given(client):
    make_initiative(slug="talks", region="east-asia")
    assert "East Asia" in client.get("/initiatives/talks/").content.decode()
    assert client.get("/api/v1/initiatives/talks/").json()["region"] == "east-asia"


def test_two_collections_may_know_the_same_part_of_an_actor(client):
    part = make_participation(role="host", collection=Collection.SOURCE_TEXTS)
    make_participation(
        initiative=part.initiative,
        actor=part.actor,
        track=part.track,
        role="host",
        collection=Collection.CASEBOOK,
    )
    assert part.initiative.participations.count() == 2


def test_the_works_of_a_case_are_no_witnesses_of_a_position(client, works):
    side = make_position(statement="On Track Four.", citations=[make_citation(work=works[0])])
    make_position(
        disagreement=side.disagreement,
        statement="On Track Five.",
        basis=Basis.CASE,
        citations=[make_citation(work=work, locator="") for work in works[1:]],
    )
    page = client.get(side.disagreement.get_absolute_url()).content.decode()
    assert "independent" not in page
