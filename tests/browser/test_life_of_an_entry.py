"""The life of an initiative at the desk, by several people, in a browser; no form sent by hand."""

import re

import pytest
from django.contrib.auth.models import User

from curation.models import Revision
from initiatives.models import Initiative
from tests import factories
from tests.admin_forms import address
from tests.browser.desk import log_in
from tests.browser.test_desk import choose
from tests.roles import CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    """A contributor and a reviewer who can log in."""
    for role, name in ((CONTRIBUTOR, "ada"), (REVIEWER, "rhea")):
        user = person(role, name)
        user.set_password("password")
        user.save()
    return User.objects.all()


@pytest.fixture
def world():
    """What the initiative links: a work with a passage, an actor and a track."""
    passage = factories.make_citation(
        work=factories.make_work(title="The Oslo channel remembered"), locator="p. 12"
    )
    factories.make_actor(name="Norway", slug="norway")
    factories.make_track(name="Government", slug="government")
    return passage


def become(page, name):
    page.wait_for_load_state()  # what it still asked for would be asked of nobody
    page.context.clear_cookies()
    log_in(page, name)


def review(page, why, button):
    """Take a step on the page of a review."""
    page.fill("#id_reason", why)
    page.get_by_role("button", name=button, exact=True).click()


def public(page, where="/initiatives/oslo-channel/"):
    """What the public sees: status and text."""
    anybody = page.context.browser.new_context()
    try:
        answer = anybody.new_page().goto(page.url.partition("/admin")[0] + where)
        return answer.status, answer.text()
    finally:
        anybody.close()


def test_an_initiative_is_entered_reviewed_published_edited_and_reverted(page, people, world):
    # A contributor enters it, and sends it to review
    become(page, "ada")
    page.goto(address(Initiative, "add"))
    page.get_by_label("Name:").first.fill("Oslo channel")
    page.select_option("#id_kind", "negotiation")
    page.fill("#id_dates", "1993-01/1993-09")
    page.fill("#id_summary", "Talks in Norway.")
    choose(page, "id_citations", "p. 12")
    page.get_by_text("Add another Participation").click()
    choose(page, "id_participations-0-actor", "Norway")
    page.select_option("#id_participations-0-role", "host")
    page.select_option("#id_participations-0-track", label="Government")
    choose(page, "id_participations-0-citations", "p. 12")
    page.get_by_label("What you changed, and why").fill("Entered from the memoir")
    assert page.get_by_role("button", name="Save and publish").count() == 0
    page.get_by_role("button", name="Save and send to review").click()
    page.get_by_text("Saved, and sent to review.").wait_for()
    assert public(page)[0] == 404

    # A reviewer finds it, sends it back, and publishes what comes again
    become(page, "rhea")
    natural = ("initiative", "oslo-channel")
    where = f"/admin/curation/revision/{'/'.join(natural)}/review/"
    page.goto(where)
    page.get_by_text("Waiting for review.").wait_for()
    review(page, "In which year did it begin?", "Send back")
    page.get_by_text("Sent back.", exact=True).first.wait_for()

    become(page, "ada")
    page.goto(where)
    page.get_by_text("In which year did it begin?").first.wait_for()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.fill("#id_dates", "1992-12/1993-09")
    page.get_by_label("What you changed, and why").fill("It began in 1992")
    page.get_by_role("button", name="Save and send to review").click()

    become(page, "rhea")
    page.goto(where)
    review(page, "Right", "Publish")
    page.get_by_text("Published.", exact=True).first.wait_for()
    status, text = public(page)
    assert status == 200
    assert "Talks in Norway." in text
    assert "Norway" in text

    # It is edited: the public sees the edit once it is published, and not before
    page.get_by_role("link", name="Edit", exact=True).click()
    page.fill("#id_summary", "Secret talks in Norway.")
    page.get_by_label("What you changed, and why").fill("They were secret")
    page.get_by_role("button", name="Save draft").click()
    page.get_by_text("Saved as a draft.").wait_for()
    assert "Secret talks" not in public(page)[1]
    page.goto(where)
    page.get_by_role("table", name="The draft beside what is public").wait_for()
    review(page, "Right", "Publish")
    page.get_by_text("Published.", exact=True).first.wait_for()
    assert "Secret talks" in public(page)[1]

    # It is reverted to how it first was
    page.get_by_role("link", name="History", exact=True).click()
    first = Revision.objects.filter(slug="oslo-channel", state="published").order_by("number")[0]
    page.get_by_role("link", name=str(first.number), exact=True).click()
    review(page, "It was right before", "Make this revision the draft again")
    page.get_by_text(f"Revision {first.number} is the draft now.").wait_for()
    assert "Secret talks" in public(page)[1]
    review(page, "Reverted", "Publish")
    page.get_by_text("Published.", exact=True).first.wait_for()
    assert "Secret talks" not in public(page)[1]

    steps = Revision.objects.filter(slug="oslo-channel").order_by("number")
    assert [step.state for step in steps] == [
        *("in-review", "sent-back", "in-review", "published"),
        *("draft", "published", "draft", "published"),
    ]
    names = steps.values_list("author__username", flat=True)
    assert [*names][:4] == ["ada", "rhea", "ada", "rhea"]


def test_two_curators_meet_in_one_entry_and_both_edits_are_kept(page, people, troubles):
    factories.make_initiative(
        slug="oslo-channel", name="Oslo channel", summary="Talks.", basis="general-knowledge"
    )
    form = address(Initiative.objects.get())
    become(page, "ada")
    page.goto(form)
    page.fill("#id_summary", "Talks in Norway.")
    page.get_by_label("What you changed, and why").fill("Where")

    other = page.context.browser.new_context(base_url=page.url.partition("/admin")[0]).new_page()
    become(other, "rhea")
    other.goto(form)
    other.fill("#id_summary", "Secret talks.")
    other.fill("#id_dates", "1993")
    other.get_by_label("What you changed, and why").fill("When")
    other.get_by_role("button", name="Save draft").click()
    other.get_by_text("Saved as a draft.").wait_for()
    other.context.close()

    page.get_by_role("button", name="Save draft").click()
    page.get_by_role(
        "heading", name="Somebody saved this entry while you were editing it"
    ).wait_for()
    assert [re.sub(r"409.*", "409", trouble) for trouble in troubles] != []  # the console says 409
    troubles.clear()
    page.get_by_role("radio", name="Talks in Norway.").check()
    page.get_by_role("button", name="Save both changes in one draft").click()
    page.get_by_text("Both changes are in the draft.").wait_for()
    draft = Revision.objects.filter(slug="oslo-channel").latest("number").document
    assert (draft["summary"], draft["dates"]) == ("Talks in Norway.", "1993")
