from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from curation.files import fixture_files
from sources.texts import SourceTextError, open_texts
from sources.verification import verify


class Command(BaseCommand):
    help = "Check that the source texts say what is cited to them, in both directions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--texts", type=Path, default=settings.MTD_SOURCE_TEXTS, help="folder of the texts"
        )
        parser.add_argument(
            "--changed-texts", action="store_true", help="go on although a text has changed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        def say(line: str) -> None:
            if options["verbosity"] > 1:
                self.stdout.write(f"{line} …")

        try:
            texts = open_texts(options["texts"], changed_texts=options["changed_texts"])
        except SourceTextError as error:
            raise CommandError(str(error)) from None
        for changed in texts.changed:
            self.stderr.write(changed)
        outcome = verify(texts, fixture_files(settings.BASE_DIR / "fixtures"), say)
        if not outcome.passages:
            raise CommandError("There is nothing to check: load_knowledge_base first.")
        for failure in outcome.failures:
            self.stderr.write(str(failure))
        if outcome.failures:
            raise CommandError(f"{len(outcome.failures)} faults in {outcome.checked} statements.")
        counts = ", ".join(f"{n} {basis}" for basis, n in sorted(outcome.by_basis.items()))
        self.stdout.write(
            f"{outcome.checked} cited statements and {outcome.passages} passages stand in their "
            f"texts. By basis: {counts}."
        )
