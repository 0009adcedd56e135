"""What can only be seen between fields and rows: unknown ids, dates out of order, duplicates."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from initiatives.casebook.faults import Fault
from initiatives.casebook.names import normalised
from sources.edtf import parse

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Ids = dict[str, set[str]]
Wrong = Iterator[tuple[str, str]]


def whole_faults(rows: Rows, ids: Ids) -> list[Fault]:
    """The faults of rows that are sound in themselves. ``ids`` are those of all rows."""
    faults = []
    checks: dict[str, Callable[[Row, Ids], Wrong]] = {
        "cases": _case,
        "actors": _actor,
        "conflicts": _conflict,
        "works": _work,
    }
    for kind, check in checks.items():
        for row in rows[kind]:
            name = f"{kind[:-1]} {row['id']}"
            faults += [Fault(name, field, what) for field, what in check(row, ids)]
    return [*faults, *_shared(rows)]


def _case(case: Row, ids: Ids) -> Wrong:
    if (case["end_status"] == "ended") != (case["end"] is not None):
        yield "end", "a date belongs here when the case has ended, and only then."
    yield from _in_order("end", case["start"], case["end"])
    yield from _unknown("conflicts", case["conflicts"], ids["conflicts"], "conflict")
    yield from _unknown("works", case["works"], ids["works"], "work")
    yield from _twice("conflicts", case["conflicts"])
    yield from _twice("works", case["works"])
    yield from _twice("disputed", [row["about"] for row in case["disputed"]])
    yield from _twice("relations", [(row["case"], row["kind"]) for row in case["relations"]])
    yield from _twice("places", [(row["name"], row["country"]) for row in case["places"]])
    yield from _involvements(case)
    yield from _handovers(case)
    yield from _participations(case, ids)
    for place, row in enumerate(case["relations"]):
        if row["case"] == case["id"]:
            yield f"relations[{place}].case", "a case cannot relate to itself."
        elif row["case"] not in ids["cases"]:
            yield f"relations[{place}].case", f"there is no case “{row['case']}”."


def _involvements(case: Row) -> Wrong:
    for place, row in enumerate(case["involvements"]):
        field = f"involvements[{place}]"
        if (row["to_status"] == "ended") != (row["to"] is not None):
            yield f"{field}.to", "a date belongs here when the status is “ended”, and only then."
        if row["to_status"] == "open" and row["from"] is None:
            yield f"{field}.from", "what is still open needs the date of its start."
        if row["to_status"] == "open" and case["end_status"] == "ended":
            yield f"{field}.to_status", "it cannot be open when the case has ended."
        yield from _in_order(f"{field}.to", row["from"], row["to"])
    rows = case["involvements"]
    yield from _twice(
        "involvements", [(r["track"], r["function"], r["from"], r["to"], r["why"]) for r in rows]
    )


def _handovers(case: Row) -> Wrong:
    involved = {row["track"] for row in case["involvements"]}
    for place, row in enumerate(case["handovers"]):
        if row["from_track"] == row["to_track"]:
            yield f"handovers[{place}].to_track", "a handover goes from one track to another."
        for end in ("from_track", "to_track"):
            if row[end] not in involved:
                yield f"handovers[{place}].{end}", f"track {row[end]} has no involvement."
    rows = case["handovers"]
    yield from _twice("handovers", [(r["from_track"], r["to_track"], r["date"]) for r in rows])


def _participations(case: Row, ids: Ids) -> Wrong:
    roles: dict[str, set[str]] = {}
    for place, row in enumerate(case["participations"]):
        roles.setdefault(row["actor"], set()).add(row["role"])
        if row["actor"] not in ids["actors"]:
            yield f"participations[{place}].actor", f"there is no actor “{row['actor']}”."
    for actor, had in roles.items():
        if "addressee" in had and len(had) > 1:
            yield "participations", f"“{actor}” is an addressee and has another role."
    rows = case["participations"]
    yield from _twice("participations", [(r["actor"], r["track"], r["role"]) for r in rows])


def _actor(actor: Row, ids: Ids) -> Wrong:
    if (actor["kind"] == "person") != (actor["publicity"] is not None):
        yield "publicity", "persons have one, and all others have none."
    if actor["kind"] == "person" and actor["members"]:
        yield "members", "a person has no members."
    names = [normalised(name) for name in (actor["name"], *actor["aliases"])]
    yield from _twice("aliases", names)
    for field in ("members", "member_of"):
        yield from _unknown(field, actor[field], ids["actors"], "actor")
        yield from _twice(field, actor[field])
        if actor["id"] in actor[field]:
            yield field, "an actor cannot be a member of itself."


def _conflict(conflict: Row, ids: Ids) -> Wrong:
    yield from _in_order("end", conflict["start"], conflict["end"])
    yield from _unknown("parties", conflict["parties"], ids["actors"], "actor")
    yield from _twice("parties", conflict["parties"])
    yield from _twice("countries", conflict["countries"])


def _work(work: Row, ids: Ids) -> Wrong:
    if work["url"] is None and work["host"] is not None:
        yield "host", "there is no address that it could belong to."


def _shared(rows: Rows) -> Iterator[Fault]:
    """What two rows have alike that only one may have, and memberships told from one side only."""
    members = {(row["id"], member) for row in rows["actors"] for member in row["members"]}
    belong = {(body, row["id"]) for row in rows["actors"] for body in row["member_of"]}
    sound = {row["id"] for row in rows["actors"]}
    for body, member in sorted(members ^ belong):
        if {body, member} <= sound:
            side, other = (body, member) if (body, member) in belong else (member, body)
            field = "members" if side == body else "member_of"
            yield Fault(f"actor {side}", field, f"“{other}” says that it belongs here.")
    owners: dict[Hashable, str] = {}
    for kind, field, values in (
        ("actors", "name", lambda row: {normalised(n) for n in (row["name"], *row["aliases"])}),
        ("conflicts", "name", lambda row: {normalised(row["name"])}),
        ("cases", "title", lambda row: {normalised(row["title"])}),
        ("works", "url", lambda row: {row["url"]} - {None}),
    ):
        for row in rows[kind]:
            for value in sorted(values(row)):
                owner = owners.setdefault((kind, value), row["id"])
                if owner != row["id"]:
                    yield Fault(f"{kind[:-1]} {row['id']}", field, f"{owner} has “{value}” too.")


def _in_order(field: str, start: str | None, end: str | None) -> Wrong:
    if start and end:
        first, last = parse(start).earliest, parse(end).latest
        if first and last and last < first:
            yield field, f"{end} is before the start, {start}."


def _unknown(field: str, links: list[str], known: set[str], what: str) -> Wrong:
    for place, link in enumerate(links):
        if link not in known:
            yield f"{field}[{place}]", f"there is no {what} “{link}”."


def _twice(field: str, values: Iterable[Hashable]) -> Wrong:
    seen: set[Hashable] = set()
    for place, value in enumerate(values):
        if value in seen:
            yield f"{field}[{place}]", f"this stands there already: {value}."
        seen.add(value)
