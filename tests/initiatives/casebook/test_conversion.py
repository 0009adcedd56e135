"""A casebook becomes fixtures: the same every time, each thing once, with what it rests on."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from initiatives.casebook.conversion import convert, differences, write
from tests.initiatives.casebook.small import Small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


def converted(small: Small) -> dict[str, Any]:
    """The documents of the fixtures by file."""
    small.write()
    files = convert(small.path, small.fixtures, small.decisions)
    return {name.removeprefix("casebook/"): json.loads(text) for name, text in files.items()}


def document(files: dict[str, Any], kind: str, slug: str) -> Any:
    (found,) = [
        item
        for name, items in files.items()
        for item in items
        if (item["entry"], item["slug"]) == (kind, slug) and "unreviewed" not in name
    ]
    return found


def test_the_same_casebook_makes_the_same_bytes(small):
    small.write()
    first = convert(small.path, small.fixtures, small.decisions)
    assert convert(small.path, small.fixtures, small.decisions) == first


def test_a_case_is_an_initiative_that_rests_on_its_works_as_wholes(small):
    talks = document(converted(small), "initiative", "lake-talks")
    assert talks["basis"] == "case"
    assert talks["citations"] == ["doe-1994-talks#whole", "news-1993#whole"]


def test_no_part_of_a_case_is_pinned_to_a_work(small):
    talks = document(converted(small), "initiative", "lake-talks")
    parts = [item for value in talks.values() if isinstance(value, list) for item in value]
    rows = [item for item in parts if isinstance(item, dict)]
    assert {(row["basis"], row.get("citations")) for row in rows} == {("case", None)}


def test_starts_and_ends_are_dates(small):
    files = converted(small)
    talks = document(files, "initiative", "lake-talks")
    account = document(files, "initiative", "old-channel")["accounts"][0]
    assert [talks["dates"], *(row["dates"] for row in talks["involvements"])] == [
        "1991-03/1993",
        "1991-03/1993",
        "1993/",
    ]
    assert account["dates"] == "1980~/.."


def test_tracks_go_by_their_slugs(small):
    (handover,) = document(converted(small), "initiative", "lake-talks")["handovers"]
    assert (handover["from_track"], handover["to_track"]) == (
        "nongovernment-professional",
        "government",
    )


def test_marks_and_apostrophes_are_those_of_print(small):
    talks = document(converted(small), "initiative", "lake-talks")
    assert talks["summary"] == "They met “in peace” at the lake for the fishermen’s sake."


def test_a_sentence_is_written_anew_as_decided(small):
    talks = document(converted(small), "initiative", "lake-talks")
    assert talks["outcomes"][0]["statement"] == "Both sides agreed."


def test_a_disputed_point_is_a_disagreement_without_positions(small):
    files = converted(small)
    point = document(files, "disagreement", "lake-talks-start")
    assert point == {
        "entry": "disagreement",
        "slug": "lake-talks-start",
        "kind": "not-established",
        "question": "When did the talks begin?",
        "statement": "1990 or 1991.",
    }
    talks = document(files, "initiative", "lake-talks")
    assert talks["disagreements"] == ["lake-talks-start"]


# One entry for one thing


def test_an_initiative_that_the_source_texts_know_is_extended_by_an_account(small):
    channel = document(converted(small), "initiative", "old-channel")
    assert channel["extends"] is True
    assert channel["conflicts"] == ["lake-dispute"]
    assert channel["accounts"][0]["name"] == "The old channel once more"
    assert "name" not in channel


def test_its_parts_have_keys_of_their_own(small):
    channel = document(converted(small), "initiative", "old-channel")
    assert [row["key"] for row in channel["involvements"]] == ["case-channel-on-1"]


def test_an_actor_that_the_source_texts_know_gets_what_they_lack(small):
    small.known[0]["country"] = ""
    norway = document(converted(small), "actor", "norway")
    assert (norway["extends"], norway["country"]) == (True, "NO")
    assert [alias["name"] for alias in norway["aliases"]] == ["Kingdom of Norway"]


def test_an_alias_that_the_source_texts_have_is_not_there_twice(small):
    small.known[0]["aliases"] = [{"key": "kingdom", "name": "the kingdom of Norway"}]
    files = converted(small)
    assert not any(item["slug"] == "norway" for item in files.get("actors/states.json", []))


# Names


def test_persons_are_sorted_by_family_name_and_bodies_without_their_article(small):
    files = converted(small)
    assert document(files, "actor", "jane-doe")["sort_name"] == "Doe, Jane"
    assert document(files, "actor", "lake-group")["sort_name"] == "Lake Group, The"


def test_authors_are_contributors_and_the_same_person_is_linked(small):
    files = converted(small)
    assert [(c["family"], c["given"]) for c in files["sources/contributors.json"]] == [
        ("Doe", "Jane"),
        ("Roe", "Richard van"),
    ]
    assert document(files, "actor", "jane-doe")["contributor"] == "jane-doe"


def test_a_person_not_reviewed_is_a_draft_in_a_file_of_its_own(small):
    files = converted(small)
    person, held = files["actors/unreviewed.json"]
    assert (person["slug"], person["status"]) == ("ann-roe", "draft")
    assert [row["actor"] for row in held["participations"]] == ["ann-roe"]
    others = json.dumps({name: items for name, items in files.items() if "unreviewed" not in name})
    assert "ann-roe" not in others


# Works


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            "news-1993",
            {
                "type": "post-weblog",
                "title": "News from the lake",
                "container_title": "The Gazette",
            },
        ),
        ("doe-1994-talks", {"type": "book", "title": "Talks", "publisher": "Lake Press"}),
    ],
)
def test_what_a_work_is_follows_from_its_title_and_publisher(small, work, expected):
    found = document(converted(small), "work", work)
    names = ("type", "title", "container_title", "publisher")
    assert {name: found[name] for name in names if name in found} == expected


def test_a_word_of_caution_becomes_a_sentence(small):
    assert document(converted(small), "work", "doe-1994-talks")["note"] == "Seen only in part."


def test_a_work_without_an_address_has_none(small):
    assert "url" not in document(converted(small), "work", "doe-1994-talks")


def test_a_work_of_several_cases_stands_in_a_file_of_its_own(small):
    shared = converted(small)["sources/works-of-several-cases.json"]
    assert [work["slug"] for work in shared] == ["news-1993"]


# Files


def test_writing_twice_changes_nothing(small):
    small.write()
    files = convert(small.path, small.fixtures, small.decisions)
    assert write(files, small.fixtures) == sorted(files)
    assert write(files, small.fixtures) == []


def test_what_the_casebook_has_no_more_is_taken_away(small):
    small.write()
    files = convert(small.path, small.fixtures, small.decisions)
    write({**files, "casebook/initiatives/gone.json": "[]\n"}, small.fixtures)
    assert write(files, small.fixtures) == ["casebook/initiatives/gone.json"]
    assert not (small.fixtures / "casebook/initiatives/gone.json").exists()


def test_the_fixtures_of_this_repository_are_those_of_the_casebook(casebook_file, settings):
    fixtures = settings.BASE_DIR / "fixtures"
    assert differences(convert(casebook_file, fixtures), fixtures) == []


def test_the_command_checks_and_writes_nothing(casebook_file, capsys):
    call_command("convert_casebook", casebook_file, "--check")
    assert "files are as the casebook has them." in capsys.readouterr().out


@pytest.fixture
def fixtures(tmp_path: Path, settings: Any) -> Path:
    """A copy of this repository's fixtures without those of the casebook."""
    folder = tmp_path / "fixtures"
    without = shutil.ignore_patterns("casebook")
    return Path(shutil.copytree(settings.BASE_DIR / "fixtures", folder, ignore=without))


def test_the_command_names_the_files_that_differ(casebook_file, fixtures):
    with pytest.raises(CommandError, match=r"casebook/actors/states\.json"):
        call_command("convert_casebook", casebook_file, "--check", folder=fixtures)
    assert not (fixtures / "casebook").exists()


def test_the_command_writes_what_differs(casebook_file, fixtures, capsys):
    call_command("convert_casebook", casebook_file, folder=fixtures)
    assert (fixtures / "casebook/actors/states.json").exists()
    capsys.readouterr()
    call_command("convert_casebook", casebook_file, folder=fixtures)
    assert "of which 0 changed." in capsys.readouterr().out
