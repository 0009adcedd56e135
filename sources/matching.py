"""Whether a number or a word stands in a text that a scan may have garbled.

Letters compare without case, accents, spaces and punctuation, since scans run words together. A
number matches only between non-digits; number words count as numbers, “one” where it is not plainly
a pronoun. Ordinals are no numbers here, unless they are those of tracks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache
from itertools import accumulate

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
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
COUNTING_ONE = re.compile(
    r"(?<!track[ -])(?<!\bno )(?<!\bas )(?<!\bif )(?<!\bonly )\bone\b"
    r"(?! (?:another|of)\b| and a half|-sided|[’'])",
    re.IGNORECASE,
)
"""“One” where it may be a number; elsewhere it is a pronoun, or the number of a track."""
ONE = re.compile(rf"(?<=track[ -])one\b(?! and a half)|{COUNTING_ONE.pattern}", re.IGNORECASE)
AND_A_HALF = re.compile(r"([^\W\d_]+)[ -]and[ -]a[ -]half")
YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")

LONGEST_WORD = 19
"""A longer run of letters is words that a scan has run together."""

INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a scan has lost the space between two words."""
TOKEN = re.compile(r"[^\W\d_]+|\d+")
WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*(?:-[^\W\d_]+)*")


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The text as it compares: letters and digits alone, without case or accents."""
    return "".join(c for c in folded(text) if c.isalnum())


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(SUPERSCRIPTS)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def has_word(word: str, text: str) -> bool:
    """Whether the word stands in the text, on its own or inside words run together by a scan."""
    plain = text.casefold()
    if re.search(rf"(?<![^\W\d_]){re.escape(word.casefold())}(?![^\W\d_])", plain):
        return True
    return any(letters(word) in letters(run) for run in plain.split() if len(run) > LONGEST_WORD)


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """The words of a text as they compare, each between two single spaces."""
    return f" {' '.join(TOKEN.findall(folded(INNER_CAPITAL.sub(' ', text))))} "


def has_words(words: str, text: str) -> bool:
    """Whether the words stand in the text, one after the other."""
    return words_of(words) in words_of(text)


def has_term(term: str, text: str, known: Container[str]) -> bool:
    """Whether the term stands in the text as whole words.

    Where a scan has run words together it may begin or end inside, but only between known words.
    """
    form = letters(term)
    if not form:
        return False
    if has_words(term, text):
        return True
    runs, compact, whole = _runs(text), letters(text), _boundaries(text)
    start = compact.find(form)
    while start >= 0:
        end = start + len(form)
        if (start in whole or _begins_inside(form, runs, start, known)) and (
            end in whole or _ends_inside(form, runs, end, known)
        ):
            return True
        start = compact.find(form, start + 1)
    return False


@lru_cache(maxsize=1024)
def _runs(text: str) -> tuple[str, ...]:
    return tuple(letters(run) for run in text.split())


@lru_cache(maxsize=1024)
def _boundaries(text: str) -> frozenset[int]:
    """The places, in the letters of the text, where a word begins or ends."""
    return frozenset(accumulate((len(word) for word in words_of(text).split()), initial=0))


def _begins_inside(form: str, runs: tuple[str, ...], place: int, known: Container[str]) -> bool:
    """Whether a word may begin at this place, inside words run together by a scan.

    It may between two known words that are all of the run. In a longer run it may after a known
    word, or if what begins there is one.
    """
    before, after = _cut(runs, place)
    if _are_words(before, after, known):
        return True
    return len(before + after) > LONGEST_WORD and (
        before.endswith("a")
        or any(before[-n:] in known for n in range(_shortest(form), len(before) + 1))
        or any(form[:n] in known for n in range(5, len(form) + 1))
    )


def _ends_inside(form: str, runs: tuple[str, ...], place: int, known: Container[str]) -> bool:
    before, after = _cut(runs, place)
    if _are_words(after, before, known):
        return True
    return len(before + after) > LONGEST_WORD and (
        any(after[:n] in known for n in range(_shortest(form), len(after) + 1))
        or any(form[-n:] in known for n in range(5, len(form) + 1))
    )


def _are_words(outside: str, inside: str, known: Container[str]) -> bool:
    return len(outside) > 2 and outside in known and len(inside) > 2


def _shortest(form: str) -> int:
    """How long the next word must be: “ten” is not to be found in “often”."""
    return 2 if len(form) > 4 else 3


def _cut(runs: tuple[str, ...], place: int) -> tuple[str, str]:
    """The two parts of the run of letters in which this place is."""
    for run in runs:
        if place < len(run):
            return run[:place], run[place:]
        place -= len(run)
    return "", ""


# Numbers


def has_number(number: str, text: str, known: Container[str] = ()) -> bool:
    """Whether the number stands in the text between non-digits, or as a word."""
    if has_digits(number, text):
        return True
    word = WORDS.get(int(number)) if number.isdecimal() and len(number) < 5 else None
    return word is not None and has_term(word, text, known)


def has_digits(number: str, text: str) -> bool:
    """Whether the digits stand in the text, with a sign or two between them where there is one."""
    digits = r"\W{1,3}".join(re.findall(r"\d+", number))
    return bool(re.search(rf"(?<!\d){digits}(?!\d)", text.translate(SUPERSCRIPTS)))


@lru_cache(maxsize=4096)
def numbers_in(text: str) -> frozenset[str]:
    """The numbers that a text names, in digits: 1987, 18, 1.5; those of tracks as “Track 2” too."""
    return frozenset({*each_number_in(text), *(f"Track {number}" for number in tracks_in(text))})


def each_number_in(text: str) -> list[str]:
    """The numbers that a text names, in digits, as often as it names them."""
    plain = INNER_CAPITAL.sub(" ", text).translate(SUPERSCRIPTS)
    found = [digits.lstrip("0") or "0" for digits in re.findall(r"\d+", plain)]
    found += [str(number) for _, number in number_words_in(plain)]
    return found + ["1"] * len(ONE.findall(plain))


def number_words_in(text: str) -> Iterator[tuple[str, int]]:
    """The words for numbers from two on, with their numbers; “twenty-one” is one of them."""
    for compound in re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)*", text):
        for word in [compound] if compound.casefold() in NUMBERS else compound.split("-"):
            if (number := NUMBERS.get(word.casefold())) is not None:
                yield word, number


def unsupported_numbers_in(statement: str, text: str, known: Container[str]) -> Iterator[str]:
    """The numbers of a statement that do not stand in the text."""
    for number in re.findall(r"\d+", statement):
        if not has_number(number, text, known):
            yield number
    for word, number in number_words_in(statement):
        if not has_number(str(number), text, known):
            yield word
    if COUNTING_ONE.search(statement) and not (
        has_digits("1", text) or re.search(r" (?<! track )one ", words_of(text))
    ):
        yield "one"
    for number in sorted(tracks_in(statement) - tracks_in(text)):
        yield f"Track {number}"


@lru_cache(maxsize=4096)
def tracks_in(text: str) -> frozenset[str]:
    """The numbers of the tracks that a text names: “Track Two”, “tracks 2 and 3”, “first track”."""
    plain = AND_A_HALF.sub(r"\1andahalf ", folded(INNER_CAPITAL.sub(" ", text)))
    words = TOKEN.findall(plain.replace("1.5", "oneandahalf "))
    found: set[str] = set()
    for place, word in enumerate(words):
        if word not in ("track", "tracks"):
            continue
        for after in words[place + 1 :]:
            if number := _track_number(after):
                found.add(number)
            elif after not in ("and", "or", "to", "from", "through"):
                break
        for before in reversed(words[:place]):
            if before in ORDINALS:
                found.add(str(ORDINALS.index(before) + 1))
            elif before not in ("and", "or"):
                break
    return frozenset(found)


def _track_number(word: str) -> str:
    """The number of a track with which a word begins, since scans run on: “2”, “twoactors”."""
    if word.endswith("andahalf"):
        return f"{NUMBERS.get(word.removesuffix('andahalf'), 1)}.5"
    if word.isdecimal():
        return word if len(word) < 3 else ""
    if word in ("ii", "iii"):
        return str(len(word))
    if word in NUMBERS or word in ORDINALS:
        return str(NUMBERS.get(word, ""))
    return next((str(n) for n in range(1, 10) if word.startswith(WORDS[n])), "")
