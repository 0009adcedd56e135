"""Differences between two documents as people read them: part by part, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import Truncator, capfirst

from curation.differences import ORDER, Place, changes
from curation.documents import Document
from curation.labels import Labels
from curation.rows import link_fields, part_lists, scalar_fields

WORDS = re.compile(r"\s+|[^\s]+")
COMPARED = 2000
"""Words; longer texts are shown whole, since comparing them takes too long."""
ALIKE = 0.3
"""Below this share of common words, marking single words says less than the two texts do."""


class Piece(NamedTuple):
    """A stretch of a text, and whether the other side has not got it."""

    text: str
    differs: bool


@dataclass
class Line:
    """One value: the field, and the pieces of its texts before and after."""

    field: str
    before: list[Piece]
    after: list[Piece]


@dataclass
class Group:
    """What differs in the entry itself (no title), or in one of its parts."""

    title: str = ""
    mark: str = ""
    lines: list[Line] = field(default_factory=list)


def differences(labels: Labels, before: Document, after: Document) -> list[Group]:
    """What differs, as far as the user may see it, first in the entry itself."""
    groups: dict[Place, Group] = {(): Group()}
    for change in changes(before, after):
        if not labels.may_show(change.place):
            continue
        part, way = part_of(change.place)
        if part not in groups:
            groups[part] = Group(title_of(labels, part, after, before))
        group = groups[part]
        if not way:
            group.mark = "new" if change.after else "removed"
        elif not (group.mark and way[-1] == "collection"):
            texts = [labels.value(change.place, it) for it in (change.before, change.after)]
            name = labels.place(change.place).field
            group.lines.append(Line(capfirst(name), *pieces(*texts)))
    return [group for group in groups.values() if group.lines or group.mark]


def part_of(place: Place) -> tuple[Place, Place]:
    """The place of the part that a value is in, and the rest of the way."""
    end = 0
    while len(place) > end + 1 and place[end + 1] != ORDER:
        end += 2
    return place[:end], place[end:]


def title_of(labels: Labels, part: Place, *documents: Document) -> str:
    """A part as a curator knows it: “Participation: Norway, host”."""
    model: Any = labels.model
    rows: list[dict[str, Any]] = [*documents]
    said = []
    for name, key in zip(part[::2], part[1::2], strict=True):
        model = part_lists(model)[name]
        rows = [row for above in rows for row in above.get(name, []) if row["key"] == key]
        words = ", ".join(_words(labels, model, rows[0])) if rows else ""
        name = labels.veil.text(words or key)
        said.append(f"{capfirst(model._meta.verbose_name)}: {name}")
    return " › ".join(said)


def _words(labels: Labels, model: Any, row: dict[str, Any]) -> Iterator[str]:
    """What it links and the first of its choices; else the beginning of its first text."""
    links = [link for link in link_fields(model) if row.get(link.name)]
    for link in links:
        yield labels.names.get((link.related_model, row[link.name]), row[link.name])
    fields = [f for f in scalar_fields(model) if f not in links and row.get(f.name)]
    for f in fields:
        if f.choices and f.name not in ("basis", "collection"):
            yield str(dict(f.flatchoices).get(row[f.name], row[f.name])).lower()
            break
    texts = [f for f in fields if isinstance(f, models.TextField)]
    names = [f for f in fields if isinstance(f, models.CharField) and not f.choices]
    if not links and (texts or names):
        text = row[(texts or names)[0].name]
        yield f"“{Truncator(str(text)).words(8)}”"


def pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in stretches that the other one has or has not."""
    if not (before and after):
        return [Piece(before, True)] if before else [], [Piece(after, True)] if after else []
    old, new = WORDS.findall(before), WORDS.findall(after)
    if len(old) + len(new) > COMPARED:
        return [Piece(before, True)], [Piece(after, True)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return [Piece(before, True)], [Piece(after, True)]
    left, right = [], []
    for kind, i, j, k, m in matcher.get_opcodes():
        if j > i:
            left.append(Piece("".join(old[i:j]), kind != "equal"))
        if m > k:
            right.append(Piece("".join(new[k:m]), kind != "equal"))
    return left, right
