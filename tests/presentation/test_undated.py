"""What a question for years leaves out because it has no date is counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.filters import InitiativeFilter
from initiatives.models import Initiative
from initiatives.parts_filters import HandoverFilter
from tests.factories import (
    make_actor,
    make_conflict,
    make_handover,
    make_initiative,
    make_involvement,
    make_track,
)

pytestmark = pytest.mark.django_db


def undated(filterset_class=InitiativeFilter, **asked):
    rows = filterset_class.Meta.model.objects.public()
    return filterset_class(asked, queryset=rows).undated


@pytest.mark.parametrize(
    "asked", [{"year_from": "1990"}, {"year_to": "1990"}, {"year_from": "1990", "year_to": "1991"}]
)
def test_rows_without_a_date_are_counted_when_a_year_is_asked_for(asked):
    for dates in ("", "", "1990", "1800", "1990/.."):
        make_initiative(dates=dates)

    assert undated(**asked) == 2


@pytest.mark.parametrize("asked", [{}, {"kind": "dialogue"}, {"year_from": "x"}, {"year_to": ""}])
def test_nothing_is_counted_unless_a_year_is_asked_for(asked):
    make_initiative()

    assert undated(**asked) is None


def test_the_other_filters_hold_for_what_is_counted():
    track = make_track()
    make_involvement(initiative=make_initiative(kind="trade"), track=track)
    make_involvement(initiative=make_initiative(kind="treaty"), track=track)
    make_initiative(kind="trade")

    assert undated(year_from="1990", kind="trade", track=track.slug) == 1


def test_what_is_not_public_is_not_counted():
    make_initiative(status="draft")

    assert undated(year_from="1990") == 0


def test_it_costs_one_query_and_the_filters_are_as_before():
    make_initiative(name="With a date", dates="1990")
    make_initiative()
    asked = {"year_from": "1990", "kind": "dialogue"}
    filterset = InitiativeFilter(asked, queryset=Initiative.objects.public())
    assert [str(row) for row in filterset.qs] == ["With a date"]
    with CaptureQueriesContext(connection) as queries:
        assert [filterset.undated, filterset.undated] == [1, 1]

    assert len(queries) == 1
    assert filterset.form.cleaned_data["year_from"] == 1990


def test_parts_whose_date_has_another_name_are_counted_too():
    tracks = {"from_track": make_track(), "to_track": make_track()}
    make_handover(**tracks)
    make_handover(date="1993", **tracks)

    assert undated(HandoverFilter, year_to="1999") == 1


@pytest.mark.parametrize(
    ("address", "make"),
    [("/initiatives/", make_initiative), ("/actors/", make_actor), ("/conflicts/", make_conflict)],
)
def test_a_page_says_how_many_have_no_date(client, address, make):
    make(dates="1990")
    make()
    one = client.get(address, {"year_from": 1980}).content.decode()
    make()
    two = client.get(address, {"year_from": 1980}).content.decode()

    assert "1 more has no date, and is left out" in one
    assert "2 more have no date, and are left out" in two
    assert "no date, and" not in client.get(address).content.decode()
