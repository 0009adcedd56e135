"""What a statement says, and the paragraphs that it cites do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from curation.models import Named
from sources.matching import (
    has_digits,
    has_term,
    has_words,
    letters,
    tracks_in,
    unsupported_numbers_in,
    words_of,
)
from sources.models import Contributor, Erratum
from sources.names import beheaded_in, has_name, names_in
from sources.printed_dates import unsupported_dates_in, unsupported_in_date
from sources.statements import dates_of, linked_by, places_of, printed_in, statements_of
from sources.vocabulary import Vocabulary


@dataclass(frozen=True)
class Statement:
    """A row that states something, beside the paragraphs that it cites.

    ``printed`` is their text, ``meant`` the same without its misprints, and then what its
    expressions mean; ``terms`` are those of the passages.
    """

    row: Any
    printed: str
    meant: str
    terms: list[str]
    vocabulary: Vocabulary

    def unsupported(self) -> Iterator[str]:
        """What the row says and its paragraphs do not: numbers, names, dates, links."""
        for name, text in statements_of(self.row):
            for found in self._unsupported_in(text):
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
        names = self.row.names() if isinstance(self.row, Named) else []
        if names and not any(map(self.has_name, names)):
            yield f"its name “{names[0]}”"
        for link in linked_by(self.row):
            yield from self._unsupported_link(link)

    def has_name(self, name: str) -> bool:
        return has_name(name, self.meant, self.vocabulary.known)

    def _unsupported_in(self, text: str) -> Iterator[str]:
        """The numbers and names in running text, and what stands in quotation marks there."""
        yield from unsupported_numbers_in(text, self.meant, self.vocabulary.known)
        yield from unsupported_dates_in(text, self.meant)
        for name in names_in(text, self.vocabulary.lower_case):
            if not self.has_name(name):
                yield name
        yield from beheaded_in(text, self.vocabulary.printed, self.vocabulary.capitalised)
        for quoted in re.findall("“([^”]+)”", text):
            if not has_term(quoted, self.meant, self.vocabulary.known):
                yield quoted

    def _is_printed(self, text: str) -> bool:
        """Whether the text stands there whole; a subtitle may stand apart from its title."""
        if not any(character.isalpha() for character in text):
            return has_digits(text, self.meant)
        address = re.sub(r"\Ahttps?://(?:www\.)?", "", text)
        return all(map(self.has_name, address.split(": ")))

    def _has_place(self, number: str) -> bool:
        """Whether the number stands there as that of a track, of a phase or in a list."""
        terms = "\n".join(self.terms)
        if phases := re.findall(r"Phase (\d+)", terms):
            return number in phases
        listed = rf"(?m)^\W*{re.escape(number)}(?!\d)"
        return number in tracks_in(terms) or bool(re.search(listed, self.meant))

    def _unsupported_link(self, link: Named) -> Iterator[str]:
        if link.names():
            if not any(map(self.has_name, link.names_besides(self.row))):
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
