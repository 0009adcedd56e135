"""What a file brings: drafts, all or nothing, after a dry run that changes nothing."""

import gc
import io
import json
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.entries import entry_models
from curation.exporting import as_csv, as_json
from curation.files import LoadError
from curation.garbage import SELDOM, seldom_looked_for
from curation.importing import bring_in, dry_run, undo
from curation.loading import load
from curation.models import Batch, Edition, FormerSlug, LikelyPair, NameKey, Revision
from curation.revisions import Refused, Stale, Who, change
from curation.rows import stored_rows
from curation.sheets import read
from initiatives.models import Initiative, Participation
from tests import factories as make
from tests.roles import ADMINISTRATOR, REVIEWER, person

pytestmark = pytest.mark.django_db
ME = Who(reason="From the archive")


def upload(*documents, name="cases.json"):
    return read(io.BytesIO(json.dumps(documents).encode()), name)


def sheet(text):
    return read(io.BytesIO(text.encode()), "cases.csv")


def natural(row):
    return row.KIND, row.slug


def said(row, **values):
    """The document of an entry as it is stored, but for these values."""
    return stored_document(row) | values


def norway(**values):
    return {"entry": "actor", "slug": "norway", "kind": "state", "name": "Norway"} | values


def everything():
    """Every row of every table of the database."""
    return {
        model._meta.label: [*model._base_manager.order_by("pk").values_list()]
        for model in apps.get_models(include_auto_created=True)
    }


def newest(row) -> Any:
    """The newest step of an entry."""
    return revisions.newest(natural(row))


def brought(*documents, who=ME) -> Any:
    """The batch that a file of these documents became."""
    return bring_in(upload(*documents), who).batch


def problems(*documents, who=ME, **options):
    with pytest.raises(LoadError) as error:
        bring_in(upload(*documents, **options), who)
    return str(error.value).splitlines()


def public_actor(**values):
    return make.make_actor(basis="general-knowledge", **values)


def draft_of(author, **values):
    """An entry that was never public, with a draft by this author."""
    revisions.begin({"entry": "actor", "kind": "state", **values}, Who(author, "Begun"))
    return Actor.objects.get(slug=values["slug"])


# What becomes of a file


def test_new_entries_are_drafts_whatever_the_file_says():
    bring_in(upload(norway(status="published")), ME)
    row = Actor.objects.get()
    assert (row.status, row.version) == ("draft", 1)
    step = newest(row)
    assert (step.state, step.number, step.reason) == ("draft", 1, "From the archive")
    assert step.document == stored_document(row)
    assert Edition.current().number == 0


def test_entries_of_one_file_may_link_each_other():
    initiative = {
        "entry": "initiative",
        "slug": "talks",
        "name": "Talks",
        "kind": "dialogue",
        "participations": [{"actor": "norway", "track": make.make_track().slug, "role": "host"}],
    }
    bring_in(upload(initiative, norway()), ME)
    assert Participation.objects.get().actor.slug == "norway"


def test_a_public_entry_stays_as_it_is_and_gets_a_draft_beside_it():
    row = public_actor(slug="norway", name="Norway")
    before = stored_document(row)
    bring_in(upload(said(row, name="Kingdom of Norway")), ME)
    row.refresh_from_db()
    assert (row.name, row.status, row.version) == ("Norway", "published", 2)
    first, draft = Revision.objects.all()
    assert (first.state, first.document) == ("published", before)
    assert (draft.state, draft.document) == ("draft", before | {"name": "Kingdom of Norway"})


def test_a_draft_beside_a_public_entry_can_be_published_and_brings_its_new_parts():
    row = public_actor(slug="norway")
    aliases = [{"name": "The Kingdom", "basis": "general-knowledge"}]
    bring_in(upload(said(row, aliases=aliases)), ME)
    revisions.publish(natural(row), 2, ME)
    assert row.aliases.get().key == "the-kingdom"


def test_an_entry_that_was_never_public_becomes_what_the_file_says():
    row = draft_of(None, slug="norway", name="Norge")
    bring_in(upload(norway()), ME)
    row.refresh_from_db()
    assert (row.name, row.status, row.version) == ("Norway", "draft", 2)
    assert newest(row).document == stored_document(row)


def test_what_waits_for_review_goes_on_waiting():
    row = draft_of(None, slug="norway", name="Norge")
    revisions.send_to_review(natural(row), 1, ME)
    bring_in(upload(norway()), ME)
    row.refresh_from_db()
    assert (row.status, newest(row).state) == ("in-review", "in-review")


def test_what_was_withdrawn_stays_withdrawn():
    row = public_actor(slug="norway", name="Norge")
    revisions.withdraw(natural(row), 1, ME)
    bring_in(upload(said(row, name="Norway")), ME)
    row.refresh_from_db()
    assert (row.status, row.name) == ("withdrawn", "Norway")


def test_what_a_document_leaves_out_is_taken_out():
    row = make.make_alias(actor=public_actor(status="draft", country="NO")).actor
    outcome = bring_in(upload(norway(slug=row.slug)), ME)
    row.refresh_from_db()
    assert (row.country, row.aliases.count()) == ("", 0)
    (line,) = outcome.lines
    assert (line.new, line.changed, line.removed, line.same) == (0, 1, 1, 0)


def test_a_file_that_changes_nothing_leaves_no_trace():
    row = public_actor()
    before = everything()
    outcome = bring_in(upload(said(row)), ME)
    assert (outcome.same, outcome.batch) == (1, None)
    assert everything() == before


def test_a_batch_has_all_that_one_file_brought():
    public_actor(slug="oslo", name="Oslo")
    batch = brought(norway(), norway(slug="oslo", name="City of Oslo"))
    assert {step.natural for step in batch.revisions.all()} == {
        ("actor", "norway"),
        ("actor", "oslo"),
    }
    assert (batch.kind, batch.reason) == (Batch.Kind.IMPORT, "From the archive")


def test_likely_duplicates_are_known_at_once():
    public_actor(kind="ngo", slug="fafo", name="Fafo Institute for Applied Science")
    from curation.duplicates import refresh

    refresh()
    bring_in(upload(norway(kind="ngo", name="Fafo Institute for Applied Science")), ME)
    assert LikelyPair.objects.get().slug == "fafo"


# A dry run


def test_a_dry_run_says_what_the_import_does_and_changes_no_row_of_any_table():
    row = make.make_alias(actor=public_actor(slug="oslo")).actor
    file = upload(norway(aliases=[{"name": "Norge"}]), said(row, name="Oslo", aliases=[]))
    before = everything()
    tried = dry_run(file, ME)
    assert everything() == before
    done = bring_in(file, ME)
    assert tried.lines == done.lines
    assert [(it.new, it.changed, it.removed) for it in tried.lines] == [(2, 0, 0), (0, 1, 1)]
    assert tried.batch is None
    assert done.batch is not None


def test_a_dry_run_finds_what_only_the_database_refuses():
    track = make.make_track().slug
    part = {"actor": "norway", "track": track, "role": "host"}
    talks = {"entry": "initiative", "slug": "talks", "name": "Talks", "kind": "dialogue"}
    with pytest.raises(LoadError, match="initiative:talks#norway-host-2"):
        dry_run(upload(norway(), {**talks, "participations": [part, part]}), ME)


def test_each_step_is_said():
    lines: list[str] = []
    bring_in(upload(norway()), ME, lines.append)
    assert lines == [
        "Checking the fields of 1 entry",
        "Comparing 1 line with what is stored",
        "Writing 1 new and 0 changed entries",
        "Finishing",
    ]


# All or nothing


def test_one_wrong_line_of_many_and_nothing_is_brought_in():
    before = everything()
    lines = problems(norway(), norway(slug="oslo", kind="town"))
    assert lines == ["line 1: actor:oslo: kind: Value 'town' is not a valid choice."]
    assert everything() == before


def test_every_link_that_leads_nowhere_is_said_with_its_line_and_column():
    file = sheet(
        "entry,slug,list,name,kind,actor,track,role\n"
        "initiative,talks,,Talks,dialogue,,,\n"
        "initiative,talks,participations,,,nobody,nowhere,host\n"
    )
    with pytest.raises(LoadError) as error:
        bring_in(file, ME)
    assert [(it.file, it.reason) for it in error.value.problems] == [
        ("line 3, column actor", "there is no actor “nobody”."),
        ("line 3, column track", "there is no track “nowhere”."),
    ]


def test_every_row_that_the_database_refuses_is_said():
    persons = [norway(slug=f"person-{n}", kind="person") for n in range(3)]
    lines = problems(norway(), *persons)
    assert [line.split(":")[2] for line in lines] == ["person-0", "person-1", "person-2"]
    assert lines[0].endswith("Persons need a publicity, all others have none.")
    assert not Actor.objects.exists()


def test_a_part_that_goes_cannot_be_linked():
    work = make.make_work(slug="report", status="draft")
    make.make_citation(work=work, key="p1")
    (line,) = problems(said(work, passages=[]), norway(citations=["report#p1"]))
    assert line.endswith("citations: there is no citation “report#p1”.")


def test_other_kinds_are_entered_in_the_admin():
    (line,) = problems({"entry": "contributor", "slug": "doe", "family": "Doe"})
    assert line == "cases.json: a contributor is entered in the admin, not by a file."


def test_a_new_part_of_a_public_work_cannot_be_cited_before_it_is_published():
    work = make.make_work(slug="report", basis="general-knowledge")
    passages = [{"key": "p1", "locator": "p. 1"}]
    (line,) = problems(said(work, passages=passages), norway(citations=["report#p1"]))
    assert "citations: “report#p1” is new, and work:report is public: bring that in alone" in line


def test_a_former_address_does_not_come_back_as_a_new_entry():
    public_actor(slug="norway")
    FormerSlug.objects.create(kind="actor", old="norge", slug="norway")
    assert problems(norway(slug="norge")) == ["line 1: actor:norge: it is “norway” now."]


def test_links_to_a_former_address_are_no_change():
    work = make.make_work(slug="report", basis="general-knowledge")
    cited = make.make_citation(work=work, key="p1")
    row = make.make_actor(citations=[cited])
    FormerSlug.objects.create(kind="work", old="rapport", slug="report")
    assert bring_in(upload(said(row, citations=["rapport#p1"])), ME).same == 1


# Adding to what is there


def extended(row, **values):
    return {"entry": row.KIND, "slug": row.slug, "extends": True, **values}


def test_what_extends_an_entry_only_adds_to_it():
    row = make.make_alias(actor=public_actor(status="draft", name="Norway"), key="one").actor
    bring_in(upload(extended(row, country="NO", aliases=[{"key": "two", "name": "Norge"}])), ME)
    row.refresh_from_db()
    assert (row.name, row.country) == ("Norway", "NO")
    assert [alias.key for alias in row.aliases.all()] == ["one", "two"]


def test_what_extends_a_part_adds_its_links():
    first, second = make.make_citation(), make.make_citation()
    row = make.make_alias(actor=public_actor(status="draft"), key="one", citations=[first]).actor
    link = f"{second.work.slug}#{second.key}"
    bring_in(
        upload(extended(row, aliases=[{"key": "one", "extends": True, "citations": [link]}])), ME
    )
    assert row.aliases.get().citations.count() == 2


def test_extending_twice_changes_nothing():
    row = make.make_alias(actor=public_actor(status="draft"), key="one").actor
    file = [extended(row, country="NO", aliases=[{"key": "two", "name": "Norge"}])]
    bring_in(upload(*file), ME)
    assert bring_in(upload(*file), ME).same == 1


def test_a_field_that_is_filled_is_not_overwritten_by_what_extends():
    row = public_actor(country="SE")
    assert problems(extended(row, country="NO")) == [
        f"line 1: actor:{row.slug}: country: it is filled already; this can only add to it."
    ]


def test_a_key_that_the_entry_has_is_not_given_to_another_part():
    row = make.make_alias(actor=public_actor(), key="one", name="Norway").actor
    (line,) = problems(extended(row, aliases=[{"key": "one", "name": "Norge"}]))
    assert "there is one of this key already, and it says something else" in line
    (line,) = problems(extended(row, points=[{"key": "one", "kind": "activity", "statement": "A"}]))
    assert "the key is in this entry already" in line


def test_nothing_extends_an_entry_that_is_not_there():
    lines = problems(norway(extends=True, country="NO") | {"aliases": [{"name": "Norge"}]})
    assert any("there is no such entry to add to" in line for line in lines)


# Drafts of others


def test_a_draft_beside_a_public_entry_is_not_overwritten():
    author = User.objects.create_user("ada")
    row = public_actor(slug="norway", name="Norway")
    change(natural(row), 1, said(row, country="NO"), Who(author, "Code"))
    before = everything()
    assert problems(said(row, name="Norge")) == [
        "line 1: actor:norway: there is a draft of ada beside it: publish or discard that first."
    ]
    assert everything() == before


def test_a_draft_beside_an_entry_that_the_file_leaves_as_it_is_does_no_harm():
    row = public_actor(slug="oslo")
    change(natural(row), 1, said(row, country="NO"), ME)
    outcome = bring_in(upload(said(row), norway()), ME)
    assert (outcome.new, outcome.same) == (1, 1)


def test_the_dry_run_says_whose_draft_would_change():
    author = User.objects.create_user("ada")
    draft_of(author, slug="norway", name="Norge")
    (line,) = dry_run(upload(norway()), ME).lines
    assert line.draft
    assert (line.draft.author, line.draft.state, line.is_public) == (author, "draft", False)
    bring_in(upload(norway()), ME)
    assert Revision.objects.get(number=1).document["name"] == "Norge"


# Somebody else in between


def test_what_changed_since_the_dry_run_is_not_overwritten():
    row = draft_of(None, slug="norway", name="Norge")
    file = upload(norway())
    seen = dry_run(file, ME).fingerprint
    change(natural(row), 1, said(row, country="NO"), ME)
    before = everything()
    with pytest.raises(Stale):
        bring_in(file, ME, seen=seen)
    assert everything() == before


def test_what_somebody_else_brought_since_the_dry_run_is_not_overwritten():
    file = upload(norway())
    seen = dry_run(file, ME).fingerprint
    draft_of(None, slug="norway", name="Norge")
    with pytest.raises(Stale):
        bring_in(file, ME, seen=seen)


def test_a_change_without_a_step_is_noticed_as_well():
    row = public_actor(slug="norway")
    file = upload(norway())
    seen = dry_run(file, ME).fingerprint
    make.make_alias(actor=row)
    with pytest.raises(Stale):
        bring_in(file, ME, seen=seen)


def test_what_was_seen_is_brought_in():
    draft_of(None, slug="norway", name="Norge")
    file = upload(norway())
    assert bring_in(file, ME, seen=dry_run(file, ME).fingerprint).batch


def test_an_edit_while_the_import_compares_stops_it(monkeypatch):
    row = draft_of(None, slug="norway", name="Norge")
    theirs = said(row, country="NO")

    def stored_rows_and_somebody_saves(naturals):
        found = stored_rows(naturals)
        monkeypatch.undo()
        change(natural(row), 1, theirs, ME)
        return found

    monkeypatch.setattr("curation.import_plan.stored_rows", stored_rows_and_somebody_saves)
    with pytest.raises(Stale):
        bring_in(upload(norway()), ME)


# What is exported


def exported(kind, *, as_table):
    naturals = [
        (kind, slug) for slug in entry_models()[kind].objects.values_list("slug", flat=True)
    ]
    pieces = as_csv(naturals, kind) if as_table else as_json(naturals)
    return read(io.BytesIO("".join(pieces).encode()), f"{kind}.{'csv' if as_table else 'json'}")


def test_the_whole_base_exported_and_imported_again_changes_nothing():
    load(settings.BASE_DIR / "fixtures")
    naturals = []
    for kind, model in entry_models().items():
        rows = model.objects.exclude(model.unexported_q())
        outcome = dry_run(exported(kind, as_table=True), ME)
        assert [line.natural for line in outcome.lines if not line.is_same] == []
        assert outcome.same == rows.count() > 0
        naturals += [(kind, slug) for slug in rows.values_list("slug", flat=True)]
    file = read(io.BytesIO("".join(as_json(naturals)).encode()), "base.json")
    assert dry_run(file, ME).same == len(naturals)


HIDDEN = [
    {"publicity": "unreviewed", "status": "draft"},
    {"publicity": "named-by-press", "visibility": "withheld"},
]


@pytest.fixture(params=HIDDEN, ids=["unreviewed", "withheld"])
def talks(request):
    """An initiative with a person who is in no file, between two who are."""
    hidden = make.make_actor(kind="person", slug="hidden", name="Hidden Name", **request.param)
    conflict = make.make_conflict(slug="dispute", parties=[hidden, make.make_actor(slug="shown")])
    row = make.make_initiative(slug="talks", conflicts=[conflict])
    for place, actor in enumerate([make.make_actor(), hidden, make.make_actor()]):
        make.make_participation(initiative=row, actor=actor, position=place, key=f"key-{2 - place}")
    return row


@pytest.mark.parametrize("as_table", [True, False], ids=["csv", "json"])
def test_persons_who_stay_out_of_files_are_in_none(talks, as_table):
    for kind in ("actor", "initiative", "conflict"):
        documents = exported(kind, as_table=as_table).documents
        assert documents
        assert "hidden" not in json.dumps(documents).lower()


@pytest.mark.parametrize("as_table", [True, False], ids=["csv", "json"])
@pytest.mark.parametrize("kind", ["actor", "initiative", "conflict"])
def test_what_no_export_has_is_kept_by_an_import(talks, kind, as_table):
    outcome = bring_in(exported(kind, as_table=as_table), ME)
    assert [line for line in outcome.lines if not line.is_same] == []


def test_what_no_export_has_keeps_its_place_among_what_changes(talks):
    file = exported("initiative", as_table=False)
    (document,) = file.documents
    track = talks.participations.first().track.slug
    new = make.make_actor().slug
    document["participations"].append({"key": "new", "actor": new, "track": track, "role": "host"})
    Initiative.objects.update(status="draft")
    bring_in(file, ME)
    keys = list(talks.participations.values_list("key", flat=True))
    assert keys == ["key-2", "key-1", "key-0", "new"]


# Withheld names


def withheld():
    return make.make_actor(
        kind="person", slug="hidden", publicity="named-by-press", visibility="withheld"
    )


@pytest.mark.parametrize(("role", "may"), [(REVIEWER, False), (ADMINISTRATOR, True)])
def test_a_withheld_name_is_unknown_to_whoever_may_not_see_it(role, may):
    row = withheld()
    who = Who(person(role), "Parties")
    conflict = {"entry": "conflict", "slug": "dispute", "name": "The dispute", "kind": "other"}
    file = [{**conflict, "parties": [row.slug]}]
    if may:
        assert bring_in(upload(*file), who).new == 1
        return
    (line,) = problems(*file, who=who)
    row.delete()
    assert problems(*file, who=who) == [line]


def test_a_withheld_entry_is_not_changed_by_whoever_may_not_see_it():
    row = withheld()
    file = [said(row, name="Other")]
    assert problems(*file, who=Who(person(REVIEWER), "Why")) == [
        "line 1: actor:hidden: this slug cannot be used."
    ]


# Undoing


def test_undoing_takes_out_what_is_new_and_reverses_what_changed():
    public = public_actor(slug="oslo", name="Oslo")
    private = draft_of(None, slug="bergen", name="Bergen")
    before = stored_document(public), stored_document(private), NameKey.objects.count()
    batch = brought(norway(), said(public, name="City"), said(private, name="Port"))
    undone = undo(batch, Who(reason="Wrong file"))
    assert (undone.kind, undone.undoes) == ("undo", batch)
    assert not Actor.objects.filter(slug="norway").exists()
    assert not newest(public).is_open
    assert newest(private).reason == "Wrong file"
    assert (stored_document(public), stored_document(private)) == before[:2]
    assert not NameKey.objects.filter(slug="norway").exists()


def test_undoing_keeps_what_was_edited_since_elsewhere():
    row = draft_of(None, slug="norway", name="Norge")
    batch = brought(said(row, name="Norway"))
    change(natural(row), 2, said(row, name="Norway", country="NO"), ME)
    undo(batch, ME)
    row.refresh_from_db()
    assert (row.name, row.country) == ("Norge", "NO")


def test_undoing_is_refused_where_the_same_was_edited_since():
    row = draft_of(None, slug="norway", name="Norge")
    batch = brought(said(row, name="Norway"), norway(slug="oslo"))
    change(natural(row), 2, said(row, name="Noreg"), ME)
    before = everything()
    with pytest.raises(Refused, match="actor:norway was edited since: name"):
        undo(batch, ME)
    assert everything() == before


def a_role_edited_since(actor, **by) -> Any:
    """The batch that changed the role of an actor, which is edited again."""
    row = make.make_initiative(slug="talks", status="draft")
    make.make_participation(initiative=row, actor=actor, key="talks-host", role="host")
    document = stored_document(row)
    (it,) = document["participations"]
    batch = brought(document | {"participations": [it | {"role": "sponsor"}]})
    change(natural(row), 2, document | {"participations": [it | {"role": "observer"}]}, ME)
    return batch


def test_the_place_that_was_edited_since_is_told_in_words():
    batch = a_role_edited_since(make.make_actor(slug="norway"))
    with pytest.raises(Refused, match="edited since: Participation talks-host, role"):
        undo(batch, ME)


def test_a_place_that_names_who_is_withheld_is_not_told():
    hidden = make.make_actor(slug="ann", kind="person", publicity="named-by-press")
    batch = a_role_edited_since(hidden)
    Actor.objects.filter(pk=hidden.pk).update(visibility="withheld")
    with pytest.raises(Refused, match=r"edited since: \(not shown to you\)\.$"):
        undo(batch, Who(person(REVIEWER)))
    with pytest.raises(Refused, match="edited since: Participation talks-host, role"):
        undo(batch, Who(person(ADMINISTRATOR)))


def test_undoing_is_refused_for_a_new_entry_that_somebody_worked_on():
    batch = brought(norway())
    change(("actor", "norway"), 1, norway(name="Norge"), ME)
    with pytest.raises(Refused, match="actor:norway was changed since"):
        undo(batch, ME)


def test_undoing_is_refused_for_a_new_entry_that_another_links():
    batch = brought(norway())
    part = make.make_participation(actor=Actor.objects.get(slug="norway"))
    with pytest.raises(Refused, match=f"initiative:{part.initiative.slug} links one"):
        undo(batch, ME)


def test_new_entries_that_link_each_other_go_together():
    file = [
        {"entry": "conflict", "slug": "dispute", "name": "Dispute", "kind": "other"}
        | {"parties": ["norway"]},
        norway(relationships=[{"kind": "member-of", "other": "oslo"}]),
        norway(slug="oslo"),
    ]
    undo(brought(*file), ME)
    assert not Actor.objects.exists()


def test_what_was_undone_is_not_undone_again():
    batch = brought(norway())
    undo(batch, ME)
    with pytest.raises(Refused, match="undone already"):
        undo(batch, ME)


def test_what_was_undone_can_be_brought_in_again():
    undo(brought(norway()), ME)
    batch = brought(norway())
    row = Actor.objects.get()
    assert row.version == newest(row).number == 3
    undo(batch, ME)
    assert not Actor.objects.exists()


def test_a_merge_is_not_undone_so():
    with pytest.raises(Refused, match="Only an import"):
        undo(Batch.objects.create(kind="merge", reason="The same"), ME)


def test_garbage_is_looked_for_as_before_when_all_imports_are_done():
    before = gc.get_threshold()
    with seldom_looked_for():
        with seldom_looked_for():
            assert gc.get_threshold() == SELDOM
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == before
    with pytest.raises(RuntimeError), seldom_looked_for():
        raise RuntimeError
    assert gc.get_threshold() == before != SELDOM
