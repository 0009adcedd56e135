"""How many independent voices stand behind a statement: repetition is not corroboration."""

from dataclasses import dataclass
from itertools import count

import pytest

from sources.models import Citation, Contributor, Position, Work
from sources.voices import in_words, voices
from tests.factories import make_actor_point, make_citation, make_position, make_work

_numbers = count(1)


@dataclass(frozen=True)
class Name:
    """A work or a speaker."""

    short: str


@dataclass(frozen=True)
class Passage:
    work: Name
    repeats: "Passage | None" = None
    attributed_work: Name | None = None
    attributed_speaker: Name | None = None
    stance: str = "states"
    pk: int = 0


def passage(work, **values):
    return Passage(work, pk=next(_numbers), **values)


A, B, C, D = (Name(letter) for letter in "ABCD")
MONTVILLE = Name("Montville")


def number(*passages):
    return len(voices(passages))


# The rule


def test_no_passage_is_no_voice():
    assert number() == 0


def test_passages_of_one_work_are_one_voice():
    assert number(passage(A), passage(A)) == 1


def test_works_that_have_nothing_to_do_with_each_other_are_voices_of_their_own():
    assert number(passage(A), passage(B), passage(C)) == 3


def test_who_takes_over_the_wording_of_another_is_no_voice_of_his_own():
    original = passage(A)

    assert number(original, passage(B, repeats=original)) == 1


def test_the_passage_taken_over_need_not_be_the_one_cited():
    assert number(passage(A), passage(B, repeats=passage(A))) == 1


def test_two_who_take_over_what_is_not_cited_here_are_one_voice():
    original = passage(C)

    assert number(passage(A, repeats=original), passage(B, repeats=original)) == 1


def test_wording_may_be_taken_over_in_turn():
    original = passage(A)
    between = passage(C, repeats=passage(D, repeats=original))

    assert number(original, passage(B, repeats=between)) == 1


def test_passages_that_repeat_each_other_in_a_circle_are_one_voice():
    first = Citation(pk=1, work=Work(pk=1, title="One"))
    second = Citation(pk=2, work=Work(pk=2, title="Two"), repeats=first)
    first.repeats = second

    assert number(first, second) == 1


def test_two_who_report_the_same_work_are_one_voice():
    assert number(passage(A, attributed_work=C), passage(B, attributed_work=C)) == 1


def test_two_who_report_the_same_speaker_are_one_voice_in_whichever_works():
    first = passage(A, attributed_work=C, attributed_speaker=MONTVILLE)
    second = passage(B, attributed_work=D, attributed_speaker=MONTVILLE)

    assert number(first, second) == 1


def test_who_reports_a_work_is_one_voice_with_that_work():
    assert number(passage(A, attributed_work=B, stance="reports"), passage(B)) == 1


def test_what_an_original_reports_counts_for_those_who_take_over_its_wording():
    original = passage(C, attributed_work=D)

    assert number(passage(A, repeats=original), passage(B, attributed_work=D)) == 1


@pytest.mark.parametrize("stance", ["doubts", "contradicts"])
def test_who_doubts_or_contradicts_a_work_speaks_for_himself(stance):
    assert number(passage(A, attributed_work=B, stance=stance), passage(B)) == 2


def test_a_speaker_and_a_work_are_different_even_with_the_same_key_in_the_database():
    speaker, work = Contributor(pk=7, family="Seven"), Work(pk=7, title="Seven")

    assert number(passage(A, attributed_speaker=speaker), passage(B, attributed_work=work)) == 2


def test_works_of_one_voice_stand_together_in_the_order_of_the_passages():
    copied = passage(A)

    assert voices([passage(B), copied, passage(C), passage(D, repeats=copied)]) == [
        [B],
        [A, D],
        [C],
    ]


# In words


def test_nothing_is_said_of_a_single_work():
    assert in_words([passage(A), passage(A)]) == ""


def test_independent_sources_are_counted():
    assert in_words([passage(A), passage(B)]) == "Two independent sources."


def test_one_voice_gives_the_reason():
    original = passage(C)
    passages = [passage(A, repeats=original), passage(B, repeats=original), original]

    assert in_words(passages) == "Three sources, one voice: A and B take over the wording of C."


def test_some_voices_give_the_reason_why_there_are_no_more():
    passages = [passage(A), passage(B, attributed_work=A), passage(C)]

    assert in_words(passages) == "Three sources, two voices: B reports A."


def test_a_reason_names_what_is_not_cited_if_it_joins_what_is():
    passages = [passage(A, attributed_work=D), passage(B, attributed_work=D)]

    assert in_words(passages) == "Two sources, one voice: A and B report D."


def test_wording_is_given_as_the_reason_rather_than_a_report_of_the_same_work():
    original = passage(A, attributed_work=D)
    passages = [original, passage(B, repeats=original, attributed_work=D)]

    assert in_words(passages) == "Two sources, one voice: B takes over the wording of A."


def test_what_joins_nothing_is_no_reason():
    original = passage(A, attributed_work=C)
    passages = [original, passage(B, repeats=original, attributed_work=D)]

    assert in_words(passages) == "Two sources, one voice: B takes over the wording of A."


# From the database


@pytest.mark.django_db
def test_a_chain_is_followed_through_passages_that_are_loaded_with_the_statement(
    django_assert_num_queries,
):
    original = make_citation()
    copy = make_citation(repeats=original)
    for _ in range(3):
        copy = make_citation(repeats=copy)
    make_position(citations=[original, make_citation(repeats=copy)])
    loaded = Position.objects.public().with_citations().get()

    with django_assert_num_queries(0):
        assert loaded.independent_sources == 1


@pytest.mark.django_db
def test_a_chain_breaks_where_a_passage_is_not_public():
    original = make_citation()
    hidden = make_citation(work=make_work(status="draft"), repeats=original)
    between = make_citation(repeats=make_citation(repeats=hidden))
    make_position(citations=[original, make_citation(repeats=between)])

    assert Position.objects.public().with_citations().get().independent_sources == 2


@pytest.mark.django_db
def test_the_api_says_how_many_independent_sources_a_statement_has(client):
    original = make_citation()
    point = make_actor_point(citations=[original, make_citation(repeats=original), make_citation()])
    answer = client.get(f"/api/v1/actors/{point.actor.slug}/").json()

    assert answer["points"][0]["independent_sources"] == 2
