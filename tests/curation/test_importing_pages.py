"""The pages on which a file is uploaded, looked at and brought in."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from curation import importing_admin, revisions
from curation.documents import stored_document
from curation.models import Batch, KeptFile, Revision
from curation.revisions import Who
from tests import factories as make
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db

START = reverse("admin:curation_import")
CSV = "entry,slug,name,kind\nactor,norway,Norway,state\n"


@pytest.fixture
def desk(client):
    client.user = person(REVIEWER)
    client.force_login(client.user)
    return client


def send(client, content=CSV, name="cases.csv", **more):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(START, {"file": SimpleUploadedFile(name, data), **more})


def text(answer):
    """The whole page, as it was sent."""
    pieces = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(pieces).decode()


def dry_run(client, content=CSV, **more):
    """The address of the dry run of a file, and what it says."""
    address = send(client, content, **more).url
    return address, text(client.get(address))


def seen(page):
    return page.split('name="seen" value="')[1].split('"')[0]


def bring_in(client, content=CSV, reason="From the archive"):
    address, page = dry_run(client, content)
    return text(client.post(address, {"seen": seen(page), "reason": reason}))


# From the upload to the drafts


def test_a_file_is_looked_at_and_then_brought_in(desk):
    address, page = dry_run(desk)
    assert "<strong>1</strong> new, <strong>0</strong> changed" in page
    assert "Actor <strong>Norway</strong>" in page
    assert not Actor.objects.exists()
    page = text(desk.post(address, {"seen": seen(page), "reason": "From the archive"}))
    assert "It is brought in" in page
    batch = Batch.objects.get()
    assert (batch.author, batch.reason) == (desk.user, "From the archive")
    assert batch.details == {"kept": int(address.split("/")[-2]), "file": "cases.csv"}
    assert Actor.objects.get().status == "draft"
    assert not KeptFile.objects.exists()


def test_the_dry_run_says_what_changes_in_which_part(desk):
    row = make.make_alias(actor=make.make_actor(name="Norge"), key="one", name="Old").actor
    aliases = [{"key": "two", "name": "New"}]
    document = stored_document(row) | {"name": "Norway", "aliases": aliases}
    _, page = dry_run(desk, json.dumps([document]), name="cases.json")
    assert "<dt>Name</dt>" in page
    assert "<del>Norge</del>" in page
    assert "<ins>Norway</ins>" in page
    assert '<span class="what what-new">new</span> Alias two' in page
    assert '<span class="what what-removed">removed</span> Alias one' in page
    assert "It is public: this becomes a draft beside it." in page


def test_the_dry_run_says_whose_draft_it_changes(desk):
    author = person(CONTRIBUTOR, "ada")
    document = {"entry": "actor", "slug": "norway", "kind": "state", "name": "Norge"}
    revisions.begin(document, Who(author, "Begun"))
    _, page = dry_run(desk)
    assert "It changes 1 draft on which somebody works" in page
    assert "This changes the draft of ada" in page


def test_of_many_entries_the_first_fifty_are_shown(desk):
    lines = "".join(f"actor,actor-{n},Actor {n},state\n" for n in range(60))
    _, page = dry_run(desk, f"entry,slug,name,kind\n{lines}")
    assert page.count("<details") == 50
    assert "And 10 more entries." in page


def test_of_many_problems_the_first_fifty_are_shown(desk):
    lines = "".join(f"actor,actor-{n},Actor {n},town\n" for n in range(60))
    _, page = dry_run(desk, f"entry,slug,name,kind\n{lines}")
    assert page.count("is not a valid choice.") == 50
    assert "<strong>line 2, column kind</strong>: actor:actor-0" in page
    assert "And 10 more problems." in page
    assert 'name="reason"' not in page


def test_a_file_that_changes_nothing_cannot_be_brought_in(desk):
    bring_in(desk)
    _, page = dry_run(desk)
    assert "It changes nothing" in page
    assert 'name="reason"' not in page


def test_without_a_reason_nothing_is_brought_in(desk):
    address, page = dry_run(desk)
    answer = desk.post(address, {"seen": seen(page), "reason": " "}, follow=True)
    assert "Nothing was brought in: say in a few words why." in text(answer)
    assert not Actor.objects.exists()


def test_each_step_is_sent_before_the_next_begins(desk):
    address, page = dry_run(desk)
    pieces = desk.post(address, {"seen": seen(page), "reason": "Why"}).streaming_content
    assert b"Step by step" in next(pieces)
    assert b"<li>Reading the file" in next(pieces)
    assert b"<li>Checking the fields of 1 entry" in next(pieces)
    assert not Actor.objects.exists()
    assert b"It is brought in" in b"".join(pieces)


@pytest.mark.django_db(transaction=True)  # the connection is closed with the answer
def test_whoever_goes_away_in_the_middle_leaves_nothing_half_done(desk):
    address, page = dry_run(desk)
    answer = desk.post(address, {"seen": seen(page), "reason": "Why"})
    pieces = answer.streaming_content
    while b"Finishing" not in next(pieces):
        pass
    assert Actor.objects.exists()  # written, and not yet for good
    answer.close()
    assert not Actor.objects.exists()
    assert not Batch.objects.exists()
    assert KeptFile.objects.exists()
    assert "What it would do" in text(desk.get(address))


# Twice, late, and by others


def test_a_file_is_brought_in_once(desk):
    address, page = dry_run(desk)
    sent = {"seen": seen(page), "reason": "Why"}
    text(desk.post(address, sent))
    assert "This file was brought in already." in text(desk.post(address, sent, follow=True))
    assert Batch.objects.count() == Revision.objects.count() == 1


def test_of_two_at_the_same_time_one_brings_it_in(desk):
    address, page = dry_run(desk)
    sent = {"seen": seen(page), "reason": "Why"}
    first, second = desk.post(address, sent), desk.post(address, sent)
    assert "It is brought in" in text(first)
    assert "This file was brought in already" in text(second)
    assert Batch.objects.count() == 1


def test_a_file_is_forgotten_after_a_day(desk):
    address, _ = dry_run(desk)
    KeptFile.objects.update(created=timezone.now() - timedelta(hours=25))
    page = text(desk.get(address, follow=True))
    assert "This file is not here any more: a day has passed." in page
    send(desk)
    assert KeptFile.objects.count() == 1


def test_what_somebody_changed_since_the_dry_run_is_not_overwritten(desk):
    make.make_actor(slug="norway", name="Norge", kind="state")
    address, page = dry_run(desk)
    Actor.objects.update(country="NO")
    page = text(desk.post(address, {"seen": seen(page), "reason": "Why"}))
    assert "Somebody changed an entry of this file since you looked at the dry run." in page
    assert not Batch.objects.exists()
    assert "What it would do" in text(desk.get(address))


def test_a_form_without_what_was_seen_brings_nothing_in(desk):
    address, _ = dry_run(desk)
    assert "Somebody changed" in text(desk.post(address, {"reason": "Why"}))
    assert not Actor.objects.exists()


def test_nobody_else_sees_a_file(desk):
    address, page = dry_run(desk)
    other = Client()
    other.force_login(person(ADMINISTRATOR))
    sent = {"seen": seen(page), "reason": "Why"}
    for answer in (other.get(address, follow=True), other.post(address, sent, follow=True)):
        assert "This file is not here any more" in text(answer)
    assert "cases.csv" not in text(other.get(START))
    assert not Actor.objects.exists()


def test_whoever_may_not_import_is_refused(client):
    client.force_login(person(CONTRIBUTOR))
    assert client.get(START).status_code == 403
    assert send(client).status_code == 403
    template = reverse("admin:curation_import_template", args=["actor"])
    assert client.get(template).status_code == 403
    assert client.get(reverse("admin:curation_import_file", args=[1])).status_code == 403


def test_an_upload_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(person(REVIEWER))
    assert send(client).status_code == 403
    assert not KeptFile.objects.exists()


def test_what_goes_wrong_unforeseen_is_said_and_leaves_everything_as_it_was(desk, monkeypatch):
    address, page = dry_run(desk)

    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr("curation.revisions.duplicates.refresh", fail)
    page = text(desk.post(address, {"seen": seen(page), "reason": "Why"}))
    assert "Something went wrong on our side, and everything is as it was." in page
    assert KeptFile.objects.exists()
    assert not Actor.objects.exists()


# What no file of ours is


def archive(name):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, b"0" * 50_000_000)
    return data.getvalue()


COLUMNS = "entry,slug," + "," * 1_000_000
DEEP = "[" * 100_000
WRONG = {
    "wrong encoding": ("entry,slug,name\nactor,a,Café\n".encode("cp1252"), "this is not UTF-8"),
    "UTF-16": (CSV.encode("utf-16"), "this text is in UTF-16"),
    "NUL bytes": (CSV.replace("Norway", "Nor\0way").encode(), "there is a NUL byte"),
    "columns": (COLUMNS.encode(), "this line is too long for names of columns"),
    "lines": (b"entry,slug\n" * 200_000, "there are more than 100,000 lines"),
    "XLSX": (archive("xl/workbook.xml"), "this is a spreadsheet file (XLSX)"),
    "zip bomb": (archive("sheet.csv"), "this is a ZIP archive"),
    "deep JSON": (DEEP.encode(), "it is nested more than 20 deep"),
    "11 MB": (b"a" * 11_000_000, "10 MB are the most. Divide it into several."),
    "empty": (b"", "the file is empty."),
    "blank": (b" \n", "the file is empty."),
    "text": (b"Dear editors,\n", "there is no column"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(desk, case):
    content, sentence = WRONG[case]
    answer = send(desk, content)
    page = text(desk.get(answer.url)) if answer.status_code == 302 else text(answer)
    assert sentence in page
    assert not Batch.objects.exists()


def test_formulas_in_cells_are_texts(desk):
    bring_in(desk, CSV.replace("Norway", "'=1+1"))
    assert Actor.objects.get().name == "=1+1"


def test_without_a_file_one_is_asked_for(desk):
    assert "Choose a file first." in text(desk.post(START))


def test_what_is_far_too_large_is_read_away_and_never_taken_apart(desk, monkeypatch):
    monkeypatch.setattr(importing_admin, "MAX_BYTES", 1000)
    monkeypatch.setattr(importing_admin, "AROUND", 1000)
    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", None)
    answer = send(desk, b"a" * 3000)
    assert answer.status_code == 413
    assert "10 MB are the most" in text(answer)


def test_the_name_of_a_file_is_only_a_text(desk):
    _, page = dry_run(desk, name="<b>" + "x" * 300 + ".csv")
    assert "<b>xxx" not in page
    assert len(KeptFile.objects.get().name) <= 200


@pytest.mark.parametrize("kind", ["initiative", "actor", "framework"])
def test_there_is_a_template_for_each_kind(desk, kind):
    answer = desk.get(reverse("admin:curation_import_template", args=[kind]))
    assert f"{kind},example-{kind}" in text(answer)


def test_withheld_names_are_shown_to_nobody_without_the_right(desk):
    """An export leaves them out, and the file of somebody else may not bring them to light."""
    hidden = make.make_actor(
        kind="person", slug="somebody", publicity="named-by-press", visibility="withheld",
        name="Canary",
    )  # fmt: skip
    conflict = make.make_conflict(slug="dispute", name="Dispute", parties=[hidden])
    shown = make.make_actor(slug="shown", name="Shown")
    document = {"entry": "conflict", "slug": "dispute", "name": "Other", "kind": conflict.kind}
    _, page = dry_run(desk, json.dumps([document | {"parties": [shown.slug]}]), name="a.json")
    assert "<ins>Other</ins>" in page
    assert "Canary" not in page
    assert "somebody" not in page
