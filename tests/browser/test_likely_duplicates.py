"""A curator goes through what may be the same, in a browser."""

import pytest

from curation.duplicates import refresh
from curation.models import DifferentPair
from tests import factories
from tests.browser.desk import log_in
from tests.plugins.browser import overflow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, admin_user):
    first = factories.make_actor(kind="person", slug="abdi", name="Mohamed Abdi", country="SO")
    factories.make_actor(kind="person", slug="abdi-2", name="Muhammad Abdi")
    factories.make_alias(actor=first, name="The mediator of Mogadishu")
    refresh()
    log_in(page)
    page.goto("/admin/curation/differentpair/likely/")
    return page


def test_a_curator_compares_two_and_says_that_they_are_not_the_same(desk):
    desk.get_by_text("Compare “Mohamed Abdi”").click()
    desk.get_by_label("Reason").fill("Two ministers.")
    desk.get_by_role("button", name="These are not the same").click()
    desk.get_by_text("No pair has names or identifiers that are alike.").wait_for()
    assert DifferentPair.objects.get().why == "Two ministers."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_both_pages_are_accessible_and_do_not_scroll_sideways(desk, axe_violations, scheme, width):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 800})
    assert overflow(desk) <= 0
    assert axe_violations(desk) == []
    desk.get_by_text("Compare “Mohamed Abdi”").click()
    desk.get_by_role("button", name="These are not the same").wait_for()
    assert overflow(desk) <= 0
    assert axe_violations(desk) == []
