"""A form is sent twice at the same moment, by a double click.

As a program it does so on a database of its own: ``python -m tests.curation.sent_twice`` with
``DATABASE_URL``; it prints what came of it as JSON.
"""

from __future__ import annotations

import json
import threading
from typing import Any

ROUNDS = 5


def send_twice() -> dict[str, Any]:
    """The statuses of all answers, and how many steps each form left."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from actors.models import Actor
    from curation.models import Revision
    from tests.admin_forms import address, filled_in

    user = User.objects.create_superuser("curator")
    statuses: list[int] = []
    start = threading.Barrier(2)

    def send(page: str, data: dict[str, Any]) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        start.wait()
        statuses.append(client.post(page, data).status_code)
        connection.close()

    def twice(page: str, data: dict[str, Any]) -> None:
        threads = [threading.Thread(target=send, args=(page, data)) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    client = Client()
    client.force_login(user)
    steps = []
    for number in range(ROUNDS):
        slug = f"actor-{number}"
        page = address(Actor, "add")
        new = {"name": slug, "slug": slug, "kind": "state", "basis": "general-knowledge"}
        twice(page, filled_in(client.get(page), **new))
        page = address(Actor.objects.get(slug=slug))
        twice(page, filled_in(client.get(page), summary="Changed.", reason="Once"))
        steps.append(Revision.objects.filter(slug=slug).count())
    return {"statuses": sorted(set(statuses)), "steps": steps, "actors": Actor.objects.count()}


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "mtd_site.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    print(json.dumps(send_twice()))
