from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("curation", "0004_likely_duplicates")]

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
