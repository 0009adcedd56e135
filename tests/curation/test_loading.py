"""Loading the fixtures brings the database to what the files say, and touches nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from actors.models import Actor
from curation.entries import named_models, part_models
from curation.files import LoadError
from curation.loading import load
from curation.models import Edition, LoadedDocument
from initiatives.models import Initiative, Participation
from sources.models import Citation, Contributor, Work
from tests.curation.sample import changes, document, dump, loaded_for_a_while, part, sample, write
from tracks.models import FrameworkTrack, Principle, Track, TrackPoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """The folder of the sample, which has been loaded."""
    load(write(tmp_path, sample()))
    return tmp_path


def load_again(folder: Path, files: Any, **options: Any) -> Any:
    return load(write(folder, files), **options)


# A first load


class TestALoad:
    @pytest.fixture(scope="class")
    @classmethod
    def once(cls, tmp_path_factory, django_db_setup, django_db_blocker):
        """The sample, loaded once for all these tests, which only look at it."""
        with loaded_for_a_while(tmp_path_factory.mktemp("sample"), django_db_blocker):
            yield

    @pytest.mark.parametrize(
        "model", [*named_models().values(), *part_models()], ids=lambda model: model.__name__
    )
    def test_brings_rows_of_every_model(self, once, model):
        assert model._default_manager.exists()


def test_a_load_says_what_it_did(tmp_path):
    report = load(write(tmp_path, sample()))
    rows = sum(m._default_manager.count() for m in [*named_models().values(), *part_models()])
    assert (report.created, report.updated, report.deleted, report.left) == (rows, 0, 0, [])
    assert report.entries == sum(m._default_manager.count() for m in named_models().values())


def test_a_load_says_how_it_gets_on(tmp_path):
    said: list[str] = []
    load(write(tmp_path, sample()), say=said.append)
    assert [line.split()[0] for line in said] == ["Reading", "Comparing", "Writing"]


def test_loaded_entries_are_published(loaded):
    assert Initiative.objects.public().filter(slug="talks").exists()


def test_a_document_may_say_that_its_entry_is_a_draft(tmp_path):
    files = sample()
    document(files, "initiative", "talks")["status"] = "draft"
    load(write(tmp_path, files))
    assert not Initiative.objects.public().filter(slug="talks").exists()


def test_a_loaded_date_has_its_first_and_last_day(loaded):
    talks = Initiative.objects.get(slug="talks")
    assert f"{talks.dates_earliest} {talks.dates_latest}" == "1993-01-01 1993-09-30"


def test_what_is_loaded_belongs_to_the_source_texts(loaded):
    assert set(Participation.objects.values_list("collection", flat=True)) == {"source-texts"}


def test_what_is_loaded_from_the_casebook_belongs_to_it(tmp_path):
    files = sample()
    files["casebook/talks.json"] = files.pop("initiatives/talks.json")
    load(write(tmp_path, files))
    assert set(Participation.objects.values_list("collection", flat=True)) == {"casebook"}


def test_parts_keep_the_order_of_the_file(loaded):
    passages = Work.objects.get(slug="report").passages.values_list("key", "position")
    assert list(passages) == [("p1-title", 0), ("p2-talks", 1), ("p4-again", 2)]


def test_a_document_that_extends_another_adds_its_parts(loaded):
    assert Citation.objects.filter(work__slug="memoir", key="p-90").exists()


def test_a_load_is_one_edition(loaded):
    assert Edition.current().number == 1


def test_files_may_link_what_stands_in_a_later_file(loaded):
    assert Work.objects.get(slug="report").citations.get().key == "p1-title"


# A second load


def test_loading_twice_leaves_an_identical_database(loaded):
    before = dump()
    load(loaded)
    assert dump() == before


def test_loading_twice_reports_no_change(loaded):
    report = load(loaded)
    assert report.changed == 0


def test_overwriting_what_nobody_edited_leaves_an_identical_database(loaded):
    before = dump()
    load(loaded, overwrite=True)
    assert dump() == before


def test_loading_after_a_change_and_back_leaves_the_same_content(loaded):
    before = {model: list(model._default_manager.values_list("key")) for model in part_models()}
    files = sample()
    document(files, "initiative", "talks")["outcomes"] = []
    load_again(loaded, files)
    load_again(loaded, sample())
    after = {model: list(model._default_manager.values_list("key")) for model in part_models()}
    assert after == before


# A correction


def test_correcting_a_sentence_of_an_entry_changes_that_row_alone(loaded):
    before, files = dump(), sample()
    document(files, "initiative", "talks")["summary"] = "They talked for long."
    load_again(loaded, files)
    pk = Initiative.objects.get(slug="talks").pk
    assert changes(before, dump()) == {
        f"initiatives_initiative:{pk}": {"summary", "modified", "looked_at"}
    }


@pytest.mark.parametrize(
    ("path", "field", "table"),
    [
        (("framework", "two-tracks", "relations", "two-prepares-one"), "statement", "relation"),
        (
            ("framework", "two-tracks", "framework_tracks", "one", "points", "one-power"),
            "statement",
            "point",
        ),
        (("framework", "two-tracks", "framework_tracks", "one"), "label", "frameworktrack"),
        (("work", "report", "passages", "p2-talks"), "locator", "citation"),
        (("disagreement", "when", "positions", "in-1992"), "statement", "position"),
        (("actor", "norway", "aliases", "kingdom"), "name", "alias"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_correcting_a_sentence_of_a_part_changes_that_row_alone(loaded, path, field, table):
    before, files = dump(), sample()
    part(files, *path)[field] = "As corrected."
    load_again(loaded, files)
    ((row, columns),) = changes(before, dump()).items()
    assert table in row
    assert columns == {field}


def test_a_correction_is_one_edition(loaded):
    files = sample()
    document(files, "initiative", "talks")["summary"] = "They talked for long."
    load_again(loaded, files)
    assert Edition.current().number == 2


def test_a_corrected_date_moves_its_first_and_last_day(loaded):
    files = sample()
    document(files, "initiative", "talks")["dates"] = "1994"
    load_again(loaded, files)
    talks = Initiative.objects.get(slug="talks")
    assert f"{talks.dates_earliest} {talks.dates_latest}" == "1994-01-01 1994-12-31"


def test_another_citation_removes_one_link_and_adds_one(loaded):
    before, files = dump(), sample()
    part(files, "initiative", "talks", "outcomes", "accord")["citations"] = ["memoir#p-90"]
    load_again(loaded, files)
    found = changes(before, dump())
    assert {row.split(":")[0] for row in found} == {"initiatives_outcome_citations"}
    assert sorted(found.values(), key=str) == [{"created"}, {"deleted"}]


def test_the_order_in_which_citations_were_added_is_no_change(loaded):
    files = sample()
    accord = part(files, "initiative", "talks", "outcomes", "accord")
    accord["citations"] = ["report#p2-talks", "memoir#p-90"]
    load_again(loaded, files)
    accord["citations"].reverse()
    report = load_again(loaded, files)
    assert (report.changed, report.left) == (0, [])


def test_a_link_taken_out_becomes_empty(loaded):
    files = sample()
    del part(files, "work", "report", "passages", "p4-again")["repeats"]
    load_again(loaded, files)
    assert Citation.objects.get(key="p4-again").repeats is None


def test_the_digests_alone_are_no_new_edition(loaded):
    LoadedDocument.objects.all().delete()
    load(loaded)
    assert LoadedDocument.objects.exists()
    assert Edition.current().number == 1


# What is gone, and what is renamed


def test_a_part_gone_from_the_files_is_removed(loaded):
    files = sample()
    del document(files, "initiative", "talks")["venues"]
    report = load_again(loaded, files)
    assert not Initiative.objects.get(slug="talks").venues.exists()
    assert report.deleted == 1


def test_an_entry_gone_from_the_files_is_removed_with_its_parts(loaded):
    files = sample()
    files["initiatives/talks.json"].remove(document(files, "initiative", "talks"))
    load_again(loaded, files)
    assert not Initiative.objects.filter(slug="talks").exists()
    assert not Participation.objects.exists()
    assert not LoadedDocument.objects.filter(slug="talks").exists()


def test_the_parts_of_a_topic_gone_from_the_files_are_removed(loaded):
    files = sample()
    del files["initiatives/talks.json"]
    load_again(loaded, files)
    assert list(Citation.objects.filter(work__slug="memoir")) == []


def test_a_renamed_key_is_one_row_removed_and_one_created(loaded):
    files = sample()
    part(files, "initiative", "talks", "participations", "norway-host")["key"] = "norway-hosts"
    report = load_again(loaded, files)
    assert (report.created, report.updated, report.deleted) == (1, 0, 1)
    assert Participation.objects.filter(role="host").get().key == "norway-hosts"


def test_a_renamed_key_may_be_linked_by_its_new_name(loaded):
    files = sample()
    part(files, "framework", "two-tracks", "framework_tracks", "one")["key"] = "first"
    relation = part(files, "framework", "two-tracks", "relations", "two-prepares-one")
    relation["to_track"] = "two-tracks#first"
    on_track = part(files, "actor", "norway", "actor_tracks", "on-government")
    on_track["framework_track"] = "two-tracks#first"
    load_again(loaded, files)
    assert FrameworkTrack.objects.get(number=1).key == "first"
    assert TrackPoint.objects.filter(framework_track__key="first").count() == 2


def test_a_renamed_passage_may_be_cited_by_its_new_name(loaded):
    files = sample()
    files["initiatives/talks.json"][0]["passages"][0]["key"] = "page-90"
    document(files, "initiative", "precursor")["citations"] = ["memoir#page-90"]
    mediator = part(files, "initiative", "talks", "participations", "doe-mediator")
    mediator["citations"] = ["report#p2-talks", "memoir#page-90"]
    load_again(loaded, files)
    assert Initiative.objects.get(slug="precursor").citations.get().key == "page-90"


def test_an_entry_may_have_another_slug_and_keep_its_number(loaded):
    text = json.dumps(sample()).replace('"government"', '"officials"')
    load_again(loaded, json.loads(text))
    assert Track.objects.get(number=1).slug == "officials"


def test_two_entries_may_swap_their_numbers(loaded):
    files = sample()
    document(files, "principle", "relationship")["number"] = 2
    document(files, "principle", "patience")["number"] = 1
    load_again(loaded, files)
    assert list(Principle.objects.values_list("slug", flat=True)) == ["patience", "relationship"]


def test_entries_that_swap_their_numbers_stay_the_same_rows(loaded):
    before, files = dump(), sample()
    document(files, "principle", "relationship")["number"] = 2
    document(files, "principle", "patience")["number"] = 1
    load_again(loaded, files)
    assert list(changes(before, dump()).values()) == [{"number", "modified", "looked_at"}] * 2


def test_two_parts_may_swap_their_numbers(loaded):
    files = sample()
    part(files, "framework", "two-tracks", "framework_tracks", "one")["number"] = "2"
    part(files, "framework", "two-tracks", "framework_tracks", "two")["number"] = "1"
    load_again(loaded, files)
    assert FrameworkTrack.objects.get(number=1).key == "two"


def test_two_participations_may_swap_their_actors(loaded):
    files = sample()
    host = part(files, "initiative", "talks", "participations", "norway-host")
    mediator = part(files, "initiative", "talks", "participations", "doe-mediator")
    mediator["role"] = "host"
    host["actor"], mediator["actor"] = mediator["actor"], host["actor"]
    load_again(loaded, files)
    assert Participation.objects.get(key="doe-mediator").actor.slug == "norway"
    assert Participation.objects.get(key="doe-mediator").role == "host"


def test_a_contributor_may_pass_to_another_actor(loaded):
    files = sample()
    del document(files, "actor", "jane-doe")["contributor"]
    document(files, "actor", "norway")["contributor"] = "jane-doe"
    load_again(loaded, files)
    assert Contributor.objects.get().actor.slug == "norway"


def test_parts_may_change_places(loaded):
    files = sample()
    document(files, "disagreement", "when")["positions"].reverse()
    load_again(loaded, files)
    when = Initiative.objects.get(slug="talks").disagreements.get()
    assert [position.key for position in when.positions.all()] == ["in-1992", "in-1993"]


# What was edited since in the admin


@pytest.fixture
def edited(loaded: Path) -> Path:
    """The sample, one sentence of which somebody has since corrected in the admin."""
    participation = Participation.objects.get(key="norway-host")
    participation.statement = "It paid for the hotel."
    participation.save()
    return loaded


def test_an_entry_edited_since_is_left_alone(edited):
    before = dump()
    load(edited)
    assert dump() == before


def test_an_entry_edited_since_is_listed(edited):
    assert load(edited).left == ["initiative:talks"]


def test_an_entry_edited_since_is_left_alone_when_its_file_changes(edited):
    before, files = dump(), sample()
    document(files, "initiative", "talks")["summary"] = "They talked for long."
    load_again(edited, files)
    assert dump() == before


def test_other_entries_are_loaded_although_one_was_edited(edited):
    files = sample()
    document(files, "actor", "norway")["summary"] = "A state."
    load_again(edited, files)
    assert Actor.objects.get(slug="norway").summary == "A state."


def test_overwriting_takes_the_file(edited):
    report = load(edited, overwrite=True)
    assert Participation.objects.get(key="norway-host").statement == ""
    assert (report.updated, report.left) == (1, [])


def test_after_overwriting_nothing_is_left_alone(edited):
    load(edited, overwrite=True)
    before = dump()
    assert load(edited).left == []
    assert dump() == before


def test_an_edit_that_the_file_takes_over_is_an_edit_no_more(edited):
    files = sample()
    host = part(files, "initiative", "talks", "participations", "norway-host")
    host["statement"] = "It paid for the hotel."
    report = load_again(edited, files)
    assert (report.changed, report.left) == (0, [])


def test_a_part_added_in_the_admin_counts_as_an_edit(loaded):
    talks = Initiative.objects.get(slug="talks")
    talks.venues.create(key="hotel", name="A hotel")
    assert load(loaded).left == ["initiative:talks"]
    assert talks.venues.filter(key="hotel").exists()


def test_a_link_added_in_the_admin_counts_as_an_edit(loaded):
    Initiative.objects.get(slug="talks").citations.add(Citation.objects.get(key="p-90"))
    assert load(loaded).left == ["initiative:talks"]


def test_an_entry_edited_since_and_gone_from_the_files_is_left_alone(edited):
    files = sample()
    files["initiatives/talks.json"].remove(document(files, "initiative", "talks"))
    report = load_again(edited, files)
    assert report.left == ["initiative:talks"]
    assert Initiative.objects.filter(slug="talks").exists()


def test_overwriting_removes_what_was_edited_and_is_gone_from_the_files(edited):
    files = sample()
    files["initiatives/talks.json"].remove(document(files, "initiative", "talks"))
    load_again(edited, files, overwrite=True)
    assert not Initiative.objects.filter(slug="talks").exists()


def test_an_entry_made_in_the_admin_with_a_slug_of_the_files_is_left_alone(tmp_path):
    Actor.objects.create(slug="norway", kind="state", name="Kingdom of Norway")
    files = sample()
    del document(files, "actor", "norway")["actor_tracks"]
    report = load(write(tmp_path, files))
    assert report.left == ["actor:norway"]
    assert Actor.objects.get(slug="norway").name == "Kingdom of Norway"


def test_overwriting_takes_the_file_for_an_entry_made_in_the_admin(tmp_path):
    Actor.objects.create(slug="norway", kind="state", name="Kingdom of Norway")
    load(write(tmp_path, sample()), overwrite=True)
    assert Actor.objects.get(slug="norway").name == "Norway"


def test_an_entry_made_in_the_admin_that_no_file_knows_stays(loaded):
    Actor.objects.create(slug="sweden", kind="state", name="Sweden")
    before = dump()
    load(loaded, overwrite=True)
    assert dump() == before


def test_a_new_link_into_an_entry_left_alone_is_refused_with_the_reason(loaded):
    Work.objects.filter(slug="memoir").update(title="A memoir")
    before, files = dump(), sample()
    files["initiatives/talks.json"][0]["passages"].append({"key": "p-91"})
    document(files, "initiative", "precursor")["citations"] = ["memoir#p-91"]
    with pytest.raises(LoadError) as refused:
        load_again(loaded, files)
    assert str(refused.value) == (
        "initiatives/talks.json: initiative:precursor: citations: there is no citation "
        "“memoir#p-91”; work:memoir was edited since in the admin and is left alone."
    )
    assert dump() == before


def test_what_an_entry_of_the_admin_rests_on_is_not_taken_away(loaded):
    sweden = Actor.objects.create(slug="sweden", kind="state", name="Sweden")
    sweden.citations.add(Citation.objects.get(key="p4-again"))
    before, files = dump(), sample()
    document(files, "work", "report")["passages"].pop()
    document(files, "disagreement", "when")["positions"].pop()
    with pytest.raises(LoadError) as refused:
        load_again(loaded, files)
    assert str(refused.value) == (
        "(in the database): actor:sweden: citations: there is no citation “report#p4-again”."
    )
    assert dump() == before


# Collections


@pytest.fixture
def with_casebook(tmp_path: Path) -> Path:
    files = sample()
    files["casebook/talks.json"] = files.pop("initiatives/talks.json")
    load(write(tmp_path, files))
    return tmp_path


def test_one_collection_is_loaded_alone(tmp_path):
    files = sample()
    files["casebook/actors.json"] = [
        {"entry": "actor", "slug": "sweden", "kind": "state", "name": "Sweden"}
    ]
    load(write(tmp_path, files), collection="casebook")
    assert [actor.slug for actor in Actor.objects.all()] == ["sweden"]


def test_loading_one_collection_removes_nothing_of_another(with_casebook):
    before = dump()
    load(with_casebook, collection="source-texts")
    assert dump() == before


def test_a_collection_brings_what_another_adds_to_its_entries(with_casebook):
    load(with_casebook, collection="source-texts")
    assert Citation.objects.filter(key="p-90").exists()


def test_a_collection_may_be_loaded_that_adds_to_the_entries_of_another(with_casebook):
    before = dump()
    load(with_casebook, collection="casebook")
    assert dump() == before


def test_an_unknown_collection_is_named(loaded):
    with pytest.raises(LoadError, match="no fixtures of the collection “case-book”"):
        load(loaded, collection="case-book")


# The command


def test_the_command_says_what_it_did(tmp_path, capsys):
    call_command("load_knowledge_base", folder=write(tmp_path, sample()))
    assert "rows created, 0 updated, 0 deleted." in capsys.readouterr().out


def test_the_command_lists_what_it_left_alone(edited, capsys):
    call_command("load_knowledge_base", folder=edited)
    assert "Left alone, edited since it was loaded: initiative:talks" in capsys.readouterr().out


def test_the_command_overwrites_when_told(edited, capsys):
    call_command("load_knowledge_base", "--overwrite", folder=edited)
    assert "1 updated" in capsys.readouterr().out
