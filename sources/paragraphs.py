"""A work as its page shows it: passage after passage, each with the statements that rest on it.

A statement stands once under each of its passages; a passage of several paragraphs stands at the
first of them, and the others point to it. Statements are paged, LIMIT at a time: the first page
holds every passage of the work itself, so that no link to a passage loses its anchor, and says of
those whose statements stand further on where that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from sources.models import Basis, Citation, Work
from sources.support import Statement, statements, ties

LIMIT = 1500
"""Statements on one page; the longest of the source texts has some 1,000."""
RANGE = 20
"""Paragraphs in one line of the index, where the text has no headings."""


@dataclass(eq=False)
class Group:
    """Passages that a reader takes for one, and what rests on them."""

    passages: list[Citation]
    count: int = 0
    page: int = 1
    """The page on which its statements begin."""
    statements: list[Statement] = field(default_factory=list)
    """Those on the page at hand."""
    heading: str = ""
    """The heading of the section in which it begins."""

    @property
    def passage(self) -> Citation:
        return self.passages[0]

    @property
    def names_its_place(self) -> bool:
        """Whether a reader needs its locator, beyond its paragraph and the heading over that."""
        return len(self.paragraphs) != 1 or self.label != self.heading

    @property
    def has_remarks(self) -> bool:
        """Whether it reports, repeats, or is read in some way."""
        passage = self.passage
        return bool(
            passage.attributed_work
            or passage.attributed_speaker
            or passage.stance != Citation.Stance.STATES
            or passage.repeats
            or self.read_as
            or self.repeated_by
        )

    @cached_property
    def label(self) -> str:
        """Where it stands, without the numbers of its paragraphs."""
        return label_of(self.passage)

    @cached_property
    def paragraphs(self) -> list[int]:
        return sorted({n for passage in self.passages for n in passage.paragraphs})

    @cached_property
    def read_as(self) -> dict[str, str]:
        return {said: who for passage in self.passages for said, who in passage.read_as.items()}

    @cached_property
    def repeated_by(self) -> list[Citation]:
        """One for each place that takes its wording over."""
        found = [other for passage in self.passages for other in passage.repeated_by.all()]
        return list({other.note: other for other in found}.values())

    @property
    def rest(self) -> int:
        return self.count - len(self.statements)


@dataclass
class Paragraph:
    """The passages that begin in a paragraph, and those that it is a later part of.

    Where nothing begins, it may stand for several that are part of the same: up to ``last``.
    """

    number: int
    groups: list[Group] = field(default_factory=list)
    part_of: list[Group] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last = self.number

    def takes_in(self, other: Paragraph) -> bool:
        """Whether the next paragraph says the same: nothing but what it is part of."""
        alike = not (self.groups or other.groups) and self.part_of == other.part_of
        if alike and other.number == self.last + 1:
            self.last = other.number
            return True
        return False


@dataclass
class Section:
    """Paragraphs under one heading of the text, or under none."""

    label: str
    paragraphs: list[Paragraph]

    @property
    def first(self) -> int:
        return self.paragraphs[0].number

    @property
    def numbers(self) -> str:
        last = self.paragraphs[-1].last
        return f"¶\u00a0{self.first}" + (f"–{last}" if last != self.first else "")

    @property
    def count(self) -> int:
        return sum(group.count for paragraph in self.paragraphs for group in paragraph.groups)


@dataclass
class Support:
    """What rests on the passages of a work, and on those of others that report it."""

    own: list[Group]
    reported: list[Group]
    """Only those with statements on this page, by the work that reports."""
    count: int
    """The statements that rest on passages of the work itself."""
    reported_count: int
    page: Page[Any]

    @property
    def reporting(self) -> list[Citation]:
        return [group.passage for group in self.reported]

    @cached_property
    def here(self) -> list[Group]:
        """Those that the page at hand shows."""
        return [group for group in self.own if self.page.number == 1 or group.statements]

    @cached_property
    def is_of_cases(self) -> bool:
        """Whether all that rests here on the work itself does so as a case does on its sources."""
        found = [statement for group in self.here for statement in group.statements]
        return bool(found) and all(statement.row.basis == Basis.CASE for statement in found)

    @cached_property
    def sections(self) -> list[Section]:
        return sections(self.here)

    @property
    def without_paragraphs(self) -> list[Group]:
        return [group for group in self.here if not group.paragraphs]


def support(
    work: Work,
    choose: Callable[[Paginator[Any]], Page[Any]],
    alike: Callable[[Citation], Hashable],
) -> Support:
    """The page that ``choose`` takes of all that rests on a work that ``for_detail()`` has loaded.

    Passages for which ``alike`` gives the same are one group. Runs one query for the passages of
    other works, one for the keys of all statements, and one for each model of those on the page.
    """
    passages = Citation.objects.public()
    elsewhere = passages.filter(attributed_work=work).exclude(work=work).with_links()
    own = _groups(sorted(work.passages.all(), key=in_order), alike)
    reported = _groups(elsewhere.order_by("work__slug", "position", "key"), alike)
    groups = [*own, *reported]
    place = {passage.pk: n for n, group in enumerate(groups) for passage in group.passages}
    found = ties(passages.filter(Q(work=work) | Q(attributed_work=work)))
    found = [tie for tie in found if tie.passage in place]  # a release may have come between
    rows = sorted({(place[tie.passage], tie.model, tie.pk) for tie in found})

    page = choose(Paginator(rows, LIMIT))
    named = statements((model, pk) for _, model, pk in page)
    for n, (at, _, _) in enumerate(rows):
        if not groups[at].count:
            groups[at].page = 1 + n // LIMIT
        groups[at].count += 1
    for at, model, pk in page:
        if (model, pk) in named:
            groups[at].statements.append(named[model, pk])
    for group in groups:
        group.statements.sort(key=lambda statement: statement.order)
    return Support(
        own,
        [group for group in reported if group.statements],
        len({(tie.model, tie.pk) for tie in found if tie.work == work.pk}),
        len({(tie.model, tie.pk) for tie in found if tie.work != work.pk}),
        page,
    )


def in_order(passage: Citation) -> tuple[Any, ...]:
    """By paragraphs, then by the key as people count: p. 9 before p. 12."""
    parts = re.split(r"(\d+)", passage.key)
    return passage.paragraphs, [int(part) if n % 2 else part for n, part in enumerate(parts)]


def _groups(passages: Iterable[Citation], alike: Callable[[Citation], Hashable]) -> list[Group]:
    groups: dict[Hashable, Group] = {}
    for passage in passages:
        groups.setdefault(alike(passage), Group([])).passages.append(passage)
    return list(groups.values())


def label_of(passage: Citation) -> str:
    """What a locator names before the paragraph: “Introduction” of “Introduction, ¶ 4”."""
    return passage.locator.partition("¶")[0].rstrip(" ,")


def sections(groups: Iterable[Group]) -> list[Section]:
    """The paragraphs of a text in their order, under the headings that its locators name.

    A note stands in the section around it. Paragraphs in which nothing begins, and of which no
    passage is a part, are left out.
    """
    paragraphs: dict[int, Paragraph] = {}
    for group in groups:
        for n, number in enumerate(group.paragraphs):
            paragraph = paragraphs.setdefault(number, Paragraph(number))
            (paragraph.part_of if n else paragraph.groups).append(group)
    found: list[Section] = []
    for number in sorted(paragraphs):
        paragraph = paragraphs[number]
        label = _heading(paragraph, found[-1].label if found else "")
        is_full = not label and found and len(found[-1].paragraphs) == RANGE
        if not found or label != found[-1].label or is_full:
            found.append(Section(label, []))
        elif found[-1].paragraphs[-1].takes_in(paragraph):
            continue
        found[-1].paragraphs.append(paragraph)
        for group in paragraph.groups:
            group.heading = label
        # Those without a line of their own come first, so that no line above seems to be theirs.
        paragraph.groups.sort(key=lambda group: group.names_its_place or group.has_remarks)
    return found


def _heading(paragraph: Paragraph, before: str) -> str:
    for group in paragraph.groups:
        if not re.match(r"notes? \d", group.label):
            return group.label
    return before


def reasons(work: Work, groups: Iterable[Group]) -> list[tuple[str, list[int]]]:
    """Why nothing rests on the other paragraphs of a text: (reason, their numbers)."""
    covered = {n for group in groups if group.count for n in group.paragraphs}
    open_ones = {int(n): reason for n, reason in work.without_statements.items()}
    given = sorted((reason, n) for n, reason in open_ones.items() if n not in covered)
    by_reason = [
        (reason, [n for _, n in rows]) for reason, rows in groupby(given, key=lambda r: r[0])
    ]
    return sorted(by_reason, key=lambda item: item[1])
