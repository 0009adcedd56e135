"""The words by which a spelling is judged: those of the texts and of the names in the base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.db.models import Q

from curation.entries import named_models
from sources.matching import LONGEST_WORD, WORD, letters, words_of
from sources.models import Cited, Collection, Contribution, Contributor, Erratum
from sources.querysets import cited_models
from sources.statements import statements_of
from sources.texts import Texts

ALONE = re.compile(rf"(?<!\w){WORD.pattern}(?!\w)")
"""A word with no digit beside it."""


def rows_by_which_to_judge(model: type[Any]) -> Any:
    """The rows of a model but those of the casebook, whose names and words no source text knows."""
    rows = model._default_manager.all()
    if model is Contributor:
        ours = Contribution.objects.exclude(collection=Collection.CASEBOOK)
        theirs = Contribution.objects.filter(collection=Collection.CASEBOOK)
        return rows.exclude(
            Q(pk__in=theirs.values("contributor")) & ~Q(pk__in=ours.values("contributor"))
        )
    if issubclass(model, Cited):
        return rows.exclude(collection=Collection.CASEBOOK)
    return rows


class Vocabulary:
    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._naming: dict[str, bool] = {}

    @cached_property
    def printed(self) -> set[str]:
        """The words of the texts, without those that a scan has run together."""
        found: set[str] = set()
        for text in self._all():
            for word in ALONE.findall(text):
                found.update((letters(word), *words_of(word).split()))
        return {word for word in found if len(word) <= LONGEST_WORD}

    @cached_property
    def names(self) -> set[str]:
        """The full names of everything in the base, as they compare."""
        named = (row for model in named_models().values() for row in rows_by_which_to_judge(model))
        return {words_of(name) for row in named for name in row.names()}

    @cached_property
    def words_of_names(self) -> set[str]:
        return {word for name in self.names for word in name.split()}

    @cached_property
    def capitalised(self) -> set[str]:
        """The words, as they compare, that the texts or names of the base have with a capital."""
        capital = {word for text in self._all() for word in ALONE.findall(text) if word.istitle()}
        return self.words_of_names.union(map(letters, capital))

    @cached_property
    def _bylines(self) -> set[str]:
        """The names that stand on works, whole or short, as they compare."""
        named = rows_by_which_to_judge(Contributor)
        return {words_of(name) for row in named for name in (*row.names(), row.short)}

    def names_somebody(self, text: str) -> bool:
        """Whether a person or body whose name stands on a work is named in the text."""
        if text not in self._naming:
            self._naming[text] = any(name in words_of(text) for name in self._bylines)
        return self._naming[text]

    @cached_property
    def known(self) -> set[str]:
        """The words that are spelt as they should be: printed, corrected, or in a name."""
        corrected = Erratum.objects.values_list("corrected", flat=True)
        return self.printed.union(self.words_of_names, *(words_of(it).split() for it in corrected))

    @cached_property
    def lower_case(self) -> set[str]:
        """Words that occur in lower case, and so are no names, in the texts or statements."""
        rows = (row for model in cited_models() for row in rows_by_which_to_judge(model))
        statements = (text for row in rows for _, text in statements_of(row))
        return {
            word
            for text in (*self._all(), *statements)
            for word in ALONE.findall(text)
            if word.islower()
        }

    def _all(self) -> Iterator[str]:
        for paragraphs in self.texts.paragraphs.values():
            yield from paragraphs
