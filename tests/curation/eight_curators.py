"""Eight curators edit one entry at once, ten times each, through the forms of the desk.

As a program it does so on a database of its own: ``python -m tests.curation.eight_curators`` with
``DATABASE_URL``; it prints how many edits were kept and refused as JSON.
"""

from __future__ import annotations

import json
import threading
from typing import Any

CURATORS, EDITS = 8, 10


def edit_at_once() -> dict[str, Any]:
    """Kept and refused edits, and the marks of the kept ones that the last draft lacks."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from actors.models import Actor
    from curation import revisions
    from tests import factories
    from tests.admin_forms import address

    row = factories.make_actor(basis="general-knowledge", summary="Begun.")
    users = [User.objects.create_superuser(f"curator-{n}") for n in range(CURATORS)]
    outcomes: dict[str, list[str]] = {"kept": [], "refused": [], "other": []}
    lock = threading.Lock()

    def work(user: Any) -> None:
        client = Client()
        client.force_login(user)
        for number in range(EDITS):
            mark = f"{user.username}.{number};"
            page = client.get(address(row)).content.decode()
            summary = _field(page, "summary", "textarea")
            sent = {name: _field(page, name) for name in ("name", "_based_on", "_token")}
            sent |= {"kind": row.kind, "basis": row.basis, "collection": row.collection}
            sent |= {"summary": summary + mark, "sort_name": row.name, "reason": mark}
            for prefix in ("aliases", "points", "actor_tracks", "relationships"):
                sent |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
            status = client.post(address(row), sent).status_code
            name = {302: "kept", 409: "refused"}.get(status, "other")
            with lock:
                outcomes[name].append(mark)
        connection.close()

    threads = [threading.Thread(target=work, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    row = Actor.objects.get(pk=row.pk)
    last = revisions.newest(("actor", row.slug))
    final = revisions.working_document(row, last)["summary"]
    return {
        "kept": len(outcomes["kept"]),
        "refused": len(outcomes["refused"]),
        "other": outcomes["other"],
        "lost": [mark for mark in outcomes["kept"] if mark not in final],
        "steps": last.number - 1 if last else 0,
        "public": row.summary,
    }


def _field(page: str, name: str, tag: str = "input") -> str:
    import html
    import re

    if tag == "textarea":
        found = re.search(rf'<textarea name="{name}"[^>]*>\n?(.*?)</textarea>', page, re.S)
        assert found, f"the form has no {name}"
        return html.unescape(found[1])
    found = re.search(rf'<input[^>]* name="{name}"[^>]*>', page)
    assert found, f"the form has no {name}"
    value = re.search(r' value="([^"]*)"', found[0])
    return html.unescape(value[1]) if value else ""


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "mtd_site.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    print(json.dumps(edit_at_once()))
