from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from curation.files import LoadError
from curation.importing import bring_in, dry_run
from curation.revisions import Stale, Who
from curation.sheets import read


class Command(BaseCommand):
    help = "Bring the entries of a CSV or JSON file in as drafts, all of them or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what it would do")
        parser.add_argument("--reason", default="", help="for the history of the entries")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        who = Who(reason=options["reason"] or f"Brought in from {file.name}")

        def say(line: str) -> None:
            if options["verbosity"] > 0:
                self.stdout.write(f"{line} …")
                self.stdout.flush()

        try:
            say("Reading the file")
            with file.open("rb") as opened:
                upload = read(opened, file.name)
            outcome = (dry_run if options["dry_run"] else bring_in)(upload, who, say)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        except Stale:
            raise CommandError("Nothing was brought in: somebody saved at the same time.") from None
        except LoadError as error:
            raise CommandError(f"Nothing was brought in.\n{error}") from None
        did = "would be" if options["dry_run"] else "are"
        self.stdout.write(
            f"{outcome.new} entries {did} new, {outcome.changed} {did} changed, "
            f"{outcome.same} stay as they are."
        )
