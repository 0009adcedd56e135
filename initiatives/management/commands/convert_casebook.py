from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from initiatives.casebook.conversion import convert, differences, write
from initiatives.casebook.faults import CasebookError


class Command(BaseCommand):
    help = "Make the fixtures of the casebook from its file. Running it twice changes nothing."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="casebook.json")
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; say which files would change, with exit status 1 if any would",
        )
        parser.add_argument(
            "--folder", type=Path, default=settings.BASE_DIR / "fixtures", help="the fixtures"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = convert(options["path"], options["folder"])
        except CasebookError as error:
            count = len(error.faults)
            raise CommandError(
                f"Nothing was written: {count} {'fault' if count == 1 else 'faults'}.\n{error}"
            ) from None
        if options["check"]:
            if changed := differences(files, options["folder"]):
                names = "\n".join(changed)
                raise CommandError(f"{len(changed)} files differ from the casebook:\n{names}")
            self.stdout.write(f"{len(files)} files are as the casebook has them.")
            return
        changed = write(files, options["folder"])
        self.stdout.write(f"{len(files)} files, of which {len(changed)} changed.")
