"""Steps of entries that a test knows to be there."""

from curation import revisions
from curation.models import Revision
from curation.rows import Natural


def newest(natural: Natural) -> Revision:
    found = revisions.newest(natural)
    assert found, f"{':'.join(natural)} has no history"
    return found


def step(natural: Natural, number: int) -> Revision:
    found = revisions.step(natural, number)
    assert found, f"{':'.join(natural)} has no step {number}"
    return found
