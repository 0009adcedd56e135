"""Forms of entries with many parts: their long lists have pages, and no row is lost."""

import itertools

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from curation import revisions
from curation.documents import stored_document
from curation.models import Revision
from curation.revisions import Who
from curation.windows import LEAST, ROOM, windows
from initiatives.models import Initiative, Participation
from sources.models import Citation
from tests import factories as make
from tests.admin_forms import address, errors, filled_in
from tests.roles import ADMINISTRATOR, CONTRIBUTOR, person
from tests.steps import newest

MANY = 50
NATURAL = ("initiative", "long")


# What is shown of lists of these lengths


@pytest.mark.parametrize(
    "lengths",
    [
        *(
            {"a": a, "b": b}
            for a, b in itertools.product((0, 1, 14, 15, 16, 29, 30, 31, 400), (0, 1, 16, 30))
        ),
        {"a": 400, "b": 200, "c": 6, "d": 5, "e": 4, "f": 7, "g": 9},
        {},
    ],
)
def test_the_lists_together_have_room_and_every_row_is_on_one_page(lengths):
    found = windows(lengths, QueryDict())
    whole = {name: n for name, n in lengths.items() if name not in found}
    shown = sum(whole.values()) + sum(it.size for it in found.values())
    if sum(lengths.values()) <= ROOM:
        assert found == {}
    assert shown <= max(ROOM, LEAST * len(lengths))
    for name, window in found.items():
        assert LEAST <= window.size < window.total == lengths[name]
        pages = list(window.pages(name, QueryDict()))
        rows = [row for page in pages for row in range(page.first, page.last + 1)]
        assert rows == [*range(1, lengths[name] + 1)]
        for page in pages:
            asked = QueryDict(page.address.partition("?")[2].partition("#")[0])
            there = windows(lengths, asked)[name]
            assert (there.start + 1, there.end) == (page.first, page.last)


@pytest.mark.parametrize("asked", ["", "0", "-1", "x", "²", "9" * 30, "1.5", "\0"])
def test_a_place_that_is_none_is_answered_with_a_page(asked):
    query = QueryDict(mutable=True)
    query["a"] = asked
    window = windows({"a": 100}, query)["a"]
    assert 0 <= window.start < window.end <= 100


def test_the_pages_of_one_list_keep_those_of_the_others():
    window = windows({"a": 100, "b": 100}, QueryDict("a=31&_popup=1"))["b"]
    address = [*window.pages("b", QueryDict("a=31&_popup=1"))][1].address
    assert address == "?a=31&_popup=1&b=16#b-group"


# In the form


@pytest.fixture
def entry(db):
    entry = make.make_initiative(slug="long", basis="general-knowledge")
    track = make.make_track()
    for number in range(MANY):
        make.make_participation(
            initiative=entry,
            track=track,
            key=f"row-{number}",
            position=number,
            statement=f"Statement {number}.",
            basis="general-knowledge",
        )
    return entry


@pytest.fixture
def curator(client, db):
    client.force_login(person(CONTRIBUTOR))
    return client


def formset(response):
    inlines = response.context["inline_admin_formsets"]
    return next(it.formset for it in inlines if it.formset.prefix == "participations")


def shown(response):
    return [form.instance.key for form in formset(response).initial_forms]


def documented():
    return newest(NATURAL).document["participations"]


def send(client, entry, page="", new=None, **edits):
    where = address(entry) + page
    sent = filled_in(client.get(where), new, **edits) | {"reason": "Why", "_save": "Yes"}
    return client.post(where, sent)


def test_all_pages_together_show_every_row_once(curator, entry):
    response = curator.get(address(entry))
    window, pages = formset(response).pages
    assert (window.start, window.total, len(pages)) == (0, MANY, -(-MANY // ROOM))
    found = [shown(curator.get(address(entry) + page.address)) for page in pages]
    assert found[0] == shown(response)
    assert [*itertools.chain(*found)] == [f"row-{number}" for number in range(MANY)]
    html = response.content.decode()
    assert all(page.address.replace("&", "&amp;") in html for page in pages[1:])


def test_a_short_list_has_no_pages(curator, entry):
    Participation.objects.filter(position__gte=ROOM).delete()
    response = curator.get(address(entry))
    assert formset(response).pages is None
    assert len(shown(response)) == ROOM
    assert "rows-pages" not in response.content.decode()


@pytest.mark.parametrize("is_draft", [False, True], ids=["public", "draft beside"])
def test_what_a_page_does_not_show_stays_as_it_is(curator, entry, is_draft):
    if is_draft:
        drafted = stored_document(entry) | {"summary": "Drafted."}
        drafted["participations"][7]["statement"] = "Drafted."
        revisions.change(NATURAL, 1, drafted, Who(reason="Draft"))
    before = stored_document(entry)["participations"]
    edit = {"participations-3-statement": "Edited.", "participations-4-DELETE": "on"}
    response = send(curator, entry, f"?participations={ROOM + 1}", **edit)
    assert response.status_code == 302
    wanted = {row["key"]: row["statement"] for row in before}
    wanted[f"row-{ROOM + 3}"] = "Edited."
    del wanted[f"row-{ROOM + 4}"]
    if is_draft:
        wanted["row-7"] = "Drafted."
    assert {row["key"]: row["statement"] for row in documented()} == wanted
    assert [row["key"] for row in documented()] == list(wanted)


def test_a_form_that_changes_nothing_makes_no_step(curator, entry):
    assert send(curator, entry, f"?participations={ROOM + 1}").status_code == 302
    assert not Revision.objects.filter(slug="long").exists()


def test_a_new_row_stands_after_those_on_other_pages(curator, entry):
    new = {"actor": make.make_actor(slug="norway").pk, "role": "host", "statement": "New."}
    new |= {"basis": "general-knowledge", "capacity": "unknown", "collection": "curated"}
    new |= {"track": Participation.objects.values_list("track", flat=True).first()}
    response = send(curator, entry, new={"participations": [new]})
    assert response.status_code == 302, errors(response)
    assert [row["key"] for row in documented()][-2:] == [f"row-{MANY - 1}", "norway-host"]


def test_a_form_with_an_error_says_that_other_rows_stay(curator, entry):
    response = send(curator, entry, name="")
    assert f"{MANY - ROOM} more stay as they are." in response.content.decode()
    assert len(shown(response)) == ROOM


def test_a_row_is_checked_against_those_on_other_pages(curator, entry):
    first = Participation.objects.get(key="row-0")
    same = {name: getattr(first, name) for name in ("role", "track_id", "dates")}
    edit = {f"participations-0-{name.removesuffix('_id')}": value for name, value in same.items()}
    edit = {name: "" if value is None else value for name, value in edit.items()}
    edit["participations-0-actor"] = first.actor_id
    response = send(curator, entry, f"?participations={ROOM + 1}", **edit)
    assert response.status_code == 200
    assert not Revision.objects.filter(slug="long").exists()


def test_rows_of_somebody_who_is_withheld_are_on_no_page_of_who_may_not_see_them(client, entry):
    hidden = Participation.objects.get(key="row-2")
    type(hidden.actor).objects.filter(pk=hidden.actor_id).update(visibility="withheld")
    for role, number in ((CONTRIBUTOR, MANY - 1), (ADMINISTRATOR, MANY)):
        client.force_login(person(role))
        response = client.get(address(entry))
        window, pages = formset(response).pages
        assert window.total == number
        keys = [key for it in pages for key in shown(client.get(address(entry) + it.address))]
        assert ("row-2" in keys, len(keys)) == (number == MANY, number)


@pytest.mark.parametrize("number", [0, 3, ROOM, MANY - 1])
def test_an_address_leads_to_a_row_wherever_it_stands(curator, entry, number):
    response = curator.get(address(entry), {"row": f"participations/row-{number}"})
    there, _, anchor = response["Location"].partition("#")
    response = curator.get(there)
    assert shown(response)[int(anchor.removeprefix("participations-"))] == f"row-{number}"
    assert f'id="{anchor}"' in response.content.decode()


@pytest.mark.parametrize("asked", ["participations/no-such", "participations", "x/y", "/", ""])
def test_an_address_of_no_row_leads_to_the_form(curator, entry, asked):
    response = curator.get(address(entry), {"row": asked})
    assert response.status_code == 302
    assert curator.get(response["Location"].partition("#")[0]).status_code == 200


def test_the_passages_of_a_work_have_pages_and_a_list_to_search(client, db):
    client.force_login(person(CONTRIBUTOR))
    work = make.make_work()
    for _ in range(MANY):
        make.make_citation(work=work)
    html = client.get(address(work)).content.decode()
    assert f"{MANY} in all." in html
    assert f"{address(Citation, 'changelist')}?work__id__exact={work.pk}" in html


def test_the_number_of_queries_does_not_grow_with_the_rows(
    curator, entry, django_assert_max_num_queries
):
    curator.get(address(entry))
    with django_assert_max_num_queries(14):
        curator.get(address(entry))
    short = make.make_initiative(basis="general-knowledge")
    make.make_participation(initiative=short, basis="general-knowledge")
    assert saving(curator, entry) <= saving(curator, short) + 2


def saving(client, entry):
    sent = filled_in(client.get(address(entry)), summary="Edited.")
    with CaptureQueriesContext(connection) as queries:
        assert (
            client.post(address(entry), sent | {"reason": "Why", "_save": "Yes"}).status_code == 302
        )
    assert newest(("initiative", entry.slug)).document["summary"] == "Edited."
    assert Initiative.objects.filter(summary="Edited.").count() == 0
    return len(queries)
