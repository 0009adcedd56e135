"""/frameworks/<slug>/: one way of dividing diplomacy, as its source has it."""

import pytest

from tests.factories import (
    make_contributor,
    make_framework,
    make_framework_track,
    make_track,
    make_track_mapping,
    make_track_point,
    make_track_relation,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db


def text(client, framework):
    answer = client.get(framework.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text.replace("#", "")  # the sign that leads to how to cite a statement


def test_the_page_shows_who_devised_it_and_when(client):
    framework = make_framework(
        name="The two",
        summary="Two ways.",
        devised="1980",
        published="1981-24",
        arrangement="hierarchy",
        originators=[make_contributor(given="Joseph", family="Montville")],
    )
    shown = text(client, framework)

    for words in ("The two", "Two ways.", "Joseph Montville", "Hierarchy"):
        assert words in shown
    assert "Devised 1980" in shown
    assert "Published winter 1981–82" in shown


def test_the_page_shows_each_track_with_its_theme(client):
    framework = make_framework()
    it = make_framework_track(framework=framework, number="1.5", label="Half", definition="Both.")
    track = make_track(short_name="One and a Half", number="1.5")
    make_track_mapping(framework_track=it, track=track, relation="close")
    make_framework_track(framework=framework, label="Unnumbered", position=1)
    shown = text(client, framework)

    assert "1.5 · Half Both. Close match: 1.5One and a Half" in shown
    assert "Unnumbered Named without a definition. Maps to none of the themes" in shown


def test_tracks_stand_in_the_order_of_the_source(client):
    framework = make_framework()
    make_framework_track(framework=framework, label="Second label", position=1, number=1)
    make_framework_track(framework=framework, label="First label", position=0, number=2)
    shown = text(client, framework)

    assert shown.index("First label") < shown.index("Second label")


def test_the_page_shows_what_is_said_of_each_track(client):
    it = make_framework_track(number=2, label="Unofficial")
    make_track_point(framework_track=it, kind="weakness", statement="It lacks power.")

    assert "2 Unofficial Weakness It lacks power." in text(client, it.framework)


def test_the_page_shows_how_the_source_relates_the_tracks(client):
    framework = make_framework()
    one, two = (make_framework_track(framework=framework, label=f"Label {i}") for i in (1, 2))
    for kind, pair in (
        ("prepares", (one, two)),
        ("bridges", (one, None)),
        ("informs", (None,) * 2),
    ):
        make_track_relation(
            framework=framework, kind=kind, from_track=pair[0], to_track=pair[1], statement="So."
        )
    shown = text(client, framework)

    assert "Label 1 prepares Label 2 So." in shown
    assert "Label 1 bridges all tracks So." in shown
    assert "Each track informs the others So." in shown


def test_a_mapping_to_a_track_that_is_not_public_is_not_shown(client):
    it = make_framework_track()
    make_track_mapping(framework_track=it, track=make_track(name="Draft track", status="draft"))

    assert "Maps to none of the themes" in text(client, it.framework)


def test_every_part_has_an_anchor(client):
    framework = make_framework()
    it = make_framework_track(framework=framework, key="track-one")
    make_track_point(framework_track=it, key="strong")
    make_track_relation(framework=framework, key="all-complement")
    ids = markup(client.get(framework.get_absolute_url())).ids

    assert {"track-one", "strong", "all-complement"} <= {*ids}


def test_an_unknown_framework_is_not_found(client):
    assert client.get("/frameworks/no-such-framework/").status_code == 404
