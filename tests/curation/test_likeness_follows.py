"""Likely duplicates follow whatever changes an entry: forms, discarding, renaming, loading."""

import json

import pytest

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.loading import load
from curation.models import LikelyPair, NameKey
from curation.revisions import Who
from tests import factories as make
from tests.admin_forms import address, filled_in
from tests.steps import newest

pytestmark = pytest.mark.django_db
ME = Who(reason="Because")


def pairs():
    return {(pair.slug, pair.other) for pair in LikelyPair.objects.all()}


@pytest.fixture
def norway(admin_client):
    """Entered by its form."""
    enter(admin_client, "norway", "Kingdom of Norway")
    return Actor.objects.get(slug="norway")


def enter(client, slug, name):
    page = address(Actor, "add")
    new = {"slug": slug, "name": name, "kind": "state", "basis": "general-knowledge"}
    answer = client.post(page, filled_in(client.get(page), **new))
    assert answer.status_code == 302


def test_a_new_entry_is_compared_as_it_is_saved(admin_client, norway):
    enter(admin_client, "norge", "Kingdom of Norwey")
    enter(admin_client, "sweden", "Sweden")
    assert pairs() == {("norge", "norway")}


def test_an_entry_that_gets_another_name_is_compared_anew(admin_client, norway):
    enter(admin_client, "norge", "Kingdom of Norwey")
    document = stored_document(norway) | {"name": "Fafo", "sort_name": "Fafo"}
    revisions.change(("actor", "norway"), newest(("actor", "norway")).number, document, ME)
    assert pairs() == set()


def test_a_draft_beside_a_public_entry_is_compared_once_it_is_published():
    make.make_actor(slug="norge", name="Kingdom of Norwey", basis="general-knowledge")
    row = make.make_actor(slug="norway", name="Fafo", basis="general-knowledge")
    for slug in ("norge", "norway"):
        revisions.look_at(("actor", slug), 1, ME)
    document = stored_document(row) | {"name": "Kingdom of Norway"}
    revisions.change(("actor", "norway"), 2, document, ME)
    assert pairs() == set()
    revisions.publish(("actor", "norway"), 3, ME)
    assert pairs() == {("norge", "norway")}


def test_what_is_discarded_leaves_the_list(admin_client, norway):
    enter(admin_client, "norge", "Kingdom of Norwey")
    revisions.discard(("actor", "norge"), newest(("actor", "norge")).number, ME)
    assert pairs() == set()
    assert not NameKey.objects.filter(slug="norge").exists()


def test_what_gets_another_slug_stands_under_that(admin_client, norway):
    enter(admin_client, "norge", "Kingdom of Norwey")
    document = stored_document(Actor.objects.get(slug="norge")) | {"slug": "noreg"}
    revisions.change(("actor", "norge"), newest(("actor", "norge")).number, document, ME)
    assert pairs() == {("noreg", "norway")}
    assert not NameKey.objects.filter(slug="norge").exists()


def test_what_is_loaded_is_compared(tmp_path):
    (tmp_path / "actors").mkdir()
    state = {"entry": "actor", "kind": "state", "basis": "general-knowledge"}
    documents = [
        state | {"slug": slug, "name": name}
        for slug, name in (("norge", "Kingdom of Norwey"), ("norway", "Kingdom of Norway"))
    ]
    file = tmp_path / "actors" / "actors.json"
    file.write_text(json.dumps(documents))
    load(tmp_path)
    assert pairs() == {("norge", "norway")}
    file.write_text(json.dumps(documents[1:]))
    load(tmp_path)
    assert pairs() == set()
