"""A casebook with faults: all of them are listed, by row and field, and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from initiatives.casebook.conversion import convert
from initiatives.casebook.faults import CasebookError
from tests.initiatives.casebook.small import Small

FAULTY: dict[str, tuple[Callable[[Small], Any], str]] = {}


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return Small(tmp_path)


def faulty(message: str) -> Callable[[Callable[[Small], Any]], Callable[[Small], Any]]:
    """A way of spoiling the casebook or its decisions, with the line that must tell of it."""

    def remember(spoil: Callable[[Small], Any]) -> Callable[[Small], Any]:
        FAULTY[spoil.__name__] = (spoil, message)
        return spoil

    return remember


def talks(small: Small) -> Any:
    return small.row("cases", "lake-talks")


# Unknown ids


@faulty("case lake-talks: works[0]: there is no work “nobody-1994”.")
def unknown_work(small):
    talks(small)["works"][0] = "nobody-1994"


@faulty("case lake-talks: conflicts[0]: there is no conflict “sea-dispute”.")
def unknown_conflict(small):
    talks(small)["conflicts"] = ["sea-dispute"]


@faulty("case lake-talks: participations[1].actor: there is no actor “sweden”.")
def unknown_actor(small):
    talks(small)["participations"][1]["actor"] = "sweden"


@faulty("case lake-talks: relations[0].case: there is no case “new-channel”.")
def unknown_case(small):
    talks(small)["relations"][0]["case"] = "new-channel"


@faulty("conflict lake-dispute: parties[0]: there is no actor “sweden”.")
def unknown_party(small):
    small.row("conflicts", "lake-dispute")["parties"] = ["sweden"]


@faulty("actor lake-group: members[1]: there is no actor “sweden”.")
def unknown_member(small):
    small.row("actors", "lake-group")["members"].append("sweden")


# Dates


@faulty("case lake-talks: end: 1990 is before the start, 1991-03.")
def end_before_start(small):
    talks(small)["end"] = "1990"


@faulty("case lake-talks: involvements[0].to: 1989-12 is before the start, 1991-03.")
def involvement_out_of_order(small):
    talks(small)["involvements"][0]["to"] = "1989-12"


@faulty("conflict lake-dispute: end: 1979 is before the start, 1980.")
def conflict_out_of_order(small):
    small.row("conflicts", "lake-dispute")["end"] = "1979"


@faulty("case lake-talks: start: “1991-13” has no month 13; seasons are 21 to 24.")
def no_such_month(small):
    talks(small)["start"] = "1991-13"


@faulty("case lake-talks: handovers[0].date: '1993/1994' is not a year, month or day.")
def span_for_a_date(small):
    talks(small)["handovers"][0]["date"] = "1993/1994"


@faulty("case lake-talks: outcomes[0].date: 1993 is not a year, month or day.")
def number_for_a_date(small):
    talks(small)["outcomes"][0]["date"] = 1993


@faulty("case lake-talks: end: a date belongs here when the case has ended, and only then.")
def ended_without_an_end(small):
    talks(small)["end"] = None


@faulty("case lake-talks: involvements[0].to_status: it cannot be open when the case has ended.")
def open_although_ended(small):
    talks(small)["involvements"][0] |= {"to": None, "to_status": "open"}


@faulty("case old-channel: involvements[0].from: what is still open needs the date of its start.")
def open_without_a_start(small):
    small.row("cases", "old-channel")["involvements"][0]["from"] = None


# Vocabularies


@faulty("case lake-talks: kind: 'parley' is not one of dialogue, mediation, ")
def unknown_kind(small):
    talks(small)["kind"] = "parley"


@faulty("case lake-talks: main_track: '10' is not one of 1, 1.5, 2, ")
def unknown_track(small):
    talks(small)["main_track"] = "10"


@faulty("case lake-talks: region: 'Atlantis' is not one of Africa, ")
def unknown_region(small):
    talks(small)["region"] = "Atlantis"


@faulty("case lake-talks: participations[0].role: 'king' is not one of mediator, ")
def unknown_role(small):
    talks(small)["participations"][0]["role"] = "king"


@faulty("case lake-talks: outcomes[0].kind: 'victory' is not one of treaty, ")
def unknown_outcome(small):
    talks(small)["outcomes"][0]["kind"] = "victory"


@faulty("actor norway: kind: 'kingdom' is not one of person, state, ")
def unknown_kind_of_actor(small):
    small.row("actors", "norway")["kind"] = "kingdom"


@faulty("work news-1993: independence: 'friend' is not one of organiser, ")
def unknown_independence(small):
    small.row("works", "news-1993")["independence"] = "friend"


@faulty("case lake-talks: places[0].country: 'Tanzania' is no country code of ISO 3166-1.")
def no_country_code(small):
    talks(small)["places"][0]["country"] = "Tanzania"


# Duplicates


@faulty("case lake-talks: id: another row has the same.")
def case_given_twice(small):
    small.casebook["cases"].append(dict(talks(small)))


@faulty("case lake-talks: participations[3]: this stands there already: ('norway', '1', 'funder').")
def participation_given_twice(small):
    talks(small)["participations"].append(dict(talks(small)["participations"][1]))


@faulty("case lake-talks: works[2]: this stands there already: news-1993.")
def work_given_twice(small):
    talks(small)["works"].append("news-1993")


@faulty("actor lake-group: name: norway has “norway” too.")
def name_of_two_actors(small):
    small.row("actors", "lake-group")["aliases"] = ["The Norway"]


@faulty("work news-1993: url: doe-1994-talks has “https://example.org/news” too.")
def address_of_two_works(small):
    small.row("works", "doe-1994-talks")["url"] = "https://example.org/news"


@faulty("case old-channel: title: lake-talks has “talks at the lake” too.")
def title_of_two_cases(small):
    small.row("cases", "old-channel")["title"] = "Talks at the Lake"


# Shapes


@faulty("case lake-talks: summary: the field is missing.")
def missing_field(small):
    del talks(small)["summary"]


@faulty("case lake-talks: colour: there is no such field.")
def unknown_field(small):
    talks(small)["colour"] = "green"


@faulty("case lake-talks: works: the list has 0 rows; it needs 1.")
def case_without_works(small):
    talks(small)["works"] = []


@faulty("case lake-talks: involvements[0].why: the text is empty or has blanks around it.")
def empty_text(small):
    talks(small)["involvements"][0]["why"] = " "


@faulty("cases[1]: give an object.")
def row_that_is_no_object(small):
    small.casebook["cases"][1] = "old-channel"


@faulty("casebook.json: give one object with cases, actors, conflicts, works.")
def list_that_is_missing(small):
    del small.casebook["works"]


@faulty("actor jane-doe: publicity: persons have one, and all others have none.")
def person_without_publicity(small):
    small.row("actors", "jane-doe")["publicity"] = None


@faulty("actor lake-group: members: “jane-doe” says that it belongs here.")
def membership_told_from_one_side(small):
    small.row("actors", "lake-group")["members"] = []


@faulty("case lake-talks: handovers[0].to_track: track 3 has no involvement.")
def handover_to_a_track_that_is_not_involved(small):
    talks(small)["handovers"][0]["to_track"] = "3"


@faulty("case lake-talks: participations: “norway” is an addressee and has another role.")
def addressee_that_took_part(small):
    row = {"actor": "norway", "track": "1", "role": "addressee", "capacity": "official"}
    talks(small)["participations"].append(row)


# Decisions


@faulty("case lake-talks: disputed: “end” has no question yet in decisions/questions.json.")
def point_without_a_question(small):
    talks(small)["disputed"].append({"about": "end", "statement": "1993 or 1994."})


@faulty(
    "decisions/questions.json: lake-talks: refers to something that is not there: no disputed "
    "point is about “start”."
)
def question_without_its_point(small):
    talks(small)["disputed"] = []


@faulty(
    "decisions/wording.json: case:lake-talks, outcomes.statement: refers to something that is not "
    "there: “They agreed.” stands there 0 times, not once."
)
def rewording_of_a_sentence_that_has_changed(small):
    talks(small)["outcomes"][0]["statement"] = "They did agree."


@faulty(
    "decisions/wording.json: case:sea-talks, summary: refers to something that is not there: there "
    "is no case “sea-talks”."
)
def rewording_of_a_case_that_is_gone(small):
    row = {"row": "case:sea-talks", "field": "summary", "was": "a", "now": "b", "reason": "c"}
    small.answers["wording"].append(row)


@faulty(
    "decisions/works.json: nobody-1994: refers to something that is not there: there is no work of "
    "this name."
)
def decision_on_a_work_that_is_gone(small):
    small.answers["works"]["nobody-1994"] = {"type": "book"}


@faulty(
    "decisions/authors.json: John Poe: refers to something that is not there: there is no author "
    "of this name."
)
def decision_on_an_author_who_is_gone(small):
    small.answers["authors"]["John Poe"] = "Poe, John"


@faulty(
    "decisions/names.json: norway: refers to something that is not there: there is no alias "
    "“Norge”."
)
def dropping_an_alias_that_is_not_there(small):
    small.answers["names"]["aliases_dropped"] = {"norway": ["Norge"]}


@faulty(
    "actor norway: id: the source texts have this slug; say in decisions/merges.json what holds."
)
def merge_that_nobody_decided(small):
    small.answers["merges"]["actors"] = {}


@faulty(
    "decisions/merges.json: lake-group: refers to something that is not there: no actor of the "
    "source texts."
)
def merge_with_nothing(small):
    small.answers["merges"]["actors"]["lake-group"] = "The same."


@faulty("actor jane-doe: name: j-doe of the source texts has “Jane Doe” too.")
def name_of_another_actor_of_the_source_texts(small):
    small.known.append({"entry": "actor", "slug": "j-doe", "kind": "person", "name": "Jane Doe"})


@faulty("actor norway: country: 'NO' here, 'SE' in the source texts.")
def merge_of_two_that_differ(small):
    small.known[0]["country"] = "SE"


@faulty(
    "decisions/names.json: authors: an actor has the same slug; is it the same? Say so under "
    "“authors”: jane-doe."
)
def author_of_whom_nobody_said_that_it_is_the_actor(small):
    small.answers["names"]["authors"] = {}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_named_with_its_row_and_field(small, name):
    spoil, message = FAULTY[name]
    spoil(small)
    small.write()
    with pytest.raises(CasebookError) as refused:
        convert(small.path, small.fixtures, small.decisions)
    assert message in str(refused.value)


def test_all_faults_are_listed(small):
    for spoil in (unknown_work, end_before_start, conflict_out_of_order, unknown_independence):
        spoil(small)
    small.write()
    with pytest.raises(CasebookError) as refused:
        convert(small.path, small.fixtures, small.decisions)
    assert {str(fault).rpartition(":")[0] for fault in refused.value.faults} == {
        "case lake-talks: works[0]",
        "case lake-talks: end",
        "conflict lake-dispute: end",
        "work news-1993: independence",
    }


def test_a_link_to_a_row_that_is_faulty_itself_is_no_further_fault(small):
    small.row("works", "news-1993")["year"] = "soon"
    small.write()
    with pytest.raises(CasebookError) as refused:
        convert(small.path, small.fixtures, small.decisions)
    assert [str(fault) for fault in refused.value.faults] == [
        "work news-1993: year: 'soon' is no year."
    ]


@pytest.mark.parametrize("text", ["", "[", "[]", '{"cases": [], "cases": []}', "\x00"])
def test_a_file_that_is_no_casebook_is_named(small, text):
    small.write().path.write_text(text)
    with pytest.raises(CasebookError, match=r"casebook\.json: "):
        convert(small.path, small.fixtures, small.decisions)


def test_a_file_that_is_not_there_is_named(small):
    small.write().path.unlink()
    with pytest.raises(CasebookError, match=r"casebook\.json: not readable"):
        convert(small.path, small.fixtures, small.decisions)


def test_the_command_writes_nothing_and_counts_the_faults(small):
    unknown_work(small)
    conflict_out_of_order(small)
    small.write()
    with pytest.raises(CommandError, match="Nothing was written: 2 faults") as refused:
        call_command("convert_casebook", small.path, folder=small.fixtures)
    assert "there is no work “nobody-1994”" in str(refused.value)
    assert not (small.fixtures / "casebook").exists()
