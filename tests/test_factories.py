"""What the factories promise to the other tests."""

import pytest

from tests import factories


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in dir(factories) if name.startswith("make_")])
def test_a_row_made_without_more_is_valid_and_public(name):
    row = getattr(factories, name)()

    row.full_clean()
    assert type(row).objects.public().filter(pk=row.pk).exists()


@pytest.mark.django_db
def test_links_are_given_as_lists():
    citation = factories.make_citation()

    outcome = factories.make_outcome(citations=[citation])

    assert list(outcome.citations.all()) == [citation]
