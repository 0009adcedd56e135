"""/codebook/: how initiatives, actors and conflicts are coded."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import reverse

from actors import serializers as of_actors
from actors.models import Actor
from curation.models import Entry
from initiatives import codebook
from initiatives import serializers as of_initiatives
from initiatives.models import Coding, Conflict, ConflictAccount, InitiativeAccount, Participation
from sources import serializers as of_sources
from sources.edtf import parse
from sources.models import Cited
from tests.factories import make_disagreement, make_track
from tests.markup import faults, markup

pytestmark = pytest.mark.django_db

ADDRESS = "/codebook/"
SECTIONS = (
    "sample tracks initiatives involvements handovers participations outcomes relations actors "
    "conflicts sources basis names"
).split()
ROOMS = ("initiatives", "actors", "sources")
SHARED = {"status", "collection", "basis"}
"""The coded fields that every entry or statement has; of these, a reader never sees a status."""
VOCABULARIES = {
    path: said
    for section in codebook.words()
    for path, said in section.get("vocabularies", {}).items()
}
FIELDS = {
    path: said for section in codebook.words() for path, said in section.get("fields", {}).items()
}
RULES = [rule for section in codebook.words() for rule in section.get("rules", [])]
SERIALIZERS = [
    it
    for module in (of_actors, of_initiatives, of_sources)
    for it in vars(module).values()
    if hasattr(getattr(it, "Meta", None), "fields")
]


@pytest.fixture
def page(client):
    """The page over a base without entries."""
    return markup(client.get(ADDRESS))


def coded_fields():
    """Every field with choices, but for the status of entries; shared ones once."""
    fields = [
        field
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.fields
        if field.choices and field.name not in SHARED and model is not Coding
    ]
    return [*fields, Cited._meta.get_field("collection"), Cited._meta.get_field("basis")]


def choices_of(field):
    return tuple(field.flatchoices)


# The words, against the models


@pytest.mark.parametrize("field", coded_fields(), ids=str)
def test_every_coded_field_has_a_vocabulary(field):
    assert choices_of(field) in {choices_of(codebook.field_of(path)) for path in VOCABULARIES}


@pytest.mark.parametrize("path", VOCABULARIES)
def test_every_choice_has_a_meaning_and_every_meaning_a_choice(path):
    meanings = VOCABULARIES[path]["meanings"]

    assert {*meanings} == {code for code, _ in codebook.field_of(path).flatchoices}
    assert all(meaning.strip() for meaning in meanings.values())


def test_every_model_of_the_rooms_has_its_fields_listed():
    """Accounts repeat the fields of what they are an account of; a coding says nothing itself."""
    listed = {codebook.model_of(path) for path in FIELDS}
    models = {*apps.get_app_config("initiatives").get_models()} - {Coding}
    models |= {*apps.get_app_config("actors").get_models()}

    assert listed == models - {InitiativeAccount, ConflictAccount} | {Cited}


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_says_what_stands_in_it(path):
    """That a date is written as EDTF does not say whose it is."""
    silent = {
        field.name
        for field in codebook.own_fields(codebook.model_of(path))
        if field.help_text in ("", "EDTF.") and not FIELDS[path].get(field.name)
    }

    assert silent == set()


@pytest.mark.parametrize("path", FIELDS)
def test_no_words_are_for_a_field_that_does_not_exist(path):
    names = {field.name for field in codebook.own_fields(codebook.model_of(path))}

    assert {*FIELDS[path]} <= names


@pytest.mark.parametrize("path", FIELDS)
def test_the_code_of_a_field_is_its_name_in_the_api(path):
    model = codebook.model_of(path)
    answered = {
        name
        for serializer in SERIALIZERS
        if issubclass(serializer.Meta.model, model)
        for name in serializer.Meta.fields
    }
    absent = {field.name for field in codebook.own_fields(model)} - answered

    assert absent == {name for name, words in FIELDS[path].items() if "Not in the API" in words}


def test_there_are_words_for_every_track_of_the_fixtures():
    files = (settings.BASE_DIR / "fixtures/tracks").glob("*.json")
    slugs = {
        slug
        for file in files
        for slug in re.findall(r'"entry": "track", "slug": "([^"]+)"', file.read_text("utf-8"))
    }
    [said] = [section["tracks"] for section in codebook.words() if "tracks" in section]

    assert {*said} == slugs
    assert len(slugs) == 10


@pytest.mark.parametrize("slug", sorted({it for rule in RULES for it in rule.get("questions", [])}))
def test_a_question_that_a_rule_names_is_in_the_fixtures(slug):
    files = (settings.BASE_DIR / "fixtures").rglob("*.json")

    assert any(
        f'"entry": "disagreement", "slug": "{slug}"' in re.sub(r"\s+", " ", file.read_text("utf-8"))
        for file in files
    )


def test_every_form_of_a_date_can_be_read():
    dates = [date["code"] for section in codebook.words() for date in section.get("dates", [])]

    assert all(parse(date) for date in dates)
    assert len(dates) >= 9


# The page


def test_the_page_is_sound_and_has_no_id_twice(client):
    make_track()

    assert faults(client.get(ADDRESS)) == []


def test_the_sections_to_which_others_link_are_there_the_sample_first(page):
    found = [name for name in page.ids if name in SECTIONS]

    assert found == SECTIONS


def test_the_table_of_contents_leads_to_every_section(page):
    addresses = {address for address, _ in page.links}

    assert {f"#{section['id']}" for section in codebook.words()} <= addresses


def test_every_value_has_a_row_of_its_own(page):
    rows = {
        f"{said['prefix']}-{code}"
        for path, said in VOCABULARIES.items()
        for code, _ in codebook.field_of(path).flatchoices
    }

    assert rows <= {*page.ids}
    assert {"role-mediator", "handover-uptake", "basis-case", "conflict-interstate"} <= rows


def test_a_row_has_label_code_and_meaning(page):
    assert "Go-between go-between Took messages back and forth" in page.text


def test_labels_and_codes_are_those_of_the_model(client, monkeypatch):
    field: Any = Participation._meta.get_field("role")
    monkeypatch.setattr(field, "choices", [*field.choices, ("witness", "Somebody who saw it")])

    page = markup(client.get(ADDRESS))

    assert "Somebody who saw it witness" in page.text
    assert "role-witness" in page.ids


def test_a_field_has_the_help_of_its_model_and_leads_to_its_values(page):
    addresses = {address for address, _ in page.links}

    assert str(Actor._meta.get_field("publicity").help_text) in page.text
    assert "#publicity-values" in addresses
    assert "field-actor-publicity" in page.ids


def test_every_table_says_what_it_is_and_what_its_columns_are(page):
    tags = [tag for tag, _ in page.elements]
    scopes = [values.get("scope") for tag, values in page.elements if tag == "th"]

    assert tags.count("caption") == tags.count("table") == tags.count("thead")
    assert {*scopes} == {"col", "row"}


def test_the_tracks_are_those_of_the_base_with_code_and_what_is_coded_on_them(client):
    make_track(number=8, slug="funding", short_name="Paying")
    make_track(number=9, slug="not-yet", short_name="Not yet", status=Entry.Status.DRAFT)

    page = markup(client.get(ADDRESS))

    assert "8Paying funding Private money" in page.text
    assert "/tracks/funding/" in {address for address, _ in page.links}
    assert "Not yet" not in page.text


def test_a_rule_leads_to_the_question_that_others_answer_otherwise(client):
    question = make_disagreement(slug="track-of-the-holy-see", question="Which track is it?")

    page = markup(client.get(ADDRESS))

    assert "Others answer otherwise: Which track is it?" in page.text
    assert question.get_absolute_url() in {address for address, _ in page.links}


def test_a_question_that_is_not_public_is_not_named(client):
    make_disagreement(
        slug="track-of-the-holy-see", question="Which track is it?", status=Entry.Status.DRAFT
    )

    assert "Which track is it?" not in markup(client.get(ADDRESS)).text


def test_the_rules_lead_to_where_sources_differ(page):
    assert reverse("disagreements:list") in {address for address, _ in page.links}


@pytest.mark.parametrize(
    "words",
    [
        "chosen sample",
        "not a census, and nothing in it was drawn at random",
        "says nothing about how often it occurs in the world",
        "What it is good for",
        "no legal finding",
        "A name is a label and never a finding",
    ],
)
def test_the_page_says_what_the_casebook_and_its_codes_are_not(page, words):
    assert words in page.text


def test_the_kind_of_a_conflict_stands_as_coded_here(page):
    assert str(Conflict._meta.get_field("kind").verbose_name) in page.text.lower()


@pytest.mark.parametrize("address", ["/", "/about/"])
def test_other_pages_lead_to_the_codebook(client, address):
    addresses = {link for link, _ in markup(client.get(address)).links}

    assert ADDRESS in addresses


def test_what_is_said_of_the_census_leads_to_the_sample(client):
    assert f"{ADDRESS}#sample" in {link for link, _ in markup(client.get("/about/")).links}


def test_the_codebook_is_in_the_sitemap(client):
    assert f"<loc>http://testserver{ADDRESS}</loc>" in client.get("/sitemap.xml").content.decode()
