"""Frameworks, whose tracks have pages of their own, and the themes."""

import pytest

from curation.models import Edition
from tests import factories
from tests.admin_forms import address, errors, filled_in, queries_to_open
from tracks.models import FrameworkTrack

pytestmark = pytest.mark.django_db


def add(client, model, new=None, **edits):
    page = address(model, "add")
    return client.post(page, filled_in(client.get(page), new, **edits))


def change(client, row, new=None, **edits):
    return client.post(address(row), filled_in(client.get(address(row)), new, **edits))


def test_a_framework_leads_to_the_pages_of_its_tracks(admin_client):
    track = factories.make_framework_track()
    html = admin_client.get(address(track.framework)).content.decode()
    assert f'href="{address(track)}"' in html


def test_a_track_of_a_framework_is_entered_with_its_mapping_and_points(admin_client):
    framework = factories.make_framework(status="draft")
    theme = factories.make_track(slug="business")
    points = [
        {"kind": "strength", "statement": "It has money."},
        {"kind": "weakness", "statement": "It wants profit."},
    ]
    response = add(
        admin_client,
        FrameworkTrack,
        {"mappings": [{"track": theme.pk, "relation": "exact"}], "points": points},
        framework=framework.pk,
        number="3",
        label="Business",
    )
    assert response.status_code == 302, errors(response)
    track = framework.framework_tracks.get()
    assert track.key == "business"
    assert track.mappings.get().key == "business-2"
    keys = [row.key for row in track.points.order_by("position")]
    assert keys == ["strength-it-has-money", "weakness-it-wants-profit"]
    assert Edition.current().number == 0


def test_a_track_without_framework_is_refused_in_words(admin_client):
    points = [{"kind": "strength", "statement": "It has money."}]
    response = add(admin_client, FrameworkTrack, {"points": points}, label="Business")
    assert errors(response) == ["This field is required."]


def test_a_key_is_used_once_in_the_whole_framework(admin_client):
    track = factories.make_framework_track(key="one")
    other = factories.make_framework_track(framework=track.framework, key="two")
    row = {"kind": "strength", "statement": "It has money.", "key": "two"}
    response = change(admin_client, track, {"points": [row]})
    assert errors(response) == ["Something else in this entry already has the key “two”."]
    assert other.points.count() == 0


def test_two_tracks_of_a_framework_with_one_number_are_refused(admin_client):
    rows = [{"number": "2", "label": "Professional"}, {"number": "2", "label": "Business"}]
    response = change(admin_client, factories.make_framework(), {"framework_tracks": rows})
    assert "Another track of this framework has this number." in errors(response)


def test_two_tracks_without_number_are_accepted(admin_client):
    rows = [{"label": "Professional"}, {"label": "Business"}]
    framework = factories.make_framework(status="draft")
    response = change(admin_client, framework, {"framework_tracks": rows})
    assert response.status_code == 302, errors(response)
    assert framework.framework_tracks.count() == 2


def test_only_tracks_of_the_framework_itself_can_relate(admin_client):
    ours = factories.make_framework_track(framework=factories.make_framework(status="draft"))
    theirs = factories.make_framework_track()
    row = {"from_track": ours.pk, "to_track": "", "kind": "bridges", "statement": "It bridges."}
    response = change(admin_client, ours.framework, {"relations": [row | {"to_track": theirs.pk}]})
    assert errors(response) == ["Choose a track of this framework."]
    response = change(admin_client, ours.framework, {"relations": [row]})
    assert response.status_code == 302, errors(response)
    assert ours.relations_from.get().to_track is None


def test_a_track_that_relates_to_itself_is_refused(admin_client):
    track = factories.make_framework_track()
    row = {"from_track": track.pk, "to_track": track.pk, "kind": "bridges", "statement": "So."}
    response = change(admin_client, track.framework, {"relations": [row]})
    assert errors(response) == ["A track cannot relate to itself."]


def test_a_track_that_a_relation_names_is_not_deleted_and_the_form_says_why(admin_client):
    track = factories.make_framework_track(label="Business")
    factories.make_track_relation(
        framework=track.framework, from_track=track, statement="Business funds the rest."
    )
    response = change(admin_client, track.framework, **{"framework_tracks-0-DELETE": "on"})
    assert response.status_code == 200
    assert "Business funds the rest." in response.content.decode()
    assert FrameworkTrack.objects.filter(pk=track.pk).exists()


def test_a_theme_mapped_twice_is_refused(admin_client):
    mapping = factories.make_track_mapping()
    row = {"track": mapping.track.pk, "relation": "close"}
    response = change(admin_client, mapping.framework_track, {"mappings": [row]})
    assert "This track is already mapped to that theme." in errors(response)


def test_a_framework_takes_as_many_queries_for_fifty_tracks_as_for_two(admin_client):
    short, long = factories.make_framework(), factories.make_framework()
    for framework, rows in ((short, 2), (long, 50)):
        for number in range(rows):
            evidence = {
                "citations": [factories.make_citation()],
                "disagreements": [factories.make_disagreement()],
            }
            track = factories.make_framework_track(framework=framework, **evidence)
            if number < 4:
                factories.make_track_relation(framework=framework, from_track=track, **evidence)
    assert queries_to_open(admin_client, address(short)) == queries_to_open(
        admin_client, address(long)
    )


def test_the_list_of_framework_tracks_takes_as_many_queries_for_fifty_as_for_two(admin_client):
    framework, counts = factories.make_framework(), []
    for rows in (2, 48):
        for _ in range(rows):
            factories.make_framework_track(framework=framework)
        counts.append(queries_to_open(admin_client, address(FrameworkTrack, "changelist")))
    assert counts[0] == counts[1]
