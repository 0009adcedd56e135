"""What nobody would see of a draft, because it links what is not public itself."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.models import Edition
from curation.revisions import Who
from initiatives.models import Initiative, Participation
from tests import factories
from tests.admin_forms import address, filled_in
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client):
    client.force_login(person(REVIEWER))
    return client


def draft(**values):
    known = {"basis": "general-knowledge", "status": "draft"}
    return factories.make_initiative(**known | values)


def takes_part(initiative, **values):
    actor = factories.make_actor(**{"basis": "general-knowledge", "status": "draft"} | values)
    return factories.make_participation(
        initiative=initiative, actor=actor, basis="general-knowledge", key=f"{actor.slug}-host"
    )


def page(name, entry):
    return reverse(f"admin:curation_{name}", args=[entry.KIND, entry.slug])


def review(client, entry):
    return client.get(page("review", entry))


def hidden(answer):
    return {
        str(unseen.entry): [
            *unseen.parts,
            *(f"{part} {field}".strip() for part, field in unseen.links),
        ]
        for unseen in answer.context["hidden"]
    }


def test_a_review_says_which_parts_nobody_would_see_yet(reviewer):
    initiative = draft()
    takes_part(initiative, name="Fafo", slug="fafo")
    takes_part(initiative, name="Norway", slug="norway", status="published")
    answer = review(reviewer, initiative)
    assert hidden(answer) == {"Fafo": ["Participation fafo-host"]}
    assert page("review", Actor.objects.get(slug="fafo")) in answer.content.decode()


def test_a_link_of_a_list_is_named_by_its_place(reviewer):
    conflict = factories.make_conflict(name="Biafra", status="withdrawn")
    answer = review(reviewer, draft(conflicts=[conflict]))
    assert hidden(answer) == {"Biafra": ["conflicts"]}
    assert "withdrawn" in answer.content.decode()


def test_a_passage_of_a_draft_work_is_named(reviewer):
    work = factories.make_work(title="A memoir", status="draft")
    initiative = draft(citations=[factories.make_citation(work=work)])
    assert hidden(review(reviewer, initiative)) == {"A memoir": ["citations"]}


def test_what_is_all_public_says_nothing_of_it(reviewer):
    initiative = draft()
    takes_part(initiative, status="published")
    answer = review(reviewer, initiative)
    assert answer.context["hidden"] == []
    assert "What nobody would see yet" not in answer.content.decode()


def test_a_work_that_cites_itself_is_in_no_way_of_itself(reviewer):
    work = factories.make_work(status="draft", basis="cited")
    work.citations.add(factories.make_citation(work=work))
    assert review(reviewer, work).context["hidden"] == []


def test_a_draft_beside_a_public_entry_is_looked_at_not_the_entry(reviewer):
    initiative = draft(status="published")
    actor = factories.make_actor(name="Fafo", slug="fafo", status="draft")
    track = factories.make_track()
    document = revisions.working_document(initiative)
    part = {"key": "new", "actor": "fafo", "track": track.slug, "role": "host"}
    document["participations"] = [part | {"collection": "curated", "basis": "general-knowledge"}]
    revisions.change(("initiative", initiative.slug), 1, document, Who())
    assert hidden(review(reviewer, initiative)) == {str(actor): ["Participation new"]}


def test_a_withheld_name_is_told_only_to_those_with_the_right(client):
    initiative = draft()
    takes_part(initiative, name="Hidden name", visibility="withheld", status="published")
    client.force_login(person(REVIEWER))
    answer = review(client, initiative)
    assert hidden(answer) == {}
    assert "Hidden name" not in answer.content.decode()
    client.force_login(person(ADMINISTRATOR))
    answer = review(client, initiative)
    assert hidden(answer) == {"Hidden name": [answer_part(initiative)]}
    assert answer.context["together"] == []


def answer_part(initiative):
    return f"Participation {initiative.participations.get().key}"


# Publishing together


def together(client, entry, **edits):
    answer = review(client, entry)
    data = {
        "based_on": answer.context["based_on"],
        "reason": "Reviewed",
        "together": [f"{it.ref}:{it.version}" for it in answer.context["together"]],
    }
    address = reverse("admin:curation_step", args=[entry.KIND, entry.slug, "publish-together"])
    return client.post(address, data | edits, follow=True)


def test_a_draft_is_published_together_with_the_drafts_that_it_links(reviewer):
    initiative = draft()
    takes_part(initiative)
    takes_part(initiative)
    answer = together(reviewer, initiative)
    assert "together with 2" in answer.content.decode()
    assert Participation.objects.public().count() == 2
    assert Edition.current().number == 1


def test_a_new_work_is_published_together_with_what_it_supports(reviewer):
    work = factories.make_work(status="draft", basis="general-knowledge")
    initiative = draft(basis="cited", citations=[factories.make_citation(work=work)])
    together(reviewer, initiative)
    assert Initiative.objects.public().get().citations.public().count() == 1


def test_together_means_all_or_none(reviewer):
    initiative = draft()
    takes_part(initiative)
    takes_part(initiative, basis="cited")
    answer = together(reviewer, initiative)
    assert "no public passage is given" in answer.content.decode()
    assert not Initiative.objects.public().exists()
    assert Edition.current().number == 0


def test_a_person_who_is_not_reviewed_is_not_published_along(reviewer):
    initiative = draft()
    takes_part(initiative, kind="person", publicity="unreviewed")
    answer = together(reviewer, initiative)
    assert answer.status_code == 200
    assert not Initiative.objects.public().exists()


def test_what_somebody_changed_since_is_not_published(reviewer):
    initiative = draft()
    actor = takes_part(initiative).actor
    shown = review(reviewer, initiative).context["together"]
    document = revisions.working_document(actor) | {"summary": "Changed."}
    revisions.change(("actor", actor.slug), 1, document, Who())
    answer = together(reviewer, initiative, together=[f"{it.ref}:{it.version}" for it in shown])
    assert "somebody saved" in answer.content.decode()
    assert not Initiative.objects.public().exists()


@pytest.mark.parametrize("text", ["", "actor", "actor:nobody:1", "elves:x:1", "actor:fafo:x"])
def test_what_is_no_draft_publishes_nothing(reviewer, text):
    initiative = draft()
    takes_part(initiative, slug="fafo")
    together(reviewer, initiative, together=[text])
    assert not Initiative.objects.public().exists()


def test_only_reviewers_are_offered_it(client):
    initiative = draft()
    takes_part(initiative)
    client.force_login(person(CONTRIBUTOR))
    assert "Publish together" not in review(client, initiative).content.decode()


# The preview


def test_a_preview_says_that_it_is_one_and_what_is_missing_in_it(reviewer):
    initiative = draft(name="Oslo")
    takes_part(initiative, name="Fafo", slug="fafo")
    html = reviewer.get(page("preview", initiative)).content.decode()
    assert "<title>Preview: Oslo" in html
    assert "Only you see this page" in html
    assert "Participation fafo-host" in html


def test_the_preview_of_a_form_shows_what_is_typed_and_keeps_nothing(reviewer):
    shown = reviewer.get(address(Initiative, "add"))
    actor = factories.make_actor(name="Fafo", slug="fafo", status="draft")
    part = {"actor": actor.pk, "track": factories.make_track().pk, "role": "host"}
    data = filled_in(shown, {"participations": [part]}, name="Oslo", slug="oslo", kind="dialogue")
    answer = reviewer.post(address(Initiative, "add"), data | {"_preview": "Preview"})
    assert "Only you see this page" in answer.content.decode()
    assert "Participation fafo-host" in answer.content.decode()
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"] == "noindex"
    assert not Initiative.objects.exists()


def test_the_public_page_has_no_word_of_previews(client):
    User.objects.create_superuser("root")
    initiative = draft(status="published")
    takes_part(initiative, name="Fafo")
    html = client.get(initiative.get_absolute_url()).content.decode()
    assert "Preview" not in html
    assert "Fafo" not in html
