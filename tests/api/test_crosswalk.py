"""/api/v1/frameworks/crosswalk/: every track list side by side, as facts."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.loading import load
from tests.api.test_schema_page import schema  # noqa: F401 (a fixture)
from tests.factories import (
    make_citation,
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
    make_work,
)
from tests.full import Full
from tests.refusals import refused
from tests.schema import faults
from tracks.models import Framework, Track

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/frameworks/crosswalk/"
PAGE = "/frameworks/crosswalk/"
FORMATS = ["json", "jsonld", "turtle"]


def crosswalk(client, **parameters):
    answer = client.get(ADDRESS, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def business():
    """A theme that is Three in one list and Two in another."""
    track = make_track(number=3, slug="business")
    passage = make_citation(work=make_work(slug="memoir"), key="p3")
    for order, slug, number, relation in ((1, "nine", 3, "exact"), (2, "forum", 2, "close")):
        it = make_framework_track(
            framework=make_framework(slug=slug, order=order),
            number=number,
            label=f"Business of {slug}",
            key="its-key",
            citations=[passage],
        )
        make_track_mapping(framework_track=it, track=track, relation=relation, citations=[passage])
    return track


def test_frameworks_are_the_columns_in_their_order(client, business):
    found = crosswalk(client)

    assert [framework["slug"] for framework in found["frameworks"]] == ["nine", "forum"]
    assert [cell["framework"] for cell in found["rows"][0]["cells"]] == ["nine", "forum"]


def test_a_row_is_a_theme_with_the_numbers_that_it_has_had(client, business):
    [row] = crosswalk(client)["rows"]

    assert row["track"]["slug"] == "business"
    assert row["numbers"] == [2, 3]
    assert row["keeps_number"] is False


def test_a_place_has_number_label_relation_and_passages(client, business):
    [row] = crosswalk(client)["rows"]
    [place] = row["cells"][1]["places"]

    assert row["cells"][1]["standing"] == "own"
    assert place["differs"] is True
    assert place["framework_track"]["number"] == 2
    assert place["framework_track"]["label"] == "Business of forum"
    assert place["mapping"]["relation"] == "close"
    for statement in (place["framework_track"], place["mapping"]):
        assert statement["basis"] == "cited"
        assert [(c["work"]["slug"], c["key"]) for c in statement["citations"]] == [("memoir", "p3")]


def test_labels_without_a_theme_stand_apart(client, business):
    make_framework_track(framework=Framework.objects.get(slug="forum"), number=9, label="Else")
    found = crosswalk(client)["unmapped"]

    assert [rest["framework"] for rest in found] == ["nine", "forum"]
    assert [[it["label"] for it in rest["framework_tracks"]] for rest in found] == [[], ["Else"]]


@pytest.mark.parametrize("named", ["forum,third", "third,forum", "forum,third,forum"])
def test_frameworks_can_be_chosen(client, business, named):
    make_framework(slug="third", order=3)
    found = crosswalk(client, frameworks=named)

    assert [framework["slug"] for framework in found["frameworks"]] == ["forum", "third"]
    assert len(found["rows"][0]["cells"]) == 2


@pytest.mark.parametrize("named", ["no-such", "nine,no-such", "nine,", "nine\0", "x" * 3000])
@pytest.mark.parametrize("kind", FORMATS)
def test_an_unknown_framework_is_refused_by_name(client, business, named, kind):
    answer = client.get(ADDRESS, {"frameworks": named, "format": kind})

    assert refused(answer) == (400, ["frameworks"])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("name", ["colour", "q", "cursor", "page_size", "ordering"])
def test_an_unknown_parameter_is_refused(client, name, kind):
    answer = client.get(ADDRESS, {name: "x", "format": kind})

    assert refused(answer) == (400, [name])


@pytest.mark.parametrize("kind", FORMATS)
def test_what_is_not_public_is_in_no_format(client, business, kind):
    it = make_framework_track(
        framework=make_framework(name="Canary list", status="draft"), label="Canary label"
    )
    make_track_mapping(framework_track=it, track=business, key="canary-mapping")
    hidden = make_track(name="Canary theme", status="draft")
    shown = business.mappings.first().framework_track
    make_track_mapping(framework_track=shown, track=hidden, key="canary-link")
    shown.citations.add(make_citation(work=make_work(title="Canary work", status="draft")))
    text = client.get(ADDRESS, {"format": kind}).content.decode()

    assert "Business of nine" in text
    assert "canary" not in text.lower()


@pytest.mark.parametrize("address", [PAGE, *(f"{ADDRESS}?format={kind}" for kind in FORMATS)])
def test_it_costs_the_same_with_few_lists_and_with_many(client, address):
    def queries():
        with CaptureQueriesContext(connection) as context:
            assert client.get(address).status_code == 200
        return len(context)

    full = Full()
    full.entries(Framework, 2)
    full.entries(Track, 2)
    few = queries()
    full.entries(Framework, 30, parts=5)
    full.entries(Track, 3)

    assert queries() == few


def test_the_answer_is_as_the_schema_says(client, schema):  # noqa: F811 (the fixture)
    Full().entries(Framework, 2)

    assert faults(schema, ADDRESS, crosswalk(client)) == []


def test_the_schema_names_the_parameters_and_the_formats(schema):  # noqa: F811 (the fixture)
    described = schema["paths"][ADDRESS]["get"]

    names = {parameter["name"] for parameter in described["parameters"]}
    assert names == {"frameworks", "framework", "collection", "fields", "format"}
    assert {*described["responses"]["200"]["content"]} == {
        "application/json",
        "application/ld+json",
        "text/turtle",
    }


def test_the_page_and_the_api_tell_the_same(client):
    load(settings.BASE_DIR / "fixtures", collection="source-texts")
    page = client.get(PAGE).context["crosswalk"]
    found = crosswalk(client)

    assert [[place["framework_track"]["label"] for place in cell["places"]]
            for row in found["rows"] for cell in row["cells"]] == [
        [place.framework_track.label for place in cell.places]
        for row in page.rows for cell in row.cells
    ]  # fmt: skip
    assert [row["track"]["slug"] for row in found["rows"] if row["keeps_number"]] == ["government"]


def test_nobody_can_write_to_it(client):
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(ADDRESS, {}, "application/json").status_code == 405, method
