"""A curator enters an initiative from scratch, in a browser, and nothing that is typed is lost."""

import re

import pytest

from actors.models import Actor
from initiatives.models import Initiative
from sources.models import Citation
from tests import factories
from tests.admin_forms import address
from tests.browser.desk import log_in, say_who
from tests.plugins.browser import overflow
from tests.roles import CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db(transaction=True)


def somebody(name, role):
    user = person(role, name)
    user.set_password("password")
    user.save()


@pytest.fixture
def desk(page):
    somebody("ann", CONTRIBUTOR)
    log_in(page, "ann")
    return page


@pytest.fixture
def known():
    for number, (name, slug) in enumerate([("Government", "government"), ("Religion", "religion")]):
        factories.make_track(name=name, slug=slug, number=number + 1)
    factories.make_actor(name="Israel", slug="israel", kind="state", country="IL")
    factories.make_actor(name="Friends of Israel", slug="friends", kind="ngo")
    factories.make_work(title="The channel remembered")


def choose(window, field, term):
    """Type into an autocomplete and take what it offers first."""
    window.locator(f"#{field} ~ .select2-container").click()
    with window.expect_response(lambda answer: f"term={term}" in answer.url):
        window.locator(".select2-container--open .select2-search__field").fill(term)
    window.locator(".select2-results__option--highlighted", has_text=term).click()


def add_row(window, kind):
    window.get_by_text(f"Add another {kind}").click()


def new(window, plus, fields):
    """A new row in a window of its own, which closes when it is saved."""
    with window.expect_popup() as opened:
        window.click(plus)
    popup = opened.value
    fields(popup)
    with popup.expect_event("close"):
        popup.click("[name=_save]")


def begin(desk, name="The Oslo channel"):
    desk.goto(address(Initiative, "add"))
    desk.get_by_label("Name:").first.fill(name)
    desk.select_option("#id_kind", "negotiation")


def test_an_initiative_is_entered_reviewed_and_published_with_its_new_actor(desk, known, page):
    begin(desk)
    desk.fill("#id_dates", "1992-1993")
    desk.get_by_text("Did you mean 1992/1993?").wait_for()
    desk.fill("#id_dates", "1992/1993")
    desk.get_by_text("Read as: 1992 to 1993; counted between 1992 and 1993.").wait_for()

    def passage(popup):
        choose(popup, "id_work", "remembered")
        popup.fill("#id_locator", "p. 12")

    new(desk, "#add_id_citations", passage)
    for number, (track, function) in enumerate([("Government", "channel"), ("Religion", "origin")]):
        add_row(desk, "Involvement")
        assert desk.evaluate("document.activeElement.id") == f"id_involvements-{number}-track"
        desk.select_option(f"#id_involvements-{number}-track", label=track)
        desk.select_option(f"#id_involvements-{number}-function", function)
        desk.locator(f"#involvements-{number} .same-passages").click()

    add_row(desk, "Participation")
    choose(desk, "id_participations-0-actor", "Israel")
    chosen = desk.locator("#select2-id_participations-0-actor-container")
    assert "Israel (state, IL)" in chosen.inner_text()
    add_row(desk, "Participation")

    def actor(popup):
        popup.fill("#id_name", "Fafo")
        popup.select_option("#id_kind", "think-tank")
        popup.select_option("#id_basis", "general-knowledge")

    new(desk, "#add_id_participations-1-actor", actor)
    for number, role in enumerate(["party", "host"]):
        desk.select_option(f"#id_participations-{number}-role", role)
        desk.select_option(f"#id_participations-{number}-track", label="Government")
        desk.locator(f"#participations-{number} .same-passages").click()
    add_row(desk, "Handover")
    desk.select_option("#id_handovers-0-from_track", label="Religion")
    desk.select_option("#id_handovers-0-to_track", label="Government")
    desk.select_option("#id_handovers-0-kind", "transfer")
    desk.locator("#handovers-0 .same-passages").click()
    add_row(desk, "Outcome")
    desk.select_option("#id_outcomes-0-kind", "agreement")
    desk.fill("#id_outcomes-0-statement", "They agreed.\nThen they met again.")
    desk.fill("#id_outcomes-0-date", "1993/1990")
    desk.locator("#outcomes-0 .same-passages").click()

    desk.click("[name=_save]")
    desk.get_by_role("link", name="Outcome 1, date").click()
    desk.wait_for_url("**#id_outcomes-0-date")
    desk.fill("#id_outcomes-0-date", "1993-09-13")

    with desk.expect_popup() as opened:
        desk.click("[name=_preview]")
    preview = opened.value
    preview.get_by_text("Only you see this page").wait_for()
    assert preview.title().startswith("Preview: The Oslo channel")
    preview.wait_for_load_state()
    assert preview.get_by_role("complementary", name="Preview").get_by_text("Fafo").count()
    assert not preview.locator("main").get_by_text("Fafo").count()
    preview.close()
    assert not Initiative.objects.exists()

    desk.fill("#id_reason", "Entered from the memoir")
    desk.click("[name=_review]")
    desk.get_by_text("Saved, and sent to review.").wait_for()

    desk.get_by_role("button", name="Log out").click()
    desk.get_by_text("Logged out").first.wait_for()
    somebody("rev", REVIEWER)
    log_in(desk, "rev")
    desk.goto("/admin/curation/revision/initiative/the-oslo-channel/review/")
    assert desk.get_by_text("Participation fafo-host").count()
    desk.get_by_label("Why (for the history)").fill("Read the memoir")
    desk.get_by_role("button", name="Publish together with 1 draft").click()
    desk.get_by_text("Published, together with 1").wait_for()
    desk.get_by_role("link", name="The public page").click()
    desk.locator("main").get_by_text("Fafo").first.wait_for()
    outcome = Initiative.objects.public().get().outcomes.public().get()
    assert outcome.citations.public().get() == Citation.objects.get()


def test_what_was_typed_is_there_again_after_the_login(desk, known):
    begin(desk)
    desk.fill("#id_summary", "It began on a farm.")
    add_row(desk, "Venue")
    desk.fill("#id_venues-0-name", "Sarpsborg")
    desk.context.clear_cookies(name="sessionid")
    desk.click("[name=_save]")
    desk.get_by_text("What you typed is kept").wait_for()
    say_who(desk, "ann")
    desk.get_by_role("button", name="Show the form with what I typed").click()
    desk.get_by_text("Nothing of it is saved yet").wait_for()
    assert desk.input_value("#id_summary") == "It began on a farm."
    assert desk.input_value("#id_venues-0-name") == "Sarpsborg"
    assert not Initiative.objects.exists()
    desk.click("[name=_save]")
    desk.get_by_text("was added successfully").wait_for()
    assert Initiative.objects.get().venues.get().name == "Sarpsborg"


def test_what_was_typed_is_there_again_after_a_login_in_another_tab(desk, known, troubles):
    begin(desk)
    desk.context.clear_cookies(name="sessionid")
    other = desk.context.new_page()
    log_in(other, "ann")
    other.close()
    desk.click("[name=_save]")
    desk.get_by_role("button", name="Show the form with what I typed").wait_for()
    assert re.fullmatch(r"console: .* 403 .*", troubles.pop())
    assert not Initiative.objects.exists()
    desk.get_by_role("button", name="Show the form with what I typed").click()
    desk.click("[name=_save]")
    desk.get_by_text("was added successfully").wait_for()
    assert Initiative.objects.get().name == "The Oslo channel"


def test_going_back_and_saving_another_name_loses_neither(desk, known):
    begin(desk)
    desk.click("[name=_save]")
    desk.get_by_text("was added successfully").wait_for()
    desk.go_back()
    desk.get_by_label("Name:").first.fill("The Norway channel")
    desk.select_option("#id_kind", "negotiation")
    desk.click("[name=_save]")
    desk.wait_for_load_state()
    names = set(Initiative.objects.values_list("name", flat=True))
    assert "The Oslo channel" in names
    said = desk.locator("#content").inner_text()
    kept = "The Norway channel" in names or desk.input_value("#id_name") == "The Norway channel"
    assert kept or "saved already" in said


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_the_form_with_its_errors_and_rows_is_accessible(
    desk, known, axe_violations, width, scheme
):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 800})
    begin(desk)
    desk.fill("#id_dates", "1993-1990")
    desk.locator(".date-in-words.is-wrong").first.wait_for()
    add_row(desk, "Participation")
    choose(desk, "id_participations-0-actor", "Israel")
    desk.click("[name=_save]")
    desk.locator(".error-links").wait_for()
    desk.wait_for_timeout(300)  # colours of links come gradually
    assert overflow(desk) <= 0
    found = axe_violations(desk)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_preview_review_and_login_are_accessible(desk, known, axe_violations, scheme):
    desk.emulate_media(color_scheme=scheme)
    actor = factories.make_actor(name="Fafo", status="draft")
    initiative = factories.make_initiative(slug="oslo", status="draft")
    factories.make_participation(initiative=initiative, actor=actor)
    for page in ("review", "preview"):
        desk.goto(f"/admin/curation/revision/initiative/oslo/{page}/")
        desk.wait_for_timeout(300)
        found = axe_violations(desk)
    assert found == [], "\n".join(found)
    begin(desk)
    desk.context.clear_cookies(name="sessionid")
    desk.click("[name=_save]")
    desk.get_by_text("What you typed is kept").wait_for()
    found = axe_violations(desk)
    assert found == [], "\n".join(found)
    say_who(desk, "ann")
    desk.get_by_role("button", name="Show the form with what I typed").wait_for()
    desk.wait_for_timeout(300)
    found = axe_violations(desk)
    assert found == [], "\n".join(found)
    assert Actor.objects.get(name="Fafo").status == "draft"
