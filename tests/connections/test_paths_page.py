"""/connections/paths/ and /api/v1/paths/: the ways between two entries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connections.ends import LONGEST_TEXT, SUGGESTED
from tests.api.test_schema_page import schema  # noqa: F401 (a fixture)
from tests.factories import (
    make_actor,
    make_citation,
    make_initiative,
    make_participation,
    make_track,
)
from tests.markup import faults, markup
from tests.refusals import refused
from tests.schema import faults as schema_faults

pytestmark = pytest.mark.django_db

PAGE = "/connections/paths/"
API = "/api/v1/paths/"
SUGGEST = "/api/v1/paths/suggest/"


@pytest.fixture
def oslo():
    """Norway and Israel in the Oslo channel; Israel, a state, and Egypt at Camp David."""
    track = make_track(number=2, slug="professional", name="Professional")
    entries = {
        "norway": make_actor(name="Norway", kind="state"),
        "israel": make_actor(name="Israel", kind="state"),
        "egypt": make_actor(name="Egypt", kind="state"),
        "oslo": make_initiative(name="Oslo channel", dates="1993"),
        "camp-david": make_initiative(name="Camp David", dates="1978"),
    }
    for actor, initiative, role in (
        ("norway", "oslo", "mediator"),
        ("israel", "oslo", "party"),
        ("israel", "camp-david", "party"),
        ("egypt", "camp-david", "signatory"),
    ):
        make_participation(
            actor=entries[actor], initiative=entries[initiative], track=track, role=role,
            dates="1993" if role == "mediator" else "", citations=[make_citation()],
        )  # fmt: skip
    return entries


def ask(client, start, end, **more):
    return client.get(PAGE, {"from": start, "to": end, **more})


def api(client, start, end, **more):
    answer = client.get(API, {"from": start, "to": end, **more})
    assert answer.status_code == 200, answer.content
    return answer.json()


def refs(path):
    return [stop["entry"]["ref"] for stop in path["stops"]]


# What is found


def test_a_way_is_told_step_by_step_with_its_evidence(client, oslo):
    answer = ask(client, "actor:norway", "actor:egypt")
    page = markup(answer)

    assert answer.status_code == 200
    assert "1 way of at most 6 steps" in page.text
    assert "Norway in Oslo channel 1993" in page.text
    assert "Professional Mediator, 1993" in page.text
    assert "By way of Oslo channel (2 actors), Israel (in 2 initiatives), Camp" in page.text
    assert not faults(answer.content.decode())


def test_the_drawing_has_every_stop_and_part(client, oslo):
    html = ask(client, "actor:norway", "actor:egypt").content.decode()
    drawing = html.partition("<svg")[2].partition("</svg>")[0]

    for text in ("Norway", "Mediator, Professional, 1993", "Oslo channel", "Israel", "Signatory"):
        assert f">{text}" in drawing
    assert drawing.count("chain__actor") == 3
    assert drawing.count("chain__initiative") == 2


def test_the_api_tells_the_same(client, oslo, schema):  # noqa: F811 (the fixture)
    found = api(client, "actor:norway", "actor:egypt")

    [path] = found["paths"]
    assert refs(path) == [
        "actor:norway",
        "initiative:oslo-channel",
        "actor:israel",
        "initiative:camp-david",
        "actor:egypt",
    ]
    assert (path["length"], path["product"]) == (4, 2 * 2 * 2)
    assert [stop["connections"] for stop in path["stops"]] == [1, 2, 2, 2, 1]
    first = path["steps"][0]
    assert (first["actor"], first["initiative"]) == ("actor:norway", "initiative:oslo-channel")
    assert [part["role"] for part in first["participations"]] == ["mediator"]
    assert (found["from"]["name"], found["to"]["name"]) == ("Norway", "Egypt")
    assert schema_faults(schema, API, found) == []


def test_a_way_may_begin_and_end_with_an_initiative(client, oslo):
    [path] = api(client, "initiative:oslo-channel", "initiative:camp-david")["paths"]

    assert refs(path) == ["initiative:oslo-channel", "actor:israel", "initiative:camp-david"]


@pytest.mark.parametrize("role", ["addressee", "observer"])
def test_addressees_and_observers_join_nothing(client, role):
    part = make_participation(role=role)

    assert api(client, part.actor.ref, part.initiative.ref)["paths"] == []


def test_states_can_be_left_out_on_the_way_but_not_at_its_ends(client, oslo):
    assert api(client, "actor:norway", "actor:egypt", without="states")["paths"] == []
    assert len(api(client, "actor:norway", "actor:israel", without="states")["paths"]) == 1


def test_where_there_is_no_way_the_page_says_so_and_what_was_left_out(client, oslo):
    answer = ask(client, "actor:norway", "actor:egypt", without="states")

    assert answer.status_code == 200
    words = "No way of at most 8 steps leads from Norway to Egypt with states left out."
    assert words in markup(answer).text


def test_ways_through_hubs_come_after_those_through_others(client):
    track, ends, through = make_track(), [make_actor(), make_actor()], {}
    for name in ("hub", "quiet"):
        through[name] = make_actor(name=name)
        for end in ends:
            initiative = make_initiative()
            for actor in (end, through[name]):
                make_participation(actor=actor, initiative=initiative, track=track)
    for _ in range(3):
        make_participation(actor=through["hub"], track=track)

    paths = api(client, ends[0].ref, ends[1].ref)["paths"]

    assert [refs(path)[2] for path in paths] == ["actor:quiet", "actor:hub"]
    assert [path["product"] for path in paths] == [2 * 2 * 2, 2 * 5 * 2]


def test_two_collections_that_say_the_same_are_drawn_once_and_told_twice(client, oslo):
    part = oslo["norway"].participations.get()
    part.pk, part.key, part.collection = None, "again", "casebook"
    part.save()
    html = ask(client, "actor:norway", "initiative:oslo-channel").content.decode()

    assert html.count(">Mediator, Professional, 1993<") == 1
    assert html.count(">Mediator</a>") == 2


def test_a_collection_limits_what_joins(client, oslo):
    oslo["norway"].participations.update(collection="casebook")

    assert api(client, "actor:norway", "actor:israel", collection="casebook")["paths"] == []
    found = api(client, "actor:norway", "initiative:oslo-channel", collection="casebook")
    assert len(found["paths"]) == 1


def test_the_number_of_queries_is_the_same_for_short_and_for_long_ways(client, oslo):
    for address in (PAGE, API):
        counts = []
        for end in ("initiative:oslo-channel", "actor:egypt"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(address, {"from": "actor:norway", "to": end})
            counts.append(len(queries))
        assert counts[0] == counts[1], address


# The form


def test_without_ends_there_is_the_form_and_the_rule(client):
    page = markup(client.get(PAGE))

    assert {"end-from", "end-to", "without-states"} <= {*page.ids}
    assert "the smallest product wins" in page.text


def test_one_end_is_kept_until_the_other_is_given(client, oslo):
    answer = client.get(PAGE, {"from": "actor:norway"})

    assert answer.status_code == 200
    assert 'value="actor:norway"' in answer.content.decode()


def test_a_name_that_only_one_entry_has_is_enough(client, oslo):
    assert "1 way of at most 5 steps" in markup(ask(client, "norway", "Camp David")).text


def test_part_of_a_name_leads_to_a_choice_that_keeps_the_rest(client, oslo):
    answer = ask(client, "oslo", "actor:egypt", without="states")
    links = [link for link, _ in markup(answer).links]

    assert answer.status_code == 200
    assert "?from=initiative:oslo-channel&to=actor:egypt&without=states" in links


def test_a_name_that_two_entries_have_leads_to_a_choice(client, oslo):
    make_actor(name="Norway", slug="norway-2")
    links = [link for link, _ in markup(ask(client, "Norway", "actor:egypt")).links]

    assert "?from=actor:norway&to=actor:egypt" in links
    assert "?from=actor:norway-2&to=actor:egypt" in links


# What cannot be answered


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("actor:nobody", 404, "There is no actor “nobody”."),
        ("initiative:nothing", 404, "There is no initiative “nothing”."),
        ("no such name", 404, "No actor and no initiative here has the words “no such name”."),
        ("track:business", 400, "Ways join actors and initiatives; a track has none."),
        ("a\0b", 400, "This has a character that no name has."),
        ("x" * (LONGEST_TEXT + 1), 400, f"Give at most {LONGEST_TEXT} characters."),
    ],
)
def test_an_end_that_cannot_be_used_is_refused_with_a_sentence_and_kept(
    client, oslo, text, status, words
):
    answer = ask(client, text, "actor:egypt")
    shown = text.replace("\0", "")[:LONGEST_TEXT]

    assert answer.status_code == status
    assert words in markup(answer).text
    assert f'value="{shown}"' in answer.content.decode()
    assert 'value="actor:egypt"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=actor:norway&to=actor:norway", "Both ends are Norway."),
        ("from=actor:norway&from=actor:egypt&to=actor:israel", "Give this once."),
        ("from=actor:norway&to=actor:egypt&without=people", "Only states can be left out."),
    ],
)
def test_a_question_without_sense_is_refused_with_a_sentence(client, oslo, query, words):
    answer = client.get(f"{PAGE}?{query}")

    assert answer.status_code == 400
    assert words in markup(answer).text


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "from"),
        ("from=norway&to=actor:egypt", "from"),
        ("from=actor:nobody&to=actor:egypt", "from"),
        ("from=actor:norway", "to"),
        ("from=actor:norway&to=actor:norway", "to"),
        ("from=actor:norway&to=track:business", "to"),
        ("from=actor:norway&to=nonsense:x", "to"),
        ("from=actor:norway&to=actor:%00", "to"),
        ("from=actor:norway&to=actor:egypt&to=actor:israel", "to"),
        ("from=actor:norway&to=actor:egypt&without=people", "without"),
        ("from=actor:norway&to=actor:egypt&without=states&without=states", "without"),
        ("from=actor:norway&to=actor:egypt&depth=3", "depth"),
        ("from=actor:norway&to=actor:egypt&collection=mine", "collection"),
    ],
)
def test_the_api_refuses_with_the_name_of_the_parameter(client, oslo, query, name):
    answer = client.get(f"{API}?{query}")

    status, names = refused(answer)
    assert (status, name in names) == (400, True)


@pytest.mark.parametrize("address", [PAGE, API])
@pytest.mark.parametrize("hidden", [{"visibility": "withheld"}, {"status": "draft"}])
def test_what_is_not_public_answers_as_what_is_unknown_to_the_byte(client, oslo, address, hidden):
    part = make_participation(
        actor=make_actor(slug="hidden-one", name="Quiet Person", **hidden),
        initiative=oslo["oslo"],
        track=oslo["norway"].participations.get().track,
    )
    for text in (part.actor.ref, part.actor.name):
        unknown = text.replace("hidden-one", "unknownone").replace("Quiet", "Other")
        for asked in ({"from": "%s", "to": "actor:norway"}, {"from": "actor:norway", "to": "%s"}):
            of_hidden, of_unknown = (
                client.get(
                    address, {name: value.replace("%s", said) for name, value in asked.items()}
                )
                for said in (text, unknown)
            )
            shown = of_hidden.content.decode()
            for one, other in (("hidden-one", "unknownone"), ("Quiet", "Other")):
                shown = shown.replace(one, other)
            assert of_hidden.status_code == of_unknown.status_code
            assert shown == of_unknown.content.decode().replace("Quiet", "Other")


@pytest.mark.parametrize("hidden", [{"visibility": "withheld"}, {"status": "draft"}])
def test_no_way_leads_through_what_is_not_public(client, oslo, hidden):
    for name, value in hidden.items():
        setattr(oslo["israel"], name, value)
    oslo["israel"].save()

    assert api(client, "actor:norway", "actor:egypt")["paths"] == []


# Suggestions


def test_entries_are_suggested_by_their_names(client, oslo, schema):  # noqa: F811 (the fixture)
    found = client.get(SUGGEST, {"q": "os"}).json()

    assert [entry["ref"] for entry in found["results"]] == ["initiative:oslo-channel"]
    assert schema_faults(schema, SUGGEST, found) == []


def test_no_more_than_ten_are_suggested_and_nothing_that_is_not_public(client):
    for _ in range(SUGGESTED + 5):
        make_actor(name="Forum", kind="ngo")
    hidden = make_actor(name="Forum", slug="hidden-forum", visibility="withheld")
    results = client.get(SUGGEST, {"q": "forum"}).json()["results"]

    assert len(results) == SUGGESTED
    assert hidden.ref not in {entry["ref"] for entry in results}


@pytest.mark.parametrize(
    ("query", "name"), [("q=a&q=b", "q"), ("q=%00", "q"), (f"q={'x' * 201}", "q"), ("x=1", "x")]
)
def test_a_suggestion_that_cannot_be_asked_for_is_refused(client, query, name):
    answer = client.get(f"{SUGGEST}?{query}")

    status, names = refused(answer)
    assert (status, name in names) == (400, True)


def test_nothing_is_suggested_for_nothing(client, oslo):
    assert client.get(SUGGEST).json() == {"results": []}
