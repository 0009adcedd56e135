"""/api/v1/docs/ in a browser: Swagger UI under the site's security policy, without another host.

The page fails its test on any error in the console, which a blocked script or style is, and on any
request to another host.
"""

import pytest

from tests.factories import make_initiative
from tests.plugins.browser import overflow, watched_page
from tests.schema import written

DOCS = "/api/v1/docs/"
LOOKS = [(1280, "light"), (1280, "dark"), (375, "light"), (375, "dark")]
OF_SWAGGER_UI = {
    "nested-interactive": "the heading of an operation is a button that holds a link",
    "target-size": "its links lie close to other controls",
}
"""What axe finds in what Swagger UI itself builds, and why we cannot mend it."""


def opened(page, operation="initiatives_list"):
    """The block of an operation, unfolded."""
    page.goto(DOCS)
    block = page.locator(f"[id^=operations-][id$=-{operation}]")
    block.locator(".opblock-summary-control").click()
    block.locator(".parameters-container").wait_for()
    return block


def test_every_operation_stands_under_its_heading(page):
    page.goto(DOCS)
    page.get_by_text("/api/v1/initiatives/{slug}/").wait_for()
    headings = page.locator("h3.opblock-tag").evaluate_all("them => them.map(it => it.dataset.tag)")

    described = written()
    assert headings == [tag["name"] for tag in described["tags"]]
    assert page.locator(".opblock").count() == len(described["paths"])


def test_an_operation_can_be_tried_and_answers_from_the_base(page):
    make_initiative(name="Talks in the barn")
    block = opened(page)
    block.get_by_role("button", name="Try it out").click()
    block.get_by_role("button", name="Execute").click()
    answer = block.locator(".live-responses-table")
    answer.wait_for()

    assert answer.locator("tbody .response-col_status").first.inner_text().strip() == "200"
    assert "Talks in the barn" in answer.inner_text()


def test_an_operation_shows_an_answer_before_it_is_tried(page):
    shown = opened(page).locator(".responses-wrapper .example").first
    shown.wait_for()

    assert '"results"' in shown.inner_text()


def test_what_an_operation_needs_is_filled_in_and_nothing_else(page):
    block = opened(page, "initiatives_retrieve")
    block.get_by_role("button", name="Try it out").click()

    assert block.get_by_placeholder("slug").input_value() == "oslo-channel"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_page_fits_and_can_be_read(
    chromium, live_server, troubles, axe_violations, width, scheme
):
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with watched_page(chromium, live_server.url, troubles, **options) as page:
        page.goto(DOCS)
        page.get_by_text("/api/v1/initiatives/{slug}/").wait_for()
        background = page.evaluate("getComputedStyle(document.body).backgroundColor")
        beside = overflow(page)
        found = {violation.partition(":")[0] for violation in axe_violations(page)}

    assert background == ("rgb(21, 24, 28)" if scheme == "dark" else "rgb(251, 250, 247)")
    assert beside <= 0
    assert found <= {*OF_SWAGGER_UI}
