"""Names of people and bodies: compared, put in the order of an index, and made into keys."""

from __future__ import annotations

import re
import unicodedata

from django.utils.text import slugify

PLAIN = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "’": "'", "Ø": "o", "Đ": "d"})


def normalised(name: str) -> str:
    """A name without case, diacritics, punctuation and a leading “the”, to be compared."""
    letters = unicodedata.normalize("NFKD", name.translate(PLAIN)).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+|_", " ", re.sub(r"^the\s+", "", bare)).split())


def key(*words: str) -> str:
    """A key or slug made of these words, at most 100 letters long."""
    return slugify(" ".join(words).translate(PLAIN).replace("'", ""))[:100].strip("-")


def family_and_given(name: str, exceptions: dict[str, str]) -> tuple[str, str]:
    """A person's name in two: the last word and the rest, unless the exceptions say otherwise.

    An exception gives the name as an index does: ``{"Wesley Clark": "Clark, Wesley"}``; without a
    comma the whole name is one.
    """
    indexed = exceptions.get(name)
    if indexed is None:
        given, _, family = name.rpartition(" ")
        return family, given
    family, _, given = indexed.partition(", ")
    return family, given
