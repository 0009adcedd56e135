from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("curation", "0005_what_the_desk_queues")]

    operations = [
        migrations.AlterModelOptions(
            name="keptfile",
            options={
                "default_permissions": (),
                "verbose_name": "file to bring in",
                "verbose_name_plural": "import and export",
            },
        ),
    ]
