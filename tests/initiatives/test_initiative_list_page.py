"""/initiatives/ and /api/v1/initiatives/: which efforts there were, on which tracks, and when."""

import pytest

from tests.asking import both, slugs
from tests.factories import (
    make_actor,
    make_citation,
    make_conflict,
    make_initiative,
    make_involvement,
    make_outcome,
    make_participation,
    make_track,
    make_venue,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/initiatives/"


def names(client, address=ADDRESS, **parameters):
    return slugs(client, address, **parameters)


# What the page shows


def test_the_page_shows_what_an_initiative_was(client):
    track = make_track(name="Business", short_name="Business")
    initiative = make_initiative(
        name="Portsmouth",
        kind="negotiation",
        dates="1905",
        summary="They made peace.",
        conflicts=[make_conflict(name="The war")],
    )
    make_involvement(initiative=initiative, track=track)
    text = markup(client.get(ADDRESS)).text

    for words in ("Portsmouth", "Negotiation", "1905", "They made peace.", "The war", "Business"):
        assert words in text


def test_the_page_says_of_an_initiative_without_a_date_that_it_has_none(client):
    make_initiative()

    assert "no date" in markup(client.get(ADDRESS)).text


def test_a_long_summary_is_shortened(client):
    make_initiative(summary="word " * 30 + "end")
    shown = markup(client.get(ADDRESS)).text

    assert "word …" in shown
    assert "end" not in shown.partition("word")[2].partition("…")[0]


def test_a_track_with_two_involvements_is_named_once(client):
    initiative, track = make_initiative(), make_track(short_name="Business")
    make_involvement(initiative=initiative, track=track)
    make_involvement(initiative=initiative, track=track, function="funding")
    rows = client.get(ADDRESS).content.decode().partition('<ul class="entries">')[2]

    assert rows.count("Business") == 1


# Words, kind, conflict, country, collection, basis, source


@both(ADDRESS)
def test_words_are_looked_for_in_name_and_summary(client, address):
    make_initiative(slug="by-name", name="Oslo channel", summary="Talks.")
    make_initiative(slug="by-summary", name="Talks", summary="Held in a channel near Oslo.")
    make_initiative(slug="other", name="Oslo", summary="Talks.")

    assert names(client, address, q="oslo CHANNEL") == ["by-name", "by-summary"]


@both(ADDRESS)
def test_a_kind_leaves_out_other_kinds(client, address):
    make_initiative(slug="dialogue", kind="dialogue")
    make_initiative(slug="trade", kind="trade")

    assert names(client, address, kind="trade") == ["trade"]


@both(ADDRESS)
def test_a_conflict_leaves_out_initiatives_on_others(client, address):
    war = make_conflict(slug="war")
    make_initiative(slug="on-both", conflicts=[war, make_conflict()])
    make_initiative(slug="on-other", conflicts=[make_conflict()])
    make_initiative(slug="on-none")

    assert names(client, address, conflict="war") == ["on-both"]


@both(ADDRESS)
def test_a_conflict_that_is_not_public_is_unknown(client, address):
    make_initiative(conflicts=[make_conflict(slug="war", status="draft")])
    unknown = client.get(address, {"conflict": "no-such-conflict"})
    hidden = client.get(address, {"conflict": "war"})

    assert hidden.status_code == unknown.status_code
    assert hidden.content.replace(b"war", b"no-such-conflict") == unknown.content


@both(ADDRESS)
def test_a_country_is_that_of_a_venue(client, address):
    conflict = make_conflict(countries="NO")
    make_venue(initiative=make_initiative(slug="there"), country="NO")
    make_venue(initiative=make_initiative(slug="elsewhere", conflicts=[conflict]), country="SE")

    assert names(client, address, country="no") == ["there"]


@both(ADDRESS)
def test_a_collection_holds_an_initiative_of_which_a_part_is_in_it(client, address):
    make_outcome(initiative=make_initiative(slug="part"), collection="casebook")
    make_initiative(slug="whole", collection="casebook")
    make_initiative(slug="neither")

    assert sorted(names(client, address, collection="casebook")) == ["part", "whole"]


@both(ADDRESS)
def test_a_collection_leaves_out_an_initiative_whose_part_in_it_is_hidden(client, address):
    initiative = make_initiative(slug="hidden")
    actor = make_actor(visibility="withheld")
    make_participation(initiative=initiative, actor=actor, collection="casebook")

    assert names(client, address, collection="casebook") == []


@both(ADDRESS)
def test_a_basis_is_that_of_the_initiative_itself(client, address):
    make_initiative(slug="case", basis="case")
    make_outcome(initiative=make_initiative(slug="cited"), basis="case")

    assert names(client, address, basis="case") == ["case"]


@both(ADDRESS)
def test_a_source_finds_what_rests_on_it_in_any_part(client, address):
    passage = make_citation(work=make_work(slug="memoir"))
    make_initiative(slug="itself", citations=[passage])
    make_outcome(initiative=make_initiative(slug="part"), citations=[passage])
    make_initiative(slug="other", citations=[make_citation()])

    assert sorted(names(client, address, source="memoir")) == ["itself", "part"]


# Years


YEARS = {
    "closed": "1960/1988",
    "day": "1993-09-13",
    "one-year": "1905",
    "goes-on": "1990/..",
    "end-unknown": "1970/",
    "open-start": "../1950",
    "start-unknown": "/1950",
    "either": "[1959,1961]",
    "undated": "",
}


@pytest.fixture
def dated():
    for slug, dates in YEARS.items():
        make_initiative(slug=slug, name=slug, dates=dates)


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ({"year_from": 1993, "year_to": 1993}, {"day", "goes-on"}),
        ({"year_from": 1988, "year_to": 1989}, {"closed"}),
        ({"year_from": 1989, "year_to": 1989}, set()),
        ({"year_from": 1905, "year_to": 1905}, {"one-year", "open-start"}),
        ({"year_from": 1960, "year_to": 1960}, {"closed", "either"}),
        ({"year_from": 1970, "year_to": 1970}, {"closed", "end-unknown"}),
        ({"year_from": 1971, "year_to": 1971}, {"closed"}),
        ({"year_from": 2020}, {"goes-on"}),
        ({"year_from": 9999}, set()),
        ({"year_to": 1904}, {"open-start"}),
        ({"year_to": 1950}, {"open-start", "start-unknown", "one-year"}),
        ({"year_from": 1951, "year_to": 1958}, set()),
        ({"year_from": 1}, {*YEARS} - {"undated"}),
        ({"year_to": 9999}, {*YEARS} - {"undated"}),
    ],
)
@both(ADDRESS)
def test_years_ask_for_overlap(client, address, dated, years, found):
    """An open end reaches today, an unknown end or start only the other; no date, no overlap."""
    assert set(names(client, address, **years)) == found


# One participation


@pytest.fixture
def mediators():
    """Norway mediates from One, the church from Seven; each of two initiatives has both."""
    one, seven = make_track(slug="government"), make_track(slug="religion")
    norway, church = make_actor(slug="norway"), make_actor(slug="church")
    crossed = make_initiative(slug="crossed")
    make_participation(initiative=crossed, actor=norway, track=one, role="host")
    make_participation(
        initiative=crossed, actor=church, track=seven, role="mediator", capacity="official"
    )
    straight = make_initiative(slug="straight")
    make_participation(
        initiative=straight, actor=norway, track=one, role="mediator", capacity="official"
    )
    make_participation(initiative=straight, actor=church, track=seven, role="host")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"actor": "norway"}, ["crossed", "straight"]),
        ({"role": "mediator"}, ["crossed", "straight"]),
        ({"track": "government"}, ["crossed", "straight"]),
        ({"actor": "norway", "role": "mediator"}, ["straight"]),
        ({"actor": "norway", "capacity": "official"}, ["straight"]),
        ({"actor": "norway", "track": "religion"}, []),
        ({"role": "mediator", "track": "religion"}, ["crossed"]),
        ({"capacity": "official", "track": "government"}, ["straight"]),
        ({"role": "host", "capacity": "official"}, []),
        ({"actor": "church", "role": "host", "track": "religion"}, ["straight"]),
        ({"actor": "church", "role": "host", "track": "government"}, []),
        ({"actor": "church", "role": "host", "capacity": "unknown"}, ["straight"]),
    ],
)
@both(ADDRESS)
def test_actor_role_capacity_and_track_describe_one_participation(
    client, address, mediators, asked, found
):
    assert sorted(names(client, address, **asked)) == found


@both(ADDRESS)
def test_an_initiative_is_found_once_however_many_take_part(client, address):
    initiative = make_initiative(slug="many", conflicts=[make_conflict(), make_conflict()])
    track = make_track(slug="government")
    for _ in range(3):
        make_participation(initiative=initiative, track=track)
        make_involvement(initiative=initiative, track=track)

    assert names(client, address, track="government", role="participant") == ["many"]
    assert names(client, address, track="government", q="i", kind="dialogue") == ["many"]


@both(ADDRESS)
def test_a_track_finds_involvements_and_participations(client, address):
    track = make_track(slug="business")
    make_involvement(initiative=make_initiative(slug="involved"), track=track)
    make_participation(initiative=make_initiative(slug="took-part"), track=track)
    make_involvement(initiative=make_initiative(slug="elsewhere"), track=make_track())

    assert sorted(names(client, address, track="business")) == ["involved", "took-part"]


@both(ADDRESS)
def test_an_addressee_is_not_on_a_track(client, address):
    track, firm = make_track(slug="business"), make_actor(slug="firm")
    make_participation(
        initiative=make_initiative(slug="told"), track=track, actor=firm, role="addressee"
    )
    involved = make_initiative(slug="others-took-part")
    make_participation(initiative=involved, track=track, actor=firm, role="addressee")
    make_participation(initiative=involved, track=track)

    assert names(client, address, track="business") == ["others-took-part"]
    assert names(client, address, track="business", actor="firm") == []


@both(ADDRESS)
def test_addressees_are_found_by_whoever_asks_for_them(client, address):
    track = make_track(slug="business")
    make_participation(initiative=make_initiative(slug="told"), track=track, role="addressee")
    make_participation(initiative=make_initiative(slug="took-part"), track=track)

    assert names(client, address, role="addressee") == ["told"]
    assert names(client, address, role="addressee", track="business") == ["told"]


@both(ADDRESS)
def test_the_participation_of_a_withheld_actor_finds_nothing(client, address):
    track = make_track(slug="business")
    make_participation(
        initiative=make_initiative(),
        track=track,
        role="mediator",
        actor=make_actor(visibility="withheld"),
    )

    assert names(client, address, track="business") == []
    assert names(client, address, role="mediator") == []


def test_the_filters_offer_the_public_tracks_and_no_other(client):
    make_track(slug="business", name="Business by name")
    make_track(slug="draft", name="Draft by name", status="draft")
    html = client.get(ADDRESS).content.decode()

    assert '<option value="business">' in html
    assert "Draft by name" not in html
