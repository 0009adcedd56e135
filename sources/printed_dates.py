"""Whether a date stands in a text, however the text writes it: 13 Sept. 1993, 2019/08/03."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.edtf import MONTHS, SEASONS
from sources.matching import SUPERSCRIPTS, YEAR, has_digits, has_word

POINT = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


MONTH = rf"({'|'.join(MONTHS[1:])})"
IN_WORDS = re.compile(rf"(?:(\d{{1,2}}) )?{MONTH}(?: (\d{{1,2}}))?,? (\d{{4}})")


def unsupported_dates_in(statement: str, text: str) -> Iterator[str]:
    """The dates in running text whose year stands in the text, but not together with the rest."""
    for match in IN_WORDS.finditer(statement):
        before, name, after, year = match.groups()
        month, day = MONTHS.index(name), before or after
        stands = has_month(month, year, text) and (not day or has_day(int(day), month, text))
        if has_digits(year, text) and not stands:
            yield match.group()


def unsupported_in_date(value: str, text: str) -> Iterator[str]:
    """The years, months, seasons and days of an EDTF date that do not stand in the text."""
    for year, month, day in POINT.findall(value):
        if not has_digits(year, text):
            yield year
        if month and int(month) in SEASONS:
            if not has_word(SEASONS[int(month)], text):
                yield SEASONS[int(month)]
        elif month:
            if not has_month(int(month), year, text):
                yield MONTHS[int(month)]
            if day and not has_day(int(day), int(month), text):
                yield str(int(day))


def years_of(value: str) -> list[str]:
    return [year for year, _, _ in POINT.findall(value)]


def years_named_in(text: str) -> set[str]:
    """The years that a text names; “2003–04” names two."""
    spans = re.findall(r"(?<!\d)(\d\d)\d\d[–-](\d\d)(?!\d)", text)
    return {*YEAR.findall(text), *(century + year for century, year in spans)}


def has_month(month: int, year: str, text: str) -> bool:
    """Whether the month stands in the text; beside the year, if it stands beside any.

    A name of a month has its capital; in a date in digits it stands beside its year.
    """
    text = text.translate(SUPERSCRIPTS)
    name = rf"(?<![^\W\d_]){_name(month)}"

    def stands_beside(year: str) -> bool:
        forms = (
            rf"{name}[ .]*(?:\d{{1,2}}(?:st|nd|rd|th)?)?[\s.,]*(?:of )?{year}(?!\d)",
            rf"(?<!\d){year}[-/.]0?{month}(?!\d)",
            rf"(?<!\d)0?{month}[-/.]{year}(?!\d)",
        )
        return any(re.search(form, text) for form in forms)

    if stands_beside(r"\d{4}"):
        return stands_beside(year)
    return bool(re.search(name, text))


def has_day(day: int, month: int, text: str) -> bool:
    """Whether the day stands in the text beside its month."""
    text = text.translate(SUPERSCRIPTS)
    name = _name(month)
    forms = (
        rf"(?<!\d)0?{day}(?:st|nd|rd|th)?(?: of)? {name}",
        rf"(?<![^\W\d_]){name}\.? 0?{day}(?!\d)",
        rf"(?<!\d)\d{{4}}[-/.]0?{month}[-/.]0?{day}(?!\d)",
        rf"(?<!\d)0?{day}[-/.]0?{month}[-/.]\d{{4}}(?!\d)",
    )
    return any(re.search(form, text) for form in forms)


def _name(month: int) -> str:
    """The month's name as a pattern, whole or cut short: September, Sept., SEP."""
    name = MONTHS[month]
    return rf"(?:{name}|{name.upper()}|{name[:3]}|{name[:3].upper()}|{name[:4]})(?![^\W\d_])"
