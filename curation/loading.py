"""Bring the fixtures into the database, changing only what differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db import transaction

from curation import duplicates
from curation.basis import count_again, forget
from curation.documents import find_entry
from curation.drafts import open_drafts
from curation.entries import entry_models
from curation.files import LoadError, read_files
from curation.former import follow_former_addresses
from curation.models import Edition, Entry, LoadedDocument, Part, Revision
from curation.naming import Sought, text_of
from curation.planner import tell_the_planner
from curation.release import release
from curation.revisions import Who, carrying
from curation.rows import (
    Natural,
    Problem,
    Row,
    digests,
    entry_path,
    number_positions,
    stored_rows,
)
from curation.selection import AFTER_THE_FILES, links_of, rows_to_load
from curation.withheld import Withheld, read_withheld, text_fields
from curation.writing import Keys, Writing

MANY_ROWS = 1000
"""From so many changed rows on, the counts of the database's planner no longer hold."""


@dataclass
class Report:
    """What a load did, in numbers of rows; ``left`` names entries edited since in the admin."""

    entries: int = 0
    created: int = 0
    updated: int = 0
    deleted: int = 0
    left: list[str] = field(default_factory=list)
    telling: list[str] = field(default_factory=list)
    """Entries left alone because the files name somebody in them who is withheld."""

    @property
    def changed(self) -> int:
        return self.created + self.updated + self.deleted


def load(
    folder: Path,
    *,
    collection: str | None = None,
    overwrite: bool = False,
    say: Callable[[str], None] = lambda line: None,
) -> Report:
    """Load every ``*.json`` below ``folder``; raises LoadError and changes nothing on a problem.

    The files directly under the rooms' folders are the source texts; those in a folder with a
    collection's name (``casebook``) are that collection. ``collection`` loads one alone, with what
    it stands on. Rows that are gone from the files of a loaded collection are removed. Entries that
    were edited since they were loaded are left alone unless ``overwrite``.
    """
    say("Reading the fixtures")
    files = read_files(folder)
    with transaction.atomic():
        # Nobody is withheld between our look at who is, and our writing.
        Edition.objects.select_for_update().filter(pk=1).first()
        follow_former_addresses(files)
        say("Comparing with the database")
        stored = stored_rows()
        loaded: dict[Natural, LoadedDocument] = {
            (d.kind, d.slug): d for d in LoadedDocument.objects.all()
        }
        whose: dict[Natural, str] = {
            entry: document.collection for entry, document in loaded.items()
        }
        wanted = rows_to_load(files, stored, whose, collection)
        if not wanted:
            reason = f"there are no fixtures of the collection “{collection}” here."
            raise LoadError([Problem(str(folder), "", reason)])
        withheld = read_withheld()
        _keep_what_links(withheld.naturals, wanted, stored)
        plan = _Plan(wanted, stored, loaded, files.collections, collection, overwrite, withheld)
        plan.check_links()
        if plan.is_empty:
            return plan.report
        say(f"Writing {plan.report.changed} rows")
        with release() as change:
            if not plan.report.changed:
                change.unchanged()
            with carrying(plan.changed_entries(), Who(reason="Loaded from the files")):
                plan.carry_out()
            count_again(plan.changed_naturals())
            forget(plan.gone)
            duplicates.refresh({*plan.changed_naturals(), *plan.gone})
        if plan.report.changed > MANY_ROWS:
            tell_the_planner()
    return plan.report


def _keep_what_links(
    withheld: set[Natural], wanted: dict[Natural, Row], stored: dict[Natural, Row]
) -> None:
    """No file has the parts that link somebody withheld; where they are stored they stay."""
    entries = {row.entry for row in wanted.values()}
    kept = {
        natural: replace(row, values=row.values | {"position": AFTER_THE_FILES})
        for natural, row in stored.items()
        if natural not in wanted and row.entry in entries and _is_hidden(row, withheld)
    }
    wanted.update(kept)
    if kept:
        number_positions(wanted.values(), as_read=False)


def _naming_somebody(
    wanted: dict[Natural, Row], stored: dict[Natural, Row], withheld: set[Natural], sought: Sought
) -> set[Natural]:
    """The entries into which the files would bring a name that is withheld."""
    found = set()
    for natural, row in wanted.items():
        now = stored.get(natural)
        if (now and now.values == row.values) or row.entry in found or _is_hidden(row, withheld):
            continue
        texts = [text_of(row.values.get(field.name)) for field in text_fields(row.model)]
        texts += [natural[-1], " ".join(texts)]
        texts += [ref for _, model, ref in links_of(row) if not _leads(model, ref, withheld)]
        if any(map(sought.is_in, texts)):
            found.add(row.entry)
    return found


def _is_hidden(row: Row, withheld: set[Natural]) -> bool:
    """Whether a part links somebody who is withheld."""
    return issubclass(row.model, Part) and any(
        _leads(model, ref, withheld)
        for name, model, ref in links_of(row)
        if not isinstance(row.values[name], list)
    )


def _leads(model: Any, ref: str, withheld: set[Natural]) -> bool:
    return (entry_path(model)[0], ref.partition("#")[0]) in withheld


class _Plan:
    """Which rows to create, update and delete, and how to do it."""

    def __init__(
        self,
        from_files: dict[Natural, Row],
        stored: dict[Natural, Row],
        loaded: dict[Natural, LoadedDocument],
        collections: dict[Natural, str],
        only: str | None,
        overwrite: bool,
        withheld: Withheld,
    ) -> None:
        self.from_files = from_files
        self.stored = stored
        self.collections = collections
        self.loaded = loaded
        self.wanted_digests = digests(from_files.values())
        self.stored_digests = digests(stored.values())
        loading = {only} if only else set(collections.values())
        self.gone = {
            entry
            for entry, document in self.loaded.items()
            if entry not in collections and document.collection in loading
        }
        self.left: set[Natural] = set()
        entries = {row.entry for row in from_files.values()}
        if not overwrite:
            drafts = {step.natural for step in open_drafts().defer("document")}
            self.left = {
                entry for entry in entries | self.gone if entry in drafts or self._edited(entry)
            }
        self.telling: set[Natural] = set()
        hidden = withheld.naturals
        self.left |= (entries | self.gone) & hidden
        if sought := withheld.sought:
            self.telling = _naming_somebody(from_files, stored, hidden, sought) - hidden
            self.left |= self.telling
        self.gone -= self.left
        self.wanted = {n: row for n, row in from_files.items() if row.entry not in self.left}
        self.taken = {row.entry for row in self.wanted.values()}
        self.deletes = {
            n: row
            for n, row in stored.items()
            if (row.entry in self.taken and n not in self.wanted) or row.entry in self.gone
        }
        standing = {n: row for n, row in stored.items() if n not in self.deletes}
        pks: Keys = {(row.model, row.ref): row.pk for row in standing.values()}
        self.writing = Writing(self.wanted, stored, self.deletes, pks)
        self.report = Report(
            entries=len(entries),
            created=len(self.writing.creates),
            updated=len(self.writing.updates),
            deleted=len(self.deletes),
            left=sorted(":".join(entry) for entry in self.left - hidden - self.telling),
            telling=sorted(map(":".join, self.telling)),
        )

    @property
    def is_empty(self) -> bool:
        digests_are_kept = all(
            entry in self.loaded and self.loaded[entry].digest == self.wanted_digests[entry]
            for entry in self.taken
        )
        return not self.report.changed and not self.gone and digests_are_kept

    def changed_naturals(self) -> set[Natural]:
        rows = [*self.writing.creates, *self.writing.updates, *self.deletes.values()]
        return {row.entry for row in rows if row.natural[0] in entry_models()} - self.gone

    def changed_entries(self) -> list[Entry]:
        """The stored entries whose rows this changes, and whose history has begun."""
        changed = self.changed_naturals()
        with_history = set(Revision.objects.values_list("kind", "slug").distinct())
        found = (find_entry(entry) for entry in sorted(changed & with_history))
        return [entry for entry in found if entry]

    def _edited(self, entry: Natural) -> bool:
        """Whether somebody changed the entry, or made it, since the files were last loaded."""
        now = self.stored_digests.get(entry)
        if now is None or now == self.wanted_digests.get(entry):
            return False
        return entry not in self.loaded or self.loaded[entry].digest != now

    def check_links(self) -> None:
        """Whether every link, also of rows that are left as they are, will lead to a row."""
        standing = {n: row for n, row in self.stored.items() if n not in self.deletes}
        standing |= self.wanted
        known = {(row.model, row.ref) for row in standing.values()}
        edited = {
            (row.model, row.ref): row.entry
            for row in self.from_files.values()
            if row.entry in self.left
        }
        problems = []
        for row in standing.values():
            for name, model, ref in links_of(row):
                if (model, ref) in known:
                    continue
                reason = f"{name}: there is no {model._meta.verbose_name} “{ref}”"
                if entry := edited.get((model, ref)):
                    left = ":".join(entry)
                    reason += f"; {left} was edited since in the admin and is left alone"
                problems.append(Problem(row.file or "(in the database)", row.name, f"{reason}."))
        if problems:
            raise LoadError(problems)

    def carry_out(self) -> None:
        self.writing.carry_out()
        self._remember()

    def _remember(self) -> None:
        LoadedDocument.objects.filter(
            pk__in=[self.loaded[entry].pk for entry in self.gone if entry in self.loaded]
        ).delete()
        documents = [
            LoadedDocument(
                kind=kind,
                slug=slug,
                digest=self.wanted_digests[kind, slug],
                collection=self.collections[kind, slug],
            )
            for kind, slug in sorted(self.taken)
        ]
        LoadedDocument.objects.bulk_create(
            documents,
            batch_size=400,
            update_conflicts=True,
            unique_fields=["kind", "slug"],
            update_fields=["digest", "collection"],
        )
