"""The rows of a file beside those that are stored: what an import would do, entry by entry."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from curation.documents import Document, find_entries, for_a_moment, linked, write_linked
from curation.drafts import open_drafts_of
from curation.entries import entry_models, naturals_where
from curation.many_steps import record_drafts, take_many
from curation.models import Entry, FormerSlug, Revision
from curation.revisions import Who
from curation.rows import (
    Addition,
    Natural,
    Problem,
    Row,
    digests,
    documents_of,
    number_positions,
    stored_rows,
)
from curation.selection import AFTER_THE_FILES, links_of
from curation.sheets.keyed import add_placed
from curation.sheets.uploads import Problems, Upload
from curation.unexported import names_one, put_back, unexported
from curation.withheld import may_see

EMPTY: tuple[Any, ...] = ("", None, [], {})


@dataclass
class Line:
    """What the import does to one entry; ``new``, ``changed``, ``removed``, ``same`` count rows."""

    natural: Natural
    place: str
    status: str = ""
    """As it is stored; empty for a new entry."""
    draft: Revision | None = None
    """What somebody works on, and the import would change."""
    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    before: Document = field(default_factory=dict)
    after: Document = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return not self.status

    @property
    def is_public(self) -> bool:
        return self.status == Entry.Status.PUBLISHED

    @property
    def is_same(self) -> bool:
        return not (self.new or self.changed or self.removed)


class Plan:
    """What is to become of each entry that a file names.

    Raises UploadError with every problem. ``fingerprint`` stands for the state of these entries:
    while it is the same, nobody has changed one of them.
    """

    def __init__(self, upload: Upload, given: list[Row | Addition], author: Any) -> None:
        self.upload, self.problems = upload, Problems()
        self.may_see_withheld = author is None or may_see(author)
        naturals = list(dict.fromkeys(item.natural[:2] for item in given))
        for kind in sorted({kind for kind, _ in naturals} - entry_models().keys()):
            reason = f"a {kind} is entered in the admin, not by a file."
            self.problems.add(upload.name, reason)
        self.problems.stop()
        # Versions are read first, so that whoever saves while the rows are read is noticed.
        self.entries = find_entries(naturals)
        self.stored = stored_rows(self.entries)
        self.fingerprint = _fingerprint(naturals, self.entries, self.stored)
        self._refuse_former(naturals)
        hidden = list(self._hidden(given))  # as the file says it, before anything is put back
        self.wanted = self._together(given)
        self.pks, unknown = linked(self.wanted, self.stored)
        for problem in (*unknown, *hidden):
            add_placed(upload, problem, self.problems)
        self.problems.stop()
        self.lines = self._lines(naturals)
        self._refuse_drafts()
        self._refuse_links_into_drafts()
        self.problems.stop()

    # What a file says, together with what is stored

    def _together(self, given: list[Row | Addition]) -> dict[Natural, Row]:
        rows = {item.natural: item for item in given if isinstance(item, Row)}
        whole = {natural for natural in rows if len(natural) == 2}
        wanted = {
            natural: Row(row.model, natural, dict(row.values), pk=row.pk)
            for natural, row in self.stored.items()
            if row.entry not in whole
        }
        for natural, row in rows.items():
            if row.entry in whole:
                wanted[natural] = row
            elif row.entry not in self.entries:
                self._add(row, "there is no such entry to add to.")
            elif natural not in wanted:
                row.values["position"] += AFTER_THE_FILES
                wanted[natural] = row
            elif row.values | {"position": 0} != wanted[natural].values | {"position": 0}:
                reason = "there is one of this key already, and it says something else"
                self._add(row, f"{reason}; give another key, or bring in the whole entry.")
        for item in given:
            if isinstance(item, Addition):
                self._extend(item, wanted.get(item.natural))
        out = unexported()
        said = whole - out
        put_back(wanted, {n: row for n, row in self.stored.items() if row.entry in said}, out)
        self._refuse_twins(wanted)
        for natural, row in wanted.items():
            if len(natural) == 2:
                entry = self.entries.get(natural)
                row.values["status"] = entry.status if entry else Entry.Status.DRAFT
        number_positions(wanted.values(), as_read=False)
        return wanted

    def _extend(self, addition: Addition, row: Row | None) -> None:
        if row is None:
            self._add(addition, "there is nothing of this name to add to.")
            return
        row.file = addition.file
        for name, value in addition.values.items():
            if isinstance(value, list) and not isinstance(row.values[name], dict):
                row.values[name] = sorted({*row.values[name], *value})
            elif name == "status" or row.values[name] == value:
                continue
            elif row.values[name] in EMPTY:
                row.values[name] = value
            else:
                self._add(addition, f"{name}: it is filled already; this can only add to it.")

    # What cannot be

    def _add(self, item: Row | Addition, reason: str) -> None:
        add_placed(self.upload, Problem(item.file, item.name, reason), self.problems)

    def _refuse_former(self, naturals: list[Natural]) -> None:
        """An entry that got another address is not made anew under the old one."""
        new = {natural for natural in naturals if natural not in self.entries}
        for kind in sorted({kind for kind, _ in new}):
            for it in FormerSlug.objects.filter(kind=kind):
                if (kind, it.old) in new:
                    name = f"{kind}:{it.old}"
                    self.problems.add(self.upload.place(name), f"it is “{it.slug}” now.", name)

    def _refuse_twins(self, wanted: dict[Natural, Row]) -> None:
        """A key is an anchor on the page of its entry, which has each only once."""
        keyed: dict[Natural, Row] = {}
        for natural, row in wanted.items():
            if len(natural) > 2:
                twin = keyed.setdefault((*row.entry, natural[-1]), row)
                if twin is not row:
                    new = row if row.file else twin
                    self._add(new, "the key is in this entry already; an entry has each only once.")

    def _hidden(self, given: list[Row | Addition]) -> Iterable[Problem]:
        """What somebody may not know to be there is not there; nobody brings it in by a file."""
        if self.may_see_withheld:
            for item in given:
                if item.natural in self.entries and self.entries[item.natural].is_withheld:
                    yield Problem(item.file, item.name, "it is withheld: edit it in the admin.")
            return
        hidden = naturals_where(lambda model: model.withheld_q())
        if not hidden:
            return
        for item in given:
            if item.natural in hidden:
                yield Problem(item.file, item.name, "this slug cannot be used.")
            stored = self.stored.get(item.natural)
            if stored and item.natural[:2] not in hidden and names_one(stored, hidden):
                yield Problem(item.file, item.name, "this key cannot be used; give another.")
            for name, model, ref in links_of(item):
                if (getattr(model, "KIND", ""), ref) in hidden:
                    reason = f"{name}: there is no {model._meta.verbose_name} “{ref}”."
                    yield Problem(item.file, item.name, reason)

    def _refuse_drafts(self) -> None:
        """What somebody drafts beside a public entry is not overwritten."""
        for line in self.changed:
            if line.is_public and line.draft:
                name = ":".join(line.natural)
                author = line.draft.author or "somebody"
                reason = f"there is a draft of {author} beside it: publish or discard that first."
                self.problems.add(line.place, reason, name)

    def _refuse_links_into_drafts(self) -> None:
        """What becomes a part of a draft beside a public entry is no row that others can link."""
        beside = {line.natural for line in self.changed if line.is_public}
        lost = {
            (row.model, row.ref): row
            for natural, row in self.wanted.items()
            if row.entry in beside and natural not in self.stored
        }
        for row in self.wanted.values() if lost else ():
            for name, model, ref in links_of(row):
                target = lost.get((model, ref))
                if target and target.entry != row.entry:
                    entry = ":".join(target.entry)
                    reason = (
                        f"{name}: “{ref}” is new, and {entry} is public: bring that in alone, and "
                        "publish it first."
                    )
                    add_placed(self.upload, Problem(row.file, row.name, reason), self.problems)

    # What becomes of each entry

    def _lines(self, naturals: list[Natural]) -> list[Line]:
        drafts = open_drafts_of(self.entries)
        lines = {
            natural: Line(
                natural,
                self.upload.place(":".join(natural)),
                self.entries[natural].status if natural in self.entries else "",
                drafts.get(natural),
            )
            for natural in naturals
        }
        for natural, row in self.wanted.items():
            line, stored = lines[row.entry], self.stored.get(natural)
            if stored is None:
                line.new += 1
            elif stored.values == row.values:
                line.same += 1
            else:
                line.changed += 1
        for natural in self.stored.keys() - self.wanted.keys():
            lines[natural[:2]].removed += 1
        changing = {natural for natural, line in lines.items() if not line.is_same}
        after = documents_of(row for row in self.wanted.values() if row.entry in changing)
        before = documents_of(row for row in self.stored.values() if row.entry in changing)
        for natural in changing:
            kind, slug = natural
            lines[natural].after = after[natural]
            lines[natural].before = before.get(natural, {"entry": kind, "slug": slug})
        return list(lines.values())

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if not line.is_same]

    def carry_out(self, who: Who) -> None:
        """Write what is not public, draft beside what is, and record every step."""
        there = {it.natural: self.entries[it.natural] for it in self.changed if not it.is_new}
        take_many(there.values())
        write_linked(*self._rows(is_public=False), self.pks)
        beside, stored = self._rows(is_public=True)
        if beside:
            with for_a_moment():  # only to see whether it can be
                write_linked(beside, stored, self.pks, new_pks=False)
        record_drafts(
            {line.natural: line.after for line in self.changed},
            {line.natural: line.before for line in self.changed},
            there,
            who,
        )

    def _rows(self, *, is_public: bool) -> tuple[dict[Natural, Row], dict[Natural, Row]]:
        """The wanted and the stored rows of the entries that change."""
        entries = {line.natural for line in self.changed if line.is_public == is_public}
        return (
            {n: row for n, row in self.wanted.items() if row.entry in entries},
            {n: row for n, row in self.stored.items() if row.entry in entries},
        )


def _fingerprint(
    naturals: list[Natural], entries: dict[Natural, Any], stored: dict[Natural, Row]
) -> str:
    known = digests(stored.values())
    states = [
        (*natural, entries[natural].version if natural in entries else 0, known.get(natural, ""))
        for natural in sorted(naturals)
    ]
    return hashlib.sha256(repr(states).encode()).hexdigest()
