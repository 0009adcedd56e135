"""What holds of the casebook's fixtures, without the file that they were made from."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings

from curation.files import read_files
from curation.rows import Row
from curation.selection import rows_to_load
from initiatives.casebook.names import normalised
from initiatives.casebook.shapes import TRACKS

FIXTURES = settings.BASE_DIR / "fixtures"
UNREVIEWED = "casebook/actors/unreviewed.json"


@pytest.fixture(scope="module")
def rows() -> dict[tuple[str, ...], Row]:
    """What the base holds once both collections are loaded."""
    return rows_to_load(read_files(FIXTURES), {}, {}, None)


@pytest.fixture(scope="module")
def casebook(rows: Any) -> list[Row]:
    return [row for row in rows.values() if row.collection == "casebook"]


def entries(rows: Any, kind: str) -> dict[str, dict[str, Any]]:
    return {n[1]: row.values for n, row in rows.items() if n[0] == kind and len(n) == 2}


def parts(rows: Any, kind: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for natural, row in rows.items():
        if natural[0] == kind and len(natural) == 4 and natural[2] == name:
            yield natural[1], row.values


def accounts(casebook: list[Row]) -> dict[str, dict[str, Any]]:
    """What the casebook says of each of its initiatives as a whole."""
    return {
        row.natural[1]: row.values
        for row in casebook
        if row.natural[0] == "initiative"
        and (len(row.natural) == 2 or row.natural[2] == "accounts")
    }


def test_there_are_a_hundred_cases(casebook):
    assert len(accounts(casebook)) == 100


def test_the_tracks_have_the_numbers_that_the_casebook_gives_them(rows):
    numbers = {slug: row["number"] for slug, row in entries(rows, "track").items()}
    assert {slug: number for number, slug in TRACKS.items()} == numbers


def test_every_case_rests_on_works_as_wholes(casebook):
    wrong = {
        slug
        for slug, account in accounts(casebook).items()
        if account["basis"] != "case"
        or not account["citations"]
        or not all(citation.endswith("#whole") for citation in account["citations"])
    }

    assert wrong == set()


def test_no_part_of_a_case_is_pinned_to_a_passage(casebook):
    wrong = {
        row.name
        for row in casebook
        if row.natural[0] == "initiative" and len(row.natural) == 4 and row.natural[2] != "accounts"
        if (row.values["basis"], row.values["citations"]) != ("case", [])
    }

    assert wrong == set()


def test_a_whole_work_names_no_place_in_it(rows, casebook):
    wholes = [row for row in casebook if row.natural[-1] == "whole"]
    assert len(wholes) == sum(
        row.natural[0] == "work" and len(row.natural) == 2 for row in casebook
    )
    assert {(row.values["locator"], *row.values["paragraphs"]) for row in wholes} == {("",)}


def test_every_case_has_a_region_and_the_track_that_carries_it(casebook):
    wrong = {
        slug
        for slug, account in accounts(casebook).items()
        if not (account["region"] and account["main_track"] and account["confidence"])
    }

    assert wrong == set()


def test_the_main_track_is_a_channel_or_pays(rows, casebook):
    functions: dict[str, set[Any]] = {}
    for slug, involvement in parts(rows, "initiative", "involvements"):
        functions.setdefault(slug, set()).add((involvement["track"], involvement["function"]))
    wrong = {
        slug
        for slug, account in accounts(casebook).items()
        if not {(account["main_track"], "channel"), (account["main_track"], "funding")}
        & functions[slug]
    }

    assert wrong == set()


def test_what_is_general_knowledge_says_so(casebook):
    kinds = {
        row.values["basis"]
        for row in casebook
        if row.natural[0] in ("actor", "conflict", "work") and "basis" in row.values
    }

    assert kinds == {"general-knowledge"}


# Disagreements


def test_what_is_not_established_has_no_position_and_what_differs_has_two(rows):
    positions = Counter(slug for slug, _ in parts(rows, "disagreement", "positions"))
    wrong = {
        slug
        for slug, row in entries(rows, "disagreement").items()
        if (positions[slug] > 1) != (row["kind"] == "sources-differ")
    }

    assert wrong == set()


def test_every_position_cites_what_it_rests_on(rows):
    bare = {slug for slug, row in parts(rows, "disagreement", "positions") if not row["citations"]}

    assert bare == set()


def test_every_disagreement_is_linked(rows):
    linked = {ref for row in rows.values() for ref in row.values.get("disagreements", [])}

    assert entries(rows, "disagreement").keys() - linked == set()


def test_every_question_asks(rows):
    questions = {row["question"] for row in entries(rows, "disagreement").values()}

    assert [question for question in questions if not question.endswith("?")] == []
    assert len(questions) == len(entries(rows, "disagreement"))


# One entry for one thing


def test_no_two_actors_share_a_name_or_alias(rows):
    owners: dict[str, set[str]] = {}
    for slug, actor in entries(rows, "actor").items():
        owners.setdefault(normalised(actor["name"]), set()).add(slug)
    for slug, alias in parts(rows, "actor", "aliases"):
        owners.setdefault(normalised(alias["name"]), set()).add(slug)

    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


def test_no_two_contributors_share_a_name(rows):
    names = Counter(
        normalised(f"{row['literal']} {row['given']} {row['family']}")
        for row in entries(rows, "contributor").values()
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_no_two_conflicts_initiatives_or_works_share_a_name(rows):
    for kind, name in (("conflict", "name"), ("initiative", "name")):
        names = Counter(normalised(row[name]) for row in entries(rows, kind).values())
        assert [name for name, count in names.items() if count > 1] == []


def test_no_two_works_have_the_same_address(rows):
    addresses = Counter(row["url"] for row in entries(rows, "work").values() if row["url"])

    assert [address for address, count in addresses.items() if count > 1] == []


def test_what_both_collections_know_has_parts_of_both(rows):
    both = {
        slug
        for slug, row in entries(rows, "initiative").items()
        if row["collection"] == "source-texts"
        and any(s == slug and p["collection"] == "casebook"
                for s, p in parts(rows, "initiative", "participations"))
    }  # fmt: skip

    assert both == {
        "camp-david-1978",
        "dartmouth-conference",
        "fulbright-program-1946",
        "oslo-channel",
        "portsmouth-1905",
    }


@pytest.mark.parametrize(
    ("initiative", "conflict"),
    [("camp-david-1978", "arab-israeli-conflict"), ("portsmouth-1905", "russo-japanese-war")],
)
def test_initiatives_of_the_source_texts_have_their_conflict(rows, initiative, conflict):
    assert conflict in entries(rows, "initiative")[initiative]["conflicts"]


@pytest.mark.parametrize(
    ("disagreement", "collections"),
    [
        ("track-of-the-fulbright-program", {"source-texts", "casebook"}),
        ("who-proposed-the-dartmouth-conference", {"source-texts", "casebook"}),
        ("beginning-of-the-dartmouth-conference", {"source-texts", "casebook"}),
        ("track-of-the-oslo-talks", {"source-texts", "casebook"}),
        ("track-of-the-holy-see", {"source-texts", "casebook"}),
    ],
)
def test_where_the_collections_disagree_both_sides_link_it(rows, disagreement, collections):
    linking = {
        row.values["collection"]
        for row in rows.values()
        if disagreement in row.values.get("disagreements", [])
    }

    assert linking == collections


# People at risk


def unreviewed(rows: Any) -> dict[str, dict[str, Any]]:
    return {
        slug: row
        for slug, row in entries(rows, "actor").items()
        if row["publicity"] == "unreviewed"
    }


def test_persons_not_reviewed_are_drafts_with_the_reason(rows):
    people = unreviewed(rows)
    assert len(people) == 27
    assert {row["status"] for row in people.values()} == {"draft"}


def test_whatever_else_is_a_draft_says_why(rows):
    silent = {
        row.name
        for row in rows.values()
        if row.values.get("status") == "draft"
        and not row.values["basis_note"].startswith("A draft: ")
    }

    assert silent == set()


def test_persons_not_reviewed_are_named_in_one_file_alone(rows):
    """Apart from works that they wrote: a name on a title page is public."""
    people = unreviewed(rows)
    names = {row["name"] for row in people.values()} | set(people)
    told = {
        (name, path.relative_to(FIXTURES).as_posix())
        for path in FIXTURES.rglob("*.json")
        if path.relative_to(FIXTURES).as_posix() != UNREVIEWED
        for document in json.loads(path.read_text(encoding="utf-8"))
        if document["entry"] not in ("work", "contributor")
        for name in names
        if name in json.dumps(document, ensure_ascii=False)
    }

    assert told == set()
