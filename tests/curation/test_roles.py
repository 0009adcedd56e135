"""Who may do what: a table of each action and each role, every cell of which is asked for."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.merging import merge_entries
from curation.models import Batch, Edition, FormerSlug, Revision
from curation.revisions import Who
from sources.models import Contributor
from tests import factories
from tests.admin_forms import address, filled_in
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db

GUEST = ""
ROLES = [GUEST, CONTRIBUTOR, REVIEWER, ADMINISTRATOR]


def entry(status="published", **values):
    return factories.make_actor(status=status, basis="general-knowledge", **values)


def natural(row):
    return (row.KIND, row.slug)


def page(name, row, *more):
    return reverse(f"admin:curation_{name}", args=[*natural(row), *more])


def drafted(row, author=None, state="draft"):
    """The row with a draft beside it, by this author."""
    document = revisions.working_document(row) | {"name": "Other"}
    revisions.change(natural(row), row.version, document, Who(author, "Draft"), state)
    row.refresh_from_db()
    return row


def step(client, row, name, **more):
    data = {"based_on": row.version, "reason": "Because", **more}
    before = Revision.objects.count()
    client.post(page("step", row, name), data)
    return Revision.objects.count() > before


def form(client, where, button="_save", **edits):
    shown = client.get(where)
    if shown.status_code != 200:
        return False
    before = Revision.objects.count()
    edits |= {"reason": "Because"}
    client.post(where, {**filled_in(shown, **edits), button: "Yes"})
    return Revision.objects.count() > before


def look_at_the_desk(client, user):
    return client.get(address(Actor, "changelist")).status_code == 200


def see_what_waits_for_review(client, user):
    where = reverse("admin:curation_queue", args=["waiting-for-review"])
    row = drafted(entry(name="Norway"), state="in-review")
    shown = client.get(where)
    return shown.status_code == 200 and str(row) in shown.content.decode()


def see_statements_without_basis(client, user):
    return client.get(page("without_basis", entry())).status_code == 200


def write_a_new_entry(client, user):
    return form(client, address(Actor, "add"), kind="state", name="Norway", slug="norway")


def draft_beside_a_public_entry(client, user):
    row = entry()
    return form(client, address(row), name="Norway") and Edition.current().number == 0


def send_to_review(client, user):
    return step(client, drafted(entry()), "review")


def preview_a_draft(client, user):
    return client.get(page("preview", drafted(entry()))).status_code == 200


def read_the_history(client, user):
    return client.get(page("history", drafted(entry()))).status_code == 200


def save_and_publish(client, user):
    form(client, address(entry()), "_publish", name="Norway")
    return Edition.current().number == 1


def publish(client, user):
    return step(client, drafted(entry(), state="in-review"), "publish")


def publish_together_with_what_it_links(client, user):
    row, other = drafted(entry(), state="in-review"), entry(status="draft")
    together = [f"{other.ref}:{other.version}"]
    return step(client, row, "publish-together", together=together)


def read_a_date(client, user):
    where = reverse("admin:sources_date_in_words")
    return client.get(where, {"date": "1993"}).status_code == 200


def send_back(client, user):
    return step(client, drafted(entry(), state="in-review"), "send-back")


def withdraw(client, user):
    return step(client, entry(), "withdraw")


def note_that_one_has_looked(client, user):
    return step(client, entry(), "looked-at")


def make_an_old_revision_the_draft(client, user):
    return step(client, drafted(entry()), "revert", to=1)


def discard_ones_own_draft(client, user):
    return step(client, drafted(entry(), user), "discard")


def discard_the_draft_of_another(client, user):
    return step(client, drafted(entry()), "discard")


def resolve_a_conflict(client, user):
    row = drafted(entry())
    where = page("resolve", row)
    from curation.conflicts import pack

    mine = revisions.working_document(row) | {"summary": "A state."}
    data = {"mine": pack(mine), "base": 1, "newest": row.version, "reason": "Both"}
    before = Revision.objects.count()
    client.post(where, data)
    return Revision.objects.count() > before


def add_a_name_of_works(client, user):
    where = address(Contributor, "add")
    shown = client.get(where)
    if shown.status_code != 200:
        return False
    client.post(where, filled_in(shown, family="Egeland", slug="egeland"))
    return Contributor.objects.exists()


def change_a_name_of_works(client, user):
    row = factories.make_contributor(family="Egland")
    shown = client.get(address(row))
    if shown.status_code != 200 or "family" not in shown.context["adminform"].form.fields:
        return False
    client.post(address(row), filled_in(shown, family="Egeland"))
    row.refresh_from_db()
    return row.family == "Egeland"


def give_a_former_address(client, user):
    where = address(FormerSlug, "add")
    shown = client.get(where)
    if shown.status_code != 200:
        return False
    entry(slug="norway")
    client.post(where, filled_in(shown, kind="actor", old="norge", slug="norway"))
    return FormerSlug.objects.exists()


def two():
    return entry(slug="fafo"), entry(slug="ais")


def merge_duplicates(client, user):
    two()
    where = reverse("admin:curation_merge") + "?kept=actor:fafo&gone=actor:ais"
    client.post(where, {"ours": 1, "theirs": 1, "reason": "One institute"})
    return Actor.objects.count() == 1


def undo(client, batch):
    client.post(reverse("admin:curation_batch", args=[batch.pk]), {"reason": "Because"})
    return Batch.objects.filter(undoes=batch).exists()


def undo_a_merge(client, user):
    kept, gone = (natural(row) for row in two())
    return undo(client, merge_entries(kept, gone, {kept: 1, gone: 1}, Who()))


def undo_an_import(client, user):
    return undo(client, Batch.objects.create(kind="import", reason="A sheet"))


def look_at_what_was_done_to_several(client, user):
    batch = Batch.objects.create(kind="import", reason="A sheet")
    pages = [reverse("admin:curation_batch", args=[batch.pk]), address(Batch, "changelist")]
    return all(client.get(it).status_code == 200 for it in pages)


def see_a_withheld_name(client, user):
    row = entry(name="Hidden name", visibility="withheld")
    return b"Hidden name" in client.get(address(row), follow=True).content


def bring_a_file_in(client, user):
    file = SimpleUploadedFile("a.csv", b"entry,slug,name,kind\nactor,norway,Norway,state\n")
    answer = client.post(reverse("admin:curation_import"), {"file": file})
    if answer.status_code != 302 or "/import/" not in answer.url:
        return False
    shown = b"".join(client.get(answer.url).streaming_content).decode()
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    b"".join(client.post(answer.url, {"seen": seen, "reason": "Why"}).streaming_content)
    return Actor.objects.filter(slug="norway", status="draft").exists()


def export_entries(client, user):
    entry(slug="norway", status="draft")
    sent = {"kind": "actor", "status": "all", "format": "json"}
    answer = client.post(reverse("admin:curation_export"), sent)
    return answer.streaming and b"norway" in b"".join(answer.streaming_content)


def export_a_withheld_name(client, user):
    entry(slug="hidden", visibility="withheld")
    entry(slug="norway")
    sent = {"kind": "actor", "status": "all", "format": "json"}
    answer = client.post(reverse("admin:curation_export"), sent)
    return answer.streaming and b"hidden" in b"".join(answer.streaming_content)


def withhold_somebody(client, user):
    return _withholding(client, entry(name="Qanary Sought"), "_withhold")


def show_somebody_again(client, user):
    return _withholding(client, entry(name="Qanary Sought", visibility="withheld"), "_show")


def _withholding(client, row, button):
    before = row.visibility
    where = reverse("admin:actors_actor_withholding", args=[row.slug])
    sent = {"based_on": row.version, "reason": "Because", "looked": "on", button: "1"}
    client.post(where, sent)
    row.refresh_from_db()
    return row.visibility != before


def manage_accounts(client, user):
    return client.get(reverse("admin:auth_user_changelist")).status_code == 200


def make_oneself_a_superuser(client, user):
    where = reverse("admin:auth_user_change", args=[user.pk])
    shown = client.get(where)
    if shown.status_code != 200:
        return False
    form = shown.context["adminform"].form
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "10:00:00"}
    sent = {"username": "boss", "is_active": "on", "is_staff": "on", "is_superuser": "on", **joined}
    assert client.post(where, sent | {"groups": form["groups"].value()}).status_code == 302
    user.refresh_from_db()
    assert user.username == "boss"
    return user.is_superuser


def change_a_superuser(client, user):
    root = User.objects.create_superuser("root")
    where = reverse("admin:auth_user_change", args=[root.pk])
    return client.post(where, {"username": "mine"}).status_code != 403


TABLE = [
    # action, and whether: guest, contributor, reviewer, administrator
    (look_at_the_desk, "no", "yes", "yes", "yes"),
    (see_what_waits_for_review, "no", "yes", "yes", "yes"),
    (see_statements_without_basis, "no", "yes", "yes", "yes"),
    (write_a_new_entry, "no", "yes", "yes", "yes"),
    (draft_beside_a_public_entry, "no", "yes", "yes", "yes"),
    (send_to_review, "no", "yes", "yes", "yes"),
    (preview_a_draft, "no", "yes", "yes", "yes"),
    (read_the_history, "no", "yes", "yes", "yes"),
    (make_an_old_revision_the_draft, "no", "yes", "yes", "yes"),
    (resolve_a_conflict, "no", "yes", "yes", "yes"),
    (discard_ones_own_draft, "no", "yes", "yes", "yes"),
    (discard_the_draft_of_another, "no", "no", "yes", "yes"),
    (add_a_name_of_works, "no", "yes", "yes", "yes"),
    (change_a_name_of_works, "no", "no", "yes", "yes"),
    (save_and_publish, "no", "no", "yes", "yes"),
    (publish, "no", "no", "yes", "yes"),
    (publish_together_with_what_it_links, "no", "no", "yes", "yes"),
    (send_back, "no", "no", "yes", "yes"),
    (read_a_date, "yes", "yes", "yes", "yes"),
    (withdraw, "no", "no", "yes", "yes"),
    (note_that_one_has_looked, "no", "no", "yes", "yes"),
    (give_a_former_address, "no", "no", "yes", "yes"),
    (look_at_what_was_done_to_several, "no", "yes", "yes", "yes"),
    (merge_duplicates, "no", "no", "yes", "yes"),
    (undo_a_merge, "no", "no", "yes", "yes"),
    (undo_an_import, "no", "no", "yes", "yes"),
    (bring_a_file_in, "no", "no", "yes", "yes"),
    (export_entries, "no", "yes", "yes", "yes"),
    (export_a_withheld_name, "no", "no", "no", "no"),
    (see_a_withheld_name, "no", "no", "no", "yes"),
    (withhold_somebody, "no", "no", "no", "yes"),
    (show_somebody_again, "no", "no", "no", "yes"),
    (manage_accounts, "no", "no", "no", "yes"),
    (make_oneself_a_superuser, "no", "no", "no", "no"),
    (change_a_superuser, "no", "no", "no", "no"),
]
CELLS = [
    pytest.param(action, role, cell == "yes", id=f"{action.__name__}-{role or 'guest'}")
    for action, *cells in TABLE
    for role, cell in zip(ROLES, cells, strict=True)
]


@pytest.mark.parametrize(("action", "role", "may"), CELLS)
def test_a_role_may_do_what_the_table_says(client, action, role, may):
    user = person(role)
    client.force_login(user)
    assert action(client, user) is may


def test_the_table_has_every_step(client):
    from curation.review_admin import STEPS

    assert {name.replace("-", "_") for name in STEPS} <= {
        "review" if action.__name__ == "send_to_review" else action.__name__ for action, *_ in TABLE
    } | {"discard"}
