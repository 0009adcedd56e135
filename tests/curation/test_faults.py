"""What a review says would stop a draft does: it reads the document, and publishing the rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.files import LoadError
from curation.revisions import Refused, Who
from curation.withheld import NAMES_SOMEBODY
from sources.models import Citation
from tests import factories as make
from tests.roles import ADMINISTRATOR, REVIEWER, person

pytestmark = pytest.mark.django_db
NATURAL = ("initiative", "oslo")
PUBLIC, WAITING, OF_A_DRAFT = "public#p", "public#waits", "draft#p"
PASSAGES = {
    "public": [PUBLIC],
    "waiting": [WAITING],
    "of a draft": [OF_A_DRAFT],
    "reports a draft": ["reports#p"],
    "repeats a draft": ["repeats#p"],
    "none": [],
}
GROUNDS = ["cited", "case", "general-knowledge", "inferred"]


@pytest.fixture
def entry():
    public = make.make_work(slug="public", basis="general-knowledge")
    draft = make.make_work(slug="draft", status="draft")
    make.make_citation(work=public, key="p")
    make.make_citation(work=public, key="waits", pending=True)
    hidden = make.make_citation(work=draft, key="p")
    reports = make.make_work(slug="reports", basis="general-knowledge")
    make.make_citation(work=reports, key="p", attributed_work=draft)
    repeats = make.make_work(slug="repeats", basis="general-knowledge")
    make.make_citation(work=repeats, key="p", repeats=hidden)
    return make.make_initiative(slug="oslo", name="Oslo", basis="general-knowledge")


def drafted(entry, **values):
    revisions.change(NATURAL, 1, stored_document(entry) | values, Who(reason="Draft"))


def foreseen(client, natural=NATURAL):
    client.force_login(person(REVIEWER))
    page = client.get(reverse("admin:curation_review", args=natural))
    return page.context["faults"]


def found(natural=NATURAL):
    last = revisions.newest(natural)
    try:
        revisions.publish(natural, last.number if last else 1, Who(reason="Publish"))
    except Refused as refused:
        return refused.reasons
    except LoadError as error:
        return str(error).splitlines()
    return []


def statement(basis, passages):
    row = {"basis": basis, "citations": sorted(passages), "collection": "curated"}
    if basis == "inferred":
        row["basis_note"] = "From the dates."
    return row


@pytest.mark.parametrize("listed", PASSAGES)
@pytest.mark.parametrize("cited", PASSAGES)
def test_what_a_part_rests_on_is_foreseen(client, entry, cited, listed):
    venues = [
        {"key": basis, "name": basis.capitalize()} | statement(basis, PASSAGES[cited])
        for basis in GROUNDS
    ]
    drafted(entry, venues=venues, citations=sorted(PASSAGES[listed]))
    said, stops = foreseen(client), found()
    assert len(said) == len(stops)
    assert [line.partition(" is said")[2] for line in said] == [
        line.partition(" is said")[2] for line in stops
    ]


@pytest.mark.parametrize("basis", GROUNDS)
@pytest.mark.parametrize("cited", PASSAGES)
def test_what_the_entry_rests_on_is_foreseen(client, entry, basis, cited):
    drafted(entry, summary="Talks.", **statement(basis, PASSAGES[cited]))
    assert foreseen(client) == found()


def test_passages_of_a_work_that_is_published_itself_count(client):
    work = make.make_work(slug="memoir", status="draft", basis="general-knowledge")
    passage = make.make_citation(work=work, key="p")
    make.make_contribution(work=work, basis="cited", citations=[passage])
    assert foreseen(client, ("work", "memoir")) == found(("work", "memoir")) == []


def test_a_part_of_a_part_is_foreseen(client):
    track = make.make_framework_track(
        framework=make.make_framework(slug="nine", status="draft", basis="general-knowledge"),
        basis="general-knowledge",
    )
    make.make_track_point(framework_track=track, statement="It bridges.", basis="cited")
    said, stops = foreseen(client, ("framework", "nine")), found(("framework", "nine"))
    assert len(said) == len(stops) == 1
    assert "It bridges." in said[0]


def test_a_person_who_is_not_reviewed_is_foreseen(client):
    unreviewed = {"kind": "person", "publicity": "unreviewed", "status": "draft"}
    make.make_actor(slug="ana", name="Ana", basis="general-knowledge", **unreviewed)
    said, stops = foreseen(client, ("actor", "ana")), found(("actor", "ana"))
    assert said == ["A person who is not reviewed yet cannot be published."]
    assert said[0] in stops[0]


def test_a_link_to_what_is_gone_is_foreseen(client, entry):
    actor = make.make_actor(slug="norway", status="draft")
    host = {"key": "norway-host", "actor": "norway", "role": "host"} | statement(
        "general-knowledge", []
    )
    track = make.make_track(slug="government")
    drafted(entry, participations=[host | {"track": track.slug}])
    Actor.objects.filter(pk=actor.pk).delete()
    (said,), (stops,) = foreseen(client), found()
    assert "there is no actor “norway”" in said
    assert "there is no actor “norway”" in stops


@pytest.fixture
def withheld():
    return [
        make.make_actor(
            slug=slug, name=name, kind="person", publicity="named-by-press", visibility="withheld"
        )
        for slug, name in (("qanary-sought", "Qanary Sought"), ("olorim-vessa", "Olorim Vessa"))
    ]


def test_a_withheld_name_is_foreseen_and_told_to_those_who_may_know(client, entry, withheld):
    drafted(entry, summary="Qanary Sought led the talks.")
    (said,) = foreseen(client)
    assert "Qanary" not in said
    client.force_login(person(ADMINISTRATOR))
    page = client.get(reverse("admin:curation_review", args=NATURAL))
    (said,) = page.context["faults"]
    assert said == "summary names “Qanary Sought”, who is withheld."
    assert len(found()) == 1


def test_a_withheld_name_in_a_passage_that_a_draft_cites_is_foreseen(client, entry, withheld):
    work = make.make_work(slug="memoir", basis="general-knowledge")
    make.make_citation(work=work, key="talks", locator="p. 7, as Olorim Vessa told them")
    drafted(entry, citations=["memoir#talks"])
    assert foreseen(client) == [NAMES_SOMEBODY] == found()
    client.force_login(person(ADMINISTRATOR))
    page = client.get(reverse("admin:curation_review", args=NATURAL))
    assert page.context["faults"] == ["citation “talks” names “Olorim Vessa”, who is withheld."]


def test_a_review_writes_nothing(client, entry):
    drafted(entry, venues=[{"key": "oslo", "name": "Oslo"} | statement("cited", [WAITING])])
    client.force_login(person(REVIEWER))
    address = reverse("admin:curation_review", args=NATURAL)
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert {it["sql"].lstrip("(").split()[0] for it in queries.captured_queries} == {"SELECT"}
    assert len(queries) < 15
    assert Citation.objects.get(key="waits").pending
