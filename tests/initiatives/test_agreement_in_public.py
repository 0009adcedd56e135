"""How far coders agree, at /codebook/ and in the API: sums alone, of public cases alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from curation.models import Edition, Entry, FormerSlug
from initiatives.coding import set_aside
from initiatives.models import Coding, Handover, Involvement, Participation
from initiatives.reliability import agreement
from tests.coded import COLLECTION, TRACKS, agreeing, coded, make_case
from tests.markup import faults, markup
from tests.tables import rows_of

pytestmark = pytest.mark.django_db

PAGE, API = "/codebook/", "/api/v1/codebook/"
NO_FUNCTIONS = {"professional": ["channel"]}


def figure(name):
    [found] = [it for it in agreement().figures if it.id == f"agreement-{name}"]
    return found


def of(name):
    found = figure(name)
    return found.units, found.values, found.observed, found.alpha


@pytest.fixture
def two_cases():
    """Coded by one person: the first as the base has it, the second otherwise in all."""
    oslo, aceh = make_case("oslo"), make_case("aceh", main="government", handover="transfer")
    coded(oslo)
    coded(
        aceh,
        main_track="professional",
        functions={"professional": ["channel", "origin"], "funding": ["funding"]},
        handovers=[["professional", "funding", "transfer"]],
        actors={
            "aceh-body": [["mediator", "professional"]],
            "aceh-state": [["party", "professional"]],
        },
    )
    return oslo, aceh


# With nothing to say


def test_without_a_second_coding_the_page_says_that_there_is_none(client):
    response = client.get(PAGE)

    assert "No case has been coded a second time yet" in markup(response).text
    assert faults(response) == []
    assert client.get(API).json()["agreement"]["figures"] == []


def test_a_single_case_has_no_figures_since_they_would_be_those_of_one_coding(client):
    coded(make_case("oslo"))

    assert "One case has been coded a second time." in markup(client.get(PAGE)).text
    assert agreement().figures == []


def test_a_draft_changes_no_answer_by_a_single_byte(client, two_cases):
    before = [client.get(address).content for address in (PAGE, API, f"{API}?format=csv")]
    draft = Coding.objects.create(case="oslo", collection=COLLECTION, coder=2)
    Coding.objects.filter(pk=draft.pk).update(answers=agreeing(two_cases[0]), note="canary")

    assert [client.get(it).content for it in (PAGE, API, f"{API}?format=csv")] == before


# What is said


def test_main_tracks_are_compared_case_by_case(two_cases):
    """Professional twice, then Government and Professional: 1 - 3 × 2 / (2 × 1 × 3)."""
    assert of("main-track") == (2, 4, 0.5, 0.0)


def test_tracks_are_compared_for_every_case_and_track(two_cases):
    """Of six pairs two differ; 8 times yes and 4 times no: 1 - 11 × 4 / (2 × 8 × 4)."""
    assert of("tracks") == (6, 12, 0.667, 0.312)


def test_functions_are_compared_on_tracks_that_both_name(two_cases):
    """Two tracks in Oslo, one in Aceh, six functions on each; one of 18 pairs differs."""
    units, values, observed, _ = of("functions")

    assert (units, values, observed) == (18, 36, 0.944)


def test_handovers_are_compared_between_all_tracks_that_anybody_names(two_cases):
    """Two ordered pairs of two tracks in Oslo, six of three in Aceh; two differ."""
    units, values, observed, _ = of("handovers")

    assert (units, values, observed) == (8, 16, 0.75)


def test_kinds_are_compared_where_both_see_a_handover(two_cases):
    """In Oslo alone, where both say uptake: no variation, so that alpha is undefined."""
    assert of("handover-kinds") == (1, 2, 1.0, None)


def test_roles_are_compared_one_by_one(two_cases):
    """Four actors and twenty roles; facilitator and mediator make two pairs that differ."""
    units, values, observed, _ = of("roles")

    assert (units, values, observed) == (80, 160, 0.975)


def test_tracks_of_actors_are_compared_actor_by_actor(two_cases):
    """Of four one differs; 5 times Professional, 3 times Government: 1 - 7 × 2 / (2 × 15)."""
    assert of("actor-tracks") == (4, 8, 0.75, 0.533)


def test_what_the_works_do_not_tell_is_left_out(two_cases):
    coding = Coding.objects.get(case="aceh")
    answers = {
        **coding.answers,
        "main_track": "?",
        "actors": {"aceh-body": [["facilitator", "professional"]]},
        "untold": ["aceh-state"],
    }
    Coding.objects.filter(pk=coding.pk).update(answers=answers)

    assert figure("main-track").units == 1
    assert of("actor-tracks")[:3] == (3, 6, 1.0)


def test_three_who_code_the_same_base_are_compared_with_each_other(two_cases):
    coded(two_cases[0], coder=2, main_track="government")

    assert of("main-track")[:3] == (2, 5, pytest.approx(0.2))
    assert (agreement().cases, agreement().codings, agreement().coders) == (2, 3, 2)


def test_who_met_another_base_is_compared_with_that_one(two_cases):
    """The base said support when the second came, who says so too: no pair of theirs differs."""
    before = figure("functions")
    Involvement.objects.filter(initiative=two_cases[0]).update(function="support")
    coded(two_cases[0], coder=2)

    found = figure("functions")
    assert found.units == before.units + 12
    assert agreement().cases == 2


def test_later_changes_of_the_base_leave_the_figures_alone(two_cases):
    before = agreement()
    Involvement.objects.all().delete()
    two_cases[0].main_track = None
    two_cases[0].save()

    assert agreement() == before


def test_page_api_and_table_say_the_same(client, two_cases):
    text = markup(client.get(PAGE)).text
    api = client.get(API).json()["agreement"]["figures"][-1]
    [row] = [it for it in rows_of(client.get(f"{API}?format=csv")) if it["Name"] == api["name"]]

    assert (api["units"], api["observed"], api["alpha"], api["low"]) == (4, 0.75, 0.533, None)
    assert "4 8 75.0% 0.533 –" in text
    assert "Alpha 0.533; 75.0% agreement; 4 units, 8 values." in row["Meaning"]
    assert api["html_url"].endswith("/codebook/#agreement-actor-tracks")
    assert "undefined: no variation" in text


def test_from_ten_cases_on_there_is_an_interval(client):
    for number in range(10):
        coded(make_case(f"case-{number}"), main_track=TRACKS[number % 2])

    found = client.get(API).json()["agreement"]["figures"][0]
    assert found["low"] < found["alpha"] < found["high"]
    assert f"{found['low']:.3f} to {found['high']:.3f}" in markup(client.get(PAGE)).text


def test_the_page_says_what_a_good_alpha_is_and_how_it_was_counted(client, two_cases):
    text = markup(client.get(PAGE)).text

    for words in (".800", ".667", "1,000 resamples", "Whole cases are drawn"):
        assert words in text


def test_cases_set_aside_are_counted(client, two_cases):
    coding = Coding.objects.create(case="oslo", collection=COLLECTION, coder=2)
    set_aside(coding, coding.version)

    assert "Drawn and set aside uncoded: 1." in markup(client.get(PAGE)).text


def test_a_chosen_collection_has_the_figures_of_its_own_codings(client, two_cases):
    asked = {it: client.get(API, {"collection": it}).json() for it in ("casebook", "curated")}

    assert {name: it["agreement"]["cases"] for name, it in asked.items()} == {
        "casebook": 2,
        "curated": 0,
    }


def test_the_answer_is_new_once_something_was_submitted(client, two_cases):
    etag = client.get(API)["ETag"]
    coded(make_case("cairo"))

    assert client.get(API, headers={"if-none-match": etag}).status_code == 200


def test_the_page_takes_as_many_queries_for_many_codings_as_for_few(client, two_cases):
    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(PAGE)
        return len(found)

    few = queries()
    for number in range(8):
        coded(make_case(f"case-{number}"))

    # the edition; tracks and questions; codings; former slugs and public rows of cases, of actors
    assert queries() == few <= 9


# What is not said


def test_no_single_coding_and_nobody_who_coded_is_named(client, django_user_model):
    """Neither case nor coder, doubt nor answer: a word of its own in each."""
    coder = django_user_model.objects.create_user("canary", first_name="Canary").pk
    for slug in ("canary-one", "canary-two"):
        coded(make_case(slug), coder=coder, note="canary")
    answers = Coding.objects.latest("pk").answers
    Coding.objects.update(answers={**answers, "main_track": "canary"})

    for address in (PAGE, API, f"{API}?format=csv"):
        assert b"canary" not in client.get(address).content.lower()


def test_a_case_that_is_not_public_any_more_does_not_count(two_cases):
    two_cases[1].status = Entry.Status.WITHDRAWN
    two_cases[1].save()

    assert (agreement().cases, agreement().figures) == (1, [])


def test_an_actor_that_is_withheld_is_left_out_of_every_coding(two_cases):
    for initiative in two_cases:
        actor = initiative.participations.get(role="party").actor
        actor.visibility = "withheld"
        actor.save()

    assert of("actor-tracks")[:3] == (2, 4, 1.0)
    assert figure("roles").units == 40


def test_entries_that_were_renamed_still_count(two_cases):
    before = agreement()
    oslo = two_cases[0]
    for row in (oslo, oslo.participations.get(role="party").actor):
        FormerSlug.objects.create(kind=row.KIND, old=row.slug, slug=f"{row.slug}-now")
        row.slug = f"{row.slug}-now"
        row.save()

    assert agreement() == before


def test_a_case_that_is_loaded_anew_keeps_its_codings(two_cases):
    before = agreement()
    for parts in (Participation.objects, Handover.objects, Involvement.objects):
        parts.filter(initiative=two_cases[0]).delete()
    two_cases[0].delete()
    assert agreement().cases == 1

    type(two_cases[0])(slug="oslo", name="Case oslo", kind="dialogue", status="published").save()
    assert agreement() == before
    assert Edition.current().number == 2
