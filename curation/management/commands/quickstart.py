import secrets
import sys
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

ADMIN = "admin"


class Command(BaseCommand):
    help = "Prepare the database, load the fixtures, make an admin account, and serve the site."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("addrport", nargs="?", default="127.0.0.1:8000")
        parser.add_argument("--no-serve", action="store_true", help="stop before serving")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Preparing the database …")
        call_command("migrate", verbosity=0)
        call_command("load_knowledge_base", stdout=self.stdout)
        password = self._make_admin()
        address = f"http://{options['addrport']}/"
        self.stdout.write("")
        self.stdout.write(f"The knowledge base:  {address}")
        self.stdout.write(f"The admin:           {address}admin/")
        if password:
            self.stdout.write(f"Admin name:          {ADMIN}")
            self.stdout.write(f"Password:            {password}   (shown this once)")
        else:
            self.stdout.write(
                "An admin account exists already; `manage.py changepassword` gives it a new "
                "password."
            )
        self.stdout.write("")
        sys.stdout.flush()
        if not options["no_serve"]:
            self.stdout.write("Stop with Ctrl-C.")
            try:
                call_command("runserver", options["addrport"], use_reloader=False)
            except OSError as error:
                raise CommandError(f"Cannot serve at {options['addrport']}: {error}.") from None

    def _make_admin(self) -> str | None:
        """Make the first admin account and return its password; None if there is one already."""
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            return None
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=ADMIN, email="", password=password)
        return password
