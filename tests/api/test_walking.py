"""All pages of every list, walked while other clients insert and delete."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest
from django.db import connections, transaction

from curation.models import Part
from tests.factories import make_track
from tests.full import MAKERS, links
from tests.routes import API_LISTS, PART_LISTS
from tracks.models import Track

STAYING, PAGE = 23, 3


class Other(threading.Thread):
    """Another client, which makes rows and deletes them again until it is told to stop."""

    def __init__(self, model: Any, make: Any) -> None:
        super().__init__()
        self.model, self.make, self.rounds = model, make, 0
        self.stopped = threading.Event()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.stopped.is_set():
                with transaction.atomic():
                    made = [self.make().pk for _ in range(2)]
                self.model.objects.filter(pk__in=made).delete()
                self.rounds += 1
        except BaseException as error:  # said by the test, which stands in another thread
            self.error = error
        finally:
            connections.close_all()


def maker(model: Any, tracks: list[Any]) -> Any:
    """Makes rows of a kind, all of them on the same tracks: there are but ten hues."""
    of_tracks = [link.name for link in links(model) if link.related_model is Track]
    return partial(MAKERS[model], **dict(zip(of_tracks, tracks, strict=False)))


def walked(client: Any, address: str) -> list[str]:
    found: list[str] = []
    following: str | None = f"{address}?page_size={PAGE}"
    while following:
        page = client.get(following).json()
        found += [row["html_url"] for row in page["results"]]
        following = page["next"]
    return found


@pytest.mark.postgresql  # the base of the tests on SQLite has room for one who writes
@pytest.mark.django_db(transaction=True)
def test_whoever_walks_meets_each_row_once_while_others_come_and_go(client):
    tracks = [make_track(), make_track()]
    for route in [*API_LISTS, *PART_LISTS]:
        make = maker(route.model, tracks)
        staying = [make() for _ in range(4 if route.model is Track else STAYING)]
        other = Other(route.model, make)
        other.start()
        try:
            walks = [walked(client, route.url()) for _ in range(3)]
        finally:
            other.stopped.set()
            other.join()
        assert other.error is None
        assert other.rounds > 0, route
        expected = {address(row) for row in staying}
        for found in walks:
            assert len(found) == len({*found}), route
            assert expected <= {*found}, route


def address(row: Any) -> str:
    row = (
        type(row)
        .objects.select_related(*row.link_names() if isinstance(row, Part) else ())
        .get(pk=row.pk)
    )
    return f"http://testserver{row.get_absolute_url()}"
