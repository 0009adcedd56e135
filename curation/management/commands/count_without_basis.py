from typing import Any

from django.core.management.base import BaseCommand

from curation.basis import count_all_again
from curation.models import WithoutBasis


class Command(BaseCommand):
    help = "Count anew, in all entries, the statements that say not what they rest on."

    def handle(self, *args: Any, **options: Any) -> None:
        count_all_again()
        number = WithoutBasis.objects.count()
        self.stdout.write("1 entry" if number == 1 else f"{number} entries")
