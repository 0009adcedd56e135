"""The score on /conflicts/<slug>/: what is drawn, and the table that says the same."""

import re
from html import unescape

import pytest

from tests.factories import (
    make_conflict,
    make_coverage,
    make_handover,
    make_initiative,
    make_involvement,
    make_outcome,
    make_participation,
    make_track,
)
from tests.markup import faults, markup

pytestmark = pytest.mark.django_db

SEARCHED = "searched, none found (Editors of this base, 3 May 2026, in Arabic, English)"


@pytest.fixture
def conflict():
    return make_conflict(name="The war")


def text(client, conflict, **parameters):
    return markup(client.get(conflict.get_absolute_url(), parameters)).text


def drawings(client, conflict):
    """The narrow and the wide drawing, as they are written."""
    html = client.get(conflict.get_absolute_url()).content.decode()
    found = re.findall(r'<svg class="score__(narrow|wide)".*?</svg>', html, re.DOTALL)
    assert found == ["narrow", "wide"]
    return [unescape(svg) for svg in re.findall(r'<svg class="score__.*?</svg>', html, re.DOTALL)]


def on_track(conflict, track, **fields):
    return make_involvement(
        initiative=make_initiative(name="Talks", conflicts=[conflict]), track=track, **fields
    )


def test_each_drawing_has_a_bar_for_each_involvement_that_leads_to_its_initiative(client, conflict):
    row = on_track(conflict, make_track(short_name="Media"), dates="1993/1994", function="origin")
    on_track(conflict, make_track(short_name="Funding"))

    for svg in drawings(client, conflict):
        assert svg.count("<rect") == 2
        assert f'<a href="{row.initiative.get_absolute_url()}">' in svg
        assert "<title>Talks: Origin on Media, 1993 to 1994</title>" in svg
        assert "<title>Talks: Channel on Funding, not dated in the sources</title>" in svg


def test_the_table_says_the_same(client, conflict):
    on_track(conflict, make_track(short_name="Media"), dates="1993/1994", function="origin")

    assert re.search(r"Talks \d+Media Origin 1993 to 1994", text(client, conflict))


def test_a_handover_is_drawn_with_its_kind_and_stands_in_the_table(client, conflict):
    make_handover(
        initiative=make_initiative(name="Talks", conflicts=[conflict]),
        from_track=make_track(short_name="Media"),
        to_track=make_track(short_name="Funding"),
        kind="uptake",
        date="1993",
    )

    for svg in drawings(client, conflict):
        assert "<title>Talks: Uptake from Media to Funding, 1993</title>" in svg
    assert re.search(r"Talks \d+Media \d+Funding Uptake 1993", text(client, conflict))


@pytest.mark.parametrize("kind", ["treaty", "agreement", "partial-agreement", "ceasefire"])
def test_an_agreement_is_a_numbered_line(client, conflict, kind):
    initiative = make_initiative(name="Talks", conflicts=[conflict])
    make_outcome(initiative=initiative, kind=kind, date="1993", statement="They signed.")

    for svg in drawings(client, conflict):
        assert 'class="score__line"' in svg
        assert ">1</text>" in svg
    assert re.search(r"1 [A-Z][a-z ]+ They signed\. 1993 Talks", text(client, conflict))


@pytest.mark.parametrize("kind", ["no-agreement", "collapsed"])
def test_an_end_without_an_agreement_is_another_kind_of_line(client, conflict, kind):
    make_outcome(initiative=make_initiative(conflicts=[conflict]), kind=kind, date="1993")

    for svg in drawings(client, conflict):
        assert "score__line--ended" in svg


def test_what_is_no_agreement_is_no_line(client, conflict):
    make_outcome(initiative=make_initiative(conflicts=[conflict]), kind="award", date="1993")

    assert all("score__line" not in svg for svg in drawings(client, conflict))


def test_an_agreement_belongs_to_the_conflict_that_it_names(client, conflict):
    both = make_initiative(conflicts=[conflict, make_conflict()])
    make_outcome(initiative=both, conflict=conflict, date="1993")
    make_outcome(initiative=make_initiative(), conflict=conflict, date="1995")

    assert all(svg.count('class="score__line"') == 2 for svg in drawings(client, conflict))


def test_an_agreement_that_names_another_conflict_or_could_mean_it_is_left_out(client, conflict):
    other = make_conflict()
    make_outcome(initiative=make_initiative(conflicts=[conflict]), conflict=other, date="1993")
    make_outcome(initiative=make_initiative(conflicts=[conflict, other]), date="1993")

    assert all("score__line" not in svg for svg in drawings(client, conflict))


def test_agreements_are_numbered_in_time(client, conflict):
    initiative = make_initiative(conflicts=[conflict])
    for statement, day in (("Third.", ""), ("Second.", "1995"), ("First.", "1993")):
        make_outcome(initiative=initiative, statement=statement, date=day)

    assert re.search(r"1 Agreement First\..* 2 .*Second\..* 3 .*Third\.", text(client, conflict))


def test_an_empty_stave_says_whether_somebody_searched(client, conflict):
    make_track(short_name="Media")
    make_coverage(
        conflict=conflict,
        track=make_track(short_name="Funding"),
        searched_by="Editors of this base",
        languages="ar en",
        note="In two catalogues.",
    )

    wide = drawings(client, conflict)[1]
    assert SEARCHED in wide
    assert wide.count("not yet researched") == 1
    assert f"Funding {SEARCHED}" in text(client, conflict)
    assert "Media not yet researched" in text(client, conflict)
    assert "In two catalogues." in text(client, conflict)


def test_a_stave_with_a_bar_never_says_that_none_was_found(client, conflict):
    track = make_track()
    make_coverage(conflict=conflict, track=track)
    on_track(conflict, track)
    html = client.get(conflict.get_absolute_url()).content.decode()

    assert "none found" not in html
    assert "not yet researched" not in html


def test_a_track_with_participants_alone_is_neither_empty_nor_unresearched(client, conflict):
    track = make_track(short_name="Media")
    make_participation(initiative=make_initiative(conflicts=[conflict]), track=track)

    assert "Media nothing ran here, though 1 had participants from here" in text(client, conflict)


def test_with_a_collection_chosen_an_empty_stave_says_nothing_of_the_others(client):
    conflict = make_conflict(collection="casebook", basis="case")
    on_track(conflict, make_track(short_name="Media"), collection="source-texts")
    shown = text(client, conflict, collection="casebook")

    assert "Media nothing in this collection" in shown
    assert "not yet researched" not in shown


def test_what_is_not_public_is_not_drawn(client, conflict):
    on_track(conflict, make_track(status="draft", short_name="Hidden"))
    make_involvement(initiative=make_initiative(conflicts=[conflict], status="draft"))

    assert all("<rect" not in svg and "Hidden" not in svg for svg in drawings(client, conflict))


def test_a_short_table_stands_open_and_a_long_one_is_folded(client, conflict):
    track = make_track()
    on_track(conflict, track)
    opened = '<details class="score-table" id="score-table" open>'

    assert opened in client.get(conflict.get_absolute_url()).content.decode()
    for _ in range(15):
        on_track(conflict, track)
    assert opened not in client.get(conflict.get_absolute_url()).content.decode()


def test_the_drawing_leads_to_the_table(client, conflict):
    shown = markup(client.get(conflict.get_absolute_url()))

    assert "#score-table" in {address for address, _ in shown.links}
    assert "score-table" in shown.ids


def test_the_page_is_sound_and_has_no_id_twice(client, conflict):
    on_track(conflict, make_track(), dates="1990/")
    make_coverage(conflict=conflict, track=make_track())
    make_outcome(initiative=make_initiative(conflicts=[conflict]))

    assert faults(client.get(conflict.get_absolute_url())) == []
