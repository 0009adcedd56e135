from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sources.coverage import document_path, list_coverage
from sources.texts import SourceTextError, open_texts


class Command(BaseCommand):
    help = "List in docs/coverage.md what rests on each paragraph of the source texts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--texts", type=Path, default=settings.MTD_SOURCE_TEXTS, help="folder of the texts"
        )
        parser.add_argument(
            "--changed-texts", action="store_true", help="go on although a text has changed"
        )
        parser.add_argument(
            "--check", action="store_true", help="write nothing; fail if the list is not complete"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            texts = open_texts(options["texts"], changed_texts=options["changed_texts"])
        except SourceTextError as error:
            raise CommandError(str(error)) from None
        if not texts.works:
            raise CommandError("There is nothing to list: load_knowledge_base first.")
        coverage = list_coverage(texts)
        path = document_path()
        problems = coverage.problems()
        if not options["check"]:
            path.write_text(coverage.document, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != coverage.document:
            problems.append("docs/coverage.md is not what the base says: list_coverage writes it.")
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(coverage.summary)
