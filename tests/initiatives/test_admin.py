"""A curator enters and mends an initiative, on one form."""

import pytest

from curation.models import Edition
from initiatives.models import Initiative, Participation
from tests import factories
from tests.admin_forms import address, errors, filled_in, queries_to_open

pytestmark = pytest.mark.django_db

ADD = {"name": "Oslo channel", "slug": "oslo-channel", "kind": "negotiation", "dates": "1993"}


@pytest.fixture
def links():
    """What the forms below link, as the values that a browser sends."""
    rows = {
        "israel": factories.make_actor(slug="israel"),
        "plo": factories.make_actor(slug="plo"),
        "business": factories.make_track(slug="business"),
        "government": factories.make_track(slug="government"),
        "citation": factories.make_citation(),
        "conflict": factories.make_conflict(),
        "camp-david": factories.make_initiative(slug="camp-david"),
    }
    return {name: row.pk for name, row in rows.items()}


def add(client, new=None, button="_save", **edits):
    page = address(Initiative, "add")
    return client.post(page, filled_in(client.get(page), new, **ADD | edits) | {button: "Yes"})


def change(client, initiative, new=None, **edits):
    page = address(initiative)
    return client.post(page, filled_in(client.get(page), new, **edits))


def keys(response_of_saving, parts):
    assert response_of_saving.status_code == 302, errors(response_of_saving)
    rows = getattr(Initiative.objects.get(slug="oslo-channel"), parts).order_by("position")
    return [row.key for row in rows]


def test_an_initiative_is_entered_with_all_its_parts_on_one_form(admin_client, links):
    cited = {"citations": [links["citation"]]}
    response = add(
        admin_client,
        {
            "involvements": [{"track": links["business"], "function": "origin", **cited}],
            "participations": [
                {"actor": links["israel"], "track": links["government"], "role": "party", **cited},
                {"actor": links["plo"], "track": links["government"], "role": "party", **cited},
            ],
            "handovers": [
                {
                    "from_track": links["business"],
                    "to_track": links["government"],
                    "date": "1993",
                    "kind": "transfer",
                    **cited,
                }
            ],
            "outcomes": [
                {
                    "kind": "agreement",
                    "date": "1993-09-13",
                    "statement": "They agreed.",
                    "conflict": links["conflict"],
                    **cited,
                }
            ],
            "venues": [{"name": "Sarpsborg", "country": "NO", **cited}],
            "relations": [{"kind": "inspired", "other": links["camp-david"], **cited}],
        },
        citations=[links["citation"]],
        conflicts=[links["conflict"]],
        main_track=links["government"],
        reason="New",
        button="_publish",
    )
    assert keys(response, "participations") == ["israel-party", "plo-party"]
    assert keys(response, "involvements") == ["business-origin"]
    assert keys(response, "handovers") == ["business-government"]
    assert keys(response, "outcomes") == ["agreement-1993-09-13"]
    assert keys(response, "venues") == ["sarpsborg"]
    assert keys(response, "relations") == ["inspired-camp-david"]
    initiative = Initiative.objects.get(slug="oslo-channel")
    rows = list(initiative.participations.all())
    assert [row.position for row in rows] == [0, 1]
    assert {row.collection for row in rows} == {"curated"}
    assert rows[0].citations.get().pk == links["citation"]
    assert initiative in Initiative.objects.public()
    assert initiative.participations.public().count() == 2
    assert Edition.current().number == 1


def test_an_entered_initiative_has_a_page(admin_client, links):
    evidence = {"citations": [links["citation"]]}
    part = {"actor": links["israel"], "track": links["government"], "role": "party", **evidence}
    add(admin_client, {"participations": [part]}, "_publish", reason="New", **evidence)
    page = Initiative.objects.get(slug="oslo-channel").get_absolute_url()
    assert admin_client.get(page).status_code == 200


# Keys and places


def test_a_typed_key_is_kept(admin_client, links):
    part = {"actor": links["israel"], "track": links["government"], "role": "party", "key": "x"}
    assert keys(add(admin_client, {"participations": [part]}), "participations") == ["x"]


def test_a_key_that_is_taken_gets_a_number(admin_client, links):
    part = {"actor": links["israel"], "track": links["government"], "role": "party"}
    parts = [part, part | {"track": links["business"]}]
    response = add(admin_client, {"participations": parts})
    assert keys(response, "participations") == ["israel-party", "israel-party-2"]


def test_a_made_key_avoids_those_of_other_lists_and_those_that_are_stored(admin_client, links):
    initiative = factories.make_initiative(**ADD, status="draft")
    factories.make_outcome(initiative=initiative, key="israel-party")
    part = {"actor": links["israel"], "track": links["government"], "role": "party"}
    venue = {"name": "Oslo", "key": "israel-party-2"}
    response = change(admin_client, initiative, {"participations": [part], "venues": [venue]})
    assert keys(response, "participations") == ["israel-party-3"]


def test_a_typed_key_that_another_list_has_is_refused(admin_client, links):
    initiative = factories.make_initiative(**ADD)
    factories.make_outcome(initiative=initiative, key="oslo")
    response = change(admin_client, initiative, {"venues": [{"name": "Oslo", "key": "oslo"}]})
    assert errors(response) == ["Something else in this entry already has the key “oslo”."]


def test_a_key_typed_twice_is_refused(admin_client):
    venues = [{"name": "Oslo", "key": "oslo"}, {"name": "Oslo town", "key": "oslo"}]
    response = add(admin_client, {"venues": venues})
    assert errors(response) == ["Something else in this entry already has the key “oslo”."]


def test_a_key_that_is_no_key_is_refused(admin_client):
    response = add(admin_client, {"venues": [{"name": "Oslo", "key": "Oslo Town"}]})
    assert errors(response)[0].startswith("Use lower-case letters, digits and single hyphens")


def test_a_name_without_latin_letters_still_gets_a_key(admin_client):
    venues = [{"name": "القدس"}, {"name": "רמאללה"}]
    assert keys(add(admin_client, {"venues": venues}), "venues") == ["venue", "venue-2"]


def test_a_stored_key_never_changes(admin_client):
    initiative = factories.make_initiative(status="draft")
    venue = factories.make_venue(initiative=initiative, key="oslo", name="Oslo")
    response = admin_client.get(address(venue.initiative))
    data = filled_in(response) | {"venues-0-key": "bergen", "venues-0-name": "Bergen"}
    assert admin_client.post(address(venue.initiative), data).status_code == 302
    venue.refresh_from_db()
    assert (venue.key, venue.name) == ("oslo", "Bergen")


def test_new_rows_stand_after_the_old_ones(admin_client):
    initiative = factories.make_initiative(**ADD, status="draft")
    for place, name in enumerate(["a", "b"]):
        factories.make_venue(initiative=initiative, key=name, name=name, position=place)
    response = change(admin_client, initiative, {"venues": [{"name": "c"}, {"name": "d"}]})
    assert keys(response, "venues") == ["a", "b", "c", "d"]


def test_a_place_that_is_emptied_moves_the_row_to_the_end(admin_client):
    initiative = factories.make_initiative(**ADD, status="draft")
    for place, name in enumerate(["a", "b"]):
        factories.make_venue(initiative=initiative, key=name, name=name, position=place)
    response = change(admin_client, initiative, **{"venues-0-position": ""})
    assert keys(response, "venues") == ["b", "a"]


# What is refused, and in which words


@pytest.mark.parametrize("stored", [True, False], ids=["stored", "in one form"])
def test_the_same_actor_track_and_role_twice_is_refused(admin_client, links, stored):
    part = {"actor": links["israel"], "track": links["government"], "role": "party"}
    initiative = factories.make_initiative(status="draft")
    if stored:
        change(admin_client, initiative, {"participations": [part]})
    parts = [part] if stored else [part, part]
    response = change(admin_client, initiative, {"participations": parts})
    assert "This actor already has this role on this track here." in errors(response)
    assert Participation.objects.count() == len(parts) - 1 + stored - (not stored)


def test_the_same_actor_track_and_role_twice_in_a_new_initiative_is_refused(admin_client, links):
    part = {"actor": links["israel"], "track": links["government"], "role": "party"}
    response = add(admin_client, {"participations": [part, part]})
    assert "This actor already has this role on this track here." in errors(response)
    assert not Initiative.objects.filter(slug="oslo-channel").exists()


def test_a_span_that_ends_before_it_starts_is_refused(admin_client):
    response = add(admin_client, dates="1993/1990")
    assert errors(response) == ["“1993/1990” ends before it starts."]


def test_a_span_of_a_part_that_ends_before_it_starts_is_refused(admin_client, links):
    part = {"track": links["business"], "function": "origin", "dates": "1993-02/1993-01"}
    response = add(admin_client, {"involvements": [part]})
    assert errors(response) == ["“1993-02/1993-01” ends before it starts."]


def test_what_is_inferred_needs_its_reason(admin_client, links):
    response = add(admin_client, basis="inferred")
    assert errors(response) == ["What is inferred needs its reason."]
    part = {"track": links["business"], "function": "origin", "basis": "inferred"}
    response = add(admin_client, {"involvements": [part]})
    assert errors(response) == ["What is inferred needs its reason."]


def test_a_handover_within_one_track_is_refused(admin_client, links):
    part = {"from_track": links["business"], "to_track": links["business"], "kind": "transfer"}
    response = add(admin_client, {"handovers": [part]})
    assert errors(response) == ["A handover goes from one track to another."]


def test_a_relation_to_itself_is_refused(admin_client):
    initiative = factories.make_initiative()
    part = {"kind": "inspired", "other": initiative.pk}
    response = change(admin_client, initiative, {"relations": [part]})
    assert errors(response) == ["An initiative cannot relate to itself."]


def test_a_slug_that_is_taken_is_refused(admin_client):
    factories.make_initiative(slug="oslo-channel")
    assert errors(add(admin_client)) == ["Initiative with this Slug already exists."]


def test_a_form_with_errors_keeps_what_was_typed(admin_client, links):
    part = {"actor": links["israel"], "track": links["government"], "statement": "Typed words"}
    response = add(admin_client, {"participations": [part]})
    assert errors(response) == ["This field is required."]
    html = response.content.decode()
    assert "Typed words" in html
    assert f'<option value="{links["israel"]}" selected' in html
    assert Edition.current().number == 0


# Looking at it


def test_dates_are_shown_in_words(admin_client):
    initiative = factories.make_initiative(dates="1993-01/1993-09")
    assert (
        "January 1993 to September 1993" in admin_client.get(address(initiative)).content.decode()
    )
    html = admin_client.get(address(Initiative, "changelist")).content.decode()
    assert "January 1993 to September 1993" in html


def fill(initiative, participations, others):
    """Parts of every kind, each with a citation and a disagreement of its own."""
    tracks = [factories.make_track(), factories.make_track()]
    for number in range(participations):
        links = {
            "initiative": initiative,
            "citations": [factories.make_citation()],
            "disagreements": [factories.make_disagreement()],
        }
        factories.make_participation(track=tracks[0], **links)
        if number < others:
            factories.make_venue(**links)
            factories.make_involvement(track=tracks[0], **links)
            factories.make_handover(from_track=tracks[0], to_track=tracks[1], **links)
            factories.make_outcome(conflict=factories.make_conflict(), **links)
            factories.make_initiative_relation(**links)


def test_the_form_takes_as_many_queries_for_fifty_rows_as_for_two(admin_client):
    short, long = factories.make_initiative(), factories.make_initiative()
    fill(short, 2, 1)
    fill(long, 50, 5)
    assert queries_to_open(admin_client, address(short)) == queries_to_open(
        admin_client, address(long)
    )


def test_the_list_takes_as_many_queries_for_fifty_rows_as_for_two(admin_client):
    track = factories.make_track()
    counts = []
    for rows in (2, 48):
        for _ in range(rows):
            factories.make_initiative(main_track=track, dates="1993")
        counts.append(queries_to_open(admin_client, address(Initiative, "changelist")))
    assert counts[0] == counts[1]
