"""The index of the admin and its queues: what stands where, in which order, and for whom."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor
from curation import revisions
from curation.basis import count_again
from curation.duplicates import refresh
from curation.models import Revision, WithoutBasis
from curation.revisions import Who
from initiatives.models import Initiative
from sources import grounds
from sources.models import Disagreement, Work
from tests import factories
from tests.admin_forms import queries_to_open
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, REVIEWER, person
from tracks.models import Track

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
MIXED = [
    "my-drafts", "sent-back", "waiting-for-review", "without-basis", "not-looked-at", "published"
]  # fmt: skip


def queue(name):
    return reverse("admin:curation_queue", args=[name])


def lines(client, name, **asked):
    """The slugs that the page of a queue shows, in their order."""
    return [line.natural[1] for line in client.get(queue(name), asked).context["lines"]]


def entry(**values):
    return factories.make_actor(basis="general-knowledge", **values)


def natural(row):
    return row.KIND, row.slug


def drafted(row, author=None, state="draft", reason="Better"):
    document = revisions.working_document(row) | {"summary": f"Summary {row.version}."}
    revisions.change(natural(row), row.version, document, Who(author, reason), state)
    row.refresh_from_db()
    return row


def sent_back(row, author, reviewer=None):
    drafted(row, author, "in-review")
    revisions.send_back(natural(row), row.version, Who(reviewer, "Which page?"))
    row.refresh_from_db()
    return row


def old(row, days=400):
    type(row).objects.filter(pk=row.pk).update(looked_at=timezone.now() - timedelta(days=days))
    row.refresh_from_db()
    return row


@pytest.fixture
def contributor(client):
    user = person(CONTRIBUTOR)
    client.force_login(user)
    return user


@pytest.fixture
def reviewer(client):
    user = person(REVIEWER)
    client.force_login(user)
    return user


# The index


def test_the_index_shows_each_queue_with_its_number_and_first_lines(client, reviewer):
    for slug in ("norway", "sweden"):
        drafted(entry(slug=slug, name=slug.title()), state="in-review")
    text = client.get(INDEX).content.decode()
    assert "Waiting for review <span" in text
    assert "(2)" in text
    assert ">Norway</a>" in text
    assert queue("waiting-for-review") in text
    assert "Every person was reviewed." in text


def test_entries_stand_before_other_models_on_the_index(client, reviewer):
    text = client.get(INDEX).content.decode()
    assert text.index(">Initiatives</a>") < text.index(">Citations</a>")
    assert text.index('id="tools"') < text.index('id="entries"')


def test_the_index_leads_to_the_tools_that_a_role_may_use(client, contributor):
    text = client.get(INDEX).content.decode()
    for name in ("likely_duplicates", "export", "batch_changelist", "revision_changelist"):
        assert f'href="{reverse(f"admin:curation_{name}")}"' in text
    assert f'href="{reverse("admin:initiatives_coding_changelist")}"' in text
    assert f'href="{reverse("admin:curation_import")}"' not in text


def test_a_guest_without_a_role_reads_how_to_get_one(client):
    client.force_login(person(""))
    text = client.get(INDEX).content.decode()
    assert "You have no role at this desk yet." in text
    assert "Waiting for review" not in text


def test_the_page_of_a_queue_is_refused_to_a_guest(client):
    client.force_login(person(""))
    assert {client.get(queue(name)).status_code for name in MIXED} == {403}


def test_an_unknown_queue_is_not_found(client, reviewer):
    assert client.get(queue("nothing")).status_code == 404


def test_a_queue_with_a_page_of_its_own_leads_there(client, reviewer):
    answer = client.get(queue("likely-duplicates"))
    assert answer.url == reverse("admin:curation_likely_duplicates")


def test_more_than_a_hundred_are_not_counted(client, reviewer):
    for number in range(101):
        factories.make_work(slug=f"w{number}")
    Work.objects.update(looked_at=timezone.now() - timedelta(days=400))
    assert "(more than 100)" in client.get(INDEX).content.decode()
    assert "More than 100 entries" in client.get(queue("not-looked-at")).content.decode()


def many(number, user):
    """So many entries in each queue, stored without the steps that lead there."""
    steps = []
    for state in ("draft", "in-review", "sent-back", "published"):
        for row in [entry() for _ in range(number)]:
            if state == "sent-back":
                asked = Revision(kind="actor", slug=row.slug, number=1, state="in-review")
                asked.author, asked.document, asked.is_newest = user, {}, False
                steps.append(asked)
            newest = Revision(kind="actor", slug=row.slug, number=2, state=state)
            newest.author, newest.document = user, {}
            steps.append(newest)
    Revision.objects.bulk_create(steps)
    for _ in range(number):
        factories.make_disagreement()
        factories.make_actor(kind="person", publicity="unreviewed", status="draft")
        old(factories.make_conflict())
        row = factories.make_initiative()
        WithoutBasis.objects.create(kind="initiative", slug=row.slug, statements=1)
    factories.make_work(title=f"Twins {number}", slug=f"twin-{number}")
    factories.make_work(title=f"Twins {number}", slug=f"twin-{number}-b")
    refresh()


def test_index_and_queues_take_the_same_few_queries_with_two_lines_and_with_fifty(
    client, contributor
):
    names = [*MIXED, "undecided", "unreviewed-persons"]
    many(2, contributor)
    two = {page: queries_to_open(client, page) for page in (INDEX, *map(queue, names))}
    many(48, contributor)
    assert {page: queries_to_open(client, page) for page in two} == two
    assert {len(lines(client, name)) for name in names} == {50}
    # session, user, two of permissions; nine queues; names
    assert two.pop(INDEX) == 14
    assert set(two.values()) == {7}


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "7", "9" * 30])
def test_pages_that_are_none_are_no_error(client, reviewer, page):
    for name in [*MIXED, "undecided", "unreviewed-persons"]:
        assert client.get(queue(name), {"page": page, "kind": "\x00"}).status_code == 200


def test_a_queue_comes_in_pages(client, reviewer):
    for number in range(55):
        old(factories.make_work(slug=f"w{number}"), 400 + number)
    assert lines(client, "not-looked-at") == [f"w{n}" for n in range(54, 4, -1)]
    assert lines(client, "not-looked-at", page=2) == [f"w{n}" for n in range(4, -1, -1)]
    where = queue("not-looked-at")
    page = client.get(where, {"kind": "work"}).content.decode()
    assert f'<a href="{where}">All kinds</a>' in page
    assert '<a href="?kind=work" aria-current="page">Work</a>' in page
    assert '<a href="?kind=work&amp;page=2">Next</a>' in page


# Yours


def test_your_drafts_are_the_newest_steps_that_are_yours(client, contributor):
    mine = drafted(entry(slug="mine"), contributor)
    drafted(entry(slug="of-another"), None)
    drafted(entry(slug="sent-in"), contributor, "in-review")
    taken_over = drafted(entry(slug="taken-over"), contributor)
    drafted(taken_over, None)
    later = drafted(entry(slug="later"), contributor)
    assert lines(client, "my-drafts") == [later.slug, mine.slug]


def test_what_was_sent_back_comes_to_whoever_sent_it_in_with_the_reason(client, contributor):
    sent_back(entry(slug="mine"), contributor)
    sent_back(entry(slug="of-another"), None)
    assert lines(client, "sent-back") == ["mine"]
    assert "Which page?" in client.get(INDEX).content.decode()


def test_what_was_sent_back_leaves_when_it_is_drafted_anew(client, contributor):
    drafted(sent_back(entry(slug="mine"), contributor), contributor)
    assert lines(client, "sent-back") == []
    assert lines(client, "my-drafts") == ["mine"]


# Waiting for review


def test_what_waits_for_review_stands_oldest_first_with_who_and_why(client, reviewer):
    author = person(CONTRIBUTOR)
    second = drafted(entry(slug="second"), author, "in-review", "A source came up")
    first = drafted(entry(slug="first"), author, "in-review")
    Revision.objects.filter(slug="first").update(created=timezone.now() - timedelta(days=9))
    drafted(entry(slug="draft"))
    sent_back(entry(slug="sent-back"), author)
    assert lines(client, "waiting-for-review") == [first.slug, second.slug]
    text = client.get(queue("waiting-for-review")).content.decode()
    assert "contributor" in text
    assert "A source came up" in text


def test_what_was_published_waits_no_more_and_was_published_lately(client, reviewer):
    row = drafted(entry(slug="norway"), state="in-review")
    revisions.publish(natural(row), row.version, Who(reviewer, "Good"))
    assert lines(client, "waiting-for-review") == []
    assert lines(client, "published") == ["norway"]


def test_a_queue_of_several_kinds_can_be_of_one(client, reviewer):
    drafted(entry(slug="norway"), state="in-review")
    drafted(factories.make_conflict(basis="general-knowledge", slug="war"), state="in-review")
    assert lines(client, "waiting-for-review", kind="conflict") == ["war"]
    assert lines(client, "waiting-for-review", kind="nothing") == ["norway", "war"]


# Without basis


def without_basis(**values):
    """A draft that is said to be cited, with two participations, of which one is as well."""
    actor = entry()
    slug = values.pop("slug", f"draft-{Initiative.objects.count()}")
    part = {"actor": actor.slug, "track": a_track().slug}
    document = {
        "entry": "initiative",
        "slug": slug,
        "name": f"Name of {slug}",
        "kind": "dialogue",
        "collection": "curated",
        "participations": [
            {"key": "host", "role": "host", "basis": "general-knowledge", **part},
            {"key": "funder", "role": "funder", **part},
        ],
    } | values
    revisions.begin(document, Who())
    return Initiative.objects.get(slug=slug)


def a_track():
    return Track.objects.first() or factories.make_track()


def statements(client, row):
    where = reverse("admin:curation_without_basis", args=natural(row))
    return client.get(where).context["statements"]


def test_a_draft_whose_statements_are_cited_to_nothing_is_without_basis(client, contributor):
    row = without_basis(slug="talks")
    assert lines(client, "without-basis") == ["talks"]
    assert "2 statements" in client.get(queue("without-basis")).content.decode()
    one, two = statements(client, row)
    assert one.sentence.startswith("Initiative “Name of talks” is said to be cited")
    assert one.address.endswith(f"/initiative/{row.pk}/change/#id_basis")
    assert two.sentence.startswith("Participation “")
    assert two.address.endswith("?row=participations%2Ffunder")


def test_a_statement_leads_to_the_row_that_is_its_own_in_the_form(client, contributor):
    row = without_basis()
    form = client.get(statements(client, row)[1].address, follow=True)
    assert form.redirect_chain[-1][0].endswith("#participations-1")
    participations = next(
        it.formset
        for it in form.context["inline_admin_formsets"]
        if it.formset.prefix == "participations"
    )
    assert participations.forms[1].instance.key == "funder"
    assert 'id="participations-1"' in form.content.decode()


@pytest.mark.parametrize("basis", ["cited", "case"])
def test_a_statement_with_a_public_passage_is_not_without_basis(client, contributor, basis):
    passage = factories.make_citation(key="p1", work=factories.make_work(slug="book"))
    without_basis(citations=[passage.ref], basis=basis, participations=[])
    assert lines(client, "without-basis") == []


def test_the_works_of_the_case_must_be_listed(client, contributor):
    part = {"key": "venue", "name": "Oslo", "basis": "case"}
    passage = factories.make_citation(key="p1")
    bare = {"participations": [], "venues": [part]}
    without_basis(slug="bare", basis="general-knowledge", **bare)
    without_basis(slug="listed", basis="general-knowledge", citations=[passage.ref], **bare)
    assert lines(client, "without-basis") == ["bare"]


def test_many_passages_are_asked_for_in_several_questions(client, contributor, monkeypatch):
    monkeypatch.setattr(grounds, "AT_ONCE", 2)
    work = factories.make_work(slug="book")
    refs = [factories.make_citation(work=work, key=f"p{n}").ref for n in range(5)]
    for n, ref in enumerate(refs):
        without_basis(slug=f"on-{n}", citations=[ref], participations=[])
    without_basis(slug="bare", participations=[])
    cited = [("initiative", f"on-{n}") for n in range(5)]
    count_again([*cited, ("initiative", "bare")])
    assert lines(client, "without-basis") == ["bare"]


def test_what_says_nothing_of_its_basis_is_without(client, contributor):
    row = without_basis(basis="general-knowledge", participations=[])
    Initiative.objects.update(basis="")
    count_again([natural(row)])
    assert "says not what it rests on" in statements(client, row)[0].sentence


def test_a_draft_leaves_when_it_says_what_it_rests_on(client, contributor):
    row = without_basis()
    document = revisions.working_document(row) | {"basis": "general-knowledge"}
    document["participations"] = []
    revisions.change(natural(row), row.version, document, Who())
    assert lines(client, "without-basis") == []


def test_a_draft_that_is_given_up_leaves(client, contributor):
    row = without_basis()
    revisions.discard(natural(row), row.version, Who(None, "No"))
    assert not WithoutBasis.objects.exists()


def test_drafts_are_without_basis_while_their_only_work_is_withdrawn(client, reviewer):
    work = factories.make_work(slug="book", basis="general-knowledge")
    passage = factories.make_citation(key="p1", work=work)
    without_basis(slug="talks", citations=[passage.ref], participations=[])
    assert lines(client, "without-basis") == []
    revisions.withdraw(natural(work), work.version, Who(reviewer, "Retracted"))
    assert lines(client, "without-basis") == ["talks"]
    revisions.publish(natural(work), 2, Who(reviewer, "It stands"))
    assert lines(client, "without-basis") == []


def test_everything_is_counted_anew_on_demand(client, contributor):
    factories.make_initiative(slug="by-hand")
    call_command("count_without_basis", verbosity=0)
    assert "by-hand" in lines(client, "without-basis")


def test_the_statements_of_an_entry_take_few_queries(client, contributor):
    row = without_basis()
    where = reverse("admin:curation_without_basis", args=natural(row))
    # session, user, two of permissions, entry and step, whom the draft links; what each statement
    # cites, their rows, and what these link
    assert queries_to_open(client, where) == 10


# Disputed


def test_public_questions_on_which_sources_differ_wait_for_a_position(client, contributor):
    factories.make_disagreement(slug="open")
    factories.make_disagreement(slug="not-established", kind="not-established")
    factories.make_disagreement(slug="draft", status="draft")
    factories.make_disagreement(slug="reason", preference_reason="Both were there.")
    position = factories.make_position(disagreement=factories.make_disagreement(slug="decided"))
    Disagreement.objects.filter(slug="decided").update(
        preferred=position, preference_reason="Nearer."
    )
    assert lines(client, "undecided") == ["open"]
    assert "It need not" in client.get(queue("undecided")).content.decode()


# Not looked at for a year


def test_what_nobody_saved_for_a_year_stands_there_the_oldest_first(client, contributor):
    old(entry(slug="old"), 400)
    old(factories.make_work(slug="older"), 800)
    old(entry(slug="young"), 364)
    old(entry(slug="draft", status="draft"), 800)
    assert lines(client, "not-looked-at") == ["older", "old"]


def test_a_draft_beside_counts_as_having_looked(client, contributor):
    drafted(old(entry(slug="old")))
    assert lines(client, "not-looked-at") == []


def test_what_is_withdrawn_stands_there_no_more(client, reviewer):
    row = old(entry())
    revisions.withdraw(natural(row), row.version, Who(reviewer, "Wrong"))
    row.refresh_from_db()
    assert row.looked_at is None
    assert lines(client, "not-looked-at") == []


def test_a_reviewer_notes_from_the_queue_that_nothing_is_to_change(client, reviewer):
    row = old(entry(slug="old"))
    shown = client.get(queue("not-looked-at"), {"kind": "actor"})
    where = reverse("admin:curation_step", args=[*natural(row), "looked-at"])
    assert f'action="{where}"' in shown.content.decode()
    data = {"based_on": row.version, "reason": "Looked at", "back": shown.context["here"]}
    answer = client.post(where, data)
    assert answer.url == f"{queue('not-looked-at')}?kind=actor"
    assert lines(client, "not-looked-at") == []
    newest = revisions.newest(natural(row))
    assert newest
    assert newest.author == reviewer


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org", "/admin/logout/", ""])
def test_a_step_leads_back_to_queues_alone(client, reviewer, back):
    row = entry()
    where = reverse("admin:curation_step", args=[*natural(row), "looked-at"])
    answer = client.post(where, {"based_on": 1, "reason": "Looked at", "back": back})
    assert answer.url == reverse("admin:curation_review", args=natural(row))


def test_a_contributor_is_not_offered_to_note_it(client, contributor):
    old(entry())
    assert (
        "<button"
        not in client.get(queue("not-looked-at"))
        .content.decode()
        .partition('class="queue-page"')[2]
        .partition("</main>")[0]
    )


def test_no_document_holds_when_an_entry_was_looked_at():
    assert "looked_at" not in revisions.working_document(entry())


# Persons


def test_unreviewed_persons_stand_there_with_the_reason(client, contributor):
    factories.make_actor(
        kind="person", publicity="unreviewed", status="draft", slug="ann", basis_note="One page."
    )
    factories.make_actor(kind="person", publicity="unreviewed", status="withdrawn")
    factories.make_actor(kind="person")
    assert lines(client, "unreviewed-persons") == ["ann"]
    text = client.get(queue("unreviewed-persons")).content.decode()
    assert "One page." in text
    assert "#id_publicity" in text


# What not every curator may see


@pytest.fixture
def hidden(db):
    """Withheld actors, one in each queue that could show it."""
    user = person(CONTRIBUTOR, "writer")
    drafted(entry(name="Canary draft", visibility="withheld"), user)
    drafted(entry(name="Canary review", visibility="withheld"), user, "in-review")
    sent_back(entry(name="Canary back", visibility="withheld"), user)
    old(entry(name="Canary old", visibility="withheld"))
    row = entry(name="Canary published", visibility="withheld")
    revisions.look_at(natural(row), row.version, Who(user, "Looked"))
    factories.make_actor(
        kind="person", name="Canary person", publicity="unreviewed", status="draft",
        visibility="withheld",
    )  # fmt: skip
    without_basis(participations=[])
    WithoutBasis.objects.create(
        kind="actor", slug=entry(name="Canary bare", visibility="withheld").slug, statements=1
    )
    return user


def test_withheld_names_stand_in_no_queue_of_who_may_not_see_them(client, hidden):
    client.force_login(hidden)
    for where in [INDEX, *map(queue, [*MIXED, "unreviewed-persons"])]:
        assert "Canary" not in client.get(where).content.decode(), where


def test_who_may_see_withheld_names_sees_them_in_the_queues(client, hidden):
    client.force_login(person(ADMINISTRATOR))
    text = client.get(INDEX).content.decode()
    for name in ("review", "old", "person", "bare"):
        assert f"Canary {name}" in text


def test_a_statement_on_a_withheld_actor_is_not_named(client, contributor):
    row = without_basis()
    Actor.objects.filter(participations__key="funder").update(visibility="withheld")
    assert [it.sentence.partition(" ")[0] for it in statements(client, row)] == ["Initiative"]


def test_a_draft_beside_what_is_public_asks_not_again_what_the_public_rows_say(contributor):
    row = drafted(entry())
    with CaptureQueriesContext(connection) as queries:
        drafted(row, contributor)
    asked = " ".join(it["sql"] for it in queries)
    assert "curation_revision" in asked
    assert "curation_withoutbasis" not in asked
    assert "curation_namekey" not in asked


def test_finding_the_newest_step_reads_no_other_steps(client, reviewer):
    row = drafted(entry(), state="in-review")
    for _ in range(3):
        drafted(row)
    assert Revision.objects.filter(is_newest=True).count() == 1
    with CaptureQueriesContext(connection) as queries:
        client.get(queue("waiting-for-review"))
    asked = [it["sql"] for it in queries if "curation_revision" in it["sql"]]
    assert len(asked) == 1
    assert "is_newest" in asked[0]
