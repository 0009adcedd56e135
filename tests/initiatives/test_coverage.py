"""Where somebody searched for initiatives and found none: a part of a conflict."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from initiatives.models import Coverage
from tests.admin_forms import address, errors, filled_in
from tests.factories import make_conflict, make_coverage, make_track

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("languages", ["en", "ar en he"])
def test_languages_are_codes_with_spaces_between(languages):
    make_coverage(languages=languages).full_clean()


@pytest.mark.parametrize("languages", ["", "English", "en,fr", "EN", " en", "en  fr", "en\n"])
def test_languages_that_are_no_codes_are_refused(languages):
    with pytest.raises(ValidationError, match="languages"):
        make_coverage(languages=languages).full_clean()


def test_a_conflict_has_one_search_on_a_track():
    conflict, track = make_conflict(), make_track()
    make_coverage(conflict=conflict, track=track)
    make_coverage(conflict=make_conflict(), track=track)

    with pytest.raises(IntegrityError):
        make_coverage(conflict=conflict, track=track)


def test_the_api_tells_with_a_conflict_who_searched_when_and_in_which_languages(client):
    conflict = make_conflict(slug="war")
    track = make_track(slug="funding")
    make_coverage(
        conflict=conflict,
        track=track,
        key="funders",
        searched_by="Editors of this base",
        languages="ar en",
        note="In two catalogues.",
    )
    [found] = client.get("/api/v1/conflicts/war/").json()["coverage"]

    assert found["track"]["slug"] == "funding"
    del found["track"]
    assert found == {
        "key": "funders",
        "searched_by": "Editors of this base",
        "searched_on": "2026-05-03",
        "languages": "ar en",
        "note": "In two catalogues.",
    }


def test_the_api_leaves_out_a_search_on_a_track_that_is_not_public(client):
    conflict = make_conflict(slug="war")
    make_coverage(conflict=conflict, track=make_track(status="draft"))

    assert client.get("/api/v1/conflicts/war/").json()["coverage"] == []


def test_a_curator_enters_a_search_with_its_conflict(admin_client):
    conflict = make_conflict(status="draft")
    track = make_track(slug="funding", short_name="Funding")
    page = address(conflict)
    row = {
        "track": track.pk,
        "searched_by": "Editors",
        "searched_on": "2026-05-03",
        "languages": "en",
    }
    answer = admin_client.post(page, filled_in(admin_client.get(page), {"coverage": [row]}))

    assert answer.status_code == 302, errors(answer)
    assert str(Coverage.objects.get()) == f"{conflict}: searched on Funding, none found"
