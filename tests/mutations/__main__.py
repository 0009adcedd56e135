"""How many of 1,000 errors made on purpose the check of citations finds.

    python -m tests.mutations [--seed N] [--count N] [--texts DIR] [--write]

The fixtures are loaded into a database of their own, gone when the command ends. ``--write`` runs
four further seeds and every error of a year or number as well, and writes docs/mutations.md. The
exit code is 1 if an error is missed.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.utils import get_random_secret_key

FURTHER_SEEDS = 4


def prepare(folder: str) -> None:
    """The fixtures in a new database in this folder."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/base.sqlite3"
    os.environ.setdefault("DJANGO_SECRET_KEY", get_random_secret_key())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
    django.setup()
    from curation.loading import load

    call_command("migrate", verbosity=0)
    load(settings.BASE_DIR / "fixtures", collection="source-texts")


def main(arguments: list[str]) -> int:
    # After Django is set up, since they read its models.
    from sources.texts import SourceTextError, open_texts
    from tests.mutations.report import DOCUMENT, document, summary
    from tests.mutations.trials import COUNT, EXHAUSTED, SEED, Trials

    parser = argparse.ArgumentParser(prog="python -m tests.mutations")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument(
        "--texts", type=Path, default=settings.MTD_SOURCE_TEXTS, help="folder of the texts"
    )
    parser.add_argument("--write", action="store_true", help="write docs/mutations.md")
    options = parser.parse_args(arguments)
    try:
        trials = Trials(open_texts(options.texts))
    except SourceTextError as error:
        sys.exit(str(error))
    further = range(options.seed + 1, options.seed + 1 + FURTHER_SEEDS) if options.write else ()
    runs = {}
    for seed in (options.seed, *further):
        runs[seed] = list(trials.run(seed, options.count))
        print(summary(seed, runs[seed]), flush=True)
    if options.write:
        every = {kind: list(trials.every(kind)) for kind in EXHAUSTED}
        DOCUMENT.write_text(document(trials, runs, every), encoding="utf-8")
        print(f"Written to {DOCUMENT}.")
    return int(any(trial.verdict == "missed" for run in runs.values() for trial in run))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="mtd-mutations-") as folder:
        prepare(folder)
        code = main(sys.argv[1:])
    sys.exit(code)
