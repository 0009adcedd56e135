"""/actors/<slug>/: who somebody is, what the sources say, and where it took part."""

import pytest

from tests.factories import (
    make_actor,
    make_actor_point,
    make_actor_track,
    make_alias,
    make_contribution,
    make_contributor,
    make_framework,
    make_framework_track,
    make_initiative,
    make_participation,
    make_relationship,
    make_track,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db


def text(client, actor):
    answer = client.get(actor.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text


def test_the_page_shows_who_an_actor_is(client):
    actor = make_actor(
        name="Norway", kind="state", country="NO", dates="1905/..", summary="A host of talks."
    )

    for words in ("Norway", "State", "NO", "since 1905", "A host of talks."):
        assert words in text(client, actor)


def test_an_alias_says_who_uses_it(client):
    alias = make_alias(name="The Kingdom", used_by="itself")

    assert "also The Kingdom (itself)" in text(client, alias.actor)


def test_the_page_shows_what_the_sources_say(client):
    point = make_actor_point(statement="It chaired the meeting.")

    assert "It chaired the meeting." in text(client, point.actor)


def test_the_page_shows_on_which_tracks_it_is_counted_and_under_which_name(client):
    framework = make_framework(name="The nine")
    row = make_actor_track(
        track=make_track(short_name="Business"),
        framework_track=make_framework_track(framework=framework, number=3, label="Trade"),
        statement="It trades.",
    )
    shown = text(client, row.actor)

    assert "Business It trades." in shown
    assert "as 3 Trade, The nine" in shown


def test_the_page_shows_each_participation_with_role_and_capacity(client):
    part = make_participation(
        initiative=make_initiative(name="Oslo channel", dates="1993"),
        track=make_track(short_name="Government"),
        role="mediator",
        capacity="official",
        statement="It hosted the talks.",
    )
    shown = text(client, part.actor)

    for words in ("Oslo channel 1993", "Government", "Mediator, official. It hosted the talks."):
        assert words in shown
    assert (part.get_absolute_url(), "") in markup(client.get(part.actor.get_absolute_url())).links


def test_initiatives_stand_by_the_time_of_their_start(client):
    actor = make_actor()
    for name, dates in (("Undated", ""), ("Later", "1993"), ("Earlier", "1978/..")):
        make_participation(actor=actor, initiative=make_initiative(name=name, dates=dates))
    shown = text(client, actor)

    assert shown.index("Earlier") < shown.index("Later") < shown.index("Undated")


def test_an_initiative_with_two_roles_is_named_once(client):
    initiative, track = make_initiative(name="Camp David"), make_track(short_name="Government")
    host = make_participation(initiative=initiative, track=track, role="host")
    make_participation(actor=host.actor, initiative=initiative, track=track, role="mediator")
    shown = text(client, host.actor)

    assert shown.count("Camp David") == 1
    assert "Government Host" in shown
    assert "Government Mediator" in shown


def test_a_participation_in_a_case_says_what_that_means(client):
    part = make_participation(basis="case")
    shown = text(client, part.actor)

    assert "Marked case: it rests on the sources of the initiative as a whole" in shown
    assert "Participant case" in shown


def test_a_page_without_a_case_explains_no_such_mark(client):
    assert "Marked case" not in text(client, make_participation().actor)


def test_a_participation_in_a_draft_is_not_shown(client):
    part = make_participation(initiative=make_initiative(name="Secret talks", status="draft"))

    assert "Secret talks" not in text(client, part.actor)


def test_a_relationship_stands_on_both_pages_and_reads_the_same(client):
    row = make_relationship(
        actor=make_actor(name="Jane Doe"),
        kind="represents",
        other=make_actor(name="The House"),
        dates="1990/1993",
        statement="She spoke for it.",
    )
    sentence = "Jane Doe represents The House, 1990 to 1993. She spoke for it."

    assert sentence in text(client, row.actor)
    assert sentence in text(client, row.other)


def test_a_relationship_with_a_withheld_actor_is_not_shown(client):
    row = make_relationship(other=make_actor(name="Somebody", visibility="withheld"))

    assert "Somebody" not in text(client, row.actor)
    assert "Relationships" not in text(client, row.actor)


def test_the_page_shows_the_works_that_bear_the_name(client):
    contributor = make_contributor(family="Doe")
    actor = make_actor(contributor=contributor)
    work = make_work(title="Memoir", issued="1991")
    make_contribution(work=work, contributor=contributor, role="editor")
    draft = make_work(title="Unfinished", status="draft")
    make_contribution(work=draft, contributor=contributor)

    assert "Memoir (1991), editor" in text(client, actor)
    assert "Unfinished" not in text(client, actor)


def test_an_actor_of_whom_nothing_more_is_known_has_a_page_without_empty_headings(client):
    page = markup(client.get(make_actor().get_absolute_url()))

    assert page.headings == ["h1"]


@pytest.mark.parametrize("values", [{"visibility": "withheld"}, {"status": "draft"}])
def test_an_actor_that_is_not_public_is_not_found(client, values):
    assert client.get(make_actor(**values).get_absolute_url()).status_code == 404
