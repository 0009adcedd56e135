"""How long every page of the desk takes in a large base, and with how many queries.

    DATABASE_URL=… python -m tests.benchmarks.desk [WORD …]

Makes the base of ``tests.benchmarks.base`` where it is not there yet, then opens each page as a
reviewer, or an administrator where a reviewer may not: once, and then five times. The table has
the medians of milliseconds and of processor time of this process, queries and size of each page,
the slowest last; with words only pages that have one of them in their name. Nothing is left in the
base.
"""

import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
django.setup()

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)

from curation.models import Revision
from curation.withheld import Veil
from initiatives.models import Coding, Initiative
from sources.models import Work
from tests.admin_forms import address, filled_in
from tests.benchmarks import base
from tests.desk_pages import Page, Sample, long_selects, pages, variants
from tests.roles import ADMINISTRATOR, REVIEWER, person

QUERIES, MILLISECONDS = 15, 300
TIMES = 5
WORDS = ("dialogue", "barden", "zzzz")
"""In a thirteenth of all initiatives; in a few; in none."""


def small_draft(reviewer: Any) -> str:
    """The first with few parts whose draft names nobody that a reviewer may not see."""
    veil = Veil(reviewer)
    drafts = Revision.objects.filter(kind=Initiative.KIND, number=2).exclude(slug="initiative-0")
    return next(it.slug for it in drafts.order_by("pk") if not veil.hides_document(it.document))


def rows(coder: int, drafted: str) -> Callable[[Any], Iterator[tuple[str, Any]]]:
    def of(model: Any) -> Iterator[tuple[str, Any]]:
        found = model._default_manager.order_by("pk")
        if model is Initiative:
            yield "heaviest, draft beside", found.get(slug="initiative-0")
            yield "draft beside", found.get(slug=drafted)
            yield "heavy", found.get(slug="initiative-50000")
            yield "", found.get(slug="initiative-90001")
        elif model is Work:
            yield "heaviest", found.get(slug="work-0")
            yield "", found.get(slug="work-9000")
        elif model is Coding:
            draft: dict[str, Any] = {
                "case": "initiative-2500",
                "collection": "curated",
                "coder": coder,
            }
            yield "", Coding.objects.get_or_create(**draft)[0]
            yield "", found.filter(state="submitted").first()
        elif count := found.count():
            yield "", found[count // 2]

    return of


class Opened:
    def __init__(self) -> None:
        people = [person(role, f"benchmark-{role}") for role in (REVIEWER, ADMINISTRATOR)]
        self.clients = []
        for user in people:
            client = Client(SERVER_NAME="localhost")
            client.force_login(user)
            self.clients.append(client)
        drafted = small_draft(people[0])
        self.sample = Sample(
            rows(people[0].pk, drafted),
            [
                ("heaviest", ("initiative", "initiative-0")),
                ("", ("initiative", drafted)),
            ],
            ("initiative:initiative-7", "initiative:initiative-14"),
            WORDS,
        )
        self.lines: list[tuple[float, str]] = []

    def all(self, words: tuple[str, ...]) -> None:
        for page in pages(self.sample):
            if _is_asked_for(page.name, words):
                response = self.get(page)
                for variant in variants(page, response, WORDS):
                    self.get(variant)
        for label, row in self.sample.rows(Initiative):
            self.saving(row, label, words)

    def get(self, page: Page) -> Any:
        client = self.clients[0]
        first = client.get(page.address)
        if first.status_code == 403:
            client = self.clients[1]
            first = client.get(page.address)
        self.measure(page.name, lambda: client.get(page.address), first)
        return first

    def saving(self, row: Any, label: str, words: tuple[str, ...]) -> None:
        """A form that is sent: saved, sent from an old state, and looked at in a preview."""
        client, where = self.clients[0], address(row)
        for name, edits, button in (
            ("saved", {"region": "global"}, "_save"),
            ("not changed", {}, "_save"),
            ("conflict", {"region": "global", "_based_on": 1}, "_save"),
            ("with an error", {"name": ""}, "_save"),
            ("previewed", {"region": "global"}, "_preview"),
            ("published", {"region": "global"}, "_publish"),
        ):
            page = f"{row._meta.model_name} form {name} {label}".strip()
            if not _is_asked_for(page, words) or (name == "conflict" and row.version == 1):
                continue
            data = _sent(client, where) | {"reason": "Looked it up", button: "Yes", **edits}
            if name == "published":
                passages = row.citations.values_list("pk", flat=True)
                data["citations"] = [*passages] or [1]
            self.measure(page, partial(_undone, partial(client.post, where, data)))

    def measure(self, name: str, ask: Callable[[], Any], first: Any = None) -> None:
        first = first or ask()
        took, worked = [], []
        for _ in range(TIMES):
            start, busy = time.perf_counter(), time.process_time()
            ask()
            took.append(1000 * (time.perf_counter() - start))
            worked.append(1000 * (time.process_time() - busy))
        with CaptureQueriesContext(connection) as queries:
            ask()
        said = [] if first.status_code in (200, 302, 409) else [f"answers {first.status_code}"]
        said += long_selects(first.content.decode(errors="replace"))
        if re.search("form (saved|not|published)", name) and first.status_code != 302:
            said.append(f"answers {first.status_code}")
        milliseconds, processor = statistics.median(took), statistics.median(worked)
        number = len([it for it in queries.captured_queries if not _is_bracket(it["sql"])])
        if number >= QUERIES or milliseconds >= MILLISECONDS:
            said.insert(0, "OVER")
        size = f"{len(first.content) / 1024:.0f} kB"
        line = (
            f"{number:7} {milliseconds:7.0f} {processor:7.0f}  {name}  ({', '.join([size, *said])})"
        )
        self.lines.append((milliseconds, line))
        print(line, file=sys.stderr)


def _sent(client: Client, where: str) -> dict[str, Any]:
    """What a browser would send of a form; only to read it are templates watched, which is slow."""
    setup_test_environment()
    try:
        return filled_in(client.get(where))
    finally:
        teardown_test_environment()


def _is_asked_for(name: str, words: tuple[str, ...]) -> bool:
    return not words or any(word in name for word in words)


def _undone(ask: Callable[[], Any]) -> Any:
    with transaction.atomic():
        response = ask()
        transaction.set_rollback(True)
    return response


def _is_bracket(sql: str) -> bool:
    """Whether a statement only begins or ends a transaction."""
    return sql.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT"))


def main(*words: str) -> None:
    base.make()
    settings.WHITENOISE_AUTOREFRESH = True
    start = time.perf_counter()
    with transaction.atomic():  # and nothing of it stays
        opened = Opened()
        opened.all(words)
        transaction.set_rollback(True)
    print(f"{'queries':>7} {'ms':>7} {'cpu ms':>7}  page")
    for _, line in sorted(opened.lines):
        print(line)
    over = [line for _, line in opened.lines if "OVER" in line]
    took = time.perf_counter() - start
    print(f"{len(opened.lines)} pages in {took:.0f} s on {connection.vendor}, {len(over)} over.")
    print(f"{Initiative.objects.count():,} initiatives, {Revision.objects.count():,} revisions")


if __name__ == "__main__":
    main(*sys.argv[1:])
