from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from curation.duplicates import likely, refresh


class Command(BaseCommand):
    help = "Compare the names and identifiers of all entries, and list those that may be the same."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", default="", help="list only this one, for example actor")

    def handle(self, *args: Any, **options: Any) -> None:
        refresh()
        pairs = [*likely(options["kind"], with_withheld=True)]
        for pair in pairs:
            self.stdout.write(
                f"{pair.score:3}  {pair.kind}:{pair.slug}  {pair.kind}:{pair.other}  {pair.reason}"
            )
        self.stdout.write("1 pair" if len(pairs) == 1 else f"{len(pairs)} pairs")
