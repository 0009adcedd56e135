"""A small world in which actors take part in initiatives by chance."""

from __future__ import annotations

import random
from itertools import product

from initiatives.models import Participation
from tests.factories import make_actor, make_conflict, make_initiative, make_track


def by_chance(seed: int) -> None:
    """Twelve actors ``actor-0`` …, two of them hidden, on three tracks in eight initiatives.

    ``initiative-0`` is a draft; the first four are on the conflict ``war``. Names occur twice.
    """
    chance = random.Random(seed)
    tracks = [make_track() for _ in range(3)]
    war = make_conflict(slug="war")
    actors = [
        make_actor(
            slug=f"actor-{number}",
            name=f"{chance.choice('aBcé')} name {number % 6}",
            sort_name=f"{chance.choice('aBc')} name {number % 3}",
            kind=["state", "ngo", "person"][number % 3],
            visibility="withheld" if number == 10 else "shown",
            status="draft" if number == 11 else "published",
        )
        for number in range(12)
    ]
    initiatives = [
        make_initiative(
            slug=f"initiative-{number}",
            name=f"Effort {number}",
            status="draft" if number == 0 else "published",
            conflicts=[war] if number < 4 else [],
        )
        for number in range(8)
    ]
    roles = ["host", "mediator", "addressee", "observer"]
    every = list(product(actors, initiatives, tracks, roles))
    Participation.objects.bulk_create(
        Participation(
            key=f"row-{number}", actor=actor, initiative=initiative, track=track, role=role
        )
        for number, (actor, initiative, track, role) in enumerate(chance.sample(every, 150))
    )
