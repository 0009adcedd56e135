"""Query strings that nobody means well with: none breaks the API, none is let through.

Each has one parameter that no address may take as it is given, among others that may stand. For
ten thousand of them: ``MTD_HOSTILE=10000 python -m pytest tests/api/test_hostile.py``.
"""

from __future__ import annotations

import os
import random
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings

from curation.loading import load
from tests.routes import API_DETAILS, API_LISTS, ROUTES

pytestmark = pytest.mark.django_db

SEED, TRIES = 1905, int(os.environ.get("MTD_HOSTILE", "1000"))
BYTES = [
    "%00",
    "%ff%fe",
    "%F0%9F%92%A9",
    "%0d%0aSet-Cookie:x=1",
    "%ed%a0%80",
    "%2500",
    "..%2f..%2fetc%2fpasswd",
    "%27%20OR%201%3D1--",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%7B%7B7*7%7D%7D",
    "%24%7Bjndi%3Aldap%3A//x%7D",
    "1e999",
    "NaN",
    "-1",
    "0",
    "9" * 24,
    "1.5",
    "%D9%A3",
    "x" * 300,
    "x" * 5000,
    "true;drop",
    "[]",
    "{}",
    "null%00",
]
BAD_YEARS = ["0", "-1", "10000", "1993.5", "soon", "1e3", "9" * 24, "1993-01-01", "%00", "٣", "NaN"]
BAD_SIZES = ["0", "-1", "201", "9" * 24, "x", "1.5", "", "%00", "٣", "1e1", "0x10", "%2B5", "%205"]
BAD_CURSORS = [
    "",
    "x",
    "%00",
    "AAAA",
    "W10=",
    "bnVsbA==",
    "e30=",
    "=" * 400,
    "WyJhZnRlciJd",
    "%C3%A9",
]
BAD_ORDERINGS = ["status", "pk", "-", "--name", "name,slug", "?", "%00", "password", "id;--"]
UNKNOWN = [
    "colour",
    "limit",
    "offset",
    "page",
    "Q",
    "q[]",
    "q.x",
    "__class__",
    "id",
    "_",
    "format_",
    "%00",
]


def hostile(rng: random.Random, view: Any) -> str:
    """One parameter, with a value that must be refused."""
    filters = getattr(getattr(view, "filterset_class", None), "base_filters", {})
    ways = ["unknown", "collection", "framework", "fields", "format", "twice"]
    if getattr(view, "ordering_fields", None):
        ways += ["page_size", "cursor", "ordering"]
    ways += [name for name in filters if name not in ("q", "framework")]
    way = rng.choice(ways)
    junk = rng.choice(BYTES)
    if way == "unknown":
        return f"{rng.choice(UNKNOWN)}={junk}"
    if way == "twice":
        name = rng.choice(["q", "collection", "framework", "fields", *filters])
        return f"{name}=a&{name}=a"
    if way in ("year_from", "year_to"):
        return f"{way}={rng.choice(BAD_YEARS)}"
    if way == "page_size":
        return f"{way}={rng.choice(BAD_SIZES)}"
    if way == "cursor":
        return f"{way}={rng.choice(BAD_CURSORS)}"
    if way == "ordering":
        return f"{way}={rng.choice(BAD_ORDERINGS)}"
    if way == "q":
        return f"q={'x' * 201}"
    return f"{way}={junk}"


def harmless(rng: random.Random) -> list[str]:
    return rng.sample(["q=a", "collection=casebook", "format=json"], rng.randint(0, 2))


def test_hostile_questions_are_all_refused(client):
    load(settings.BASE_DIR / "fixtures", collection="source-texts")
    rng = random.Random(SEED)
    client.raise_request_exception = False
    lists = [(route.url(), route.view) for route in API_LISTS]
    others = [
        (route.url(), route.view)
        for route in ROUTES
        if not route.parameters
        and route.url().startswith("/api/v1/")
        and route not in API_LISTS
        and route.name not in ("docs", "no-such-call")
    ]
    wrong = []
    for number in range(TRIES):
        address, view = rng.choice(lists if number % 4 else others)
        bad = hostile(rng, view)
        names = {bad.partition("=")[0]}
        parts = [bad, *(it for it in harmless(rng) if it.partition("=")[0] not in names)]
        rng.shuffle(parts)
        answer = client.get(f"{address}?{'&'.join(parts)}")
        if answer.status_code not in (400, 406) or not answer["Content-Type"].endswith(
            "problem+json"
        ):
            wrong.append((answer.status_code, address, parts))

    assert wrong == []


@pytest.mark.parametrize("route", API_DETAILS, ids=str)
def test_hostile_slugs_lead_nowhere(client, route):
    client.raise_request_exception = False
    base = route.url("x").removesuffix("x/")
    for junk in BYTES:
        answer = client.get(f"{base}{quote(junk, safe='%')}/")
        assert answer.status_code in (404, 301), junk
