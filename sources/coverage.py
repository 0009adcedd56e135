"""What rests on each paragraph of the source texts, as a document; and what is missing from it.

The document holds numbers and names of this base alone: the texts stay outside the repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from django.conf import settings

from sources.models import Citation, Work
from sources.support import Statement, statements, ties
from sources.texts import Texts

HEAD = """\
# What rests on each paragraph of the source texts

Written by `python manage.py list_coverage` from the public statements of the base; not edited by
hand. “¶” is the number of a paragraph: the non-empty lines of a text, counted from 1. A statement
stands at every paragraph that its passages take in.

`kind:slug` is an entry, *itself* what the entry states, `#key` one of its parts. What is *inferred*
cites the paragraph, too, but draws a conclusion of its own. Where nothing rests on a paragraph, the
reason stands in *italics*. How the texts were read for this is in [readings.md](readings.md).
"""


@dataclass(frozen=True)
class TextCoverage:
    """One source text: how long it is, and what rests on each of its paragraphs."""

    work: Work
    length: int
    passages: int
    resting: dict[int, list[Statement]]

    @property
    def reasons(self) -> dict[int, str]:
        return {int(number): reason for number, reason in self.work.without_statements.items()}

    @property
    def statements(self) -> int:
        return len({statement.ref for found in self.resting.values() for statement in found})

    def problems(self) -> Iterator[str]:
        """Each paragraph with neither a statement nor a reason, and each reason that is none."""
        for number in range(1, self.length + 1):
            found, reason = self.resting.get(number, []), self.reasons.get(number)
            where = f"{self.work.slug} ¶ {number}"
            if not found and not reason:
                yield f"{where}: nothing rests on it, and no reason is given."
            if found and reason:
                yield f"{where}: “{reason}” is stale, since {found[0].ref} rests on it."
        for number in sorted(self.reasons):
            if number > self.length:
                yield f"{self.work.slug}: there is no ¶ {number}; the text has {self.length}."


@dataclass(frozen=True)
class Coverage:
    """All source texts, in the order of their slugs."""

    texts: list[TextCoverage]

    @property
    def summary(self) -> str:
        paragraphs = sum(text.length for text in self.texts)
        without = paragraphs - sum(len(text.resting) for text in self.texts)
        return (
            f"{paragraphs} paragraphs of {len(self.texts)} source texts: statements rest on "
            f"{paragraphs - without}, and none on {without}."
        )

    @property
    def document(self) -> str:
        lines = [HEAD, "| text | work | paragraphs | without statements | statements | passages |"]
        lines += ["|---|---|--:|--:|--:|--:|"]
        for text in self.texts:
            lines.append(
                f"| {text.work.text_name} | `{text.work.slug}` | {text.length} "
                f"| {text.length - len(text.resting)} | {text.statements} | {text.passages} |"
            )
        for text in self.texts:
            lines += ["", f"## {text.work.short}", "", f"`{text.work.slug}`", ""]
            lines += ["| ¶ | statements | what rests on it |", "|--:|--:|---|"]
            for number in range(1, text.length + 1):
                found = text.resting.get(number, [])
                reason = f"*{text.reasons.get(number, 'no reason is given')}*"
                lines.append(f"| {number} | {len(found)} | {_named(found) or reason} |")
        return "\n".join(lines) + "\n"

    def problems(self) -> list[str]:
        return [problem for text in self.texts for problem in text.problems()]


def list_coverage(texts: Texts) -> Coverage:
    """What the public statements of the base say of these texts."""
    passages = Citation.objects.public().filter(work__in=texts.works)
    found = ties(passages)
    named = statements((tie.model, tie.pk) for tie in found)
    resting: dict[tuple[int, int], dict[str, Statement]] = {}
    places = {passage.pk: passage for passage in passages}
    for tie in found:
        passage, statement = places[tie.passage], named[tie.model, tie.pk]
        for number in passage.paragraphs:
            if number <= len(texts.paragraphs[passage.work_id]):
                resting.setdefault((passage.work_id, number), {})[statement.ref] = statement
    return Coverage(
        [
            TextCoverage(
                work,
                len(texts.paragraphs[work.pk]),
                sum(passage.work_id == work.pk for passage in places.values()),
                {
                    number: sorted(by_ref.values(), key=lambda s: s.ref)
                    for (pk, number), by_ref in resting.items()
                    if pk == work.pk
                },
            )
            for work in sorted(texts.works.values(), key=lambda work: work.slug)
        ]
    )


def document_path() -> Path:
    return settings.BASE_DIR / "docs" / "coverage.md"


def _named(found: Iterable[Statement]) -> str:
    """Sorted statements in short, by entry."""
    return "; ".join(
        f"`{ref}`: {', '.join(map(_in_entry, own))}"
        for ref, own in groupby(found, key=lambda statement: statement.entry.ref)
    )


def _in_entry(statement: Statement) -> str:
    name = "itself" if statement.is_entry else f"`#{statement.row.key}`"
    return f"{name} (inferred)" if statement.is_inferred else name
