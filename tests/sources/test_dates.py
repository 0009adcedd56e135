"""While a date is typed, a sentence says how it is read, or what was meant."""

import pytest
from django.urls import reverse

from actors.models import Actor
from initiatives.models import Initiative
from sources.dates import how_read
from tests import factories
from tests.admin_forms import address, errors, filled_in

READ = [
    ("1993", "Read as: 1993."),
    ("1993-09-13", "Read as: 13 September 1993."),
    ("1960~", "Read as: about 1960."),
    ("1959/1988", "Read as: 1959 to 1988; counted between 1959 and 1988."),
    ("1993-01/1993-09", "Read as: January 1993 to September 1993; counted in 1993."),
    ("[1959,1960]", "Read as: 1959 or 1960; counted between 1959 and 1960."),
    ("1981-24", "Read as: winter 1981–82; counted between 1981 and 1982."),
    ("1946/..", "Read as: since 1946; counted in every year since 1946."),
    ("../1990", "Read as: until 1990; counted in every year until 1990."),
    ("1960-10/", "Read as: from October 1960, end unknown; counted in 1960."),
]
MEANT = [
    ("1959-1988", "1959/1988"),
    ("1959 – 1988", "1959/1988"),
    ("1959 to 1988", "1959/1988"),
    ("1987-95", "1987/1995"),
    ("1946-", "1946/.."),
    ("since 1946", "1946/.."),
    ("c. 1960", "1960~"),
    ("1959 or 1960", "[1959,1960]"),
    ("1990s", "1990/1999"),
    ("1993-9", "1993-09"),
    ("1993/9/13", "1993-09-13"),
    ("13.9.1993", "1993-09-13"),
    ("Sept. 1993", "1993-09"),
    ("13 September 1993", "1993-09-13"),
]
HOPELESS = ["soon", "31.2.1993", "12 smarch 1993", "199X", "1" * 60, "1993-02-30"]


@pytest.mark.parametrize(("text", "sentence"), READ)
def test_a_date_is_read_as_a_sentence_with_the_years_that_count(text, sentence):
    assert how_read(text) == sentence


def read(client, text):
    return client.get(reverse("admin:sources_date_in_words"), {"date": text})


@pytest.mark.django_db
def test_the_desk_reads_a_date_that_is_typed(admin_client):
    assert read(admin_client, " 1959/1988 ").json() == {
        "read": "Read as: 1959 to 1988; counted between 1959 and 1988.",
        "wrong": "",
    }
    assert read(admin_client, "").json() == {"read": "", "wrong": ""}


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "meant"), MEANT)
def test_of_a_common_slip_it_is_said_what_was_meant(admin_client, text, meant):
    assert read(admin_client, text).json()["wrong"].endswith(f" Did you mean {meant}?")


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOPELESS)
def test_nothing_is_guessed_that_is_no_date_either(admin_client, text):
    wrong = read(admin_client, text).json()["wrong"]
    assert wrong
    assert "Did you mean" not in wrong


@pytest.mark.django_db
def test_reading_asks_for_nothing_but_the_login(admin_client, django_assert_num_queries):
    with django_assert_num_queries(2):  # the session and its user
        read(admin_client, "1993")


@pytest.mark.django_db
def test_nobody_reads_dates_without_a_login(client):
    assert read(client, "1993").status_code == 302


@pytest.mark.django_db
def test_a_stored_date_stands_in_words_under_its_field(admin_client):
    row = factories.make_initiative(dates="1959/1988")
    assert "counted between 1959 and 1988." in admin_client.get(address(row)).content.decode()


@pytest.mark.django_db
def test_a_typed_date_stands_in_words_when_the_form_comes_back(admin_client):
    page = address(Initiative, "add")
    sent = filled_in(admin_client.get(page), name="", dates="1959/1988")
    assert "counted between 1959 and 1988." in admin_client.post(page, sent).content.decode()


@pytest.mark.django_db
def test_a_refused_date_says_what_was_meant(admin_client):
    page = address(Actor, "add")
    sent = filled_in(admin_client.get(page), kind="state", name="A", slug="a", dates="1946-")
    assert errors(admin_client.post(page, sent))[0].endswith("Did you mean 1946/..?")
