"""An import that is killed at any moment leaves all of it behind, or nothing."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import deque
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from tests import factories as make

KILLS = 20
AHEAD = 3
"""So many programs are started in advance, and wait for their file."""
INITIATIVES, PARTICIPATIONS = 150, 3
COUNTS = {
    "initiatives": "SELECT COUNT(*) FROM initiatives_initiative",
    "participations": "SELECT COUNT(*) FROM initiatives_participation",
    "citations": "SELECT COUNT(*) FROM initiatives_participation_citations",
    "revisions": "SELECT COUNT(*) FROM curation_revision",
    "batches": "SELECT COUNT(*) FROM curation_batch",
    "with keys": "SELECT COUNT(DISTINCT slug) FROM curation_namekey WHERE kind = 'initiative'",
}
ALL = dict(zip(COUNTS, (INITIATIVES, *[INITIATIVES * PARTICIPATIONS] * 2), strict=False)) | {
    "revisions": INITIATIVES,
    "batches": 1,
    "with keys": INITIATIVES,
}
NOTHING = dict.fromkeys(COUNTS, 0)


class Base:
    """The base of the tests, or on SQLite its copy in a file, which programs can open."""

    def __init__(self, folder):
        self.file = folder / "base.sqlite3"
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            copy = sqlite3.connect(self.file)
            connection.connection.backup(copy)
            copy.close()
            self.url = f"sqlite:///{self.file}"
        else:
            to = connection.settings_dict
            host = quote(to["HOST"], safe="")
            self.url = f"postgresql://{to['USER']}@{host}/{to['NAME']}"

    def counts(self):
        if connection.vendor == "sqlite":
            opened = sqlite3.connect(self.file)
            found = {name: opened.execute(sql).fetchone()[0] for name, sql in COUNTS.items()}
            opened.close()
            return found
        with connection.cursor() as cursor:
            self._wait_for_the_server(cursor)
            found = {}
            for name, sql in COUNTS.items():
                cursor.execute(sql)
                (found[name],) = cursor.fetchone()
            return found

    def _wait_for_the_server(self, cursor):
        """Until it has noticed that nobody is there any more."""
        for _ in range(200):
            cursor.execute(
                "SELECT COUNT(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.05)
        raise AssertionError("the server still works for a program that was killed")


class Run:
    """``manage.py import_entries``, which waits for its file until it is fed."""

    def __init__(self, folder, number, url):
        self.number, self.pipe = number, folder / f"run-{number}.json"
        os.mkfifo(self.pipe)
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "import_entries", str(self.pipe)],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url, "DJANGO_SECRET_KEY": "for tests"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def feed(self):
        assert self.process.stdout
        assert self.process.stdout.readline() == "Reading the file …\n"
        with self.pipe.open("wb") as to:
            to.write(json.dumps(list(map(self._initiative, range(INITIATIVES)))).encode())

    def _initiative(self, number):
        said = {"basis": "cited", "citations": ["report#p1"]}
        return {"entry": "initiative", "slug": f"run-{self.number}-{number}", **said} | {
            "name": f"Dialogue of village{number}x{self.number}",
            "kind": "dialogue",
            "participations": [
                {"actor": f"actor-{place}", "track": "business", "role": "participant", **said}
                for place in range(PARTICIPATIONS)
            ],
        }

    def end(self, *, kill=False):
        """End, or be killed, and give back what was said."""
        if kill:
            self.process.send_signal(signal.SIGKILL)
        said, errors = self.process.communicate(timeout=120)
        assert kill or self.process.returncode == 0, errors
        return said


@pytest.mark.django_db(transaction=True)
def test_an_import_that_is_killed_at_any_of_twenty_moments_leaves_nothing_half_done(tmp_path):
    make.make_citation(work=make.make_work(slug="report"), key="p1")
    make.make_track(slug="business")
    for place in range(PARTICIPATIONS):
        make.make_actor(slug=f"actor-{place}")
    base = Base(tmp_path)
    runs = iter(Run(tmp_path, number, base.url) for number in range(KILLS + 1))
    waiting = deque(next(runs) for _ in range(AHEAD))
    try:
        first = waiting.popleft()
        first.feed()
        start = time.monotonic()
        first.end()
        takes = time.monotonic() - start
        before = base.counts()
        assert before == ALL
        in_the_middle = 0
        for number in range(KILLS):
            waiting.extend(run for run in [next(runs, None)] if run)
            run = waiting.popleft()
            run.feed()
            time.sleep((number + random.random()) / KILLS * takes)
            said = run.end(kill=True)
            after = base.counts()
            done = {name: after[name] - before[name] for name in COUNTS}
            assert done in (NOTHING, ALL), f"killed after: {said}"
            in_the_middle += "Writing" in said and done == NOTHING
            before = after
        assert in_the_middle >= KILLS // 10, "the import was hardly ever killed while it wrote"
    finally:
        for run in waiting:
            run.end(kill=True)
