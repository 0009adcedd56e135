"""The whole way from a casebook to the files of its fixtures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from initiatives.casebook.actors import actor_documents, is_unreviewed
from initiatives.casebook.cases import Surroundings, initiative
from initiatives.casebook.conflicts import conflict_documents
from initiatives.casebook.decisions import FOLDER, Decisions, decided, read_decisions
from initiatives.casebook.disagreements import (
    additions,
    disputed_points,
    links_to_parts,
    shared_documents,
)
from initiatives.casebook.documents import Document, laid_out
from initiatives.casebook.faults import CasebookError, Fault
from initiatives.casebook.known import Known, check_merges, read_known
from initiatives.casebook.reading import Casebook, read
from initiatives.casebook.wording import set_as_printed
from initiatives.casebook.works import Library, library

HOME = "casebook"
"""The folder of the collection below the fixtures."""

TELLING = "A draft: its title names a person who is not reviewed yet."

PERSONS = ("a-d", "e-j", "k-r", "s-z")
"""The initials of sort names, in the files of persons."""


def convert(path: Path, fixtures: Path, decisions: Path = FOLDER) -> dict[str, str]:
    """The files of the casebook's fixtures, by their path below ``fixtures``.

    Raises CasebookError with every fault of the casebook, or of the decisions about it.
    """
    casebook = read(path)
    answers = read_decisions(decisions)
    casebook = decided(casebook, answers)
    set_as_printed(casebook)
    known = read_known(fixtures)
    check_merges(casebook, answers, known)
    return {name: laid_out(items) for name, items in _files(casebook, answers, known).items()}


def write(files: dict[str, str], fixtures: Path) -> list[str]:
    """Bring the folder of the collection to just these files; the paths of what changed."""
    changed = differences(files, fixtures)
    for name in changed:
        path = fixtures / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[name], encoding="utf-8")
        else:
            path.unlink()
    return changed


def differences(files: dict[str, str], fixtures: Path) -> list[str]:
    """The paths below ``fixtures`` of files that differ, are missing or are left over."""
    there = {
        path.relative_to(fixtures).as_posix(): path.read_text(encoding="utf-8")
        for path in (fixtures / HOME).rglob("*.json")
    }
    return sorted(name for name in {*there, *files} if there.get(name) != files.get(name))


def _files(casebook: Casebook, decisions: Decisions, known: Known) -> dict[str, list[Document]]:
    works = library(casebook, decisions)
    _check_contributors(casebook, decisions, known, works)
    own, linked = disputed_points(casebook, decisions)
    unreviewed = {id_ for id_, row in casebook.actors.items() if is_unreviewed(row)}
    telling = set(decisions.names["works_that_tell"])
    links = links_to_parts(decisions)
    around = Surroundings(known, linked, links, unreviewed | telling)
    files: dict[str, list[Document]] = {}
    uses = Counter(work for row in casebook.cases.values() for work in row["works"])
    draft = {"status": "draft", "basis_note": TELLING}
    kept_back: list[Document] = [works.works[work] | draft for work in sorted(telling)]
    for id_, row in casebook.cases.items():
        case = initiative(row, around)
        its_works = [
            works.works[work]
            for work in sorted(row["works"])
            if uses[work] == 1 and work not in telling
        ]
        files[f"initiatives/{id_}.json"] = [*its_works, *own[id_], case.document]
        if case.kept_back:
            kept_back.append(case.kept_back)
    shared = [works.works[work] for work in sorted(works.works) if uses[work] != 1]
    actors = actor_documents(casebook, decisions, known)
    files |= {
        "sources/contributors.json": _by_slug(
            c for slug, c in works.contributors.items() if not known.has("contributor", slug)
        ),
        "sources/works-of-several-cases.json": shared,
        "sources/disagreements.json": [
            *shared_documents(casebook, decisions),
            *additions(decisions, around.used),
        ],
        "initiatives/conflicts.json": _by_slug(conflict_documents(casebook, known)),
        **_files_of_actors(casebook, actors, kept_back),
    }
    return {f"{HOME}/{name}": items for name, items in sorted(files.items()) if items}


def _files_of_actors(
    casebook: Casebook, actors: list[Document], kept_back: list[Document]
) -> dict[str, list[Document]]:
    """Actors by kind; those who are not reviewed, with what names them, in a file of their own."""
    files: dict[str, list[Document]] = {}
    for document in _by_slug(actors):
        row = casebook.actors[document["slug"]]
        if is_unreviewed(row):
            name = "unreviewed"
        elif row["kind"] == "person":
            initial = document["slug"][0]
            name = f"persons-{next(p for p in PERSONS if p[0] <= initial <= p[-1])}"
        elif row["kind"] == "state":
            name = "states"
        else:
            name = "organisations"
        files.setdefault(f"actors/{name}.json", []).append(document)
    if kept_back:
        files.setdefault("actors/unreviewed.json", []).extend(_by_slug(kept_back))
    return files


def _check_contributors(
    casebook: Casebook, decisions: Decisions, known: Known, works: Library
) -> None:
    """Whether authors who are actors, or whom the source texts know, were all looked at."""
    faults = []
    authors = decisions.names["authors"]
    for slug in sorted(works.contributors):
        if slug in casebook.actors and slug not in authors.values():
            what = f"an actor has the same slug; is it the same? Say so under “authors”: {slug}."
            faults.append(Fault("decisions/names.json", "authors", what))
        if known.has("contributor", slug):
            what = (
                f"the source texts have the contributor {slug}; name it in decisions/authors.json."
            )
            faults.append(Fault("decisions/authors.json", slug, what))
    for actor, slug in authors.items():
        if slug not in works.named and not known.has("contributor", slug):
            what = f"refers to something that is not there: no work names {slug}."
            faults.append(Fault("decisions/names.json", actor, what))
    if faults:
        raise CasebookError(faults)


def _by_slug(documents: Iterable[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: document["slug"])
