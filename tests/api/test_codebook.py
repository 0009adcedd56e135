"""/api/v1/codebook/: the vocabularies and rules as data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives import codebook
from initiatives.models import Handover
from tests.factories import make_disagreement, make_track
from tests.markup import markup
from tests.refusals import refused
from tests.tables import rows_of

pytestmark = pytest.mark.django_db

LIST = "/api/v1/codebook/"


@pytest.fixture
def answer(client):
    return client.get(LIST).json()


def section(answer, name):
    [found] = [it for it in answer["results"] if it["id"] == name]
    return found


def test_it_has_the_sections_of_the_page(client, answer):
    shown = client.get("/codebook/").context["sections"]

    assert [it["name"] for it in answer["results"]] == [it.name for it in shown]
    assert answer["count"] == len(shown)


def test_a_vocabulary_has_every_value_of_its_field_in_order(answer):
    kinds = section(answer, "handovers")["vocabularies"][0]

    assert kinds["field"] == "Handover.kind"
    assert [it["code"] for it in kinds["values"]] == Handover.Kind.values
    assert all(it["name"] and it["meaning"] for it in kinds["values"])


def test_every_vocabulary_of_the_models_is_there(answer):
    found = {it["field"] for s in answer["results"] for it in s["vocabularies"]}
    every = {path for s in codebook.words() for path in s.get("vocabularies", {})}

    assert len(found) == len(every)
    assert {"Participation.role", "Work.type", "basis"} <= found


def test_a_field_names_the_vocabulary_of_its_values(answer):
    known = {it["id"] for s in answer["results"] for it in s["vocabularies"]} | {"", "dates"}
    fields = [it for s in answer["results"] for table in s["tables"] for it in table["fields"]]
    [kind] = [
        it
        for table in section(answer, "handovers")["tables"]
        for it in table["fields"]
        if it["code"] == "kind"
    ]

    assert {it["vocabulary"] for it in fields} <= known
    assert kind["vocabulary"] == section(answer, "handovers")["vocabularies"][0]["id"]


def test_a_track_says_what_is_coded_on_it(client):
    make_track(slug="business", name="Business")
    make_track(slug="secret", status="draft")
    [row] = section(client.get(LIST).json(), "tracks")["tracks"]

    assert row["track"]["slug"] == "business"
    assert row["meaning"].startswith("Firms")


def test_a_rule_leads_to_the_questions_that_are_public(client):
    named = [
        slug
        for said in codebook.words()
        for rule in said.get("rules", [])
        for slug in rule.get("questions", [])
    ]
    make_disagreement(slug=named[0])
    make_disagreement(slug=named[1], status="draft")
    found = {
        question["slug"]
        for part in client.get(LIST).json()["results"]
        for rule in part["rules"]
        for question in rule["disagreements"]
    }

    assert found == {named[0]}


def test_every_address_is_an_anchor_of_the_page(client, answer):
    def addresses(value):
        if isinstance(value, list):
            return {found for item in value for found in addresses(item)}
        if not isinstance(value, dict):
            return set()
        inner = {found for item in value.values() for found in addresses(item)}
        return inner | ({value["html_url"]} if "html_url" in value else set())

    found = addresses(answer)
    anchors = {address.partition("/codebook/#")[2] for address in found}

    assert len(found) > 200
    assert anchors <= {*markup(client.get("/codebook/")).ids}


def test_the_table_has_a_row_for_each_value_rule_field_and_track(client):
    make_track(slug="business", name="Business")
    table = rows_of(client.get(f"{LIST}?format=csv"))
    uptake = [row for row in table if (row["Of"], row["Code"]) == ("Handover.kind", "uptake")]

    assert {row["Sort"] for row in table} == {"Track", "Rule", "Value", "Form of dates", "Field"}
    assert [row["Meaning"] for row in uptake] == ["The other track took over a result."]
    assert [row["Code"] for row in table if row["Sort"] == "Track"] == ["business"]


def test_the_number_of_queries_does_not_grow(client):
    counts = []
    for number in (1, 2):
        make_track(number=number)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len(queries))

    assert counts[0] == counts[1] < 10


@pytest.mark.parametrize("name", ["q", "page_size", "fields", "section"])
def test_what_cannot_be_asked_is_refused_by_name(client, name):
    assert refused(client.get(f"{LIST}?{name}=1")) == (400, [name])


def test_a_format_that_it_has_not_is_refused(client):
    assert refused(client.get(f"{LIST}?format=bibtex"))[0] == 406
