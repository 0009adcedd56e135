"""The desk stays quick however much there is: few queries, no count of all, short selects."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.text import slugify

from actors.models import Actor
from curation import changelists, revisions
from curation.entries import entry_models
from curation.models import (
    Batch,
    DifferentPair,
    Edition,
    FormerSlug,
    LikelyPair,
    LoadedDocument,
    Revision,
)
from curation.revisions import Who
from initiatives.models import Coding, Initiative
from sources.models import Citation, Contributor
from tests import factories
from tests.admin_forms import address
from tests.desk_pages import Sample, addresses, long_selects, pages, variants
from tests.full import MAKERS, Full
from tests.roles import ADMINISTRATOR, REVIEWER, person
from tracks.models import Framework, FrameworkTrack, Track

pytestmark = pytest.mark.django_db

MOST = 14
"""Queries of a page; to log in and look up what one may takes four of them."""
MORE = {
    "curation_preview": 70,  # the public page, and the draft written for it
    "curation_preview_of": 70,
}
"""Pages that take more queries, and how many they may take."""
OF_GROUPS = "auth_group"
"""Pages of Django’s own, which list the three roles and all permissions that there are."""
PUBLIC = "curation_preview"
"""The public page of one entry, which counts what that entry has."""
FRAME = (Track, Framework, FrameworkTrack)
"""There are a few dozen of these, however much the base grows."""
ROWS = 201
FIRST = ("Quiet Harbour", "Still Water")
"""Two actors whose names no other row has by chance, as “part-28-0” has that of “Part 280”."""


class Desk:
    """A base with rows of every kind, and people who open all its pages."""

    def __init__(self) -> None:
        self.full = Full()
        self.clients = []
        for user in (
            person(REVIEWER),
            person(ADMINISTRATOR),
            User.objects.create_superuser("root"),
        ):
            client = Client()
            client.force_login(user)
            self.clients.append(client)
        self.coder = User.objects.get(username=REVIEWER.lower())
        Edition.objects.get_or_create(pk=1, defaults={"number": 1})
        self.made = 0

    def grow(self, number: int) -> None:
        for model in entry_models().values():
            self.full.entries(model, number)
        for row, name in zip(Actor.objects.order_by("pk")[:2], FIRST, strict=False):
            names = {"name": name, "sort_name": name, "slug": slugify(name)}
            Actor.objects.filter(pk=row.pk).update(**names)
        for n in range(self.made, self.made + number):
            FormerSlug.objects.create(kind="actor", old=f"old-{n}", slug=f"new-{n}")
            LoadedDocument.objects.create(kind="actor", slug=f"loaded-{n}", collection="curated")
            pair = {"kind": "initiative", "slug": f"a-{n}", "other": f"b-{n}"}
            DifferentPair.objects.create(**pair, by=self.coder)
            coded = {"state": "submitted", "edition": 1, "base": CODED, "answers": CODED}
            Coding.objects.create(case=f"case-{n}", coder=0, collection="curated", **coded)
            Batch.objects.create(kind="import", author=self.coder, reason=f"Sheet {n}")
            factories.make_contributor()
            self.withhold(n)
        self.made += number
        for row in (*Initiative.objects.order_by("pk")[:2], *Actor.objects.order_by("pk")[:2]):
            self.draft_beside(row)

    def withhold(self, n: int) -> None:
        """Somebody who is withheld, with a name of each kind and an address of old."""
        names = {"name": f"Qanary Sought {n}", "contributor": factories.make_contributor()}
        actor = factories.make_actor(slug=f"withheld-{n}", visibility="withheld", **names)
        factories.make_alias(actor=actor, name=f"Olorim Vessa {n}")
        FormerSlug.objects.create(kind="actor", old=f"sought-{n}", slug=actor.slug)

    def draft_beside(self, row) -> None:
        if not Revision.objects.filter(kind=row.KIND, slug=row.slug).exists():
            document = revisions.working_document(row) | {"summary": "Another summary."}
            revisions.change((row.KIND, row.slug), row.version, document, Who(self.coder, "Draft"))

    def sample(self) -> Sample:
        drafted = Revision.objects.filter(number=2).order_by("kind", "slug")
        first, second = Initiative.objects.order_by("pk")[:2]
        case, _ = Coding.objects.get_or_create(
            case=second.slug, coder=self.coder.pk, collection="curated"
        )
        pair = {"kind": "initiative", "slug": first.slug, "other": second.slug}
        LikelyPair.objects.get_or_create(**pair, defaults={"score": 1, "reason": "Alike"})

        def rows(model):
            found = model._default_manager.order_by("pk")
            chosen = [*zip(("first", "second"), found[:2], strict=False)]
            if model is Coding:
                chosen = [("draft", case), ("submitted", found.filter(coder=0).first())]
            return [(label, row) for label, row in chosen if row]

        revised = [(f"{it.kind}", it.natural) for it in drafted]
        return Sample(rows, revised, (first.ref, second.ref), ["e"])

    def open(self, where: str):
        for client in self.clients:
            response = client.get(where)
            if response.status_code not in (403, 404):
                break
        return client, response

    def costs(self, *, choices: bool = False) -> dict[str, list[str]]:
        """The queries of every page, and with ``choices`` of what can be chosen on every list."""
        sample, found = self.sample(), {}
        for page in pages(sample):
            response, found[page.name] = self.queries(page.address)
            if response.status_code == 403:
                continue  # nobody may: entries are never deleted, and what is logged is never added
            assert response.status_code in (200, 302), f"{page}: {response.status_code}"
            if page.name.startswith(OF_GROUPS):
                del found[page.name]
                continue
            for it in variants(page, response, sample.words) if choices else ():
                if " order " not in it.name:  # which asks no more
                    _, found[it.name] = self.queries(it.address)
        return found

    def queries(self, where: str):
        ContentType.objects.get_for_models(*apps.get_models())  # which Django remembers
        with CaptureQueriesContext(connection) as queries:
            client, response = self.open(where)
        if client is not self.clients[0]:
            with CaptureQueriesContext(connection) as queries:
                client.get(where)
        found = [it["sql"] for it in queries.captured_queries if not brackets(it["sql"])]
        return response, found


CODED = {"tracks": [], "main_track": "-", "functions": {}, "handovers": [], "actors": {}} | {
    "untold": []
}


def brackets(sql: str) -> bool:
    """Whether a statement only begins or ends something."""
    return sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT"))


@pytest.fixture
def desk():
    return Desk()


def test_every_page_of_the_desk_takes_few_queries_and_reads_not_all_there_is(desk):
    desk.grow(3)
    costs = desk.costs(choices=True)
    over = {
        name: len(queries)
        for name, queries in costs.items()
        if len(queries) > MORE.get(name.partition(" ")[0], MOST)
    }
    counting = {
        name: sql
        for name, queries in costs.items()
        for sql in queries
        if "COUNT(*)" in sql and "LIMIT" not in sql and not name.startswith(PUBLIC)
    }
    telling_apart = {
        name: sql
        for name, queries in costs.items()
        for sql in queries
        if sql.startswith("SELECT DISTINCT") and "," not in sql.partition(" FROM ")[0]
    }
    assert (over, counting, telling_apart) == ({}, {}, {})


def test_no_page_of_the_desk_takes_more_queries_for_fifty_rows_than_for_two(desk):
    desk.grow(1)
    desk.grow(1)  # which has all that links the first
    few = desk.costs()
    desk.grow(48)
    many = desk.costs()
    more = {
        name: (len(few[name]), len(many[name]))
        for name in few.keys() & many.keys()
        if len(many[name]) > len(few[name])
        and not name.startswith(PUBLIC)  # which writes what the draft changes, row by row
    }
    assert more == {}


def test_no_select_grows_with_the_base(desk):
    desk.grow(2)
    for model, make in MAKERS.items():
        if model in admin.site._registry and model not in FRAME:
            for _ in range(ROWS):
                make()
    for n in range(ROWS):
        User.objects.create(username=f"curator-{n}")
    long = {}
    for page in pages(desk.sample()):
        _, response = desk.open(page.address)
        assert response.status_code in (200, 302, 403), page
        if page.name.startswith(OF_GROUPS):
            continue
        if found := long_selects(response.content.decode(), ROWS - 1):
            long[page.name] = found
    assert long == {}


def test_a_select_that_is_long_is_found():
    options = "<option>a</option>" * 3
    html = f'<select name="actor" id="x">{options}</select><select name="role">{options}</select>'
    assert long_selects(html, 2) == ["actor: 3 options", "role: 3 options"]
    assert long_selects(html, 3) == []


def test_the_pages_are_taken_from_the_desk():
    assert {"initiatives_initiative_change", "curation_review", "curation_compare"} < set(
        addresses()
    )


# Lists


def shown(client, model, **asked):
    return client.get(address(model, "changelist"), asked)


def test_a_long_list_says_more_than(admin_client, monkeypatch):
    monkeypatch.setattr(changelists, "COUNTED", 60)
    monkeypatch.setattr(changelists, "PAGES_BEYOND", 0)
    for _ in range(70):
        factories.make_contributor()
    assert "more than 60 contributors" in shown(admin_client, Contributor).content.decode()
    assert "70 contributors" in shown(admin_client, Contributor, p=2).content.decode()


def test_pages_can_be_turned_beyond_what_was_counted(admin_client, monkeypatch):
    monkeypatch.setattr(changelists, "COUNTED", 50)
    monkeypatch.setattr(changelists, "PAGES_BEYOND", 1)
    for _ in range(160):
        factories.make_contributor()
    seen = set()
    for page in (1, 2, 3, 4):
        seen |= {
            row.pk for row in shown(admin_client, Contributor, p=page).context["cl"].result_list
        }
    assert len(seen) == 160


def test_a_short_list_says_how_many(admin_client):
    factories.make_actor()
    html = shown(admin_client, Actor).content.decode()
    assert "1 actor" in html
    assert "more than" not in html


# Searching


@pytest.fixture(params=[1000, 0], ids=["a rare word", "a frequent word"])
def frequency(request, monkeypatch):
    monkeypatch.setattr(changelists, "FOUND", request.param)


def found(client, model, words):
    return [str(row) for row in shown(client, model, q=words).context["cl"].result_list]


def test_a_word_is_found_in_the_middle_and_in_what_a_row_links(admin_client, frequency):
    conflict = factories.make_conflict(name="Conflict over Sarpsborg")
    factories.make_initiative(name="Channel", conflicts=[conflict])
    factories.make_initiative(name="Talks at Borgen")
    factories.make_initiative(name="Elsewhere")
    assert found(admin_client, Initiative, "sarps") == ["Channel"]
    assert found(admin_client, Initiative, "BORG") == ["Channel", "Talks at Borgen"]


def test_every_word_must_be_there_and_quotes_hold_words_together(admin_client, frequency):
    factories.make_actor(name="Peace Now")
    factories.make_actor(name="Now for peace")
    assert found(admin_client, Actor, "peace now") == ["Now for peace", "Peace Now"]
    assert found(admin_client, Actor, '"peace now"') == ["Peace Now"]
    assert found(admin_client, Actor, "peace war") == []


def test_a_row_is_found_once_however_often_it_has_the_word(admin_client, frequency):
    norway = factories.make_actor(name="Norway", slug="norway")
    factories.make_alias(actor=norway, name="Kingdom of Norway")
    factories.make_alias(actor=norway, name="Norway (state)")
    assert found(admin_client, Actor, "norway") == ["Norway"]


def test_a_search_holds_with_a_filter(admin_client, frequency):
    factories.make_actor(name="Norway", kind="state")
    factories.make_actor(name="Norway's church")
    rows = shown(admin_client, Actor, q="norway", kind__exact="state").context["cl"].result_list
    assert [row.name for row in rows] == ["Norway"]


def test_a_list_is_filtered_by_kind_and_collection(admin_client):
    for kind, collection in (("actor", "curated"), ("actor", "casebook"), ("work", "casebook")):
        slug = f"{kind}-{collection}"
        LoadedDocument.objects.create(kind=kind, slug=slug, collection=collection)
    response = shown(admin_client, LoadedDocument, kind="actor", collection="casebook")
    assert [row.slug for row in response.context["cl"].result_list] == ["actor-casebook"]
    offered = [
        [choice["display"] for choice in spec.choices(response.context["cl"])]
        for spec in response.context["cl"].filter_specs
    ]
    assert offered[0] == ["All", "Source texts", "Casebook", "Curated"]
    assert {"contributor", "guideline phase", "work"} < {*offered[1]}


def test_a_withheld_actor_is_not_found(frequency):
    factories.make_actor(name="Norway", visibility="withheld")
    client = Client()
    client.force_login(person(REVIEWER))
    assert found(client, Actor, "norway") == []


def test_a_passage_is_found_by_the_title_of_its_work(admin_client, frequency):
    factories.make_citation(work=factories.make_work(title="The Oslo file"), locator="p. 7")
    factories.make_citation()
    assert found(admin_client, Citation, "oslo") == ["The Oslo file, p. 7"]


def test_a_search_for_a_null_character_finds_what_the_rest_says(admin_client):
    factories.make_actor(name="Norway")
    assert found(admin_client, Actor, "nor\x00way") == ["Norway"]
