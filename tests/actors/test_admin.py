"""Actors as a curator enters them."""

import pytest
from django.contrib.admin import site

from actors.admin import ActorAdmin
from actors.models import Actor
from tests import factories
from tests.admin_forms import address, errors, filled_in, queries_to_open

pytestmark = pytest.mark.django_db

PERSON = {"name": "Terje Rød-Larsen", "slug": "terje-rod-larsen", "kind": "person"}


def add(client, new=None, button="_save", **edits):
    page = address(Actor, "add")
    return client.post(page, filled_in(client.get(page), new, **edits) | {button: "Yes"})


def change(client, row, new=None, **edits):
    return client.post(address(row), filled_in(client.get(address(row)), new, **edits))


def test_an_actor_is_entered_with_alias_point_track_and_relationship(admin_client):
    track, other = factories.make_track(slug="business"), factories.make_actor(slug="fafo")
    named = factories.make_framework_track()
    response = add(
        admin_client,
        {
            "aliases": [{"name": "Roed-Larsen", "used_by": "the UN"}],
            "points": [{"kind": "office", "statement": "He headed Fafo.", "dates": "1981/1993"}],
            "actor_tracks": [{"track": track.pk, "framework_track": named.pk}],
            "relationships": [{"kind": "employed-by", "other": other.pk, "dates": "1981/1993"}],
        },
        **PERSON,
        publicity="public-office",
    )
    assert response.status_code == 302, errors(response)
    actor = Actor.objects.get(slug="terje-rod-larsen")
    assert actor.sort_name == "Terje Rød-Larsen"
    assert actor.aliases.get().key == "roed-larsen"
    assert actor.actor_tracks.get().framework_track == named
    assert actor.relationships.get().key == "employed-by-fafo"


def test_a_person_who_is_not_reviewed_cannot_be_published(admin_client):
    unreviewed = {**PERSON, "publicity": "unreviewed", "basis": "general-knowledge"}
    response = add(admin_client, None, "_publish", **unreviewed, reason="New")
    said = [str(message) for message in admin_client.get(response.url).context["messages"]]
    assert said[0] == "Saved as a draft, but not published:"
    assert "A person who is not reviewed yet cannot be published." in said[1]
    assert Actor.objects.get().status == "draft"


def test_the_list_of_persons_who_are_not_reviewed_says_why(admin_client):
    person = {"kind": "person", "status": "draft", "publicity": "unreviewed"}
    note = "Known from organisers’ pages alone."
    factories.make_actor(name="Ana", **person, basis_note=note)
    factories.make_actor(name="Bea", **person)
    factories.make_actor(name="Norway", kind="state")
    asked = {"publicity__exact": "unreviewed"}
    page = admin_client.get(address(Actor, "changelist"), asked).content.decode()
    assert [name in page for name in ("Ana", "Bea", "Norway")] == [True, True, False]
    assert note in page
    assert "Nobody has reviewed yet how the name became public." in page


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"visibility": "withheld"}, "The name is withheld."),
        ({"status": "in-review"}, "In review."),
        ({}, ""),
    ],
)
def test_the_list_says_why_an_actor_is_not_shown(fields, reason):
    actor = factories.make_actor(**fields)
    assert ActorAdmin(Actor, site).why_not_shown(actor) == reason


def test_a_person_needs_a_publicity_and_a_state_has_none(admin_client):
    sentence = "Persons need a publicity, all others have none."
    assert errors(add(admin_client, **PERSON)) == [sentence]
    state = PERSON | {"kind": "state", "publicity": "public-office"}
    assert errors(add(admin_client, **state)) == [sentence]


def test_the_same_alias_twice_is_refused(admin_client):
    alias = factories.make_alias(name="Fafo")
    response = change(admin_client, alias.actor, {"aliases": [{"name": "Fafo"}]})
    assert "The actor already has this alias." in errors(response)


def test_two_aliases_that_change_places_are_refused_in_words(admin_client):
    actor = factories.make_actor()
    for place, name in enumerate(["Fafo", "FAFO"]):
        factories.make_alias(actor=actor, name=name, position=place)
    swapped = {"aliases-0-name": "FAFO", "aliases-1-name": "Fafo"}
    assert "The actor already has this alias." in errors(change(admin_client, actor, **swapped))


def test_a_relationship_with_itself_is_refused(admin_client):
    actor = factories.make_actor()
    row = {"kind": "founded", "other": actor.pk}
    response = change(admin_client, actor, {"relationships": [row]})
    assert errors(response) == ["An actor cannot relate to itself."]


def test_a_country_is_two_capital_letters(admin_client):
    response = change(admin_client, factories.make_actor(), country="no")
    assert errors(response) == ["Use the two capital letters of ISO 3166-1, as in NO."]


def test_an_actor_is_found_once_by_any_of_its_aliases(admin_client):
    actor = factories.make_actor(name="Palestine Liberation Organization")
    factories.make_alias(actor=actor, name="PLO")
    factories.make_alias(actor=actor, name="P.L.O., or PLO")
    factories.make_actor()
    page = admin_client.get(address(Actor, "changelist"), {"q": "PLO"})
    assert list(page.context["cl"].result_list) == [actor]


def test_tracks_of_frameworks_stand_under_the_names_of_their_frameworks(admin_client):
    framework = factories.make_framework(name="Two tracks of 1981")
    factories.make_framework_track(framework=framework, label="Track Two")
    html = admin_client.get(address(Actor, "add")).content.decode()
    assert '<optgroup label="Two tracks of 1981">' in html


def test_an_actor_takes_as_many_queries_for_fifty_aliases_as_for_two(admin_client):
    short, long = factories.make_actor(), factories.make_actor()
    tracks = [factories.make_track() for _ in range(8)]
    for actor, rows in ((short, 2), (long, 50)):
        for number in range(rows):
            evidence = {
                "citations": [factories.make_citation()],
                "disagreements": [factories.make_disagreement()],
            }
            factories.make_alias(actor=actor, **evidence)
            if number < 8:
                factories.make_actor_point(actor=actor, **evidence)
                factories.make_relationship(actor=actor, **evidence)
                factories.make_actor_track(actor=actor, track=tracks[number], **evidence)
    assert queries_to_open(admin_client, address(short)) == queries_to_open(
        admin_client, address(long)
    )


def test_the_list_takes_as_many_queries_for_fifty_rows_as_for_two(admin_client):
    counts = []
    for rows in (2, 48):
        for _ in range(rows):
            factories.make_actor()
        counts.append(queries_to_open(admin_client, address(Actor, "changelist")))
    assert counts[0] == counts[1]
