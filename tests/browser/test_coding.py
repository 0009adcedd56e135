"""A case is coded a second time in a browser: on a phone, without JavaScript, in light and dark."""

import pytest
from django.urls import reverse

from initiatives.models import Coding
from tests import factories
from tests.browser.desk import log_in
from tests.coded import coded, make_case
from tests.plugins.browser import overflow, watched_page

pytestmark = pytest.mark.django_db(transaction=True)

LIST = reverse("admin:initiatives_coding_changelist")


def at_the_desk(page):
    log_in(page)
    page.goto(LIST)
    return page


@pytest.mark.parametrize("is_phone", [True, False], ids=["phone", "desk"])
def test_a_case_is_drawn_coded_by_keyboard_and_compared_without_javascript(
    chromium, live_server, troubles, admin_user, is_phone
):
    make_case("oslo")
    size = {"width": 375 if is_phone else 1280, "height": 800}
    options = {"viewport": size, "java_script_enabled": False}
    with watched_page(chromium, live_server.url, troubles, **options) as page:
        at_the_desk(page)
        page.get_by_role("button", name="Code a case (casebook)").press("Enter")
        page.get_by_label("Main track:").select_option("professional")
        tracks = page.get_by_role("group", name="Professional")
        tracks.get_by_label("Channel").press("Space")
        body = page.get_by_role("group", name="The body of oslo")
        body.get_by_label("Role 1:").select_option("facilitator")
        body.get_by_label("Track 1:").select_option("professional")
        page.get_by_role("button", name="Submit for good").press("Enter")
        state = page.get_by_role("group", name="The state of oslo")
        state.get_by_text("Choose a role").first.wait_for()
        state.get_by_label("The works do not tell").press("Space")
        page.get_by_role("button", name="Submit for good").press("Enter")
        page.get_by_role("heading", name="Compared: Case oslo").wait_for()

    coding = Coding.objects.get()
    assert coding.is_submitted
    assert coding.answers["functions"] == {"professional": ["channel"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_the_pages_of_coding_are_accessible_and_do_not_scroll_sideways(
    page, admin_user, axe_violations, scheme, width
):
    work = factories.make_work(title="Remembered", url=f"https://example.org/{'long' * 30}")
    case = make_case("oslo")
    case.citations.add(factories.make_citation(work=work))
    done = coded(make_case("aceh"), coder=admin_user.pk, note="A doubt", main_track="government")
    open_one = Coding.objects.create(case="oslo", collection="casebook", coder=admin_user.pk)
    coded(case, coder=999)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    at_the_desk(page)

    def check():
        assert axe_violations(page) == []
        assert overflow(page) <= 0

    check()
    page.goto(reverse("admin:initiatives_coding_code", args=[open_one.pk]))
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_role("button", name="Submit for good").click()
    page.get_by_text("Choose a").first.wait_for()
    check()
    page.goto(reverse("admin:initiatives_coding_compare", args=[done.pk]))
    check()
    page.goto("/codebook/#agreement")
    check()
