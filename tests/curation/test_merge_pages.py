"""The page that shows what a merge would do, and the pages of what was done to several at once."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.merging import merge_entries
from curation.models import Batch, Revision
from curation.revisions import Who, begin
from tests import factories as make
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:curation_merge")
COMPARE = reverse("admin:curation_compare")
ASKED = f"{PAGE}?kept=actor:fafo&gone=actor:ais"


@pytest.fixture
def two():
    kept = make.make_actor(slug="fafo", name="Fafo", summary="An institute.", basis="case")
    return kept, make.make_actor(slug="ais", name="AIS", summary="A think tank.", country="NO")


def send(client, page=ASKED, **more):
    shown = client.get(ASKED)
    names = {name: shown.context[name] for name in ("kept", "gone")}
    data = {
        "ours": names["kept"].version,
        "theirs": names["gone"].version,
        "token": shown.context["token"],
        "reason": "One institute",
    }
    return client.post(page, data | more, follow=True), data


def text(answer):
    return answer.content.decode()


def merged(kept, gone, **who):
    numbers = {("actor", it.slug): it.version for it in (kept, gone)}
    return merge_entries(("actor", kept.slug), ("actor", gone.slug), numbers, Who(**who))


def batch_page(batch):
    return reverse("admin:curation_batch", args=[batch.pk])


# Before anything happens


def test_the_comparison_leads_to_a_merge_that_keeps_either(admin_client, two):
    answer = admin_client.get(f"{COMPARE}?a=actor:fafo&b=actor:ais")
    assert "Merge, and keep “Fafo”" in text(answer)
    assert "Merge, and keep “AIS”" in text(answer)


def test_of_a_public_entry_and_a_draft_only_the_public_one_can_be_kept(admin_client, two):
    Actor.objects.filter(slug="ais").update(status="draft")
    answer = admin_client.get(f"{COMPARE}?a=actor:fafo&b=actor:ais")
    assert [it["kept"].slug for it in answer.context["merges"]] == ["fafo"]


def test_whoever_may_not_merge_is_offered_none(client, two):
    client.force_login(person(CONTRIBUTOR))
    assert client.get(f"{COMPARE}?a=actor:fafo&b=actor:ais").context["merges"] == []
    assert client.get(ASKED).status_code == 403


def test_the_page_shows_what_is_lost_and_changes_nothing(admin_client, two):
    answer = admin_client.get(ASKED)
    rows = {(row["label"].part, row["label"].field): row for row in answer.context["lost"]}
    assert (rows["", "summary"]["stays"], rows["", "summary"]["goes"]) == (
        "An institute.", "A think tank."
    )  # fmt: skip
    assert ("", "name") not in rows  # it becomes an alias
    assert "<del>A think tank.</del>" in text(answer)
    assert Actor.objects.count() == 2
    assert not Batch.objects.exists()
    assert not Revision.objects.exists()


def test_the_page_shows_what_is_taken_over(admin_client, two):
    make.make_actor_point(actor=two[1], key="one", statement="It hosts talks.")
    taken = {
        "".join(piece.text for piece in line.after)
        for group in admin_client.get(ASKED).context["taken"]
        for line in group.lines
    }
    assert {"NO", "It hosts talks.", "AIS"} <= taken


def test_the_page_shows_who_links_and_how_often(admin_client, two):
    row = make.make_participation(actor=two[1])
    make.make_participation(initiative=row.initiative, actor=two[1], role="mediator")
    (linking,) = admin_client.get(ASKED).context["linking"]
    assert (linking["name"], linking["number"]) == (row.initiative.name, 2)


def test_a_row_that_falls_together_stays_with_the_evidence_of_the_entry_that_is_kept(
    admin_client, two
):
    other = make.make_participation(actor=two[1], key="ais", capacity="personal", dates="1993")
    make.make_participation(
        initiative=other.initiative,
        actor=two[0],
        track=other.track,
        key="fafo",
        capacity="official",
    )
    context = admin_client.get(ASKED).context
    assert context["together"] == [
        {
            "entry": other.initiative.name,
            "stays": "Participation fafo",
            "goes": "Participation ais",
        }
    ]
    lost = [row for row in context["lost"] if row["entry"]]
    assert [(row["label"].field, row["stays"], row["goes"]) for row in lost] == [
        ("capacity", "Official", "Personal")
    ]
    send(admin_client)
    row = other.initiative.participations.get()
    assert (row.key, row.capacity, str(row.dates)) == ("fafo", "official", "1993")


def test_what_stood_between_the_two_is_named(admin_client, two):
    make.make_relationship(actor=two[1], other=two[0], key="self", statement="A part of it.")
    context = admin_client.get(ASKED).context
    assert [row["part"] for row in context["between"]] == ["Relationship self"]
    assert "A part of it." in {row["goes"] for row in context["lost"]}


def test_the_page_says_that_a_draft_becomes_public(admin_client, two):
    Actor.objects.filter(slug="ais").update(status="draft", basis="general-knowledge")
    Actor.objects.filter(slug="fafo").update(basis="general-knowledge")
    assert "becomes public at once" in text(admin_client.get(ASKED))


def test_the_page_says_why_two_cannot_be_merged_and_has_no_button(admin_client, two):
    document = stored_document(two[1]) | {"name": "Other"}
    revisions.change(("actor", "ais"), 1, document, Who())
    answer = admin_client.get(ASKED)
    assert "“AIS” has a draft: publish or discard it first." in text(answer)
    assert "Merge: keep" not in text(answer)


@pytest.mark.parametrize(
    "asked", ["", "?kept=actor:fafo", "?kept=actor:fafo&gone=actor:fafo", "?kept=x:y&gone=x:z"]
)
def test_what_cannot_be_merged_is_not_found(admin_client, two, asked):
    assert admin_client.get(PAGE + asked).status_code == 404


def test_a_merge_that_touches_many_is_shown_without_being_rehearsed(admin_client, two, monkeypatch):
    monkeypatch.setattr("curation.merging.REHEARSED", 0)
    make.make_participation(actor=two[1])
    conflict = make.make_conflict(basis="general-knowledge")
    document = stored_document(conflict) | {"parties": ["ais"]}
    revisions.change(("conflict", conflict.slug), 1, document, Who())
    context = admin_client.get(ASKED).context
    assert len(context["linking"]) == 1
    assert [row["name"] for row in context["drafts"]] == [conflict.name]


# Merging


def test_a_merge_leads_to_what_it_did(admin_client, admin_user, two):
    answer, _ = send(admin_client)
    assert "“AIS” is now part of “Fafo”." in text(answer)
    batch = Batch.objects.get()
    assert (batch.author, batch.reason) == (admin_user, "One institute")
    assert answer.redirect_chain[-1][0] == batch_page(batch)
    assert Actor.objects.get().slug == "fafo"


def test_a_reason_is_needed(admin_client, two):
    answer, _ = send(admin_client, reason="  ")
    assert "Say in a few words why." in text(answer)
    assert Actor.objects.count() == 2


def test_sending_twice_merges_once(admin_client, two):
    _, data = send(admin_client)
    answer = admin_client.post(ASKED, data, follow=True)
    assert "nothing was merged twice" in text(answer)
    assert answer.status_code == 200
    assert Batch.objects.count() == 1


def test_what_was_saved_since_is_shown_anew_before_it_is_merged(admin_client, two):
    Actor.objects.filter(slug="ais").update(version=2, summary="Newer.")
    answer, _ = send(admin_client, theirs=1)
    assert answer.status_code == 409
    assert "somebody saved one of the entries" in text(answer)
    assert "<del>Newer.</del>" in text(answer)
    assert "One institute" in text(answer)
    assert Actor.objects.count() == 2


def test_nothing_that_is_sent_is_an_error(admin_client, two):
    answer, _ = send(admin_client, ours="x", theirs="9" * 30, token="\x00" * 50)
    assert answer.status_code == 409
    assert Actor.objects.count() == 2


# What was done


def test_a_batch_lists_its_revisions_with_what_they_changed(admin_client, two):
    row = make.make_participation(actor=two[1])
    batch = merged(*two, reason="One institute")
    answer = admin_client.get(batch_page(batch))
    steps = {it["step"].natural: it["number"] for it in answer.context["steps"]}
    assert steps["initiative", row.initiative.slug] == 1
    assert set(steps) == {
        ("actor", "ais"), ("actor", "fafo"), ("initiative", row.initiative.slug)
    }  # fmt: skip
    assert reverse("admin:curation_revision", args=["actor", "ais", 2]) in text(answer)
    changelist = text(admin_client.get(reverse("admin:curation_batch_changelist")))
    assert "Merge of actor:ais into fafo" in changelist
    assert "One institute" in changelist


def test_a_merge_is_undone_on_its_page_with_a_reason(admin_client, two):
    batch = merged(*two)
    answer = admin_client.post(batch_page(batch), {"reason": ""})
    assert "Say in a few words why." in text(answer)
    answer = admin_client.post(batch_page(batch), {"reason": "Two after all"}, follow=True)
    assert "It is undone." in text(answer)
    assert Actor.objects.count() == 2
    undoing = Batch.objects.get(kind="undo")
    assert undoing.reason == "Two after all"
    assert "cannot be undone itself" in text(answer)
    assert admin_client.post(batch_page(undoing), {"reason": "x"}).status_code == 403
    again = admin_client.post(batch_page(batch), {"reason": "Again"}, follow=True)
    assert "nothing was undone twice" in text(again)
    assert Batch.objects.count() == 2


def test_an_edit_in_the_way_of_undoing_is_named(admin_client, two):
    batch = merged(*two)
    Actor.objects.filter(slug="fafo").update(country="SE")
    answer = admin_client.post(batch_page(batch), {"reason": "Two"}, follow=True)
    assert "“Fafo” was edited since: country." in text(answer)
    assert Actor.objects.count() == 1


def test_an_import_is_undone_as_an_import(admin_client, monkeypatch):
    batch = Batch.objects.create(kind="import", reason="A sheet")
    document = {"entry": "actor", "slug": "prio", "kind": "ngo", "name": "PRIO", "basis": "case"}
    begin(document, Who(batch=batch))
    assert "PRIO, 1" in text(admin_client.get(batch_page(batch)))
    answer = admin_client.post(batch_page(batch), {"reason": "Wrong file"}, follow=True)
    assert "It is undone." in text(answer)
    assert not Actor.objects.exists()


def test_a_batch_of_many_comes_in_pages(admin_client, django_assert_max_num_queries):
    batch = Batch.objects.create(kind="import", reason="A sheet")
    Revision.objects.bulk_create(
        Revision(kind="actor", slug=f"a{n}", number=1, state="draft", batch=batch, document={
            "entry": "actor", "slug": f"a{n}", "name": f"A {n}",
        })
        for n in range(120)
    )  # fmt: skip
    with django_assert_max_num_queries(14):
        answer = admin_client.get(batch_page(batch))
    assert len(answer.context["steps"]) == 50
    assert "Page 1 of 3" in text(answer)
    assert len(admin_client.get(batch_page(batch) + "?p=3").context["steps"]) == 20


# Who may see what


def test_whoever_may_merge_may_not_undo_an_import(client):
    user = person(CONTRIBUTOR)
    user.user_permissions.add(Permission.objects.get(codename="merge"))
    client.force_login(user)
    batch = Batch.objects.create(kind="import", reason="A sheet")
    assert client.post(batch_page(batch), {"reason": "x"}).status_code == 403


def test_a_merge_of_withheld_actors_is_on_no_page_of_who_may_not_see_them(client, two):
    Actor.objects.update(visibility="withheld")
    batch = merged(*two, reason="Canary")
    Revision.objects.create(
        kind="actor", slug="ais", number=9, state="draft", document={"entry": "actor"}
    )
    client.force_login(person(REVIEWER))
    assert client.get(batch_page(batch)).status_code == 404
    assert client.post(batch_page(batch), {"reason": "x"}).status_code == 404
    changelist = text(client.get(reverse("admin:curation_batch_changelist")))
    assert "Canary" not in changelist
    assert "ais" not in changelist
    assert client.get(ASKED).status_code == 404
    client.force_login(person(ADMINISTRATOR))
    assert client.get(batch_page(batch)).status_code == 200


def test_withheld_actors_that_a_merge_touches_are_not_named(client):
    kept, gone = make.make_actor(slug="fafo"), make.make_actor(slug="ais")
    hidden = make.make_actor(slug="jane-doe", name="Jane Doe", visibility="withheld")
    make.make_relationship(actor=hidden, other=gone, key="works-there")
    make.make_relationship(actor=gone, other=hidden, key="employs-her", statement="She works.")
    client.force_login(person(REVIEWER))
    before = text(client.get(ASKED))
    batch = merged(kept, gone)
    after = text(client.get(batch_page(batch)))
    Actor.objects.filter(slug="jane-doe").update(sort_name="Changed, Since")
    hidden.relationships.update(other=make.make_actor())
    refused = text(client.post(batch_page(batch), {"reason": "Two"}, follow=True))
    assert "Nothing was undone" in refused
    for page in (before, after, refused):
        assert not any(it in page for it in ("Jane", "jane-doe", "works-there", "employs-her"))
