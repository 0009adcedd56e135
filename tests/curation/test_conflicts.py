"""Two curators, one entry: the second is shown both versions, chooses, and nothing is lost."""

import pytest
from django.urls import reverse

from curation import revisions
from curation.concealing import conceal, restore
from curation.documents import stored_document
from curation.models import Edition, Revision
from initiatives.models import Initiative
from tests import factories as make
from tests.admin_forms import address, filled_in
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, person
from tests.steps import newest

pytestmark = pytest.mark.django_db
NATURAL = ("initiative", "oslo")


@pytest.fixture
def entry():
    entry = make.make_initiative(
        slug="oslo", name="Oslo", summary="Talks.", basis="general-knowledge"
    )
    norway = make.make_actor(slug="norway", name="Norway")
    make.make_participation(
        initiative=entry, actor=norway, key="norway-host", role="host", basis="general-knowledge"
    )
    return entry


@pytest.fixture
def two(client, entry):
    """The form as two curators have it open; the second one's browser."""
    client.force_login(person(CONTRIBUTOR, "ada"))
    page = client.get(address(entry))
    client.force_login(person(CONTRIBUTOR, "ben"))
    return client, page, client.get(address(entry))


def save(client, entry, page, **edits):
    return client.post(address(entry), filled_in(page, **edits) | {"reason": "Read it"})


def conflict(two, entry, first, second):
    client, page, other = two
    assert save(client, entry, page, **first).status_code == 302
    response = save(client, entry, other, **second)
    assert response.status_code == 409
    return response


def resolve(client, response, **choices):
    sent = {name: response.context[name] for name in ("mine", "base", "newest", "reason")}
    sent |= {f"choice:{place}": side for place, side in choices.items()}
    return client.post(reverse("admin:curation_resolve", args=NATURAL), sent)


def draft():
    return newest(NATURAL).document


def test_the_second_of_two_is_shown_both_versions_and_nothing_is_saved(two, entry):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"summary": "Long talks."})
    html = response.content.decode()
    assert "Somebody saved this entry while you were editing it" in html
    assert all(text in html for text in ("Talks.", "Secret talks.", "Long talks."))
    assert draft()["summary"] == "Secret talks."
    assert newest(NATURAL).number == 2


def test_different_fields_are_kept_from_both(two, entry):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"name": "Oslo channel"})
    assert resolve(two[0], response).status_code == 302
    assert (draft()["summary"], draft()["name"]) == ("Secret talks.", "Oslo channel")


def test_different_parts_are_kept_from_both(two, entry):
    role = {"participations-0-role": "mediator"}
    response = conflict(two, entry, {"dates": "1993"}, role)
    resolve(two[0], response)
    assert (draft()["dates"], draft()["participations"][0]["role"]) == ("1993", "mediator")


@pytest.mark.parametrize(("side", "kept"), [("theirs", "Secret talks."), ("mine", "Long talks.")])
def test_what_both_changed_is_chosen(two, entry, side, kept):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"summary": "Long talks."})
    assert resolve(two[0], response, summary=side).status_code == 302
    assert draft()["summary"] == kept


@pytest.mark.parametrize("choice", [{}, {"summary": "both"}])
def test_nothing_is_saved_without_a_choice(two, entry, choice):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"summary": "Long talks."})
    again = resolve(two[0], response, **choice)
    assert again.status_code == 409
    assert "Choose one side" in again.content.decode()
    assert "Long talks." in again.content.decode()
    assert draft()["summary"] == "Secret talks."


def test_a_part_that_one_removed_and_the_other_changed_is_chosen(two, entry):
    removed = {"participations-0-DELETE": "on"}
    response = conflict(two, entry, removed, {"participations-0-role": "mediator"})
    places = [row["choice"] for row in response.context["rows"] if row["choice"]]
    assert places != []
    resolve(two[0], response, **dict.fromkeys(places, "mine"))
    assert draft()["participations"][0]["role"] == "mediator"
    assert draft()["participations"][0]["actor"] == "norway"


def test_who_saves_meanwhile_is_met_again(two, entry):
    client = two[0]
    response = conflict(two, entry, {"summary": "Secret talks."}, {"name": "Oslo channel"})
    revisions.change(NATURAL, 2, draft() | {"dates": "1993"}, revisions.Who(reason="Third"))
    again = resolve(client, response)
    assert again.status_code == 409
    resolve(client, again)
    assert (draft()["dates"], draft()["name"]) == ("1993", "Oslo channel")
    assert draft()["summary"] == "Secret talks."


def test_the_public_page_and_the_edition_stay(two, entry):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"name": "Oslo channel"})
    resolve(two[0], response)
    assert Initiative.objects.get().name == "Oslo"
    assert Edition.current().number == 0


@pytest.mark.parametrize("field", ["base", "newest"])
@pytest.mark.parametrize("value", ["", "x", "9" * 400])
def test_a_page_that_somebody_wrote_by_hand_loses_nothing(two, entry, field, value):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"name": "Oslo channel"})
    sent = {name: response.context[name] for name in ("mine", "base", "newest", "reason")}
    where = reverse("admin:curation_resolve", args=NATURAL)
    answer = two[0].post(where, sent | {field: value})
    assert answer.status_code == (409 if field == "newest" else 302)
    assert draft()["summary"] == "Secret talks."


def test_a_document_that_is_not_ours_is_refused(two, entry):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"name": "Oslo channel"})
    sent = {"mine": response.context["mine"] + "x", "base": 1, "newest": 2, "reason": "x"}
    where = reverse("admin:curation_resolve", args=NATURAL)
    assert two[0].post(where, sent).status_code == 400


def test_a_form_of_a_draft_that_was_published_meanwhile_is_a_conflict(two, entry):
    client, page, _ = two
    revisions.change(NATURAL, 1, stored_document(entry) | {"dates": "1993"}, revisions.Who())
    revisions.publish(NATURAL, 2, revisions.Who(reason="Right"))
    response = save(client, entry, page, name="Oslo channel")
    assert response.status_code == 409
    resolve(client, response)
    assert (draft()["dates"], draft()["name"]) == ("1993", "Oslo channel")


# Names that not everybody may see


@pytest.fixture
def hidden(entry):
    """A withheld actor who took part, and is a party to a conflict."""
    person = make.make_actor(slug="hidden-name", name="Hidden Name", visibility="withheld")
    make.make_participation(initiative=entry, actor=person, key="hidden-name-host", role="host")
    return person


def test_a_conflict_does_not_carry_what_the_curator_may_not_see(hidden, two, entry):
    import base64
    import zlib

    response = conflict(two, entry, {"summary": "Secret talks."}, {"summary": "Long talks."})
    packed = response.context["mine"].split(":")[0].lstrip(".")
    carried = zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert b"Long talks." in carried
    assert b"hidden" not in carried
    assert "hidden-name" not in response.content.decode()
    assert "Hidden Name" not in response.content.decode()


def test_a_conflict_that_is_resolved_keeps_what_the_curator_may_not_see(hidden, two, entry):
    response = conflict(two, entry, {"summary": "Secret talks."}, {"summary": "Long talks."})
    resolve(two[0], response, summary="mine")
    assert {row["key"] for row in draft()["participations"]} == {"norway-host", "hidden-name-host"}
    assert draft()["summary"] == "Long talks."


def test_an_administrator_sees_them_in_a_conflict(hidden, client, entry):
    client.force_login(person(ADMINISTRATOR, "root"))
    page = client.get(address(entry))
    other = client.get(address(entry))
    save(client, entry, page, summary="Secret talks.")
    response = save(client, entry, other, **{"participations-0-DELETE": "on"})
    assert "Hidden Name" in response.content.decode()
    resolve(client, response)
    assert [row["key"] for row in draft()["participations"]] == ["norway-host"]


def test_links_in_lists_are_concealed_and_restored_one_by_one():
    from actors.models import Actor

    document = {
        "entry": "conflict",
        "slug": "war",
        "name": "War",
        "parties": ["hidden-name", "norway"],
    }
    withheld = {(Actor, "hidden-name")}
    seen = conceal(document, withheld)
    assert seen["parties"] == ["norway"]
    seen["parties"].append("sweden")
    assert restore(seen, document, withheld)["parties"] == ["hidden-name", "norway", "sweden"]


def test_a_double_submit_saves_once(client, entry):
    client.force_login(person(CONTRIBUTOR))
    data = filled_in(client.get(address(entry)), name="Oslo channel") | {"reason": "Read it"}
    first, second = (client.post(address(entry), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Revision.objects.count() == 2
    page = client.get(second.url)
    assert "saved already" in " ".join(str(m) for m in page.context["messages"])
