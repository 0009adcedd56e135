"""Two entries for one thing become one, in one transaction, and can be taken apart again."""

import pytest

from actors.models import Actor
from curation import merging, revisions
from curation.documents import stored_document
from curation.duplicates import are_different, likely, refresh
from curation.merging import merge_entries, undo
from curation.models import (
    Batch,
    DifferentPair,
    Edition,
    FormerSlug,
    LikelyPair,
    NameKey,
    Revision,
)
from curation.revisions import Refused, Stale, Who, change
from tests import factories as make

pytestmark = pytest.mark.django_db
ME = Who(reason="The same")


def natural(entry):
    return entry.KIND, entry.slug


def merged(kept, gone):
    numbers = {natural(kept): kept.version, natural(gone): gone.version}
    return merge_entries(natural(kept), natural(gone), numbers, ME)


def newest(entry):
    last = revisions.newest(natural(entry))
    assert last
    return last


def documents(*entries):
    return [stored_document(entry) for entry in entries]


@pytest.fixture
def two():
    return (
        make.make_actor(slug="fafo", name="Fafo", basis="general-knowledge"),
        make.make_actor(slug="fafo-institute", name="Fafo Institute", country="NO"),
    )


def test_what_linked_the_one_links_the_other(two):
    kept, gone = two
    part = make.make_participation(actor=gone)
    merged(kept, gone)
    part.refresh_from_db()
    assert part.actor == kept
    assert list(Actor.objects.all()) == [kept]


def test_empty_fields_are_filled_and_the_name_becomes_an_alias(two):
    kept, gone = two
    make.make_alias(actor=gone, name="Fafo AIS")
    merged(kept, gone)
    kept.refresh_from_db()
    assert kept.country == "NO"
    assert kept.name == "Fafo"
    assert {alias.name for alias in kept.aliases.all()} == {"Fafo AIS", "Fafo Institute"}


def test_parts_with_the_same_key_are_both_kept(two):
    kept, gone = two
    make.make_actor_point(actor=kept, key="one", statement="It hosts.")
    make.make_actor_point(actor=gone, key="one", statement="It studies.")
    merged(kept, gone)
    keys = {point.key: point.statement for point in kept.points.all()}
    assert keys == {"one": "It hosts.", "one-fafo-institute": "It studies."}


def test_one_actor_twice_in_an_initiative_is_there_once_with_both_citations(two):
    kept, gone = two
    one = make.make_participation(actor=kept, citations=[make.make_citation()])
    make.make_participation(
        initiative=one.initiative,
        actor=gone,
        track=one.track,
        role=one.role,
        citations=[make.make_citation()],
    )
    merged(kept, gone)
    row = one.initiative.participations.get()
    assert row.actor == kept
    assert row.citations.count() == 2


def test_a_relationship_between_the_two_is_dropped(two):
    kept, gone = two
    make.make_relationship(actor=kept, other=gone)
    make.make_relationship(actor=gone, other=kept)
    merged(kept, gone)
    assert not kept.relationships.exists()


def test_the_old_address_leads_on_in_pages_and_in_the_api(two, client):
    kept, gone = two
    merged(kept, gone)
    assert client.get("/actors/fafo-institute/").headers["Location"] == "/actors/fafo/"
    answer = client.get("/api/v1/actors/fafo-institute/")
    assert answer.headers["Location"] == "/api/v1/actors/fafo/"


def test_older_addresses_lead_straight_to_the_entry_that_is_kept(two):
    kept, gone = two
    FormerSlug.objects.create(kind="actor", old="ais", slug=gone.slug)
    merged(kept, gone)
    assert dict(FormerSlug.objects.values_list("old", "slug")) == {
        "ais": "fafo",
        "fafo-institute": "fafo",
    }


def test_a_merge_raises_the_edition_once(two):
    make.make_participation(actor=two[1])
    merged(*two)
    assert Edition.current().number == 1


def test_passages_move_with_their_work():
    kept, gone = make.make_work(title="A book"), make.make_work(title="A book!")
    passage = make.make_citation(work=gone, key="p1", locator="p. 7")
    point = make.make_actor_point(citations=[passage])
    make.make_citation(work=kept, key="p1")
    merged(kept, gone)
    assert [cited.ref for cited in point.citations.all()] == [f"{kept.slug}#p1-{gone.slug}"]


def test_the_same_passage_of_both_works_is_one():
    kept, gone = make.make_work(title="A book"), make.make_work(title="A book!")
    point = make.make_actor_point(citations=[make.make_citation(work=gone, key="one")])
    make.make_citation(work=kept, key="p1")
    merged(kept, gone)
    assert [cited.ref for cited in point.citations.all()] == [f"{kept.slug}#p1"]


def test_a_passage_that_waits_for_its_statement_moves_too():
    kept, gone = make.make_work(), make.make_work()
    passage = make.make_citation(work=gone, pending=True)
    merged(kept, gone)
    passage.refresh_from_db()
    assert passage.work == kept
    assert passage.pending


def test_a_draft_elsewhere_that_links_the_one_that_is_gone_is_led_on(two):
    kept, gone = two
    initiative = make.make_initiative(basis="general-knowledge")
    document = stored_document(initiative) | {
        "participations": [
            {
                "key": "host",
                "actor": gone.slug,
                "role": "host",
                "track": make.make_track().slug,
                "basis": "general-knowledge",
            }
        ]
    }
    change(natural(initiative), 1, document, ME)
    merged(kept, gone)
    revisions.publish(natural(initiative), newest(initiative).number, ME)
    assert initiative.participations.get().actor == kept


def test_a_draft_beside_an_entry_that_the_merge_touches_is_kept(two):
    kept, gone = two
    initiative = make.make_participation(actor=gone).initiative
    document = stored_document(initiative) | {"summary": "A draft."}
    change(natural(initiative), 1, document, ME)
    merged(kept, gone)
    last = newest(initiative)
    assert last.state == Revision.State.DRAFT
    assert last.document["summary"] == "A draft."
    assert last.document["participations"][0]["actor"] == "fafo"


# Undoing


def test_undoing_a_merge_publishes_no_draft_that_stood_beside_what_it_touched(two):
    kept, gone = two
    part = make.make_participation(actor=gone)
    entry = natural(part.initiative)
    before = stored_document(part.initiative)
    change(entry, 1, before | {"summary": "A draft."}, Who(reason="Draft"))
    undo(merged(kept, gone), ME)
    assert stored_document(part.initiative) == before
    assert newest(part.initiative).document == before | {"summary": "A draft."}


def test_a_merge_is_undone_to_the_letter(two):
    kept, gone = two
    one = make.make_participation(actor=kept, citations=[make.make_citation()])
    other = make.make_participation(actor=gone)
    make.make_relationship(actor=gone, other=kept)
    conflict = make.make_conflict(parties=[gone])
    FormerSlug.objects.create(kind="actor", old="ais", slug=gone.slug)
    entries = [kept, one.initiative, other.initiative, conflict]
    before = [*documents(*entries), stored_document(gone)]
    batch = merged(kept, gone)
    assert documents(*entries) != before[:-1]
    undo(batch, Who(reason="Not the same"))
    back = Actor.objects.get(slug="fafo-institute")
    assert documents(*entries, back) == before
    assert back.is_public
    assert (back.created, back.published_at) == (gone.created, gone.published_at)
    assert dict(FormerSlug.objects.values_list("old", "slug")) == {"ais": "fafo-institute"}


def test_what_was_edited_elsewhere_since_is_kept_when_a_merge_is_undone(two):
    kept, gone = two
    row = make.make_participation(actor=gone, basis="general-knowledge")
    type(row.initiative).objects.update(basis="general-knowledge")
    batch = merged(kept, gone)
    it = natural(row.initiative)
    number = newest(row.initiative).number
    document = stored_document(row.initiative) | {"summary": "New since."}
    change(it, number, document, ME)
    revisions.publish(it, number + 1, ME)
    undo(batch, ME)
    row.refresh_from_db()
    row.initiative.refresh_from_db()
    assert row.actor.slug == "fafo-institute"
    assert row.initiative.summary == "New since."


def test_a_merge_is_not_undone_over_an_edit_of_what_it_changed(two):
    kept, gone = two
    batch = merged(kept, gone)
    Actor.objects.filter(pk=kept.pk).update(country="SE")
    with pytest.raises(Refused, match="edited since"):
        undo(batch, ME)
    assert not Batch.objects.filter(kind="undo").exists()
    assert not Actor.objects.filter(slug="fafo-institute").exists()


def test_what_was_edited_since_is_told_in_words(two):
    kept, gone = two
    row = make.make_participation(actor=gone, key="host")
    batch = merged(kept, gone)
    type(row).objects.filter(pk=row.pk).update(actor=make.make_actor(slug="chad"))
    with pytest.raises(Refused, match="edited since: Participation host, actor"):
        undo(batch, ME)


def test_a_merge_is_undone_once(two):
    batch = merged(*two)
    undo(batch, ME)
    with pytest.raises(Refused, match="already"):
        undo(batch, ME)


# What is refused


def test_an_entry_that_was_saved_since_is_not_merged(two):
    kept, gone = two
    with pytest.raises(Stale):
        merge_entries(natural(kept), natural(gone), {natural(kept): 1, natural(gone): 7}, ME)
    assert Actor.objects.count() == 2


def test_an_entry_with_a_draft_beside_it_is_not_merged(two):
    kept, gone = two
    change(natural(gone), 1, stored_document(gone) | {"name": "Other"}, ME)
    gone.refresh_from_db()
    with pytest.raises(Refused, match="draft"):
        merged(kept, gone)


def test_what_is_public_does_not_go_into_a_draft(two):
    Actor.objects.filter(pk=two[0].pk).update(status="draft")
    with pytest.raises(Refused, match="public"):
        merged(*two)


def test_tracks_are_not_merged():
    with pytest.raises(Refused, match="frame"):
        merged(make.make_track(), make.make_track())


def test_two_kinds_are_not_merged(two):
    with pytest.raises(Refused, match="one kind"):
        merged(two[0], make.make_conflict())


def test_a_merge_that_fails_half_way_leaves_nothing(two, monkeypatch):
    make.make_participation(actor=two[1])
    monkeypatch.setattr(merging, "write_documents", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merged(*two)
    assert not Batch.objects.exists()
    assert not FormerSlug.objects.exists()
    assert not Revision.objects.exists()


# What nobody else may see


def test_a_withheld_actor_and_one_that_is_shown_are_not_merged(two):
    Actor.objects.filter(pk=two[1].pk).update(visibility="withheld")
    for pair in (two, two[::-1]):
        with pytest.raises(Refused, match="withheld"):
            merged(*pair)
    assert Actor.objects.count() == 2


def test_two_withheld_actors_are_one_withheld_actor_and_come_back_withheld(two):
    Actor.objects.update(visibility="withheld")
    batch = merged(*two)
    assert [actor.visibility for actor in Actor.objects.all()] == ["withheld"]
    undo(batch, ME)
    assert [actor.visibility for actor in Actor.objects.all()] == ["withheld", "withheld"]


def test_what_was_withheld_since_does_not_come_back_in_public(two):
    batch = merged(*two)
    Actor.objects.update(visibility="withheld")
    undo(batch, ME)
    assert [actor.visibility for actor in Actor.objects.all()] == ["withheld", "withheld"]


def test_what_was_withdrawn_since_does_not_come_back_in_public(two):
    kept, gone = two
    batch = merged(kept, gone)
    revisions.withdraw(natural(kept), newest(kept).number, ME)
    undo(batch, ME)
    assert not Actor.objects.public().exists()
    assert newest(gone).state == Revision.State.WITHDRAWN


def test_the_name_of_an_unreviewed_person_does_not_become_public():
    kept = make.make_actor(kind="person")
    gone = make.make_actor(kind="person", publicity="unreviewed", status="draft")
    with pytest.raises(Refused, match="not reviewed"):
        merged(kept, gone)


def test_a_person_and_a_body_are_not_merged(two):
    with pytest.raises(Refused, match="person and a body"):
        merged(two[0], make.make_actor(kind="person"))


def test_a_draft_that_rests_on_nothing_does_not_become_public_by_a_merge(two):
    kept = two[0]
    gone = make.make_actor(status="draft", basis="general-knowledge")
    make.make_actor_point(actor=gone, statement="It is said.")
    with pytest.raises(Refused, match="no public passage"):
        merged(kept, gone)


def test_the_passage_that_a_draft_waited_with_is_public_with_the_entry_that_is_kept(two):
    kept = two[0]
    gone = make.make_actor(status="draft", basis="general-knowledge")
    passage = make.make_citation(pending=True)
    make.make_actor_point(actor=gone, citations=[passage])
    merged(kept, gone)
    passage.refresh_from_db()
    assert not passage.pending


# What is said of the two as a pair


def test_what_differs_from_the_one_differs_from_the_one_that_is_kept(two, admin_user):
    kept, gone = two
    other = make.make_actor(slug="prio")
    are_different("actor", [gone.slug, other.slug], by=admin_user, why="Two institutes.")
    are_different("actor", [gone.slug, kept.slug], by=admin_user, why="A mistake.")
    batch = merged(kept, gone)
    pair = DifferentPair.objects.get()
    assert (pair.slug, pair.other, pair.by, pair.why) == (
        "fafo", "prio", admin_user, "Two institutes."
    )  # fmt: skip
    undo(batch, ME)
    assert set(DifferentPair.objects.values_list("slug", "other", "why")) == {
        ("fafo", "fafo-institute", "A mistake."),
        ("fafo-institute", "prio", "Two institutes."),
    }


def test_likely_duplicates_know_the_merge_at_once():
    kept, gone = (make.make_actor(slug=slug, name="Peace Union of Oslo") for slug in ("a", "b"))
    refresh()
    assert likely().count() == 1
    batch = merged(kept, gone)
    assert not LikelyPair.objects.exists()
    assert set(NameKey.objects.values_list("slug", flat=True)) == {"a"}
    undo(batch, ME)
    assert likely().count() == 1


# Addresses


def test_merging_back_and_forth_never_loops(two, client):
    kept, gone = two
    merged(kept, gone)
    document = stored_document(kept) | {"slug": gone.slug, "name": "Fafo Institute"}
    number = revisions.begin(document | {"aliases": []}, ME).number
    revisions.publish(natural(gone), number, ME)
    again = Actor.objects.get(slug=gone.slug)
    kept.refresh_from_db()
    merged(again, kept)
    assert list(FormerSlug.objects.values_list("old", "slug")) == [("fafo", "fafo-institute")]
    assert client.get("/actors/fafo/").headers["Location"] == "/actors/fafo-institute/"


def test_a_chain_of_merges_leads_on_in_one_step_and_is_undone_from_its_end(two):
    first, second = two
    third = make.make_actor(slug="ais", name="AIS")
    one = merged(second, third)
    second.refresh_from_db()
    two_ = merged(first, second)
    assert dict(FormerSlug.objects.values_list("old", "slug")) == {
        "ais": "fafo",
        "fafo-institute": "fafo",
    }
    with pytest.raises(Refused, match="merged into another"):
        undo(one, ME)
    undo(two_, ME)
    undo(one, ME)
    assert not FormerSlug.objects.exists()
    assert Actor.objects.count() == 3


def test_former_addresses_follow_a_draft_that_gets_another_slug():
    kept, gone = make.make_actor(slug="a", status="draft"), make.make_actor(status="draft")
    batch = merged(kept, gone)
    kept.refresh_from_db()
    document = stored_document(kept) | {"slug": "b"}
    change(("actor", "a"), kept.version, document, ME)
    assert FormerSlug.objects.get().slug == "b"
    undo(batch, ME)
    assert set(Actor.objects.values_list("slug", flat=True)) == {"b", gone.slug}


# Drafts of others


def test_a_draft_that_cites_a_passage_of_a_work_that_goes_is_led_on_and_back():
    kept, gone = make.make_work(), make.make_work()
    make.make_citation(work=kept, key="p1", locator="p. 1")
    passage = make.make_citation(work=gone, key="p1", locator="p. 100")
    actor = make.make_actor(basis="general-knowledge")
    document = stored_document(actor) | {"citations": [passage.ref]}
    change(natural(actor), 1, document, ME)
    batch = merged(kept, gone)
    draft = newest(actor)
    assert draft.document["citations"] == [f"{kept.slug}#p1-{gone.slug}"]
    assert draft.state == Revision.State.DRAFT
    undo(batch, ME)
    assert newest(actor).document["citations"] == [passage.ref]


def test_what_a_draft_said_of_the_one_it_says_of_it_again_when_the_merge_is_undone(two):
    kept, gone = two
    conflict = make.make_conflict(basis="general-knowledge")
    document = stored_document(conflict) | {"parties": [gone.slug]}
    change(natural(conflict), 1, document, ME)
    batch = merged(kept, gone)
    last = newest(conflict)
    assert last.document["parties"] == [kept.slug]
    change(natural(conflict), last.number, last.document | {"summary": "New."}, ME)
    undo(batch, ME)
    back = newest(conflict).document
    assert (back["parties"], back["summary"]) == ([gone.slug], "New.")


def test_what_was_a_draft_at_the_merge_and_is_public_now_goes_back_as_well(two):
    kept, gone = two
    conflict = make.make_conflict(basis="general-knowledge")
    change(natural(conflict), 1, stored_document(conflict) | {"parties": [gone.slug]}, ME)
    batch = merged(kept, gone)
    revisions.publish(natural(conflict), newest(conflict).number, ME)
    assert list(conflict.parties.all()) == [kept]
    undo(batch, ME)
    assert [actor.slug for actor in conflict.parties.all()] == [gone.slug]


# Afterwards


def test_a_statement_made_since_keeps_its_passage_when_the_work_comes_back():
    kept, gone = make.make_work(), make.make_work()
    make.make_citation(work=gone, key="p1", locator="p. 100")
    batch = merged(kept, gone)
    point = make.make_actor_point(citations=[kept.passages.get(key="p1")])
    undo(batch, ME)
    assert [cited.ref for cited in point.citations.all()] == [f"{gone.slug}#p1"]


def test_an_old_revision_that_cites_a_passage_by_its_former_work_can_be_the_draft_again():
    kept, gone = make.make_work(), make.make_work()
    make.make_citation(work=kept, key="p1", locator="p. 1")
    passage = make.make_citation(work=gone, key="p1", locator="p. 100")
    actor = make.make_actor(basis="general-knowledge", citations=[passage])
    change(natural(actor), 1, stored_document(actor) | {"citations": []}, ME)
    revisions.publish(natural(actor), 2, ME)
    merged(kept, gone)
    actor.refresh_from_db()
    revisions.revert(natural(actor), actor.version, 1, ME)
    revisions.publish(natural(actor), actor.version + 1, ME)
    assert [cited.locator for cited in actor.citations.all()] == ["p. 100"]


def test_a_passage_that_waited_waits_at_its_own_work_again():
    kept, gone = make.make_work(), make.make_work()
    passage = make.make_citation(work=gone, key="p1", pending=True)
    point = make.make_actor_point(actor=make.make_actor(status="draft"), citations=[passage])
    batch = merged(kept, gone)
    assert [it.work for it in point.citations.all()] == [kept]
    undo(batch, ME)
    passage.refresh_from_db()
    assert (passage.work.slug, passage.key, passage.pending) == (gone.slug, "p1", True)
    assert list(point.citations.all()) == [passage]
