"""A part with a page of its own is left out of its entry's draft, and nothing goes unnoticed."""

import pytest

from curation import revisions
from curation.documents import stored_document, without_part
from curation.revisions import Who
from sources.models import Citation
from tests import factories as make
from tests.admin_forms import address
from tests.roles import CONTRIBUTOR, REVIEWER, person
from tests.steps import newest

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return make.make_citation(
        key="p-1", work=make.make_work(slug="freud", basis="general-knowledge")
    )


@pytest.fixture
def curator(client):
    client.force_login(person(CONTRIBUTOR))
    return client


def remove(client, row, **more):
    page = client.get(address(row, "delete"))
    sent = {"_based_on": page.context["entry"].version, "reason": "Read wrongly", **more}
    return client.post(address(row, "delete"), sent)


def test_the_public_sees_it_until_the_draft_is_published(curator, passage):
    response = remove(curator, passage)
    assert response.url.endswith("/work/freud/review/")
    assert Citation.objects.get() == passage
    draft = newest(("work", "freud"))
    assert (draft.state, draft.reason) == ("draft", "Read wrongly")
    assert "passages" not in draft.document


def test_once_published_it_is_gone(curator, passage):
    remove(curator, passage)
    revisions.publish(("work", "freud"), 2, Who(person(REVIEWER), "Right"))
    assert not Citation.objects.exists()


def test_nothing_is_removed_without_a_reason(curator, passage):
    response = remove(curator, passage, reason=" ")
    assert "Say in a few words why." in response.content.decode()
    assert revisions.newest(("work", "freud")) is None


def test_nothing_is_removed_that_somebody_saved_since(curator, passage):
    document = stored_document(passage.work) | {"note": "Looked up."}
    page = curator.get(address(passage, "delete"))
    revisions.change(("work", "freud"), 1, document, Who())
    sent = {"_based_on": page.context["entry"].version, "reason": "Read wrongly"}
    response = curator.post(address(passage, "delete"), sent)
    assert "Somebody saved this entry since" in response.content.decode()
    assert newest(("work", "freud")).number == 2


def test_a_passage_that_a_statement_cites_stays(curator, passage):
    make.make_actor(slug="norway", name="Norway", citations=[passage])
    response = remove(curator, passage)
    said = "actor:norway: “Norway” still has it among its citations."
    assert said in response.content.decode()
    assert revisions.newest(("work", "freud")) is None


def test_many_at_once_are_not_removed_from_a_list(curator, passage):
    data = {"action": "delete_selected", "_selected_action": [passage.pk], "post": "yes"}
    curator.post(address(Citation, "changelist"), data)
    assert Citation.objects.exists()


def test_a_passage_that_waits_for_its_first_statement_can_be_deleted(curator):
    waiting = make.make_citation(pending=True)
    curator.post(address(waiting, "delete"), {"post": "yes"})
    assert not Citation.objects.exists()


def test_a_part_of_a_part_is_left_out_alone():
    point = make.make_track_point(key="first")
    make.make_track_point(framework_track=point.framework_track, key="second")
    track = point.framework_track
    document = stored_document(track.framework)
    natural = ("framework", track.framework.slug, "framework_tracks", track.key, "points", "first")
    (left,) = without_part(document, natural)["framework_tracks"]
    assert [row["key"] for row in left["points"]] == ["second"]
    assert left["label"] == track.label
