"""/search/: one box over all kinds of entries."""

import pytest

from connections.search import KINDS, PER_KIND
from curation.entries import entry_models
from tests.factories import (
    make_actor,
    make_actor_point,
    make_alias,
    make_concept,
    make_concept_point,
    make_contribution,
    make_contributor,
    make_framework_track,
    make_initiative,
    make_position,
    make_step,
    make_work,
)
from tests.full import MAKERS
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/search/"


def page(client, q):
    answer = client.get(ADDRESS, {"q": q})
    assert answer.status_code == 200
    return markup(answer)


def hits(client, q):
    """The addresses found."""
    html = client.get(ADDRESS, {"q": q}).content.decode()
    found = html.partition('role="status"')[2].partition('class="page-end"')[0]
    links = [address for address, _ in markup(found).links]
    return [address for address in links if not address.startswith("/api/")]


def named(model, name, **fields):
    column = (
        "title" if model.KIND == "work" else "question" if model.KIND == "disagreement" else "name"
    )
    return MAKERS[model](**{column: name}, **fields)


def test_every_kind_of_entry_is_searched():
    assert {*KINDS} == {*entry_models()}


@pytest.mark.parametrize("model", entry_models().values(), ids=entry_models())
def test_an_entry_of_any_kind_is_found_by_its_name(client, model):
    entry = named(model, "The Dartmouth way")
    named(model, "Another way")

    assert hits(client, "dartmouth") == [entry.get_absolute_url()]


@pytest.mark.parametrize("status", ["draft", "in-review", "withdrawn"])
@pytest.mark.parametrize("model", entry_models().values(), ids=entry_models())
def test_an_entry_that_is_not_published_is_not_found(client, model, status):
    named(model, "The Dartmouth way", status=status)

    assert hits(client, "dartmouth") == []


def test_a_withheld_actor_is_not_found(client):
    make_alias(actor=make_actor(name="Dartmouth", visibility="withheld"), name="Dartmouth again")

    assert hits(client, "dartmouth") == []


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_alias(name="Dartmouth").actor,
        lambda: make_actor_point(statement="It met at Dartmouth.").actor,
        lambda: make_concept_point(statement="Known from Dartmouth.").concept,
        lambda: make_framework_track(label="Dartmouth").framework,
        lambda: make_step(statement="Go to Dartmouth.").phase,
        lambda: make_position(statement="At Dartmouth.").disagreement,
        lambda: make_contribution(contributor=make_contributor(family="Dartmouth")).work,
        lambda: make_contribution(contributor=make_contributor(literal="Dartmouth College")).work,
        lambda: make_work(container_title="Dartmouth Review"),
        lambda: make_initiative(summary="They met at Dartmouth."),
    ],
)
def test_an_entry_is_found_by_what_its_parts_say(client, make):
    entry = make()

    assert hits(client, "dartmouth") == [entry.get_absolute_url()]


def test_every_word_must_occur_somewhere(client):
    actor = make_actor(name="Dartmouth", summary="It met for peace.")
    make_actor(name="Dartmouth as such")

    assert hits(client, "peace dartmouth") == [actor.get_absolute_url()]


def test_what_is_named_so_comes_before_what_mentions_it(client):
    mentions = make_actor(name="Aardvark", summary="Once at Dartmouth.")
    named_so = make_actor(name="Zebra of Dartmouth")

    assert hits(client, "dartmouth") == [
        named_so.get_absolute_url(),
        mentions.get_absolute_url(),
    ]


def test_an_entry_that_says_it_many_times_is_found_once(client):
    actor = make_actor()
    for number in range(3):
        make_alias(actor=actor, name=f"Dartmouth {number}")
        make_actor_point(actor=actor, statement="At Dartmouth.")

    assert hits(client, "dartmouth") == [actor.get_absolute_url()]


def test_hits_are_grouped_by_kind_and_counted(client):
    make_actor(name="Dartmouth")
    make_initiative(name="Dartmouth")
    make_initiative(name="Dartmouth again")
    shown = page(client, "dartmouth").text

    assert "3 entries in which these words occur" in shown
    assert "Actors 1 Dartmouth Initiatives 2 Dartmouth" in shown


def test_one_hit_is_one_entry(client):
    make_actor(name="Dartmouth")

    assert "1 entry in which" in page(client, "dartmouth").text


def test_what_has_just_this_name_comes_first_of_all(client):
    longer = make_actor(name="A body of the United States")
    just_so = make_actor(name="United States")
    html = client.get("/search/?q=united+states").content.decode()
    assert html.index(just_so.get_absolute_url()) < html.index(longer.get_absolute_url())


def test_of_many_hits_of_a_kind_the_first_are_shown_and_all_are_counted(client):
    for number in range(PER_KIND + 3):
        make_actor(name=f"Dartmouth {number:02}")
    shown = page(client, "dartmouth").text

    assert f"{PER_KIND + 3} entries" in shown
    assert f"The first {PER_KIND} of {PER_KIND + 3}." in shown
    assert "Dartmouth 19" in shown
    assert "Dartmouth 20" not in shown


def test_a_search_without_hits_says_what_to_do(client):
    make_actor(name="Norway")

    assert "Nothing public has all these words. Try fewer" in page(client, "atlantis").text


def test_a_search_for_nothing_says_what_it_finds(client):
    make_actor()
    for q in ("", "   ", "\0"):
        assert "Search finds tracks" in page(client, q).text


def test_the_words_searched_for_stay_in_the_box(client):
    html = client.get(ADDRESS, {"q": "“Track <Two>” & more"}).content.decode()

    assert 'value="“Track &lt;Two&gt;” &amp; more"' in html
    assert "<Two>" not in html


def test_signs_of_the_query_language_are_searched_for_as_they_are(client):
    make_actor(name="Norway")
    percent = make_actor(name="50 % more")

    assert hits(client, "%") == [percent.get_absolute_url()]
    assert hits(client, "_") == []
    assert hits(client, "\\") == []


def test_letters_beyond_ascii_are_found_as_they_are_written(client):
    actor = make_actor(name="Île-de-France")

    assert hits(client, "Île") == [actor.get_absolute_url()]


def test_a_search_for_as_many_words_as_there_is_room_for_is_answered(client):
    make_actor(name="a b c")

    assert "1 entry" in page(client, "a b " * 49).text


def test_a_search_that_is_too_long_is_refused_with_the_limit(client):
    assert "Search for at most 200 characters." in page(client, "x" * 201).text


@pytest.mark.parametrize(
    "q", ["\0", "a\0b", "'; DROP TABLE", "{{ 7 }}", "\ud7ff", "🕊", "%00", "(" * 200]
)
def test_no_words_break_the_search(client, q):
    make_actor(name="Norway")

    assert client.get(ADDRESS, {"q": q}).status_code == 200


def test_other_parameters_are_ignored(client):
    make_actor(name="Norway")
    answer = client.get(ADDRESS, {"q": "norway", "kind": "nonsense", "page": "-1"})

    assert answer.status_code == 200
    assert "1 entry" in markup(answer).text


def test_a_concept_leads_to_its_place_in_the_glossary(client):
    make_concept(name="Dartmouth process", slug="dartmouth-process")

    assert hits(client, "dartmouth") == ["/concepts/#dartmouth-process"]
