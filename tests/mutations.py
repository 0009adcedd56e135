"""How many errors the check of citations finds: made on purpose, one at a time, and counted.

    python -m tests.mutations [--seed N] [--count N] [--texts DIR] [--write docs/mutations.md]
"""

from __future__ import annotations

import re
from collections import Counter
from copy import copy
from dataclasses import dataclass
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from curation.rows import natural_of
from curation.models import Named
from sources.matching import WORD, words_of
from sources.models import Basis, Citation, Cited, Collection, Contributor, Erratum
from sources.statements import cited_models, rows_of, statements_of
from sources.texts import Texts
from sources.verification import Checker, name_of
from sources.vocabulary import Vocabulary
from tests.changes import KINDS, Change, Changer

SEED = 1905
COUNT = 1000


@dataclass(frozen=True)
class Trial:
    """One error and what the check said to it; ``excuse`` is why it may be none."""

    kind: str
    change: Change
    reasons: list[str]
    excuse: str


class Base:
    """All statements and passages that rest on the source texts, and a check of any of them."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.vocabulary = Vocabulary(texts)
        self.parts: list[Any] = [*rows_of(Citation).filter(work__in=texts.works)]
        for model in cited_models():
            rows = rows_of(model).filter(collection=Collection.SOURCE_TEXTS, basis=Basis.CITED)
            self.parts.extend(rows)
        self.parts.sort(key=natural_of)
        lengths = {pk: len(paragraphs) for pk, paragraphs in texts.paragraphs.items()}
        self.changer = Changer(self.vocabulary, lengths)

    def reasons(self, change: Change) -> list[str] | None:
        """What the check says of the base with this error in it; None if the base refuses it."""
        lists = {field.name for field in change.row._meta.many_to_many} & change.values.keys()
        try:
            with transaction.atomic():
                fields = {k: v for k, v in change.values.items() if k not in lists}
                if fields:
                    type(change.row)._default_manager.filter(pk=change.row.pk).update(**fields)
                for name in lists:
                    getattr(change.row, name).set(change.values[name])
                if isinstance(change.row, Erratum):
                    self.texts.__dict__.pop("errata", None)
                    self.texts.__dict__.pop("everything", None)
                rows = list(touched(change))
                checker = Checker(self.texts, learned(self.vocabulary, rows[0], change))
                found = [why for row in rows for why in checker.reasons(row)]
                transaction.set_rollback(True)
        except (IntegrityError, ValidationError):
            return None
        finally:
            for cached in ("errata", "everything"):
                if isinstance(change.row, Erratum):
                    self.texts.__dict__.pop(cached, None)
        return found


def learned(vocabulary: Vocabulary, row: Any, change: Change) -> Vocabulary:
    """The vocabulary as it is once the error is in the base: it takes the wrong words in, too."""
    found = copy(vocabulary)
    named = change.row if isinstance(change.row, Contributor) else row
    if isinstance(named, Contributor):
        named = Contributor.objects.get(pk=named.pk)
    if isinstance(row, Cited):
        words = {w for _, text in statements_of(row) for w in WORD.findall(text) if w.islower()}
        found.__dict__["lower_case"] = vocabulary.lower_case | words
    if isinstance(named, Named):
        names = {words_of(name) for name in named.names()}
        words = {word for name in names for word in name.split()}
        for attribute, new in (("names", names), ("words_of_names", words), ("known", words), ("capitalised", words)):
            found.__dict__[attribute] = getattr(vocabulary, attribute) | new
    if isinstance(row, Erratum):
        found.__dict__["known"] = vocabulary.known | set(words_of(row.corrected).split())
    return found


def touched(change: Change):
    if isinstance(change.row, Citation):
        yield rows_of(Citation).get(pk=change.row.pk)
        for model in cited_models():
            yield from rows_of(model).filter(citations=change.row.pk, basis=Basis.CITED)
    else:
        yield rows_of(type(change.part)).get(pk=change.part.pk)
