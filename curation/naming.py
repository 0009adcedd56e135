"""Whether a text names somebody, however it may be written there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from anyascii import anyascii

from curation.spelling import sound, words

SHORT = 3
"""A name of so few letters is found with its capitals alone: US is not “us”."""
TELLING = 6
"""Of so many letters must the sounds of a name be, to mean it in another spelling."""


@dataclass(frozen=True)
class Called:
    """How texts may call somebody: what means them for certain, and what may mean others too.

    ``initials`` are the first letter of the given name and the family name.
    """

    certain: tuple[str, ...]
    perhaps: tuple[str, ...] = ()
    initials: tuple[str, str] | None = None


class Sought:
    """Names to look for. Case, accents, scripts, hyphens, spaces and a genitive do not matter."""

    def __init__(self, called: Iterable[Called], *, initials: bool = False) -> None:
        """With ``initials`` a name is certain as “A. Lee” too, without them it may be another."""
        called = list(called)
        certain = {name for it in called for name in it.certain if name}
        self.certain = _pattern(certain)
        perhaps = {name for it in called for name in it.perhaps}
        self.perhaps = _pattern(perhaps)
        self.names = certain | perhaps
        self.families = {it.initials[1] for it in called if it.initials}
        self.short = _short_pattern(certain)
        self.short_perhaps = _short_pattern(perhaps)
        self.initials = _initials_pattern(it.initials for it in called if it.initials)
        self.initials_are_certain = initials
        self.sounds = {found for name in certain if (found := _telling_sounds(name))}

    def is_in(self, text: str) -> bool:
        """Whether the text certainly names one of them."""
        return bool(text) and self._is_in(text, _plain(text))

    def look(self, text: str) -> bool | None:
        """True where the text certainly names one of them, False where it may, else None."""
        if not text:
            return None
        plain = _plain(text)
        if self._is_in(text, plain):
            return True
        return False if self._may_be_in(text, plain) else None

    def _is_in(self, text: str, plain: str) -> bool:
        if self.short and self.short.search(text):
            return True
        if self.initials_are_certain and self._has_initials(text):
            return True
        return bool(self.certain and self.certain.search(plain))

    def _may_be_in(self, text: str, plain: str) -> bool:
        if self.short_perhaps and self.short_perhaps.search(text):
            return True
        if (self.perhaps and self.perhaps.search(plain)) or self._has_initials(text):
            return True
        if not self.sounds:
            return False
        sounds = f" {' '.join(map(sound, plain.split()))} "
        return any(found in sounds for found in self.sounds)

    def _has_initials(self, text: str) -> bool:
        return bool(self.initials and self.initials.search(anyascii(text)))


def text_of(value: Any) -> str:
    """A value as the text that people read in it; of JSON all its words."""
    if isinstance(value, dict):
        return " ".join(f"{text_of(key)} {text_of(it)}" for key, it in value.items())
    if isinstance(value, list | tuple):
        return " ".join(map(text_of, value))
    return value if isinstance(value, str) else ""


def _plain(text: str) -> str:
    text = unquote(text) if "%" in text else text
    return " ".join(words.__wrapped__(text))  # what is read once need not be remembered


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """The letters of each name, with or without spaces between them, as whole words."""
    forms = {"".join(words(name)) for name in names}
    ways = sorted(" ?".join(form) for form in forms if len(form) > SHORT)
    whole = rf"(?<![a-z0-9])(?:{'|'.join(ways)})(?:e?s)?(?![a-z0-9])"
    return re.compile(whole) if ways else None


def _short_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    ways = sorted(
        r"\.?".join(map(re.escape, re.sub(r"\W", "", name)))
        for name in names
        if 0 < len("".join(words(name))) <= SHORT
    )
    return re.compile(rf"(?<!\w)(?<!\w\.)(?:{'|'.join(ways)})(?!\w|\.\w)") if ways else None


def _initials_pattern(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str] | None:
    """“A. Lee”, “A. M. Lee”, “AM Lee”, “Lee, A.”; the letters as capitals."""
    ways = []
    for initial, family in pairs:
        name = r"[\s-]*".join(map(re.escape, words(family)))
        if family[:1].isupper():
            name = f"(?-i:{name[:1].upper()}){name[1:]}"
        letter = re.escape(anyascii(initial)[:1].upper())
        ways.append(rf"{letter}\.?\s?(?:[A-Z]\.?\s?){{0,3}}(?i:{name})(?![A-Za-z0-9])")
        ways.append(rf"(?i:{name}),?\s+{letter}\.")
    return re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(ways)})") if ways else None


def _telling_sounds(name: str) -> str:
    found = [sound(word) for word in words(name)]
    telling = len(found) > 1 and sum(map(len, found)) >= TELLING
    return f" {' '.join(found)} " if telling else ""
