"""One collection can be chosen for every page, list, count, answer of the API and file."""

import json
import re
from typing import Any

import pytest
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from curation.collection import chosen
from curation.entries import entry_models, part_models
from initiatives.models import Initiative
from sources.fields import EDTFField
from sources.models import Collection, Disagreement
from tests.factories import (
    make_actor,
    make_actor_point,
    make_citation,
    make_disagreement,
    make_handover,
    make_initiative,
    make_involvement,
    make_outcome,
    make_participation,
    make_position,
    make_track,
    make_work,
)
from tests.full import Full
from tests.refusals import refused
from tests.routes import DETAILS, LISTS, PART_LISTS, is_api

pytestmark = pytest.mark.django_db

ONES = (Collection.SOURCE_TEXTS, Collection.CASEBOOK)
PARTS: list[Any] = [model for model in part_models() if hasattr(model, "collection")]
LIMITED = [model for model in PARTS if not model.IN_ANY_COLLECTION]


def free_texts(model: Any) -> list[str]:
    return [
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField)
        and not f.choices
        and not isinstance(f, EDTFField)
        and f.name not in ("slug", "key", "basis_note")
        and (f.max_length or 99) > 20
    ]


def word(model: Any, collection: str) -> str:
    return f"{collection.title().replace('-', '')}{model.__name__}"


class Answers:
    """What every list and every detail says of a world of two collections, by what is chosen."""

    def __init__(self, client: Client) -> None:
        full = Full()
        entries = [full.entries(model, 1, parts=2)[0] for model in entry_models().values()]
        for model in LIMITED:
            rows: list[Any] = [*model.objects.order_by("pk")]
            for number, row in enumerate(rows):
                row.collection = ONES[number % 2]
                for name in free_texts(model):
                    setattr(row, name, f"{word(model, row.collection)} {row.pk}")
                row.save()
        addresses = [route.url() for route in [*LISTS, *PART_LISTS]]
        addresses += [
            route.url(entry.slug)
            for route in DETAILS
            for entry in entries
            if type(entry) is route.model
        ]
        self.texts = {
            asked: "\n".join(
                client.get(address, {"collection": asked} if asked else {}).content.decode()
                for address in addresses
            )
            for asked in ("", *ONES)
        }


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: Any) -> Answers:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Answers(Client())
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("model", [model for model in LIMITED if free_texts(model)])
@pytest.mark.parametrize("collection", ONES)
def test_what_a_collection_says_is_shown_with_it_and_without_a_choice(answers, model, collection):
    assert word(model, collection) in answers.texts[""]
    assert word(model, collection) in answers.texts[collection]


@pytest.mark.parametrize("model", LIMITED)
@pytest.mark.parametrize("collection", ONES)
def test_what_another_collection_says_is_shown_nowhere(answers, model, collection):
    [other] = set(ONES) - {collection}
    assert word(model, other) not in answers.texts[collection]


# Lists and counts


@pytest.fixture
def two(client) -> None:
    """One initiative of each collection, both of which tell of a third."""
    for collection, name in zip(ONES, ("Oslo talks", "Geneva talks"), strict=True):
        make_initiative(name=name, collection=collection)
    both = make_initiative(name="Fulbright", collection="source-texts")
    make_outcome(initiative=both, collection="casebook", statement="It goes on.")


def named(client: Client, address: str) -> set[str]:
    html = client.get(address).content.decode()
    return {name for name in ("Oslo talks", "Geneva talks", "Fulbright") if name in html}


@pytest.mark.parametrize("address", ["/initiatives/?", "/api/v1/initiatives/?", "/search/?q=l&"])
def test_a_list_shows_entries_of_which_something_is_in_the_collection(client, two, address):
    assert named(client, f"{address}collection=casebook") == {"Geneva talks", "Fulbright"}
    assert named(client, f"{address}collection=source-texts") == {"Oslo talks", "Fulbright"}
    assert len(named(client, address)) == 3


def test_the_home_page_counts_what_is_in_the_collection(client, two):
    def initiatives(query: str) -> int:
        [number] = [n for n, name, _ in client.get(f"/{query}").context["totals"]
                    if name == "initiatives"]  # fmt: skip
        return number

    assert [initiatives(q) for q in ("", "?collection=casebook", "?collection=curated")] == [
        3,
        2,
        0,
    ]


def test_a_passage_counts_where_something_of_the_collection_rests_on_it(client):
    make_citation(locator="¶ 1")
    make_initiative(collection="casebook", citations=[make_citation(locator="¶ 2")])
    make_initiative(collection="source-texts", citations=[make_citation(locator="")])

    def passages(query: str) -> int:
        [number] = [n for n, name, _ in client.get(f"/{query}").context["totals"]
                    if name == "cited passages"]  # fmt: skip
        return number

    assert [passages(q) for q in ("", "?collection=casebook", "?collection=source-texts")] == [
        2,
        1,
        0,
    ]


def test_ties_of_tracks_are_counted_over_the_collection(client):
    one, two = make_track(name="Government"), make_track(name="Religion")
    for collection, number in (("casebook", 2), ("source-texts", 1)):
        for _ in range(number):
            initiative = make_initiative()
            for track in (one, two):
                make_involvement(initiative=initiative, track=track, collection=collection)
            make_handover(
                initiative=initiative, from_track=one, to_track=two, collection=collection
            )

    def counts(query: str) -> list[str]:
        """Initiatives, actors, handovers there and back, relations beside the other track."""
        html = client.get(f"{one.get_absolute_url()}{query}").content.decode()
        table = html.partition('<table id="circle-table"')[2].partition("</table>")[0]
        return re.findall(r'<td class="number">(?:<a[^>]*>)?(\d+)', table)

    assert counts("") == ["3", "0", "3", "0", "0"]
    assert counts("?collection=casebook") == ["2", "0", "2", "0", "0"]
    assert counts("?collection=source-texts") == ["1", "0", "1", "0", "0"]


def test_an_actor_is_in_the_collection_that_tells_of_its_part_in_an_initiative(client):
    actor = make_actor(name="Norway", collection="source-texts")
    make_participation(actor=actor, collection="casebook")
    make_actor(name="Fafo", collection="source-texts")
    rows = client.get("/api/v1/actors/?collection=casebook").json()["results"]
    assert [row["name"] for row in rows] == ["Norway"]


def test_all_tracks_are_listed_whatever_is_chosen(client):
    track = make_track(name="Religion", collection="source-texts")
    assert track.name in client.get("/tracks/?collection=casebook").content.decode()
    assert client.get("/api/v1/tracks/?collection=casebook").json()["count"] == 1


def test_a_disagreement_is_in_the_collection_of_what_it_concerns(client):
    concerned = make_disagreement(question="Who mediated?")
    make_outcome(collection="casebook", disagreements=[concerned])
    answered = make_disagreement(question="Who coined it?")
    make_position(disagreement=answered, collection="source-texts")

    def listed(collection: str) -> set[str]:
        rows = client.get(f"/api/v1/disagreements/?collection={collection}").json()["results"]
        return {row["slug"] for row in rows}

    assert listed("casebook") == {concerned.slug}
    assert listed("source-texts") == {answered.slug}
    assert Disagreement.objects.count() == 2


def test_no_side_of_a_disagreement_is_left_out(client):
    disagreement = make_disagreement()
    for collection, statement in (("casebook", "In 1959."), ("source-texts", "In 1960.")):
        make_position(disagreement=disagreement, collection=collection, statement=statement)

    html = client.get(f"{disagreement.get_absolute_url()}?collection=casebook").content.decode()

    assert "In 1959." in html
    assert "In 1960." in html


def test_a_file_of_references_holds_the_works_of_the_collection(client):
    make_work(title="Casebook work", collection="casebook")
    make_work(title="Other work", collection="source-texts")

    file = client.get("/api/v1/works/?format=csljson&collection=casebook").content

    assert [item["title"] for item in json.loads(file)] == ["Casebook work"]


# What a page says


def test_a_page_says_which_collection_is_shown(client):
    html = client.get("/actors/?collection=casebook").content.decode()
    assert "Only what the collection “Casebook” says is shown and counted." in html
    assert '<a href="?collection=casebook" aria-current="true">Casebook</a>' in html


@pytest.mark.parametrize(
    ("query", "says_so"),
    [("", True), ("?collection=casebook", True), ("?collection=source-texts", False)],
)
@pytest.mark.parametrize("address", ["/", "/initiatives/", "/actors/", "/tracks/", "/search/"])
def test_where_the_casebook_is_counted_the_page_says_that_it_is_a_sample(
    client, address, query, says_so
):
    html = client.get(f"{address}{query}").content.decode()
    assert ("chosen sample</a>, not a census" in html) is says_so


def test_other_filters_stay_when_a_collection_is_chosen(client):
    html = client.get("/actors/?kind=state&page=2&collection=casebook").content.decode()
    assert '<a href="?kind=state&amp;collection=source-texts">Source texts</a>' in html
    assert '<a href="?kind=state">All</a>' in html


def test_links_of_a_page_keep_the_choice(client):
    actor = make_actor(name="Norway")
    html = client.get("/actors/?collection=curated").content.decode()
    assert f'href="{actor.get_absolute_url()}?collection=curated"' in html
    assert 'href="/tracks/?collection=curated"' in html


def test_a_link_with_filters_keeps_them(client):
    track = make_track(name="Religion")
    make_involvement(track=track)
    html = client.get(f"{track.get_absolute_url()}?collection=curated").content.decode()
    assert f"/initiatives/?track={track.slug}&amp;collection=curated" in html


def test_a_link_to_one_statement_leads_to_the_whole_page_where_it_stands(client):
    html = client.get("/?collection=casebook").content.decode()
    assert 'href="/concepts/#multi-track-diplomacy"' in html
    assert 'href="/concepts/?collection=casebook"' in html


def test_what_is_cited_and_what_is_no_page_is_linked_as_it_is(client):
    actor = make_actor()
    html = client.get(f"{actor.get_absolute_url()}?collection=curated").content.decode()
    assert f'href="{reverse("cite", args=["actor", actor.slug])}"' in html
    assert "/static/css/site.css?" not in html


def test_without_a_choice_links_stay_as_they_are(client):
    make_actor()
    assert "collection=" not in "".join(
        part for part in client.get("/actors/").content.decode().split('href="/')[1:]
        for part in [part.partition('"')[0]]
    )  # fmt: skip


def test_the_search_keeps_the_choice(client):
    html = client.get("/search/?q=x&collection=casebook").content.decode()
    assert html.count('<input type="hidden" name="collection" value="casebook">') == 2


# What is no collection


@pytest.mark.parametrize("value", ["nonsense", "CASEBOOK", "casebook\0", "<b>"])
def test_a_page_says_that_there_is_no_such_collection_and_shows_all(client, value):
    make_initiative(name="Oslo talks", collection="casebook")
    answer = client.get("/initiatives/", {"collection": value})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "There is no collection “" in html
    assert "<b>”" not in html
    assert "Oslo talks" in html


@pytest.mark.parametrize("route", [route for route in LISTS if is_api(route)], ids=str)
def test_a_list_of_the_api_refuses_it(client, route):
    answer = client.get(f"{route.url()}?collection=nonsense")
    assert refused(answer) == (400, ["collection"])


def test_an_entry_of_the_api_refuses_it(client):
    actor = make_actor()
    answer = client.get(f"/api/v1/actors/{actor.slug}/?collection=nonsense")
    assert refused(answer) == (400, ["collection"])
    assert "There is no collection “nonsense”." in answer.json()["detail"]


# The choice itself


def test_an_entry_of_the_api_has_only_the_parts_of_the_collection(client):
    actor = make_actor()
    for collection in ONES:
        make_actor_point(actor=actor, collection=collection, statement=f"Says {collection}.")

    points = client.get(f"/api/v1/actors/{actor.slug}/?collection=casebook").json()["points"]

    assert [point["statement"] for point in points] == ["Says casebook."]


def test_a_choice_ends_with_its_request(client):
    make_initiative(collection="casebook")
    client.get("/initiatives/?collection=source-texts")
    assert chosen() == ""
    assert Initiative.objects.public().count() == 1
    assert client.get("/api/v1/initiatives/").json()["count"] == 1


def test_a_choice_ends_when_a_request_fails(client, monkeypatch):
    monkeypatch.setattr("connections.views.find", lambda q: 1 / 0)
    client.raise_request_exception = False
    assert client.get("/search/?q=x&collection=casebook").status_code == 500
    assert chosen() == ""


def test_the_desk_shows_everything(admin_client):
    make_actor(name="Norway", collection="source-texts")
    html = admin_client.get("/admin/actors/actor/?collection__exact=source-texts").content.decode()
    assert "Norway" in html
    assert 'class="collections"' not in html
