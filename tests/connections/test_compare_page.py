"""/compare/: two entries of a kind side by side."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    make_actor,
    make_citation,
    make_conflict,
    make_disagreement,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_outcome,
    make_participation,
    make_position,
    make_track,
    make_track_mapping,
    make_track_point,
    make_work,
)
from tests.full import MAKERS, Full
from tests.markup import Markup, faults

pytestmark = pytest.mark.django_db

PAGE = "/compare/"
KINDS = ["track", "framework", "actor", "initiative", "conflict"]


def answer(client, a, b, status=200):
    found = client.get(PAGE, {"a": a if isinstance(a, str) else a.ref, "b": getattr(b, "ref", b)})
    assert found.status_code == status
    return found


def table(client, a, b):
    """The words of both cells by the name of their row; of a cell over both, once."""
    text = answer(client, a, b).content.decode()
    found = {}
    for row in re.findall(r'<tr role="row"><th scope="row".*?</tr>', text, re.DOTALL):
        shown = re.sub(r'<span class="(compare__of|marks)".*?</span>', "", row, flags=re.DOTALL)
        head, *cells = re.split(r"(?=<td)", shown)
        found[words(head)] = [words(cell) for cell in cells]
    return found


def words(html):
    return Markup(re.sub(r"<(?=/?t[rdh])", "<", f"<table><tbody><tr>{html}")).text


def said(client, **parameters):
    """The sentence that says what is wrong, and the status."""
    found = client.get(PAGE, parameters)
    text = Markup(found.content.decode()).text
    return found.status_code, text.split("side by side.")[1].split(" Kind")[0].strip()


def entry(kind, **fields):
    makers = {model.KIND: maker for model, maker in MAKERS.items() if hasattr(model, "KIND")}
    return makers[kind](**fields)


# The question


def test_without_both_entries_there_is_the_form(client):
    text = client.get(PAGE, {"a": "track:business"}).content.decode()

    assert 'name="a" value="track:business"' in text
    assert "<table" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_two_of_every_kind_stand_side_by_side_in_the_order_given(client, kind):
    one, other = entry(kind), entry(kind)

    for a, b in ((one, other), (other, one)):
        text = answer(client, a, b).content.decode()
        assert f"<title>{a} and {b} compared" in text
        assert f"{PAGE}?a={a.ref}&amp;b={b.ref}" in text  # the permalink keeps the order


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_comparison_is_sound_html(client, kind):
    model = next(model for model in MAKERS if getattr(model, "KIND", "") == kind)
    one, other = Full().entries(model, 2)

    assert faults(answer(client, one, other).content.decode()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_that_is_not_public_answers_as_one_that_is_not_there(client, kind):
    one = entry(kind)
    unknown = answer(client, one, f"{kind}:some-name", 404).content
    entry(kind, slug="some-name", status="draft")

    assert answer(client, one, f"{kind}:some-name", 404).content == unknown


def test_a_withheld_actor_answers_as_one_that_is_not_there(client):
    one = make_actor()
    unknown = answer(client, "actor:some-name", one, 404).content
    make_actor(slug="some-name", name="Some name", visibility="withheld")

    assert answer(client, "actor:some-name", one, 404).content == unknown


@pytest.mark.parametrize(
    ("a", "b", "status", "sentence"),
    [
        ("track:no", "track:nothing", 404, "There is no track “no” and no track “nothing”."),
        ("track:x", "track:x", 400, "These are the same: name two that differ."),
        ("track:x", "actor:x", 400, "Two of one kind can be compared, not “track” and “actor”."),
        ("x", "y", 400, "Choose a kind, or write it before the slug, as in “track:business”."),
        ("work:x", "work:y", 400, "“work” is no kind of which two can be compared:"),
        ("track:\0", "track:x", 400, "An entry is named by a kind and a slug of at most 120"),
        ("track:" + "x" * 300, "track:x", 400, "An entry is named by a kind and a slug"),
        ("track:x:y", "track:", 404, "There is no track “x:y” and no track “”."),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(client, a, b, status, sentence):
    found = said(client, a=a, b=b)

    assert found[0] == status
    assert found[1].startswith(sentence)


def test_the_form_keeps_what_was_asked(client):
    text = client.get(PAGE, {"a": "actor:x", "b": "actor:<y>"}).content.decode()

    assert 'name="a" value="actor:x"' in text
    assert 'name="b" value="actor:&lt;y&gt;"' in text
    assert '<option value="actor" selected>' in text


def test_a_slug_alone_is_one_of_the_kind_that_is_chosen(client):
    one, other = make_actor(slug="one"), make_actor(slug="other")
    found = client.get(PAGE, {"a": "one", "b": "other", "kind": "actor"})

    assert (found.context["a"], found.context["b"]) == (one, other)


def test_what_may_have_been_meant_is_offered(client):
    make_actor(slug="norway", name="Norway")
    make_actor(slug="egypt", name="Egypt")
    text = client.get(PAGE, {"a": "actor:norw", "b": "actor:egypt"}).content.decode()

    assert '<a href="?a=actor:norway&amp;b=actor:egypt">Norway</a>' in text


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_an_entry_leads_to_the_form_with_its_name(client, kind):
    one = entry(kind)

    assert f'href="/compare/?a={one.ref}"' in client.get(one.get_absolute_url()).content.decode()


# What is compared


def test_tracks_are_compared_by_framework_points_and_counts(client):
    one, other = make_track(name="Business"), make_track(name="Funding")
    framework = make_framework(name="Nine tracks")
    for number, track in ((3, one), (8, other)):
        it = make_framework_track(framework=framework, number=number, definition="It is this.")
        make_track_mapping(framework_track=it, track=track, relation="exact")
        make_track_point(framework_track=it, kind="strength", statement=f"Strong as {number}.")
    make_involvement(track=one)
    make_participation(track=one, role="host")
    found = table(client, one, other)

    assert [cell[:1] for cell in found["In Nine tracks"]] == ["3", "8"]
    assert found["Strength"] == ["Strong as 3.", "Strong as 8."]
    assert found["Initiatives"] == ["2", "0"]
    assert found["Actors"] == ["1", "0"]


def test_the_counts_of_tracks_lead_to_lists_of_that_many(client):
    one, other = make_track(), make_track()
    for _ in range(3):
        make_participation(track=one, role="host")
    make_participation(track=one, role="addressee")
    text = answer(client, one, other).content.decode()

    for name in ("initiatives", "actors"):
        address = f"/{name}/?track={one.slug}"
        assert f'<a href="{address}">3</a>' in text
        assert len(client.get(address).context["object_list"]) == 3


def test_what_two_tracks_share_leads_to_the_lists_behind_each_number(client):
    first, second = make_track(number=1), make_track(number=2)
    initiative = make_initiative()
    make_involvement(initiative=initiative, track=first)
    make_participation(initiative=initiative, track=second)
    make_handover(initiative=initiative, from_track=second, to_track=first)
    text = answer(client, second, first).content.decode()

    pair = f"/connections/{first.slug}/{second.slug}/"
    assert f'href="{pair}initiatives/"' in text
    assert f'href="{pair}handovers/?from={second.slug}"' in text
    [between] = table(client, second, first)["Between the two"]
    one, two = first.short_name, second.short_name
    assert f"1 shared initiative of {two} and {one}" in between
    assert f"1 handover from {two} to {one}" in between
    assert f"0 handovers from {one} to {two}" in between


def test_frameworks_are_compared_theme_by_theme(client):
    theme, other_theme = make_track(short_name="Business"), make_track(short_name="Media")
    one, other = make_framework(), make_framework()
    its = [make_framework_track(framework=it, number=n) for n, it in ((3, one), (2, other))]
    for it in its:
        make_track_mapping(framework_track=it, track=theme, relation="close")
    make_track_mapping(framework_track=its[0], track=other_theme, relation="narrow")
    found = table(client, one, other)

    assert [cell[:1] for cell in found["1Business"]] == ["3", "2"]
    assert [cell[:1] for cell in found["2Media"]] == ["3", "–"]


def test_actors_are_compared_by_initiatives_and_the_shared_are_marked(client):
    one, other = make_actor(), make_actor()
    shared, own = make_initiative(name="B shared"), make_initiative(name="A of its own")
    for actor in (one, other):
        make_participation(actor=actor, initiative=shared, role="host")
    make_participation(actor=one, initiative=own, role="mediator")
    text = table(client, one, other)["Initiatives"]

    assert re.match(r"both \S+ \d+ ?B shared – host", text[0])
    assert "A of its own – mediator" in text[0]
    assert text[1].startswith("both")
    assert "A of its own" not in text[1]


def test_an_addressee_did_not_take_part_from_a_track(client):
    one, other = make_actor(), make_actor()
    make_participation(actor=one, role="addressee")

    assert "Tracks that it took part from" not in table(client, one, other)


def test_initiatives_are_compared_by_tracks_handovers_actors_and_outcomes(client):
    one, other = make_initiative(dates="1993"), make_initiative(dates="1994")
    conflict, actor, track = make_conflict(name="A war"), make_actor(name="Norway"), make_track()
    for it in (one, other):
        it.conflicts.add(conflict)
        make_participation(initiative=it, actor=actor, role="host")
        make_involvement(initiative=it, track=track, why="They met.")
    make_handover(initiative=one, cause="A minister came.")
    make_outcome(initiative=one, kind="treaty", date="1993-09", statement="They signed.")
    found = table(client, one, other)

    assert found["Dates"] == ["1993", "1994"]
    assert found["Conflicts"] == ["both A war", "both A war"]
    assert all(cell.startswith("both") and "They met." in cell for cell in found["Tracks"])
    assert "A minister came." in found["Handovers"][0]
    assert all(cell.startswith("both") and "Norway" in cell for cell in found["Who took part"])
    assert found["What came of it"][0] == "Treaty, September 1993. They signed."


def test_conflicts_are_compared_by_parties_initiatives_by_track_and_agreements(client):
    one, other = make_conflict(), make_conflict()
    party, track = make_actor(name="A side"), make_track()
    for it in (one, other):
        it.parties.add(party)
    for name in ("First", "Second"):
        initiative = make_initiative(name=name, conflicts=[one])
        make_involvement(initiative=initiative, track=track)
        make_outcome(initiative=initiative, conflict=one, kind="ceasefire", statement=f"{name} x.")
    make_outcome(conflict=one, kind="award", statement="A prize.")
    found = table(client, one, other)
    text = answer(client, one, other).content.decode()

    assert found["Parties named"] == ["both A side", "both A side"]
    address = f"/initiatives/?conflict={one.slug}&track={track.slug}"
    assert f'<a href="{address.replace("&", "&amp;")}">2 initiatives</a>' in text
    assert len(client.get(address).context["object_list"]) == 2
    assert "First x." in found["Agreements"][0]
    assert "Second x." in found["Agreements"][0]
    assert "A prize." not in found["Agreements"][0]


def test_initiatives_of_a_conflict_stand_by_time(client):
    one, other = make_conflict(), make_conflict()
    for name, dates in (("Late", "1993"), ("Undated", ""), ("Early", "1971")):
        make_initiative(name=name, dates=dates, conflicts=[one])
    cell = table(client, one, other)["Initiatives"][0]

    assert re.findall(r"Early|Late|Undated", cell) == ["Early", "Late", "Undated"]


def test_a_statement_carries_its_marks_and_notes(client):
    one, other = make_initiative(), make_initiative()
    work = make_work(title="A history")
    make_outcome(initiative=one, citations=[make_citation(work=work, locator="p. 7")])
    text = answer(client, one, other).content.decode()

    assert 'href="#note-1"' in text
    assert 'id="note-1"' in text
    assert "A history" in text


def test_where_sources_differ_both_sides_stand_below_and_the_fact_leads_there(client):
    one, other = make_initiative(), make_initiative()
    question = make_disagreement(slug="when", question="When was it?")
    make_position(disagreement=question, statement="In May.")
    make_position(disagreement=question, statement="In June.")
    make_outcome(initiative=one, disagreements=[question])
    text = answer(client, one, other).content.decode()

    assert 'href="#differ-when"' in text
    assert 'id="differ-when"' in text
    assert "In May." in text
    assert "In June." in text


def test_parts_that_are_not_public_are_left_out(client):
    one, other = make_initiative(), make_initiative()
    hidden = make_actor(name="Nobody", visibility="withheld")
    make_participation(initiative=one, actor=hidden)

    assert "Nobody" not in answer(client, one, other).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_more_facts_take_no_more_queries(client, kind):
    model = next(model for model in MAKERS if getattr(model, "KIND", "") == kind)
    full = Full()
    few = full.entries(model, 2, parts=1)
    with CaptureQueriesContext(connection) as first:
        answer(client, *few)
    many = full.entries(model, 2, parts=4)
    with CaptureQueriesContext(connection) as second:
        answer(client, *many)

    assert len(second) <= len(first), "\n".join(q["sql"][:200] for q in second.captured_queries)
