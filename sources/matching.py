"""Whether a number, a word or a name stands in a text that a scan may have garbled.

Letters compare without case, accents, spaces and punctuation, since scans run words together. A
number matches only between non-digits; number words and month names count as numbers. “One” is no
number here (it is mostly a pronoun), and ordinals are none either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sources.edtf import MONTHS, SEASONS

SUPERSCRIPTS = dict.fromkeys(map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹"))
UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
UNITS += "fifteen sixteen seventeen eighteen nineteen"
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: n for n, word in enumerate(UNITS.split()) if n > 1}
NUMBERS |= {word: n for n, word in zip(range(20, 100, 10), TENS, strict=True)}
NUMBERS |= {
    f"{ten}-{unit}": NUMBERS[ten] + n
    for ten in TENS
    for n, unit in enumerate(UNITS.split()[:10])
    if n
}
NUMBERS |= {"hundred": 100, "thousand": 1000}
WORDS = {n: word for word, n in NUMBERS.items()} | {1: "one"}

LONGEST_WORD = 19
"""A longer run of letters is words that a scan has run together."""

INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a scan has lost the space between two words."""
ENDINGS = r"(?:[’']?s|n|i|ian|ese)?"
"""Of a plural, a genitive or the adjective of a country: Egypt’s, Egyptian, Israeli, Japanese."""

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+)*")
SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s+|[“”\"(]\s*)\Z")


def letters(text: str) -> str:
    """The text as it compares: letters and digits alone, without case or accents."""
    return "".join(c for c in _folded(text) if c.isalnum())


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(SUPERSCRIPTS)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def has_number(number: str, text: str) -> bool:
    """Whether the number stands in the text between non-digits, or as a word."""
    text = text.translate(SUPERSCRIPTS)
    if re.search(rf"(?<!\d){re.escape(number)}(?!\d)", text):
        return True
    word = WORDS.get(int(number)) if number.isdecimal() and len(number) < 5 else None
    return word is not None and has_word(word, text)


def has_word(word: str, text: str) -> bool:
    """Whether the word stands in the text, on its own or inside words run together by a scan."""
    plain = text.casefold()
    if re.search(rf"(?<![^\W\d_]){re.escape(word.casefold())}(?![^\W\d_])", plain):
        return True
    return any(letters(word) in letters(run) for run in plain.split() if len(run) > LONGEST_WORD)


def has_name(name: str, text: str) -> bool:
    """Whether the name stands in the text as words of its own, or as an adjective made from it.

    A scan may break it or run its words together; inside a long run of letters it counts too.
    """
    form = letters(name)
    if len(form) <= 3:
        dotted = r"\.?".join(map(re.escape, name.replace(".", "")))
        return bool(re.search(rf"(?<!\w){dotted}(?!\w)", text))
    plain = _folded(INNER_CAPITAL.sub(" ", text))
    spaced = r"[\W_]*".join(form)
    if re.search(rf"(?<!\w){spaced}{ENDINGS}(?!\w)", plain):
        return True
    return any(form in letters(run) for run in text.split() if len(run) > LONGEST_WORD)


def names_in(statement: str, lower_case_words: set[str]) -> Iterator[str]:
    """The capitalised words of a statement that are names, months included."""
    for match in WORD.finditer(statement):
        word = match.group()
        if not word[0].isupper() or word.casefold() in NUMBERS or word == "One" or len(word) < 2:
            continue
        if SENTENCE_START.search(statement[: match.start()]) and any(
            form in lower_case_words for form in inflections(word.lower())
        ):
            continue
        yield word


def inflections(word: str) -> Iterator[str]:
    """The word, and other forms in which an English verb or noun may occur."""
    stem = word.removesuffix("e")
    yield from (word, f"{word}s", f"{stem}ing", f"{stem}ed", f"{word[:-1]}ies")
    yield from (word.removesuffix("s"), word.removesuffix("es"))


def unsupported_in(statement: str, text: str, lower_case_words: set[str]) -> Iterator[str]:
    """The numbers and names of a statement that do not stand in the text."""
    for number in re.findall(r"\d+", statement):
        if not has_number(number, text):
            yield number
    for compound in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", statement):
        parts = [compound] if compound.casefold() in NUMBERS else compound.split("-")
        for word in parts:
            number = NUMBERS.get(word.casefold())
            if number is not None and not has_number(str(number), text):
                yield word
    for word in names_in(statement, lower_case_words):
        stripped = re.sub(r"[’']s?\Z", "", word)
        if not has_name(stripped, text):
            yield stripped


def unsupported_in_date(value: str, text: str) -> Iterator[str]:
    """The years, months, seasons and days of an EDTF date that do not stand in the text."""
    for year, month, day in re.findall(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", value):
        if not has_number(year, text):
            yield year
        if month:
            name = SEASONS.get(int(month)) or MONTHS[int(month)]
            forms = (name, name[:3]) if int(month) <= 12 else (name,)
            plain = any(has_word(form, text) for form in forms)
            if not plain and not (int(month) <= 12 and has_number(month, text)):
                yield name
        if day and not (has_number(day, text) or has_number(str(int(day)), text)):
            yield day


def plain(number: Any) -> str:
    """A number as people write it: 2, 1.5."""
    return f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)


def has_track_number(number: str, text: str) -> bool:
    """Whether a track's number stands in the text, as a digit or a word."""
    if number == "1.5":
        return "1.5" in text or "oneandahalf" in letters(text)
    return has_number(number, text)
