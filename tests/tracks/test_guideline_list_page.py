"""/guidelines/ and /api/v1/guidelines/: the phases of the advice to newcomers, with every step."""

import pytest

from tests.asking import both, slugs
from tests.factories import make_citation, make_phase, make_step, make_work
from tests.markup import markup

pytestmark = pytest.mark.django_db

ADDRESS = "/guidelines/"
API = "/api/v1/guidelines/"


def test_the_page_shows_each_phase_with_its_steps_in_their_order(client):
    phase = make_phase(name="Before going", number=1, summary="Think first.")
    make_step(phase=phase, statement="Ask friends.", position=1)
    make_step(phase=phase, statement="Read much.", position=0)
    text = markup(client.get(ADDRESS)).text

    assert "Phase 1 · Before going" in text
    assert "Think first." in text
    assert text.index("Read much.") < text.index("Ask friends.")


@both(ADDRESS)
def test_phases_stand_in_the_order_of_their_numbers(client, address):
    make_phase(slug="second", number=2)
    make_phase(slug="first", number=1)

    assert slugs(client, address) == ["first", "second"]


def test_a_phase_and_a_step_have_anchors(client):
    make_step(phase=make_phase(slug="first"), key="listen")
    ids = markup(client.get(ADDRESS)).ids

    assert "first" in ids
    assert "first-listen" in ids


def test_words_are_looked_for_in_name_and_summary(client):
    make_phase(slug="name", name="Long journey")
    make_phase(slug="summary", name="Journey", summary="It takes long.")
    make_phase(slug="other", name="The journey")

    assert slugs(client, API, q="journey long") == ["name", "summary"]


def test_a_source_a_collection_and_a_basis_leave_out_others(client):
    passage = make_citation(work=make_work(slug="memoir"))
    phase = make_phase(slug="one", basis="case")
    make_step(phase=phase, citations=[passage], collection="casebook")
    make_phase(slug="two")

    assert slugs(client, API, source="memoir") == ["one"]
    assert slugs(client, API, collection="casebook") == ["one"]
    assert slugs(client, API, basis="case") == ["one"]
