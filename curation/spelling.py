"""Names as they compare: in plain letters, and without what transliterations differ in.

And addresses and numbers of registers, whose forms differ too.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

LOGOGRAM = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af]")
INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
GENITIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
WORD = re.compile(r"[a-z0-9]+")

AMERICAN = {
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "programme": "program",
    "theatre": "theater",
}
ISE = re.compile(r"(?<=\w{3}i)s(?=(?:ations?|ed|ing|es?)\Z)")


@lru_cache(maxsize=20_000)
def words(text: str, *, initials: bool = False) -> tuple[str, ...]:
    """The words of a name in ASCII and lower case, in their order.

    Letters with points between them are one word (U.N.), unless they are the ``initials`` of a
    person. A genitive's ending is left out, and British spelling becomes American.
    """
    plain = text if text.isascii() else anyascii(text)
    if LOGOGRAM.search(text):
        plain = INNER_CAPITAL.sub(" ", plain)
    plain = plain.lower()
    if not initials:
        plain = DOTTED.sub(lambda match: match[0].replace(".", ""), plain)
    plain = GENITIVE.sub("", plain).replace("'", "")
    american = [AMERICAN.get(word, word) for word in WORD.findall(plain)]
    return tuple(ISE.sub("z", word) if "is" in word else word for word in american)


# In their order; capitals stand for sounds, so that no later rule takes them apart.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        (r"tsch|tch|ch", "C"),
        (r"sch|sh", "S"),
        (r"dzh|dj|zh", "j"),
        (r"kh", "h"),
        (r"gh|q|ck", "k"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ph", "f"),
        (r"tz", "ts"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"c(?=[eiy])", "s"),
        (r"[cg]", "k"),
        (r"\Aye", "e"),
        (r"(?<=[aeiouy])j(?![aeiouy])", ""),
        (r"(?<=.)h\Z", ""),
        (r"(.)\1+", r"\1"),
        (r"\A[aeiou]+", "A"),
        (r"(?<=.)[aeiouy]", ""),
    ]
]


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """What is left of a word when the usual ways to transliterate it make no difference.

    Consonants in classes, without vowels but at the start: ``mohammed``, ``muhammad`` and the bare
    ``mhmd`` of Arabic script are all ``mhmd``; ``qaddafi`` and ``gadhafi`` are ``kdf``. Numbers
    stay as they are.
    """
    if word.isdecimal():
        return word
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


# Identifiers


def of_address(identifier: str) -> str:
    """The identifier itself, where it is given as an address: ``https://ror.org/01xf75524``."""
    return identifier.strip().rstrip("/").rpartition("/")[2].lower()


def doi_of(value: str) -> str:
    """``10.1000/182`` of ``https://doi.org/10.1000/182`` or ``doi:10.1000/182``."""
    start = value.find("10.")
    return value[max(start, 0) :].strip().lower()


def isbn_of(value: str) -> str:
    """The thirteen digits of an ISBN of ten or thirteen; what is neither, as it is."""
    digits = re.sub(r"[\s-]", "", value).lower()
    if not re.fullmatch(r"\d{9}[\dx]", digits):
        return digits
    first = f"978{digits[:9]}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first))
    return f"{first}{-total % 10}"


def url_of(value: str) -> str:
    """An address without what does not change the page; empty for the front page of a site."""
    bare = re.sub(r"\Ahttps?://(?:www\.)?", "", value.strip(), flags=re.IGNORECASE)
    host, _, path = bare.partition("#")[0].partition("/")
    path = path.rstrip("/")
    return f"{host.lower()}/{path}" if path else ""
