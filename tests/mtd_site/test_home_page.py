"""/: the circle of tracks, each a door, what the base holds, and search."""

import re

import pytest

from tests.factories import (
    make_actor,
    make_citation,
    make_disagreement,
    make_initiative,
    make_involvement,
    make_track,
    make_work,
)
from tests.markup import markup

pytestmark = pytest.mark.django_db


def home(client):
    answer = client.get("/")
    assert answer.status_code == 200
    return answer


def circle(client):
    return home(client).content.decode().partition("<svg")[2].partition("</svg>")[0]


def test_an_empty_base_has_a_home_page(client):
    page = markup(home(client))

    assert "Nothing here ties two tracks together yet." in page.text
    assert page.faults == []


def test_every_track_is_a_door_in_the_circle_and_below_it(client):
    tracks = [make_track(number=number, tagline=f"Line {number}") for number in (1, "1.5", 2, 9)]
    page, drawn = markup(home(client)), circle(client)

    for track in tracks:
        assert f'href="{track.get_absolute_url()}"' in drawn
        assert (track.get_absolute_url(), "") in page.links
        assert track.tagline in page.text


def test_a_track_that_is_not_public_is_no_door(client):
    make_track(name="Draft track", status="draft")

    assert "Draft track" not in home(client).content.decode()


def test_the_first_track_is_in_focus(client):
    make_track(name="Second track", number=2)
    make_track(name="First track", number=1)

    assert "in focus: First track" in circle(client)


def test_the_page_says_what_the_base_holds(client):
    make_initiative()
    make_initiative(status="draft")
    make_actor()
    make_actor(visibility="withheld")
    work = make_work()
    make_citation(work=work)
    make_citation(work=work)
    make_citation(work=make_work(status="draft"))
    make_citation(work=work, locator="")  # as of a case that rests on it as a whole
    make_disagreement()
    html = home(client).content.decode()
    totals = re.findall(r"<strong>(\d+)</strong><span>([^<]+)</span>", html)

    assert totals == [
        ("1", "initiatives"),
        ("1", "actors"),
        ("1", "works"),
        ("2", "cited passages"),
        ("1", "disagreements"),
    ]


def test_the_table_says_what_the_drawing_shows(client):
    one, two = make_track(name="First track", number=1), make_track(name="Second track", number=2)
    initiative = make_involvement(track=one).initiative
    make_involvement(initiative=initiative, track=two)
    make_involvement(track=one)
    html = home(client).content.decode()
    table = html.partition("<tbody>")[2].partition("</tbody>")[0]

    assert "First track and Second track: 1 shared initiative" in circle(client)
    assert re.findall(r">(\d+)</a></td>", table) == ["2", "1", "1", "1"]


def test_the_page_searches_the_base(client):
    html = home(client).content.decode()

    assert '<form action="/search/" role="search">' in html
    assert 'name="q"' in html


def test_the_page_shows_the_edition(client):
    assert "Edition 0" in markup(home(client)).text
