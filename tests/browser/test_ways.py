"""/connections/paths/ in a browser: the drawing by its boxes, and the form with and without JS."""

import pytest

from tests.factories import (
    make_actor,
    make_initiative,
    make_participation,
    make_track,
)
from tests.plugins.browser import overflow, watched_page

PAGE = "/connections/paths/"
LONG = (
    "Intergovernmental Commission for the Monitoring of MULTILATERAL MEDIATION, WWW and Womanhood"
)

BOXES = """() => [...document.querySelectorAll(".chain svg")].map((svg) => {
  const box = (it) => { const b = it.getBoundingClientRect();
    return [b.left, b.top, b.right, b.bottom, it.textContent.trim()]; };
  return { frame: box(svg), texts: [...svg.querySelectorAll("text")].map(box),
    marks: [...svg.querySelectorAll("circle, rect")].map(box) };
})"""
BLANK = 4
"""Above and below their letters, in pixels, the boxes of texts are blank."""


@pytest.fixture
def ends():
    """Two actors with names of all lengths between them: three ways, and many parts on one step."""
    ends = [make_actor(name=LONG, slug="one"), make_actor(name="Ö", slug="other")]
    tracks = [make_track(name=f"Track with a long name {number}") for number in range(3)]
    for number in range(3):
        between = make_actor(name=LONG[: 20 + 25 * number], kind="state")
        for end in ends:
            initiative = make_initiative(name=LONG[: 30 + 30 * number], dates="1992-01/1993-08")
            for actor in (end, between):
                for track in tracks[: number + 1]:
                    for role in ("mediator", "signatory"):
                        make_participation(
                            actor=actor, initiative=initiative, track=track, role=role,
                            dates="1992-01/1993-08",
                        )  # fmt: skip
    return "?from=actor:one&to=actor:other"


def overlap(one, other):
    return (
        one[0] < other[2] - 1
        and other[0] < one[2] - 1
        and one[1] < other[3] - BLANK
        and other[1] < one[3] - BLANK
    )


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_in_the_drawing_nothing_covers_a_label_and_none_leaves_it(page, ends, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGE + ends)
    drawings = page.evaluate(BOXES)

    assert len(drawings) == 3
    assert overflow(page) <= 0
    for drawing in drawings:
        left, _, right, bottom, _ = drawing["frame"]
        texts = drawing["texts"]
        assert [t[4] for t in texts if t[0] < left or t[2] > right + 1 or t[3] > bottom + 1] == []
        covered = [
            (one[4], other[4])
            for place, one in enumerate(texts)
            for other in texts[place + 1 :]
            if overlap(one, other)
        ]
        assert covered == []
        named = [text for text in texts if not text[4].replace(".", "").isdecimal()]
        assert [t[4] for t in named for mark in drawing["marks"] if overlap(t, mark)] == []
        marks = drawing["marks"]
        assert not [1 for n, a in enumerate(marks) for b in marks[n + 1 :] if overlap(a, b)]


def test_entries_are_offered_while_somebody_types(page, ends):
    page.goto(PAGE)
    page.get_by_label("From").press_sequentially("monitoring")
    page.wait_for_selector("#end-from-list option", state="attached")

    refs = page.eval_on_selector_all("#end-from-list option", "those => those.map(o => o.value)")
    assert "actor:one" in refs


def test_without_scripts_the_page_asks_which_one_is_meant(chromium, live_server, troubles, ends):
    with watched_page(chromium, live_server.url, troubles, java_script_enabled=False) as page:
        page.goto(PAGE)
        page.get_by_label("From").fill("womanhood")
        page.get_by_label("To").fill("Ö")
        page.get_by_role("button", name="Show the ways").click()
        page.get_by_role("link", name=LONG).first.click()

        page.locator(".chain svg").nth(2).wait_for()
        page.wait_for_load_state()
        assert page.locator(".chain svg").count() == 3
