"""A curator at the desk, in a browser: no form is sent by hand here."""

import re

import pytest

from curation.windows import ROOM
from initiatives.models import Initiative
from tests import factories
from tests.admin_forms import address
from tests.browser.desk import log_in
from tests.plugins.browser import overflow
from tests.steps import newest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(page, admin_user):
    log_in(page)
    return page


def choose(window, field, term):
    """Type into an autocomplete and take what it offers."""
    window.locator(f"#{field} ~ .select2-container").click()
    window.locator(".select2-container--open .select2-search__field").fill(term)
    window.locator(".select2-results__option--highlighted", has_text=term).click()


def test_a_curator_enters_an_initiative_with_a_new_passage_and_a_new_actor(desk):
    factories.make_work(title="The Oslo channel remembered")
    factories.make_actor(name="Israel", slug="israel")
    factories.make_track(name="Government", slug="government")
    desk.goto(address(Initiative, "add"))
    desk.get_by_label("Name:").first.fill("The Oslo channel")
    desk.select_option("#id_kind", "negotiation")
    desk.fill("#id_dates", "1993-01/1993-09")
    assert desk.input_value("#id_slug") == "the-oslo-channel"

    with desk.expect_popup() as opened:
        desk.click("#add_id_citations")
    window = opened.value
    choose(window, "id_work", "Oslo")
    window.fill("#id_locator", "p. 12")
    window.click("[name=_save]")
    chosen = desk.locator("#id_citations ~ .select2-container .select2-selection__choice")
    chosen.get_by_text("The Oslo channel remembered, p. 12").wait_for()

    desk.get_by_text("Add another Participation").click()
    choose(desk, "id_participations-0-actor", "Israel")
    desk.select_option("#id_participations-0-role", "party")
    desk.select_option("#id_participations-0-track", label="Government")
    choose(desk, "id_participations-0-citations", "p. 12")
    desk.get_by_text("Add another Participation").click()
    with desk.expect_popup() as opened:
        desk.click("#add_id_participations-1-actor")
    window = opened.value
    window.fill("#id_name", "Fafo")
    window.select_option("#id_kind", "think-tank")
    window.click("[name=_save]")
    desk.locator("#select2-id_participations-1-actor-container", has_text="Fafo").wait_for()
    desk.select_option("#id_participations-1-role", "host")
    desk.select_option("#id_participations-1-track", label="Government")
    desk.click("[name=_save]")
    desk.get_by_text(re.compile("was added successfully")).wait_for()

    initiative = Initiative.objects.get(slug="the-oslo-channel")
    rows = list(initiative.participations.order_by("position"))
    assert [row.key for row in rows] == ["israel-party", "fafo-host"]
    assert str(rows[0].citations.get()) == "The Oslo channel remembered, p. 12"


def test_saved_rows_are_folded_until_they_are_wanted(desk):
    participation = factories.make_participation()
    desk.goto(address(participation.initiative))
    role = desk.locator("#id_participations-0-role")
    toggle = desk.locator("#participations-0 .row-toggle")
    assert not role.is_visible()
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.press("Enter")
    assert role.is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"


def test_a_row_with_an_error_is_open(desk):
    participation = factories.make_participation(dates="1993")
    desk.goto(address(participation.initiative))
    desk.locator("#participations-0 .row-toggle").click()
    desk.fill("#id_participations-0-dates", "1993/1990")
    desk.click("[name=_save]")
    desk.get_by_text(
        "“1993/1990” ends before it starts.", exact=True
    ).wait_for()  # until it is visible


@pytest.mark.parametrize("width", [375, 1280])
def test_the_long_form_does_not_scroll_sideways(desk, width):
    initiative = factories.make_participation(citations=[factories.make_citation()]).initiative
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(address(initiative))
    for toggle in desk.locator(".row-toggle").all():
        toggle.click()
    assert overflow(desk) <= 0


def test_a_long_list_is_turned_to_its_second_page_and_edited_there(desk, axe_violations):
    initiative = factories.make_initiative(basis="general-knowledge")
    track = factories.make_track()
    for number in range(ROOM + 5):
        said = {"initiative": initiative, "track": track, "basis": "general-knowledge"}
        factories.make_participation(key=f"row-{number}", position=number, **said)
    desk.goto(address(initiative))
    pages = desk.get_by_role("navigation", name="Pages of participations")
    assert pages.locator("[aria-current]").inner_text() == f"1–{ROOM}"
    for scheme, width in (("light", 1280), ("dark", 375)):
        desk.emulate_media(color_scheme=scheme)
        desk.set_viewport_size({"width": width, "height": 900})
        assert axe_violations(desk) == []
    pages.get_by_role("link", name=f"{ROOM + 1}–{ROOM + 5}").click()
    desk.locator("#participations-4 .row-toggle").click()
    desk.fill("#id_participations-4-statement", "They met.")
    desk.fill("#id_reason", "Looked it up")
    desk.click("[name=_continue]")
    desk.get_by_text("Saved as a draft.").wait_for()
    assert pages.locator("[aria-current]").inner_text() == f"{ROOM + 1}–{ROOM + 5}"
    rows = newest(("initiative", initiative.slug)).document["participations"]
    assert [row["key"] for row in rows if row.get("statement")] == [f"row-{ROOM + 4}"]
    assert len(rows) == ROOM + 5
