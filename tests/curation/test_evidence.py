"""Nothing becomes public without what it rests on, and nothing public loses its last citation."""

import pytest

from curation import revisions
from curation.documents import stored_document
from curation.files import LoadError
from curation.revisions import Refused, Who
from initiatives.models import Initiative
from sources.models import Citation, Work
from tests import factories as make

pytestmark = pytest.mark.django_db
ME = Who(reason="Because")


def natural(entry):
    return entry.KIND, entry.slug


def initiative(**values):
    return make.make_initiative(
        **{"slug": "oslo", "name": "Oslo", "status": "draft", "basis": "general-knowledge"} | values
    )


def reasons(entry):
    with pytest.raises(Refused) as refused:
        revisions.publish(natural(entry), entry.version, ME)
    entry.refresh_from_db()
    assert entry.status == "draft"
    return refused.value.reasons


# Publishing


def test_a_part_that_is_cited_needs_a_passage():
    entry = initiative()
    make.make_venue(initiative=entry, name="Sarpsborg", basis="cited")
    assert reasons(entry) == [
        "Venue “Sarpsborg” is said to be cited, but no public passage is given."
    ]


def test_the_entry_itself_needs_a_passage_if_it_is_cited():
    assert reasons(initiative(basis="cited")) == [
        "Initiative “Oslo” is said to be cited, but no public passage is given."
    ]


def test_a_passage_of_a_work_that_is_a_draft_is_none():
    entry = initiative()
    passage = make.make_citation(work=make.make_work(status="draft"))
    make.make_venue(initiative=entry, name="Sarpsborg", basis="cited", citations=[passage])
    assert reasons(entry) == [
        "Venue “Sarpsborg” is said to be cited, but no public passage is given."
    ]


def test_a_part_without_basis_stops_it():
    entry = initiative()
    venue = make.make_venue(initiative=entry, name="Sarpsborg")
    type(venue).objects.filter(pk=venue.pk).update(basis="")
    with pytest.raises(LoadError, match=f"{venue.key} .venues.: basis: This field cannot be blank"):
        revisions.publish(natural(entry), entry.version, ME)
    assert not Initiative.objects.public().exists()


def test_what_rests_on_the_works_of_the_case_needs_one_that_is_listed():
    entry = initiative()
    make.make_venue(initiative=entry, name="Sarpsborg", basis="case")
    assert reasons(entry) == [
        "Venue “Sarpsborg” rests on the works of the whole entry, but it lists none."
    ]
    entry.citations.add(make.make_citation())
    revisions.publish(natural(entry), entry.version, ME)
    assert Initiative.objects.public().exists()


def test_every_reason_is_said_at_once():
    entry = initiative(basis="cited")
    for name in ("Sarpsborg", "Oslo"):
        make.make_venue(initiative=entry, name=name, basis="cited")
    assert len(reasons(entry)) == 3


def test_a_draft_beside_a_public_entry_is_held_to_the_same():
    entry = initiative(status="published")
    draft = stored_document(entry)
    draft["venues"] = [{"key": "sarpsborg", "name": "Sarpsborg", "collection": "curated"}]
    revisions.change(natural(entry), 1, draft, ME)
    with pytest.raises(Refused, match="Venue “Sarpsborg” is said to be cited"):
        revisions.publish(natural(entry), 2, ME)
    assert entry.venues.count() == 0


def test_a_passage_that_waits_becomes_public_with_its_first_statement():
    passage = make.make_citation(pending=True)
    entry = initiative(basis="cited", citations=[passage])
    assert passage not in Citation.objects.public()
    revisions.publish(natural(entry), entry.version, ME)
    assert passage in Citation.objects.public()


# Withdrawing


def test_a_work_that_is_the_last_citation_of_a_statement_is_not_withdrawn():
    passage = make.make_citation(work=make.make_work(slug="freud"))
    entry = initiative(status="published")
    make.make_venue(initiative=entry, name="Sarpsborg", basis="cited", citations=[passage])
    make.make_venue(
        initiative=entry, name="Oslo", basis="cited", citations=[passage, make.make_citation()]
    )
    with pytest.raises(Refused) as refused:
        revisions.withdraw(("work", "freud"), 1, ME)
    assert refused.value.reasons == ["initiative:oslo: Venue “Sarpsborg” rests on this work alone."]
    assert Work.objects.get(slug="freud").status == "published"


def test_a_work_that_is_the_only_one_of_a_case_is_not_withdrawn():
    passage = make.make_citation(work=make.make_work(slug="freud"))
    entry = initiative(status="published", citations=[passage])
    make.make_venue(initiative=entry, name="Sarpsborg", basis="case")
    with pytest.raises(Refused) as refused:
        revisions.withdraw(("work", "freud"), 1, ME)
    assert refused.value.reasons == [
        "initiative:oslo: of “Oslo”, 1 statement rests on the works of the whole entry, "
        "and this is the only one."
    ]
    entry.citations.add(make.make_citation())
    revisions.withdraw(("work", "freud"), 1, ME)
    assert Work.objects.get(slug="freud").status == "withdrawn"


def test_a_work_on_which_only_drafts_rest_is_withdrawn():
    passage = make.make_citation(work=make.make_work(slug="freud"))
    make.make_venue(initiative=initiative(), basis="cited", citations=[passage])
    revisions.withdraw(("work", "freud"), 1, ME)
    assert Work.objects.get(slug="freud").status == "withdrawn"


def test_a_passage_that_is_the_last_one_of_a_statement_does_not_leave_its_work():
    passage = make.make_citation(work=make.make_work(slug="freud", basis="general-knowledge"))
    make.make_actor(slug="norway", name="Norway", citations=[passage])
    draft = stored_document(passage.work)
    del draft["passages"]
    with pytest.raises(Exception, match="actor:norway: “Norway” still has it"):
        revisions.change(("work", "freud"), 1, draft, ME)
    assert Citation.objects.get() == passage
