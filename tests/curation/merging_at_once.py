"""Several curators merge, edit and undo the same entries at once; as a program on its own database.

``python -m tests.curation.merging_at_once`` with ``DATABASE_URL`` prints what came of it as JSON.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

ROUNDS = 4


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of each act: done, stale, refused, or an error that nobody expected."""
    from django.db import connection

    from curation.revisions import Refused, Stale

    outcomes = [""] * len(acts)
    gate = threading.Barrier(len(acts))

    def work(place: int) -> None:
        gate.wait()
        try:
            acts[place]()
            outcomes[place] = "done"
        except Stale:
            outcomes[place] = "stale"
        except Refused as error:
            outcomes[place] = f"refused: {error}"
        except Exception as error:
            outcomes[place] = f"{type(error).__name__}: {error}"
        connection.close()

    threads = [threading.Thread(target=work, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def merge_and_edit() -> list[dict[str, Any]]:
    from actors.models import Actor
    from curation import revisions
    from curation.documents import stored_document
    from curation.merging import merge_entries, undo
    from curation.models import Batch
    from curation.revisions import Who
    from tests import factories

    found = []
    for number in range(ROUNDS):
        a, b, c = (
            factories.make_actor(slug=f"{name}-{number}", basis="general-knowledge")
            for name in "abc"
        )
        row = factories.make_participation(actor=b, basis="general-knowledge")
        initiative = row.initiative
        type(initiative).objects.filter(pk=initiative.pk).update(basis="general-knowledge")
        initiative.refresh_from_db()
        naturals = {it.slug: ("actor", it.slug) for it in (a, b, c)}
        edited = stored_document(initiative) | {"summary": "Edited."}

        def merge(kept: Any, gone: Any, naturals: Any = naturals) -> Callable[[], Any]:
            pair = naturals[kept.slug], naturals[gone.slug]
            return lambda: merge_entries(*pair, dict.fromkeys(pair, 1), Who(reason="One"))

        def edit(initiative: Any = initiative, edited: Any = edited) -> None:
            natural = ("initiative", initiative.slug)
            revisions.change(natural, 1, edited, Who(reason="Edited"))
            revisions.publish(natural, 2, Who(reason="Edited"))

        outcomes = at_once(merge(a, b), merge(b, a), merge(c, b), edit)
        merges = list(Batch.objects.filter(details__kept__1__endswith=f"-{number}"))
        undone = at_once(
            *[lambda it=it: undo(it, Who(reason="Two")) for it in merges for _ in "12"]
        )
        initiative.refresh_from_db()
        found.append(
            {
                "outcomes": outcomes,
                "undone": undone,
                "merges": len(merges),
                "actors": Actor.objects.filter(slug__in=naturals).count(),
                "actor": initiative.participations.get().actor.slug == b.slug,
                "summary": initiative.summary,
            }
        )
    return found


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "mtd_site.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(merge_and_edit()))
