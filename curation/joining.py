"""Two documents of a kind that become one, and what linked the one led on to the other.

Nothing is read or stored here. What the outcome has no place for is noted as :class:`Lost`, so that
whoever merges can be shown it before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import slugify

from curation.differences import Place
from curation.documents import Document, entry_of
from curation.entries import named_models
from curation.rows import Natural, left_out, link_fields, list_fields, part_lists, scalar_fields

EVIDENCE = ("basis", "basis_note", "collection")
"""What a row says of its own statement: it stays with it."""
NOTHING: tuple[Any, ...] = (None, "", [], {}, "unknown", 0)

Refs = dict[tuple[Any, str], str]
"""Where links to an entry or a part of this model lead from now on, by how they named it."""


@dataclass(frozen=True)
class Lost:
    """A value that is not carried over: where it would stand, what stands there, and what goes."""

    natural: Natural
    place: Place
    stays: Any
    goes: Any


@dataclass
class Joined:
    """What two entries are as one; ``documents`` begins with the one that is kept."""

    kept: Document
    gone: Document
    documents: list[Document] = field(default_factory=list)
    refs: Refs = field(default_factory=dict)
    moved: list[tuple[Any, str, str]] = field(default_factory=list)
    """Parts that hang on another entry now: their model, and how links named and name them."""
    lost: list[Lost] = field(default_factory=list)
    together: list[tuple[Natural, Place, Place]] = field(default_factory=list)
    """Of two rows that may stand only once: whose, and which goes into which, named last."""
    between: list[tuple[Natural, Place]] = field(default_factory=list)
    """Rows that would now lead from an entry to itself, or name it a second time."""
    touched: list[Document] = field(default_factory=list)
    """The other entries that linked the one that goes, as they were."""
    drafts: list[Natural] = field(default_factory=list)
    """Those of which a draft linked it, beside what is public."""

    @property
    def model(self) -> Any:
        return named_models()[self.kept["entry"]]


def join(kept: Document, gone: Document, touched: Iterable[Document]) -> Joined:
    """``kept`` with what it lacks of ``gone``; the ``touched`` link it instead of the other."""
    joined = Joined(kept, gone, touched=list(touched))
    joined.refs[joined.model, gone["slug"]] = kept["slug"]
    document = _fill(joined.model, deepcopy(kept), gone, (), entry_of(kept), joined)
    _add_parts(joined.model, document, gone, {*_keys(joined.model, kept)}, joined)
    if joined.model.ALIASES:
        _add_alias(joined, document)
    joined.documents = [lead(it, joined.refs, joined) for it in (document, *joined.touched)]
    return joined


def _fill(
    model: Any,
    item: dict[str, Any],
    other: dict[str, Any],
    place: Place,
    natural: Natural,
    joined: Joined,
) -> dict[str, Any]:
    """The row with the values that it lacks; those of the other that differ are lost."""
    _join_lists(model, item, other)
    for f in scalar_fields(model):
        if f.name == "status":
            continue
        ours, theirs = item.get(f.name, left_out(f)), other.get(f.name, left_out(f))
        if theirs in NOTHING or _led(f, ours, joined) == _led(f, theirs, joined):
            continue
        if ours in NOTHING and f.name not in EVIDENCE:
            item[f.name] = theirs
        else:
            joined.lost.append(Lost(natural, (*place, f.name), ours, theirs))
    return item


def _join_lists(model: Any, item: dict[str, Any], other: dict[str, Any]) -> None:
    for many in list_fields(model):
        if other.get(many.name):
            item[many.name] = sorted({*item.get(many.name, []), *other[many.name]})


def _led(f: Any, value: Any, joined: Joined) -> Any:
    """A value of a link as it will be once all is led on."""
    return joined.refs.get((f.related_model, value), value) if f.is_relation else value


def _add_parts(
    model: Any, item: dict[str, Any], other: dict[str, Any], keys: set[str], joined: Joined
) -> None:
    """Add the parts of the other, but for those that say just what one says that is there."""
    for name, part in part_lists(model).items():
        there = item.get(name, [])
        for row in other.get(name, []):
            if name == model.ALIASES and row["name"] == joined.kept["name"]:
                place = (name, row["key"])
                joined.lost += _all_of(part, row, place, entry_of(joined.kept))
                joined.between.append((entry_of(joined.kept), place))
                continue
            said = _said(part, row, joined)
            same = next((it for it in there if said and _said(part, it, joined) == said), None)
            if same:
                _join_lists(part, same, row)
                joined.refs[part, f"{joined.gone['slug']}#{row['key']}"] = (
                    f"{joined.kept['slug']}#{same['key']}"
                )
                places = (name, same["key"]), (name, row["key"])
                joined.together.append((entry_of(joined.kept), *places))
                continue
            new = _without_links_to(part, row, joined)
            new["key"] = _free(row["key"], f"-{joined.gone['slug']}", keys)
            _note_keys(part, row, new, keys, joined)
            item[name] = [*item.get(name, []), new]


def _without_links_to(part: Any, row: dict[str, Any], joined: Joined) -> dict[str, Any]:
    """A copy of a row of the entry that goes, without what would lead to its own entry now."""
    new = deepcopy(row)
    for link in link_fields(part):
        is_own = link.null and link.related_model is joined.model
        if is_own and new.get(link.name) == joined.kept["slug"]:
            del new[link.name]
    return new


def _said(part: Any, row: dict[str, Any], joined: Joined) -> dict[str, Any]:
    """What a row says, without its passages; nothing where parts of its own say more."""
    if part_lists(part):
        return {}
    return {f.name: _led(f, row.get(f.name, left_out(f)), joined) for f in scalar_fields(part)}


def _note_keys(
    part: Any, row: dict[str, Any], new: dict[str, Any], keys: set[str], joined: Joined
) -> None:
    """Note where links to a part, and to the parts below it, lead from now on."""
    keys.add(new["key"])
    old, now = f"{joined.gone['slug']}#{row['key']}", f"{joined.kept['slug']}#{new['key']}"
    joined.refs[part, old] = now
    joined.moved.append((part, old, now))
    for name, below in part_lists(part).items():
        for it, copy in zip(row.get(name, []), new.get(name, []), strict=True):
            copy["key"] = _free(it["key"], f"-{joined.gone['slug']}", keys)
            _note_keys(below, it, copy, keys, joined)


def _add_alias(joined: Joined, document: Document) -> None:
    """The name of the entry that goes, as an alias that rests on what the entry did."""
    aliases = document.setdefault(joined.model.ALIASES, [])
    gone = joined.gone
    if gone["name"] not in {joined.kept["name"], *(row["name"] for row in aliases)}:
        evidence = {name: gone[name] for name in (*EVIDENCE, "citations") if name in gone}
        key = _free(
            slugify(gone["name"])[:60] or gone["slug"], "", {*_keys(joined.model, document)}
        )
        aliases.append({"key": key, "name": gone["name"]} | evidence)
    joined.lost = [it for it in joined.lost if it.place != ("name",)]


def _keys(model: Any, item: dict[str, Any]) -> Iterator[str]:
    for name, part in part_lists(model).items():
        for row in item.get(name, []):
            yield row["key"]
            yield from _keys(part, row)


def _free(key: str, ending: str, taken: set[str]) -> str:
    """The key, with the ending or a number if another part has it."""
    if key not in taken:
        return key
    stem = candidate = f"{key}{ending}"[:90].rstrip("-")
    n = 1
    while candidate in taken:
        n += 1
        candidate = f"{stem}-{n}"
    return candidate


# Links that are led on


def links_in(document: Document, refs: Refs) -> int:
    """How many links of a document lead on."""
    return _links(named_models()[document["entry"]], document, refs)


def _links(model: Any, item: dict[str, Any], refs: Refs) -> int:
    number = sum((link.related_model, item.get(link.name)) in refs for link in link_fields(model))
    for many in list_fields(model):
        number += sum((many.related_model, ref) in refs for ref in item.get(many.name, []))
    for name, part in part_lists(model).items():
        number += sum(_links(part, row, refs) for row in item.get(name, []))
    return number


def lead(document: Document, refs: Refs, joined: Joined | None = None) -> Document:
    """The document with its links led on; what it cannot hold any more is noted in ``joined``."""
    noted = joined or Joined(document, document)
    own = named_models()[document["entry"]], document["slug"]
    return _lead(own[0], document, (), own, refs, noted)


def _lead(
    model: Any,
    item: dict[str, Any],
    place: Place,
    own: tuple[Any, str],
    refs: Refs,
    noted: Joined,
) -> dict[str, Any]:
    led = dict(item)
    natural = (own[0].KIND, own[1])
    for link in link_fields(model):
        before: Any = led.get(link.name)
        if (link.related_model, before) not in refs:
            continue
        led[link.name] = refs[link.related_model, before]
        if link.null and (link.related_model, led[link.name]) == own:
            noted.lost.append(Lost(natural, (*place, link.name), None, before))
            del led[link.name]
    for many in list_fields(model):
        if any((many.related_model, ref) in refs for ref in led.get(many.name, [])):
            now = {refs.get((many.related_model, ref), ref) for ref in led[many.name]}
            led[many.name] = sorted(now)
    for name, part in part_lists(model).items():
        if name not in led:
            continue
        rows, as_before = [], set()
        for row in led[name]:
            here = (*place, name, row["key"])
            new = _lead(part, row, here, own, refs, noted)
            if _leads_to_itself(part, new, own):
                noted.between.append((natural, here))
                noted.lost += _all_of(part, row, here, natural)
                continue
            rows.append(new)
            if new == row:
                as_before.add(row["key"])
        led[name] = _without_twins(part, rows, as_before, (*place, name), natural, noted)
    return led


def _leads_to_itself(part: Any, row: dict[str, Any], own: tuple[Any, str]) -> bool:
    return part._meta.get_field(part.PARENT).related_model is own[0] and any(
        not link.null and (link.related_model, row.get(link.name)) == own
        for link in link_fields(part)
    )


def _all_of(part: Any, row: dict[str, Any], place: Place, natural: Natural) -> list[Lost]:
    """What a row says that goes without another in its place."""
    fields = (*scalar_fields(part), *list_fields(part))
    names = [f.name for f in fields if f.name not in ("basis", "collection") and row.get(f.name)]
    return [Lost(natural, (*place, name), None, row[name]) for name in names]


def _without_twins(
    part: Any,
    rows: list[dict[str, Any]],
    as_before: set[str],
    place: Place,
    natural: Natural,
    noted: Joined,
) -> list[dict[str, Any]]:
    """Of rows that may stand only once the one that is as it was, with what it lacks of the others.

    If all are led on it is the first.
    """
    ways = [
        [part._meta.get_field(name) for name in constraint.fields if name != part.PARENT]
        for constraint in part._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
        and part.PARENT in constraint.fields
        and "key" not in constraint.fields
    ]
    if not ways:
        return rows
    gone: set[str] = set()
    firsts: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in sorted(rows, key=lambda row: row["key"] not in as_before):
        found = [_told_by(way, row) for way in ways]
        first = next((firsts[same] for same in found if same in firsts), None)
        if first is None:
            firsts |= {same: row for same in found if same}
            continue
        _fill(part, first, row, (*place, first["key"]), natural, noted)
        noted.together.append((natural, (*place, first["key"]), (*place, row["key"])))
        gone.add(row["key"])
    return [row for row in rows if row["key"] not in gone]


def _told_by(way: list[Any], row: dict[str, Any]) -> tuple[Any, ...]:
    """What no other row of its list may have alike; empty where the database lets it be."""
    values = [(f, row.get(f.name, left_out(f))) for f in way]
    if any(value is None and f.null for f, value in values):
        return ()
    return tuple((f.name, str(value)) for f, value in values)
