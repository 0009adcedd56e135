"""contested=true and contested=false: what is disputed, itself or in a part of it."""

from typing import Any

import pytest

from curation.models import Part
from sources.filters import CitedFilter
from sources.querysets import cited_parts
from tests.asking import slugs
from tests.factories import make_disagreement
from tests.full import make_bare
from tests.routes import LISTS

pytestmark = pytest.mark.django_db

CONTESTED = [r for r in LISTS if r.filterset and issubclass(r.filterset, CitedFilter)]
EACH_LIST = pytest.mark.parametrize("route", CONTESTED, ids=str)


def below(entry: Any, part: Any) -> Any:
    """A row of this part, at whichever depth below the entry."""
    parent = part._meta.get_field(part.PARENT).related_model
    above = below(entry, parent) if issubclass(parent, Part) else entry
    return make_bare(part, **{part.PARENT: above})


@EACH_LIST
def test_an_entry_is_disputed_by_a_disagreement_on_itself(client, route):
    disputed = make_bare(route.model, disagreements=[make_disagreement()])
    clear = make_bare(route.model)

    assert slugs(client, route.url(), contested="true") == [disputed.slug]
    assert slugs(client, route.url(), contested="false") == [clear.slug]


@EACH_LIST
def test_an_entry_is_disputed_by_a_disagreement_on_any_of_its_parts(client, route):
    question = make_disagreement()
    for part, _ in cited_parts(route.model):
        entry = make_bare(route.model)
        below(entry, part).disagreements.add(question)

        assert entry.slug in slugs(client, route.url(), contested="true"), part
        assert entry.slug not in slugs(client, route.url(), contested="false"), part
        entry.delete()


@EACH_LIST
def test_a_disagreement_that_is_not_public_disputes_nothing(client, route):
    entry = make_bare(route.model, disagreements=[make_disagreement(status="draft")])

    assert slugs(client, route.url(), contested="true") == []
    assert slugs(client, route.url(), contested="false") == [entry.slug]


@pytest.mark.parametrize("route", [r for r in CONTESTED if r.name == "initiatives:list"], ids=str)
def test_the_form_offers_either_or_both(client, route):
    html = client.get(route.url(), {"contested": "false"}).content.decode()

    for option in (
        '<option value="">any</option>',
        '<option value="true">disputed</option>',
        '<option value="false" selected>not disputed</option>',
    ):
        assert option in html
