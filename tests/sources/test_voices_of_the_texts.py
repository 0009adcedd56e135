"""Whose words the source texts give, where they print what they cannot mean, and where they differ.

Each row of a table is one case. Every source text has tables of its own; a statement is named by
``kind:slug#key``, a passage by its text and paragraph.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.db import transaction

from curation.loading import load
from curation.models import Part
from sources.models import Citation, Disagreement, Erratum
from sources.querysets import cited_models

pytestmark = pytest.mark.django_db


class Voice(NamedTuple):
    """Whom the passages behind a statement report on a paragraph; nobody if they name nobody."""

    statement: str
    paragraph: int
    work: str | None = None
    speaker: str | None = None
    stance: str = "reports"


class Reading(NamedTuple):
    """Whom or what an expression means on a paragraph."""

    paragraph: int
    expression: str
    meaning: str


class Misprint(NamedTuple):
    """What is printed wrongly, how it is read, and how the statement on it puts the right sense."""

    paragraph: int
    printed: str
    corrected: str
    statement: str
    says: str


class Repeat(NamedTuple):
    """A paragraph that takes over the wording of another, and the statement that rests on both."""

    statement: str
    later: tuple[str, int]
    earlier: tuple[str, int]


class Quarrel(NamedTuple):
    """Where texts differ: the paragraphs of each answer, and statements that show it."""

    disagreement: str
    answers: dict[str, set[tuple[str, int]]]
    shown_at: tuple[str, ...]


AH = "abu-hammad-2021"
BLOG = "blog-unofficial-communication-2018"
PORTSMOUTH = "portsmouth-forum"
SUMMARY = "mcdonald-1991-summary"
WIKIPEDIA = "wikipedia-multi-track-diplomacy"

TWO = "framework:two-tracks-1981"
NINE = "framework:nine-tracks-1991"
HALF = "framework:one-and-a-half"

# Nahed Abu Hammad, 2021

ABU_HAMMAD_VOICES = [
    Voice("actor:nahed-abu-hammad#lever-for-dialogue", 21, stance="states"),
    Voice("actor:nahed-abu-hammad#challenges", 22, stance="states"),
    Voice("concept:diplomacy#types-identified", 30, "nicolson-1988"),
    Voice("concept:diplomacy#forming-and-carrying-out-policy", 31, "vukadinovic-1994"),
    Voice("concept:diplomacy#managing-relations", 31, "barston-1988"),
    Voice("concept:track-one-diplomacy#direct-communication", 39, "said-lerche-lerche-1995"),
    Voice("concept:multi-track-diplomacy#developed-by-both", 40, "mcdonald-2003", "john-mcdonald"),
    Voice("actor:louise-diamond#founded-imtd", 40, "mcdonald-2003", "john-mcdonald"),
    Voice("actor:joseph-montville#distinction-1982", 41, "mcdonald-2003", "john-mcdonald"),
    Voice("concept:track-two-diplomacy#unofficial-action", 41, "mcdonald-2003", "john-mcdonald"),
    Voice("concept:multi-track-diplomacy#outside-the-state", 42, "mcdonald-2003", "john-mcdonald"),
    Voice("actor:john-mcdonald#non-state", 43, "mcdonald-2003", "john-mcdonald"),
    Voice("concept:diplomacy#tools-of-foreign-policy", 43, "evans-newnham-1997"),
    Voice("concept:diplomacy#institution", 47, "evans-newnham-1997"),
    Voice("concept:diplomacy#whole-process", 48, "griffiths-ocallaghan-2008"),
    Voice("concept:unofficial-diplomacy#paths", 48, stance="states"),
    Voice("concept:non-state-actor#global-circles", 48, "saunders-1999", "sherrill-brown"),
    Voice("actor:sherrill-brown#technology", 48, "saunders-1999", "sherrill-brown"),
    Voice("concept:multi-level-dialogue#networks", 49, "wehrenfennig-2008"),
    Voice("concept:track-one-diplomacy#varied-categories", 49, stance="states"),
    Voice(
        "concept:track-one-diplomacy#activities",
        57,
        "institute-of-world-affairs-2001",
        "institute-of-world-affairs",
    ),
    Voice("concept:systems-approach#applied-to-peace", 66, "mcdonald-2003", "john-mcdonald"),
    Voice(
        "concept:political-peacebuilding#through-track-one", 67, "mcdonald-2003", "john-mcdonald"
    ),
    Voice(
        "concept:social-peacebuilding#working-with-the-heart", 71, "mcdonald-2003", "john-mcdonald"
    ),
    Voice("actor:john-mcdonald#social-peacebuilding", 71, "mcdonald-2003", "john-mcdonald"),
    Voice("concept:diplomacy#formal-instrument", 74, "wehrenfennig-2008"),
    Voice("concept:human-security#premature", 74, "wehrenfennig-2008"),
    Voice("concept:track-one-diplomacy#as-the-media-use-it", 80, "schiller-2019"),
    Voice(f"{TWO}#one-organisations", 81, "schiller-2019"),
    Voice(f"{TWO}#one-electorate", 81, "schiller-2019"),
    Voice(f"{TWO}#one-liability", 88, "diamond-mcdonald-1996"),
    Voice(f"{TWO}#one-missions-closed", 88, "ziegler-1984"),
    Voice("actor:vamik-volkan#officials", 88, "volkan-1991", "vamik-volkan"),
    Voice("actor:harold-saunders#officials", 88, "saunders-1991", "harold-saunders"),
    Voice(f"{TWO}#one-rigid-officials", 88, "volkan-1991"),
    Voice(f"{TWO}#one-rigid-officials", 88, "saunders-1991", "harold-saunders"),
    Voice(f"{TWO}#one-electoral-cycles", 88, "volkan-1991"),
    Voice(f"{NINE}#two-four-tasks", 98, "diamond-mcdonald-nine-tracks"),
    Voice(f"{NINE}#nine-media-kinds", 113, "diamond-mcdonald-nine-tracks"),
    Voice(f"{TWO}#one-common-interests", 120, "mapendere-2006"),
    Voice(f"{TWO}#carrots-not-on-two", 122, "nan-2003"),
    Voice("actor:russia#direct-party", 121, "nan-2003"),
    Voice("concept:train-track-metaphor#criticism", 129, "nan-2003"),
    Voice(f"{TWO}#one-political-power", 135, "saunders-1991"),
    Voice(f"{TWO}#one-means", 135, "bercovitch-houston-2000"),
    Voice(f"{TWO}#one-policy-knowledge", 138, "stein-lewis-1996"),
    Voice(
        "concept:track-two-diplomacy#members-of-adversary-groups",
        140,
        "montville-1991",
        "joseph-montville",
    ),
    Voice("concept:track-two-diplomacy#no-substitute", 140, "saunders-1991", "joseph-montville"),
    Voice(f"{TWO}#two-example-organisations", 140, "diamond-mcdonald-1996"),
    Voice("concept:track-two-diplomacy#supplement", 146, "davidson-montville-1981"),
    Voice(f"{TWO}#two-bridge", 147, "saunders-1991", "joseph-montville"),
    Voice("concept:track-two-diplomacy#little-evidence", 147, "agha-feldman-khalidi-schiff-2003"),
    Voice(
        "concept:track-two-diplomacy#little-evidence",
        147,
        "saunders-1991",
        "joseph-montville",
        "doubts",
    ),
    Voice(f"{TWO}#two-rouses-electorate", 147, "agha-feldman-khalidi-schiff-2003"),
    Voice("concept:track-two-diplomacy#members-of-adversary-groups", 151, stance="states"),
    Voice(f"{TWO}#two-own-cause", 151, stance="states"),
    Voice(
        "concept:track-one-and-a-half-diplomacy#between-officials",
        154,
        "nan-1999",
        "susan-allen-nan",
    ),
    Voice("actor:jimmy-carter#bridge", 159, "diamond-mcdonald-1996"),
    Voice(f"{HALF}#half-shunned-conflicts", 159, "mitchell-1989"),
    Voice(f"{HALF}#half-saves-face", 160, "mapendere-2006"),
    Voice(f"{HALF}#half-inducements", 163, "mapendere-2006"),
    Voice(
        "actor:joseph-montville#track-one-encompasses",
        166,
        "davidson-montville-1981",
        "joseph-montville",
    ),
    Voice(f"{TWO}#two-goodwill", 167, "davidson-montville-1981", "joseph-montville"),
    Voice("concept:multi-track-diplomacy#phrase-by-diamond", 173, "notter-diamond-1996"),
    Voice(f"{TWO}#two-must-merge", 175, "mcdonald-1993", "john-mcdonald"),
    Voice(f"{TWO}#two-personal-capacity", 176, "bercovitch-1997"),
    Voice("concept:problem-solving-workshop#setting", 179, "kelman-1996"),
    Voice("concept:problem-solving-workshop#before-and-during", 179, "babbitt-destree-1996"),
    Voice("concept:multi-track-diplomacy#channel-kept-open", 184, stance="states"),
    Voice("concept:transfer-mechanism#channels", 187, stance="states"),
]

ABU_HAMMAD_READINGS = [
    Reading(40, "myself", "John W. McDonald"),
    Reading(42, "John MacDonald", "John W. McDonald"),
    Reading(
        71,
        "the work that we do",
        "John W. McDonald and the Institute for Multi-Track Diplomacy",
    ),
    Reading(88, "Sanders, 1991", "Harold Saunders"),
    Reading(
        122,
        "as described below in the section on Third Parties",
        "A reference within Susan Allen Nan’s page; this article has no such section",
    ),
    Reading(167, "Louis Diamond", "Louise Diamond"),
]

ABU_HAMMAD_MISPRINTS = [
    Misprint(
        21,
        "new acts and variables",
        "new actors and variables",
        "concept:multi-track-diplomacy#new-actors",
        "new actors and variables",
    ),
    Misprint(
        21, "stops On the extent", "depends on the extent", f"{TWO}#two-lever", "depends on how far"
    ),
    Misprint(
        22,
        "the influence of the nature of each A dispute over choosing one path",
        "the influence of the nature of each dispute on choosing one path",
        "concept:multi-track-diplomacy#challenges",
        "how the nature of a dispute bears on the choice",
    ),
    Misprint(
        34,
        "web of interconnected acts",
        "web of interconnected activities",
        "concept:multi-track-diplomacy#web-of-activities",
        "connected activities",
    ),
    Misprint(
        42,
        "John MacDonald",
        "John McDonald",
        "concept:multi-track-diplomacy#outside-the-state",
        "John McDonald is reported",
    ),
    Misprint(
        42,
        "non-stated diplomacy",
        "non-state diplomacy",
        "concept:multi-track-diplomacy#outside-the-state",
        "diplomacy outside the state",
    ),
    Misprint(
        43,
        "those on-state actors",
        "those non-state actors",
        "concept:multi-track-diplomacy#outside-the-state",
        "non-state actors",
    ),
    Misprint(
        43,
        "Geoffrey Newham know it",
        "Geoffrey Newham define it",
        "concept:diplomacy#tools-of-foreign-policy",
        "It is the tools",
    ),
    Misprint(
        47,
        "just a tool. The state is also an institution",
        "just a tool of the state; it is also an institution",
        "concept:diplomacy#institution",
        "Besides being a tool it is an institution",
    ),
    Misprint(
        74,
        "they fill in concept",
        "the fill-in concept",
        "concept:human-security",
        "comes in where states fail",
    ),
    Misprint(
        79,
        "state level",
        "state-to-state level",
        f"{TWO}#one-formality",
        "application between states",
    ),
    Misprint(
        81,
        "mistakes are tolerated",
        "mistakes are not tolerated",
        f"{TWO}#one-electorate",
        "does not tolerate mistakes",
    ),
    Misprint(
        81,
        "a need for her to take the fall",
        "a need for somebody to take the fall",
        f"{TWO}#one-blame",
        "somebody has to take the blame",
    ),
    Misprint(
        88,
        "an ability to durable peace",
        "a liability to durable peace",
        f"{TWO}#one-liability",
        "a burden on lasting peace",
    ),
    Misprint(
        96,
        "Gouvernement, or Peacemaking",
        "Government, or Peacemaking",
        f"{NINE}#track-one",
        "Government, or Peacemaking",
    ),
    Misprint(
        121,
        "Track -on negotiators",
        "Track-one negotiators",
        f"{TWO}#one-influence",
        "Negotiators and mediators",
    ),
    Misprint(
        138,
        "the conflict in groups",
        "the conflicting groups",
        f"{TWO}#one-policy-knowledge",
        "the conflicting groups",
    ),
    Misprint(
        146,
        "Thus, track-two diplomacy has come to be understood",
        "Thus, track-one diplomacy has come to be understood",
        f"{TWO}#one-major-tools",
        "As track-one diplomacy is now understood",
    ),
    Misprint(
        146,
        "in distinction from track-one diplomacy",
        "in distinction from track-two diplomacy",
        f"{TWO}#one-major-tools",
        "a major set of tools that states can use",
    ),
    Misprint(
        151,
        "NGOs (International non-governmental organizations)",
        "INGOs (International non-governmental organizations)",
        f"{TWO}#two-civil-society",
        "NGOs, international ones among them",
    ),
    Misprint(
        154,
        "Named after Track One and a Half Diplomacy as",
        "Nan defined Track One and a Half Diplomacy as",
        "concept:track-one-and-a-half-diplomacy#between-officials",
        "between states’ official representatives",
    ),
    Misprint(
        160,
        "respect for anodyne both parties",
        "respect for both parties",
        "concept:third-party#qualities",
        "respect for both sides",
    ),
    Misprint(
        161,
        "positioned to track 1",
        "transitioned to track 1",
        f"{HALF}#two-oslo",
        "had moved to Track One",
    ),
    Misprint(
        163,
        "Track One and a Half factors",
        "Track One and a Half actors",
        f"{HALF}#half-moral-authority",
        "those who act on it",
    ),
    Misprint(
        167,
        "actual geopolitical conflict",
        "actual or potential conflict",
        "concept:track-two-diplomacy#common-capabilities",
        "conflict, actual or potential",
    ),
    Misprint(
        167,
        "Louis Diamond",
        "Louise Diamond",
        "concept:multi-track-diplomacy#phrase-by-diamond",
        "Louise Diamond coined",
    ),
    Misprint(
        174,
        "eighthtracks",
        "eight tracks",
        "concept:track-two-diplomacy#eight-tracks",
        "the actors of eight tracks",
    ),
    Misprint(
        175,
        "offocaland",
        "of local and",
        f"{TWO}#two-local-and-international",
        "Local and international actors",
    ),
    Misprint(
        184,
        "when no officials are not speaking",
        "when officials are not speaking",
        "concept:multi-track-diplomacy#channel-kept-open",
        "while officials do not speak",
    ),
    Misprint(
        184,
        "officials scans sometimes lead",
        "officials can sometimes lead",
        f"{HALF}#two-open-discussion",
        "can sometimes be more open",
    ),
    Misprint(
        187,
        "with officials or through confidential briefings or memorandums "
        "to the public through speeches",
        "with officials through confidential briefings or memorandums, "
        "or to the public through speeches",
        "concept:transfer-mechanism#ways-to-officials",
        "Officials are reached for example by confidential briefings",
    ),
]

ABU_HAMMAD_REPEATS = [
    Repeat("concept:track-one-diplomacy#protocol", (AH, 119), (AH, 77)),
    Repeat(f"{TWO}#one-political-power", (AH, 135), (AH, 83)),
    Repeat("concept:track-one-diplomacy#tool-for-relations", (AH, 135), (AH, 83)),
    Repeat(f"{TWO}#two-bridge", (AH, 147), (AH, 140)),
    Repeat("concept:track-two-diplomacy#members-of-adversary-groups", (AH, 151), (AH, 140)),
]

ABU_HAMMAD_QUARRELS = [
    Quarrel(
        "year-of-the-first-distinction",
        {"in-1982": {(AH, 41)}, "winter-1981-82": {(AH, 141), (AH, 172)}},
        ("actor:joseph-montville#distinction-1982",),
    ),
    Quarrel(
        "authors-of-the-first-distinction",
        {"montville": {(AH, 41), (AH, 166)}, "labelled-two": {(AH, 141)}},
        ("concept:track-two-diplomacy#clarified-against-one",),
    ),
    Quarrel(
        "who-coined-multi-track-diplomacy",
        {
            "diamond": {(AH, 167), (WIKIPEDIA, 4)},
            "diamond-and-mcdonald": {(BLOG, 4), (PORTSMOUTH, 7)},
        },
        (
            "concept:multi-track-diplomacy#phrase-by-diamond",
            "concept:multi-track-diplomacy#developed-by-both",
        ),
    ),
    Quarrel(
        "words-of-sherrill-brown",
        {"sherrill-brown": {(AH, 48)}, "book-by-saunders": {(AH, 60)}},
        (
            "actor:sherrill-brown#technology",
            "actor:sherrill-brown#circles",
            "concept:diplomacy#spread-beyond-states",
            "concept:non-state-actor#diplomatic-practice",
            "concept:non-state-actor#global-circles",
        ),
    ),
    Quarrel(
        "common-term-in-1988",
        {"book-of-1988": {(AH, 30), (AH, 35)}, "coined-later": {(PORTSMOUTH, 7)}},
        ("concept:official-diplomacy#formal-diplomacy", "concept:diplomacy#types-identified"),
    ),
    Quarrel(
        "contacts-of-non-state-actors",
        {"track-two": {(AH, 90)}, "multi-track": {(AH, 42)}},
        (
            "concept:multi-track-diplomacy#outside-the-state",
            "concept:track-two-diplomacy#among-non-state-actors",
        ),
    ),
    Quarrel(
        "multi-track-diplomacy-and-government",
        {"included": {(AH, 95)}, "outside-the-state": {(AH, 42)}, "second-level": {(AH, 64)}},
        (
            "concept:multi-track-diplomacy#outside-the-state",
            "concept:multi-track-diplomacy#second-level",
        ),
    ),
    Quarrel(
        "diplomacy-and-foreign-policy",
        {"included": {(AH, 31)}, "tools-only": {(AH, 43)}},
        ("concept:diplomacy#tools-of-foreign-policy", "concept:diplomacy#managing-relations"),
    ),
    Quarrel(
        "kinds-of-peacebuilding",
        {"economic-and-institutional": {(AH, 66)}, "structural": {(WIKIPEDIA, 6)}},
        ("concept:peacebuilding#three-categories",),
    ),
    Quarrel(
        "states-on-track-one",
        {"governments": {(AH, 38)}, "other-bodies": {(AH, 81)}},
        (f"{TWO}#one-organisations",),
    ),
    Quarrel(
        "formality-of-track-one",
        {"also-informal": {(AH, 50), (AH, 133)}, "formal": {(SUMMARY, 9)}},
        (f"{TWO}#one-informal-consultations", f"{TWO}#one-combined-forms"),
    ),
    Quarrel(
        "power-behind-track-one",
        {"strength": {(AH, 83), (AH, 135)}, "weakness": {(AH, 88)}},
        (f"{TWO}#one-political-power", f"{TWO}#one-liability"),
    ),
    Quarrel(
        "channels-in-a-conflict",
        {"permanent": {(AH, 118)}, "closed": {(AH, 88)}},
        (f"{TWO}#one-permanent-system", f"{TWO}#one-missions-closed"),
    ),
    Quarrel(
        "what-track-two-covers",
        {
            "professional-conflict-resolution": {(AH, 97)},
            "all-unofficial-work": {(AH, 41), (AH, 90), (AH, 174)},
        },
        (f"{NINE}#track-two", "concept:track-two-diplomacy#eight-tracks"),
    ),
    Quarrel(
        "track-of-ngos",
        {"track-two": {(AH, 151), (WIKIPEDIA, 11)}, "track-four": {(AH, 101)}},
        (f"{NINE}#four-individuals", f"{TWO}#two-civil-society"),
    ),
    Quarrel(
        "track-two-as-a-bridge",
        {"little-evidence": {(AH, 147)}, "oslo": {(AH, 160)}, "workshops": {(AH, 179)}},
        (f"{TWO}#two-bridge", "concept:track-two-diplomacy#little-evidence"),
    ),
    Quarrel(
        "who-acts-on-track-one-and-a-half",
        {
            "officials": {(AH, 154)},
            "prominent-persons": {(AH, 160)},
            "former-president": {(AH, 159)},
        },
        (f"{HALF}#half-officials", "concept:third-party#qualities"),
    ),
    Quarrel(
        "power-of-track-one-and-a-half",
        {"strength": {(AH, 160)}, "weakness": {(AH, 163)}},
        (f"{HALF}#half-third-party-traits", f"{HALF}#half-inducements"),
    ),
    Quarrel(
        "track-of-the-oslo-talks",
        {"one-and-a-half": {(AH, 155)}, "two-to-one": {(AH, 160)}},
        (
            "initiative:oslo-channel#on-track-one-and-a-half",
            "initiative:oslo-channel#two-to-one",
            f"{HALF}#two-oslo",
        ),
    ),
    Quarrel(
        "year-of-managing-global-chaos",
        {
            "in-1996": {(AH, 142), (AH, 216)},
            "in-1997": {(AH, 181), (AH, 182), (AH, 211)},
        },
        ("work:crocker-hampson-aall-1996",),
    ),
    Quarrel(
        "date-of-the-page-on-track-one-and-a-half-diplomats",
        {"december-2020": {(AH, 86), (AH, 226)}, "august-2019": {(AH, 86), (AH, 226)}},
        ("work:schiller-2019",),
    ),
]

# The other four texts: (text, case)

ARTICLE = "davidson-montville-1981"
BOOK = "mcdonald-bendahmane-1987"
INSTITUTE = "institute-for-multi-track-diplomacy"
HEAD_OF_SUMMARY = 6
"""The last paragraph before the summary proper."""
LIST = "diamond-mcdonald-nine-tracks"
MCDONALD = "john-mcdonald"
MONTVILLE = "joseph-montville"

OTHER_VOICES = [
    (PORTSMOUTH, Voice("concept:track-two-diplomacy#term-coined", 6, stance="states")),
    (PORTSMOUTH, Voice("concept:track-two-diplomacy#range-of-contact", 6, speaker=MONTVILLE)),
    (PORTSMOUTH, Voice("actor:joseph-montville#term-two-unofficial-contact", 6, speaker=MONTVILLE)),
    (PORTSMOUTH, Voice("actor:joseph-montville#contrast-track-one", 6, speaker=MONTVILLE)),
    (PORTSMOUTH, Voice("concept:multi-track-diplomacy#phrase-by-both", 7, stance="states")),
    (PORTSMOUTH, Voice("concept:multi-track-diplomacy#value-of-contacts", 18, stance="states")),
    (WIKIPEDIA, Voice("concept:multi-track-diplomacy#distinction-of-1981", 4, stance="states")),
    (
        WIKIPEDIA,
        Voice(
            "concept:track-two-diplomacy#professionals-within-and-between-states",
            4,
            speaker=MONTVILLE,
        ),
    ),
    (WIKIPEDIA, Voice("concept:multi-track-diplomacy#phrase-by-diamond", 4, stance="states")),
    (WIKIPEDIA, Voice("actor:louise-diamond#coined-alone", 4, stance="states")),
    (WIKIPEDIA, Voice("actor:john-mcdonald#four-tracks-article", 4, stance="states")),
    (WIKIPEDIA, Voice(f"actor:{INSTITUTE}#link", 6, speaker=INSTITUTE)),
    (WIKIPEDIA, Voice(f"{NINE}#all-social-link", 6, speaker=INSTITUTE)),
    (
        WIKIPEDIA,
        Voice("concept:systems-approach#understanding-of-peacebuilding", 6, stance="states"),
    ),
    (WIKIPEDIA, Voice("concept:track-one-diplomacy#work-of-diplomats", 10, ARTICLE, MONTVILLE)),
    (
        WIKIPEDIA,
        Voice("concept:track-two-diplomacy#practitioners-and-theorists", 10, ARTICLE, MONTVILLE),
    ),
    (WIKIPEDIA, Voice("concept:track-two-diplomacy#object", 10, BOOK)),
    (WIKIPEDIA, Voice(f"{TWO}#two-lower-anger", 10, BOOK)),
    (WIKIPEDIA, Voice("concept:track-two-diplomacy#realization-of-diplomats", 11, stance="states")),
    (WIKIPEDIA, Voice("concept:track-two-diplomacy#liberals", 12, ARTICLE)),
    (WIKIPEDIA, Voice("concept:track-two-diplomacy#exchanges", 12, ARTICLE)),
    (WIKIPEDIA, Voice(f"{TWO}#two-open-minded", 12, ARTICLE)),
    (WIKIPEDIA, Voice(f"{TWO}#two-each-needs-other", 12, ARTICLE)),
    (WIKIPEDIA, Voice("actor:joseph-montville#two-processes-workshops", 13, ARTICLE, MONTVILLE)),
    (WIKIPEDIA, Voice("actor:joseph-montville#psychological-task", 13, BOOK, MONTVILLE)),
    (WIKIPEDIA, Voice("actor:joseph-montville#leaders-no-evidence", 14, BOOK, MONTVILLE)),
    (WIKIPEDIA, Voice("actor:joseph-montville#leaders-too-tough", 14, BOOK, MONTVILLE)),
    (
        WIKIPEDIA,
        Voice(
            "actor:john-mcdonald#leaders-rigid-roles",
            14,
            "mcdonald-private-conversations-2003",
            MCDONALD,
        ),
    ),
    (WIKIPEDIA, Voice("actor:diane-bendahmane#need-to-back-two", 15, BOOK)),
    (
        WIKIPEDIA,
        Voice("actor:united-states-department-of-state#refusal-reason", 15, stance="states"),
    ),
    (WIKIPEDIA, Voice(f"{TWO}#equip-itself-for-two", 16, ARTICLE)),
    (WIKIPEDIA, Voice("actor:united-states-department-of-state#plea", 17, "sutphin-2004")),
    (WIKIPEDIA, Voice("actor:united-states-department-of-state#frustrations", 17, "sutphin-2004")),
    (WIKIPEDIA, Voice("actor:united-states-department-of-state#not-ideal", 17, stance="states")),
    (WIKIPEDIA, Voice("principle:relationship", 22, "imtd-2004", INSTITUTE)),
    (WIKIPEDIA, Voice("principle:action-research", 29, "imtd-2004", INSTITUTE)),
    (WIKIPEDIA, Voice("principle:engagement", 32, "imtd-2004", INSTITUTE)),
    (BLOG, Voice("concept:track-two-diplomacy#ordinary-citizens", 3, stance="states")),
    (BLOG, Voice("concept:track-two-diplomacy#citizens-on-reserved-topics", 4, speaker=MONTVILLE)),
    (BLOG, Voice("actor:joseph-montville#citizens-negotiating", 4, speaker=MONTVILLE)),
    (BLOG, Voice("concept:track-two-diplomacy#broader-use", 4, stance="states")),
    (BLOG, Voice("concept:multi-track-diplomacy#invented-by-both", 4, stance="states")),
    (BLOG, Voice("framework:nine-tracks-2018", 5, LIST)),
    (BLOG, Voice("framework:nine-tracks-2018#track-one", 6, LIST)),
    (BLOG, Voice("framework:nine-tracks-2018#track-two", 7, LIST)),
    (BLOG, Voice("framework:nine-tracks-2018#four-teachers", 9, LIST)),
    (BLOG, Voice("framework:nine-tracks-2018#seven-leaders-followers", 12, LIST)),
    (BLOG, Voice("framework:nine-tracks-2018#track-nine", 14, LIST)),
    (BLOG, Voice("concept:unofficial-diplomacy#misperceptions", 15, stance="states")),
]

OTHER_READINGS = [
    (WIKIPEDIA, Reading(6, "we", "the Institute for Multi-Track Diplomacy")),
    (WIKIPEDIA, Reading(17, "the State Department’s Iraqi analysts", "the Office of Iraq")),
    (WIKIPEDIA, Reading(29, "we", "the Institute for Multi-Track Diplomacy")),
    (WIKIPEDIA, Reading(32, "we", "the Institute for Multi-Track Diplomacy")),
    (BLOG, Reading(5, "They", "John McDonald and Louise Diamond")),
    (SUMMARY, Reading(9, "the author", "John W. McDonald")),
    (SUMMARY, Reading(18, "The author", "John W. McDonald")),
    (SUMMARY, Reading(19, "this chapter", "Further Exploration of Track Two Diplomacy")),
]

OTHER_MISPRINTS = [
    (
        PORTSMOUTH,
        Misprint(
            18,
            "can diffuse much of the conflict",
            "can defuse much of the conflict",
            "concept:multi-track-diplomacy#value-of-contacts",
            "defuse much of a conflict",
        ),
    ),
    (
        SUMMARY,
        Misprint(
            21, "Arm and Hammer", "Armand Hammer", "initiative:armand-hammer-trade", "Armand Hammer"
        ),
    ),
    (
        WIKIPEDIA,
        Misprint(
            41,
            "Bendahmane, D. R.",
            "Bendahmane, D. B.",
            "work:mcdonald-bendahmane-1987#editor-diane-bendahmane",
            "Diane B. Bendahmane",
        ),
    ),
]

OTHER_REPEATS = [
    Repeat("concept:unofficial-diplomacy#trust", (PORTSMOUTH, 18), (BLOG, 15)),
    Repeat("concept:multi-track-diplomacy#value-of-contacts", (PORTSMOUTH, 18), (BLOG, 15)),
    Repeat(f"{TWO}#two-de-escalation-first", (PORTSMOUTH, 18), (BLOG, 15)),
    Repeat(
        "actor:united-states-department-of-state#no-limit-admitted",
        (WIKIPEDIA, 17),
        (WIKIPEDIA, 15),
    ),
]

OTHER_QUARRELS = [
    Quarrel(
        "which-term-montville-coined",
        {
            "track-two": {(PORTSMOUTH, 6), (BLOG, 4)},
            "both": {(WIKIPEDIA, 10)},
            "two-track": {(AH, 166)},
        },
        (
            "concept:track-two-diplomacy#term-coined",
            "concept:track-one-diplomacy#phrase-coined",
            "actor:joseph-montville#two-track-introduced",
        ),
    ),
    Quarrel(
        "original-meaning-of-track-two",
        {
            "any-unofficial-contact": {(PORTSMOUTH, 6)},
            "unofficial-action": {(AH, 41)},
            "professionals": {(WIKIPEDIA, 4), (WIKIPEDIA, 10)},
            "citizens-on-official-topics": {(BLOG, 4)},
            "non-structured-interaction": {(WIKIPEDIA, 12), (AH, 141), (AH, 167)},
        },
        (
            "concept:track-two-diplomacy#range-of-contact",
            "concept:track-two-diplomacy#citizens-on-reserved-topics",
            "concept:track-two-diplomacy#practitioners-and-theorists",
            "concept:track-two-diplomacy#unofficial-action",
        ),
    ),
    Quarrel(
        "when-multi-track-diplomacy-was-named",
        {
            "after-1991": {(PORTSMOUTH, 7)},
            "documentaries-of-1989": {(SUMMARY, 22)},
            "before-the-four-tracks": {(WIKIPEDIA, 4)},
            "with-five-tracks": {(SUMMARY, 11)},
        },
        (
            "concept:multi-track-diplomacy#phrase-by-both",
            "concept:multi-track-diplomacy#five-tracks",
            "initiative:cnn-documentaries-1989",
        ),
    ),
    Quarrel(
        "passage-on-the-official-apparatus",
        {"book-of-1987": {(WIKIPEDIA, 15)}, "article-of-1981": {(WIKIPEDIA, 16)}},
        (f"{TWO}#equip-itself-for-two", f"{TWO}#one-analysts"),
    ),
    Quarrel(
        "workshops-and-leaders",
        {"too-tough": {(WIKIPEDIA, 14)}, "rigid-roles": {(WIKIPEDIA, 14)}},
        (f"{TWO}#two-leaders-impervious", f"{TWO}#two-leaders-roles"),
    ),
    Quarrel(
        "year-of-the-book-on-track-two",
        {"in-1986": {(WIKIPEDIA, 15)}, "in-1987": {(WIKIPEDIA, 15), (WIKIPEDIA, 41)}},
        ("work:mcdonald-bendahmane-1987", "actor:diane-bendahmane#book-1987"),
    ),
    Quarrel(
        "what-grew-into-nine-tracks",
        {
            "second-track-alone": {(WIKIPEDIA, 18)},
            "with-track-one": {(PORTSMOUTH, 8), (BLOG, 5), (AH, 91)},
        },
        (NINE,),
    ),
    Quarrel(
        "beginning-of-the-nine-tracks",
        {"in-1991": {(WIKIPEDIA, 5)}, "after-1996": {(WIKIPEDIA, 18)}},
        (NINE, "concept:multi-track-diplomacy#developed-further"),
    ),
    Quarrel(
        "which-tracks-influence-track-one",
        {"all-five": {(SUMMARY, 18)}, "the-four": {(WIKIPEDIA, 4)}},
        ("framework:five-tracks-1991#all-power-base", "actor:john-mcdonald#power-base"),
    ),
    Quarrel(
        "alternative-supplement-or-preparation",
        {
            "alternative": {(SUMMARY, 9)},
            "preparation-for-one": {(SUMMARY, 10), (BLOG, 3)},
            "supplement": {(AH, 140), (AH, 141)},
            "each-needs-the-other": {(WIKIPEDIA, 12)},
        },
        (f"{TWO}#two-each-needs-other", "concept:track-two-diplomacy#alternative-tool"),
    ),
    Quarrel(
        "exchanges-and-track-two",
        {
            "from-the-start": {(WIKIPEDIA, 12)},
            "added-later": {(BLOG, 4)},
            "track-four": {(SUMMARY, 16)},
        },
        (f"{TWO}#two-exchanges", f"{TWO}#two-wider-sense"),
    ),
    Quarrel(
        "workshops-and-track-two",
        {"from-the-start": {(WIKIPEDIA, 13)}, "added-later": {(BLOG, 4)}},
        (f"{TWO}#two-facilitated-workshops", f"{TWO}#two-wider-sense"),
    ),
    Quarrel(
        "official-topics-on-track-two",
        {"it-does": {(BLOG, 4)}, "it-does-not": {(AH, 179)}},
        (f"{TWO}#two-reserved-topics", f"{TWO}#two-workshop-ideas"),
    ),
    Quarrel(
        "value-of-unofficial-contacts",
        {"of-the-contacts": {(BLOG, 15)}, "of-the-approach": {(PORTSMOUTH, 18)}},
        ("concept:multi-track-diplomacy#value-of-contacts", f"{TWO}#two-trust"),
    ),
    Quarrel(
        "when-unofficial-contacts-help",
        {
            "before-talks": {(PORTSMOUTH, 18), (BLOG, 15), (SUMMARY, 10)},
            "official-channels-fail": {(BLOG, 3), (AH, 184)},
            "during-talks": {(PORTSMOUTH, 5), (AH, 179), (AH, 185)},
            "in-a-lull": {(SUMMARY, 25)},
        },
        (
            f"{TWO}#two-hosting-between-sessions",
            f"{TWO}#two-when-broken-down",
            "guideline-phase:analysis-and-involvement#lull",
        ),
    ),
    Quarrel(
        "confidential-or-public",
        {
            "confidential": {(SUMMARY, 26), (AH, 179)},
            "public": {(WIKIPEDIA, 13), (AH, 140), (AH, 187)},
        },
        ("guideline-phase:follow-through#confidentiality", f"{TWO}#two-shift-opinion"),
    ),
    Quarrel(
        "who-acts-on-track-one",
        {
            "professional-diplomats": {(WIKIPEDIA, 10)},
            "instructed": {(SUMMARY, 9)},
            "heads-of-state": {(AH, 79), (AH, 120)},
        },
        (f"{TWO}#one-diplomats", f"{TWO}#one-instructed"),
    ),
    Quarrel(
        "professionals-among-the-nine",
        {"track-two": {(BLOG, 7), (AH, 98)}, "none": {(PORTSMOUTH, 10)}},
        ("framework:nine-tracks-portsmouth", f"{NINE}#track-two"),
    ),
    Quarrel(
        "date-of-the-principles",
        {"in-2004": {(WIKIPEDIA, 37)}, "by-dec-2003": {(WIKIPEDIA, 37)}},
        ("work:imtd-2004",),
    ),
]


# The base as it is in the fixtures


class Passage(NamedTuple):
    text: str
    paragraphs: frozenset[int]
    voice: tuple[str | None, str | None, str]
    read_as: dict[str, str]
    repeats: "Passage | None"

    def is_on(self, text: str, paragraph: int) -> bool:
        return self.text == text and paragraph in self.paragraphs


class Statement(NamedTuple):
    says: str
    passages: list[Passage]
    disagreements: set[str]


class Base:
    """All passages, statements, misprints and disagreements, read once."""

    def __init__(self) -> None:
        load(settings.BASE_DIR / "fixtures", collection="source-texts")
        self._passages = {
            citation.pk: citation
            for citation in Citation.objects.select_related(
                "work", "attributed_work", "attributed_speaker"
            )
        }
        self.passages = [self._passage(citation) for citation in self._passages.values()]
        self.statements = dict(self._statements())
        self.errata = {
            (erratum.work.slug, erratum.printed): (
                erratum.corrected,
                {n for citation in erratum.citations.all() for n in citation.paragraphs},
            )
            for erratum in Erratum.objects.select_related("work").prefetch_related("citations")
        }
        self.answers = {
            disagreement.slug: {
                position.key: [self._passage(c) for c in position.citations.all()]
                for position in disagreement.positions.all()
            }
            for disagreement in Disagreement.objects.prefetch_related("positions__citations")
        }

    def _passage(self, citation: Any) -> Passage:
        citation = self._passages[citation.pk]
        origin = citation.repeats_id and self._passage(self._passages[citation.repeats_id])
        return Passage(
            citation.work.slug,
            frozenset(citation.paragraphs),
            (
                citation.attributed_work and citation.attributed_work.slug,
                citation.attributed_speaker and citation.attributed_speaker.slug,
                citation.stance,
            ),
            citation.read_as,
            origin or None,
        )

    def _statements(self) -> Iterator[tuple[str, Statement]]:
        for model in cited_models():
            for row in model.objects.prefetch_related("citations", "disagreements"):
                name = f"{row.entry.ref}#{row.key}" if isinstance(row, Part) else row.ref
                values = (getattr(row, f.attname) for f in row._meta.concrete_fields)
                texts = (value for value in values if isinstance(value, str))
                yield (
                    name,
                    Statement(
                        "\n".join([str(row), *texts]),
                        [self._passage(citation) for citation in row.citations.all()],
                        {disagreement.slug for disagreement in row.disagreements.all()},
                    ),
                )

    def behind(self, statement: str, text: str, paragraph: int) -> list[Passage]:
        """The passages of a statement that take in the paragraph."""
        return [p for p in self.statements[statement].passages if p.is_on(text, paragraph)]


@pytest.fixture(scope="module")
def base(django_db_setup: None, django_db_blocker: Any) -> Base:
    with django_db_blocker.unblock(), transaction.atomic():
        found = Base()
        transaction.set_rollback(True)
    return found


def cases(rows: list[Any], others: list[tuple[str, Any]], named_by: str) -> list[Any]:
    """(text, row) of both lists, each named after its text, paragraph and the field given."""
    return [
        pytest.param(text, row, id=f"{text} {row.paragraph}: {getattr(row, named_by)}")
        for text, row in [*((AH, row) for row in rows), *others]
    ]


VOICES = cases(ABU_HAMMAD_VOICES, OTHER_VOICES, "statement")
READINGS = cases(ABU_HAMMAD_READINGS, OTHER_READINGS, "expression")
MISPRINTS = cases(ABU_HAMMAD_MISPRINTS, OTHER_MISPRINTS, "printed")
REPEATS = [
    pytest.param(row, id=f"{row.later[0]} {row.later[1]}: {row.statement}")
    for row in [*ABU_HAMMAD_REPEATS, *OTHER_REPEATS]
]
QUARRELS = [
    pytest.param(row, id=row.disagreement) for row in [*ABU_HAMMAD_QUARRELS, *OTHER_QUARRELS]
]
QUOTED_BY_TWO = [
    f"{TWO}#one-threat-of-force",
    f"{TWO}#two-goodwill",
    f"{TWO}#two-supplements",
    "concept:track-two-diplomacy#common-capabilities",
    "concept:track-two-diplomacy#non-structured",
]
"""What Wikipedia and Abu Hammad both quote from the article of 1981."""


@pytest.mark.parametrize(("text", "case"), VOICES)
def test_a_statement_names_whose_words_its_source_gives(base, text, case):
    rows = [(where, row) for where, row in (param.values for param in VOICES)]
    expected = {
        (row.work, row.speaker, row.stance)
        for where, row in rows
        if (where, row.statement, row.paragraph) == (text, case.statement, case.paragraph)
    }

    assert {p.voice for p in base.behind(case.statement, text, case.paragraph)} == expected


@pytest.mark.parametrize(("text", "case"), READINGS)
def test_an_expression_is_read_as_the_one_whom_it_means(base, text, case):
    meanings = {
        passage.read_as[case.expression]
        for passage in base.passages
        if passage.is_on(text, case.paragraph) and case.expression in passage.read_as
    }

    assert meanings == {case.meaning}


@pytest.mark.parametrize(("text", "case"), MISPRINTS)
def test_a_misprint_is_put_right(base, text, case):
    corrected, paragraphs = base.errata[text, case.printed]

    assert corrected == case.corrected
    assert case.paragraph in paragraphs


@pytest.mark.parametrize(("text", "case"), MISPRINTS)
def test_a_statement_follows_what_is_meant_and_not_the_misprint(base, text, case):
    assert base.behind(case.statement, text, case.paragraph)
    assert case.says in base.statements[case.statement].says


@pytest.mark.parametrize("case", REPEATS)
def test_a_passage_that_takes_over_the_wording_of_another_leads_to_it(base, case):
    later = base.behind(case.statement, *case.later)

    assert later
    assert all(passage.repeats and passage.repeats.is_on(*case.earlier) for passage in later)


@pytest.mark.parametrize("statement", QUOTED_BY_TWO)
def test_two_texts_that_quote_one_article_report_it_and_do_not_repeat_each_other(base, statement):
    passages = base.statements[statement].passages

    assert {passage.text for passage in passages} >= {AH, WIKIPEDIA}
    assert {passage.voice[0] for passage in passages} == {"davidson-montville-1981"}
    assert {passage.repeats for passage in passages} == {None}


def test_all_that_the_summary_says_is_reported_from_mcdonald(base):
    """Also where “the author” is not named; only its own misprint is its own."""
    voices = {
        passage.voice
        for name, statement in base.statements.items()
        if "#erratum-" not in name
        for passage in statement.passages
        if passage.text == SUMMARY and min(passage.paragraphs) > HEAD_OF_SUMMARY
    }

    assert voices == {("mcdonald-1991", MCDONALD, "reports")}


def test_the_sentence_that_names_diamond_alone_is_one_sentence_in_two_texts(base):
    """The later one gives a paper for it; the earlier one gives nothing."""
    passages = {p.text: p for p in base.answers["who-coined-multi-track-diplomacy"]["diamond"]}

    assert set(passages) == {AH, WIKIPEDIA}
    assert passages[AH].voice[0] == "notter-diamond-1996"
    assert passages[AH].repeats is not None
    assert passages[WIKIPEDIA].voice == (None, None, "states")


@pytest.mark.parametrize("case", QUARRELS)
def test_each_answer_rests_on_the_paragraphs_that_give_it(base, case):
    without = {
        (answer, *place)
        for answer, places in case.answers.items()
        for place in places
        if not any(passage.is_on(*place) for passage in base.answers[case.disagreement][answer])
    }

    assert without == set()


@pytest.mark.parametrize("case", QUARRELS)
def test_statements_show_that_the_texts_differ(base, case):
    silent = [s for s in case.shown_at if case.disagreement not in base.statements[s].disagreements]

    assert silent == []
