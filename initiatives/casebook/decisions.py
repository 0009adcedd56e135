"""What people worked out by hand about a casebook, and whether it still fits the file.

The files in the folder ``decisions`` beside this module are keyed by ids of the casebook:

* ``wording``: sentences and names written anew, with the reason; the old words must stand there;
* ``questions``: the question that a reader would ask about each disputed point;
* ``disagreements``: whole documents, for questions that several cases or both collections share;
* ``merges``: what the source texts know as well, and so is one entry;
* ``names``: sort names, aliases that need a word, authors who are actors, and works whose titles
  tell of persons who are not reviewed;
* ``authors``: names on works that do not divide into given and family name by rule;
* ``works``: what a citation is beyond what its publisher tells;
* ``publishers``: newspapers, journals and other containers.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from initiatives.casebook.faults import CasebookError, Fault
from initiatives.casebook.reading import Casebook

FOLDER = Path(__file__).parent / "decisions"

Row = dict[str, Any]


@dataclass
class Decisions:
    wording: list[Row]
    questions: dict[str, dict[str, Any]]
    disagreements: list[Row]
    merges: dict[str, dict[str, str]]
    names: dict[str, Any]
    authors: dict[str, Any]
    works: dict[str, Row]
    publishers: dict[str, Any]


def read_decisions(folder: Path = FOLDER) -> Decisions:
    """The decisions in this folder; raises CasebookError if a file is missing or no JSON."""
    content: dict[str, Any] = {}
    faults = []
    for name in Decisions.__dataclass_fields__:
        path = folder / f"{name}.json"
        try:
            content[name] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            faults.append(Fault(f"decisions/{path.name}", "", f"not readable as JSON: {error}."))
    if faults:
        raise CasebookError(faults)
    return Decisions(**content)


def decided(casebook: Casebook, decisions: Decisions) -> Casebook:
    """The casebook in the words decided on; raises CasebookError for what does not fit it."""
    faults = [*_unknown(casebook, decisions), *_questions(casebook, decisions)]
    found = copy.deepcopy(casebook)
    for decision in decisions.wording:
        faults += _reword(found, decision)
    for actor, aliases in decisions.names["aliases_dropped"].items():
        for alias in aliases:
            if actor in found.actors and alias in found.actors[actor]["aliases"]:
                found.actors[actor]["aliases"].remove(alias)
            else:
                faults.append(_stale("names", actor, f"there is no alias “{alias}”."))
    for actor, aliases in decisions.names["aliases_added"].items():
        if actor in found.actors:
            found.actors[actor]["aliases"] += aliases
    if faults:
        raise CasebookError(faults)
    return found


def _stale(file: str, what: str, why: str) -> Fault:
    return Fault(f"decisions/{file}.json", what, f"refers to something that is not there: {why}")


def _reword(casebook: Casebook, decision: Row) -> Iterator[Fault]:
    """Put the new words in place of the old ones, which must stand there just once."""
    kind, _, id_ = decision["row"].partition(":")
    row = getattr(casebook, f"{kind}s").get(id_)
    where = f"{decision['row']}, {decision['field']}"
    if row is None:
        yield _stale("wording", where, f"there is no {kind} “{id_}”.")
        return
    was, now = decision["was"], decision["now"]
    places = [
        (holder, key)
        for holder, key in _texts_at(row, decision["field"].split("."))
        if was in holder[key]
    ]
    times = sum(holder[key].count(was) for holder, key in places)
    if times != 1:
        yield _stale("wording", where, f"“{was}” stands there {times} times, not once.")
        return
    holder, key = places[0]
    holder[key] = holder[key].replace(was, now)


def _texts_at(row: Any, path: list[str]) -> Iterator[tuple[Any, Any]]:
    """Each text that a path such as ``outcomes.statement`` leads to, as its holder and key."""
    name, *below = path
    value = row[name]
    if isinstance(value, str):
        yield row, name
    elif isinstance(value, list) and below:
        for item in value:
            yield from _texts_at(item, below)
    elif isinstance(value, list):
        yield from ((value, place) for place in range(len(value)))


def _questions(casebook: Casebook, decisions: Decisions) -> Iterator[Fault]:
    """Every disputed point has its question, and every question its disputed point."""
    shared = {document["slug"] for document in decisions.disagreements}
    for id_, case in casebook.cases.items():
        known = decisions.questions.get(id_, {})
        points = {row["about"] for row in case["disputed"]}
        for about in sorted(points - known.keys()):
            what = f"“{about}” has no question yet in decisions/questions.json."
            yield Fault(f"case {id_}", "disputed", what)
        for about in sorted(known.keys() - points):
            yield _stale("questions", id_, f"no disputed point is about “{about}”.")
        for about, answer in known.items():
            if isinstance(answer, dict) and answer["disagreement"] not in shared:
                why = f"there is no disagreement “{answer['disagreement']}”."
                yield _stale("questions", f"{id_}, {about}", why)


def _unknown(casebook: Casebook, decisions: Decisions) -> Iterator[Fault]:
    """Decisions about rows, names and publishers that the casebook does not have."""
    authors = {work["author"] for work in casebook.works.values() if work["author"]}
    publishers = {work["publisher"] for work in casebook.works.values()}
    persons = {row["name"] for row in casebook.actors.values() if row["kind"] == "person"}
    names = decisions.names
    groups: list[tuple[str, Any, Any, str]] = [
        ("questions", decisions.questions, casebook.cases, "case"),
        ("works", decisions.works, casebook.works, "work"),
        ("publishers", decisions.publishers, publishers, "publisher"),
        ("merges", decisions.merges["cases"], casebook.cases, "case"),
        ("merges", decisions.merges["actors"], casebook.actors, "actor"),
        ("merges", decisions.merges["conflicts"], casebook.conflicts, "conflict"),
        ("names", names["sort_names"], persons, "person"),
        ("names", names["aliases_dropped"], casebook.actors, "actor"),
        ("names", names["aliases_added"], casebook.actors, "actor"),
        ("names", names["alias_users"], casebook.actors, "actor"),
        ("names", names["authors"], casebook.actors, "actor"),
        ("names", names["works_that_tell"], casebook.works, "work"),
    ]
    for file, keys, known, what in groups:
        for missing in sorted(set(keys) - set(known)):
            yield _stale(file, missing, f"there is no {what} of this name.")
    for name in sorted(decisions.authors):
        if not any(name in author for author in authors):
            yield _stale("authors", name, "there is no author of this name.")
