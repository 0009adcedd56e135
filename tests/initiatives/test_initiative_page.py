"""/initiatives/<slug>/: an effort's way over the tracks, who took part, and what came of it."""

import re

import pytest

from tests.factories import (
    make_actor,
    make_conflict,
    make_handover,
    make_initiative,
    make_initiative_relation,
    make_involvement,
    make_outcome,
    make_participation,
    make_track,
    make_venue,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db


def text(client, initiative):
    answer = client.get(initiative.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text


def drawing(client, initiative):
    html = client.get(initiative.get_absolute_url()).content.decode()
    return html.partition("<svg")[2].partition("</svg>")[0]


def test_the_page_shows_what_an_initiative_was(client):
    initiative = make_initiative(
        name="Oslo channel",
        kind="negotiation",
        summary="They met in secret.",
        dates="1993-01/1993-09",
        conflicts=[make_conflict(name="The dispute")],
        main_track=make_track(short_name="Government"),
        secrecy="secret",
        confidence="high",
    )
    shown = text(client, initiative)

    for words in (
        "Oslo channel",
        "Negotiation",
        "They met in secret.",
        "January 1993 to September 1993",
        "The dispute",
        "Government",
        "Secret at the time",
        "Confidence: high",
    ):
        assert words in shown


def test_an_initiative_without_a_date_says_so(client):
    assert "no date in the sources" in text(client, make_initiative())


def test_the_page_shows_the_way_over_the_tracks_as_a_drawing_and_as_a_list(client):
    initiative = make_initiative(dates="1992/1993")
    one, two = make_track(short_name="Official", number=1), make_track(short_name="Back", number=2)
    make_involvement(
        initiative=initiative, track=two, function="origin", dates="1992", why="Scholars began."
    )
    make_handover(
        initiative=initiative,
        from_track=two,
        to_track=one,
        kind="uptake",
        date="1993",
        mechanism="sponsor-adopts",
        cause="Norway took it up.",
    )
    shown = text(client, initiative)

    assert "Origin 1992 Scholars began." in shown
    assert "Uptake, 1993; a sponsor adopts it Norway took it up." in shown
    labels = re.sub(r"<[^>]+>", " ", drawing(client, initiative))
    for words in ("Official", "Back", "Origin", "Uptake 2 → 1", "1992", "1993"):
        assert words in labels


def test_an_initiative_on_no_track_has_no_empty_drawing(client):
    html = client.get(make_initiative().get_absolute_url()).content.decode()

    assert "<svg" not in html


def test_the_drawing_marks_what_came_of_it_with_its_kind_and_date(client):
    initiative = make_initiative()
    make_involvement(initiative=initiative)
    make_outcome(initiative=initiative, kind="treaty", date="1993", statement="They signed.")
    make_outcome(initiative=initiative, kind="award", statement="It was honoured.")
    html = drawing(client, initiative)

    assert "<title>Treaty, 1993. They signed.</title>" in html
    assert "<title>Award, not dated in the sources. It was honoured.</title>" in html
    assert html.count("lanes__mark--rough") == 1


def test_many_handovers_at_once_are_drawn(client):
    """More than there is room for beside each other."""
    initiative = make_initiative()
    one, two = make_track(number=1), make_track(number=2)
    make_involvement(initiative=initiative, track=one)
    for _ in range(40):
        make_handover(initiative=initiative, from_track=one, to_track=two, date="1993")

    assert drawing(client, initiative).count('class="lanes__arrow"') == 40


def test_the_page_shows_who_took_part_and_how(client):
    initiative = make_initiative()
    make_participation(
        initiative=initiative,
        actor=make_actor(name="Norway"),
        track=make_track(short_name="Government"),
        role="go-between",
        capacity="former-official",
        dates="1993",
        statement="It carried letters.",
    )

    assert "Norway, go-between former official" in text(client, initiative)
    assert "1993 It carried letters." in text(client, initiative)


def test_a_withheld_actor_did_not_take_part(client):
    part = make_participation(actor=make_actor(name="Somebody", visibility="withheld"))

    assert "Somebody" not in text(client, part.initiative)
    assert "Who took part" not in text(client, part.initiative)


def test_the_page_shows_outcomes_and_venues(client):
    initiative = make_initiative()
    make_outcome(
        initiative=initiative, kind="ceasefire", date="1994", statement="They laid down arms."
    )
    make_venue(initiative=initiative, name="A farm near Oslo", country="NO")
    shown = text(client, initiative)

    assert "Ceasefire, 1994 They laid down arms." in shown
    assert "A farm near Oslo NO" in shown


def test_a_relation_stands_on_both_pages_and_reads_the_same(client):
    row = make_initiative_relation(
        initiative=make_initiative(name="The workshop"),
        kind="inspired",
        other=make_initiative(name="The channel"),
        statement="Its people went on.",
    )
    sentence = "The workshop inspired The channel. Its people went on."

    assert sentence in text(client, row.initiative)
    assert sentence in text(client, row.other)


def test_every_part_has_an_anchor(client):
    initiative = make_initiative()
    makers = (make_involvement, make_handover, make_participation, make_outcome, make_venue)
    keys = {maker(initiative=initiative).key for maker in makers}
    keys.add(make_initiative_relation(initiative=initiative).key)

    assert keys <= {*markup(client.get(initiative.get_absolute_url())).ids}


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
def test_an_initiative_that_is_not_published_is_not_found(client, status):
    assert client.get(make_initiative(status=status).get_absolute_url()).status_code == 404


def test_one_involvement_alone_has_a_lane(client):
    involvement = make_involvement(dates="1993")
    html = client.get(involvement.initiative.get_absolute_url()).content.decode()

    assert '<figure class="lanes">' in html


def test_an_initiative_on_no_track_says_so(client):
    html = client.get(make_initiative().get_absolute_url()).content.decode()

    assert "No source here says on which tracks it ran." in html
    assert '<figure class="lanes">' not in html
