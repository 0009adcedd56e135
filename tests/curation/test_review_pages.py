"""The pages on which a draft is read beside what is public, and on which a step is taken."""

import pytest
from django.urls import reverse

from curation import revisions
from curation.documents import stored_document
from curation.merging import merge_entries
from curation.models import Edition, Revision
from curation.revisions import Who
from tests import factories as make
from tests.admin_forms import queries_to_open
from tests.roles import CONTRIBUTOR, REVIEWER, person
from tests.steps import newest

pytestmark = pytest.mark.django_db
NATURAL = ("initiative", "oslo")


def page(name, *more):
    return reverse(f"admin:curation_{name}", args=[*NATURAL, *more])


@pytest.fixture
def reviewer(client):
    client.force_login(person(REVIEWER))
    return client


@pytest.fixture
def drafted():
    """A public initiative with a draft beside it that changes a field and adds a part."""
    entry = make.make_initiative(
        slug="oslo", name="Oslo channel", summary="Talks.", basis="general-knowledge"
    )
    make.make_participation(
        initiative=entry,
        key="norway-host",
        role="host",
        actor=make.make_actor(name="Norway", slug="norway"),
        basis="general-knowledge",
    )
    draft = stored_document(entry)
    draft["summary"] = "Secret talks."
    draft["participations"][0]["role"] = "mediator"
    draft["venues"] = [
        {"key": "sarpsborg", "name": "Sarpsborg", "collection": "curated", "basis": "cited"}
    ]
    author = person(CONTRIBUTOR, "ada")
    revisions.change(NATURAL, 1, draft, Who(author, "Read Egeland"), "in-review")
    entry.refresh_from_db()
    return entry


def rows(response):
    """The lines of the table of differences: part and field, before, after."""

    def text(side):
        return "".join(piece.text for piece in side)

    return [
        (group.title, line.field, text(line.before), text(line.after))
        for group in response.context["groups"]
        for line in group.lines
    ]


def take(client, name, **sent):
    data = {"based_on": newest(NATURAL).number, "reason": "Because", **sent}
    response = client.post(page("step", name), data, follow=True)
    return [str(message) for message in response.context["messages"]]


# Reading


def test_the_review_shows_the_draft_beside_what_is_public(reviewer, drafted):
    found = rows(reviewer.get(page("review")))
    assert ("", "Summary", "Talks.", "Secret talks.") in found
    assert ("Venue: “Sarpsborg”", "Name", "", "Sarpsborg") in found
    (role,) = [line[1:] for line in found if line[0].startswith("Participation: Norway")]
    assert role == ("Role", "Host", "Mediator")
    assert not any(line[:2] == ("", "Name") for line in found)


def test_the_review_says_whose_draft_it_is_and_why(reviewer, drafted):
    html = reviewer.get(page("review")).content.decode()
    assert "by ada" in html
    assert "Read Egeland" in html


def test_the_review_says_what_stops_it_from_being_published(reviewer, drafted):
    response = reviewer.get(page("review"))
    said = "Venue: “Sarpsborg” is said to be cited, but no public passage is given."
    assert response.context["faults"] == [said]
    assert said in response.content.decode()


def test_looking_at_a_review_leaves_everything_as_it_was(reviewer, drafted):
    before = (stored_document(drafted), Revision.objects.count(), Edition.current().number)
    for name in ("review", "history", "preview"):
        assert reviewer.get(page(name)).status_code == 200
    drafted.refresh_from_db()
    after = (stored_document(drafted), Revision.objects.count(), Edition.current().number)
    assert after == before


def test_a_preview_shows_the_draft_as_the_public_would_see_it(reviewer, client, drafted):
    preview = reviewer.get(page("preview"))
    assert "Secret talks." in preview.content.decode()
    assert "no-store" in preview["Cache-Control"]
    assert preview["X-Robots-Tag"] == "noindex"
    client.logout()
    assert "Secret talks." not in client.get(drafted.get_absolute_url()).content.decode()


def test_an_old_revision_can_be_previewed(reviewer, drafted):
    assert "Secret talks." not in reviewer.get(page("preview_of", 1)).content.decode()


def test_the_history_leads_to_every_step(reviewer, drafted):
    html = reviewer.get(page("history")).content.decode()
    assert page("revision", 1) in html
    assert page("revision", 2) in html
    assert "Read Egeland" in html


def test_a_step_shows_what_it_changed(reviewer, drafted):
    shown = rows(reviewer.get(page("revision", 2)))
    assert ("", "Summary", "Talks.", "Secret talks.") in shown


def test_what_is_not_there_is_not_found(reviewer, drafted):
    assert reviewer.get(page("revision", 9)).status_code == 404
    assert reviewer.get(page("preview_of", 9)).status_code == 404
    nobody = reverse("admin:curation_review", args=["actor", "nobody"])
    assert reviewer.get(nobody).status_code == 404
    nothing = reverse("admin:curation_review", args=["thing", "oslo"])
    assert reviewer.get(nothing).status_code == 404


def test_the_history_of_an_entry_that_is_gone_can_be_read(reviewer):
    entry = make.make_initiative(slug="oslo", status="draft")
    revisions.discard(NATURAL, entry.version, Who(reason="A mistake"))
    html = reviewer.get(page("review")).content.decode()
    assert "There is no such entry now; its history is kept." in html
    assert "A mistake" in reviewer.get(page("history")).content.decode()


def test_a_long_draft_takes_as_many_queries_as_a_short_one(reviewer, drafted):
    few = queries_to_open(reviewer, page("review"))
    draft = newest(NATURAL).document
    draft["venues"] += [
        {"key": f"v-{n}", "name": f"Venue {n}", "collection": "curated", "basis": "cited"}
        for n in range(50)
    ]
    revisions.change(NATURAL, 2, draft, Who(reason="More"))
    assert queries_to_open(reviewer, page("review")) <= few


# Taking steps


def test_a_step_needs_a_reason(reviewer, drafted):
    assert take(reviewer, "send-back", reason=" ") == ["Nothing was done: say in a few words why."]
    assert newest(NATURAL).number == 2


def test_a_step_from_a_page_that_is_not_the_newest_is_refused(reviewer, drafted):
    said = take(reviewer, "send-back", based_on=1)
    assert said == ["Nothing was done: somebody saved this entry since you looked."]
    assert newest(NATURAL).number == 2


@pytest.mark.parametrize("based_on", ["", "x", "٣", "9" * 400, "-1"])
def test_a_step_that_is_based_on_nothing_is_refused(reviewer, drafted, based_on):
    assert "somebody saved" in take(reviewer, "send-back", based_on=based_on)[0]


def test_sending_back_says_why_to_the_author(reviewer, drafted):
    assert take(reviewer, "send-back", reason="Which page?") == ["Sent back."]
    assert "Which page?" in reviewer.get(page("review")).content.decode()


def test_publishing_with_a_fault_says_it_and_publishes_nothing(reviewer, drafted):
    said = take(reviewer, "publish")
    assert said[0] == "Nothing was done:"
    assert "Venue “Sarpsborg” is said to be cited" in said[1]
    drafted.refresh_from_db()
    assert drafted.summary == "Talks."


def test_a_reviewed_draft_is_published(reviewer, drafted):
    draft = newest(NATURAL).document
    del draft["venues"]
    revisions.change(NATURAL, 2, draft, Who(reason="Without"), "in-review")
    assert take(reviewer, "publish") == ["Published."]
    drafted.refresh_from_db()
    assert drafted.summary == "Secret talks."


def test_an_old_revision_is_made_the_draft(reviewer, drafted):
    assert take(reviewer, "revert", to=1) == ["Revision 1 is the draft now."]
    assert newest(NATURAL).document["summary"] == "Talks."
    assert take(reviewer, "revert", to=1) == ["Nothing differs."]


@pytest.mark.parametrize("to", ["", "x", "9" * 400])
def test_a_revision_that_is_none_is_not_made_the_draft(reviewer, drafted, to):
    assert "There is no revision 0." in take(reviewer, "revert", to=to)


def test_steps_are_posted(reviewer, drafted):
    assert reviewer.get(page("step", "publish")).status_code == 404
    assert reviewer.post(page("step", "destroy"), {"reason": "x"}).status_code == 404


def test_only_the_steps_that_are_possible_are_offered(reviewer, drafted):
    def names():
        return {step["name"] for step in reviewer.get(page("review")).context["steps"]}

    assert names() == {"publish", "send-back", "discard", "withdraw"}
    take(reviewer, "discard")
    assert names() == {"withdraw", "looked-at"}
    take(reviewer, "withdraw")
    assert names() == {"publish"}


def test_what_a_merge_changed_is_told_without_the_draft_that_stood_beside(reviewer, drafted):
    norge = make.make_actor(name="Norge", slug="norge", basis="general-knowledge")
    merge_entries(
        ("actor", "norge"),
        ("actor", "norway"),
        {("actor", "norge"): norge.version, ("actor", "norway"): 1},
        Who(reason="One"),
    )
    carried = Revision.objects.get(kind="initiative", state="published", batch__isnull=False)
    shown = rows(reviewer.get(page("revision", carried.number)))
    assert [row[-2:] for row in shown] == [("norway", "Norge")]  # by its slug: it is gone
    assert newest(NATURAL).document["summary"] == "Secret talks."
