"""The numbers of a statement, held against its terms, its key and one another.

A wrong number may well stand in the same paragraphs as the right one. So each is told twice: in a
term of a passage, in the key, or by the rest of the sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from curation.models import Part
from sources.backing import Statement
from sources.matching import YEAR, each_number_in, numbers_in
from sources.models import Erratum
from sources.statements import dates_of, linked_by, places_of, statements_of


def faults_in_numbers(statement: Statement) -> Iterator[str]:
    yield from _empty_spans(statement)
    yield from _volume_and_issue_apart(statement)
    yield from _in_no_term(statement)
    if not isinstance(statement.row, Erratum):
        yield from _named_twice(statement)
        yield from _at_odds_with_key(statement)


def _empty_spans(statement: Statement) -> Iterator[str]:
    for _, value in dates_of(statement.row):
        begin, slash, end = value.partition("/")
        if slash and begin == end:
            yield f"its dates end where they begin; {begin} alone says so."


def _volume_and_issue_apart(statement: Statement) -> Iterator[str]:
    """Volume and issue, which are printed one after the other: 2(1), Vol. 2, No. 1."""
    volume, issue = (getattr(statement.row, name, "") for name in ("volume", "issue"))
    in_order = rf"(?<!\d){re.escape(volume)}\D{{1,9}}{re.escape(issue)}(?!\d)"
    if volume and issue and not re.search(in_order, statement.meant):
        yield f"volume {volume} and issue {issue} do not stand there in this order."


def _in_no_term(statement: Statement) -> Iterator[str]:
    """Where several numbers are printed, a term must say which of them is meant."""
    printed = numbers_in(statement.meant)
    said = set().union(*map(numbers_in, _texts_of(statement.row))) & printed
    said -= numbers_in(" ; ".join(statement.terms))
    for is_of_kind in KINDS:
        if len(list(filter(is_of_kind, printed))) > 1:
            for it in sorted(filter(is_of_kind, said)):
                yield f"{it} is one of several numbers in its paragraphs, and stands in no term."


def _named_twice(statement: Statement) -> Iterator[str]:
    """A number twice in a sentence, where one may be a slip: “Track One supports Track One”."""
    for name, text in statements_of(statement.row):
        for sentence in re.split(r"(?<=\.) ", text):
            counts = Counter(each_number_in(sentence))
            for number in sorted(number for number, count in counts.items() if count > 1):
                yield f"{name}: a sentence names {number} twice, and one may be a slip."


def _at_odds_with_key(statement: Statement) -> Iterator[str]:
    """Numbers of its key, or its address, that its text leaves out although it names others."""
    row = statement.row
    key = row.key if isinstance(row, Part) else row.slug
    texts = _texts_of(row) + [getattr(row, name, "") for name in ("name", "title_short", "label")]
    said = numbers_in(" ; ".join(texts))
    left_out = _told_by(key) - said
    left_out -= numbers_in(" ; ".join(map(str, linked_by(row))))
    for is_of_kind in KINDS:
        if any(map(is_of_kind, said)):
            for number in sorted(filter(is_of_kind, left_out)):
                yield f"its key says {number}, and its text names other numbers alone."


def _texts_of(row: Any) -> list[str]:
    """All in which a row may name a number: running text, dates, its place in a list."""
    return [text for _, text in (*statements_of(row), *dates_of(row), *places_of(row))]


def _told_by(key: str) -> set[str]:
    """The years and number words of a key; other digits may only tell it from another."""
    words = [word for word in key.split("-") if word.isalpha() or YEAR.fullmatch(word)]
    return set(numbers_in(" ".join(words)))


def _is_year(number: str) -> bool:
    return bool(YEAR.fullmatch(number))


def _is_track(number: str) -> bool:
    return number.startswith("Track ")


def _is_count(number: str) -> bool:
    return not (_is_year(number) or _is_track(number))


KINDS: tuple[Callable[[str], bool], ...] = (_is_year, _is_track, _is_count)
