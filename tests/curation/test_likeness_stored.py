"""Keys and likely pairs as they are stored, refreshed and read."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from curation.duplicates import COMMON, are_different, how_many, likely, refresh
from curation.models import LikelyPair, NameKey
from tests import factories

pytestmark = pytest.mark.django_db


def pairs(**asked):
    return [(pair.kind, pair.slug, pair.other) for pair in likely(**asked)]


def make_two(**fields):
    """Two persons who are spelt alike; the fields are the second one's."""
    factories.make_actor(kind="person", slug="abdi", name="Mohamed Abdi")
    return factories.make_actor(kind="person", slug="abdi-2", name="Muhammad Abdi", **fields)


TWO = [("actor", "abdi", "abdi-2")]


def stored():
    return (
        {*NameKey.objects.values_list("kind", "slug", "key")},
        {*LikelyPair.objects.values_list("kind", "slug", "other", "score", "reason")},
    )


def test_names_that_are_spelt_alike_make_a_likely_pair():
    make_two()
    refresh()
    (pair,) = likely()
    assert (pair.kind, pair.slug, pair.other) == TWO[0]
    assert pair.reason == "“Mohamed Abdi” and “Muhammad Abdi” are spelt alike"


def test_aliases_and_names_of_accounts_count():
    factories.make_alias(actor=factories.make_actor(slug="a", name="Fafo Foundation"), name="Fafo")
    factories.make_actor(slug="b", name="Fafo")
    initiative = factories.make_initiative(slug="c", name="Norwegian channel")
    factories.make_initiative_account(initiative=initiative, name="Oslo channel")
    factories.make_initiative(slug="d", name="The Oslo back channel")
    refresh()
    assert sorted(pairs()) == [("actor", "a", "b"), ("initiative", "c", "d")]


def test_works_with_one_doi_come_first():
    make_two()
    factories.make_work(slug="a", title="Peace", doi="10.1000/182")
    factories.make_work(slug="b", title="War", doi="https://doi.org/10.1000/182")
    refresh()
    assert pairs() == [("work", "a", "b"), *TWO]


@pytest.mark.parametrize("register", ["wikidata", "ror", "orcid"])
def test_actors_with_one_identifier_are_a_pair(register):
    factories.make_actor(slug="a", name="Fafo", **{register: "123"})
    factories.make_actor(slug="b", name="Institute for Labour", **{register: "123"})
    refresh()
    assert pairs() == [("actor", "a", "b")]


def test_chapters_of_one_book_are_none():
    for slug in ("a", "b"):
        factories.make_work(slug=slug, type="chapter", title=f"On {slug * 5}", isbn="0415276616")
    refresh()
    assert pairs() == []


def test_entries_of_which_one_links_the_other_are_two():
    second = make_two()
    first = Actor.objects.get(slug="abdi")
    factories.make_relationship(actor=second, kind="succeeded-by", other=first)
    refresh()
    assert pairs() == []


def test_a_refresh_of_one_entry_finds_what_a_refresh_of_all_finds():
    factories.make_actor(kind="person", slug="abdi", name="Mohamed Abdi")
    refresh()
    factories.make_actor(kind="person", slug="abdi-2", name="Muhammad Abdi")
    refresh([("actor", "abdi-2")])
    after_one = stored()
    assert pairs() == TWO
    refresh()
    assert stored() == after_one


def test_a_refresh_follows_what_changed():
    second = make_two()
    refresh()
    second.name = second.sort_name = "Siad Barre"
    second.save()
    refresh([("actor", "abdi-2")])
    assert pairs() == []
    assert not NameKey.objects.filter(slug="abdi-2", key__contains="mhmd").exists()


def test_a_refresh_forgets_an_entry_that_is_gone():
    make_two().delete()
    refresh()
    factories.make_actor(kind="person", slug="abdi-2", name="Muhammad Abdi")
    refresh()
    Actor.objects.get(slug="abdi-2").delete()
    refresh([("actor", "abdi-2")])
    assert not LikelyPair.objects.exists()
    assert not NameKey.objects.filter(slug="abdi-2").exists()


def test_a_second_refresh_writes_nothing():
    make_two()
    refresh()
    with CaptureQueriesContext(connection) as queries:
        refresh()
    written = [it["sql"] for it in queries if it["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_a_refresh_takes_as_many_queries_for_fifty_entries_as_for_two():
    def queries_for(number):
        for n in range(number):
            family = f"{'BDFKL'[n // 5]}a{'mnrst'[n % 5]}a{number}"
            factories.make_actor(kind="person", slug=f"m{number}-{n}", name=f"Mohamed {family}")
            factories.make_actor(kind="person", slug=f"n{number}-{n}", name=f"Muhammad {family}")
        asked = [("actor", f"{letter}{number}-{n}") for letter in "mn" for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            refresh(asked)
        return len(queries)

    assert queries_for(2) == queries_for(25)


def test_a_name_that_many_have_says_nothing_in_whatever_order_they_came():
    for n in range(COMMON):
        factories.make_initiative(slug=f"i{n}", name="Peace talks")
    refresh()
    assert LikelyPair.objects.count() == COMMON * (COMMON - 1) // 2
    one_more = factories.make_initiative(slug="one-more", name="Peace talks")
    refresh([("initiative", "one-more")])
    assert pairs() == []
    one_more.delete()
    refresh([("initiative", "one-more")])
    assert LikelyPair.objects.count() == COMMON * (COMMON - 1) // 2


def test_withdrawn_entries_are_left_out_at_once():
    second = make_two()
    refresh()
    Actor.objects.filter(pk=second.pk).update(status="withdrawn")
    assert pairs() == []
    refresh()
    assert not LikelyPair.objects.exists()


def test_withheld_actors_are_only_for_those_who_may_see_them_and_at_once():
    second = make_two()
    refresh()
    Actor.objects.filter(pk=second.pk).update(visibility="withheld")
    assert pairs() == []
    assert pairs(with_withheld=True) == TWO


def test_what_somebody_said_is_different_is_left_out_and_stays_so(admin_user):
    make_two()
    refresh()
    are_different("actor", ["abdi-2", "abdi"], by=admin_user, why="Two ministers.")
    assert pairs() == []
    refresh()
    assert pairs() == []


def test_who_first_said_that_two_are_different_is_kept(admin_user):
    first = are_different("actor", ["a", "b"], by=admin_user, why="Two ministers.")
    assert are_different("actor", ["b", "a"], by=None, why="Also.") == first


def test_pairs_are_counted_up_to_a_number():
    for n in range(6):
        factories.make_initiative(slug=f"i{n}", name="Peace talks")
    refresh()
    assert how_many(likely()) == 15
    assert how_many(likely(), at_most=10) == 10


def test_a_list_can_be_of_one_kind():
    make_two()
    for slug in ("a", "b"):
        factories.make_initiative(slug=slug, name="Oslo channel")
    refresh()
    assert pairs(kind="actor") == TWO


def test_reading_takes_one_query(django_assert_num_queries):
    make_two()
    refresh()
    with django_assert_num_queries(1):
        pairs()


def test_the_command_lists_what_it_found():
    make_two()
    out = StringIO()
    call_command("find_likely_duplicates", stdout=out)
    assert "actor:abdi  actor:abdi-2  “Mohamed Abdi” and" in out.getvalue()
    assert out.getvalue().endswith("1 pair\n")
