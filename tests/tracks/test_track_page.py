"""/tracks/<slug>/: what each source calls a track, what is said of it, and who acts there."""

import pytest

from tests.factories import (
    make_actor,
    make_actor_track,
    make_concept,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
    make_track_point,
    make_track_relation,
)
from tests.markup import markup
from tests.routes import DETAIL_PAGES

pytestmark = pytest.mark.django_db


def text(client, track):
    answer = client.get(track.get_absolute_url())
    assert answer.status_code == 200
    return markup(answer).text


def mapped(track, relation="exact", framework="The nine", **fields):
    """A track of a framework that maps to this one."""
    it = make_framework_track(framework=make_framework(name=framework), **fields)
    make_track_mapping(framework_track=it, track=track, relation=relation)
    return it


def test_the_page_shows_what_a_track_is(client):
    track = make_track(name="Business and peace", summary="Firms trade.", tagline="By trade")

    for words in ("Business and peace", "Firms trade.", "By trade"):
        assert words in text(client, track)


def test_the_page_shows_what_each_framework_calls_it(client):
    track = make_track()
    mapped(track, framework="The nine", number=3, label="Business", definition="Firms.")
    mapped(track, framework="The five", relation="close", label="Trade")
    shown = text(client, track)

    assert "3 · Business The nine Firms." in shown
    assert "Trade The five The source names it without defining it." in shown
    assert "2 frameworks" in shown


def test_what_is_said_of_it_stands_under_its_kind(client):
    track = make_track()
    it = mapped(track)
    make_track_point(framework_track=it, kind="weakness", statement="It is slow.")
    make_track_point(framework_track=it, kind="strength", statement="It is rich.")
    shown = text(client, track)

    assert "Strengths It is rich." in shown
    assert "Weaknesses It is slow." in shown


def test_what_is_said_of_a_wider_track_is_not_said_of_this_one(client):
    """“Track Two” of 1981 is more than the professionals; what holds of it holds in part."""
    track = make_track()
    wide = mapped(track, relation="narrow", framework="The two", number=2, label="All the rest")
    make_track_point(framework_track=wide, statement="It is unofficial.")
    shown = text(client, track)
    said, _, wider = shown.partition("Said of it together with others")

    assert "It is unofficial." not in said
    assert "Said of 2 All the rest The two" in wider
    assert "It is unofficial." in wider


@pytest.mark.parametrize(("number", "words"), [(1, "1 statement "), (2, "2 statements ")])
def test_the_statements_on_a_wider_track_are_counted(client, number, words):
    track = make_track()
    wide = mapped(track, relation="narrow")
    for _ in range(number):
        make_track_point(framework_track=wide)

    assert words in text(client, track).partition("Said of it together with others")[2]


def test_the_page_lists_the_initiatives_that_ran_on_it(client):
    track = make_track()
    make_involvement(initiative=make_initiative(name="Involved here"), track=track)
    make_participation(initiative=make_initiative(name="Joined from here"), track=track)
    make_involvement(initiative=make_initiative(name="Ran elsewhere"), track=make_track())
    shown = text(client, track)

    assert "Involved here" in shown
    assert "Joined from here" in shown
    assert "Ran elsewhere" not in shown


def test_an_addressee_brings_neither_its_initiative_nor_itself(client):
    track = make_track()
    initiative, actor = make_initiative(name="Letter campaign"), make_actor(name="Told firm")
    make_participation(initiative=initiative, actor=actor, track=track, role="addressee")
    shown = text(client, track)

    assert "Letter campaign" not in shown
    assert "Told firm" not in shown


def test_the_page_lists_the_actors_on_it(client):
    track = make_track()
    make_actor_track(actor=make_actor(name="Counted here"), track=track)
    make_participation(actor=make_actor(name="Acted from here"), track=track)
    make_actor_track(actor=make_actor(name="Counted elsewhere"), track=make_track())
    shown = text(client, track)

    assert "Counted here" in shown
    assert "Acted from here" in shown
    assert "Counted elsewhere" not in shown


def test_a_long_list_leads_to_all_its_rows(client):
    track = make_track(slug="business")
    for _ in range(31):
        make_actor_track(track=track)
        make_involvement(track=track)
    shown = markup(client.get(track.get_absolute_url()))

    assert "The first 30 by name. All 31 actors" in shown.text
    assert "The first 10 by name. All 31 initiatives" in shown.text
    assert ("/actors/?track=business", "") in shown.links
    assert ("/initiatives/?track=business", "") in shown.links


def test_a_track_that_nobody_acted_on_says_what_that_means(client):
    assert "That says what the sources here tell, not that there was none." in text(
        client, make_track()
    )


def ties(client, track):
    """Beside each other track: initiatives, actors, handovers to and from it, relations."""
    html = client.get(track.get_absolute_url()).content.decode()
    table = markup(html.partition("<tbody>")[2].partition("</tbody>")[0]).text
    return table.split()[-5:]


def test_handovers_are_counted_in_their_direction(client):
    one, two = make_track(number=1), make_track(number=2)
    make_handover(from_track=two, to_track=one)
    make_handover(from_track=two, to_track=one)
    make_handover(from_track=one, to_track=two)

    assert ties(client, one) == ["0", "0", "1", "2", "0"]
    assert ties(client, two) == ["0", "0", "2", "1", "0"]


def test_an_initiative_on_two_tracks_is_shared_once(client):
    one, two = make_track(number=1), make_track(number=2)
    initiative = make_involvement(track=one).initiative
    make_involvement(initiative=initiative, track=one, function="origin")
    make_participation(initiative=initiative, track=two)
    make_participation(initiative=initiative, track=two)

    assert ties(client, one)[0] == "1"


def test_a_stated_relation_is_carried_by_exact_and_close_mappings(client):
    one, two, three = (make_track(number=number) for number in (1, 2, 3))
    framework = make_framework(name="The nine")
    its = [make_framework_track(framework=framework, label=f"Label {i}") for i in (1, 2, 3)]
    for it, track, relation in zip(
        its, (one, two, three), ("exact", "close", "broad"), strict=True
    ):
        make_track_mapping(framework_track=it, track=track, relation=relation)
    for other in its[1:]:
        make_track_relation(
            framework=framework,
            from_track=its[0],
            to_track=other,
            kind="informs",
            statement=f"It tells {other.label}.",
        )
    shown = text(client, one)

    assert ties(client, one) == ["0", "0", "0", "0", "1"]
    assert "Label 1 informs Label 2 · The nine It tells Label 2." in shown
    assert "It tells Label 2." in text(client, two)
    assert "It tells Label 3." not in text(client, three)


def test_the_page_leads_to_its_concepts(client):
    track = make_track()
    concept = make_concept(name="Citizen diplomacy", slug="citizen", tracks=[track])

    assert (concept.get_absolute_url(), "") in markup(client.get(track.get_absolute_url())).links


def test_an_unknown_track_is_not_found(client):
    assert client.get("/tracks/no-such-track/").status_code == 404


def test_every_kind_of_entry_with_a_page_has_a_test_of_it():
    assert {route.name for route in DETAIL_PAGES} == {
        f"{name}:detail"
        for name in ("tracks frameworks actors initiatives conflicts sources disagreements".split())
    }
