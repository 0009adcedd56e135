import django.core.validators
import django.db.models.deletion
import sources.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Disagreement",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("sources-differ", "Sources differ"),
                            ("not-established", "Not established"),
                        ],
                        default="sources-differ",
                        max_length=16,
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        help_text="As a question that a reader would ask.", max_length=200
                    ),
                ),
                (
                    "statement",
                    models.TextField(
                        blank=True,
                        help_text="What it is about, if the question alone does not say it.",
                    ),
                ),
                (
                    "preference_reason",
                    models.TextField(blank=True, help_text="Why that position is preferred."),
                ),
            ],
            options={
                "ordering": ["question", "id"],
                "indexes": [
                    models.Index(fields=["question", "id"], name="sources_disagree_by_question")
                ],
            },
        ),
        migrations.CreateModel(
            name="Contributor",
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
                    "literal",
                    models.CharField(
                        blank=True,
                        help_text="The name of a body, whole; empty for persons.",
                        max_length=200,
                    ),
                ),
                (
                    "family",
                    models.CharField(blank=True, max_length=100, verbose_name="family name"),
                ),
                (
                    "given",
                    models.CharField(
                        blank=True,
                        help_text="As far as the sources give them.",
                        max_length=100,
                        verbose_name="given names",
                    ),
                ),
            ],
            options={
                "ordering": ["family", "literal", "given"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("literal", ""), models.Q(("family", ""), _negated=True)),
                            models.Q(models.Q(("literal", ""), _negated=True), ("family", "")),
                            _connector="OR",
                        ),
                        name="sources_contributor_is_person_or_body",
                        violation_error_message="Give a family name (a person) or a whole name (a body).",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
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
                    "locator",
                    models.CharField(
                        blank=True,
                        help_text="For people: heading, page, paragraph (¶).",
                        max_length=200,
                    ),
                ),
                (
                    "paragraphs",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Of a source text: numbers of its non-empty lines from 1, read as joined.",
                        validators=[sources.fields.validate_paragraphs],
                    ),
                ),
                (
                    "terms",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Words that must stand in those paragraphs; a check reads them.",
                        validators=[sources.fields.validate_terms],
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("states", "States"),
                            ("reports", "Reports"),
                            ("doubts", "Doubts"),
                            ("contradicts", "Contradicts"),
                        ],
                        default="states",
                        max_length=12,
                    ),
                ),
                (
                    "read_as",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text='Who or what an expression means here, as {"the author": "John W. McDonald"}.',
                        validators=[sources.fields.validate_readings],
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        help_text="The passage whose wording this one takes over. Repetition is not corroboration.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="repeated_by",
                        to="sources.citation",
                    ),
                ),
                (
                    "attributed_speaker",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whom the source reports here, if anybody.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributed_passages",
                        to="sources.contributor",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("repeats__isnull", True),
                            models.Q(("repeats", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="sources_citation_repeats_another",
                        violation_error_message="A passage cannot repeat itself.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
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
                ("statement", models.TextField(help_text="The answer, in our own words.")),
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
                    "disagreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="sources.disagreement",
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
                        name="sources_position_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("disagreement", "key"),
                        name="sources_position_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="disagreement",
            name="preferred",
            field=models.ForeignKey(
                blank=True,
                help_text="The position that this base follows, if any.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="preferred_in",
                to="sources.position",
            ),
        ),
        migrations.CreateModel(
            name="Work",
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
                    "type",
                    models.CharField(
                        choices=[
                            ("article-journal", "Journal article"),
                            ("book", "Book"),
                            ("chapter", "Chapter"),
                            ("collection", "Edited book"),
                            ("document", "Document"),
                            ("entry-encyclopedia", "Encyclopaedia entry"),
                            ("broadcast", "Broadcast"),
                            ("interview", "Interview"),
                            ("article-newspaper", "Newspaper article"),
                            ("paper-conference", "Conference paper"),
                            ("personal_communication", "Personal communication"),
                            ("post-weblog", "Web post"),
                            ("report", "Report or paper in a series"),
                            ("speech", "Speech or briefing"),
                            ("thesis", "Thesis"),
                            ("treaty", "Treaty"),
                            ("webpage", "Web page"),
                        ],
                        db_index=True,
                        max_length=30,
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="In square brackets if supplied by us.", max_length=400
                    ),
                ),
                (
                    "title_short",
                    models.CharField(
                        blank=True,
                        help_text="As notes beside a statement name it, for example “Krueger’s summary”.",
                        max_length=120,
                        verbose_name="short name",
                    ),
                ),
                (
                    "container_title",
                    models.CharField(
                        blank=True,
                        help_text="The journal, book or site it is part of.",
                        max_length=300,
                        verbose_name="in",
                    ),
                ),
                (
                    "collection_title",
                    models.CharField(blank=True, max_length=200, verbose_name="series"),
                ),
                (
                    "collection_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="number in the series"
                    ),
                ),
                ("publisher", models.CharField(blank=True, max_length=200)),
                (
                    "publisher_place",
                    models.CharField(blank=True, max_length=120, verbose_name="place"),
                ),
                (
                    "issued",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="issued_earliest",
                        help_text="EDTF: 1991, 1996-10, 2018-06-07, 1981-24 for winter 1981–82.",
                        latest="issued_latest",
                        max_length=60,
                    ),
                ),
                (
                    "issued_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "issued_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                ("volume", models.CharField(blank=True, max_length=40)),
                ("issue", models.CharField(blank=True, max_length=40)),
                ("edition", models.CharField(blank=True, max_length=40)),
                ("page", models.CharField(blank=True, max_length=60, verbose_name="pages")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address")),
                (
                    "accessed",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="",
                        help_text="When it was read at its address, as EDTF.",
                        latest="",
                        max_length=60,
                    ),
                ),
                ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                ("issn", models.CharField(blank=True, max_length=20, verbose_name="ISSN")),
                ("doi", models.CharField(blank=True, max_length=120, verbose_name="DOI")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        help_text="BCP 47, for example en or ar; empty if not known.",
                        max_length=12,
                    ),
                ),
                (
                    "independence",
                    models.CharField(
                        choices=[
                            ("organiser", "Organiser of the effort, or close to it"),
                            ("party", "A side of the conflict"),
                            ("government", "A government or intergovernmental body"),
                            ("press", "Press"),
                            ("scholar", "Scholar or independent research"),
                            ("tertiary", "Tertiary (encyclopaedia, exhibition, finding aid)"),
                            ("unknown", "Not known"),
                        ],
                        db_index=True,
                        default="unknown",
                        max_length=12,
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True, help_text="What a reader should know before relying on it."
                    ),
                ),
                (
                    "text_name",
                    models.CharField(
                        blank=True,
                        help_text="Only for source texts.",
                        max_length=120,
                        verbose_name="file of the source text",
                    ),
                ),
                (
                    "text_sha256",
                    models.CharField(
                        blank=True,
                        help_text="Only for source texts.",
                        max_length=64,
                        verbose_name="SHA-256 of the source text",
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
                "ordering": ["title", "id"],
                "abstract": False,
                "indexes": [models.Index(fields=["title", "id"], name="sources_work_by_title")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sources_work_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_name", ""), ("text_sha256", "")),
                            models.Q(
                                models.Q(("text_name", ""), _negated=True),
                                models.Q(("text_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sources_work_text_has_name_and_hash",
                        violation_error_message="A source text needs both its file name and its hash.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
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
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="Where it is cited, for example “note 4” or “bibliography”.",
                        max_length=120,
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        blank=True,
                        help_text="The page of the cited work.",
                        max_length=60,
                        verbose_name="page cited",
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
                    "cited_work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_by",
                        to="sources.work",
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="sources.work",
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
                        name="sources_reference_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("work", "key"),
                        name="sources_reference_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("work", models.F("cited_work")), _negated=True),
                        name="sources_reference_is_to_another_work",
                        violation_error_message="A work cannot cite itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
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
                            ("name", "Name"),
                            ("date", "Date"),
                            ("number", "Number"),
                            ("word", "Word"),
                        ],
                        default="name",
                        max_length=8,
                    ),
                ),
                ("printed", models.CharField(help_text="As the source has it.", max_length=200)),
                ("corrected", models.CharField(help_text="As this base has it.", max_length=200)),
                ("reason", models.TextField(help_text="How we know.")),
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
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="errata",
                        to="sources.work",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "errata",
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="sources_erratum_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("work", "key"),
                        name="sources_erratum_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("printed", models.F("corrected")), _negated=True),
                        name="sources_erratum_corrects_something",
                        violation_error_message="The corrected form is the same as the printed one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("editor", "Editor"),
                            ("translator", "Translator"),
                            ("container-author", "Author of the containing work"),
                            ("reviewed-author", "Author of the work summarised"),
                            ("interviewer", "Interviewer"),
                        ],
                        default="author",
                        max_length=20,
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
                    "contributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contributions",
                        to="sources.contributor",
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
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributions",
                        to="sources.work",
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
                        name="sources_contribution_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("work", "key"),
                        name="sources_contribution_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("work", "contributor", "role"),
                        name="sources_contribution_is_named_once",
                        violation_error_message="This name already stands on the work in this role.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="citation",
            name="attributed_work",
            field=models.ForeignKey(
                blank=True,
                help_text="The work that the source reports here, if it reports one.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attributed_passages",
                to="sources.work",
            ),
        ),
        migrations.AddField(
            model_name="citation",
            name="work",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="passages",
                to="sources.work",
            ),
        ),
        migrations.AddConstraint(
            model_name="disagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("preferred__isnull", True),
                    models.Q(("preference_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="sources_disagreement_preference_has_reason",
                violation_error_message="A preferred position needs the reason.",
            ),
        ),
        migrations.AddConstraint(
            model_name="citation",
            constraint=models.UniqueConstraint(
                fields=("work", "key"),
                name="sources_citation_key_is_unique",
                violation_error_message="Another row of this entry already has this key.",
            ),
        ),
    ]
