"""How wide a text is in a drawing, on the safe side of the fonts that readers may have."""

from __future__ import annotations

NARROW = frozenset("ijlftrI1.,:;'’‘!|()[]/- ")
WIDE = frozenset("mwMW@%&—…→")


def width(text: str, size: float) -> float:
    """In units of the drawing, for letters of ``size`` units."""
    return sum(map(_em, text)) * size


def shortened(text: str, room: float, size: float) -> str:
    """The text, or its beginning with “…” where there is no room for all; empty below a word."""
    if width(text, size) <= room:
        return text
    if room <= 0:
        return ""
    left = room - width("…", size)
    end = 0
    while end < len(text) and (left := left - _em(text[end]) * size) >= 0:
        end += 1
    return f"{text[:end].rstrip(' ,:;–-')}…" if end >= 4 else ""


def lines(text: str, room: float, size: float) -> list[str]:
    """The text broken between words; a word without room for itself is shortened."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if width(longer, size) <= room or not found[-1]:
            found[-1] = shortened(longer, room, size)
        else:
            found.append(shortened(word, room, size))
    return found


def _em(letter: str) -> float:
    if letter in NARROW:
        return 0.45
    if letter in WIDE or letter > "\u2fff":
        return 1.05
    return 0.74 if letter.isupper() else 0.66
