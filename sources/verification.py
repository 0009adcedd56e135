"""Does the source say so? Each cited statement held against the paragraphs that it cites.

Forward, from the citation to the text: its paragraphs exist and its terms stand in them.
Backward, from the statement to the text: every year, number, month and name in it stands there.

A name matches in full, by alias, by an erratum of the work, or by what the citation says an
expression means (``read_as``). In running text every capitalised word is a name; at the start of a
sentence it is one unless it also occurs in lower case somewhere in the texts or statements. How
letters and numbers compare is in ``matching``.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from curation.models import Named, Part
from curation.rows import Natural, natural_of
from sources.fields import EDTFField
from sources.matching import (
    WORD,
    has_name,
    has_number,
    has_track_number,
    letters,
    names_in,
    plain,
    unsupported_in,
    unsupported_in_date,
)
from sources.models import Basis, Citation, Cited, Collection, Erratum, Work


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
    changed_texts: list[str] = field(default_factory=list)
    checked: int = 0
    passages: int = 0
    by_basis: Counter[str] = field(default_factory=Counter)


class Texts:
    """The source texts, as lists of paragraphs by the primary key of their work."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.works = {work.pk: work for work in Work.objects.exclude(text_sha256="")}
        self.errata: dict[int, list[Erratum]] = {}
        for erratum in Erratum.objects.prefetch_related("citations"):
            self.errata.setdefault(erratum.work_id, []).append(erratum)
        self.missing: list[str] = []
        self.changed: list[str] = []
        self.paragraphs: dict[int, list[str]] = {}
        for pk, work in self.works.items():
            path = folder / work.text_name
            if not path.is_file():
                self.missing.append(work.text_name)
                continue
            content = path.read_bytes()
            found = hashlib.sha256(content).hexdigest()
            if found != work.text_sha256:
                self.changed.append(f"{work.text_name}: expected {work.text_sha256}, found {found}")
            lines = content.decode("utf-8").splitlines()
            self.paragraphs[pk] = [line for line in lines if line.strip()]

    @cached_property
    def lower_case_words(self) -> set[str]:
        """Words that occur in lower case, and so are no names, in the texts or statements."""
        found: set[str] = set()
        for paragraphs in self.paragraphs.values():
            for paragraph in paragraphs:
                found.update(w for w in WORD.findall(paragraph) if w.islower())
        for model in cited_models():
            for instance in model._default_manager.all():
                for _, text in statements_of(instance):
                    found.update(w for w in WORD.findall(text) if w.islower())
        return found

    def passage(self, citation: Citation) -> str:
        """The cited paragraphs joined, then the same as corrected, then what expressions mean."""
        paragraphs = self.paragraphs[citation.work_id]
        numbers = [n for n in citation.paragraphs if n <= len(paragraphs)]
        raw = "\n".join(paragraphs[n - 1] for n in numbers)
        corrected = raw
        for erratum in self.errata.get(citation.work_id, []):
            places = {n for place in erratum.citations.all() for n in place.paragraphs}
            if places & set(numbers):
                if erratum.printed in corrected:
                    corrected = corrected.replace(erratum.printed, erratum.corrected)
                elif letters(erratum.printed) in letters(corrected):
                    corrected += f"\n{erratum.corrected}"
        meant = "\n".join(citation.read_as.values())
        return "\n".join(dict.fromkeys((raw, corrected, meant)))


def cited_models() -> list[type[Any]]:
    return [model for model in apps.get_models() if issubclass(model, Cited)]


def name_of(instance: Any) -> str:
    """How a failure names a row: ``kind:slug`` or ``kind:slug#key``."""
    if isinstance(instance, Part):
        return f"{instance.entry.ref}#{instance.key}"
    return str(instance.ref)


def statements_of(instance: Any) -> Iterator[tuple[str, str]]:
    """The running text of a row that its sources must bear out: (field, text)."""
    own_names = {"name", "title"} if isinstance(instance, Named) and instance.names() else set()
    for f in instance._meta.concrete_fields:
        if (
            isinstance(f, models.CharField | models.TextField)
            and not isinstance(f, EDTFField)
            and not f.choices
            and f.name not in ("slug", "key", "basis_note", *own_names, *instance.UNTRACED)
            and (text := getattr(instance, f.name))
        ):
            yield f.name, text


def verify(
    folder: Path, files: dict[Natural, str], say: Callable[[str], None] = lambda line: None
) -> Outcome:
    """Hold every cited statement against the texts in ``folder``.

    ``files`` says in which fixture each row stands. A text that is missing raises
    FileNotFoundError; texts whose hash differs are listed in the outcome and checked as they are.
    """
    texts = Texts(folder)
    if texts.missing:
        raise FileNotFoundError(", ".join(texts.missing))
    outcome = Outcome(changed_texts=texts.changed)
    checker = _Checker(texts, files, outcome)
    say("Citations against the texts")
    for citation in Citation.objects.filter(work__in=texts.works).select_related("work"):
        outcome.passages += 1
        checker.forward(citation)
    for model in cited_models():
        say(str(model._meta.verbose_name_plural).capitalize())
        rows = model._default_manager.prefetch_related("citations__work")
        for instance in rows:
            outcome.by_basis[instance.basis] += 1
            if instance.basis == Basis.CITED:
                outcome.checked += checker.backward(instance)
    return outcome


class _Checker:
    def __init__(self, texts: Texts, files: dict[Natural, str], outcome: Outcome) -> None:
        self.texts, self.files, self.outcome = texts, files, outcome
        self._passages: dict[int, str] = {}
        self._names: dict[tuple[type, int], tuple[list[str], list[str]]] = {}

    def fail(self, instance: Any, reason: str) -> None:
        file = self.files.get(natural_of(instance), "(not in the fixtures)")
        self.outcome.failures.append(Failure(file, name_of(instance), reason))

    def forward(self, citation: Citation) -> None:
        paragraphs = self.texts.paragraphs[citation.work_id]
        if not citation.paragraphs:
            self.fail(citation, "names no paragraph of the source text.")
        beyond = [n for n in citation.paragraphs if n > len(paragraphs)]
        if beyond:
            self.fail(citation, f"there is no paragraph {beyond[0]}; the text has "
                      f"{len(paragraphs)}.")  # fmt: skip
        raw = "\n".join(paragraphs[n - 1] for n in citation.paragraphs if n <= len(paragraphs))
        for term in (*citation.terms, *citation.read_as):
            form, numbers = letters(term), re.findall(r"\d+", term)
            stands = form and form in letters(raw) and all(has_number(n, raw) for n in numbers)
            if not stands:
                self.fail(citation, f"“{term}” does not stand in ¶ {_list(citation.paragraphs)}.")
        if not citation.terms:
            self.fail(citation, "names no term that a check could read.")

    def backward(self, instance: Any) -> bool:
        """Whether the statement could be held against its texts; what they do not say fails."""
        citations = list(instance.citations.all())
        if not citations:
            self.fail(instance, "its basis is “cited”, and it cites nothing.")
            return True
        passages = [c for c in citations if c.work_id in self.texts.works]
        if len(passages) < len(citations):
            if instance.collection == Collection.SOURCE_TEXTS:
                self.fail(instance, "cites a work that is none of the source texts.")
            return False  # rests, also, on works whose text is not here
        text = "\n".join(self._passage(c) for c in passages)
        where = "; ".join(f"{c.work.short} ¶ {_list(c.paragraphs)}" for c in passages)
        for reason in self._unsupported(instance, text):
            self.fail(instance, f"{reason} does not stand in {where}.")
        return True

    def _passage(self, citation: Citation) -> str:
        if citation.pk not in self._passages:
            self._passages[citation.pk] = self.texts.passage(citation)
        return self._passages[citation.pk]

    def _unsupported(self, instance: Any, text: str) -> Iterator[str]:
        for name, statement in statements_of(instance):
            for found in unsupported_in(statement, text, self.texts.lower_case_words):
                yield f"{name}: “{found}”"
        for f in instance._meta.concrete_fields:
            value = getattr(instance, f.attname)
            if isinstance(f, EDTFField) and value:
                for found in unsupported_in_date(value, text):
                    yield f"{f.name} {value}: “{found}”"
            elif (
                isinstance(f, models.DecimalField | models.PositiveSmallIntegerField)
                and value
                and f.name not in instance.UNTRACED
                and not has_track_number(number := plain(value), text)
            ):
                yield f"{f.name} {number}"
        if isinstance(instance, Erratum) and letters(instance.printed) not in letters(text):
            yield f"what it corrects, “{instance.printed}”,"
        if isinstance(instance, Named):
            names, _ = self._names_of(instance)
            if names and not any(has_name(name, text) for name in names):
                yield f"its name “{names[0]}”"
        for link in linked_by(instance):
            names, short_names = self._names_of(link)
            if names:
                if not any(has_name(name, text) for name in (*names, *short_names)):
                    yield f"the name of “{link}”"
            else:
                words = [part for word in names_in(str(link), set()) for part in word.split("-")]
                for word in words:
                    if letters(word)[: max(4, len(word) - 3)] not in letters(text):
                        yield f"“{word}” of “{link}”"

    def _names_of(self, instance: Named) -> tuple[list[str], list[str]]:
        key = (type(instance), instance.pk)
        if key not in self._names:
            self._names[key] = (instance.names(), instance.short_names())
        return self._names[key]


def linked_by(instance: Any) -> Iterator[Named]:
    """The entries and contributors that a row links, other than the entry that it is part of."""
    for f in instance._meta.concrete_fields:
        if isinstance(f, models.ForeignKey) and f.name != getattr(instance, "PARENT", None):
            linked = getattr(instance, f.name)
            if isinstance(linked, Named):
                yield linked
    for many in instance._meta.many_to_many:
        if many.name not in ("citations", "disagreements"):
            yield from getattr(instance, many.name).all()


def _list(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
