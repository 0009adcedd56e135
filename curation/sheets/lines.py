"""The lines of a sheet, put together into documents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import compress
from typing import Any

from curation.entries import named_models
from curation.rows import part_lists
from curation.sheets.cells import readers
from curation.sheets.uploads import MAX_CELL, MAX_LINES, Problems, meant, quoted, twice, wrong

FIXED = ("entry", "slug", "list", "key")
"""The columns that say whose line it is."""
DELIMITERS = ",;\t"
LONGEST_HEADER = 20_000
MOST_COLUMNS = 200
TOO_LONG = f"a cell has more than {MAX_CELL:,} characters."

Record = tuple[str, list[str]]
Whose = tuple[str, str, str]
"""Kind and slug of an entry, and the path of a part on which others may hang: “tracks/one”."""


def read_csv(
    text: str, name: str, problems: Problems
) -> tuple[Iterable[dict[str, Any]], dict[int, str]]:
    """The documents of a sheet, and the place of each and of its parts, by ``id()``.

    Raises UploadError if it is no sheet, or its columns are not those of any kind.
    """
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        reason = f"there are more than {MAX_LINES:,} lines in this file. Divide it into several."
        raise wrong(name, reason)
    records = _records(text, problems)
    place, names = next(records, (name, []))
    sheet = _Sheet(_header(place, names), problems)
    for record in records:
        sheet.take(*record)
    if not sheet.entries and not sheet.parts and not problems.count:
        raise wrong(name, "there is a line of column names, and nothing below it.")
    sheet.hang_parts()
    return sheet.entries.values(), sheet.places


def _records(text: str, problems: Problems) -> Iterator[Record]:
    """The cells of each record, with its place; lines without any cell are passed over.

    Raises UploadError with all problems so far where the text is no CSV.
    """
    start = text.lstrip("\r\n")
    above = text[: len(text) - len(start)].count("\n")
    first = re.split(r"[\r\n]", start[: LONGEST_HEADER + 1])[0]
    if len(first) > LONGEST_HEADER:
        reason = "this line is too long for names of columns; is this a CSV file?"
        raise wrong(f"line {1 + above}", reason)
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter, strict=True)
    line, row = 1 + above, 1 + above
    try:
        for cells in reader:
            if any(cells):
                yield _place(line, row), cells
            line, row = reader.line_num + 1 + above, row + 1
    except csv.Error as error:
        problems.add(_place(line, row), _said(str(error)))
        problems.stop()


def _place(line: int, row: int) -> str:
    """Where a record begins; a spreadsheet counts it otherwise when cells above have lines."""
    return f"line {line}" if line == row else f"line {line} (row {row} of the sheet)"


def _said(error: str) -> str:
    if "field larger" in error:
        return (
            f'a cell has more than {MAX_CELL:,} characters, or a quotation mark (") that opens '
            "one is never closed."
        )
    if "unexpected end" in error:
        return 'a quotation mark (") opens a cell here, and is never closed.'
    if "expected after" in error:
        return (
            'after the quotation mark (") that closes a cell there is more text; within a cell, '
            "write each quotation mark twice."
        )
    return f"this line is not readable as CSV: {error}."


def _header(place: str, cells: list[str]) -> list[str]:
    """The names of the columns; those without a name at the end are left out.

    Raises UploadError with every name that is none.
    """
    names = [cell.strip().lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise wrong(place, f"there are {len(names):,} columns; is this a CSV file?")
    known = _known_columns()
    problems = Problems()
    for number, name in enumerate(names, start=1):
        if not name:
            problems.add(place, f"column {number} has no name.")
        elif name not in known:
            problems.add(place, f"there is no column {quoted(name)}{meant(name, known)}")
        elif name in names[: number - 1]:
            problems.add(place, f"the column {quoted(name)} stands twice.")
    for name in ("entry", "slug"):
        if name not in names:
            reason = (
                f"the column “{name}” is missing; the first line has the names of the columns, "
                "with commas, semicolons or tabs between."
            )
            problems.add(place, reason)
    problems.stop()
    return names


@cache
def _known_columns() -> dict[str, None]:
    found: dict[str, None] = dict.fromkeys((*FIXED, "extends"))
    models: list[Any] = list(named_models().values())
    for model in models:
        found |= dict.fromkeys(readers(model))
        models.extend(part_lists(model).values())
    return found


class _Plan:
    """What the lines of one list may have in which columns."""

    def __init__(self, header: list[str], kind: str, path: tuple[str, ...]) -> None:
        model: Any = named_models().get(kind)
        if model is None:
            reason = f"there is no kind of entry {quoted(kind)}{meant(kind, named_models())}"
            raise ValueError(f"entry: {reason}")
        for name in path:
            lists = part_lists(model)
            if name not in lists:
                whose = f"an entry of the kind “{kind}”" if name is path[0] else "such a part"
                reason = f"{whose} has no list {quoted(name)}{meant(name, lists)}"
                raise ValueError(f"list: {reason}")
            model = lists[name]
        self.called = f"a line of “{'/'.join(path)}”" if path else f"the line of the {kind} itself"
        self.holds_parts = bool(path) and bool(part_lists(model))
        fields = readers(model)
        self.fields = [(name, fields.get(name)) for name in header]


class _Sheet:
    """The entries of a sheet, and their parts until all lines are read: they come in any order."""

    def __init__(self, header: list[str], problems: Problems) -> None:
        self.header, self.problems = header, problems
        self.at = [header.index(name) if name in header else -1 for name in FIXED]
        self.plans: dict[tuple[str, tuple[str, ...]], _Plan] = {}
        self.entries: dict[tuple[str, str], dict[str, Any]] = {}
        self.parts: list[tuple[Whose, str, dict[str, Any]]] = []
        self.holders: dict[Whose, dict[str, Any]] = {}
        self.keys: dict[Whose, str] = {}
        self.places: dict[int, str] = {}

    def take(self, place: str, row: list[str]) -> None:
        """Read one line."""
        width = len(self.header)
        if len(row) < width:
            row += [""] * (width - len(row))
        elif any(row[width:]):
            reason = f"there are {len(row):,} cells, and {width} columns with a name."
            self.problems.add(place, reason)
            return
        kind, slug, path, key = (row[i].strip() if i >= 0 else "" for i in self.at)
        if not kind or not slug:
            self.problems.add(place, f"the “{'slug' if kind else 'entry'}” is missing.")
            return
        steps = tuple(path.split("/")) if path else ()
        try:
            plan = self._plan(kind, steps)
        except ValueError as error:
            column, _, reason = str(error).partition(": ")
            self.problems.add(f"{place}, column {column}", reason)
            return
        values = self._values(plan, place, row)
        self.places[id(values)] = place
        if not steps:
            self._take_entry(place, kind, slug, key, values)
            return
        if key:
            values["key"] = key
            if not self._is_new(place, kind, slug, key):
                return
        self.parts.append(((kind, slug, "/".join(steps[:-1])), steps[-1], values))
        if plan.holds_parts and key:
            self.holders.setdefault((kind, slug, f"{path}/{key}"), values)

    def _is_new(self, place: str, kind: str, slug: str, key: str) -> bool:
        """Whether no line of the entry has the key so far; of thousands it is said early."""
        first = self.keys.setdefault((kind, slug, key), place)
        if first != place:
            self.problems.add(place, twice(key, first))
        return first == place

    def _plan(self, kind: str, steps: tuple[str, ...]) -> _Plan:
        """The plan for a list; ValueError if there is none."""
        if steps and len(steps) % 2 == 0:
            raise ValueError(f"list: {quoted('/'.join(steps))} ends in a key, not in a list.")
        lists = steps[::2]
        if (kind, lists) not in self.plans:
            self.plans[kind, lists] = _Plan(self.header, kind, lists)
        return self.plans[kind, lists]

    def _values(self, plan: _Plan, place: str, row: list[str]) -> dict[str, Any]:
        values = {}
        for (name, reader), cell in compress(zip(plan.fields, row, strict=False), row):
            if reader is None:
                if cell.strip() and name not in FIXED:
                    reason = f"{plan.called} has none; leave {quoted(cell)} out."
                    self.problems.add(f"{place}, column {name}", reason)
                continue
            try:
                if len(cell) > MAX_CELL:
                    raise ValueError(TOO_LONG)
                value = reader(cell)
            except ValueError as error:
                self.problems.add(f"{place}, column {name}", str(error))
                continue
            if value or value == 0:
                values[name] = value
        return values

    def _take_entry(
        self, place: str, kind: str, slug: str, key: str, values: dict[str, Any]
    ) -> None:
        if key:
            reason = (
                f"an entry has a slug and no key; is {quoted(key)} a part, whose “list” is missing?"
            )
            self.problems.add(f"{place}, column key", reason)
        elif (kind, slug) in self.entries:
            first = self.places[id(self.entries[kind, slug])]
            self.problems.add(place, f"{kind}:{slug} is in {first} already.")
        else:
            self.entries[kind, slug] = values
            values["entry"], values["slug"] = kind, slug

    def hang_parts(self) -> None:
        """Put each part into the list of its entry, or of the part on which it hangs."""
        missing = set()
        for whose, name, part in self.parts:
            kind, slug, path = whose
            holder = self.holders.get(whose) if path else self.entries.get((kind, slug))
            if holder is not None:
                holder.setdefault(name, []).append(part)
            elif whose not in missing:
                missing.add(whose)
                lost = f"of {kind}:{slug} itself, with an empty “list”" if not path else f"“{path}”"
                self.problems.add(self.places[id(part)], f"there is no line {lost}.")
