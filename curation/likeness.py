"""How alike two entries of a kind are, by what they are called, and the keys that lead there.

Two entries are compared only if they share a key, so that nobody compares each with all. Keys are
generous and comparing is strict; see docs/decisions/0021.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any, NamedTuple

from curation.spelling import sound, words

KEY_LENGTH = 100


class Nature(StrEnum):
    """What sort of name it is."""

    PERSON = "person"
    BODY = "body"
    DESCRIPTION = "description"
    TITLE = "title"


@dataclass(frozen=True)
class Likeness:
    """What an entry can be told by, and told apart from others of its kind."""

    nature: Nature
    names: Sequence[str]
    """Its own name first, then all others."""
    identifiers: Sequence[tuple[str, str]] = ()
    """Those that no two can share: ``("DOI", "10.1017/9781")``."""
    years: tuple[int | None, int | None] = (None, None)
    """The first and the last, where they are known."""
    facts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What keeps two apart where both have it and nothing of it is the same."""

    @cached_property
    def forms(self) -> list[Form]:
        """Its names and what may stand for them, each once, with its own name first."""
        found: dict[Any, Form] = {}
        for form in (form for name in self.names for form in forms(self.nature, name)):
            same = found.get((form.tokens, form.numbers))
            if same is None or (form.is_whole and not same.is_whole):
                found[form.tokens, form.numbers] = form
        return [*found.values()]


class Match(NamedTuple):
    score: int
    """Up to 100, which is an identifier that both have."""
    reason: str


# What names are made of

STOP = frozenset(
    "a an and are at between by did do does for from how in is of on or the to was were what when "
    "where which who why with da de del der des di die du e el en et fur la las le les los um und "
    "y".split()
)
LEGAL = frozenset("ag bv co corp eg ev gmbh inc llc llp ltd limited nv plc sa sarl spa".split())
TITLES = frozenset(
    "ambassador archbishop ayatollah bishop brother cardinal chancellor col colonel dame dr father "
    "gen general imam judge king lady lord maj major minister mr mrs ms pastor pope president "
    "prince princess prof professor queen rabbi rev reverend saint senator shaykh sheik sheikh sir "
    "sister st sultan".split()
)
PARTICLES = frozenset("al ap bin bint da de del der di do dos du el ibn la le ul van von".split())
GENERIC = {
    Nature.PERSON: frozenset[str](),
    Nature.TITLE: frozenset[str](),
    Nature.BODY: frozenset("government islamic kingdom republic state".split()),
    Nature.DESCRIPTION: frozenset(
        "accord agreement back backchannel campaign channel civil commission committee conference "
        "conflict consultation contact crisis dialogue diplomacy discussion dispute effort forum "
        "group informal initiative international joint meeting mediation mission movement national "
        "negotiation network official peace problem process program project proposal relation "
        "round secret seminar series settlement summit talk track treaty unofficial visit war "
        "working workshop".split()
    ),
}
ENOUGH = {Nature.PERSON: 70, Nature.BODY: 75, Nature.DESCRIPTION: 70, Nature.TITLE: 80}

ORDINALS = {
    word: str(n)
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1
    )
} | {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
"""Without V and X, which may be initials."""
NUMBERED = re.compile(r"(\d+)(?:st|nd|rd|th)?")

SEGMENTS = re.compile(r"\s*[:(;]\s*|\s+[–—/]\s+")


class Form(NamedTuple):
    """One name, taken apart."""

    text: str
    tokens: tuple[str, ...]
    """Its words without stop words and numbers, in their order."""
    numbers: frozenset[str]
    is_whole: bool
    """Whether it is the whole of a name, not what stands before a colon or within brackets."""
    weights: dict[str, float]
    """How much each of its words tells, by its sound."""


@lru_cache(maxsize=50_000)
def forms(nature: Nature, name: str) -> tuple[Form, ...]:
    """A name and the parts of it that may stand for it alone."""
    if nature is Nature.PERSON:
        family, _, given = name.partition(", ")
        name = f"{given} {family}" if given else name
    whole = _form(nature, name, is_whole=True)
    found = [whole]
    pieces = [piece for piece in SEGMENTS.split(name.replace(")", "")) if piece.strip()]
    if len(pieces) < 2:
        return (whole,)
    if nature is Nature.TITLE or (nature is Nature.BODY and " / " not in name):
        pieces = pieces[:1]
    shortest = 3 if nature is Nature.TITLE else 1
    for piece in pieces:
        form = _form(nature, piece, is_whole=False)
        if len(form.tokens) >= shortest and form.tokens != whole.tokens:
            found.append(form)
    return tuple(found)


def _form(nature: Nature, text: str, *, is_whole: bool) -> Form:
    spelt = words(text, initials=nature is Nature.PERSON)
    read = [_read(nature is Nature.PERSON, word) for word in spelt]
    numbers = frozenset(number for _, number in read if number)
    tokens = [word for word, _ in read if word]
    if not tokens or (nature is Nature.PERSON and len(tokens) == 1):
        tokens = [*spelt]
    weights = {sound(word): _weight(nature, word) for word in tokens}
    return Form(text.strip(), tuple(tokens), numbers, is_whole, weights)


@lru_cache(maxsize=100_000)
def _read(of_person: bool, word: str) -> tuple[str, str]:
    """A word as it tells one name from another, and as a number; empty where it is neither."""
    digits = NUMBERED.fullmatch(word)
    number = digits[1].lstrip("0") if digits else ORDINALS.get(word, "")
    if of_person:
        return ("" if word in TITLES or word.isdecimal() else word), number
    if number or word in STOP or word in LEGAL:
        return "", number
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return (word[:-1] if is_plural else word), number


def _weight(nature: Nature, word: str) -> float:
    return 0.3 if word in GENERIC[nature] else 1.0


def _core(nature: Nature, tokens: Sequence[str]) -> list[str]:
    """The words that tell it from others; where all are common ones, all of them."""
    return [word for word in tokens if word not in GENERIC[nature]] or [*tokens]


# Keys


def keys(likeness: Likeness) -> set[str]:
    """What another entry of the kind must share one of to be compared with this one."""
    found = {f"{label}:{value}" for label, value in likeness.identifiers}
    for place, form in enumerate(likeness.forms):
        if likeness.nature is Nature.PERSON:
            found.update(_keys_of_person(form, is_own=place == 0))
        else:
            found.update(_keys_of_words(likeness.nature, form))
            found.update(_keys_with_year(likeness, form))
    return {key[:KEY_LENGTH] for key in found}


def _keys_of_person(form: Form, *, is_own: bool) -> Iterator[str]:
    named = [word for word in form.tokens if len(word) > 1 and word not in PARTICLES]
    if len(named) > 1:
        yield f"person {' '.join(sorted(map(sound, named)))}"
        yield f"person={sound(''.join(form.tokens))}"
    elif len(form.tokens) == 1 and is_own and form.is_whole:
        yield f"person={form.tokens[0]}"
    if named and len(form.tokens) > 1:
        yield f"person {form.tokens[0][0]}. {sound(form.tokens[-1])}"


def _keys_of_words(nature: Nature, form: Form) -> Iterator[str]:
    """Each two of its three longest words, which stay two of three if one word is another."""
    core = _core(nature, form.tokens)
    sounds = sorted(set(map(sound, core)), key=lambda word: (-len(word), word))
    for pair in combinations(sounds[:3], 2):
        yield f"{nature} {' '.join(pair)}"
    if len(core) == 1:
        yield f"{nature} {core[0] if len(core[0]) < 6 else sounds[0]}"
    if nature is Nature.BODY and form.is_whole and len(form.tokens) > 2:
        yield f"{nature} {_acronym(form)}"


def _keys_with_year(likeness: Likeness, form: Form) -> Iterator[str]:
    """What a description names first, and when it began: the rest may be longer or shorter."""
    if likeness.nature is Nature.DESCRIPTION and form.is_whole and (year := likeness.years[0]):
        yield f"{likeness.nature} {sound(_core(likeness.nature, form.tokens)[0])} {year}"


def _acronym(form: Form) -> str:
    return "".join(word[0] for word in form.tokens)


# Comparing


def compare(a: Likeness, b: Likeness) -> Match | None:
    """How alike two entries of a kind are and why; None if there is no reason to think so."""
    for label, value in a.identifiers:
        if (label, value) in b.identifiers:
            return Match(100, f"the same {label}, {value}")
    if a.nature is not b.nature or _are_apart(a, b):
        return None
    alike = _persons if a.nature is Nature.PERSON else _word_sets
    matches = [
        match
        for x in a.forms
        for y in b.forms
        if (x.is_whole or y.is_whole) and not (x.numbers and y.numbers and x.numbers != y.numbers)
        if not (a.nature is Nature.TITLE and len(x.tokens) < 3 and not _share_a_fact(a, b))
        if (match := alike(a.nature, x, y)) and match.score >= ENOUGH[a.nature]
    ]
    if not matches and a.nature is Nature.DESCRIPTION and a.years[0] and a.years[0] == b.years[0]:
        matches = [
            match
            for x in a.forms
            for y in b.forms
            if x.is_whole and y.is_whole
            if (match := _within(x, y, a.years[0]) or _within(y, x, a.years[0]))
        ]
    return max(matches, key=lambda match: match.score, default=None)


def _within(short: Form, long: Form, year: int) -> Match | None:
    """Whether a longer description has all that tells the shorter one."""
    core = {word for word in short.tokens if word not in GENERIC[Nature.DESCRIPTION]}
    if not core or not core <= {*long.tokens} or not short.numbers <= long.numbers | {str(year)}:
        return None
    reason = f"“{long.text}” has the words of “{short.text}”, and both begin in {year}"
    return Match(ENOUGH[Nature.DESCRIPTION], reason)


def _are_apart(a: Likeness, b: Likeness) -> bool:
    """Whether their dates or other facts say that they are two."""
    for name, values in a.facts.items():
        if values and b.facts.get(name) and not values & b.facts[name]:
            return True
    (a_first, a_last), (b_first, b_last) = a.years, b.years
    if a.nature is Nature.DESCRIPTION:  # two spans of time, which may be given in part
        return _is_after(a_first, b_last) or _is_after(b_first, a_last)
    if a.nature is Nature.BODY:
        return False
    return _differ(a_first, b_first) or _differ(a_last, b_last)


def _share_a_fact(a: Likeness, b: Likeness) -> bool:
    """Many works are called “History”: a short title needs an author, a container or a year."""
    if a.years[0] is not None and a.years == b.years:
        return True
    return any(values & b.facts.get(name, frozenset()) for name, values in a.facts.items())


def _is_after(first: int | None, last: int | None) -> bool:
    return first is not None and last is not None and first > last + 1


def _differ(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and abs(a - b) > 1


def _persons(nature: Nature, x: Form, y: Form) -> Match | None:
    if len(x.tokens) == 1 or len(y.tokens) == 1:
        return _match(1, x, y) if x.tokens == y.tokens else None
    joined_x, joined_y = "".join(x.tokens), "".join(y.tokens)
    if sound(joined_x) == sound(joined_y) and (ratio := _ratio(joined_x, joined_y)) >= 0.7:
        return _match(ratio, x, y)
    full_x, full_y = ([word for word in it.tokens if len(word) > 1] for it in (x, y))
    agreeing, left_x, left_y = _align(full_x, full_y)
    left_x, left_y = ([word for word in left if word not in PARTICLES] for left in (left_x, left_y))
    if left_x and left_y:
        return None
    initials_x, initials_y = ([word for word in it.tokens if len(word) == 1] for it in (x, y))
    if not (_stand(initials_x, left_y, initials_y) and _stand(initials_y, left_x, initials_x)):
        return None
    if len(agreeing) > 1:
        missing = len(left_x) + len(left_y) + abs(len(initials_x) - len(initials_y))
        likeness = sum(agreeing.values()) / len(agreeing) * (1 - 0.06 * missing)
        return _match(likeness, x, y, differ=missing > 0)
    same_family = sound(x.tokens[-1]) == sound(y.tokens[-1])
    same_initial = x.tokens[0][0] == y.tokens[0][0]
    if agreeing and same_family and same_initial and (len(full_x) == 1 or len(full_y) == 1):
        if initials_x == initials_y:
            return _match(0.9, x, y)
        return Match(71, f"“{x.text}” may stand for “{y.text}”, or the other way round")
    return None


def _stand(initials: list[str], left: list[str], others: list[str]) -> bool:
    """Whether the initials may stand for what the other name has there, if it has anything."""
    there = {word[0] for word in left} | set(others)
    return not initials or not there or bool(there & set(initials))


def _word_sets(nature: Nature, x: Form, y: Form) -> Match | None:
    if nature is Nature.BODY and (_abbreviates(x, y) or _abbreviates(y, x)):
        return Match(75, f"“{x.text}” and “{y.text}” may be an abbreviation and what it stands for")
    total = sum((x.weights | y.weights).values()) + len(x.numbers ^ y.numbers)
    shared = sum(weight for word, weight in x.weights.items() if word in y.weights)
    if 100 * shared < ENOUGH[nature] * total:
        return None
    agreeing, left_x, left_y = _align(x.tokens, y.tokens)
    common = sum(_weight(nature, word) * likeness for word, likeness in agreeing.items())
    differ = bool(left_x or left_y)
    whole = 1 if x.is_whole and y.is_whole else 0.95
    return _match(whole * min(common, shared) / total, x, y, differ=differ)


def _abbreviates(x: Form, y: Form) -> bool:
    return (
        len(x.tokens) == 1
        and len(x.text) > 2
        and x.text.isupper()
        and len(y.tokens) > 2
        and x.tokens[0] == _acronym(y)
    )


def _align(xs: Sequence[str], ys: Sequence[str]) -> tuple[dict[str, float], list[str], list[str]]:
    """How far words of the first name agree with one of the second each; and those left of both."""
    left_x, left_y, agreeing = [], [*ys], {}
    for word in xs:
        if word in left_y:
            left_y.remove(word)
            agreeing[word] = 1.0
        else:
            left_x.append(word)
    for word in [*left_x]:
        likeness, other = max(((_alike(word, it), it) for it in left_y), default=(0.0, ""))
        if likeness:
            left_x.remove(word)
            left_y.remove(other)
            agreeing[word] = likeness
    return agreeing, left_x, left_y


def _alike(word: str, other: str) -> float:
    """How far two different words may be one, up to 1; 0 if they are spelt too differently."""
    if sound(word) == sound(other):
        if sound(word) in (word, other):
            return 0.8  # a script without vowels
        ratio = _ratio(word, other)
        return ratio if ratio >= (0.6 if min(len(word), len(other)) > 3 else 0.8) else 0.0
    if word[0] != other[0] or abs(len(word) - len(other)) > 1 or len(word) < 6:
        return 0.0
    ratio = _ratio(word, other)
    return ratio if ratio > 0.87 or sorted(word) == sorted(other) else 0.0


def _ratio(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _match(likeness: float, x: Form, y: Form, *, differ: bool = False) -> Match:
    """``differ`` says that some words of one name agree with none of the other."""
    score = round(99 * likeness)
    if x.text.casefold() == y.text.casefold():
        return Match(score, f"both are called “{x.text}”")
    names = f"“{x.text}” and “{y.text}”"
    if set(x.tokens) == set(y.tokens):
        return Match(score, f"{names} have the same words")
    if differ:
        return Match(score, f"{names} have most words in common")
    return Match(score, f"{names} are spelt alike")
