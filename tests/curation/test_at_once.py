"""Several curators at once: an edit is kept or refused, and none is lost."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import connection, transaction

from curation import revisions
from curation.documents import stored_document
from curation.revisions import Who
from curation.rows import natural_of
from initiatives.models import Initiative
from tests.curation.eight_curators import CURATORS, EDITS, edit_at_once
from tests.curation.merging_at_once import merge_and_edit
from tests.factories import make_initiative

ROOT = Path(__file__).resolve().parents[2]


def came_of(act, module, folder):
    """What came of it; on SQLite with a file, as a site has it: the base of tests is in memory."""
    if connection.vendor == "postgresql":
        return act()
    address = f"sqlite:///{folder}/at-once.sqlite3"
    run = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={"DJANGO_SECRET_KEY": "of-a-test", **os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.django_db(transaction=True)
def test_of_eighty_edits_at_once_none_is_lost(tmp_path):
    outcome = came_of(edit_at_once, "tests.curation.eight_curators", tmp_path)
    assert outcome["kept"] + outcome["refused"] == CURATORS * EDITS, outcome["other"]
    assert outcome["lost"] == []
    assert outcome["steps"] == outcome["kept"] > 0
    assert outcome["public"] == "Begun."


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_and_an_edit_at_once_none_is_half_done(tmp_path):
    rounds = came_of(merge_and_edit, "tests.curation.merging_at_once", tmp_path)
    for it in rounds:
        merges, edit = it["outcomes"][:3], it["outcomes"][3]
        assert set(it["outcomes"]) <= {"done", "stale"}, it
        assert merges.count("done") == it["merges"] == 1, it
        assert it["summary"] == ("Edited." if edit == "done" else ""), it
        assert it["undone"].count("done") == 1, it
        assert (it["actors"], it["actor"]) == (3, True), it


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_wait_for_each_other_one_comes_second():
    first, second = sorted((make_initiative() for _ in "12"), key=natural_of)
    for it in (first, second):
        edited = stored_document(it) | {"summary": "Edited.", "basis": "general-knowledge"}
        revisions.change(natural_of(it), 1, edited, Who(reason="Edited"))
    bases = {natural_of(it): 2 for it in (first, second)}
    said = []

    def publish():
        try:
            revisions.publish_together(bases, Who(reason="Both"))
        except Exception as error:
            said.append(error)
        connection.close()

    rows = Initiative.objects.all()
    with transaction.atomic():  # holds the second, and asks for the first while that is waited for
        rows.filter(pk=second.pk).update(region="asia")
        thread = threading.Thread(target=publish)
        thread.start()
        wait_until_somebody_waits()
        rows.filter(pk=first.pk).update(region="asia")
        thread.join(20)
    assert [type(error) for error in said] == [revisions.Stale]
    assert set(rows.values_list("region", "summary")) == {("asia", "")}


def wait_until_somebody_waits():
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    end = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.02)
    raise AssertionError("Nobody waits.")
