import django.core.validators
import django.db.models.deletion
import sources.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The name in the address; lower-case letters, digits and hyphens. Do not change it once the entry is published: others have cited the address.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="draft",
                        help_text="Only published entries can be seen by the public, in pages and in the API.",
                        max_length=12,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                ("name", models.CharField(max_length=160)),
                (
                    "devised",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="devised_earliest",
                        help_text="When it was thought of.",
                        latest="devised_latest",
                        max_length=60,
                    ),
                ),
                (
                    "devised_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "devised_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "published",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="published_earliest",
                        help_text="When it appeared.",
                        latest="published_latest",
                        max_length=60,
                    ),
                ),
                (
                    "published_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "published_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "arrangement",
                    models.CharField(
                        choices=[
                            ("hierarchy", "Hierarchy"),
                            ("circle", "Circle"),
                            ("list", "List"),
                        ],
                        default="list",
                        max_length=10,
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Place in lists, from 1."
                    ),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "originators",
                    models.ManyToManyField(
                        blank=True, related_name="frameworks", to="sources.contributor"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["order", "id"], name="tracks_framework_by_order")
                ],
                "ordering": ["order", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_framework_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FrameworkTrack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in its entry and never changed: the anchor on the page and the id in the API. Lower-case letters, digits and hyphens.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Place in the list, from 0."),
                ),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "number",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        help_text="Empty if unnumbered.",
                        max_digits=3,
                        null=True,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="The name that the source gives it.", max_length=200
                    ),
                ),
                (
                    "definition",
                    models.TextField(blank=True, help_text="What it is, in our own words."),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="framework_tracks",
                        to="tracks.framework",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_frameworktrack_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("framework", "key"),
                        name="tracks_frameworktrack_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("framework", "number"),
                        name="tracks_frameworktrack_number_is_unique",
                        violation_error_message="Another track of this framework has this number.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GuidelinePhase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The name in the address; lower-case letters, digits and hyphens. Do not change it once the entry is published: others have cited the address.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="draft",
                        help_text="Only published entries can be seen by the public, in pages and in the API.",
                        max_length=12,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        unique=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="What the phase is about, in our own words."
                    ),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_guidelinephase_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuidelineStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in its entry and never changed: the anchor on the page and the id in the API. Lower-case letters, digits and hyphens.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Place in the list, from 0."),
                ),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                ("statement", models.TextField(help_text="In our own words, in one sentence.")),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="tracks.guidelinephase",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_guidelinestep_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("phase", "key"),
                        name="tracks_guidelinestep_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Principle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The name in the address; lower-case letters, digits and hyphens. Do not change it once the entry is published: others have cited the address.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="draft",
                        help_text="Only published entries can be seen by the public, in pages and in the API.",
                        max_length=12,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        unique=True, validators=[django.core.validators.MinValueValidator(1)]
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("statement", models.TextField(help_text="In our own words.")),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_principle_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The name in the address; lower-case letters, digits and hyphens. Do not change it once the entry is published: others have cited the address.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="draft",
                        help_text="Only published entries can be seen by the public, in pages and in the API.",
                        max_length=12,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "number",
                    models.DecimalField(
                        decimal_places=1,
                        help_text="Place among the nine of 1991, for display; 1.5 stands between One and Two.",
                        max_digits=3,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "short_name",
                    models.CharField(help_text="For drawings and tables.", max_length=40),
                ),
                (
                    "tagline",
                    models.CharField(
                        blank=True,
                        help_text="One line under the name, as in “Peacemaking through …”.",
                        max_length=120,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="A sentence or two on who acts here and how."
                    ),
                ),
                (
                    "hue",
                    models.CharField(
                        choices=[
                            ("indigo", "Indigo"),
                            ("green", "Green"),
                            ("olive", "Olive"),
                            ("rose", "Rose"),
                            ("cyan", "Cyan"),
                            ("wine", "Wine"),
                            ("teal", "Teal"),
                            ("sand", "Sand"),
                            ("purple", "Purple"),
                            ("grey", "Grey"),
                        ],
                        max_length=8,
                        unique=True,
                    ),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_track_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="tracks_track_number_from_one",
                        violation_error_message="Track numbers start at 1.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Concept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        help_text="The name in the address; lower-case letters, digits and hyphens. Do not change it once the entry is published: others have cited the address.",
                        max_length=100,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in-review", "In review"),
                            ("published", "Published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="draft",
                        help_text="Only published entries can be seen by the public, in pages and in the API.",
                        max_length=12,
                    ),
                ),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("modified", models.DateTimeField(auto_now=True)),
                ("published_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "summary",
                    models.TextField(blank=True, help_text="What it means, in our own words."),
                ),
                (
                    "broader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="narrower",
                        to="tracks.concept",
                    ),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "tracks",
                    models.ManyToManyField(blank=True, related_name="concepts", to="tracks.track"),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "indexes": [models.Index(fields=["name", "id"], name="tracks_concept_by_name")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_concept_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in its entry and never changed: the anchor on the page and the id in the API. Lower-case letters, digits and hyphens.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Place in the list, from 0."),
                ),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("exact", "exact match"),
                            ("close", "close match"),
                            ("broad", "broader theme"),
                            ("narrow", "narrower theme"),
                            ("related", "related theme"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "framework_track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mappings",
                        to="tracks.frameworktrack",
                        verbose_name="track of a framework",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings",
                        to="tracks.track",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_trackmapping_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("framework_track", "key"),
                        name="tracks_trackmapping_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("framework_track", "track"),
                        name="tracks_trackmapping_is_one_per_theme",
                        violation_error_message="This track is already mapped to that theme.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in its entry and never changed: the anchor on the page and the id in the API. Lower-case letters, digits and hyphens.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Place in the list, from 0."),
                ),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("strength", "Strength"),
                            ("weakness", "Weakness"),
                            ("role", "Role"),
                            ("activity", "Activity"),
                            ("who-acts", "Who acts"),
                            ("resource", "Resource"),
                            ("value", "Value"),
                        ],
                        max_length=10,
                    ),
                ),
                ("statement", models.TextField(help_text="In our own words, in one sentence.")),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "framework_track",
                    models.ForeignKey(
                        help_text="The track, in the framework that the source spoke of.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="tracks.frameworktrack",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_trackpoint_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("framework_track", "key"),
                        name="tracks_trackpoint_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrackRelation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in its entry and never changed: the anchor on the page and the id in the API. Lower-case letters, digits and hyphens.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Place in the list, from 0."),
                ),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prepares", "prepares"),
                            ("complements", "complements"),
                            ("bridges", "bridges"),
                            ("informs", "informs"),
                            ("presses", "presses"),
                            ("transfers-to", "transfers to"),
                            ("merges-into", "merges into"),
                            ("funds", "funds"),
                            ("shapes-opinion-for", "shapes opinion for"),
                            ("coordinates", "coordinates with"),
                            ("friction-with", "has friction with"),
                        ],
                        max_length=20,
                    ),
                ),
                ("statement", models.TextField(help_text="In our own words, in one sentence.")),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="tracks.framework",
                    ),
                ),
                (
                    "from_track",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty means all tracks of the framework.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="relations_from",
                        to="tracks.frameworktrack",
                    ),
                ),
                (
                    "to_track",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty means all tracks of the framework.",
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="relations_to",
                        to="tracks.frameworktrack",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_trackrelation_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("framework", "key"),
                        name="tracks_trackrelation_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_track__isnull", True),
                            ("to_track__isnull", True),
                            models.Q(("from_track", models.F("to_track")), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_trackrelation_joins_two_tracks",
                        violation_error_message="A track cannot relate to itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConceptPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="Unique in its entry and never changed: the anchor on the page and the id in the API. Lower-case letters, digits and hyphens.",
                        max_length=100,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[a-z0-9]+(?:-[a-z0-9]+)*\\Z",
                                "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
                            )
                        ],
                    ),
                ),
                (
                    "position",
                    models.PositiveIntegerField(default=0, help_text="Place in the list, from 0."),
                ),
                (
                    "collection",
                    models.CharField(
                        choices=[
                            ("source-texts", "Source texts"),
                            ("casebook", "Casebook"),
                            ("curated", "Curated"),
                        ],
                        db_index=True,
                        default="curated",
                        max_length=20,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("cited", "Cited to a passage"),
                            ("case", "The works listed for the whole entry"),
                            ("general-knowledge", "General knowledge"),
                            ("inferred", "Inferred"),
                        ],
                        db_index=True,
                        default="cited",
                        help_text="What this rests on. Only “cited” counts as traced.",
                        max_length=20,
                    ),
                ),
                (
                    "basis_note",
                    models.TextField(
                        blank=True,
                        help_text="Why this may be inferred; required for “inferred”.",
                        verbose_name="reason",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("definition", "Definition"),
                            ("origin", "Origin"),
                            ("element", "Element"),
                            ("remark", "Remark"),
                        ],
                        default="definition",
                        max_length=10,
                    ),
                ),
                ("statement", models.TextField(help_text="In our own words, in one sentence.")),
                (
                    "citations",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The passages that say so.",
                        related_name="%(class)s_statements",
                        to="sources.citation",
                    ),
                ),
                (
                    "concept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="tracks.concept",
                    ),
                ),
                (
                    "disagreements",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Where sources differ on this, or leave it open.",
                        related_name="%(class)s_statements",
                        to="sources.disagreement",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tracks_conceptpoint_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("concept", "key"),
                        name="tracks_conceptpoint_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
    ]
