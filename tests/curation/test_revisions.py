"""Every step in the life of an entry: what it leaves, what it refuses, and what the public sees."""

import pytest

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document, write_documents
from curation.files import LoadError
from curation.models import Edition, Revision
from curation.revisions import Refused, Stale, Who
from initiatives.models import Initiative
from tests import factories as make
from tests.roles import CONTRIBUTOR, person
from tests.steps import newest, step

pytestmark = pytest.mark.django_db
NORWAY = ("actor", "norway")
ME = Who(reason="Because")


def actor(**values):
    defaults = {"slug": "norway", "name": "Norway", "basis": "general-knowledge"}
    return make.make_actor(**defaults | values)


@pytest.fixture
def public():
    return actor()


def document(**values):
    entry = Actor.objects.get(slug="norway")
    return revisions.working_document(entry) | values


def states(natural=NORWAY):
    steps = Revision.objects.filter(kind=natural[0], slug=natural[1]).order_by("number")
    return [(step.number, step.state) for step in steps]


def change(base, **values):
    return revisions.change(NORWAY, base, document(**values), ME)


def in_public(client, natural=NORWAY):
    return client.get(f"/actors/{natural[1]}/").content.decode()


# Who, when and why


def test_a_step_says_who_when_and_why(public):
    author = person(CONTRIBUTOR)
    revisions.change(NORWAY, 1, document(name="Norge"), Who(author, "Their own name"))
    step = newest(NORWAY)
    assert (step.author, step.reason) == (author, "Their own name")
    assert step.created is not None


def test_the_history_begins_with_how_the_entry_stood(public):
    change(1, name="Norge")
    assert states() == [(1, "published"), (2, "draft")]
    first = step(NORWAY, 1)
    assert first.document["name"] == "Norway"
    assert first.reason == revisions.BEGINNING


def test_a_save_without_change_leaves_nothing(public):
    assert change(1) is None
    assert states() == []
    public.refresh_from_db()
    assert public.version == 1


def test_a_step_from_an_old_state_is_refused(public):
    change(1, name="Norge")
    with pytest.raises(Stale):
        change(1, name="Noreg")
    assert states() == [(1, "published"), (2, "draft")]


def test_an_entry_that_is_gone_is_stale():
    with pytest.raises(Stale):
        revisions.change(("actor", "nobody"), 1, {"entry": "actor", "slug": "nobody"}, ME)


# Drafts


def test_a_draft_beside_a_public_entry_changes_nothing_in_public(public, client):
    before = in_public(client)
    change(1, name="Norge")
    assert in_public(client) == before
    assert Edition.current().number == 0


def test_a_second_change_goes_on_from_the_draft(public):
    change(1, name="Norge")
    change(2, country="NO")
    draft = newest(NORWAY).document
    assert (draft["name"], draft["country"]) == ("Norge", "NO")


def test_a_draft_that_cannot_be_stored_is_refused(public):
    with pytest.raises(LoadError, match="two capital letters"):
        change(1, country="Norway")
    assert states() == []


def test_a_draft_of_an_entry_that_was_never_public_stands_in_its_rows():
    actor(status="draft")
    change(1, name="Norge")
    assert Actor.objects.get().name == "Norge"


def test_a_draft_may_get_another_slug_with_its_history():
    actor(status="draft")
    change(1, name="Norge")
    revisions.change(NORWAY, 2, document(slug="norge"), ME)
    assert Actor.objects.get().slug == "norge"
    assert [number for number, _ in states(("actor", "norge"))] == [1, 2, 3]


def test_the_slug_of_what_was_public_stays(public):
    with pytest.raises(Refused, match="fixed"):
        revisions.change(NORWAY, 1, document(slug="norge"), ME)
    assert states() == []


def test_a_new_entry_begins_as_a_draft():
    revisions.begin({"entry": "actor", "slug": "norway", "name": "Norway", "kind": "state"}, ME)
    assert Actor.objects.get().status == "draft"
    assert states() == [(1, "draft")]


# Review


def test_what_waits_for_review_is_in_review():
    actor(status="draft")
    revisions.send_to_review(NORWAY, 1, ME)
    assert Actor.objects.get().status == "in-review"
    assert states()[-1] == (2, "in-review")


def test_what_is_sent_back_is_a_draft_with_the_reason():
    actor(status="draft")
    revisions.send_to_review(NORWAY, 1, ME)
    revisions.send_back(NORWAY, 2, Who(reason="Which sources?"))
    assert Actor.objects.get().status == "draft"
    assert newest(NORWAY).reason == "Which sources?"


def test_a_draft_beside_a_public_entry_is_reviewed_beside_it(public):
    change(1, name="Norge")
    revisions.send_to_review(NORWAY, 2, ME)
    revisions.send_back(NORWAY, 3, ME)
    assert Actor.objects.get().status == "published"
    assert [state for _, state in states()] == ["published", "draft", "in-review", "sent-back"]


def test_only_a_draft_goes_to_review_and_only_what_waits_is_sent_back(public):
    with pytest.raises(Refused, match="not possible now"):
        revisions.send_to_review(NORWAY, 1, ME)
    change(1, name="Norge")
    with pytest.raises(Refused, match="not possible now"):
        revisions.send_back(NORWAY, 2, ME)
    assert states() == [(1, "published"), (2, "draft")]


# Publishing


def test_publishing_shows_the_draft_and_raises_the_edition_once(public, client):
    change(1, name="Norge")
    revisions.publish(NORWAY, 2, ME)
    assert "Norge" in in_public(client)
    assert Edition.current().number == 1
    assert states()[-1] == (3, "published")


def test_a_published_step_holds_what_the_public_sees(public):
    change(1, name="Norge")
    step = revisions.publish(NORWAY, 2, ME)
    assert step.document == stored_document(Actor.objects.get())


def test_publishing_without_a_change_is_refused(public):
    with pytest.raises(Refused, match="Nothing has changed"):
        revisions.publish(NORWAY, 1, ME)
    assert states() == []


def test_publishing_that_fails_half_way_leaves_the_public_page_and_the_draft(
    public, client, monkeypatch
):
    change(1, name="Norge")
    before = in_public(client)

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr(Actor, "what_stops_publishing", fail)
    with pytest.raises(RuntimeError):
        revisions.publish(NORWAY, 2, ME)
    assert in_public(client) == before
    assert (Edition.current().number, states()[-1]) == (0, (2, "draft"))


def test_an_initiative_is_published_with_all_its_parts_at_once(client):
    part = make.make_participation(role="host", basis="general-knowledge")
    initiative = part.initiative
    Initiative.objects.filter(pk=initiative.pk).update(basis="general-knowledge")
    natural = ("initiative", initiative.slug)
    draft = stored_document(Initiative.objects.get())
    draft["name"] = "Other name"
    draft["participations"][0]["role"] = "mediator"
    revisions.change(natural, 1, draft, ME)
    page = client.get(initiative.get_absolute_url()).content.decode()
    assert "Other name" not in page
    part.refresh_from_db()
    assert part.role == "host"
    revisions.publish(natural, 2, ME)
    part.refresh_from_db()
    assert (part.role, part.initiative.name) == ("mediator", "Other name")


def test_looking_at_a_public_entry_is_noted_and_changes_nothing(public):
    revisions.look_at(NORWAY, 1, Who(reason="Still so"))
    assert states() == [(1, "published"), (2, "published")]
    assert Edition.current().number == 0
    change(2, name="Norge")
    with pytest.raises(Refused):
        revisions.look_at(NORWAY, 3, ME)


# Withdrawing, discarding, reverting


def test_a_withdrawn_entry_is_unknown_to_the_public(public, client):
    revisions.withdraw(NORWAY, 1, ME)
    assert client.get("/actors/norway/").status_code == 404
    assert Edition.current().number == 1
    assert states()[-1] == (2, "withdrawn")


def test_a_draft_beside_what_is_withdrawn_stays_a_draft(public):
    change(1, name="Norge")
    revisions.withdraw(NORWAY, 2, ME)
    assert [state for _, state in states()] == ["published", "draft", "withdrawn", "draft"]
    assert Actor.objects.get().name == "Norge"
    assert Actor.objects.get().status == "withdrawn"


def test_what_was_withdrawn_can_be_published_again(public, client):
    revisions.withdraw(NORWAY, 1, ME)
    revisions.publish(NORWAY, 2, ME)
    assert client.get("/actors/norway/").status_code == 200


def test_only_what_is_public_is_withdrawn():
    actor(status="draft")
    with pytest.raises(Refused, match="not public"):
        revisions.withdraw(NORWAY, 1, ME)
    assert states() == []


def test_discarding_a_draft_leaves_what_is_public(public, client):
    change(1, name="Norge")
    revisions.discard(NORWAY, 2, ME)
    assert revisions.working_document(public)["name"] == "Norway"
    assert states()[-1] == (3, "discarded")
    assert Edition.current().number == 0


def test_a_discarded_entry_that_was_never_public_can_be_brought_back():
    actor(status="draft")
    change(1, name="Norge")
    revisions.discard(NORWAY, 2, ME)
    assert not Actor.objects.exists()
    revisions.revert(NORWAY, 3, 2, ME)
    assert Actor.objects.get().name == "Norge"
    assert Actor.objects.get().version == 4
    assert states()[-1] == (4, "draft")


def test_a_draft_that_another_entry_links_is_not_discarded():
    row = actor(status="draft")
    make.make_participation(actor=row)
    with pytest.raises(Refused, match="links it"):
        revisions.discard(NORWAY, 1, ME)
    assert Actor.objects.exists()


def test_what_was_once_public_is_not_discarded(public):
    revisions.withdraw(NORWAY, 1, ME)
    with pytest.raises(Refused, match="public once"):
        revisions.discard(NORWAY, 2, ME)


def test_an_old_revision_becomes_the_draft_again(public, client):
    change(1, name="Norge")
    revisions.publish(NORWAY, 2, ME)
    revisions.revert(NORWAY, 3, 1, Who(reason="It was right"))
    assert "Norge" in in_public(client)
    assert newest(NORWAY).document["name"] == "Norway"
    revisions.publish(NORWAY, 4, ME)
    assert "Norge" not in in_public(client)
    assert [number for number, _ in states()] == [1, 2, 3, 4, 5]


def test_a_revision_that_never_was_is_refused(public):
    with pytest.raises(Refused, match="no revision 7"):
        revisions.revert(NORWAY, 1, 7, ME)


# From elsewhere


def test_what_changes_a_public_entry_from_elsewhere_goes_into_its_draft(public):
    change(1, name="Norge")
    with revisions.carrying([public], Who(reason="From elsewhere")):
        live = stored_document(public) | {"country": "NO"}
        write_documents([live], {NORWAY: "published"})
    draft = newest(NORWAY)
    assert (draft.document["name"], draft.document["country"]) == ("Norge", "NO")
    assert states()[-2:] == [(3, "published"), (4, "draft")]
    assert step(NORWAY, 3).reason == "From elsewhere"
