"""Collections: one adds to the entries of another, and each can be loaded alone."""

from pathlib import Path
from typing import Any

import pytest

from actors.models import Actor
from curation.files import LoadError, read_files
from curation.loading import load
from curation.rows import stored_rows
from initiatives.models import Initiative, Participation
from sources.models import Contributor
from tests.curation.sample import Files, document, dump, sample, write

pytestmark = pytest.mark.django_db

SWEDEN = {
    "entry": "actor",
    "slug": "sweden",
    "kind": "state",
    "name": "Sweden",
    "basis": "general-knowledge",
}
TALKS: dict[str, Any] = {
    "entry": "initiative",
    "slug": "talks",
    "extends": True,
    "disagreements": ["who"],
    "participations": [
        {
            "key": "sweden-funder",
            "actor": "sweden",
            "track": "government",
            "role": "funder",
            "basis": "case",
        },
        {"key": "norway-host", "extends": True, "disagreements": ["who"]},
    ],
}
WHO = {"entry": "disagreement", "slug": "who", "question": "Who?", "kind": "not-established"}
DOE = {"entry": "contributor", "slug": "a-doe", "family": "Doe", "given": "A."}
COUNTRY = {"entry": "actor", "slug": "jane-doe", "extends": True, "country": "NO"}


def both(*more: dict[str, Any]) -> Files:
    """The sample as source texts, and a casebook that adds to its talks."""
    documents = [SWEDEN, WHO, TALKS, COUNTRY, *more]
    return {**sample(), "casebook/actors/talks.json": documents}


def content() -> dict[Any, Any]:
    return {natural: row.values for natural, row in stored_rows().items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path, both())


# What one collection adds to the entries of another


def test_an_entry_has_the_parts_of_both_collections(folder):
    load(folder)
    parts = Participation.objects.filter(initiative__slug="talks")
    assert set(parts.values_list("key", "collection")) == {
        ("norway-host", "source-texts"),
        ("doe-mediator", "source-texts"),
        ("sweden-funder", "casebook"),
    }


def test_the_parts_of_the_source_texts_come_first(folder):
    load(folder)
    parts = Initiative.objects.get(slug="talks").participations.values_list("key", flat=True)
    assert list(parts) == ["norway-host", "doe-mediator", "sweden-funder"]


def test_a_link_is_added_to_the_links_that_an_entry_has(folder):
    load(folder)
    linked = Initiative.objects.get(slug="talks").disagreements.values_list("slug", flat=True)
    assert set(linked) == {"when", "who"}


def test_a_link_is_added_to_a_part(folder):
    load(folder)
    host = Participation.objects.get(key="norway-host")
    assert [row.slug for row in host.disagreements.all()] == ["who"]


def test_a_field_that_was_left_empty_is_filled(folder):
    load(folder)
    assert Actor.objects.get(slug="jane-doe").country == "NO"


def test_a_link_that_was_left_empty_is_filled(tmp_path):
    files = both(DOE, {"entry": "actor", "slug": "norway", "extends": True, "contributor": "a-doe"})
    load(write(tmp_path, files))
    assert Actor.objects.get(slug="norway").contributor == Contributor.objects.get(slug="a-doe")


def test_what_is_added_no_more_is_taken_away(folder):
    load(folder)
    files = both()
    files["casebook/actors/talks.json"] = [SWEDEN]
    load(write(folder, files))
    assert Initiative.objects.get(slug="talks").disagreements.get().slug == "when"
    assert not Participation.objects.filter(key="sweden-funder").exists()


def test_loading_both_twice_changes_nothing(folder):
    load(folder)
    before = dump()
    assert load(folder).changed == 0
    assert dump() == before


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"entry": "actor", "slug": "norway", "extends": True, "country": "SE"},
            "actor:norway: “country” is given in actors/actors.json already.",
        ),
        (
            {"entry": "actor", "slug": "finland", "extends": True, "country": "FI"},
            "actor:finland: no document has what this extends.",
        ),
        (
            {
                "entry": "actor",
                "slug": "norway",
                "extends": True,
                "aliases": [{"key": "realm", "extends": True}],
            },
            "actor:norway#realm (aliases): no document has what this extends.",
        ),
        (
            {"entry": "conflict", "slug": "dispute", "extends": True, "parties": ["jane-doe"]},
            "conflict:dispute: parties: “jane-doe” is of another collection than this file.",
        ),
        (
            {"entry": "conflict", "slug": "dispute", "extends": True, "parties": "sweden"},
            "conflict:dispute: parties: give a list of slugs or slug#key.",
        ),
        (
            {"entry": "conflict", "slug": "dispute", "extends": True, "party": ["sweden"]},
            "conflict:dispute: there is no field “party” here.",
        ),
        (
            {"entry": "actor", "slug": "jane-doe", "extends": True, "country": "Norway"},
            "actor:jane-doe: country: Use the two capital letters of ISO 3166-1, as in NO.",
        ),
    ],
    ids=lambda value: value.split(":")[1] if isinstance(value, str) else None,
)
def test_a_wrong_addition_is_named(tmp_path, more, message):
    files = {**sample(), "casebook/more.json": [SWEDEN, more]}
    with pytest.raises(LoadError) as refused:
        load(write(tmp_path, files))
    assert f"casebook/more.json: {message}" in str(refused.value)


# One collection alone


def test_the_source_texts_alone_are_what_their_files_say(folder, tmp_path_factory):
    load(folder, collection="source-texts")
    alone = read_files(write(tmp_path_factory.mktemp("alone"), sample()))
    assert content() == {natural: row.values for natural, row in alone.rows.items()}


def test_the_casebook_alone_brings_what_it_stands_on(folder):
    load(folder, collection="casebook")
    assert set(Actor.objects.values_list("slug", flat=True)) == {"sweden", "norway", "jane-doe"}
    assert Initiative.objects.get(slug="talks").name == "Talks"


def test_the_casebook_alone_brings_no_more_than_that(folder):
    load(folder, collection="casebook")
    keys = set(Participation.objects.values_list("key", flat=True))
    assert keys == {"sweden-funder", "norway-host"}


@pytest.mark.parametrize("order", [["source-texts", "casebook"], ["casebook", "source-texts"]])
def test_one_after_the_other_is_both(folder, order):
    for collection in order:
        load(folder, collection=collection)
    piecemeal = content()
    assert load(folder).changed == 0
    assert content() == piecemeal


@pytest.mark.parametrize("collection", ["source-texts", "casebook"])
def test_loading_one_again_changes_nothing(folder, collection):
    load(folder, collection=collection)
    before = dump()
    report = load(folder, collection=collection)
    assert (report.changed, report.left) == (0, [])
    assert dump() == before


@pytest.mark.parametrize("collection", ["source-texts", "casebook"])
def test_loading_one_leaves_the_other_as_it_is(folder, collection):
    load(folder)
    before = dump()
    assert load(folder, collection=collection).changed == 0
    assert dump() == before


def test_loading_one_corrects_nothing_of_the_other(folder):
    load(folder)
    files = both()
    document(files, "initiative", "talks")["summary"] = "They talked for long."
    load(write(folder, files), collection="casebook")
    assert Initiative.objects.get(slug="talks").summary == "They talked."


def test_what_a_collection_adds_no_more_goes_when_it_is_loaded_alone(folder):
    load(folder)
    files = both()
    files["casebook/actors/talks.json"] = [SWEDEN]
    load(write(folder, files), collection="casebook")
    assert not Participation.objects.filter(key="sweden-funder").exists()
    assert Participation.objects.filter(key="norway-host").exists()
