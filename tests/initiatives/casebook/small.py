"""A small casebook with one of everything, the decisions about it, and fixtures that know some."""

import copy
import json
from pathlib import Path
from typing import Any

Content = dict[str, Any]

CASEBOOK: Content = {
    "cases": [
        {
            "id": "lake-talks",
            "title": "Talks at the lake",
            "kind": "dialogue",
            "start": "1991-03",
            "end": "1993",
            "end_status": "ended",
            "region": "Africa",
            "places": [
                {"name": "Lakeside", "country": "TZ"},
                {"name": "An island", "country": None},
            ],
            "conflicts": ["lake-dispute"],
            "summary": "They met 'in peace' at the lake for the fishermen's sake.",
            "main_track": "2",
            "involvements": [
                {
                    "track": "2",
                    "from": "1991-03",
                    "to": "1993",
                    "to_status": "ended",
                    "function": "channel",
                    "why": "Scholars brought them together.",
                },
                {
                    "track": "1",
                    "from": "1993",
                    "to": None,
                    "to_status": "unknown",
                    "function": "outcome",
                    "why": "Governments took over.",
                },
            ],
            "handovers": [
                {
                    "from_track": "2",
                    "to_track": "1",
                    "date": "1993",
                    "kind": "uptake",
                    "mechanism": "briefing",
                    "cause": "The results were reported.",
                }
            ],
            "participations": [
                {"actor": "jane-doe", "track": "2", "role": "facilitator", "capacity": "personal"},
                {"actor": "norway", "track": "1", "role": "funder", "capacity": "official"},
                {"actor": "ann-roe", "track": "2", "role": "participant", "capacity": "personal"},
            ],
            "outcomes": [{"kind": "agreement", "date": None, "statement": "They agreed."}],
            "relations": [{"case": "old-channel", "kind": "inspired"}],
            "disputed": [{"about": "start", "statement": "1990 or 1991."}],
            "works": ["doe-1994-talks", "news-1993"],
            "sources_granularity": "case",
            "confidence": "high",
            "in_source_texts": False,
        },
        {
            "id": "old-channel",
            "title": "The old channel once more",
            "kind": "negotiation",
            "start": "1980~",
            "end": None,
            "end_status": "ongoing",
            "region": "Europe",
            "places": [{"name": "Oslo", "country": "NO"}],
            "conflicts": ["lake-dispute"],
            "summary": "It was opened long ago.",
            "main_track": "1",
            "involvements": [
                {
                    "track": "1",
                    "from": "1980~",
                    "to": None,
                    "to_status": "open",
                    "function": "channel",
                    "why": "Two states keep it open.",
                }
            ],
            "handovers": [],
            "participations": [
                {"actor": "norway", "track": "1", "role": "host", "capacity": "official"}
            ],
            "outcomes": [{"kind": "channel-opened", "date": "1980", "statement": "It opened."}],
            "relations": [],
            "disputed": [],
            "works": ["news-1993"],
            "sources_granularity": "case",
            "confidence": "medium",
            "in_source_texts": True,
        },
    ],
    "actors": [
        {
            "id": "jane-doe",
            "name": "Jane Doe",
            "aliases": [],
            "kind": "person",
            "country": "GB",
            "publicity": "published-themselves",
            "members": [],
            "member_of": ["lake-group"],
        },
        {
            "id": "ann-roe",
            "name": "Ann Roe",
            "aliases": [],
            "kind": "person",
            "country": None,
            "publicity": "unreviewed",
            "members": [],
            "member_of": [],
        },
        {
            "id": "norway",
            "name": "Norway",
            "aliases": ["Kingdom of Norway"],
            "kind": "state",
            "country": "NO",
            "publicity": None,
            "members": [],
            "member_of": [],
        },
        {
            "id": "lake-group",
            "name": "The Lake Group",
            "aliases": [],
            "kind": "ngo",
            "country": None,
            "publicity": None,
            "members": ["jane-doe"],
            "member_of": [],
        },
    ],
    "conflicts": [
        {
            "id": "lake-dispute",
            "name": "Dispute over the lake",
            "kind": "interstate",
            "countries": ["TZ"],
            "start": "1980",
            "end": None,
            "parties": ["norway"],
            "note": None,
            "external_ids": {"ucdp": "77"},
        }
    ],
    "works": [
        {
            "id": "doe-1994-talks",
            "title": "Talks",
            "author": "Jane Doe and Richard van Roe",
            "year": 1994,
            "publisher": "Lake Press",
            "url": None,
            "host": None,
            "reputable": False,
            "identified": True,
            "independence": "scholar",
            "note": "seen only in part",
        },
        {
            "id": "news-1993",
            "title": "News from the lake (weblog)",
            "author": None,
            "year": 1993,
            "publisher": "The Gazette",
            "url": "https://example.org/news",
            "host": "example.org",
            "reputable": True,
            "identified": False,
            "independence": "press",
            "note": None,
        },
    ],
}

DECISIONS: Content = {
    "wording": [
        {
            "row": "case:lake-talks",
            "field": "outcomes.statement",
            "was": "They agreed.",
            "now": "Both sides agreed.",
            "reason": "Who they are.",
        }
    ],
    "questions": {"lake-talks": {"start": "When did the talks begin?"}},
    "disagreements": [],
    "merges": {
        "cases": {"old-channel": "The same."},
        "actors": {"norway": "The same."},
        "conflicts": {},
    },
    "names": {
        "sort_names": {},
        "aliases_dropped": {},
        "aliases_added": {},
        "alias_users": {},
        "authors": {"jane-doe": "jane-doe"},
        "works_that_tell": [],
    },
    "authors": {"Richard van Roe": "Roe, Richard van"},
    "works": {},
    "publishers": {"Lake Press": {"type": "book", "publisher": "Lake Press"}},
}

KNOWN = [
    {"entry": "actor", "slug": "norway", "kind": "state", "name": "Norway", "country": "NO"},
    {
        "entry": "initiative",
        "slug": "old-channel",
        "name": "Old channel",
        "kind": "negotiation",
        "involvements": [{"key": "on-one", "track": "government", "function": "channel"}],
    },
]


class Small:
    """The casebook, its decisions and its surroundings in a folder, to be altered and written."""

    def __init__(self, folder: Path) -> None:
        self.casebook = copy.deepcopy(CASEBOOK)
        self.answers = copy.deepcopy(DECISIONS)
        self.known = copy.deepcopy(KNOWN)
        self.path = folder / "casebook.json"
        self.fixtures = folder / "fixtures"
        self.decisions = folder / "decisions"

    def row(self, kind: str, id_: str) -> Any:
        return next(row for row in self.casebook[kind] if row["id"] == id_)

    def write(self) -> "Small":
        self.decisions.mkdir(exist_ok=True)
        (self.fixtures / "actors").mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.casebook), encoding="utf-8")
        for name, content in self.answers.items():
            (self.decisions / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
        known = self.fixtures / "actors" / "known.json"
        known.write_text(json.dumps(self.known), encoding="utf-8")
        return self
