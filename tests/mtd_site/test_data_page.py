"""/data/: what the base holds, as files, and the recipes."""

import html
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.entries import entry_models
from mtd_site.recipes import LOCAL, recipes
from tests.factories import make_actor, make_initiative, make_participation
from tests.full import Full
from tests.markup import Markup, faults, markup
from tests.routes import API_LISTS, PART_LISTS

pytestmark = pytest.mark.django_db

ADDRESS = "/data/"


def files(client: Any, query: str = "") -> dict[str, str]:
    """By address, what the link to a file is called."""
    return {
        values["href"]: values["aria-label"]
        for tag, values in markup(client.get(ADDRESS + query)).elements
        if tag == "a" and " as " in values.get("aria-label", "")
    }


def counts(client: Any, query: str = "") -> dict[str, int]:
    """By address of a list, how many rows the page says that it has."""
    page = client.get(ADDRESS + query).content.decode()
    return {
        address: int(number)
        for number, address in re.findall(
            r'<td class="number">(\d+)</td><td>\s*<a href="([^"?]+)', page
        )
    }


@pytest.fixture
def full() -> None:
    made = Full()
    for model in entry_models().values():
        made.entries(model, 2)


def test_the_page_is_sound(client, full):
    assert faults(client.get(ADDRESS)) == []


def test_every_list_stands_there_with_as_many_rows_as_it_has(client, full):
    expected = {
        route.url(): client.get(route.url(), {"page_size": 1}).json()["count"]
        for route in (*API_LISTS, *PART_LISTS)
    }

    assert counts(client) == expected
    assert all(expected.values())


def test_rows_are_those_of_the_chosen_collection(client):
    for collection in ("casebook", "casebook", "source-texts"):
        make_participation(collection=collection)

    assert counts(client, "?collection=casebook")["/api/v1/participations/"] == 2
    assert counts(client)["/api/v1/participations/"] == 3


def test_a_withheld_actor_is_not_counted(client):
    make_actor()
    make_actor(status="draft")

    assert counts(client)["/api/v1/actors/"] == 1


def test_every_list_can_be_had_in_each_of_its_formats(client):
    formats: dict[str, set[str]] = {}
    for address in files(client):
        parts = urlsplit(address)
        [name] = parse_qs(parts.query)["format"]
        formats.setdefault(parts.path, set()).add(name)

    for route in (*API_LISTS, *PART_LISTS):
        offered = {renderer.format for renderer in route.view.renderer_classes}
        assert formats[route.url()] == offered
    assert {"graphml", "gexf"} <= formats["/api/v1/graph/"]
    assert "csv" in formats["/api/v1/connections/"]


def test_every_file_is_answered(client, full):
    found = {address: client.get(address).status_code for address in files(client)}

    assert set(found.values()) == {200}


def test_a_link_to_a_file_says_what_it_is_of(client):
    names = [*files(client).values()]

    assert "Handovers from track to track as CSV" in names
    assert len({*names}) == len(names)


def test_the_page_says_how_to_cite_a_file_of_this_edition(client):
    text = markup(client.get(ADDRESS)).text

    assert re.search(r"“Handovers” \(\d{4}\)\. Multi-Track Diplomacy, edition \d+\. ", text)
    assert "http://testserver/api/v1/handovers/?format=csv (read " in text


def test_the_page_says_on_which_terms_the_data_may_be_used(client):
    text = markup(client.get(ADDRESS)).text

    for words in ("BSD 3-Clause", "chosen sample", "express no view", "withheld", "no cookie"):
        assert words in text


@pytest.mark.parametrize(
    ("rate", "said"), [("1200/minute", "1200 times in 60 seconds"), (None, None)]
)
def test_the_page_says_how_often_the_api_may_be_asked(client, settings, rate, said):
    settings.API_RATE = rate
    text = markup(client.get(ADDRESS)).text

    assert ("times in" in text) is bool(said)
    assert said is None or said in text


def test_a_reader_gets_no_cookie(client):
    assert not client.get(ADDRESS).cookies


def test_every_program_can_be_read_whole_and_asks_this_site(client):
    page = client.get(ADDRESS).content.decode()
    shown = [
        html.unescape(code) for code in re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.S)
    ]

    programs = [recipe for recipe in recipes() if recipe.is_program]
    assert shown == [recipe.code.replace(LOCAL, "http://testserver") for recipe in programs]
    assert LOCAL not in page


def test_every_recipe_has_its_title_and_says_what_it_is_for(client):
    page = markup(client.get(ADDRESS))

    for recipe in recipes():
        assert recipe.anchor in page.ids
        assert page.text.count(recipe.title) == 2  # in the contents, and above it
        assert recipe.about in page.text


def test_recipes_in_steps_are_lists_with_links(client):
    page = client.get(ADDRESS).content.decode()
    [gephi] = re.findall(r'<h3 id="recipe-15-gephi">.*?</section>', page, re.S)

    assert gephi.count("<li>") == 6
    links = {address for address, _ in Markup(gephi).links}
    assert any(it.startswith("http://testserver/api/v1/graph/?edges=") for it in links)


def test_code_can_be_scrolled_by_keyboard(client):
    blocks = [values for tag, values in markup(client.get(ADDRESS)).elements if tag == "pre"]

    assert blocks
    for values in blocks:
        assert (values["tabindex"], values["role"]) == ("0", "region")
        assert values["aria-label"]


def test_the_page_takes_few_queries_however_much_there_is(client, full):
    with CaptureQueriesContext(connection) as few:
        client.get(ADDRESS)
    for _ in range(5):
        make_initiative()
    with CaptureQueriesContext(connection) as many:
        client.get(ADDRESS)

    # The edition, and all counts at once.
    assert len(few) == len(many) == 2


@pytest.mark.parametrize("address", ["/", "/about/"])
def test_other_pages_lead_to_it(client, address):
    assert ADDRESS in {link for link, _ in markup(client.get(address)).links}


def test_it_is_in_the_sitemap(client):
    assert f"<loc>http://testserver{ADDRESS}</loc>" in client.get("/sitemap.xml").content.decode()
