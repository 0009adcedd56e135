"""A person is withheld and shown again in a browser, without JavaScript, in light and dark."""

import pytest
from django.urls import reverse

from tests import factories
from tests.browser.desk import log_in
from tests.plugins.browser import overflow, watched_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ann(settings, tmp_path):
    settings.BASE_DIR = tmp_path  # the program's own texts are not the matter here
    human = {"kind": "person", "publicity": "named-by-press"}
    return factories.make_actor(
        name="Zora Quist", sort_name="Quist, Zora", slug="zora-quist", **human
    )


def at_the_desk(page, actor):
    log_in(page)
    page.goto(reverse("admin:actors_actor_withholding", args=[actor.slug]))
    return page


def look(page):
    page.get_by_role("button", name="Look where the name stands").press("Enter")
    page.wait_for_url(lambda url: url.endswith("?look=1"))


def test_a_person_is_withheld_once_the_texts_are_clear_and_shown_again(
    chromium, live_server, troubles, admin_user, ann
):
    talks = factories.make_initiative(name="The talks", summary="Led by Zora Quist.")
    factories.make_outcome(initiative=talks, statement="Quist signed.", key="signed")
    options = {"viewport": {"width": 375, "height": 800}, "java_script_enabled": False}
    with watched_page(chromium, live_server.url, troubles, **options) as page:
        look(at_the_desk(page, ann))
        assert page.get_by_role("button", name="Withhold").count() == 0
        page.get_by_role("link", name="Initiative “The talks”").first.click()
        page.get_by_role("heading", name="The talks").wait_for()
        type(talks).objects.update(summary="Led by somebody.")
        page.goto(reverse("admin:actors_actor_withholding", args=[ann.slug]))
        look(page)
        page.get_by_label("I looked at each text").check()
        page.get_by_label("Why (for the history").fill("Asked us to")
        page.get_by_role("button", name="Withhold").press("Enter")
        page.get_by_text("Withheld. From now on").wait_for()
        ann.refresh_from_db()
        assert ann.is_withheld

        page.get_by_role("link", name="Show again").click()
        page.get_by_label("Why (for the history").fill("No risk any more")
        page.get_by_role("button", name="Show again").press("Enter")
        page.get_by_text("Shown again, with everything").wait_for()
        ann.refresh_from_db()
        assert not ann.is_withheld


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_does_not_scroll_sideways(
    page, admin_user, axe_violations, ann, scheme, width
):
    factories.make_initiative(name="The talks", summary="Led by Zora Quist. " + "long " * 60)
    factories.make_outcome(statement="Quist signed.", key="signed")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    at_the_desk(page, ann)
    for state in ("not looked for", "looked for", "withheld"):
        if state == "looked for":
            look(page)
        elif state == "withheld":
            type(ann).objects.update(visibility=state)
            page.reload()
        assert overflow(page) <= 0
        assert axe_violations(page) == []
