"""The site with its real content: every link leads somewhere, and every entry can be reached."""

import json
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.db import transaction
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.urls import resolve, reverse

from curation.entries import entry_models, part_models
from curation.loading import load
from sources.querysets import cited_parts
from tests.casebook_sample import leave_few_cases
from tests.markup import Markup, faults
from tests.routes import API_LISTS, DETAIL_PAGES, LIST_PAGES

pytestmark = pytest.mark.django_db

NO_PAGES = ("/api/v1/", "/admin/", "/static/", "/sitemap.xml", "/healthz")
HOST = "http://testserver"
OFTEN = 5
ENDLESS = 20_000
"""So many addresses are none of the site's own: a link leads to ever longer ones."""


class Site:
    """All pages that links lead to from the home page, and what else they lead to.

    Of the casebook there are a few cases.
    """

    def __init__(self) -> None:
        load(settings.BASE_DIR / "fixtures")
        leave_few_cases()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        self.pages: dict[str, str] = {}
        """HTML by address, without what comes after #."""
        self.markup: dict[str, Markup] = {}
        self.statuses: dict[str, int] = {}
        self.linked_from: dict[str, str] = {}
        self.in_api = self._listed_in_api()
        self.parts: dict[str, str] = {
            f"{type(part).__name__} {part.ref}": part.get_absolute_url()
            for model in part_models()
            for part in model.objects.public().with_links()
        }
        """The address of each statement and link."""
        self.lists = {"/", *(route.url() for route in LIST_PAGES)}
        self.statements = self._citable()
        self.questions: Counter[tuple[str, frozenset[str]]] = Counter()
        self.files: set[tuple[str, str]] = set()
        """The kinds of entries and formats of which a file was asked for."""
        waiting = ["/"]
        while waiting:
            address = waiting.pop()
            if address not in self.statuses:
                assert len(self.statuses) < ENDLESS, address
                waiting += self._visit(address)
        self.sitemap = self._get("/sitemap.xml").content.decode()
        self.entries: dict[str, str] = {
            entry.get_absolute_url(): entry.ref
            for model in entry_models().values()
            for entry in model.objects.public()
        }

    def _get(self, address: str) -> Any:
        return self.handler(RequestFactory().get(address).environ)

    def _listed_in_api(self) -> set[str]:
        """The addresses that the lists of the API give: to ask for each would take long."""
        found = set()
        for route in API_LISTS:
            address = f"{route.url()}?page_size=200"
            while address:
                page = json.loads(self._get(address).content)
                found |= {row["url"].removeprefix(HOST) for row in page["results"]}
                address = (page["next"] or "").removeprefix(HOST)
        return found

    def _citable(self) -> dict[str, str]:
        """Of each statement, where it says how to cite it: to ask for each would take long."""
        found = {}
        for kind, model in entry_models().items():
            for part, way_up in cited_parts(model):
                rows = part._default_manager.public()
                for slug, key in rows.values_list(f"{way_up}__slug", "key"):
                    path = reverse("cite", args=[kind, slug])
                    found[f"{path}?part={key}"] = f"{part.__name__} {kind}:{slug}#{key}"
        return found

    def _visit(self, address: str) -> list[str]:
        if address in self.in_api or self._is_known(address):
            self.statuses[address] = 200
            return []
        answer = self._get(address)
        self.statuses[address] = answer.status_code
        is_page = answer["Content-Type"].startswith("text/html")
        if address.startswith(NO_PAGES) or answer.status_code != 200 or not is_page:
            return []
        self.pages[address] = answer.content.decode()
        page = self.markup[address] = Markup(self.pages[address])
        found = [target for target, _ in self.targets(address)]
        for target in found:
            self.linked_from.setdefault(target, address)
        assert page.words, address
        return found

    def _is_known(self, address: str) -> bool:
        """Whether it cites a statement, or is a file or a choice of a kind that has been met."""
        page, _, query = address.partition("?")
        if "collection=" in query and (page not in self.lists or "&" in query):
            return True  # the same page with less on it
        if self._is_asked_often(page, query):
            return True
        path, is_file, name = address.partition("format=")
        kind = path.partition(":")[0], name
        if is_file and kind not in self.files:
            self.files.add(kind)
            return False
        return bool(is_file) or path in self.statements

    def _is_asked_often(self, page: str, query: str) -> bool:
        """Whether such a question, or such a page about two tracks, was met a few times already.

        The pages of lists are all asked for, since what they list might be linked nowhere else.
        """
        names = frozenset(parse_qs(query)) - {"page", "collection"}
        if page.startswith(NO_PAGES):
            return False
        match = resolve(page)
        if not names and "a" not in match.kwargs:
            return False
        kind = match.view_name, names
        self.questions[kind] += 1
        return self.questions[kind] > OFTEN

    def targets(self, address: str) -> list[tuple[str, str]]:
        """(address, anchor) of each link within the site that a page has."""
        found = []
        for link, _ in self.markup[address].links:
            whole = urlsplit(urljoin(HOST + address, link))
            if whole.netloc == "testserver":
                query = f"?{whole.query}" if whole.query else ""
                found.append((whole.path + query, unquote(whole.fragment)))
        return found


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Site:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Site()
        transaction.set_rollback(True)
    return found


def test_every_link_is_answered(site):
    dead = {
        address: f"{status}, linked from {site.linked_from.get(address)}"
        for address, status in site.statuses.items()
        if status != 200
    }

    assert dead == {}


def test_every_anchor_that_is_linked_is_on_its_page(site):
    missing = {
        f"{target}#{anchor} on {address}"
        for address in site.pages
        for target, anchor in site.targets(address)
        if anchor and target in site.markup and anchor not in site.markup[target].ids
    }

    assert missing == set()


def test_every_page_is_sound(site):
    unsound = {address: found for address, html in site.pages.items() if (found := faults(html))}

    assert unsound == {}


def test_every_entry_is_linked_from_some_other_page(site):
    """A link in the page itself, such as its permalink, is none."""
    linked = {
        f"{target}#{anchor}" if anchor else target
        for address in site.pages
        for target, anchor in site.targets(address)
        if target != address
    }
    lonely = {
        ref
        for address, ref in site.entries.items()
        if address not in linked and address.partition("#")[0] not in linked
    }

    assert lonely == set()


def test_every_entry_with_a_page_was_met_on_the_way_from_the_home_page(site):
    unmet = {
        ref for address, ref in site.entries.items() if address.partition("#")[0] not in site.pages
    }

    assert unmet == set()


def test_every_entry_has_its_anchor_or_its_page(site):
    missing = {
        ref
        for address, ref in site.entries.items()
        if (anchor := address.partition("#")[2])
        and anchor not in site.markup[address.partition("#")[0]].ids
    }

    assert missing == set()


def test_every_statement_and_link_has_its_anchor_on_the_page_of_its_entry(site):
    missing = {
        f"{what}: {address}"
        for what, address in site.parts.items()
        for page, _, anchor in [address.partition("#")]
        if page not in site.markup or anchor not in site.markup[page].ids
    }

    assert missing == set()


def test_every_statement_leads_to_how_to_cite_it(site):
    silent = {what for address, what in site.statements.items() if address not in site.linked_from}

    assert silent == set()


def test_every_entry_leads_to_how_to_cite_it(site):
    silent = {
        ref
        for ref in site.entries.values()
        if site.statuses.get(reverse("cite", args=ref.split(":"))) != 200
    }

    assert silent == set()


def test_every_entry_with_a_page_of_its_own_is_in_the_sitemap(site):
    missing = {
        ref
        for address, ref in site.entries.items()
        if "#" not in address and f"<loc>{HOST}{address}</loc>" not in site.sitemap
    }

    assert missing == set()


def test_every_list_is_in_the_sitemap(site):
    missing = {
        route.name for route in LIST_PAGES if f"<loc>{HOST}{route.url()}</loc>" not in site.sitemap
    }

    assert missing == set()


def test_every_list_was_met_on_the_way_from_the_home_page(site):
    assert {route.url() for route in LIST_PAGES} - site.pages.keys() == set()


def test_a_page_of_each_kind_of_entry_was_met(site):
    kinds = {
        ref.partition(":")[0] for address, ref in site.entries.items() if address in site.pages
    }

    assert kinds == {route.model.KIND for route in DETAIL_PAGES}


def test_no_link_leads_to_another_site_without_nofollow(site):
    followed = {
        f"{link} on {address}"
        for address, page in site.markup.items()
        for link, rel in page.links
        if urlsplit(link).scheme in ("http", "https") and "nofollow" not in rel.split()
    }

    assert followed == set()


def test_no_link_leads_anywhere_but_to_pages_and_letter_boxes(site):
    schemes = {urlsplit(link).scheme for page in site.markup.values() for link, _ in page.links}

    assert schemes <= {"", "http", "https", "mailto"}


def test_no_page_shows_an_unfilled_place(site):
    """A name of Python's or of the templates that slipped through."""
    slips = ("None", "{{", "{%", "&amp;lt;", "&amp;amp;", "object at 0x", "TextChoices")
    meant = {"{{": "/cite/", "None": "/data/"}  # BibTeX's, and that of a recipe in Python
    found = {
        f"{slip} on {address}"
        for address, page in site.markup.items()
        for slip in slips
        if slip in page.text and not address.startswith(meant.get(slip, "no page"))
    }

    assert found == set()
