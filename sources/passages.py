"""Whether a passage is the one that it claims to be: its paragraphs, its terms, whom it reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from curation.models import Named
from sources.matching import has_term, has_words, unsupported_numbers_in, words_of
from sources.models import Citation, Contribution
from sources.names import beheaded_in, has_name, names_in
from sources.texts import Texts
from sources.vocabulary import Vocabulary

NOTE_MARK = re.compile("[⁰¹²³⁴-⁹]+")
AS_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SOURCE_NAMED = re.compile(r"\A\W*Source:|\([^()]*\b(?:1\d|20)\d\d\b[^()]*\)")
"""A line “Source: …”, or a work in brackets: (Montville & Davidson, 1981, p. 155)."""


def faults_of(passage: Citation, texts: Texts, vocabulary: Vocabulary) -> Iterator[str]:
    """Why a passage of a source text is wrong."""
    total = len(texts.paragraphs[passage.work_id])
    beyond = [n for n in passage.paragraphs if n > total]
    if not passage.paragraphs:
        yield "names no paragraph of the source text."
    if beyond:
        yield f"there is no paragraph {beyond[0]}; the text has {total}."
    printed = texts.printed(passage)
    for term in (*passage.terms, *passage.read_as):
        if not has_term(term, printed, vocabulary.known):
            yield f"“{term}” does not stand in ¶ {listed(passage.paragraphs)}."
    if not passage.terms:
        yield "names no term that a check could read."
    elif passage.paragraphs and not beyond:
        yield from _unmarked_ends(passage, texts, vocabulary)
    if passage.locator:
        yield from _misleading(passage, texts, vocabulary)
    if passage.read_as or passage.attributed_speaker or passage.attributed_work:
        around = "\n".join(sources_of(passage, texts, vocabulary))
        authors = "\n".join(str(it.contributor) for it in passage.work.contributions.all())
        for meaning in passage.read_as.values():
            yield from _unknown_in(meaning, passage, f"{around}\n{authors}", vocabulary)
        yield from _unreported(passage, f"{texts.meant(passage)}\n{around}", vocabulary)


def listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def paragraphs_in(locator: str) -> list[int]:
    """The paragraphs that a locator leads to: “note 29, ¶ 158; list, ¶ 200–201”."""
    found: list[int] = []
    for listing in re.findall(r"¶ ((?:\d+(?:–\d+)?(?:, )?)+)", locator):
        for first, last in re.findall(r"(\d+)(?:–(\d+))?", listing):
            found.extend(range(int(first), int(last or first) + 1))
    return sorted(found)


def _unmarked_ends(passage: Citation, texts: Texts, vocabulary: Vocabulary) -> Iterator[str]:
    """Its first and last paragraph, if no term shows that they belong to it."""
    paragraphs = texts.paragraphs[passage.work_id]
    terms = (*passage.terms, *passage.read_as)
    for end in dict.fromkeys((passage.paragraphs[0], passage.paragraphs[-1])):
        rest = "\n".join(paragraphs[n - 1] for n in passage.paragraphs if n != end)
        if not any(
            has_term(term, paragraphs[end - 1], vocabulary.known)
            or not has_term(term, rest, vocabulary.known)
            for term in terms
        ):
            yield f"none of its terms stands in ¶ {end}, at its end."


def _misleading(passage: Citation, texts: Texts, vocabulary: Vocabulary) -> Iterator[str]:
    """What a reader who follows the locator does not find: paragraphs, headings, notes, phases."""
    paragraphs = texts.paragraphs[passage.work_id]
    if "¶" in passage.locator and paragraphs_in(passage.locator) != sorted(passage.paragraphs):
        yield f"its locator, “{passage.locator}”, leads to other paragraphs."
    before = "\n".join(paragraphs[: max(passage.paragraphs, default=0)])
    for heading in re.findall("“([^”]+)”", passage.locator):
        if not has_term(heading, before, vocabulary.known):
            yield f"“{heading}”, in its locator, is no heading above it."
    printed = texts.printed(passage)
    for numbers in re.findall(r"notes? ((?:\d+(?:, | and )?)+)", passage.locator):
        for number in re.findall(r"\d+", numbers):
            if number not in (mark.translate(AS_DIGITS) for mark in NOTE_MARK.findall(printed)):
                yield f"note {number}, in its locator, is not there."
    for phase in re.findall(r"Phase \d+", passage.locator):
        if not has_term(phase, printed, vocabulary.known):
            yield f"{phase}, in its locator, is not there."


def _unknown_in(
    meaning: str, passage: Citation, around: str, vocabulary: Vocabulary
) -> Iterator[str]:
    """The names and numbers in what an expression means that nothing else vouches for.

    A name must be one that the texts or the base have; and it, or a family name, must stand in the
    paragraphs or where the text says whose words they are. A number must stand in a term.
    """
    texts = vocabulary.texts.everything
    where = "what an expression means"
    whole = re.findall(r"[A-Z][\w.-]*(?: [A-Z][\w.-]*)+", meaning)
    single = names_in(meaning, vocabulary.lower_case)
    for name in (*whole, *(it for it in single if not any(it in one for one in whole))):
        if not (has_words(name, texts) or any(words_of(name) in it for it in vocabulary.names)):
            yield f"“{name}”, in {where}, is no name in the texts or the base."
        elif not has_name(name.split()[-1], around, vocabulary.known):
            yield f"“{name}”, in {where}, is not named in its paragraphs or the notes to them."
    for word in beheaded_in(meaning, vocabulary.printed, vocabulary.capitalised):
        yield f"“{word}”, in {where}, is no word of the texts."
    if words_of(meaning) not in vocabulary.names:
        terms = "\n".join((*passage.terms, *passage.read_as))
        for number in unsupported_numbers_in(meaning, terms, vocabulary.known):
            yield f"“{number}”, in {where}, stands in none of its terms."


# Whom it reports


def _unreported(passage: Citation, around: str, vocabulary: Vocabulary) -> Iterator[str]:
    reported: list[Named | None] = [passage.attributed_speaker, passage.attributed_work]
    for it in filter(None, reported):
        names = (*it.names(), *it.short_names())
        if not any(has_name(name, around, vocabulary.known) for name in names):
            yield f"reports “{it}”, whom neither its paragraphs nor the notes to them name."


def sources_of(passage: Citation, texts: Texts, vocabulary: Vocabulary) -> Iterator[str]:
    """Where a text says whose words a passage gives: in its paragraphs or in the notes to them.

    If there is none: in the note or the brackets that come next, since one at the end
    stands for all that precedes it; in the note before, since one to a heading stands for what
    follows; and where somebody was named last. The head of a summary says whose work it sums up.
    """
    paragraphs = texts.paragraphs[passage.work_id]
    notes = _Notes(paragraphs)
    here = [n for n in passage.paragraphs if n <= len(paragraphs)]
    own = [note for number in here for note in notes.to(paragraphs[number - 1])]
    yield from (texts.corrected(passage), *own)
    summarised = passage.work.contributions.filter(role=Contribution.Role.REVIEWED_AUTHOR)
    for contribution in summarised.select_related("contributor", "work"):
        yield str(contribution.contributor)
        yield contribution.work.title
    if own or any(_source_in(paragraphs[number - 1]) for number in here):
        return
    first, last = min(here, default=1), max(here, default=1)
    before, after = paragraphs[: first - 1][::-1], paragraphs[last:]
    yield from next((found for it in after if (found := notes.to(it) or _source_in(it))), [])[:1]
    yield from next((found for it in before if (found := notes.to(it))), [])[-1:]
    yield from [it for it in before if vocabulary.names_somebody(it)][:1]


def _source_in(paragraph: str) -> list[str]:
    return [paragraph] if SOURCE_NAMED.search(paragraph) else []


class _Notes:
    """The notes of a text: paragraphs that begin with a mark in superscript."""

    def __init__(self, paragraphs: list[str]) -> None:
        self.by_mark: dict[str, list[str]] = {}
        for paragraph in paragraphs:
            if match := NOTE_MARK.match(paragraph):
                self.by_mark.setdefault(match.group(), []).append(paragraph)

    def to(self, paragraph: str) -> list[str]:
        """The notes to which marks in the paragraph lead.

        A mark at its beginning is its own number, unless the scan has moved it there from the end
        of the paragraph before: then the mark begins two paragraphs, the note being the second.
        """
        return [
            self.by_mark[mark][-1]
            for match in NOTE_MARK.finditer(paragraph)
            if (mark := match.group()) in self.by_mark
            and self.by_mark[mark][-1] != paragraph
            and (match.start() or len(self.by_mark[mark]) > 1)
        ]
