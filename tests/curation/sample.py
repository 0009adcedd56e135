"""A small set of fixtures with every kind of entry and part, and ways to compare databases."""

import copy
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from curation.loading import load
from curation.models import Edition, LikelyPair, LoadedDocument, NameKey

Documents = list[dict[str, Any]]
Files = dict[str, Documents]
Dump = dict[str, dict[Any, dict[str, Any]]]

BOOKKEEPING = {Edition._meta.db_table, LoadedDocument._meta.db_table}

SAMPLE: Files = {
    "sources/works.json": [
        {"entry": "contributor", "slug": "jane-doe", "family": "Doe", "given": "Jane"},
        {
            "entry": "work",
            "slug": "report",
            "type": "report",
            "title": "Report on the talks",
            "issued": "1994-05",
            "citations": ["report#p1-title"],
            "contributions": [
                {"key": "doe", "contributor": "jane-doe", "citations": ["report#p1-title"]}
            ],
            "references": [
                {"key": "memoir", "cited_work": "memoir", "citations": ["report#p2-talks"]}
            ],
            "passages": [
                {"key": "p1-title", "paragraphs": [1], "terms": ["Report"]},
                {"key": "p2-talks", "paragraphs": [2, 3], "terms": ["talks", "1993"]},
                {
                    "key": "p4-again",
                    "paragraphs": [4],
                    "read_as": {"the author": "Jane Doe"},
                    "attributed_work": "memoir",
                    "attributed_speaker": "jane-doe",
                    "stance": "reports",
                    "repeats": "report#p2-talks",
                },
            ],
            "errata": [
                {
                    "key": "erratum-oslo",
                    "printed": "Olso",
                    "corrected": "Oslo",
                    "reason": "The town is Oslo.",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
        {
            "entry": "work",
            "slug": "memoir",
            "type": "book",
            "title": "Memoir",
            "basis": "general-knowledge",
        },
        {
            "entry": "disagreement",
            "slug": "when",
            "question": "When did the talks begin?",
            "preferred": "when#in-1993",
            "preference_reason": "The report is nearer to the event.",
            "positions": [
                {"key": "in-1993", "statement": "In 1993.", "citations": ["report#p2-talks"]},
                {"key": "in-1992", "statement": "In 1992.", "citations": ["report#p4-again"]},
            ],
        },
    ],
    "tracks/tracks.json": [
        {
            "entry": "track",
            "slug": "government",
            "number": "1",
            "name": "Government",
            "short_name": "Government",
            "hue": "indigo",
            "citations": ["report#p2-talks"],
        },
        {
            "entry": "track",
            "slug": "track-one-and-a-half",
            "number": "1.5",
            "name": "Track One and a Half",
            "short_name": "One and a Half",
            "hue": "grey",
            "citations": ["report#p2-talks"],
        },
        {
            "entry": "framework",
            "slug": "two-tracks",
            "name": "Two tracks",
            "devised": "1981-24",
            "originators": ["jane-doe"],
            "citations": ["report#p2-talks"],
            "framework_tracks": [
                {
                    "key": "one",
                    "number": "1",
                    "label": "Track One",
                    "citations": ["report#p2-talks"],
                    "points": [
                        {
                            "key": "one-power",
                            "kind": "strength",
                            "statement": "It has power.",
                            "citations": ["report#p2-talks"],
                        },
                        {
                            "key": "one-rigid",
                            "kind": "weakness",
                            "statement": "It is rigid.",
                            "citations": ["report#p2-talks"],
                        },
                    ],
                    "mappings": [
                        {
                            "key": "one-government",
                            "track": "government",
                            "relation": "exact",
                            "citations": ["report#p2-talks"],
                        }
                    ],
                },
                {
                    "key": "two",
                    "number": "2",
                    "label": "Track Two",
                    "citations": ["report#p2-talks"],
                },
            ],
            "relations": [
                {
                    "key": "two-prepares-one",
                    "from_track": "two-tracks#two",
                    "kind": "prepares",
                    "to_track": "two-tracks#one",
                    "statement": "It prepares the ground.",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
        {
            "entry": "concept",
            "slug": "diplomacy",
            "name": "Diplomacy",
            "citations": ["report#p2-talks"],
        },
        {
            "entry": "concept",
            "slug": "track-two",
            "name": "Track two diplomacy",
            "broader": "diplomacy",
            "tracks": ["government"],
            "citations": ["report#p2-talks"],
            "points": [
                {
                    "key": "origin",
                    "kind": "origin",
                    "statement": "The term is young.",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
        {
            "entry": "principle",
            "slug": "relationship",
            "number": 1,
            "name": "Relationship",
            "statement": "Know each other.",
            "citations": ["report#p2-talks"],
        },
        {
            "entry": "principle",
            "slug": "patience",
            "number": 2,
            "name": "Patience",
            "statement": "It takes time.",
            "citations": ["report#p2-talks"],
        },
        {
            "entry": "guideline-phase",
            "slug": "begin",
            "number": 1,
            "name": "Begin",
            "citations": ["report#p2-talks"],
            "steps": [
                {"key": "listen", "statement": "Listen first.", "citations": ["report#p2-talks"]}
            ],
        },
    ],
    "actors/actors.json": [
        {
            "entry": "actor",
            "slug": "norway",
            "kind": "state",
            "name": "Norway",
            "country": "NO",
            "citations": ["report#p2-talks"],
            "aliases": [
                {"key": "kingdom", "name": "the Kingdom", "citations": ["report#p2-talks"]}
            ],
            "points": [
                {
                    "key": "hosting",
                    "kind": "activity",
                    "statement": "It hosts talks.",
                    "dates": "1992/..",
                    "citations": ["report#p2-talks"],
                }
            ],
            "actor_tracks": [
                {
                    "key": "on-government",
                    "track": "government",
                    "framework_track": "two-tracks#one",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
        {
            "entry": "actor",
            "slug": "jane-doe",
            "kind": "person",
            "name": "Jane Doe",
            "sort_name": "Doe, Jane",
            "publicity": "public-office",
            "contributor": "jane-doe",
            "citations": ["report#p2-talks"],
            "relationships": [
                {
                    "key": "norway",
                    "kind": "represents",
                    "other": "norway",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
    ],
    "initiatives/talks.json": [
        {
            "entry": "work",
            "slug": "memoir",
            "extends": True,
            "passages": [{"key": "p-90", "locator": "p. 90"}],
        },
        {
            "entry": "conflict",
            "slug": "dispute",
            "name": "The dispute",
            "kind": "other",
            "parties": ["norway"],
            "citations": ["report#p2-talks"],
            "coverage": [
                {
                    "key": "track-one",
                    "track": "government",
                    "searched_by": "Editors of this base",
                    "searched_on": "2026-05-03",
                    "languages": "en no",
                }
            ],
            "accounts": [
                {
                    "key": "as-told",
                    "name": "The quarrel",
                    "kind": "interstate",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
        {
            "entry": "initiative",
            "slug": "precursor",
            "name": "Precursor",
            "kind": "dialogue",
            "citations": ["memoir#p-90"],
        },
        {
            "entry": "initiative",
            "slug": "talks",
            "name": "Talks",
            "kind": "negotiation",
            "summary": "They talked.",
            "dates": "1993-01/1993-09",
            "conflicts": ["dispute"],
            "main_track": "government",
            "citations": ["report#p2-talks"],
            "disagreements": ["when"],
            "accounts": [
                {
                    "key": "as-told",
                    "name": "The talks",
                    "kind": "dialogue",
                    "main_track": "government",
                    "citations": ["report#p2-talks"],
                }
            ],
            "venues": [{"key": "oslo", "name": "Oslo", "citations": ["report#p2-talks"]}],
            "involvements": [
                {
                    "key": "on-one",
                    "track": "government",
                    "function": "channel",
                    "citations": ["report#p2-talks"],
                }
            ],
            "handovers": [
                {
                    "key": "up",
                    "from_track": "track-one-and-a-half",
                    "to_track": "government",
                    "kind": "uptake",
                    "date": "1993",
                    "citations": ["report#p2-talks"],
                }
            ],
            "participations": [
                {
                    "key": "norway-host",
                    "actor": "norway",
                    "track": "government",
                    "role": "host",
                    "citations": ["report#p2-talks"],
                },
                {
                    "key": "doe-mediator",
                    "actor": "jane-doe",
                    "track": "government",
                    "role": "mediator",
                    "citations": ["report#p2-talks", "memoir#p-90"],
                },
            ],
            "outcomes": [
                {
                    "key": "accord",
                    "kind": "agreement",
                    "statement": "They agreed.",
                    "conflict": "dispute",
                    "citations": ["report#p2-talks"],
                }
            ],
            "relations": [
                {
                    "key": "precursor",
                    "kind": "successor-of",
                    "other": "precursor",
                    "citations": ["report#p2-talks"],
                }
            ],
        },
    ],
}


def sample() -> Files:
    """A copy of the sample, to be altered."""
    return copy.deepcopy(SAMPLE)


def document(files: Files, kind: str, slug: str) -> dict[str, Any]:
    """The document of an entry."""
    return next(
        item
        for documents in files.values()
        for item in documents
        if (item["entry"], item["slug"]) == (kind, slug) and not item.get("extends")
    )


def part(files: Files, kind: str, slug: str, *path: str) -> dict[str, Any]:
    """A part of an entry: ``part(files, "work", "report", "passages", "p1-title")``."""
    item = document(files, kind, slug)
    for name, key in zip(path[::2], path[1::2], strict=True):
        item = next(below for below in item[name] if below["key"] == key)
    return item


def write(folder: Path, files: Files) -> Path:
    """Make the folder hold these fixtures and no others."""
    for old in folder.rglob("*.json"):
        old.unlink()
    for name, documents in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(documents, indent=1))
    return folder


@contextmanager
def loaded_for_a_while(folder: Path, blocker: Any) -> Iterator[None]:
    """The database with the sample in it, for several tests that do not change it."""
    with blocker.unblock(), transaction.atomic():
        load(write(folder, sample()))
        yield
        transaction.set_rollback(True)


def dump() -> Dump:
    """Every row of every table of the rooms, the tables of links and the bookkeeping included.

    Not of those by which likely duplicates are found, which follow from the names.
    """
    found: Dump = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            is_ours = model._meta.app_config.path.startswith(str(settings.BASE_DIR))
            if is_ours and model not in (NameKey, LikelyPair):
                table = model._meta.db_table
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (names of our own)
                names = [column[0] for column in cursor.description]
                rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
                found[table] = {row["id"]: row for row in rows}
    return found


def changes(before: Dump, after: Dump) -> dict[str, set[str]]:
    """The content that changed: the columns that differ, by ``table:pk``."""
    found = {}
    for table in before.keys() - BOOKKEEPING:
        old, new = before[table], after[table]
        for pk in old.keys() | new.keys():
            if pk not in old or pk not in new:
                found[f"{table}:{pk}"] = {"created" if pk in new else "deleted"}
            elif old[pk] != new[pk]:
                found[f"{table}:{pk}"] = {
                    name for name in old[pk] if old[pk][name] != new[pk][name]
                }
    return found
