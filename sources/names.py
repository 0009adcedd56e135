"""Which words are names, and whether a name stands in a text that a scan may have garbled.

A name stands in a text as the same words in the same order, whatever the case, the accents and the
punctuation between them. Where a scan has broken its words or run them together, and where the text
has it with an ending (Egypt’s, Egyptian), it counts only if it is spelt as a known name is: so the
“Rusia” of a slip is not found inside “Russian”.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from string import ascii_lowercase

from sources.matching import (
    INNER_CAPITAL,
    NUMBERS,
    WORD,
    folded,
    has_term,
    has_words,
    letters,
    words_of,
)

ENDINGS = r"(?:[’']?s|n|i|ian|ese)?"
"""Of a plural, a genitive or the adjective of a country: Egypt’s, Egyptian, Israeli, Japanese."""
ADJECTIVE = re.compile(r"(?<=[a-z])(?:ian|ese|(?<=a)n|(?<!i)i)\Z")
SENTENCE_START = re.compile(r"(?:\A|(?<!\b[A-Z])[.!?:]\s+|[“”\"(]\s*)\Z")


def is_known(name: str, known: Container[str]) -> bool:
    return all(word in known for word in words_of(name).split())


def has_name(name: str, text: str, known: Container[str]) -> bool:
    """Whether the name stands in the text; ``known`` holds the words of known names, as compared.

    A name of three letters or fewer compares with its capitals, points between them allowed.
    """
    form = letters(name)
    if len(form) <= 3:
        dotted = r"\.?".join(map(re.escape, name.replace(".", "")))
        return bool(re.search(rf"(?<!\w)(?<!\w\.){dotted}(?!\w|\.\w)", text))
    if has_words(name, text) or f" {form} " in words_of(text):
        return True
    noun = ADJECTIVE.sub("", name)
    if noun != name and len(noun) > 3 and has_words(noun, text):
        return True
    if not is_known(name, known):
        return False
    spaced = r"[\W_]*".join(form)
    if re.search(rf"(?<!\w){spaced}{ENDINGS}(?!\w)", folded(INNER_CAPITAL.sub(" ", text))):
        return True
    return has_term(name, text, known)


def names_in(statement: str, lower_case_words: Container[str]) -> Iterator[str]:
    """The words of a statement that are names: those with a capital, months included.

    At the start of a sentence a word that also occurs in lower case is none. A single letter is
    one, unless it is an initial, an article or a pronoun. A genitive’s ending is left out; of a
    compound with an abbreviation each part is a name (US-Soviet).
    """
    for match in WORD.finditer(statement):
        word = match.group()
        if word.islower() or (not word.isascii() and not any(map(str.isupper, word))):
            continue
        if word.casefold() in NUMBERS or word == "One":
            continue
        if len(word) == 1 and (word in "AI" or statement[match.end() :].startswith(".")):
            continue
        if SENTENCE_START.search(statement[: match.start()]) and any(
            form in lower_case_words for form in inflections(word.lower())
        ):
            continue
        parts = word.split("-")
        yield from map(_without_genitive, parts if min(map(len, parts)) < 3 else [word])


def _without_genitive(word: str) -> str:
    return re.sub(r"[’']s?\Z", "", word)


def inflections(word: str) -> Iterator[str]:
    """The word, and other forms in which an English verb or noun may occur."""
    stem = word.removesuffix("e")
    yield from (word, f"{word}s", f"{stem}ing", f"{stem}ed")
    if len(word) > 3:
        yield from (f"{word[:-1]}ies", word.removesuffix("s"), word.removesuffix("es"))


def beheaded_in(
    statement: str, printed: Container[str], capitalised: Container[str]
) -> Iterator[str]:
    """The words that no text has in lower case, and that lack the first letter of a name."""
    for word in (part for match in WORD.findall(statement) for part in match.split("-")):
        form = letters(word)
        if (
            word.islower()
            and form not in printed
            and any(initial + form in capitalised for initial in ascii_lowercase)
        ):
            yield word
