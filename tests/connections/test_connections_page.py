"""/connections/ and the pages behind its numbers."""

import re

import pytest

from tests.factories import (
    make_actor,
    make_citation,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_participation,
    make_track,
    make_track_mapping,
    make_track_relation,
)
from tests.markup import Markup

pytestmark = pytest.mark.django_db


@pytest.fixture
def tracks():
    names = {"1": "Government", "2": "Professional", "7": "Religion"}
    return [
        make_track(number=number, short_name=name, slug=name.lower())
        for number, name in names.items()
    ]


@pytest.fixture
def tied(tracks):
    """Government and Professional: three initiatives, two actors, handovers there and back."""
    one, two, _ = tracks
    for number in range(3):
        initiative = make_initiative(name=f"Effort {number}", dates=f"199{number}")
        make_involvement(initiative=initiative, track=one, why="Ministers came.")
        make_involvement(initiative=initiative, track=two, why="Facilitators ran it.")
    make_handover(initiative=initiative, from_track=two, to_track=one, cause="Talks were taken up.")
    make_handover(initiative=initiative, from_track=two, to_track=one, cause="And again.")
    make_handover(initiative=initiative, from_track=one, to_track=two, cause="And back.")
    for name in ("Ada", "Bea"):
        actor = make_actor(name=name)
        make_participation(initiative=initiative, actor=actor, track=one, role="mediator")
        make_participation(initiative=initiative, actor=actor, track=two, role="host")
    framework = make_framework()
    themes = [make_framework_track(framework=framework) for _ in range(2)]
    for theme, track in zip(themes, tracks, strict=False):
        make_track_mapping(framework_track=theme, track=track)
    make_track_relation(
        framework=framework,
        from_track=themes[1],
        to_track=themes[0],
        kind="prepares",
        statement="It paves the way.",
        citations=[make_citation()],
    )
    return one, two


def html(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def numbers(page: str) -> dict[str, int]:
    """Every number that links to a list of connections, by its address."""
    found = re.findall(r'<a href="(/connections/[^"]+)"[^>]*>(\d+)</a>', page)
    return {address.replace("&amp;", "&"): int(number) for address, number in found}


def test_every_number_leads_to_a_list_of_exactly_so_many(client, tied):
    checked = 0
    for show in ("", "initiatives", "actors", "handovers", "stated"):
        for address, number in numbers(html(client, f"/connections/?show={show}")).items():
            listed = html(client, address)
            rows = listed.count('<li class="statement"')
            assert f">{number} " in listed, address
            assert rows == number, address
            checked += 1
    assert checked > 15


def test_every_number_of_a_track_s_page_leads_to_a_list_of_exactly_so_many(client, tied):
    found = numbers(html(client, "/tracks/government/"))
    assert sorted(found.values()) == [1, 1, 2, 2, 3]
    for address, number in found.items():
        assert html(client, address).count('<li class="statement"') == number, address


def test_the_addresses_of_the_numbers_keep_the_filters(client, tied):
    page = html(client, "/connections/?year_from=1992&kind=")
    found = numbers(page)
    assert {address.partition("?")[2] for address in found} >= {"year_from=1992"}
    address = "/connections/government/professional/initiatives/?year_from=1992"
    assert found[address] == 1
    assert html(client, address).count('<li class="statement"') == 1


def test_the_matrix_is_square_with_all_on_a_track_in_the_diagonal(client, tied):
    page = html(client, "/connections/")
    table = page[page.index('<table class="matrix"') :].partition("</table>")[0]
    assert table.count("<tr>") == 4
    assert [int(n) for n in re.findall(r">(\d+)</(?:a|span)></td>", table)] == [
        *(3, 3, 0),
        *(3, 3, 0),
        *(0, 0),
    ]


def test_handovers_stand_in_the_matrix_from_row_to_column(client, tied):
    found = numbers(html(client, "/connections/?show=handovers"))
    there = "/connections/government/professional/handovers/?from="
    assert (found[f"{there}professional"], found[f"{there}government"]) == (2, 1)


def test_the_form_keeps_what_is_shown(client, tied):
    page = html(client, "/connections/?show=handovers")
    assert '<input type="hidden" name="show" value="handovers">' in page


def test_a_filter_that_cannot_be_used_is_named_and_the_page_goes_on_without_it(client, tied):
    page = html(client, "/connections/?year_from=soon&show=anything")
    assert "Give a year in figures" in page
    assert numbers(page)["/connections/government/professional/initiatives/"] == 3


def test_reversed_years_are_named_and_the_second_is_left_out(client, tied):
    page = html(client, "/connections/?year_from=1992&year_to=1980")
    assert "The years are reversed: 1980 is before 1992." in page
    found = numbers(page)
    assert found["/connections/government/professional/initiatives/?year_from=1992"] == 1
    assert "/connections/government/professional/statements/?year_from=1992" in found
    assert "neither years nor kinds nor conflicts limit them" in page


def test_the_circle_has_arcs_arrows_and_dots(client, tied):
    page = html(client, "/connections/")
    assert "Government and Professional: 3 shared initiatives" in page
    assert "Professional to Government: 2 handovers" in page
    assert "Government and Professional: 1 stated relation" in page


def test_a_pair_shows_its_evidence(client, tied):
    page = html(client, "/connections/government/professional/")
    words = " ".join(Markup(page).words)
    for said in (
        "It paves the way.",
        "Talks were taken up.",
        "2 from Professional to Government",
        "Effort 0",
        "Ministers came.",
        "Facilitators ran it.",
        "Ada",
        "Bea",
    ):
        assert said in words, said


def test_a_pair_without_any_tie_says_so(client, tied):
    page = html(client, "/connections/government/religion/")
    assert "No source here connects these." in page
    assert "<h2 id=" not in page


def test_the_other_order_redirects_with_its_filters(client, tied):
    answer = client.get("/connections/professional/government/actors/?kind=dialogue")
    assert (answer.status_code, answer["Location"]) == (
        301,
        "/connections/government/professional/actors/?kind=dialogue",
    )


def test_a_track_with_itself_is_not_found_with_a_sentence(client, tied):
    page = html(client, "/connections/government/government/", 404)
    assert "A track has no connection with itself." in page


@pytest.mark.parametrize("what", ["", "initiatives/", "actors/", "handovers/", "statements/"])
def test_a_draft_track_answers_as_an_unknown_one(client, tied, what):
    make_track(number=9, slug="secret", status="draft")
    hidden = html(client, f"/connections/government/secret/{what}", 404)
    unknown = html(client, f"/connections/government/no-such/{what}", 404)
    assert hidden.replace("secret", "no-such") == unknown


def test_a_withheld_actor_is_not_among_the_shared_ones(client, tracks):
    one, two, _ = tracks
    actor = make_actor(name="Nobody", visibility="withheld")
    make_participation(actor=actor, track=one)
    make_participation(actor=actor, track=two)
    page = html(client, "/connections/government/professional/")
    assert "Nobody" not in page
    assert "Actors on both" not in page


def test_a_long_list_has_pages_and_the_pair_leads_to_it(client, tracks):
    one, two, _ = tracks
    for number in range(51):
        initiative = make_initiative(name=f"Effort {number:02}")
        make_involvement(initiative=initiative, track=one)
        make_involvement(initiative=initiative, track=two)
    page = html(client, "/connections/government/professional/")
    assert "All 51 initiatives" in page
    first = html(client, "/connections/government/professional/initiatives/")
    second = html(client, "/connections/government/professional/initiatives/?page=2")
    assert (first.count('<li class="statement"'), second.count('<li class="statement"')) == (50, 1)
    assert "Effort 50" in second


def test_of_one_who_took_part_in_much_the_first_five_are_shown(client, tracks):
    one, two, _ = tracks
    actor = make_actor(name="Hub")
    for number in range(7):
        initiative = make_initiative(name=f"Effort {number}", dates=f"199{number}")
        make_participation(initiative=initiative, actor=actor, track=one, role="party")
    make_participation(initiative=initiative, actor=actor, track=two, role="party")
    page = html(client, "/connections/government/professional/actors/")
    words = " ".join(" ".join(Markup(page).words).split())
    assert words.count("party, Effort") == 5 + 1
    assert "the first 5 of 7 on this track" in words
