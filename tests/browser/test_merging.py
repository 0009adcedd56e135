"""A curator merges two entries in a browser, follows the old address, and takes it back."""

import pytest

from actors.models import Actor
from curation.duplicates import refresh
from tests import factories
from tests.browser.desk import log_in
from tests.plugins.browser import overflow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, admin_user):
    kept = factories.make_actor(slug="fafo", name="Fafo Institute", summary="An institute.")
    gone = factories.make_actor(slug="fafo-oslo", name="FAFO institute", summary="In Oslo.")
    row = factories.make_participation(actor=gone)
    factories.make_participation(
        initiative=row.initiative, actor=kept, track=row.track, capacity="official"
    )
    factories.make_alias(actor=gone, name="Institute for Applied Social Science")
    refresh()
    log_in(page)
    page.goto("/admin/curation/differentpair/likely/")
    return page


def open_the_merge(desk):
    desk.get_by_text("Compare “").click()
    desk.get_by_role("link", name="Merge, and keep “Fafo Institute” (fafo)").click()
    desk.get_by_role("heading", name="What is not carried over").wait_for()


def test_a_curator_merges_two_and_takes_it_back(desk):
    open_the_merge(desk)
    desk.locator("del", has_text="In Oslo.").wait_for()
    desk.get_by_label("Why (for the history)").fill("One institute")
    desk.get_by_role("button", name="Merge: keep “Fafo Institute”").click()
    desk.get_by_text("is now part of “Fafo Institute”").wait_for()
    batch = desk.url

    desk.goto("/actors/fafo-oslo/?collection=curated")
    assert desk.url.endswith("/actors/fafo/?collection=curated")
    desk.get_by_text("Institute for Applied Social Science").first.wait_for()

    desk.goto(batch)
    desk.get_by_label("Why (for the history)").fill("Two after all")
    desk.get_by_role("button", name="Undo this merge").click()
    desk.get_by_text("It is undone.").wait_for()
    desk.goto("/actors/fafo-oslo/")
    assert desk.url.endswith("/actors/fafo-oslo/")
    assert set(Actor.objects.values_list("slug", flat=True)) == {"fafo", "fafo-oslo"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_are_accessible_and_do_not_scroll_sideways(desk, axe_violations, scheme, width):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 800})

    def is_sound():
        assert overflow(desk) <= 0
        assert axe_violations(desk) == []

    open_the_merge(desk)
    is_sound()
    desk.get_by_label("Why (for the history)").fill("One institute")
    desk.get_by_role("button", name="Merge: keep “Fafo Institute”").click()
    desk.get_by_role("button", name="Undo this merge").wait_for()
    is_sound()
    desk.goto("/admin/curation/batch/")
    is_sound()
