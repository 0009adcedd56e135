"""What the statements of the base say, and what of it their paragraphs do not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from curation.models import Named, Part
from sources.fields import EDTFField
from sources.matching import (
    YEAR,
    has_digits,
    has_term,
    has_words,
    letters,
    tracks_in,
    unsupported_numbers_in,
    words_of,
)
from sources.models import Cited, Contributor, Erratum, Work
from sources.names import beheaded_in, has_name, is_known, names_in
from sources.printed_dates import unsupported_in_date, years_named_in, years_of

if TYPE_CHECKING:
    from sources.vocabulary import Vocabulary


def cited_models() -> list[type[Any]]:
    return [model for model in apps.get_models() if issubclass(model, Cited)]


def rows_of(model: type[Any]) -> Any:
    """The rows of a model of statements or passages, with what a check of them reads."""
    links = {f.name: f.related_model for f in model._meta.concrete_fields
             if isinstance(f, models.ForeignKey)}  # fmt: skip
    lists = [f.name for f in model._meta.many_to_many if f.name not in ("citations", "disagreements")]
    passages = ["citations__work"] if issubclass(model, Cited) else []
    authors = [f"{name}__contributions__contributor" for name, to in links.items() if to is Work]
    parts = model.link_names() if issubclass(model, Part) else links
    rows = model._default_manager.select_related(*parts) if parts else model._default_manager.all()
    return rows.prefetch_related(*passages, *lists, *authors)


def statements_of(row: Any) -> Iterator[tuple[str, str]]:
    """The running text of a row that its sources must bear out: (field, text)."""
    own_names = {"name", "title"} if isinstance(row, Named) and row.names() else set()
    for f in row._meta.concrete_fields:
        if (
            isinstance(f, models.CharField | models.TextField)
            and not isinstance(f, EDTFField)
            and not f.choices
            and f.name not in ("slug", "key", "basis_note", *own_names)
            and f.name not in (*row.UNTRACED, *row.AS_PRINTED)
            and (text := getattr(row, f.name))
        ):
            yield f.name, text


def printed_in(row: Any) -> Iterator[tuple[str, str]]:
    """What a row takes over from its source as it is printed there: (field, text)."""
    for name in sorted(row.AS_PRINTED):
        if text := getattr(row, name):
            yield name, text


def dates_of(row: Any) -> Iterator[tuple[str, str]]:
    """The dates of a row as EDTF: (field, date)."""
    for f in row._meta.concrete_fields:
        if isinstance(f, EDTFField) and (value := getattr(row, f.attname)):
            yield f.name, value


def places_of(row: Any) -> Iterator[tuple[str, str]]:
    """The numbers under which a source lists a row: (field, number)."""
    for f in row._meta.concrete_fields:
        if (
            isinstance(f, models.DecimalField | models.PositiveSmallIntegerField)
            and f.name not in row.UNTRACED
            and (value := getattr(row, f.attname))
        ):
            yield f.name, plain(value)


def linked_by(row: Any) -> Iterator[Named]:
    """The entries and contributors that a row links, its own entry only if it must name it."""
    for f in row._meta.concrete_fields:
        if isinstance(f, models.ForeignKey) and (
            f.name != getattr(row, "PARENT", None) or row.NAMES_ITS_ENTRY
        ):
            linked = getattr(row, f.name)
            if isinstance(linked, Named):
                yield linked
    for many in row._meta.many_to_many:
        if many.name not in ("citations", "disagreements"):
            yield from getattr(row, many.name).all()


def plain(number: Any) -> str:
    """A number as people write it: 2, 1.5."""
    return f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)


class Statement:
    """A row that states something, beside the paragraphs that it cites.

    ``printed`` is their text, ``meant`` the same with misprints corrected and expressions
    explained; ``terms`` are the terms of the passages.
    """

    def __init__(
        self, row: Any, printed: str, meant: str, terms: list[str], vocabulary: Vocabulary
    ) -> None:
        self.row, self.printed, self.meant, self.terms = row, printed, meant, terms
        self.vocabulary = vocabulary

    def unsupported(self) -> Iterator[str]:
        """What the row says and its paragraphs do not."""
        for name, text in statements_of(self.row):
            for found in unsupported_in(text, self.meant, self.vocabulary):
                yield f"{name}: “{found}”"
        for name, text in printed_in(self.row):
            if not self._is_printed(text):
                yield f"{name}: “{text}”"
        for name, value in dates_of(self.row):
            for found in unsupported_in_date(value, self.meant):
                yield f"{name} {value}: “{found}”"
        for name, number in places_of(self.row):
            if not self._has_place(number):
                yield f"{name} {number}"
        if isinstance(self.row, Erratum) and not has_term(
            self.row.printed, self.printed, self.vocabulary.known
        ):
            yield f"what it corrects, “{self.row.printed}”,"
        if isinstance(self.row, Named) and (names := self.row.names()):
            if not any(map(self._has_name, names)):
                yield f"its name “{names[0]}”"
        for link in linked_by(self.row):
            yield from self._unsupported_link(link)

    def faults(self) -> Iterator[str]:
        """What is wrong although every word of it stands there."""
        yield from self._years_at_odds()
        yield from self._years_in_no_term()
        yield from self._unquoted()
        if hasattr(self.row, "name") and isinstance(self.row, Named) and self.row.names():
            if not any(part in letters(self.row.name) for part in self.row.slug.split("-")):
                yield f"its name, “{self.row.name}”, and its address have no word in common."
        if isinstance(self.row, Named) and len(self.row.names()) > 1:
            yield from self._misspelt_name(self.row)
        if isinstance(self.row, Erratum):
            yield from self._misspelt_correction(self.row)

    def _has_name(self, name: str) -> bool:
        return has_name(name, self.meant, self.vocabulary.known)

    def _is_printed(self, text: str) -> bool:
        """Whether the text stands there whole; a subtitle may stand apart from its title."""
        if not any(character.isalpha() for character in text):
            return has_digits(text, self.meant)
        address = re.sub(r"\Ahttps?://(?:www\.)?", "", text)
        return all(self._has_name(part) for part in address.split(": "))

    def _has_place(self, number: str) -> bool:
        """Whether the number stands there as that of a track, of a phase or in a list."""
        listed = rf"(?m)^\W*(?:Phase )?{re.escape(number)}(?!\d)"
        return number in tracks_in(self.meant) or bool(re.search(listed, self.meant))

    def _unsupported_link(self, link: Named) -> Iterator[str]:
        if link.names():
            if not any(map(self._has_name, link.names_besides(self.row))):
                yield f"the name of “{link}”"
            if isinstance(link, Contributor) and link.given and not self._is_spelt_out(link):
                yield f"the name of “{link}” in full"
            return
        for word in (part for name in names_in(str(link), set()) for part in name.split("-")):
            if letters(word)[: max(4, len(word) - 3)] not in letters(self.meant):
                yield f"“{word}” of “{link}”"

    def _is_spelt_out(self, contributor: Contributor) -> bool:
        """Whether the given names stand with the family name, here or elsewhere in the texts.

        The initial of a middle name may come from another place than the first name.
        """
        first = " ".join(word for word in words_of(contributor.given).split() if len(word) > 1)
        return any(
            has_words(form, self.vocabulary.texts.everything)
            for given in filter(None, (contributor.given, first))
            for form in (f"{given} {contributor.family}", f"{contributor.family} {given}")
        )

    def _years_at_odds(self) -> Iterator[str]:
        """Years of its dates that its text, which names others, leaves out."""
        texts = [text for _, text in statements_of(self.row)]
        texts += [getattr(self.row, name, "") for name in ("name", "title_short")]
        said = {year for text in texts for year in years_named_in(text)}
        dates = (value for name, value in dates_of(self.row) if name != "accessed")
        for year in sorted({year for value in dates for year in years_of(value)} - said):
            if said:
                yield f"its dates say {year}, and its text names other years alone."

    def _years_in_no_term(self) -> Iterator[str]:
        """Where several years are printed, a term must say which of them is meant."""
        printed = set(YEAR.findall(self.meant))
        texts = [text for _, text in statements_of(self.row)]
        texts += [value for _, value in dates_of(self.row)]
        said = {year for text in texts for year in YEAR.findall(text)} & printed
        if len(printed) > 1:
            for year in sorted(said - set(YEAR.findall(" ".join(self.terms)))):
                yield f"{year} is one of several years in its paragraphs, and stands in no term."

    def _unquoted(self) -> Iterator[str]:
        """What stands in quotation marks, and does not stand in the paragraphs as a whole."""
        for name, text in statements_of(self.row):
            for quoted in re.findall("“([^”]+)”", text):
                if not has_term(quoted, self.meant, self.vocabulary.known):
                    yield f"{name}: “{quoted}” is quoted, and does not stand there so."

    def _misspelt_name(self, row: Named) -> Iterator[str]:
        """Words of its name that nothing vouches for, where another form of it is printed."""
        name, *_ = row.names()
        words, slug = words_of(name).split(), row.slug.split("-")
        whole = has_words(name, self.vocabulary.texts.everything) or words == slug
        for word in () if whole else words:
            if not (word in slug or word in self.vocabulary.printed):
                yield f"“{word}” of its name stands neither in the texts nor in its address."
        initials = "".join(word[0] for word in words)
        for part in () if whole else slug:
            if part not in initials and not any(word.startswith(part) for word in words):
                yield f"“{part}” of its address stands neither in its name nor in the texts."
        sorted_as = getattr(row, "sort_name", name)
        if sorted(words_of(sorted_as).split()) != sorted(words):
            yield f"it is sorted as “{sorted_as}”, which is not its name."

    def _misspelt_correction(self, erratum: Erratum) -> Iterator[str]:
        """Names and numbers in the corrected form that nothing vouches for.

        A correction keeps most of the letters; another name would be no correction.
        """
        if SequenceMatcher(None, erratum.printed, erratum.corrected).ratio() < 0.6:
            yield f"“{erratum.corrected}” has little in common with what it corrects."
        reason = words_of(erratum.reason).split()
        vouched = self.vocabulary.printed.union(self.vocabulary.words_of_names, reason)
        for name in names_in(erratum.corrected, set()):
            if not is_known(name, vouched):
                yield f"“{name}”, as it corrects, is no name in the texts, the base or its reason."
        text = f"{self.printed}\n{erratum.reason}"
        for number in unsupported_numbers_in(erratum.corrected, text, self.vocabulary.known):
            yield f"“{number}”, as it corrects, stands neither there nor in its reason."


def unsupported_in(statement: str, text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The numbers and names of a statement that do not stand in the text."""
    yield from unsupported_numbers_in(statement, text, vocabulary.known)
    for name in names_in(statement, vocabulary.lower_case):
        if not has_name(name, text, vocabulary.known):
            yield name
    yield from beheaded_in(statement, vocabulary.printed, vocabulary.capitalised)
