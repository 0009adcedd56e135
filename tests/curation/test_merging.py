"""Two entries for one thing become one, in one transaction, and can be taken apart again."""

import pytest

from actors.models import Actor
from curation import merging, revisions
from curation.documents import stored_document
from curation.merging import merge_entries, undo
from curation.models import Batch, Edition, FormerSlug, Revision
from curation.revisions import Refused, Stale, Who, change
from tests import factories as make

pytestmark = pytest.mark.django_db
ME = Who(reason="The same")


def natural(entry):
    return entry.KIND, entry.slug


def merged(kept, gone):
    numbers = {natural(kept): kept.version, natural(gone): gone.version}
    return merge_entries(natural(kept), natural(gone), numbers, ME)


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
    passage = make.make_citation(work=gone, key="p1")
    point = make.make_actor_point(citations=[passage])
    make.make_citation(work=kept, key="p1")
    merged(kept, gone)
    assert [cited.ref for cited in point.citations.all()] == [f"{kept.slug}#p1-{gone.slug}"]


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
    revisions.publish(natural(initiative), 2, ME)
    assert initiative.participations.get().actor == kept


def test_a_draft_beside_an_entry_that_the_merge_touches_is_kept(two):
    kept, gone = two
    initiative = make.make_participation(actor=gone).initiative
    document = stored_document(initiative) | {"summary": "A draft."}
    change(natural(initiative), 1, document, ME)
    merged(kept, gone)
    last = revisions.newest(natural(initiative))
    assert last.state == Revision.State.DRAFT
    assert last.document["summary"] == "A draft."
    assert last.document["participations"][0]["actor"] == "fafo"


# Undoing


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
    number = revisions.newest(it).number
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
