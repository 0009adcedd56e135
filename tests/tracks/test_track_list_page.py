"""/tracks/ and /api/v1/tracks/: the nine, and One and a Half between the first two."""

import re

import pytest

from tests.asking import both, slugs
from tests.factories import make_citation, make_involvement, make_track, make_work
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/tracks/"
API = "/api/v1/tracks/"


def test_the_page_shows_what_a_track_is(client):
    make_track(name="Business and peace", number=3, summary="Firms trade.", tagline="By trade")
    text = markup(client.get(ADDRESS)).text

    assert "3 · Business and peace" in text
    assert "Firms trade." in text
    assert "By trade" in text


@both(ADDRESS)
def test_one_and_a_half_stands_between_one_and_two(client, address):
    for slug, number in (("two", 2), ("half", "1.5"), ("nine", 9), ("one", 1)):
        make_track(slug=slug, number=number)

    assert slugs(client, address) == ["one", "half", "two", "nine"]


def test_every_track_is_a_door_in_the_circle(client):
    tracks = [make_track(name=f"Track of {number}", number=number) for number in (1, "1.5", 2)]
    circle = client.get(ADDRESS).content.decode().partition("<svg")[2].partition("</svg>")[0]

    for track in tracks:
        assert f'href="{track.get_absolute_url()}"' in circle


def test_the_circle_has_an_equal_table(client):
    one, two = make_track(name="First track", number=1), make_track(name="Second track", number=2)
    initiative = make_involvement(track=one).initiative
    make_involvement(initiative=initiative, track=two)
    html = client.get(ADDRESS).content.decode()
    table = html.partition("<tbody>")[2].partition("</tbody>")[0]

    assert "<title>First track and Second track: 1 shared initiative</title>" in html
    assert table.count("<tr>") == 2
    assert re.findall(r">(\d+)</a></td>", table) == ["1", "1", "1", "1"]
    for track in (one, two):
        assert f'href="{track.get_absolute_url()}"' in table


def test_words_are_looked_for_in_names_and_texts(client):
    make_track(slug="name", name="Business of peace")
    make_track(slug="tagline", name="Peace", tagline="By business")
    make_track(slug="summary", name="Peace again", summary="A business.")
    make_track(slug="other", name="Peace once more")

    assert slugs(client, API, q="peace business") == ["name", "tagline", "summary"]


def test_a_source_and_a_basis_leave_out_others(client):
    passage = make_citation(work=make_work(slug="memoir"))
    make_track(slug="one", citations=[passage], collection="casebook", basis="case")
    make_track(slug="two")

    assert slugs(client, API, source="memoir") == ["one"]
    assert slugs(client, API, basis="case") == ["one"]
