"""The three roles of the desk, as groups with the permissions of ``Revision``."""

from django.apps import apps as registry
from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = {
    "Contributors": ["write_drafts"],
    "Reviewers": ["write_drafts", "publish", "merge", "import_entries"],
    "Administrators": [
        "write_drafts",
        "publish",
        "merge",
        "import_entries",
        "see_withheld",
        "add_user",
        "change_user",
        "view_user",
        "view_group",
    ],
}


def make_roles(apps, schema_editor):
    """Django makes permissions only after all migrations; the groups need them now."""
    for app in ("auth", "curation"):
        config = apps.get_app_config(app)
        config.models_module = registry.get_app_config(app).models_module
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    group = apps.get_model("auth", "Group")
    permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        role, _ = group.objects.get_or_create(name=name)
        role.permissions.set(
            permission.objects.filter(
                codename__in=codenames, content_type__app_label__in=["auth", "curation"]
            )
        )


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=ROLES).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0002_revisions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
