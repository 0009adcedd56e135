"""The casebook's file and the loaded base, case by case: nothing is missing, nothing is added.

Written without the converter: what the file has and what the base has are put in the same plain
form, and compared.
"""

import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from curation.loading import load
from curation.rows import Row, stored_rows
from sources.edtf import parse

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"
WORDING = settings.BASE_DIR / "initiatives/casebook/decisions/wording.json"

Rows = dict[tuple[str, ...], Row]


class Base:
    """The rows of the loaded base, without the database."""

    def __init__(self, rows: Rows, seconds: float) -> None:
        self.rows, self.seconds = rows, seconds
        numbers = {n[1]: row.values["number"] for n, row in rows.items() if n[0] == "track"}
        self.track: dict[Any, Any] = {None: None, **numbers}

    def parts(self, kind: str, slug: str, name: str) -> list[dict[str, Any]]:
        """What the casebook says in one list of an entry, in its order."""
        found = [
            row.values
            for natural, row in self.rows.items()
            if natural[:3] == (kind, slug, name) and len(natural) == 4
        ]
        ours = [values for values in found if values["collection"] == "casebook"]
        return sorted(ours, key=lambda values: values["position"])

    def entry(self, kind: str, slug: str) -> dict[str, Any]:
        return self.rows[kind, slug].values

    def account(self, kind: str, slug: str) -> dict[str, Any]:
        """What the casebook says of an entry as a whole: the entry, or its account of it."""
        own = self.entry(kind, slug)
        if own["collection"] == "casebook":
            return own
        (account,) = self.parts(kind, slug, "accounts")
        return account


@pytest.fixture(scope="module")
def base(django_db_setup: None, django_db_blocker: Any) -> Base:
    with django_db_blocker.unblock(), transaction.atomic():
        start = time.process_time()
        load(FIXTURES)
        found = Base(stored_rows(), time.process_time() - start)
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def casebook(casebook_file: Path) -> Any:
    return json.loads(casebook_file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def cases(casebook: Any) -> Any:
    return casebook["cases"]


def plain(text: str) -> str:
    """A text without what only print sets differently: marks, dashes."""
    return re.sub(r"[“”‘’'\"]", "", text).replace("–", "-")


def days(date: str) -> tuple[Any, Any]:
    """The first and the last day that a date of the base can mean."""
    found = parse(date) if date else None
    return (found.earliest, found.latest) if found else (None, None)


def expected_days(start: str | None, end: str | None, status: str) -> tuple[Any, Any]:
    """The same of a start and an end of the file; an unknown end reaches no farther than it can."""
    first = parse(start).earliest if start else parse(end).earliest if end else None
    if status in ("open", "ongoing"):
        return first, None
    last = end or start
    return first, parse(last).latest if last else None


def by_case(cases: Any, read: Any) -> dict[str, Any]:
    return {case["id"]: read(case) for case in cases}


def test_every_participation_is_in_the_base(base, cases):
    in_file = by_case(
        cases,
        lambda case: [
            (p["actor"], p["track"], p["role"], p["capacity"]) for p in case["participations"]
        ],
    )
    in_base = by_case(
        cases,
        lambda case: [
            (p["actor"], base.track[p["track"]], p["role"], p["capacity"])
            for p in base.parts("initiative", case["id"], "participations")
        ],
    )

    assert {case: sorted(rows) for case, rows in in_base.items()} == {
        case: sorted(rows) for case, rows in in_file.items()
    }


def test_every_involvement_is_in_the_base(base, cases):
    in_file = by_case(
        cases,
        lambda case: [
            (v["track"], v["function"], *expected_days(v["from"], v["to"], v["to_status"]))
            for v in case["involvements"]
        ],
    )
    in_base = by_case(
        cases,
        lambda case: [
            (base.track[v["track"]], v["function"], *days(v["dates"]))
            for v in base.parts("initiative", case["id"], "involvements")
        ],
    )

    assert in_base == in_file


def test_every_handover_is_in_the_base(base, cases):
    in_file = by_case(
        cases,
        lambda case: [
            (h["from_track"], h["to_track"], h["date"] or "", h["kind"], h["mechanism"])
            for h in case["handovers"]
        ],
    )
    in_base = by_case(
        cases,
        lambda case: [
            (
                base.track[h["from_track"]],
                base.track[h["to_track"]],
                h["date"],
                h["kind"],
                h["mechanism"],
            )
            for h in base.parts("initiative", case["id"], "handovers")
        ],
    )

    assert in_base == in_file


def test_every_outcome_is_in_the_base(base, cases):
    in_file = by_case(cases, lambda case: [(o["kind"], o["date"] or "") for o in case["outcomes"]])
    in_base = by_case(
        cases,
        lambda case: [
            (o["kind"], o["date"]) for o in base.parts("initiative", case["id"], "outcomes")
        ],
    )

    assert in_base == in_file


def test_every_relation_is_in_the_base(base, cases):
    in_file = by_case(cases, lambda case: [(r["kind"], r["case"]) for r in case["relations"]])
    in_base = by_case(
        cases,
        lambda case: [
            (r["kind"], r["other"]) for r in base.parts("initiative", case["id"], "relations")
        ],
    )

    assert in_base == in_file


def test_every_place_is_in_the_base(base, cases):
    in_file = by_case(cases, lambda case: [p["country"] or "" for p in case["places"]])
    in_base = by_case(
        cases,
        lambda case: [p["country"] for p in base.parts("initiative", case["id"], "venues")],
    )

    assert in_base == in_file


def test_every_conflict_of_a_case_is_linked(base, cases):
    missing = {
        (case["id"], conflict)
        for case in cases
        for conflict in case["conflicts"]
        if conflict not in base.entry("initiative", case["id"])["conflicts"]
    }

    assert missing == set()


def test_the_works_of_each_case_are_cited_as_wholes_and_no_others(base, cases):
    in_file = by_case(cases, lambda case: sorted(f"{work}#whole" for work in case["works"]))
    in_base = by_case(cases, lambda case: base.account("initiative", case["id"])["citations"])

    assert in_base == in_file


def test_each_case_is_described_as_in_the_file(base, cases):
    in_file = by_case(
        cases,
        lambda case: (
            case["kind"],
            case["confidence"],
            case["main_track"],
            case["region"].lower().replace(" ", "-"),
            *expected_days(case["start"], case["end"], case["end_status"]),
        ),
    )

    def described(case: Any) -> Any:
        account = base.account("initiative", case["id"])
        return (
            account["kind"],
            account["confidence"],
            base.track[account["main_track"]],
            account["region"],
            *days(account["dates"]),
        )

    assert by_case(cases, described) == in_file


def test_a_case_that_goes_on_is_told_from_one_whose_end_is_unknown(base, cases):
    ends = {"ongoing": "..", "unknown": ""}
    wrong = {
        case["id"]
        for case in cases
        if case["end_status"] in ends
        and base.account("initiative", case["id"])["dates"].partition("/")[1:]
        != ("/", ends[case["end_status"]])
    }

    assert wrong == set()


def test_every_disputed_point_is_a_disagreement(base, cases):
    counts = {
        case["id"]: len(case["disputed"])
        for case in cases
        if len(base.account("initiative", case["id"])["disagreements"]) < len(case["disputed"])
    }

    assert counts == {}


def test_what_is_about_as_much_as_the_doubts_of_people_is_kept(base, cases):
    approximate = [
        case["id"]
        for case in cases
        for date in (case["start"], case["end"])
        if date and date[-1] in "~?" and date not in base.account("initiative", case["id"])["dates"]
    ]

    assert approximate == []


# Actors, conflicts and works


def test_every_actor_is_in_the_base_as_the_file_has_it(base, casebook):
    in_file = {
        row["id"]: (row["kind"], row["country"] or "", row["publicity"] or "")
        for row in casebook["actors"]
    }
    in_base = {}
    for row in casebook["actors"]:
        actor = base.entry("actor", row["id"])
        in_base[row["id"]] = (actor["kind"], actor["country"], actor["publicity"])

    assert in_base == in_file


def test_every_membership_is_in_the_base(base, casebook):
    in_file = {(row["id"], body) for row in casebook["actors"] for body in row["member_of"]}
    in_base = {
        (row["id"], membership["other"])
        for row in casebook["actors"]
        for membership in base.parts("actor", row["id"], "relationships")
        if membership["kind"] == "member-of"
    }

    assert in_base == in_file
    assert {
        (member, row["id"]) for row in casebook["actors"] for member in row["members"]
    } == in_base


def test_every_party_of_a_conflict_is_in_the_base(base, casebook):
    missing = {
        (row["id"], party)
        for row in casebook["conflicts"]
        for party in row["parties"]
        if party not in base.entry("conflict", row["id"])["parties"]
    }

    assert missing == set()


def test_every_conflict_is_described_as_in_the_file(base, casebook):
    def described(row: Any) -> Any:
        account = base.account("conflict", row["id"])
        return account["kind"], account["countries"], *days(account["dates"])

    in_file = {
        row["id"]: (
            row["kind"],
            " ".join(row["countries"]),
            *expected_days(row["start"], row["end"], "ended" if row["end"] else "unknown"),
        )
        for row in casebook["conflicts"]
    }

    assert {row["id"]: described(row) for row in casebook["conflicts"]} == in_file


def test_every_work_is_in_the_base_as_the_file_has_it(base, casebook):
    in_file = {
        row["id"]: (row["url"] or "", str(row["year"] or ""), row["independence"])
        for row in casebook["works"]
    }
    in_base = {
        row["id"]: tuple(
            base.entry("work", row["id"])[name] for name in ("url", "issued", "independence")
        )
        for row in casebook["works"]
    }

    assert in_base == in_file


def test_what_warns_about_a_work_is_said_of_it(base, casebook):
    silent = {
        row["id"]
        for row in casebook["works"]
        if row["note"]
        and plain(row["note"]).lower() not in plain(base.entry("work", row["id"])["note"]).lower()
    }

    assert silent == set()


def test_every_work_with_an_author_has_contributors(base, casebook):
    wrong = {
        row["id"]
        for row in casebook["works"]
        if bool(row["author"]) != bool(base.parts("work", row["id"], "contributions"))
    }

    assert wrong == set()


def test_every_family_name_on_a_work_stands_in_its_author_field(base, casebook):
    others = {"susan-allen-nan"}  # she wrote under her first two names
    wrong = set()
    for row in casebook["works"]:
        for contribution in base.parts("work", row["id"], "contributions"):
            slug = contribution["contributor"]
            name = base.entry("contributor", slug)
            if plain(name["literal"] or name["family"]) not in plain(row["author"]):
                wrong |= {slug} - others

    assert wrong == set()


# Words


def texts(case: Any) -> Iterator[tuple[str, str]]:
    """The sentences of a case that readers see, with the list that they stand in."""
    yield "summary", case["summary"]
    for name, field in (("involvements", "why"), ("handovers", "cause"), ("outcomes", "statement")):
        for row in case[name]:
            yield name, row[field]


def test_every_sentence_carries_over_or_was_rewritten_with_a_reason(base, cases):
    decisions = json.loads(WORDING.read_text(encoding="utf-8"))
    new: dict[str, list[dict[str, str]]] = {}
    for decision in decisions:
        assert decision["reason"].strip(), decision
        new.setdefault(decision["row"], []).append(decision)
    missing = set()
    for case in cases:
        account = base.account("initiative", case["id"])
        found = Counter({("summary", plain(account["summary"])): 1})
        for name, field in (
            ("involvements", "why"),
            ("handovers", "cause"),
            ("outcomes", "statement"),
        ):
            for row in base.parts("initiative", case["id"], name):
                found[name, plain(row[field])] += 1
        for name, text in texts(case):
            for decision in new.get(f"case:{case['id']}", []):
                if decision["field"].split(".")[0] == name:
                    text = text.replace(decision["was"], decision["now"])
            if not found[name, plain(text)]:
                missing.add((case["id"], text))

    assert missing == set()


# The whole base


def test_the_base_loads_in_time(base):
    """Processor time of this process: the clock on the wall depends on who else is at work."""
    assert base.seconds < 20


def test_no_two_actors_share_a_name(base):
    owners: dict[str, set[str]] = {}
    for natural, row in base.rows.items():
        if natural[0] == "actor" and (len(natural) == 2 or natural[2] == "aliases"):
            owners.setdefault(bare(row.values["name"]), set()).add(natural[1])

    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def bare(name: str) -> str:
    """A name without case, diacritics, punctuation and a leading “the”."""
    letters = unicodedata.normalize(
        "NFKD", name.translate(str.maketrans("øđłı", "odli")).casefold()
    )
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"^the\s+", "", kept)).split())
