"""Which texts a database hands over to be read for a name: all that have it, and few others.

``Sought`` reads a text as words in plain ASCII letters, which no database does. Of a text it finds
a name in, one of these holds in every database, so that no other need be read:

- The text has a character outside of ASCII, which may stand for any letters.
- It has a ``%``, so that it is read as an address is, or is JSON with a ``\\``: maybe a letter.
- Else its words are its own letters in their order, with some left out: points, apostrophes and the
  ending of a genitive. So it has the letters of the name in their order, and between them only
  what is no letter or digit, or such an ending (``GAP``). British spelling alone puts other letters
  in; these are not asked for (``_letters``, ``_spelt``).
- Names that sound alike share the letters of which a sound is made of that one letter alone
  (``OWN``), or one of some (``WRITTEN``), and between are none that are always heard (``HEARD``).
- Initials stand beside the family name, each word of which is written in one.
- A short name has its capitals in their order, with points between them or without.

That the letters are there is asked with ``LIKE``, which is quick and leaves few texts, and how they
stand of these with a regular expression. (Not of JSON, where numbers may stand between two words.)
``LIKE`` takes no account of the case of ASCII letters: SQLite’s does so by itself, that of
PostgreSQL in the collation ``C``, whatever the collation of the column is.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Any

from django.db.models import BooleanField, F, Func, JSONField, Q

from curation.naming import SHORT, Sought
from curation.spelling import AMERICAN, words

OWN = {**dict.fromkeys("bdhlmnprt0123456789"), "C": "ch", "S": "sh"}
"""Sounds that are written with these letters and no others, themselves where none are said."""
WRITTEN = {
    " ": "^a-zA-Z0-9",
    "A": "aeiouy",
    "C": "c",
    "S": "s",
    "f": "fp",
    "j": "jz",
    "k": "cgkqx",
    "s": "cszx",
    "v": "vw",
    "z": "sz",
}
"""With which of these letters any other is written."""
HEARD = "blmnr"
"""Letters that are never part of another sound: each is heard, but for one that is doubled."""
GAP = "(?:[^a-zA-Z0-9]|'[sS])*"
Way = tuple[str, str]
"""A pattern of LIKE, and a regular expression for what is like it."""
MOST_POINTS = 5
"""Between the letters of a short name; of a longer one only the beginning is asked for."""


def may_name(fields: list[Any], sought: Sought) -> Q:
    """The condition of every row that names one of those sought in one of these text fields."""
    ways, exact = sorted(_ways(sought)), sorted(_short(sought))
    found = Q(pk__in=[])
    for field in fields:
        column = F(field.attname)
        if isinstance(field, JSONField):
            alone = [(like, "") for like, _ in ways]
            found |= Q(_MayName(column, ways=alone, exact=[*exact, "%", "\\"]))
        else:
            found |= Q(_MayName(column, ways=ways, exact=[*exact, "%"]))
    return found


class _MayName(Func):
    """True of a column that is as some patterns say, has an exact text, or is no ASCII."""

    output_field = BooleanField()

    def __init__(self, column: Any, *, ways: list[Way], exact: list[str]) -> None:
        super().__init__(column)
        self.ways, self.exact = ways, exact

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, _ = compiler.compile(self.source_expressions[0])
        # Of a text with a null character in it, all that follows is beyond LIKE and length().
        beyond = f"length({column}) <> length(CAST({column} AS BLOB))"
        return self._any(column, "LIKE", "REGEXP", "instr", beyond)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        column, _ = compiler.compile(self.source_expressions[0])
        column = f'({column})::text COLLATE "C"'
        beyond = f"octet_length({column}) <> char_length({column})"
        return self._any(column, "ILIKE", "~", "strpos", beyond)

    def _any(self, column: str, like: str, matches: str, find: str, beyond: str) -> Any:
        tests, params = [beyond], []
        for text in self.exact:
            tests.append(f"{find}({column}, %s) > 0")
            params.append(text)
        for pattern, expression in self.ways:
            tests.append(f"{column} {like} %s")
            params.append(pattern)
            if expression:
                tests[-1] += f" AND {column} {matches} %s"
                params.append(expression)
        return f"({' OR '.join(tests)})", params


def _ways(sought: Sought) -> set[Way]:
    """What a text in ASCII is like, if it names somebody by more than a few letters."""
    forms = {"".join(words(name)) for name in sought.names}
    found = {(_letters(form), _spelt(form)) for form in forms if len(form) > SHORT}
    found |= {(_own(it), _sounding(it)) for it in sought.sounds}
    found |= {(words(it), "[^a-zA-Z0-9]*".join(map(_cased, words(it)))) for it in sought.families}
    return {(f"%{'%'.join([*parts, ''])}", f"(?s){expression}") for parts, expression in found}


def _cased(letters: str) -> str:
    """In either case, letter by letter, which is found much faster than without regard to it."""
    return "".join(map(_any_of, letters))


def _any_of(letters: str) -> str:
    return f"[{_both_cases(letters)}]"


def _both_cases(letters: str) -> str:
    return letters + letters.upper() if letters.islower() else letters


def _letters(form: str) -> tuple[str, ...]:
    """The letters of a name that no rule of spelling has put there."""
    for american in AMERICAN.values():
        form = form.replace(american, "")
    return tuple(form.replace("z", ""))  # of organization


def _spelt(form: str) -> str:
    """The letters of a name, and what may stand between them."""
    for american in AMERICAN.values():
        form = form.replace(american, ".")
    spelt = {".": ".*", "z": _any_of("sz")}
    return GAP.join(spelt.get(it, _cased(it)) for it in form)


def _own(sounds: str) -> tuple[str, ...]:
    """The letters of which some sounds are always made."""
    return tuple("".join(OWN[it] or it for it in sounds if it in OWN))


def _sounding(sounds: str) -> str:
    """With what each sound is written, and what may follow until one is heard again."""
    written = sounds.strip().replace("ks", "k")  # both may be an x
    return "".join(
        f"{_any_of(WRITTEN.get(it, it))}[^{_both_cases(HEARD.replace(it, ''))}]*" for it in written
    )


def _short(sought: Sought) -> set[str]:
    """What a text in ASCII has one of, if it names somebody by a few letters."""
    found = set()
    for name in sought.names:
        letters = re.sub(r"\W", "", name)
        if 0 < len("".join(words(name))) <= SHORT and letters.isascii():
            for points in product(("", "."), repeat=min(len(letters) - 1, MOST_POINTS)):
                found.add("".join(map("".join, zip(letters, (*points, ""), strict=False))))
    return found
