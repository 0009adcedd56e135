from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from curation.files import LoadError
from curation.loading import load


class Command(BaseCommand):
    help = "Load the fixtures. Running it twice changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--collection", metavar="NAME", help="only this one, for example source-texts"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="take the file also for entries that were edited since in the admin",
        )
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="the fixtures"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        def say(line: str) -> None:
            if options["verbosity"] > 0:
                self.stdout.write(f"{line} …")

        try:
            report = load(
                options["folder"],
                collection=options["collection"],
                overwrite=options["overwrite"],
                say=say,
            )
        except LoadError as error:
            raise CommandError(
                f"The fixtures were not loaded; the database is as it was.\n{error}"
            ) from None
        if options["verbosity"] > 0:
            self.stdout.write(
                f"{report.entries} entries: {report.created} rows created, {report.updated} "
                f"updated, {report.deleted} deleted."
            )
            for name in report.telling:
                self.stdout.write(f"Left alone, the file names somebody who is withheld: {name}")
            for name in report.left:
                self.stdout.write(
                    f"Left alone, edited since it was loaded: {name} (--overwrite takes the file)"
                )
