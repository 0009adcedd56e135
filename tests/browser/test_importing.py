"""Somebody brings a file in, and exports entries, in a browser."""

import json

import pytest
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.models import KeptFile
from curation.revisions import Who
from tests import factories as make
from tests.browser.desk import log_in
from tests.plugins.browser import overflow
from tests.roles import REVIEWER, person

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = "entry,slug,list,name,kind\nactor,norway,,Norway,state\nactor,norway,aliases,Norge,\n"
TWO_LOOKS = [(1280, "light"), (375, "dark")]


@pytest.fixture
def desk(page):
    user = person(REVIEWER, "rita")
    user.set_password("password")
    user.save()
    document = {"entry": "actor", "slug": "oslo", "kind": "other", "name": "Christiania"}
    revisions.begin(document, Who(user, "Begun"))
    log_in(page, "rita")
    return page


def choose(desk, content, name="cases.csv"):
    desk.goto("/admin/")
    desk.get_by_role("link", name="Import and export").click()
    file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    desk.get_by_label("CSV or JSON file").set_input_files(file)
    desk.get_by_role("button", name="See what it would do").click()


def test_a_file_is_uploaded_looked_at_and_brought_in(desk):
    choose(desk, SHEET)
    desk.get_by_role("heading", name="What it would do").wait_for()
    desk.get_by_text("1 new, 0 changed").wait_for()
    desk.locator("summary", has_text="Norway").click()
    desk.get_by_text("Alias norge").wait_for()
    assert not Actor.objects.filter(slug="norway").exists()
    desk.get_by_label("What this is, and why").fill("From the archive")
    desk.get_by_role("button", name="Bring it in").click()
    desk.get_by_role("heading", name="It is brought in").wait_for()
    assert Actor.objects.get(slug="norway").status == "draft"
    desk.locator("summary", has_text="Norway").click()
    desk.get_by_role("link", name="Review Norway").click()
    desk.get_by_text("From the archive").first.wait_for()


def test_going_back_and_pressing_again_brings_nothing_in_twice(desk):
    choose(desk, SHEET)
    desk.get_by_label("What this is, and why").fill("From the archive")
    desk.get_by_role("button", name="Bring it in").click()
    desk.get_by_role("heading", name="It is brought in").wait_for()
    desk.go_back()
    desk.get_by_text("This file was brought in already.").wait_for()
    assert Actor.objects.filter(slug="norway").count() == 1


def test_the_steps_are_said_while_the_work_is_done(desk):
    choose(desk, SHEET)
    desk.get_by_role("heading", name="What it would do").wait_for()
    desk.wait_for_load_state()
    steps = desk.locator(".steps-done li").all_text_contents()
    assert steps[0].startswith("Reading the file")
    assert steps[-1].startswith("Finishing")


def test_what_is_wrong_is_said_with_its_line_and_column(desk):
    choose(desk, SHEET.replace("state", "town"))
    desk.get_by_text("line 2, column kind").wait_for()
    desk.wait_for_load_state()
    assert desk.get_by_role("button", name="Bring it in").count() == 0


def test_the_chosen_rows_of_a_list_are_exported(desk):
    make.make_actor(slug="norway", name="Norway")
    desk.goto("/admin/actors/actor/")
    desk.get_by_role("row", name="Norway").get_by_role("checkbox").check()
    desk.locator("select[name=action]").select_option("export_json")
    with desk.expect_download() as download:
        desk.locator("button[name=index]").click()
    documents = json.loads(download.value.path().read_text())["documents"]
    assert [document["slug"] for document in documents] == ["norway"]


@pytest.mark.parametrize(("width", "scheme"), TWO_LOOKS)
def test_the_pages_are_accessible_and_do_not_scroll_sideways(desk, axe_violations, width, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 800})

    def look():
        assert overflow(desk) <= 0
        assert axe_violations(desk) == []

    choose(desk, SHEET.replace("state", "town"))
    desk.get_by_text("line 2, column kind").wait_for()
    look()
    changed = "actor,oslo,,Oslo,other\n"
    choose(desk, SHEET + changed)
    desk.get_by_text("This changes the draft of rita").wait_for()
    look()
    assert KeptFile.objects.count() == 2
    desk.goto(reverse("admin:curation_import"))
    look()
    desk.go_back()
    desk.get_by_label("What this is, and why").fill("From the archive")
    desk.get_by_role("button", name="Bring it in").click()
    desk.get_by_role("heading", name="It is brought in").wait_for()
    look()
    desk.goto(reverse("admin:curation_export"))
    look()
