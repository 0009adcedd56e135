"""Several curators at once: an edit is kept or refused, and none is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.curation.eight_curators import CURATORS, EDITS, edit_at_once

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
def test_of_eighty_edits_at_once_none_is_lost(tmp_path):
    """On SQLite with a file, as a site has it; the base of the tests is in memory."""
    if connection.vendor == "postgresql":
        outcome = edit_at_once()
    else:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path}/at-once.sqlite3",
            "DJANGO_SECRET_KEY": "of this test alone",
        }
        run = subprocess.run(
            [sys.executable, "-m", "tests.curation.eight_curators"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, run.stderr[-2000:]
        outcome = json.loads(run.stdout.splitlines()[-1])
    assert outcome["kept"] + outcome["refused"] == CURATORS * EDITS, outcome["other"]
    assert outcome["lost"] == []
    assert outcome["steps"] == outcome["kept"] > 0
    assert outcome["public"] == "Begun."
