"""A double click, and the back button: a form is saved once, and nothing is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from actors.models import Actor
from curation import revisions
from curation.models import Revision
from curation.revisions import Refused, Who
from tests import factories
from tests.admin_forms import address, errors, filled_in
from tests.curation.sent_twice import ROUNDS, send_twice

ROOT = Path(__file__).resolve().parents[2]
NEW = {"name": "Norway", "slug": "norway", "kind": "state"}


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_saves(tmp_path):
    """On SQLite with a file, as a site has it; the base of the tests is in memory."""
    if connection.vendor == "postgresql":
        outcome = send_twice()
    else:
        base = {"DATABASE_URL": f"sqlite:///{tmp_path}/twice.sqlite3", "DJANGO_SECRET_KEY": "x"}
        run = subprocess.run(
            [sys.executable, "-m", "tests.curation.sent_twice"],
            cwd=ROOT,
            env=os.environ | base,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, run.stderr[-2000:]
        outcome = json.loads(run.stdout.splitlines()[-1])
    # Saved, or told that it was: the loser may find the slug taken, and then changed nothing.
    assert set(outcome["statuses"]) <= {200, 302}
    assert outcome["steps"] == [2] * ROUNDS
    assert outcome["actors"] == ROUNDS


def new(client, **edits):
    page = address(Actor, "add")
    return filled_in(client.get(page), **NEW | edits)


@pytest.mark.django_db
def test_a_form_that_is_sent_again_is_said_to_be_saved_already(admin_client):
    data = new(admin_client)
    assert admin_client.post(address(Actor, "add"), data).status_code == 302
    answer = admin_client.post(address(Actor, "add"), data, follow=True)
    assert "saved already; nothing was saved twice" in answer.content.decode()
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_going_back_and_saving_anew_meets_what_was_saved(admin_client):
    data = new(admin_client)
    admin_client.post(address(Actor, "add"), data)
    answer = admin_client.post(address(Actor, "add"), data | {"_token": revisions.new_token()})
    assert errors(answer) == ["Actor with this Slug already exists."]
    assert answer.context["adminform"].form["name"].value() == "Norway"


@pytest.mark.django_db
def test_going_back_after_a_change_shows_both_versions(admin_client):
    row = factories.make_actor(status="draft", name="Norge")
    data = filled_in(admin_client.get(address(row)))
    admin_client.post(address(row), data | {"name": "Noreg"})
    again = data | {"name": "Norway", "_token": revisions.new_token()}
    answer = admin_client.post(address(row), again)
    assert answer.status_code == 409
    assert "Norway" in answer.content.decode()
    assert "Noreg" in answer.content.decode()


@pytest.mark.django_db
def test_a_new_entry_does_not_write_over_one_that_came_first(admin_client):
    row = factories.make_actor(status="draft", slug="norway", name="Norge")
    with pytest.raises(Refused, match="already an entry “norway”"):
        revisions.begin(revisions.working_document(row) | {"name": "Norway"}, Who())
    row.refresh_from_db()
    assert row.name == "Norge"


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "a" * 33, "\x00" * 32, "é" * 32])
def test_a_mark_that_is_none_of_ours_stops_nobody(admin_client, token):
    data = new(admin_client) | {"_token": token}
    assert admin_client.post(address(Actor, "add"), data).status_code == 302
    assert Revision.objects.get().token == ""
