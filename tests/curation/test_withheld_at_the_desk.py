"""What curators without the right do tells them no name, and loses nothing that is hidden."""

import pytest
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.documents import stored_document
from curation.duplicates import are_different
from curation.merging import merge_entries
from curation.models import DifferentPair, Edition, FormerSlug, Revision
from curation.revisions import Refused, Who
from curation.withheld import read_withheld, visible
from initiatives.models import Conflict, Initiative
from sources.models import Contributor
from tests import factories
from tests.admin_forms import address, errors, filled_in
from tests.roles import CONTRIBUTOR, REVIEWER, person

pytestmark = pytest.mark.django_db

GENERAL = {"basis": "general-knowledge"}


@pytest.fixture
def ann():
    return factories.make_actor(
        name="Ann Lee",
        sort_name="Lee, Ann",
        slug="ann-lee",
        kind="person",
        publicity="named-by-press",
        visibility="withheld",
        **GENERAL,
    )


@pytest.fixture
def reviewer(client):
    user = person(REVIEWER)
    client.force_login(user)
    client.user = user
    return client


def talks(**values):
    return factories.make_initiative(name="Talks", slug="talks", **GENERAL, **values)


def step(client, row, name, **more):
    where = reverse("admin:curation_step", args=[row.KIND, row.slug, name])
    data = {"based_on": row.version, "reason": "Because", **more}
    return client.post(where, data, follow=True).content.decode()


def test_saving_an_initiative_keeps_the_participation_that_was_not_shown(reviewer, ann):
    initiative = talks()
    factories.make_participation(initiative=initiative, actor=ann, key="ann-lee-host", **GENERAL)
    factories.make_participation(initiative=initiative, key="other", **GENERAL)
    form = reviewer.get(address(initiative))
    assert "Ann Lee" not in form.content.decode()

    data = filled_in(form, summary="Somebody met.", reason="Shorter")
    reviewer.post(address(initiative), {**data, "_publish": "1"})

    initiative.refresh_from_db()
    assert initiative.summary == "Somebody met."
    assert {*initiative.participations.values_list("key", flat=True)} == {"ann-lee-host", "other"}


def test_saving_a_conflict_keeps_the_party_that_was_not_shown(reviewer, ann):
    norway = factories.make_actor(name="Norway", slug="norway")
    chad = factories.make_actor(name="Chad", slug="chad")
    war = factories.make_conflict(name="War", slug="war", **GENERAL)
    war.parties.set([ann, norway])
    form = reviewer.get(address(war))
    assert "Ann Lee" not in form.content.decode()

    data = filled_in(form, parties=[norway.pk, chad.pk], reason="One more")
    reviewer.post(address(war), {**data, "_publish": "1"})

    assert {*war.parties.values_list("slug", flat=True)} == {"ann-lee", "norway", "chad"}


def test_nothing_is_recorded_where_only_what_is_hidden_differs_from_the_form(reviewer, ann):
    war = factories.make_conflict(name="War", slug="war", **GENERAL)
    war.parties.set([ann])
    form = reviewer.get(address(war))
    reviewer.post(address(war), {**filled_in(form, reason="Nothing"), "_save": "1"})
    assert not Revision.objects.exists()


def test_a_number_typed_by_hand_is_no_way_to_a_name(reviewer, ann):
    war = factories.make_conflict(name="War", slug="war", **GENERAL)
    form = reviewer.get(address(war))
    answer = reviewer.post(address(war), {**filled_in(form, parties=[ann.pk]), "_save": "1"})
    assert "Ann Lee" not in answer.content.decode()
    assert "is not one of the available choices" in " ".join(errors(answer))
    prefilled = reviewer.get(f"{address(Conflict, 'add')}?parties={ann.pk}")
    assert "Ann Lee" not in prefilled.content.decode()


def test_no_entry_is_found_by_a_name_that_is_not_shown(reviewer, ann):
    factories.make_conflict(name="War", slug="war").parties.add(ann)
    for search in ("Ann", "Lee"):
        found = reviewer.get(f"{address(Conflict, 'changelist')}?q={search}").content.decode()
        assert "0 conflicts" in found


def test_publishing_a_text_with_the_name_is_refused_without_telling_it(reviewer, ann):
    initiative = talks(status="draft", summary="Led by ann-lee.")

    said = step(reviewer, initiative, "publish")

    assert "Its text names somebody who must not be named here." in said
    assert "ann-lee" not in said
    initiative.refresh_from_db()
    assert (initiative.status, Edition.current().number) == ("draft", 0)


def test_a_refusal_does_not_name_what_links_a_draft(reviewer, ann):
    other = factories.make_actor(status="draft", slug="other", name="Other", **GENERAL)
    factories.make_relationship(actor=ann, other=other)

    said = step(reviewer, other, "discard")

    assert "Nothing was done:" in said
    assert "Ann Lee" not in said
    assert Actor.objects.filter(slug="other").exists()


def old_name(ann, writer=None):
    """An initiative that once said the name."""
    initiative = talks(summary="Ann Lee led it.")
    natural = ("initiative", "talks")
    document = stored_document(initiative) | {"summary": "Somebody led it."}
    revisions.change(natural, 1, document, Who(writer, "Without the name"))
    revisions.publish(natural, 2, Who(writer, "Without the name"))
    initiative.refresh_from_db()
    return initiative


def test_an_old_text_is_not_made_the_draft_again(reviewer, ann):
    initiative = old_name(ann)
    said = step(reviewer, initiative, "revert", to=1)
    assert "It names somebody who is withheld" in said
    assert revisions.step(("initiative", "talks"), 4) is None


def test_an_old_form_does_not_show_an_old_text(reviewer, ann):
    initiative = old_name(ann)
    data = filled_in(reviewer.get(address(initiative)), name="", reason="Old")
    assert reviewer.post(address(initiative), {**data, "_based_on": 1}).status_code == 403


def test_a_preview_of_an_old_text_is_not_shown(reviewer, ann):
    old_name(ann)
    where = reverse("admin:curation_preview_of", args=["initiative", "talks", 1])
    html = reviewer.get(where, follow=True).content.decode()
    assert "It cannot be shown" in html
    assert "Ann Lee" not in html


def test_a_slug_that_is_taken_is_refused_without_a_name(reviewer, ann):
    where = address(Actor, "add")
    data = filled_in(reviewer.get(where), kind="state", name="Annland", slug="ann-lee")
    answer = reviewer.post(where, data)
    assert answer.status_code == 200
    assert "Ann Lee" not in answer.content.decode()


def test_a_name_of_works_that_is_public_at_once_is_refused(reviewer, ann):
    row = factories.make_contributor(given="A.", family="L.", slug="a-l")
    form = reviewer.get(address(row))
    answer = reviewer.post(address(row), filled_in(form, given="Ann", family="Lee"))
    assert "must not be named here" in " ".join(errors(answer))
    assert not Contributor.objects.filter(family="Lee").exists()


def test_a_former_address_with_the_name_is_refused(reviewer, ann):
    talks()
    form = reviewer.get(address(FormerSlug, "add"))
    data = filled_in(form, kind="initiative", old="ann-lee-talks", slug="talks")
    assert "must not be named here" in " ".join(
        errors(reviewer.post(address(FormerSlug, "add"), data))
    )


def test_a_merge_brings_no_name_into_what_is_public(ann):
    talks()
    factories.make_initiative(
        name="Talks", slug="other-talks", status="draft", summary="Ann Lee led it.", **GENERAL
    )
    kept, gone = ("initiative", "talks"), ("initiative", "other-talks")
    with pytest.raises(Refused, match="must not be named"):
        merge_entries(kept, gone, {kept: 1, gone: 1}, Who())
    assert Initiative.objects.count() == 2


def test_the_draft_of_a_withheld_actor_is_known_to_nobody_without_the_right(client, ann):
    revisions.change(
        ("actor", "ann-lee"), 1, stored_document(ann) | {"summary": "She."}, Who(), "in-review"
    )
    client.force_login(person(CONTRIBUTOR))
    for name in ("review", "history", "preview"):
        where = reverse(f"admin:curation_{name}", args=["actor", "ann-lee"])
        assert client.get(where).status_code == 404
    assert b"ann-lee" not in client.get(address(Revision, "changelist")).content


def test_pairs_that_say_a_present_or_a_former_address_are_not_shown(reviewer, ann):
    FormerSlug.objects.create(kind="actor", old="lee", slug="ann-lee")
    for slug, other in (("ann-lee", "chad"), ("chad", "lee"), ("chad", "norway")):
        are_different("actor", (slug, other), by=None)
    are_different("initiative", ("lee", "talks"), by=None)  # of another kind

    shown = visible(DifferentPair.objects.order_by("pk"), reviewer.user, "slug", "other")

    assert [str(pair) for pair in shown] == [
        str(pair) for pair in DifferentPair.objects.order_by("pk")[2:]
    ]


def test_leaving_out_who_is_withheld_is_a_condition_of_one_query(
    reviewer, ann, django_assert_num_queries
):
    reviewer.user.has_perm("curation.see_withheld")  # the rights are read once a request
    with django_assert_num_queries(1):
        list(visible(Revision.objects.all(), reviewer.user))


def test_who_is_withheld_is_read_by_one_query_with_all_names_and_addresses(
    ann, django_assert_num_queries
):
    Actor.objects.filter(pk=ann.pk).update(
        contributor=factories.make_contributor(family="Signed", given="Olorim")
    )
    factories.make_alias(actor=ann, key="b", name="The Envoy", position=1)
    factories.make_alias(actor=ann, key="a", name="Zirconia Plain", position=0)
    FormerSlug.objects.create(kind="actor", old="leah-ann", slug="ann-lee")
    FormerSlug.objects.create(kind="work", old="other", slug="ann-lee")
    factories.make_actor(
        name="Vessa Group", slug="vessa-group", kind="ngo", visibility="withheld", **GENERAL
    )
    factories.make_alias(actor=factories.make_actor(name="Norway"), name="Noreg")
    with django_assert_num_queries(1):
        withheld = read_withheld()
        names = ("Ann Lee", "Olorim Signed", "The Envoy", "Zirconia Plain", "Vessa Group")
        assert withheld.sought
        assert all(withheld.sought.is_in(f"It was {name} who wrote.") for name in names)
        assert not withheld.sought.is_in("Norway, or Noreg")
    assert [str(entry) for entry in withheld.entries] == ["Ann Lee", "Vessa Group"]
    assert withheld.naturals == {
        ("actor", "ann-lee"),
        ("actor", "leah-ann"),
        ("actor", "vessa-group"),
    }
