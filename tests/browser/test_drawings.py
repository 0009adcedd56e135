"""The drawings with little and with much on them, by real boxes."""

import random

import pytest

from initiatives.models import Initiative, Involvement
from tests.browser.overlaps import OVERLAPS
from tests.factories import (
    make_conflict,
    make_coverage,
    make_framework,
    make_framework_track,
    make_handover,
    make_initiative,
    make_involvement,
    make_outcome,
    make_track,
    make_track_mapping,
)
from tests.plugins.browser import overflow
from tracks.models import Track

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = (
    "Government, One and a Half, Professional, Business, Private citizen, Research & education, "
    "Activism, Religion, Funding, Media"
).split(", ")
NUMBERS = ("1", "1.5", "2", "3", "4", "5", "6", "7", "8", "9")
WORDS = (
    "Wahat al-Salam and its School for Peace, MWM talks, Women’s Illyrian dialogue (1993)".split()
)
VISIBLE = """selector => [...document.querySelectorAll(`${selector} text`)]
  .filter(text => text.getBoundingClientRect().width).length"""
SIZES = """selector => [...document.querySelectorAll(`${selector} svg`)]
  .filter(svg => svg.getBoundingClientRect().width)
  .map(svg => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""


def make_score(number):
    """A conflict with so many initiatives, two of its ten tracks empty."""
    chance = random.Random(number)
    conflict = make_conflict(name="The war")
    tracks = [
        make_track(name=name, short_name=name, number=number)
        for name, number in zip(NAMES, NUMBERS, strict=True)
    ]
    make_coverage(conflict=conflict, track=tracks[-1], searched_by="The editors of this base")

    def dates():
        start = chance.randint(1940, 2020)
        return chance.choice([f"{start}", f"{start}/{start + 5}", f"{start}/..", f"{start}~/", ""])

    made = Initiative.objects.bulk_create(
        Initiative(
            slug=f"talks-{n}",
            name=" ".join(chance.choices(WORDS, k=chance.randint(2, 9))),
            kind="dialogue",
            status="published",
        )
        for n in range(number)
    )
    conflict.initiatives.set(made)
    Involvement.objects.bulk_create(
        Involvement(
            initiative=initiative,
            key=f"on-{n}",
            track=chance.choice(tracks[:-2]),
            dates=dates(),
            function=chance.choice(["origin", "channel", "outcome"]),
        )
        for initiative in made
        for n in range(2)
    )
    for initiative in made[: number // 3 + 1 : 3]:
        from_track, to_track = chance.sample(tracks[:-2], 2)
        make_handover(initiative=initiative, from_track=from_track, to_track=to_track, date=dates())
        make_outcome(initiative=initiative, conflict=conflict, date=dates())
    return conflict


def make_lanes(number):
    """An initiative with so much on its lanes."""
    chance = random.Random(number)
    tracks = [make_track(name=name) for name in NAMES[:6]]
    initiative = make_initiative(dates="1960/1999")

    def dates():
        start = chance.randint(1960, 1990)
        return chance.choice([f"{start}", f"{start}/{start + 5}", f"{start}/", f"{start}~", ""])

    for _ in range(number):
        make_involvement(initiative=initiative, track=chance.choice(tracks), dates=dates())
    for _ in range(number // 4):
        from_track, to_track = chance.sample(tracks, 2)
        make_handover(initiative=initiative, from_track=from_track, to_track=to_track, date=dates())
        make_outcome(initiative=initiative, date=dates())
    return initiative


@pytest.mark.parametrize("number", [12, 500])
def test_no_label_of_a_score_stands_over_another_at_any_width(page, number):
    address = make_score(number).get_absolute_url()
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)

        assert page.evaluate(OVERLAPS) == [], width
        assert page.evaluate(VISIBLE, ".score") >= 12
        assert overflow(page) <= 0


@pytest.mark.parametrize("number", [12, 500])
def test_no_label_of_the_circle_or_the_loom_stands_over_another_at_any_width(page, number):
    make_score(number)
    for slug in ("nine-tracks-1991", "five-tracks-1991"):
        framework = make_framework(slug=slug)
        for track in Track.objects.all()[: 9 if slug.startswith("nine") else 5]:
            its = make_framework_track(framework=framework, label=f"{track}, or peacemaking")
            make_track_mapping(framework_track=its, track=track)
    for path, kind in (("/connections/", ".circle"), ("/frameworks/loom/", ".loom")):
        for width in (320, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(path)

            assert page.evaluate(OVERLAPS) == [], (path, width)
            assert page.evaluate(VISIBLE, kind) >= 14
            assert overflow(page) <= 0


@pytest.mark.parametrize("number", [12, 40])
def test_no_label_of_lanes_stands_over_another_at_any_width(page, number):
    address = make_lanes(number).get_absolute_url()
    for width in (320, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)

        assert page.evaluate(OVERLAPS) == [], width
        assert page.evaluate(VISIBLE, ".lanes") >= number
        assert overflow(page) <= 0


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize(("make", "kind"), [(make_score, ".score"), (make_lanes, ".lanes")])
def test_one_drawing_is_shown_near_its_real_size(page, width, make, kind):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(make(3).get_absolute_url())
    [scale] = page.evaluate(SIZES, kind)

    assert 0.83 <= scale <= 1.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_on_a_full_score_and_on_the_grid(page, axe_violations, width, scheme):
    address = make_score(12).get_absolute_url()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for path in (address, "/conflicts/"):
        page.goto(path)

        assert axe_violations(page) == []


def test_a_bar_leads_to_its_initiative_by_keyboard(page):
    page.goto(make_score(3).get_absolute_url())
    page.locator(".score__wide a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/initiatives/**")


def test_all_ten_cells_of_a_conflict_stand_in_one_line_on_a_phone(page):
    make_score(12)
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/conflicts/")
    cells = [cell.bounding_box() for cell in page.locator(".grid tbody td").all()]

    assert len(cells) == 10
    assert len({box["y"] for box in cells}) == 1
    assert max(box["x"] + box["width"] for box in cells) <= 375
