"""Withholding a person: refused until no text has the name, and then everywhere at once."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actors.models import Actor
from curation import revisions
from curation.models import Edition, FormerSlug, Revision
from curation.revisions import Refused, Who
from initiatives.models import Initiative
from tests import factories
from tests.roles import ADMINISTRATOR, person

pytestmark = pytest.mark.django_db

ANN = ("actor", "ann-lee")


def make_ann(**values):
    defaults = {"kind": "person", "publicity": "named-by-press", "basis": "general-knowledge"}
    names = {"name": "Ann Lee", "sort_name": "Lee, Ann", "slug": "ann-lee"}
    return factories.make_actor(**{**defaults, **names, **values})


@pytest.fixture
def desk(client):
    client.force_login(person(ADMINISTRATOR))
    return client


@pytest.fixture(autouse=True)
def no_files(settings, tmp_path):
    """Of the program, whose own texts have names too."""
    settings.BASE_DIR = tmp_path


def page(actor):
    return reverse("admin:actors_actor_withholding", args=[actor.slug])


def looked(actor):
    """The address to which the button “Look where the name stands” leads."""
    return f"{page(actor)}?look=1"


def act(client, actor, button="_withhold", **more):
    """Open the page and press the button, as a person would."""
    based_on = client.get(page(actor)).context["based_on"]
    data = {"based_on": based_on, "reason": "Asked us to", button: "1", **more}
    answer = client.post(page(actor), data, follow=True)
    actor.refresh_from_db()
    return answer


def places(client, actor):
    shown = client.get(looked(actor)).context
    return [
        f"{place.entry}: {place.where}" for name in ("certain", "perhaps") for place in shown[name]
    ]


def test_a_withheld_actor_is_gone_from_the_public_and_stands_in_its_history(desk, client):
    ann = make_ann()
    taking_part = factories.make_participation(actor=ann, key="ann-lee-mediator")

    act(desk, ann)

    assert ann.is_withheld
    assert Edition.current().number == 1
    step = Revision.objects.get(kind="actor", slug="ann-lee", number=2)
    assert (str(step.author), step.reason) == ("administrators", "Withheld: Asked us to")
    client.logout()
    assert client.get(ann.get_absolute_url()).status_code == 404
    assert "Ann Lee" not in client.get(taking_part.initiative.get_absolute_url()).content.decode()
    assert client.get("/api/v1/participations/").json()["count"] == 0


def test_it_is_shown_again_with_all_that_links_it(desk, client):
    ann = make_ann(visibility="withheld")
    factories.make_participation(actor=ann)

    act(desk, ann, "_show")

    assert not ann.is_withheld
    assert Edition.current().number == 1
    assert Revision.objects.get(slug="ann-lee", number=2).reason == "Shown again: Asked us to"
    client.logout()
    assert client.get("/api/v1/participations/").json()["count"] == 1


@pytest.mark.parametrize("button", ["_withhold", "_show"])
def test_a_page_that_is_not_the_newest_changes_nothing(desk, button):
    ann = make_ann(visibility="withheld" if button == "_show" else "shown")
    data = {"based_on": ann.version, "reason": "Asked us to", button: "1"}
    document = revisions.working_document(ann) | {"summary": "Someone."}
    revisions.change(ANN, ann.version, document, Who())

    answer = desk.post(page(ann), data)

    assert "somebody saved this entry" in answer.content.decode()
    ann.refresh_from_db()
    assert ann.is_withheld == (button == "_show")


def test_without_a_reason_nothing_is_done(desk):
    ann = make_ann()
    assert "say in a few words why" in act(desk, ann, reason=" ").content.decode()
    assert not ann.is_withheld


def test_a_draft_beside_stays_the_draft(desk):
    ann = make_ann()
    document = revisions.working_document(ann) | {"summary": "Someone."}
    revisions.change(ANN, ann.version, document, Who())

    act(desk, ann)

    last = Revision.objects.get(number=3)
    assert (ann.is_withheld, last.is_open, last.document["summary"]) == (True, True, "Someone.")


WAYS = [
    "met Ann Lee in Oslo",
    "met ANN LEE",
    "met Ann-Lee",
    "Ann Lee’s draft",
    "Lee, Ann",
    "Án Lee and Ann Lée",
    "https://example.org/wiki/Ann_Lee",
    "https://example.org/?q=Ann%20Lee",
    "written with A. Lee",
    "written with A. M. Lee",
    "Lee, A.",
]


@pytest.mark.parametrize("text", WAYS)
def test_a_name_is_found_however_a_text_writes_it(desk, text):
    ann = make_ann()
    initiative = factories.make_initiative(name="The talks", summary=text)

    answer = act(desk, ann)

    assert not ann.is_withheld
    assert places(desk, ann) == ["Initiative “The talks”: Summary"]
    assert reverse("admin:initiatives_initiative_change", args=[initiative.pk]) in (
        answer.content.decode()
    )


@pytest.mark.parametrize("alias", ["Аня Ли", "安·李", "Anya"])
def test_it_is_found_by_its_aliases_in_any_script(desk, alias):
    ann = make_ann()
    factories.make_alias(actor=ann, name=alias)
    factories.make_outcome(statement=f"It was {alias} who signed.", key="signed")
    assert len(places(desk, ann)) == 1
    act(desk, ann)
    assert not ann.is_withheld


@pytest.mark.parametrize("text", ["Joanna Leery", "annals of Leeds", "A lee shore", "an NLE"])
def test_a_text_without_the_name_is_no_hindrance(desk, text):
    ann = make_ann()
    factories.make_initiative(summary=text)
    act(desk, ann)
    assert ann.is_withheld


@pytest.mark.parametrize("text", ["Robert Lee signed", "Anne Lea-Lee"])
def test_what_may_be_somebody_else_is_looked_at_and_no_hindrance(desk, text):
    ann = make_ann()
    factories.make_initiative(summary=text)
    assert len(desk.get(looked(ann)).context["perhaps"]) == 1
    act(desk, ann)
    assert not ann.is_withheld
    act(desk, ann, looked="on")
    assert ann.is_withheld


def test_initials_that_two_share_are_no_hindrance(desk):
    ann = make_ann()
    factories.make_contributor(given="Arthur", family="Lee", slug="arthur-lee")
    factories.make_initiative(summary="Written with A. Lee")
    act(desk, ann, looked="on")
    assert ann.is_withheld


def test_a_short_name_is_found_by_its_capitals(desk):
    body = factories.make_actor(name="Us", slug="u-s", kind="ngo")
    factories.make_initiative(name="Talks", summary="They told us.")
    assert places(desk, body) == []
    factories.make_initiative(name="More talks", summary="They told Us.")
    assert places(desk, body) == ["Initiative “More talks”: Summary"]


PLACES = {
    "the title of a work": lambda: factories.make_work(title="Notes of Ann Lee", slug="notes"),
    "the name of an author": lambda: factories.make_contributor(
        given="Ann", family="Lee", slug="lee-1"
    ),
    "the key of a part": lambda: factories.make_outcome(key="ann-lee-signs"),
    "the key of a passage": lambda: factories.make_citation(key="p1-ann-lee"),
    "the terms of a passage": lambda: factories.make_citation(terms=["signed", "Ann Lee"]),
    "the readings of a passage": lambda: factories.make_citation(read_as={"she": "Ann Lee"}),
    "the locator of a passage": lambda: factories.make_citation(locator="letter to Ann Lee"),
    "a question": lambda: factories.make_disagreement(
        question="When did Ann Lee come?", slug="when"
    ),
    "a position": lambda: factories.make_position(statement="Ann Lee came in May."),
    "an erratum": lambda: factories.make_erratum(corrected="Ann Lee", printed="Ann Le"),
    "the slug of another": lambda: factories.make_initiative(name="Talks", slug="ann-lee-talks"),
    "the alias of another": lambda: factories.make_alias(name="Ann Lee"),
    "the reason of an inference": lambda: factories.make_outcome(basis_note="Ann Lee says so."),
    "an entry that was withdrawn": lambda: factories.make_initiative(
        summary="Ann Lee", status="withdrawn"
    ),
    "a draft": lambda: factories.make_initiative(summary="Ann Lee", status="draft"),
}


@pytest.mark.parametrize("make", PLACES.values(), ids=PLACES)
def test_it_stops_at(desk, make):
    ann = make_ann()
    assert places(desk, ann) == []
    make()
    assert len(places(desk, ann)) == 1
    act(desk, ann)
    assert not ann.is_withheld
    assert Edition.current().number == 0
    assert not Revision.objects.filter(reason__startswith="Withheld").exists()


def test_it_stops_at_a_draft_beside_what_is_public(desk):
    ann = make_ann()
    initiative = factories.make_initiative(name="The talks", slug="talks")
    document = revisions.working_document(initiative) | {"summary": "Ann Lee"}
    revisions.change(("initiative", "talks"), initiative.version, document, Who())

    assert places(desk, ann) == ["Initiative “The talks”, draft: Summary"]


def test_it_stops_at_a_former_address_that_leads_to_somebody_else(desk):
    ann = make_ann()
    factories.make_initiative(slug="talks")
    FormerSlug.objects.create(kind="actor", old="lee-ann", slug="ann-lee")
    assert places(desk, ann) == []
    FormerSlug.objects.create(kind="initiative", old="ann-lee-talks", slug="talks")
    assert places(desk, ann) == ["Former address: initiative"]


def test_it_stops_at_a_file_of_the_program(desk, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "about.html").write_text("Thanks\nto Ann Lee")
    assert places(desk, make_ann()) == ["A file of the program: templates/about.html, line 2"]


def test_what_vanishes_with_the_actor_is_no_hindrance(desk):
    ann = make_ann(summary="Ann Lee is a person.")
    factories.make_participation(actor=ann, statement="Ann Lee spoke.", key="ann-lee-party")
    factories.make_relationship(other=ann, statement="Knows Ann Lee.", key="ann-lee")
    factories.make_alias(actor=ann, name="Anya")
    assert places(desk, ann) == []


def test_who_is_withheld_cannot_be_named_by_publishing(desk):
    make_ann(visibility="withheld")
    initiative = factories.make_initiative(
        status="draft", slug="talks", summary="Ann Lee led it.", basis="general-knowledge"
    )

    with pytest.raises(Refused) as refusal:
        revisions.publish(("initiative", "talks"), initiative.version, Who())

    assert refusal.value.reasons == [
        "Its text names somebody who must not be named here. An administrator can say where."
    ]
    administrator = Who(person(ADMINISTRATOR, "other"))
    with pytest.raises(Refused, match="summary names “Ann Lee”"):
        revisions.publish(("initiative", "talks"), initiative.version, administrator)


def test_a_part_that_links_who_is_withheld_may_name_them(desk):
    ann = make_ann(visibility="withheld")
    initiative = factories.make_initiative(status="draft", slug="talks", basis="general-knowledge")
    factories.make_participation(
        initiative=initiative, actor=ann, key="ann-lee-party", basis="general-knowledge"
    )
    revisions.publish(("initiative", "talks"), initiative.version, Who())
    initiative.refresh_from_db()
    assert initiative.is_public


def test_a_passage_or_author_that_comes_with_what_is_published_is_looked_at(desk):
    make_ann(visibility="withheld")
    public = factories.make_work()
    passage = factories.make_citation(work=public, locator="letter of Ann Lee", pending=True)
    factories.make_initiative(status="draft", slug="talks", citations=[passage])
    contributor = factories.make_contributor(given="Ann", family="Lee", slug="lee-1")
    work = factories.make_work(status="draft", slug="notes", basis="general-knowledge")
    factories.make_contribution(work=work, contributor=contributor, basis="general-knowledge")

    for natural in (("initiative", "talks"), ("work", "notes")):
        with pytest.raises(Refused, match="must not be named"):
            revisions.publish(natural, 1, Who())


def test_a_new_name_of_who_is_withheld_is_searched_for_as_well(desk):
    ann = make_ann(visibility="withheld")
    factories.make_initiative(name="The talks", summary="The Fox came.")
    document = revisions.working_document(ann)
    document["aliases"] = [
        {"key": "fox", "name": "The Fox", "basis": "general-knowledge", "collection": "curated"}
    ]
    revisions.change(ANN, 1, document, Who(reason="Alias"))
    with pytest.raises(Refused, match="The talks"):
        revisions.publish(ANN, 2, Who(person(ADMINISTRATOR, "other")))


def test_the_log_of_the_desk_forgets_the_name(desk, admin_user):
    LogEntry.objects.create(user=admin_user, object_repr="Ann Lee", action_flag=1)
    act(desk, make_ann())
    assert LogEntry.objects.get().object_repr == "(withheld)"


def test_who_is_withheld_is_neither_merged_nor_discarded(desk):
    from curation.merging import merge_entries

    make_ann(visibility="withheld", status="draft")
    factories.make_actor(slug="anya", kind="person", publicity="named-by-press")
    with pytest.raises(Refused, match="One of the two is withheld"):
        merge_entries(("actor", "anya"), ANN, {ANN: 1, ("actor", "anya"): 1}, Who())
    with pytest.raises(Refused, match="withheld"):
        revisions.discard(ANN, 1, Who())


def test_texts_are_searched_once_somebody_asks(desk):
    ann = make_ann()
    factories.make_initiative(summary="Ann Lee came.")
    html = desk.get(page(ann)).content.decode()
    assert "Ann Lee came." not in html
    assert 'name="look"' in html
    assert 'name="_withhold"' not in html
    assert "Ann Lee came." in desk.get(looked(ann)).content.decode()
    Initiative.objects.update(summary="")
    assert 'name="_withhold"' in desk.get(looked(ann)).content.decode()


def test_a_search_takes_as_many_queries_however_many_kinds_have_the_name(desk):
    ann = make_ann()
    for make in PLACES.values():
        make()
    draft = factories.make_initiative(slug="drafted")
    document = revisions.working_document(draft) | {"summary": "Ann Lee"}
    revisions.change(("initiative", "drafted"), draft.version, document, Who())
    desk.get(looked(ann))  # which remembers the kinds of content
    with CaptureQueriesContext(connection) as queries:
        found = places(desk, ann)
    assert len(found) == len(PLACES) + 1
    asked = [it["sql"] for it in queries if "SAVEPOINT" not in it["sql"]]
    # Who asks (4), the actor (2), withheld for a moment (1), initials that two share (1), one for
    # all kinds and two for what the parts belong to (3), who is withheld (1), drafts (2), former
    # addresses (1).
    assert len(asked) <= 14, asked


def test_the_page_says_what_it_cannot_do(desk):
    html = desk.get(page(make_ann())).content.decode()
    assert "It cannot recall what others hold." in html


def test_only_who_may_see_withheld_names_has_the_page_and_the_filter(desk, client):
    ann = make_ann()
    assert page(ann) in desk.get(reverse("admin:curation_review", args=ANN)).content.decode()
    filters = reverse("admin:actors_actor_changelist")
    assert "visibility" in desk.get(filters).content.decode()
    client.force_login(person("Reviewers"))
    assert client.get(page(ann)).status_code == 403
    assert "visibility" not in client.get(filters).content.decode()
    assert page(ann) not in client.get(reverse("admin:curation_review", args=ANN)).content.decode()


def test_a_draft_is_withheld_without_a_new_edition(desk):
    ann = make_ann(status="draft", publicity="unreviewed")
    act(desk, ann)
    assert ann.is_withheld
    assert Edition.current().number == 0
    assert Actor.objects.get().status == "draft"
