"""People of the desk, one for each role, in the groups that the migration makes."""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import connection

ROLES = import_module("curation.migrations.0003_roles")
CONTRIBUTOR, REVIEWER, ADMINISTRATOR = ROLES.ROLES


def person(role: str, name: str = "") -> User:
    """A user of the desk in this group; with no role, one who may only log in."""
    user = User.objects.create_user(name or role.lower() or "guest", is_staff=True)
    if role:
        if not Group.objects.filter(name=role).exists():  # a flushed database has none
            with connection.schema_editor() as editor:
                ROLES.make_roles(_Registry(), editor)
        user.groups.add(Group.objects.get(name=role))
    return user


class _Registry:
    """The registry as the migration sees it, whose marks it may not leave on the real one."""

    def get_app_config(self, label: str) -> Any:
        config = apps.get_app_config(label)
        return type("Config", (), {**vars(config), "get_models": config.get_models})()

    def get_model(self, label: str, name: str) -> Any:
        return apps.get_model(label, name)
