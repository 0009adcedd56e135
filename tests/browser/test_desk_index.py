"""A reviewer at the index of the desk, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from curation import revisions
from curation.revisions import Who
from initiatives.models import Initiative
from tests import factories
from tests.browser.desk import log_in
from tests.plugins.browser import overflow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, admin_user):
    actor = factories.make_actor(name="Norway", slug="norway", basis="general-knowledge")
    document = revisions.working_document(actor) | {"summary": "A state."}
    revisions.change(("actor", "norway"), 1, document, Who(admin_user, "Shorter"), "in-review")
    factories.make_initiative(name="Oslo channel", slug="oslo")
    Initiative.objects.update(looked_at=timezone.now() - timedelta(days=400))
    track = factories.make_track(slug="government")
    document = {
        "entry": "initiative",
        "slug": "talks",
        "name": "Talks",
        "kind": "dialogue",
        "collection": "curated",
        "participations": [
            {"key": f"row-{role}", "actor": "norway", "role": role, "track": track.slug}
            for role in ("funder", "host")
        ],
    }
    revisions.begin(document, Who(admin_user))
    log_in(page)
    return page


def test_a_reviewer_goes_from_the_index_to_what_waits(desk):
    desk.get_by_role("region", name="Waiting for review").get_by_role("link", name="Norway").click()
    desk.get_by_role("button", name="Publish").wait_for()


def test_a_reviewer_notes_that_nothing_is_to_change(desk):
    desk.get_by_role("link", name="All: not looked at for a year").click()
    desk.get_by_role("button", name="“Oslo channel”").click()
    desk.get_by_text("All that is public was looked at within a year.").wait_for()


def test_a_statement_without_basis_leads_to_its_open_row(desk):
    desk.get_by_role("region", name="Without basis").get_by_role("link", name="Talks").click()
    desk.get_by_role("link", name="Edit statement 3").click()
    desk.locator("#participations-0.is-folded").wait_for()
    assert desk.locator("#id_participations-1-role").is_visible()
    assert not desk.locator("#id_participations-0-role").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_index_and_queues_are_accessible_and_do_not_scroll_sideways(
    desk, axe_violations, scheme, width
):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 800})
    queue = "/admin/curation/revision/queue"
    for where in (
        "/admin/",
        f"{queue}/waiting-for-review/",
        f"{queue}/not-looked-at/",
        "/admin/curation/revision/initiative/talks/without-basis/",
    ):
        desk.goto(where)
        assert overflow(desk) <= 0, where
        assert axe_violations(desk) == [], where
