"""Does the source say so? Each cited statement held against the paragraphs that it cites.

Forward, from the passage to the text: its paragraphs exist, its terms stand in them, and whom it
reports is named there (``passages``). Backward, from the statement to the text: its years, numbers,
months and names stand there (``backing``), and nothing is at odds within it (``coherence``). How
letters and numbers compare is in ``matching``, names in ``names``, dates in ``printed_dates``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from curation.models import Part
from curation.rows import Natural, natural_of
from sources.backing import Statement
from sources.coherence import faults_in
from sources.models import Basis, Citation, Collection
from sources.passages import faults_of, listed
from sources.querysets import cited_models
from sources.statements import rows_of
from sources.texts import Texts
from sources.vocabulary import Vocabulary


@dataclass(frozen=True)
class Failure:
    """One statement that its paragraphs do not bear out, or one citation that is wrong."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}"


@dataclass
class Outcome:
    """What a check found. ``by_basis`` counts every statement of the base by what it rests on."""

    failures: list[Failure] = field(default_factory=list)
    checked: int = 0
    passages: int = 0
    by_basis: Counter[str] = field(default_factory=Counter)


def verify(
    texts: Texts, files: dict[Natural, str], say: Callable[[str], None] = lambda line: None
) -> Outcome:
    """Hold every cited statement against the texts. ``files`` says where each row stands."""
    outcome = Outcome()
    checker = Checker(texts)

    def check(row: Any) -> None:
        file = files.get(natural_of(row), "(not in the fixtures)")
        outcome.failures += [Failure(file, name_of(row), why) for why in checker.reasons(row)]

    say("Citations against the texts")
    for citation in rows_of(Citation).filter(work__in=texts.works):
        outcome.passages += 1
        check(citation)
    for model in cited_models():
        say(str(model._meta.verbose_name_plural).capitalize())
        for row in rows_of(model):
            outcome.by_basis[row.basis] += 1
            if row.basis == Basis.CITED:
                outcome.checked += checker.reads(row)
                check(row)
    return outcome


def name_of(row: Any) -> str:
    """How a failure names a row: ``kind:slug`` or ``kind:slug#key``."""
    return f"{row.entry.ref}#{row.key}" if isinstance(row, Part) else str(row.ref)


class Checker:
    """Holds one row at a time against the texts."""

    def __init__(self, texts: Texts, vocabulary: Vocabulary | None = None) -> None:
        self.texts = texts
        self.vocabulary = vocabulary or Vocabulary(texts)

    def reasons(self, row: Any) -> Iterator[str]:
        """Why a passage is wrong, or why its paragraphs do not bear out a cited statement."""
        if isinstance(row, Citation):
            yield from faults_of(row, self.texts, self.vocabulary)
            return
        passages = list(row.citations.all())
        if not passages:
            yield "its basis is “cited”, and it cites nothing."
        elif self.reads(row):
            where = "; ".join(f"{c.work.short} ¶ {listed(c.paragraphs)}" for c in passages)
            statement = self._statement(row, passages)
            for found in statement.unsupported():
                yield f"{found} does not stand in {where}."
            yield from faults_in(statement)
        elif row.collection == Collection.SOURCE_TEXTS:
            yield "cites a work that is none of the source texts."

    def reads(self, row: Any) -> bool:
        """Whether the row rests on these texts alone, so that they must bear it out."""
        return all(passage.work_id in self.texts.works for passage in row.citations.all())

    def _statement(self, row: Any, passages: list[Citation]) -> Statement:
        return Statement(
            row,
            printed="\n".join(map(self.texts.printed, passages)),
            meant="\n".join(map(self.texts.meant, passages)),
            terms=[term for passage in passages for term in passage.terms],
            vocabulary=self.vocabulary,
        )
