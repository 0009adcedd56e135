"""What is wrong with a statement although all of it stands in the paragraphs that it cites."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from sources.backing import Statement
from sources.counting import faults_in_numbers
from sources.matching import WORD, has_words, letters, unsupported_numbers_in, words_of
from sources.models import Erratum
from sources.names import beheaded_in, is_known, names_in
from sources.printed_dates import years_named_in, years_of
from sources.statements import dates_of, own_name_of, statements_of

LIKENESS = 0.63
"""How much of a misprint its correction keeps at least; 1 is all."""


def faults_in(statement: Statement) -> Iterator[str]:
    row = statement.row
    yield from _years_at_odds(statement)
    yield from faults_in_numbers(statement)
    if isinstance(row, Erratum):
        yield from _no_correction(statement, row)
    if name := own_name_of(row):
        if not any(part in letters(name) for part in row.slug.split("-")):
            yield f"its name, “{name}”, and its address have no word in common."
        if len(row.names()) > 1:
            yield from _unvouched_name(statement, name)


def _years_at_odds(statement: Statement) -> Iterator[str]:
    """Years of its dates that its text, which names others, leaves out."""
    row = statement.row
    texts = [text for _, text in statements_of(row)]
    texts += [getattr(row, name, "") for name in ("name", "title_short")]
    said = {year for text in texts for year in years_named_in(text)}
    dates = (value for name, value in dates_of(row) if name != "accessed")
    for year in sorted({year for value in dates for year in years_of(value)} - said):
        if said:
            yield f"its dates say {year}, and its text names other years alone."


def _no_correction(statement: Statement, erratum: Erratum) -> Iterator[str]:
    """A correction keeps most of the letters, and brings in nothing that nobody vouches for."""
    vocabulary, reason = statement.vocabulary, words_of(erratum.reason).split()
    vouched = vocabulary.printed.union(vocabulary.words_of_names, reason)
    likeness = _likeness(erratum.printed, erratum.corrected)
    for name in names_in(erratum.corrected, set()):
        if not is_known(name, vouched):
            yield f"“{name}”, as it corrects, is no name in the texts, the base or its reason."
        elif erratum.kind == Erratum.Kind.NAME and not is_known(name, reason):
            words = WORD.findall(erratum.printed)
            likest = max((_likeness(word, name) for word in words), default=0.0)
            likeness = min(likeness, likest)
    for word in beheaded_in(erratum.corrected, vocabulary.printed, vocabulary.capitalised):
        yield f"“{word}”, as it corrects, lacks its first letter."
    if likeness < LIKENESS:
        yield f"“{erratum.corrected}” has little in common with what it corrects."
    text = f"{erratum.printed}\n{erratum.reason}"
    for number in unsupported_numbers_in(erratum.corrected, text, vocabulary.known):
        yield f"“{number}”, as it corrects, stands neither in the misprint nor in its reason."


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()


def _unvouched_name(statement: Statement, name: str) -> Iterator[str]:
    """A name of which another form is printed: its words need the texts or its address.

    So “Colin Powell” may be cited to a “Secretary Powell”, and “Coolin Powell” may not.
    """
    words, slug = words_of(name).split(), statement.row.slug.split("-")
    if has_words(name, statement.vocabulary.texts.everything):
        if not statement.has_name(name):
            yield f"its name “{name}” stands elsewhere in the texts, and not in what it cites."
    elif words != slug:
        for word in words:
            if not (word in slug or word in statement.vocabulary.printed):
                yield f"“{word}” of its name stands neither in the texts nor in its address."
        initials = "".join(word[0] for word in words)
        for part in slug:
            if part not in initials and not any(word.startswith(part) for word in words):
                yield f"“{part}” of its address stands neither in its name nor in the texts."
    sorted_as = getattr(statement.row, "sort_name", name)
    if sorted(words_of(sorted_as).split()) != sorted(words):
        yield f"it is sorted as “{sorted_as}”, which is not its name."
