"""What the rows of a casebook look like: which fields they have, and what may stand in each.

A check takes a value and yields what is wrong with it, as (path below the field, sentence). The
vocabularies are those of the models, apart from a few words that the models say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from actors.models import Actor
from initiatives.models import (
    Conflict,
    Handover,
    Initiative,
    InitiativeRelation,
    Involvement,
    Outcome,
    Participation,
)
from sources.edtf import EDTFError, parse
from sources.models import Work

Wrong = Iterator[tuple[str, str]]
Check = Callable[[Any], Wrong]
Shape = dict[str, Check]

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COUNTRY = re.compile(r"[A-Z]{2}")

TRACKS = {
    "1": "government",
    "1.5": "track-one-and-a-half",
    "2": "nongovernment-professional",
    "3": "business",
    "4": "private-citizen",
    "5": "research-training-education",
    "6": "activism",
    "7": "religion",
    "8": "funding",
    "9": "communications-media",
}
"""The slugs of the tracks by the numbers that the casebook has for them."""

REGIONS = {
    "Africa": Initiative.Region.AFRICA,
    "Central Asia and Caucasus": Initiative.Region.CENTRAL_ASIA,
    "East Asia": Initiative.Region.EAST_ASIA,
    "Europe": Initiative.Region.EUROPE,
    "Global": Initiative.Region.GLOBAL,
    "Latin America": Initiative.Region.LATIN_AMERICA,
    "Middle East": Initiative.Region.MIDDLE_EAST,
    "Oceania": Initiative.Region.OCEANIA,
    "South Asia": Initiative.Region.SOUTH_ASIA,
    "Southeast Asia": Initiative.Region.SOUTHEAST_ASIA,
}


def text(shortest: int = 1, longest: int = 1000) -> Check:
    def check(value: Any) -> Wrong:
        if not isinstance(value, str):
            yield "", f"{value!r} is no text."
        elif value != value.strip() or not value:
            yield "", "the text is empty or has blanks around it."
        elif not shortest <= len(value) <= longest:
            yield "", f"the text has {len(value)} letters, not {shortest} to {longest}."

    return check


def one_of(words: Any) -> Check:
    known = list(words)

    def check(value: Any) -> Wrong:
        if value not in known:
            yield "", f"{value!r} is not one of {', '.join(map(str, known))}."

    return check


def date(value: Any) -> Wrong:
    """A year, month or day, with ``~`` or ``?`` behind it if need be; no span."""
    try:
        if not isinstance(value, str) or set("/[%") & set(value):
            raise EDTFError(f"{value!r} is not a year, month or day.")
        parse(value)
    except EDTFError as error:
        yield "", str(error)


def slug(value: Any) -> Wrong:
    if not isinstance(value, str) or not SLUG.fullmatch(value) or len(value) > 100:
        yield "", f"{value!r} is no id: lower-case letters, digits and single hyphens."


def country(value: Any) -> Wrong:
    if not isinstance(value, str) or not COUNTRY.fullmatch(value):
        yield "", f"{value!r} is no country code of ISO 3166-1."


def flag(value: Any) -> Wrong:
    if not isinstance(value, bool):
        yield "", f"{value!r} is neither true nor false."


def year(value: Any) -> Wrong:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9999:
        yield "", f"{value!r} is no year."


def address(value: Any) -> Wrong:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s/]+\S*", value):
        yield "", f"{value!r} is no web address."


def identifiers(value: Any) -> Wrong:
    if not isinstance(value, dict) or set(value) - {"ucdp", "pax"}:
        yield "", "give an object that may hold ucdp and pax."
    elif not all(isinstance(name, str) and name for name in value.values()):
        yield "", "an identifier is empty."


def or_null(inner: Check) -> Check:
    def check(value: Any) -> Wrong:
        if value is not None:
            yield from inner(value)

    return check


def several(inner: Check | Shape, fewest: int = 0) -> Check:
    each = inner if callable(inner) else shaped(inner)

    def check(value: Any) -> Wrong:
        if not isinstance(value, list):
            yield "", "give a list."
            return
        if len(value) < fewest:
            yield "", f"the list has {len(value)} rows; it needs {fewest}."
        for place, item in enumerate(value):
            for path, what in each(item):
                yield f"[{place}]{path}", what

    return check


def shaped(shape: Shape) -> Check:
    def check(value: Any) -> Wrong:
        if not isinstance(value, dict):
            yield "", "give an object."
            return
        for name in sorted(shape.keys() - value.keys()):
            yield f".{name}", "the field is missing."
        for name in sorted(value.keys() - shape.keys()):
            yield f".{name}", "there is no such field."
        for name in shape.keys() & value.keys():
            for path, what in shape[name](value[name]):
                yield f".{name}{path}", what

    return check


INVOLVEMENT: Shape = {
    "track": one_of(TRACKS),
    "from": or_null(date),
    "to": or_null(date),
    "to_status": one_of(["ended", "open", "unknown"]),
    "function": one_of(Involvement.Function.values),
    "why": text(),
}
HANDOVER: Shape = {
    "from_track": one_of(TRACKS),
    "to_track": one_of(TRACKS),
    "date": or_null(date),
    "kind": one_of(Handover.Kind.values),
    "mechanism": one_of(Handover.Mechanism.values),
    "cause": text(),
}
PARTICIPATION: Shape = {
    "actor": slug,
    "track": one_of(TRACKS),
    "role": one_of(Participation.Role.values),
    "capacity": one_of(Participation.Capacity.values),
}
CASE: Shape = {
    "id": slug,
    "title": text(longest=160),
    "kind": one_of(Initiative.Kind.values),
    "start": date,
    "end": or_null(date),
    "end_status": one_of(["ended", "ongoing", "unknown"]),
    "region": one_of(REGIONS),
    "places": several({"name": text(longest=160), "country": or_null(country)}, fewest=1),
    "conflicts": several(slug),
    "summary": text(),
    "main_track": one_of(TRACKS),
    "involvements": several(INVOLVEMENT),
    "handovers": several(HANDOVER),
    "participations": several(PARTICIPATION, fewest=1),
    "outcomes": several(
        {"kind": one_of(Outcome.Kind.values), "date": or_null(date), "statement": text()},
        fewest=1,
    ),
    "relations": several({"case": slug, "kind": one_of(InitiativeRelation.Kind.values)}),
    "disputed": several({"about": text(longest=80), "statement": text()}),
    "works": several(slug, fewest=1),
    "sources_granularity": one_of(["case"]),
    "confidence": one_of(Initiative.Confidence.values),
    "in_source_texts": flag,
}
ACTOR: Shape = {
    "id": slug,
    "name": text(longest=200),
    "aliases": several(text(longest=200)),
    "kind": one_of(Actor.Kind.values),
    "country": or_null(country),
    "publicity": or_null(one_of(Actor.Publicity.values)),
    "members": several(slug),
    "member_of": several(slug),
}
CONFLICT: Shape = {
    "id": slug,
    "name": text(longest=200),
    "kind": one_of(Conflict.Kind.values),
    "countries": several(country),
    "start": or_null(date),
    "end": or_null(date),
    "parties": several(slug),
    "note": or_null(text()),
    "external_ids": identifiers,
}
WORK: Shape = {
    "id": slug,
    "title": text(longest=400),
    "author": or_null(text()),
    "year": or_null(year),
    "publisher": or_null(text()),
    "url": or_null(address),
    "host": or_null(text()),
    "reputable": flag,
    "identified": flag,
    "independence": one_of(Work.Independence.values),
    "note": or_null(text()),
}
SHAPES: dict[str, Shape] = {
    "cases": CASE,
    "actors": ACTOR,
    "conflicts": CONFLICT,
    "works": WORK,
}
