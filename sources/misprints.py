"""Misprints in sight: what a source prints wrongly in the very place that a statement rests on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from curation.models import Named
from sources.fields import EDTFField
from sources.matching import letters

WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
TURNS_ROUND = frozenset({"no", "not", "nor"})
"""Short words that a misprint may have lost, and the sense with them."""

Places = dict[tuple[int, int], list[Any]]
"""The errata of each paragraph, by the key of the work and the number."""


def by_paragraph(errata: Iterable[Any]) -> Places:
    """Errata, loaded with their passages, at each paragraph of their work that these touch."""
    places: Places = defaultdict(list)
    for erratum in errata:
        for number in {n for passage in erratum.citations.all() for n in passage.paragraphs}:
            places[erratum.work_id, number].append(erratum)
    return dict(places)


def misprints_behind(statement: Any, places: Places) -> list[Any]:
    """The errata at the paragraphs of a statement that stand corrected in it.

    That is, their corrected form stands in it, or a telling word that only the correction has.
    """
    touching = {
        erratum: None
        for passage in statement.citations.all()
        for number in passage.paragraphs
        for erratum in places.get((passage.work_id, number), ())
        if type(erratum) is not type(statement)  # an erratum tells its misprint itself
    }
    if not touching:
        return []
    text = "\n".join(_said(statement))
    return [erratum for erratum in touching if _stands(erratum, text)]


def corrected_words(printed: str, corrected: str) -> list[str]:
    """The words that only the correction has and that tell: names, long words, “not”."""
    before = {letters(word) for word in WORD.findall(printed)}
    new = [word for word in WORD.findall(corrected) if letters(word) not in before]
    return [
        word
        for word in new
        if len(word) > 3 or (len(word) > 2 and word[0].isupper()) or word.lower() in TURNS_ROUND
    ]


def _stands(erratum: Any, text: str) -> bool:
    if letters(erratum.corrected) in letters(text):
        return True
    said = {letters(word) for word in WORD.findall(text)}
    return any(letters(w) in said for w in corrected_words(erratum.printed, erratum.corrected))


def _said(statement: Any) -> Iterator[str]:
    """The texts of a row, its name included, and the names of what it links, as far as loaded."""
    for field in statement._meta.concrete_fields:
        if field.name == getattr(statement, "PARENT", None):
            continue
        if isinstance(field, models.ForeignKey):
            linked = getattr(statement, field.name) if field.is_cached(statement) else None
            if isinstance(linked, Named):
                yield str(linked)
        elif isinstance(field, models.CharField | models.TextField) and not (
            isinstance(field, EDTFField) or field.choices or field.name in ("slug", "key")
        ):
            yield getattr(statement, field.name)
