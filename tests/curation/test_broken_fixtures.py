"""A broken fixture names file, key and reason, and leaves the database as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from curation.files import LoadError
from curation.loading import load
from tests.curation.sample import Files, document, dump, loaded_for_a_while, part, sample, write

pytestmark = pytest.mark.django_db

BROKEN: dict[str, tuple[Callable[[Files], Any], str]] = {}


def broken(message: str) -> Callable[[Callable[[Files], Any]], None]:
    """A way of breaking the sample, with the line that must tell of it."""

    def remember(alter: Callable[[Files], Any]) -> None:
        BROKEN[alter.__name__] = (alter, message)

    return remember


# Documents


@broken("tracks/tracks.json: each item must be an object with an “entry” and a “slug”.")
def item_that_is_no_object(files):
    files["tracks/tracks.json"].append("government")


@broken("actors/actors.json: sweden: “entry” is 'country', not one of ")
def unknown_entry(files):
    files["actors/actors.json"].append({"entry": "country", "slug": "sweden"})


@broken("actors/actors.json: sweden: “entry” is None, not one of ")
def missing_entry(files):
    files["actors/actors.json"].append({"slug": "sweden"})


@broken("actors/actors.json: actor: the “slug” is missing.")
def missing_slug(files):
    del document(files, "actor", "norway")["slug"]


@broken("actors/actors.json: actor:Norway!: Use lower-case letters, digits and single hyphens")
def bad_slug(files):
    document(files, "actor", "norway")["slug"] = "Norway!"


@broken("actors/actors.json: actor:norway: this is already in actors/actors.json, as actor:norway.")
def entry_given_twice(files):
    files["actors/actors.json"].append(document(files, "actor", "norway"))


@broken("tracks/more.json: actor:norway: this is already in actors/actors.json, as actor:norway.")
def entry_in_two_files(files):
    files["tracks/more.json"] = [document(files, "actor", "norway")]


@broken("initiatives/talks.json: work:memoirs#p-90 (passages): no document has the entry that this")
def extension_of_nothing(files):
    files["initiatives/talks.json"][0]["slug"] = "memoirs"


@broken("initiatives/talks.json: work:memoir: “title” is given in sources/works.json already.")
def extension_with_a_field_of_its_own(files):
    files["initiatives/talks.json"][0]["title"] = "Memoirs"


# Fields


@broken("actors/actors.json: actor:norway: there is no field “capital” here.")
def unknown_field(files):
    document(files, "actor", "norway")["capital"] = "Oslo"


@broken("actors/actors.json: actor:norway#hosting (points): there is no field “place” here.")
def unknown_field_of_a_part(files):
    part(files, "actor", "norway", "points", "hosting")["place"] = "Oslo"


@broken("actors/actors.json: actor:norway: there is no field “id” here.")
def primary_key(files):
    document(files, "actor", "norway")["id"] = 1


@broken("actors/actors.json: actor:norway: there is no field “dates_earliest” here.")
def companion_of_a_date(files):
    document(files, "actor", "norway")["dates_earliest"] = "1905-06-07"


@broken("actors/actors.json: actor:norway: name: This field cannot be blank.")
def missing_field(files):
    del document(files, "actor", "norway")["name"]


@broken("tracks/tracks.json: track:government: number: This field cannot be null.")
def missing_number(files):
    del document(files, "track", "government")["number"]


@broken("actors/actors.json: actor:norway: name: give a text.")
def number_for_a_text(files):
    document(files, "actor", "norway")["name"] = 47


@broken("actors/actors.json: actor:norway: name: give a text.")
def null_for_a_text(files):
    document(files, "actor", "norway")["name"] = None


@broken(
    "actors/actors.json: actor:norway: name: there is a control character (U+0000) in this text."
)
def control_character(files):
    document(files, "actor", "norway")["name"] = "Nor\0way"


@broken(
    "actors/actors.json: actor:norway: name: there is a control character (U+D800) in this text."
)
def half_a_character(files):
    document(files, "actor", "norway")["name"] = "Norway \ud800"


@broken("sources/works.json: work:report#p1-title (passages): terms: there is a control character")
def control_character_in_a_list(files):
    part(files, "work", "report", "passages", "p1-title")["terms"] = ["Rep\x07ort"]


@broken("sources/works.json: work:report: title: Ensure this value has at most 400 characters")
def text_too_long(files):
    document(files, "work", "report")["title"] = "x" * 401


@broken("sources/works.json: work:report: issued: “May 1994” is not a date. Write 1993")
def bad_date(files):
    document(files, "work", "report")["issued"] = "May 1994"


@broken("initiatives/talks.json: initiative:talks#up (handovers): date: “1994/1993” ends before it")
def date_that_ends_before_it_starts(files):
    part(files, "initiative", "talks", "handovers", "up")["date"] = "1994/1993"


@broken("initiatives/talks.json: initiative:talks: kind: Value 'chat' is not a valid choice.")
def bad_choice(files):
    document(files, "initiative", "talks")["kind"] = "chat"


@broken("tracks/tracks.json: principle:patience: number: “two” value must be an integer.")
def word_for_a_number(files):
    document(files, "principle", "patience")["number"] = "two"


@broken(
    "tracks/tracks.json: track:government: number: Ensure that there are no more than 1 decimal"
)
def number_too_fine(files):
    document(files, "track", "government")["number"] = "1.25"


@broken("sources/works.json: work:report#p1-title (passages): paragraphs: Give a list of paragraph")
def paragraph_nought(files):
    part(files, "work", "report", "passages", "p1-title")["paragraphs"] = [0]


@broken("sources/works.json: work:report#p1-title (passages): terms: Give a list of words")
def empty_term(files):
    part(files, "work", "report", "passages", "p1-title")["terms"] = ["Report", " "]


@broken("sources/works.json: work:report: without_statements: Give paragraph numbers from 1")
def reason_for_paragraph_nought(files):
    document(files, "work", "report")["without_statements"] = {"0": "layout"}


@broken("sources/works.json: work:report: without_statements: Give paragraph numbers from 1")
def empty_reason(files):
    document(files, "work", "report")["without_statements"] = {"2": " "}


@broken("sources/works.json: work:report: Only a source text has paragraphs without statements.")
def reason_without_a_text(files):
    document(files, "work", "report")["without_statements"] = {"2": "layout"}


# Parts


@broken("initiatives/talks.json: initiative:talks: outcomes[0]: the “key” is missing.")
def missing_key(files):
    del part(files, "initiative", "talks", "outcomes", "accord")["key"]


@broken("tracks/tracks.json: framework:two-tracks#one: points[1]: the “key” is missing.")
def missing_key_of_a_part_of_a_part(files):
    point = ("framework_tracks", "one", "points", "one-rigid")
    del part(files, "framework", "two-tracks", *point)["key"]


@broken("initiatives/talks.json: initiative:talks#The accord (outcomes): Use lower-case letters")
def bad_key(files):
    part(files, "initiative", "talks", "outcomes", "accord")["key"] = "The accord"


@broken("initiatives/talks.json: initiative:talks: outcomes: give a list.")
def parts_that_are_no_list(files):
    document(files, "initiative", "talks")["outcomes"] = {"key": "accord"}


@broken("initiatives/talks.json: initiative:talks#oslo (outcomes): this is already in initiatives/")
def key_given_twice_in_an_entry(files):
    part(files, "initiative", "talks", "outcomes", "accord")["key"] = "oslo"


@broken("tracks/tracks.json: framework:two-tracks#one (relations): this is already in tracks/")
def key_given_twice_at_two_depths(files):
    part(files, "framework", "two-tracks", "relations", "two-prepares-one")["key"] = "one"


# Links


@broken("initiatives/talks.json: initiative:talks: main_track: there is no track “goverment”.")
def unknown_link(files):
    document(files, "initiative", "talks")["main_track"] = "goverment"


@broken(
    "actors/actors.json: actor:norway#on-government (actor_tracks): framework_track: there is no"
)
def unknown_link_to_a_part(files):
    on_track = part(files, "actor", "norway", "actor_tracks", "on-government")
    on_track["framework_track"] = "two-tracks#three"


@broken("initiatives/talks.json: initiative:talks: citations: there is no citation “report#p9”.")
def unknown_citation(files):
    document(files, "initiative", "talks")["citations"] = ["report#p9"]


@broken("initiatives/talks.json: initiative:talks: main_track: there is no track “norway”.")
def link_to_another_kind(files):
    document(files, "initiative", "talks")["main_track"] = "norway"


@broken(
    "actors/actors.json: actor:jane-doe#norway (relationships): other: give a slug, or slug#key."
)
def missing_link(files):
    del part(files, "actor", "jane-doe", "relationships", "norway")["other"]


@broken("initiatives/talks.json: initiative:talks: citations: give a list of slugs or slug#key.")
def citation_that_is_no_list(files):
    document(files, "initiative", "talks")["citations"] = "report#p2-talks"


@broken("initiatives/talks.json: initiative:talks: citations: the same link stands twice.")
def citation_given_twice(files):
    document(files, "initiative", "talks")["citations"] = ["report#p2-talks"] * 2


@broken(
    "sources/works.json: disagreement:when#in-1992 (positions): citations: there is no citation"
)
def passage_gone_that_is_still_cited(files):
    document(files, "work", "report")["passages"].pop()


@broken("initiatives/talks.json: initiative:talks#up (handovers): from_track: there is no track")
def track_gone_that_is_still_linked(files):
    gone = document(files, "track", "track-one-and-a-half")
    files["tracks/tracks.json"].remove(gone)


# What the database and the models refuse


@broken("actors/actors.json: actor:norway: What is inferred needs its reason.")
def inferred_without_reason(files):
    document(files, "actor", "norway")["basis"] = "inferred"


@broken("actors/actors.json: actor:norway#hosting (points): What is inferred needs its reason.")
def part_inferred_without_reason(files):
    part(files, "actor", "norway", "points", "hosting")["basis"] = "inferred"


@broken("actors/actors.json: actor:jane-doe: Persons need a publicity, all others have none.")
def person_without_publicity(files):
    del document(files, "actor", "jane-doe")["publicity"]


@broken("sources/works.json: contributor:jane-doe: Give a family name (a person) or a whole name")
def contributor_without_a_name(files):
    del document(files, "contributor", "jane-doe")["family"]


@broken("sources/works.json: disagreement:when: A preferred position needs the reason.")
def preference_without_reason(files):
    document(files, "disagreement", "when")["preference_reason"] = ""


@broken("sources/works.json: work:report#memoir (references): A work cannot cite itself.")
def work_that_cites_itself(files):
    part(files, "work", "report", "references", "memoir")["cited_work"] = "report"


@broken("sources/works.json: work:report#p4-again (passages): A passage cannot repeat itself.")
def passage_that_repeats_itself(files):
    part(files, "work", "report", "passages", "p4-again")["repeats"] = "report#p4-again"


@broken(
    "actors/actors.json: actor:jane-doe#norway (relationships): An actor cannot relate to itself."
)
def actor_related_to_itself(files):
    part(files, "actor", "jane-doe", "relationships", "norway")["other"] = "jane-doe"


@broken(
    "initiatives/talks.json: initiative:talks#precursor (relations): An initiative cannot relate"
)
def initiative_related_to_itself(files):
    part(files, "initiative", "talks", "relations", "precursor")["other"] = "talks"


@broken(
    "initiatives/talks.json: initiative:talks#up (handovers): A handover goes from one track to"
)
def handover_within_a_track(files):
    part(files, "initiative", "talks", "handovers", "up")["from_track"] = "government"


@broken(
    "tracks/tracks.json: framework:two-tracks#two-prepares-one (relations): A track cannot relate"
)
def track_related_to_itself(files):
    relation = part(files, "framework", "two-tracks", "relations", "two-prepares-one")
    relation["to_track"] = relation["from_track"]


@broken("tracks/tracks.json: framework:others#mixed (relations): Choose a track of this framework.")
def track_of_another_framework(files):
    relation = {**part(files, "framework", "two-tracks", "relations", "two-prepares-one")}
    framework = {"entry": "framework", "slug": "others", "name": "Others"}
    files["tracks/tracks.json"].append({**framework, "relations": [{**relation, "key": "mixed"}]})


@broken(
    "initiatives/talks.json: initiative:talks#again (participations): This actor already has this"
)
def participation_stated_twice(files):
    host = part(files, "initiative", "talks", "participations", "norway-host")
    document(files, "initiative", "talks")["participations"].append({**host, "key": "again"})


@broken("tracks/tracks.json: framework:two-tracks#two (framework_tracks): Another track of this")
def number_given_twice_in_a_framework(files):
    part(files, "framework", "two-tracks", "framework_tracks", "two")["number"] = "1"


@broken("tracks/tracks.json: principle:patience: number: another principle has the same.")
def number_given_twice(files):
    document(files, "principle", "patience")["number"] = 1


@broken("actors/actors.json: actor:norway: contributor: another actor has the same.")
def contributor_of_two_actors(files):
    norway = document(files, "actor", "norway")
    files["actors/actors.json"].remove(norway)
    files["actors/actors.json"].append({**norway, "contributor": "jane-doe"})


def refused(folder: Path, files: Files) -> str:
    with pytest.raises(LoadError) as error:
        load(write(folder, files))
    return str(error.value)


def altered(alter: Callable[[Files], Any]) -> Files:
    files = sample()
    alter(files)
    return files


@pytest.mark.parametrize(("alter", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_fixture_is_named_and_changes_nothing(tmp_path, alter, message):
    before = dump()
    lines = refused(tmp_path, altered(alter)).splitlines()
    assert any(line.startswith(message) for line in lines), lines
    assert dump() == before


class TestAFixtureBrokenSinceTheLastLoad:
    @pytest.fixture(scope="class")
    @classmethod
    def before(cls, tmp_path_factory, django_db_setup, django_db_blocker):
        """The database with the sample, loaded once for all that must not change it."""
        with loaded_for_a_while(tmp_path_factory.mktemp("sample"), django_db_blocker):
            yield dump()

    @pytest.mark.parametrize(("alter", "message"), BROKEN.values(), ids=BROKEN)
    def test_is_named_and_changes_nothing(self, before, tmp_path, alter, message):
        lines = refused(tmp_path, altered(alter)).splitlines()
        assert any(line.startswith(message) for line in lines), lines
        assert dump() == before


# Files


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[{]", "not readable as JSON: Expecting property name"),
        ("", "not readable as JSON: Expecting value"),
        ('[{"entry": "actor", "entry": "work"}]', "“entry” stands twice in one object"),
        ('[{"entry": "actor", "points": [{"key": "a", "key": "b"}]}]', "“key” stands twice"),
        ("{}", "a fixture is a list of documents."),
        ("null", "a fixture is a list of documents."),
        ("[" * 100_000, "not readable as JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path, text, reason):
    write(tmp_path, sample())
    (tmp_path / "actors/broken.json").write_text(text)
    with pytest.raises(LoadError) as error:
        load(tmp_path)
    assert str(error.value).startswith("actors/broken.json: ")
    assert reason in str(error.value)


def test_a_file_in_another_encoding_is_named_with_the_reason(tmp_path):
    write(tmp_path, sample())
    (tmp_path / "actors/broken.json").write_bytes('[{"name": "Ålesund"}]'.encode("latin-1"))
    with pytest.raises(LoadError, match=r"actors/broken\.json: not readable as JSON: .*utf-8"):
        load(tmp_path)


def test_a_folder_without_fixtures_is_named(tmp_path):
    with pytest.raises(LoadError, match="there are no fixtures here"):
        load(tmp_path)


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    files = altered(lambda files: (BROKEN["bad_date"][0](files), BROKEN["missing_slug"][0](files)))
    lines = refused(tmp_path, files).splitlines()
    assert [line.split(":")[0] for line in lines] == ["actors/actors.json", "sources/works.json"]


# The command


def test_the_command_fails_with_every_reason_and_says_that_nothing_changed(tmp_path):
    files = altered(BROKEN["bad_date"][0])
    with pytest.raises(CommandError) as error:
        call_command("load_knowledge_base", folder=write(tmp_path, files), verbosity=0)
    first, second = str(error.value).splitlines()
    assert first == "The fixtures were not loaded; the database is as it was."
    assert second.startswith("sources/works.json: work:report: issued: “May 1994” is not a date.")
    assert error.value.returncode == 1
