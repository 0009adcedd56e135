"""Dates as sources give them: what can be written, what it spans, and how it reads.

The forms are those of ISO 8601-2 as the Library of Congress specifies them (EDTF, 2019).
"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from initiatives.models import Initiative
from sources.edtf import EDTFError, parse

VALID = [
    # text, earliest, latest, words
    ("1993-09-13", "1993-09-13", "1993-09-13", "13 September 1993"),
    ("1992-02-29", "1992-02-29", "1992-02-29", "29 February 1992"),
    ("1993-09", "1993-09-01", "1993-09-30", "September 1993"),
    ("1992-02", "1992-02-01", "1992-02-29", "February 1992"),
    ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
    ("1993-12", "1993-12-01", "1993-12-31", "December 1993"),
    ("1993", "1993-01-01", "1993-12-31", "1993"),
    ("0622", "0622-01-01", "0622-12-31", "622"),
    ("1981-21", "1981-03-01", "1981-05-31", "spring 1981"),
    ("1981-22", "1981-06-01", "1981-08-31", "summer 1981"),
    ("1981-23", "1981-09-01", "1981-11-30", "autumn 1981"),
    ("1981-24", "1981-12-01", "1982-02-28", "winter 1981–82"),
    ("1983-24", "1983-12-01", "1984-02-29", "winter 1983–84"),
    ("1999-24", "1999-12-01", "2000-02-29", "winter 1999–00"),
    ("9999-24", "9999-12-01", "9999-12-31", "winter 9999–00"),
    ("1960~", "1960-01-01", "1960-12-31", "about 1960"),
    ("1960?", "1960-01-01", "1960-12-31", "perhaps 1960"),
    ("1960%", "1960-01-01", "1960-12-31", "perhaps about 1960"),
    ("1993-09-13?", "1993-09-13", "1993-09-13", "perhaps 13 September 1993"),
    ("1981-24~", "1981-12-01", "1982-02-28", "about winter 1981–82"),
    ("1960/1988", "1960-01-01", "1988-12-31", "1960 to 1988"),
    ("1960-10/1988", "1960-10-01", "1988-12-31", "October 1960 to 1988"),
    ("1993-01-20/1993-09", "1993-01-20", "1993-09-30", "20 January 1993 to September 1993"),
    ("1993/1993-09", "1993-01-01", "1993-09-30", "1993 to September 1993"),
    ("1993-06/1993", "1993-06-01", "1993-12-31", "June 1993 to 1993"),
    ("1993/1993", "1993-01-01", "1993-12-31", "1993 to 1993"),
    ("1960~/1988?", "1960-01-01", "1988-12-31", "about 1960 to perhaps 1988"),
    ("1946/..", "1946-01-01", None, "since 1946"),
    ("../1990", None, "1990-12-31", "until 1990"),
    ("1960-10/", "1960-10-01", "1960-10-31", "from October 1960, end unknown"),
    ("/1990", "1990-01-01", "1990-12-31", "until 1990, start unknown"),
    ("[1959,1960]", "1959-01-01", "1960-12-31", "1959 or 1960"),
    ("[1960, 1959]", "1959-01-01", "1960-12-31", "1960 or 1959"),
    (
        "[1959-11,1960,1961-02-03]",
        "1959-11-01",
        "1961-02-03",
        "November 1959, 1960 or 3 February 1961",
    ),
]

INVALID = [
    # text, what the sentence says
    ("", "is not a date. Write 1993"),
    (" 1993", "is not a date"),
    ("1993\n", "is not a date"),
    ("١٩٩٣", "is not a date"),
    ("93", "is not a date"),
    ("1993-9", "is not a date"),
    ("13 September 1993", "is not a date"),
    ("1993~~", "is not a date"),
    ("-0044", "is not a date"),
    ("199X", "is not a date"),
    ("1990..1992", "is not a date"),
    ("0000", "is not a day of the calendar"),
    ("1993-00", "has no month 00"),
    ("1993-13", "has no month 13"),
    ("1993-20", "has no month 20"),
    ("1993-25", "has no month 25"),
    ("1993-02-29", "is not a day of the calendar"),
    ("1993-09-31", "is not a day of the calendar"),
    ("1993-09-00", "is not a day of the calendar"),
    ("1981-24-01", "gives a day of a season"),
    ("/", "neither a start nor an end"),
    ("../..", "neither a start nor an end"),
    ("../", "neither a start nor an end"),
    ("1990/1991/1992", "more than one slash"),
    ("1988/1960", "ends before it starts"),
    ("1993-09-13/1993-09-12", "ends before it starts"),
    ("1993-06/1992", "ends before it starts"),
    ("1990/1993-13", "has no month 13"),
    ("[]", "is not a date"),
    ("[1959]", "offers only one date"),
    ("[1959,]", "is not a date"),
    ("[1959,..]", "is not a date"),
    ("[1959/1960]", "is not a date"),
    ("[1959,1960]/1970", "is not a date"),
]


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("text", "earliest", "latest", "words"), VALID)
def test_a_date_spans_from_its_first_to_its_last_day(text, earliest, latest, words):
    found = parse(text)
    assert (found.earliest, found.latest) == (day(earliest), day(latest))


@pytest.mark.parametrize(("text", "earliest", "latest", "words"), VALID)
def test_a_date_reads_as_a_person_would_say_it(text, earliest, latest, words):
    assert str(parse(text)) == words


@pytest.mark.parametrize(("text", "reason"), INVALID)
def test_what_is_no_date_is_refused_with_a_sentence(text, reason):
    with pytest.raises(EDTFError) as refused:
        parse(text)
    sentence = str(refused.value)
    assert reason in sentence
    assert sentence.startswith("“")
    assert sentence.endswith(".")


def test_a_long_text_is_not_repeated_whole_in_the_sentence():
    with pytest.raises(EDTFError) as refused:
        parse("x" * 10_000)
    assert len(str(refused.value)) < 400


# The field


def span(initiative: Initiative) -> tuple[date | None, date | None]:
    initiative.refresh_from_db()
    return initiative.dates_earliest, initiative.dates_latest


@pytest.fixture
def initiative() -> Initiative:
    return Initiative(slug="talks", name="Talks", kind=Initiative.Kind.NEGOTIATION)


@pytest.mark.django_db
def test_saving_a_date_fills_its_first_and_last_day(initiative):
    initiative.dates = "1993-01/1993-09"
    initiative.save()
    assert span(initiative) == (date(1993, 1, 1), date(1993, 9, 30))


@pytest.mark.django_db
def test_saving_an_open_date_leaves_its_end_empty(initiative):
    initiative.dates = "1946/.."
    initiative.save()
    assert span(initiative) == (date(1946, 1, 1), None)


@pytest.mark.django_db
def test_saving_another_date_moves_its_first_and_last_day(initiative):
    initiative.dates = "1993"
    initiative.save()
    initiative.dates = "1994-02"
    initiative.save()
    assert span(initiative) == (date(1994, 2, 1), date(1994, 2, 28))


@pytest.mark.django_db
def test_emptying_a_date_empties_its_first_and_last_day(initiative):
    initiative.dates = "1993"
    initiative.save()
    initiative.dates = ""
    initiative.save()
    assert span(initiative) == (None, None)


@pytest.mark.django_db
def test_creating_in_bulk_fills_first_and_last_days(initiative):
    initiative.dates = "1981-24"
    Initiative.objects.bulk_create([initiative])
    stored = Initiative.objects.get(slug="talks")
    assert span(stored) == (date(1981, 12, 1), date(1982, 2, 28))


@pytest.mark.parametrize("text", ["93", "1988/1960", "1993-13"])
def test_a_form_refuses_bad_text_with_the_sentence(initiative, text):
    with pytest.raises(EDTFError) as reason:
        parse(text)
    initiative.dates = text
    with pytest.raises(ValidationError) as refused:
        initiative.full_clean(validate_unique=False, validate_constraints=False)
    assert refused.value.message_dict == {"dates": [str(reason.value)]}


@pytest.mark.django_db
def test_bad_text_never_reaches_the_database(initiative):
    initiative.dates = "93"
    with pytest.raises(EDTFError), transaction.atomic():
        initiative.save()
    assert not Initiative.objects.exists()
