"""One answer of the loaded base for each operation of the API, as its description shows them.

    python -m tests.examples [--write]

The fixtures are loaded into a database of their own, gone when the command ends. ``--write`` writes
mtd_site/examples.json; without it the command says which operations have other examples now. Run it
after the fixtures, the serializers or the addresses have changed: all operations come from the
description, and ``mtd_site/descriptions.json`` gives the values that they are asked for.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.utils import get_random_secret_key
from django.test import Client

HOST = "127.0.0.1:8000"
"""Where ``quickstart`` serves: whoever tries the addresses in an example may find them there."""
CURSOR = re.compile(r"(?<=cursor=)[^&]+")


def asked(path: str, operation: Any, **more: Any) -> Any:
    """What GET answers to an operation with the example of each parameter that it needs."""
    given: dict[str, Any] = {}
    for parameter in operation["parameters"]:
        name = parameter["name"]
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", parameter["example"])
        elif "example" in parameter:
            given[name] = parameter["example"]
    return Client().get(path, {**given, **more}, headers={"host": HOST})


def example(path: str, operation: Any) -> Any:
    """A short answer: of each list the first row, or two if there is nothing within them."""
    names = {parameter["name"] for parameter in operation["parameters"]}
    answer = asked(path, operation, **({"page_size": 1} if "page_size" in names else {}))
    assert answer.status_code == 200, (path, answer.content)
    return _short(answer.json())


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_short(item) for item in value[: 2 if all(map(_is_plain, value)) else 1]]
    if isinstance(value, str):
        return CURSOR.sub("WyJhZnRlciJd", value)  # a real one names a row of one database
    return value


def _is_plain(item: Any) -> bool:
    inner = item.values() if isinstance(item, dict) else ()
    return not any(isinstance(value, (dict, list)) for value in inner)


def examples(schema: Any) -> dict[str, Any]:
    """An example for each operation, by its id."""
    from tests.schema import operations

    return {it["operationId"]: example(path, it) for path, it in operations(schema)}


def prepare(folder: str) -> None:
    """The fixtures in a new database in this folder."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/base.sqlite3"
    os.environ.setdefault("DJANGO_SECRET_KEY", get_random_secret_key())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
    django.setup()
    from curation.loading import load

    call_command("migrate", verbosity=0)
    load(settings.BASE_DIR / "fixtures")


def main(arguments: list[str]) -> int:
    # After Django is set up, since they read its settings.
    from mtd_site.examples import FILE
    from tests.schema import written

    parser = argparse.ArgumentParser(prog="python -m tests.examples")
    parser.add_argument("--write", action="store_true", help="write mtd_site/examples.json")
    options = parser.parse_args(arguments)
    found = examples(written())
    before = json.loads(FILE.read_text(encoding="utf-8"))
    changed = [name for name in {**before, **found} if found.get(name) != before.get(name)]
    print(
        f"Changed: {', '.join(changed)}." if changed else "All examples are as the base has them."
    )
    if options.write:
        text = json.dumps(found, ensure_ascii=False, indent=1)
        FILE.write_text(f"{text}\n", encoding="utf-8")
        print(f"Written to {FILE}.")
    return int(bool(changed) and not options.write)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="mtd-examples-") as folder:
        prepare(folder)
        code = main(sys.argv[1:])
    sys.exit(code)
