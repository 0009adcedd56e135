"""/cite/<kind>:<slug>/: how to cite a work, an entry or a statement of it."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curation.entries import entry_models
from curation.models import Edition, FormerSlug
from sources.formats import FORMATS
from sources.querysets import cited_parts
from tests.factories import (
    make_actor,
    make_citation,
    make_concept,
    make_concept_point,
    make_contribution,
    make_contributor,
    make_disagreement,
    make_framework,
    make_framework_track,
    make_initiative,
    make_outcome,
    make_participation,
    make_position,
    make_track,
    make_track_mapping,
    make_track_point,
    make_work,
)
from tests.full import MAKERS, Full
from tests.markup import faults, markup
from tests.routes import DETAIL_PAGES

pytestmark = pytest.mark.django_db

KINDS = list(entry_models())
EACH_FORMAT = pytest.mark.parametrize("name", FORMATS)


def address(row):
    """Of the page that tells how to cite an entry or a part."""
    entry = getattr(row, "entry", row)
    path = reverse("cite", args=[entry.KIND, entry.slug])
    return path if entry is row else f"{path}?part={row.key}"


def item(client, row):
    """The item of CSL that the page offers."""
    path = address(row)
    answer = client.get(f"{path}{'&' if '?' in path else '?'}format=csljson")
    assert answer.status_code == 200
    [found] = json.loads(answer.content)
    return found


def text(client, row):
    answer = client.get(address(row))
    assert answer.status_code == 200
    return markup(answer).text


# What can be cited


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_entry_can_be_cited(client, kind):
    row = MAKERS[entry_models()[kind]]()

    assert item(client, row)["id"] == (row.slug if kind == "work" else row.ref)
    assert str(row) in text(client, row)


@pytest.mark.parametrize("kind", KINDS)
def test_every_statement_of_every_kind_of_entry_can_be_cited(client, kind):
    model = entry_models()[kind]
    Full().entries(model, 1, parts=1)
    for part, _ in cited_parts(model):
        row = part.objects.public().with_links().first()
        found = item(client, row)
        assert found["id"] == f"{row.entry.ref}#{row.key}"
        assert found["URL"] == f"http://testserver{row.get_absolute_url()}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_sound(client, kind):
    model = entry_models()[kind]
    [row] = Full().entries(model, 1, parts=1)
    parts = [part.objects.public().with_links().first() for part, _ in cited_parts(model)]
    for cited in (row, *parts):
        assert faults(client.get(address(cited))) == []


def test_a_work_is_cited_as_itself_with_its_names(client):
    work = make_work(title="Modern Diplomacy", type="book", issued="1988", publisher="Longman")
    name = make_contributor(family="Barston", given="R. P.")
    make_contribution(work=work, contributor=name)

    assert "Barston, R. P. (1988). Modern Diplomacy. Longman." in text(client, work)


def test_an_entry_is_cited_with_its_edition_address_and_day(client):
    Edition.objects.create(pk=1, number=7)
    track = make_track(slug="business", name="Business", summary="Firms make peace.")
    shown = text(client, track)

    assert "“Business”" in shown
    assert "Multi-Track Diplomacy, edition 7." in shown
    assert "http://testserver/tracks/business/ (read " in shown
    assert "Firms make peace." in shown


def test_a_statement_is_cited_with_its_anchor_and_what_it_rests_on(client):
    krueger = make_work(title_short="Krueger 1991")
    outcome = make_outcome(
        key="accord",
        statement="They agreed.",
        citations=[make_citation(work=krueger, locator="¶ 4")],
    )
    shown = text(client, outcome)

    assert "They agreed." in shown
    assert "#accord" in shown
    assert "Krueger 1991, ¶ 4" in shown
    assert item(client, outcome)["note"] == "Rests on: Krueger 1991, ¶ 4."


def test_the_page_leads_to_how_to_cite_the_works_that_a_statement_rests_on(client):
    work = make_work()
    outcome = make_outcome(citations=[make_citation(work=work)])

    assert (address(work), "") in markup(client.get(address(outcome))).links


def test_a_nested_statement_is_found_by_its_key(client):
    point = make_track_point(key="quick", statement="It is quick.")

    assert "It is quick." in text(client, point)


def test_an_answer_to_a_disagreement_can_be_cited(client):
    position = make_position(statement="Montville did.")

    assert "Montville did." in text(client, position)


# The files


@EACH_FORMAT
def test_a_file_has_its_media_type_and_name(client, name):
    make_outcome(key="accord", initiative=make_initiative(slug="oslo"))
    answer = client.get(f"/cite/initiative:oslo/?part=accord&format={name}")
    form = FORMATS[name]

    assert answer["Content-Type"].partition(";")[0] == form.media_type
    assert answer["Content-Disposition"] == (
        f'attachment; filename="initiative-oslo-accord.{form.extension}"'
    )


@EACH_FORMAT
def test_a_file_holds_what_the_page_shows(client, name):
    work = make_work(title="Peace & “quiet” <now>")
    path = address(work)
    shown = " ".join(client.get(f"{path}?format={name}").content.decode().split())

    assert shown in text(client, work)


def test_the_media_types_are_those_that_managers_know():
    assert [form.media_type for form in FORMATS.values()] == [
        "application/x-bibtex",
        "application/x-research-info-systems",
        "application/vnd.citationstyles.csl+json",
    ]


def test_an_unknown_format_is_refused_with_those_that_there_are(client):
    answer = client.get(f"{address(make_work())}?format=endnote")

    assert answer.status_code == 406
    assert answer.content.decode() == "There is no such format; there are bibtex, ris, csljson.\n"


def test_an_empty_format_is_the_page(client):
    assert client.get(f"{address(make_work())}?format=&x=y")["Content-Type"].startswith("text/html")


def test_it_can_only_be_read(client):
    assert client.post(address(make_work())).status_code == 405
    assert client.head(address(make_work())).status_code == 200


# What is not there


@pytest.mark.parametrize(
    "path",
    [
        "/cite/nothing:business/",
        "/cite/contributor:john-mcdonald/",
        "/cite/track:no-such-track/",
        "/cite/track:business/?part=no-such-part",
        "/cite/track:business/?part=",
        "/cite/track:business/?part=a%00b",
        "/cite/track:business/?part=%F0%9F%98%80",
        "/cite/business/",
        "/cite/",
    ],
)
def test_what_nobody_can_cite_is_not_found(client, path):
    make_track(slug="business")
    make_contributor(slug="john-mcdonald", family="McDonald")

    assert client.get(path).status_code == (200 if path.endswith("part=") else 404)


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_what_is_not_published_answers_as_what_is_not_there(client, status):
    make_outcome(key="accord", initiative=make_initiative(slug="secret", status=status))
    for query in ("", "?part=accord", "?format=ris", "?format=x"):
        answer = client.get(f"/cite/initiative:secret/{query}")
        unknown = client.get(f"/cite/initiative:nowhere/{query}")
        assert answer.status_code == 404
        assert answer.content.replace(b"secret", b"nowhere") == unknown.content


def test_a_statement_about_a_withheld_actor_is_not_there(client):
    withheld = make_participation(key="somebody", actor=make_actor(visibility="withheld"))

    assert client.get(address(withheld)).status_code == 404


def test_a_passage_of_a_source_that_is_not_public_is_not_named(client):
    hidden = make_work(title="Hidden work", status="draft")
    outcome = make_outcome(citations=[make_citation(work=hidden)])

    assert "Hidden work" not in client.get(address(outcome)).content.decode()


def test_the_part_of_another_entry_is_not_there(client):
    outcome = make_outcome(key="accord")
    other = make_initiative()

    assert client.get(f"{address(other)}?part={outcome.key}").status_code == 404


def test_a_former_address_leads_to_the_present_one_with_the_statement(client):
    make_outcome(key="accord", initiative=make_initiative(slug="oslo"))
    FormerSlug.objects.create(kind="initiative", old="norway", slug="oslo")
    answer = client.get("/cite/initiative:norway/?part=accord&format=ris")

    assert answer.status_code == 301
    assert answer["Location"] == "/cite/initiative:oslo/?part=accord&format=ris"


def test_a_former_address_of_another_kind_leads_nowhere(client):
    make_track(slug="business")
    FormerSlug.objects.create(kind="track", old="trade", slug="business")

    assert client.get("/cite/actor:trade/").status_code == 404


# For machines that read


def test_search_engines_leave_the_page_and_its_files_alone(client):
    path = address(make_work())

    assert '<meta name="robots" content="noindex">' in client.get(path).content.decode()
    assert client.get(f"{path}?format=ris")["X-Robots-Tag"] == "noindex"
    assert "/cite/" not in client.get("/sitemap.xml").content.decode()


def test_the_page_of_a_statement_is_its_own_permalink(client):
    outcome = make_outcome(key="accord")
    path = address(outcome)
    page = markup(client.get(path))
    canonical = [at["href"] for tag, at in page.elements if at.get("rel") == "canonical"]

    assert canonical == [f"http://testserver{path}"]
    assert (path, "") in page.links


def test_the_page_carries_the_edition(client):
    Edition.objects.create(pk=1, number=7)

    assert client.get(address(make_work()))["X-Edition"] == "7"


def metadata(client, row):
    page = markup(client.get(row.get_absolute_url()))
    return {at["name"]: at.get("content") for tag, at in page.elements if "name" in at}


def alternates(client, row):
    page = markup(client.get(row.get_absolute_url()))
    return [(at["type"], at["href"]) for _, at in page.elements if at.get("rel") == "alternate"]


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_the_page_of_an_entry_leads_to_how_to_cite_it(client, route):
    row = MAKERS[route.model]()

    assert (address(row), "") in markup(client.get(row.get_absolute_url())).links


@pytest.mark.parametrize("route", DETAIL_PAGES, ids=str)
def test_the_page_of_an_entry_names_its_references_in_its_head(client, route):
    row = MAKERS[route.model]()
    found = alternates(client, row)

    for name, form in FORMATS.items():
        assert (form.media_type, f"{address(row)}?format={name}") in found


@pytest.mark.parametrize(
    "route", [route for route in DETAIL_PAGES if route.model.KIND != "work"], ids=str
)
def test_the_head_of_an_entry_describes_the_page_to_reference_managers(client, route):
    row = MAKERS[route.model]()
    found = metadata(client, row)
    url = f"http://testserver{row.get_absolute_url()}"

    assert found["citation_title"] == found["DC.title"] == str(row)
    assert found["citation_public_url"] == found["DC.identifier"] == url
    assert found["DC.type"] == "webpage"  # or managers would take it for an article


def test_the_head_of_a_work_does_not_describe_the_page_in_place_of_the_work(client):
    found = metadata(client, make_work())

    assert [name for name in found if name.startswith(("citation_", "DC."))] == []


def test_a_page_that_is_no_entry_has_no_such_metadata(client):
    page = client.get("/about/").content.decode()

    assert "citation_title" not in page
    assert "Cite this" not in page


# The sign after each statement


def test_a_statement_on_its_page_leads_to_its_address_and_citation(client):
    outcome = make_outcome(key="accord")
    page = markup(client.get(outcome.initiative.get_absolute_url()))

    assert "accord" in page.ids
    assert (address(outcome), "nofollow") in page.links


def test_a_statement_shown_elsewhere_leads_to_its_own_entry(client):
    mapping = make_track_mapping()
    point = make_track_point(framework_track=mapping.framework_track, key="quick")
    page = markup(client.get(mapping.track.get_absolute_url()))

    assert (address(point), "nofollow") in page.links


def test_the_sign_says_what_it_is_for(client):
    outcome = make_outcome()
    page = markup(client.get(outcome.initiative.get_absolute_url()))
    labels = [at.get("aria-label") for _, at in page.elements if at.get("class") == "marks__cite"]

    assert {*labels} == {"Address and citation of this statement"}


def test_an_entry_that_is_an_anchor_comes_before_the_key_of_its_statement(client):
    point = make_concept_point(concept=make_concept(slug="ripeness"), key="meaning")

    assert point.get_absolute_url() == "/concepts/#ripeness-meaning"
    assert "ripeness-meaning" in markup(client.get("/concepts/")).ids


# What it costs


def queries(client, path):
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context.captured_queries)


def test_a_page_costs_the_same_whatever_a_statement_rests_on(client):
    few = make_outcome(citations=[make_citation()])
    many = make_outcome(citations=[make_citation() for _ in range(20)])

    assert queries(client, address(few)) == queries(client, address(many))


def test_a_page_costs_the_same_however_many_statements_an_entry_has(client):
    framework = make_framework()
    first = make_framework_track(framework=framework)
    point = make_track_point(framework_track=first)
    before = queries(client, address(point))
    for _ in range(20):
        make_track_point(framework_track=make_framework_track(framework=framework))

    assert queries(client, address(point)) == before


def test_a_disagreement_costs_the_same_with_two_positions_and_with_ten(client):
    few, many = make_disagreement(), make_disagreement()
    for disagreement, number in ((few, 2), (many, 10)):
        for _ in range(number):
            make_position(disagreement=disagreement, citations=[make_citation()])

    assert queries(client, address(few)) == queries(client, address(many))
