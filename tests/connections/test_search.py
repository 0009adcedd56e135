"""find(q, kinds): every word must occur, names come first, drafts stay hidden."""

import pytest

from connections.search import PER_KIND, find
from tests.factories import make_actor, make_alias, make_concept, make_initiative

pytestmark = pytest.mark.django_db


def names(found):
    return [str(entry) for group in found for entry in group.entries]


def test_every_word_must_occur_somewhere_in_the_entry():
    make_initiative(name="Oslo channel", summary="Talks in Norway")
    make_initiative(name="Oslo exhibition")
    assert names(find("oslo norway")) == ["Oslo channel"]


def test_an_entry_that_is_named_so_comes_before_one_that_mentions_it():
    make_initiative(name="Aardvark", summary="After the Dartmouth Conference")
    make_initiative(name="Dartmouth Conference")
    assert names(find("dartmouth")) == ["Dartmouth Conference", "Aardvark"]


def test_an_alias_leads_to_its_actor_once():
    actor = make_actor(name="Holy See")
    make_alias(actor=actor, name="Vatican")
    make_alias(actor=actor, name="Vatican City")
    assert names(find("vatican")) == ["Holy See"]


def test_only_the_kinds_asked_for_are_searched():
    make_actor(name="Peace Forum")
    make_concept(name="Peace")
    assert names(find("peace", ["concept"])) == ["Peace"]


@pytest.mark.parametrize("hidden", [{"status": "draft"}, {"visibility": "withheld"}])
def test_what_is_not_public_is_not_found(hidden):
    make_actor(name="Secret Society", **hidden)
    assert find("secret") == []


def test_a_name_that_begins_with_the_words_comes_before_one_that_has_them_later():
    make_actor(name="Council of the North")
    make_actor(name="Northern Council")
    assert names(find("north")) == ["Northern Council", "Council of the North"]


@pytest.mark.parametrize("q", ["", "   ", "\0"])
def test_no_words_find_nothing(q):
    make_actor()
    assert find(q) == []


def test_percent_and_underscore_are_letters_like_others():
    make_actor(name="Hundred% Peace")
    make_actor(name="Hundred Peaces")
    assert names(find("hundred%")) == ["Hundred% Peace"]


def test_a_long_result_is_counted_whole_and_shown_in_part():
    for number in range(PER_KIND + 3):
        make_actor(name=f"Forum {number}")
    (group,) = find("forum")
    assert (len(group.entries), group.count) == (PER_KIND, PER_KIND + 3)
