"""Entries are exported by the page of the desk, and from every list."""

import io

import pytest
from django.urls import reverse

from curation.entries import entry_models
from curation.importing import dry_run
from curation.revisions import Who
from curation.sheets import read
from tests import factories as make
from tests.admin_forms import address
from tests.full import MAKERS
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, person

pytestmark = pytest.mark.django_db

EXPORT = reverse("admin:curation_export")
HIDDEN = {"kind": "person", "slug": "hidden", "name": "Canary", "publicity": "named-by-press"}


@pytest.fixture
def desk(client):
    client.force_login(person(CONTRIBUTOR))
    return client


def export(client, **chosen):
    sent = {"kind": "actor", "status": "public", "format": "csv", **chosen}
    return client.post(EXPORT, sent)


def content(answer):
    assert answer.streaming, answer.context["form"].errors
    return b"".join(answer.streaming_content)


def slugs(answer):
    name = answer["Content-Disposition"].split('"')[1]
    return [it["slug"] for it in read(io.BytesIO(content(answer)), name).documents]


def action(client, model, rows, name="export_csv"):
    chosen = {"action": name, "_selected_action": [row.pk for row in rows]}
    return client.post(address(model, "changelist"), chosen, follow=True)


def test_what_is_public_is_exported_and_drafts_on_wish(desk):
    make.make_actor(slug="norway")
    make.make_actor(slug="oslo", status="draft")
    make.make_actor(slug="bergen", status="withdrawn")
    assert slugs(export(desk)) == ["norway"]
    assert slugs(export(desk, status="all")) == ["bergen", "norway", "oslo"]
    assert slugs(export(desk, status="drafts", format="json")) == ["oslo"]


def test_a_list_of_slugs_is_exported(desk):
    for slug in ("norway", "oslo", "bergen"):
        make.make_actor(slug=slug)
    assert slugs(export(desk, slugs="oslo,\nnorway")) == ["norway", "oslo"]


def test_slugs_that_nobody_has_are_said(desk):
    make.make_actor(slug="norway")
    page = export(desk, slugs="norway sweden").content.decode()
    assert "There is no such entry among these: sweden" in page


def test_words_are_searched_as_in_the_list(desk):
    make.make_actor(slug="norway", name="Kingdom of Norway")
    make.make_actor(slug="oslo", name="City of Oslo")
    assert slugs(export(desk, search="kingdom")) == ["norway"]


def test_all_kinds_are_one_file_of_json(desk):
    part = make.make_participation()
    found = slugs(export(desk, kind="", format="json"))
    assert {part.actor.slug, part.initiative.slug, part.track.slug} <= {*found}
    assert "A sheet has one kind of entries" in export(desk, kind="").content.decode()


def test_where_nothing_is_left_no_file_is_made(desk):
    assert "No entry is like this." in export(desk).content.decode()


@pytest.mark.parametrize("hidden", [{"visibility": "withheld"}, {"publicity": "unreviewed"}])
def test_persons_who_stay_out_of_files_are_in_none_for_anybody(client, hidden):
    client.force_login(person(ADMINISTRATOR))
    row = make.make_actor(**{**HIDDEN, "status": "draft", **hidden})
    shown = make.make_participation(actor=row).initiative
    assert b"hidden" not in content(export(client, kind="", status="all", format="json"))
    assert b"hidden" not in content(export(client, kind="initiative", status="all"))
    assert "No entry is like this." in export(client, status="all").content.decode()
    assert b"hidden" not in content(action(client, type(shown), [shown]))
    assert "are in no file" in action(client, type(row), [row]).content.decode()


def test_whether_a_withheld_slug_exists_is_not_said(desk):
    row = make.make_actor(**HIDDEN, visibility="withheld")
    make.make_actor()
    said = export(desk, slugs="hidden", status="all").content
    row.delete()
    assert b"There is no such entry among these: hidden" in said
    assert b"There is no such entry" in export(desk, slugs="hidden", status="all").content


@pytest.mark.parametrize("kind", entry_models())
@pytest.mark.parametrize("name", ["export_csv", "export_json"])
def test_the_chosen_ones_of_every_list_are_exported_in_the_form_of_an_import(desk, kind, name):
    model = entry_models()[kind]
    rows = [MAKERS[model]() for _ in range(2)]
    answer = action(desk, model, rows[:1], name)
    file = answer["Content-Disposition"].split('"')[1]
    assert file.startswith(kind)
    outcome = dry_run(read(io.BytesIO(content(answer)), file), Who())
    assert [line.natural for line in outcome.lines] == [(kind, rows[0].slug)]
    assert outcome.same == 1


def test_the_file_says_of_which_edition_it_is(desk):
    make.make_actor(slug="norway")
    answer = export(desk, format="json")
    assert read(io.BytesIO(content(answer)), "a.json").about["edition"] == 0


def test_whoever_writes_no_drafts_is_refused(client):
    client.force_login(person(""))
    assert client.get(EXPORT).status_code == 403
    assert export(client).status_code == 403
