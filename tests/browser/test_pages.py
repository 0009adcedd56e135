"""The pages with their real content, as people meet them: sizes, light and dark, no JavaScript.

One server of its own, on a database of its own, serves the fixtures to all tests of this file.
"""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

from tests.browser.overlaps import OVERLAPS
from tests.plain_django import free_port
from tests.plugins.browser import overflow, watched_page

KINDS = [
    "/",
    "/about/",
    "/data/",
    "/tracks/",
    "/tracks/nongovernment-professional/",
    "/connections/",
    "/connections/?show=handovers&kind=dialogue",
    "/connections/government/nongovernment-professional/",
    "/connections/business/funding/",
    "/connections/government/private-citizen/initiatives/",
    "/frameworks/",
    "/frameworks/nine-tracks-1991/",
    "/frameworks/crosswalk/",
    "/frameworks/crosswalk/?frameworks=five-tracks-1991,no-such-list",
    "/frameworks/loom/",
    "/frameworks/loom/?frameworks=two-tracks-1981,five-tracks-1991,nine-tracks-1991,"
    "nine-tracks-portsmouth,nine-tracks-2018,one-and-a-half",
    "/frameworks/loom/threads/?framework=nine-tracks-portsmouth&place=ambiguous:track-four",
    "/concepts/",
    "/principles/",
    "/guidelines/",
    "/actors/",
    "/actors/joseph-montville/",
    "/initiatives/",
    "/initiatives/oslo-channel/",
    "/initiatives/dartmouth-conference/",
    "/conflicts/",
    "/conflicts/israeli-palestinian-conflict/",
    "/conflicts/northern-ireland-conflict/",
    "/conflicts/cold-war/",
    "/codebook/",
    "/sources/",
    "/sources/abu-hammad-2021/",
    "/disagreements/",
    "/disagreements/who-coined-multi-track-diplomacy/",
    "/disagreements/what-track-two-covers/",
    "/compare/",
    "/compare/?a=track:business&b=track:funding",
    "/compare/?a=framework:five-tracks-1991&b=framework:nine-tracks-portsmouth",
    "/compare/?a=actor:norway&b=actor:jimmy-carter",
    "/compare/?a=initiative:oslo-channel&b=initiative:dartmouth-conference",
    "/compare/?a=conflict:israeli-palestinian-conflict&b=conflict:cyprus-dispute",
    "/cite/work:mcdonald-2003/",
    "/cite/initiative:oslo-channel/?part=accords",
    "/connections/paths/",
    "/connections/paths/?from=actor:norway&to=actor:jimmy-carter",
    "/connections/paths/?from=norw",
    "/connections/neighbours/?actor=norway",
    "/connections/bridging/",
    "/connections/bridging/?conflict=israeli-palestinian-conflict",
    "/search/?q=montville",
    "/search/?q=xyzzy",
    "/initiatives/?year_from=abc&kind=dialogue",
    "/initiatives/?framework=nine-tracks-1991",
    "/initiatives/?framework=nine-tracks-portsmouth",
]
"""One page of each kind."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, chromium) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "DJANGO_SECRET_KEY": "only-for-this-test",
        "DJANGO_SETTINGS_MODULE": "mtd_site.settings",
    }
    address = f"127.0.0.1:{free_port()}"
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    subprocess.run([*manage, "quickstart", "--no-serve"], env=environment, check=True)
    server = subprocess.Popen(
        [*manage, "runserver", "--noreload", address],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://{address}/healthz", timeout=5)
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def open_page(chromium, site, troubles):
    def open_page(**options):
        return watched_page(chromium, site, troubles, **options)

    return open_page


def test_no_page_scrolls_sideways_and_no_label_stands_over_another(open_page):
    wrong = []
    with open_page() as page:
        for path in KINDS:
            assert page.goto(path).status == 200, path
            for width, scheme in product([320, 768, 1280], ["light", "dark"]):
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)
                look = f"{path} at {width} px, {scheme}"
                if overflow(page) > 0:
                    wrong.append(f"{look}, scrolls sideways")
                wrong += [f"{look}: {found}" for found in page.evaluate(OVERLAPS)]
    assert wrong == []


@pytest.mark.parametrize("frameworks", [4, 6])
@pytest.mark.parametrize(
    ("width", "name"), [(320, "narrow"), (735, "narrow"), (768, "medium"), (1280, "wide")]
)
def test_the_loom_has_a_drawing_for_each_width_with_letters_that_can_be_read(
    open_page, width, name, frameworks
):
    with open_page(viewport={"width": width, "height": 800}) as page:
        page.goto([path for path in KINDS if "/loom/" in path][frameworks == 6])
        assert page.evaluate(OVERLAPS) == []
        drawings = page.locator("svg.loom__drawing")
        shown = [it for it in drawings.all() if it.is_visible()]
        assert [name in it.get_attribute("class") for it in shown] == [True]
        heights = (
            shown[0]
            .locator("text")
            .evaluate_all("texts => texts.map((text) => text.getBoundingClientRect().height)")
        )
    assert min(heights) >= 14
    assert max(heights) <= 26


@pytest.mark.parametrize(("width", "scheme"), [(375, "light"), (1280, "dark")])
def test_axe_finds_nothing_against_wcag_on_any_kind_of_page(
    open_page, axe_violations, width, scheme
):
    wrong = []
    with open_page(viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        for path in KINDS:
            page.goto(path)
            wrong += [f"{path}: {violation}" for violation in axe_violations(page)]
    assert wrong == []


def test_the_lanes_of_oslo_show_its_handovers_and_those_of_camp_david_only_track_one(open_page):
    with open_page() as page:
        page.goto("/initiatives/oslo-channel/")
        arrows = page.locator(".lanes__wide g:has(.lanes__arrow) > title")
        assert "Transfer 2 → 1, 1993" in arrows.all_text_contents()
        page.goto("/initiatives/camp-david-1978/")
        names = page.locator(".lanes__wide g .lanes__label").all_text_contents()
        assert names == ["1 Government"]
        assert page.locator(".lanes__wide .lanes__arrow").count() == 0


def test_an_unknown_address_offers_search(open_page, troubles):
    with open_page() as page:
        assert page.goto("/actors/nobody/").status == 404
        troubles.clear()  # the browser calls the 404 itself an error
        page.get_by_label("Words to search for").fill("Montville")
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Joseph Montville", exact=True).wait_for()


def test_a_bad_filter_value_is_explained_and_kept(open_page):
    with open_page() as page:
        page.goto("/initiatives/?year_from=abc")
        assert page.get_by_text("Give a year in figures").is_visible()
        assert page.get_by_label("From year").input_value() == "abc"
        assert page.get_by_role("link", name="Dartmouth Conference", exact=True).is_visible()


def test_sources_stand_beside_a_statement_on_a_wide_screen(open_page):
    with open_page() as page:
        page.goto("/initiatives/oslo-channel/")
        said = page.locator(".statement .said").first.bounding_box()
        notes = page.locator(".statement .notes").first.bounding_box()
    assert notes["x"] >= said["x"] + said["width"]


def test_sources_are_folded_under_a_statement_on_a_phone(open_page):
    with open_page(viewport={"width": 375, "height": 800}) as page:
        page.goto("/initiatives/oslo-channel/")
        notes = page.locator("details.notes").first
        assert notes.get_attribute("open") is None
        notes.locator("summary").click()
        assert notes.get_by_text("Abu Hammad (2021)").is_visible()


def test_a_number_after_a_statement_opens_its_note_on_a_phone(open_page):
    with open_page(viewport={"width": 375, "height": 800}) as page:
        page.goto("/initiatives/oslo-channel/")
        page.get_by_label("Note 1").first.click()
        page.locator("#note-1").wait_for()


def test_the_sign_that_leads_to_a_citation_is_seen_by_mouse_and_keyboard_not_in_print(open_page):
    shown = "sign => [getComputedStyle(sign).opacity, getComputedStyle(sign).display]"
    with open_page() as page:
        page.goto("/initiatives/oslo-channel/")
        said = page.locator("#accords .said")
        sign = said.locator(".marks__cite")
        before = sign.evaluate(shown)
        said.hover()
        hovered = sign.evaluate(shown)
        page.mouse.move(0, 0)
        sign.focus()
        focused = sign.evaluate(shown)
        page.emulate_media(media="print")
        assert (before[0], hovered[0], focused[0]) == ("0", "1", "1")
        assert sign.evaluate(shown)[1] == "none"


def test_the_sign_that_leads_to_a_citation_is_always_seen_where_nothing_hovers(open_page):
    with open_page(has_touch=True, is_mobile=True, viewport={"width": 375, "height": 800}) as page:
        page.goto("/initiatives/oslo-channel/")
        sign = page.locator("#accords .said .marks__cite")
        assert sign.evaluate("sign => getComputedStyle(sign).opacity") == "1"
        sign.tap()
        page.get_by_role("heading", level=1, name="Cite this statement", exact=True).wait_for()


@pytest.mark.parametrize("width", [375, 1280])
def test_everything_can_be_read_without_javascript(open_page, width):
    with open_page(java_script_enabled=False, viewport={"width": width, "height": 800}) as page:
        page.goto("/initiatives/oslo-channel/")
        assert page.locator("#note-1").is_visible()
        page.goto("/tracks/")
        page.get_by_role("link", name="Track 7: Religion").click()
        page.get_by_role("heading", level=1, name="Religion", exact=True).wait_for()


def test_the_keyboard_reaches_content_and_search(open_page):
    with open_page() as page:
        page.goto("/actors/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "site-search"


def test_the_doors_of_the_circle_lead_to_their_tracks(open_page):
    with open_page() as page:
        page.goto("/")
        page.get_by_role("link", name="Track 1.5: ").click()
        page.wait_for_url("**/tracks/track-one-and-a-half/")


def test_the_documentation_of_the_api_works_offline_under_the_security_policy(open_page):
    with open_page() as page:
        page.goto("/api/v1/docs/")
        page.get_by_text("/api/v1/initiatives/{slug}/").wait_for()


def test_a_page_on_paper_leaves_out_what_only_works_on_a_screen(open_page):
    with open_page() as page:
        page.goto("/initiatives/")
        page.emulate_media(media="print")
        assert not page.locator("form.filters").is_visible()
        assert page.get_by_role("link", name="Dartmouth Conference", exact=True).is_visible()
