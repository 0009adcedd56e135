import django.core.validators
import django.db.models.deletion
import sources.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actors", "0001_initial"),
        ("sources", "0001_initial"),
        ("tracks", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Conflict",
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
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interstate", "Interstate"),
                            ("intrastate", "Intrastate"),
                            ("internationalised", "Internationalised"),
                            ("other", "Other"),
                        ],
                        db_index=True,
                        max_length=18,
                        verbose_name="kind, as coded here",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Neutral enough for all its parties to read."
                    ),
                ),
                (
                    "countries",
                    models.CharField(
                        blank=True,
                        help_text="ISO 3166-1 alpha-2 with spaces between; listing implies no view on claims.",
                        max_length=200,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}( [A-Z]{2})*\\Z",
                                "Use ISO 3166-1 codes with a space between, as in “IL JO”.",
                            )
                        ],
                    ),
                ),
                (
                    "dates",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="dates_earliest",
                        help_text="EDTF.",
                        latest="dates_latest",
                        max_length=60,
                    ),
                ),
                (
                    "dates_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "dates_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                ("ucdp", models.CharField(blank=True, max_length=40, verbose_name="UCDP")),
                ("pax", models.CharField(blank=True, max_length=40, verbose_name="PA-X")),
                ("note", models.TextField(blank=True, help_text="On open dates and merged rows.")),
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
                    "parties",
                    models.ManyToManyField(blank=True, related_name="conflicts", to="actors.actor"),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name", "id"], name="initiatives_conflict_by_name")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_conflict_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("dialogue", "Dialogue"),
                            ("mediation", "Mediation"),
                            ("negotiation", "Negotiation"),
                            ("treaty", "Treaty"),
                            ("workshop-series", "Workshop series"),
                            ("exchange", "Exchange"),
                            ("campaign", "Campaign"),
                            ("media-programme", "Media programme"),
                            ("trade", "Trade"),
                            ("funding-programme", "Funding programme"),
                            ("education-programme", "Education programme"),
                            ("religious-mediation", "Religious mediation"),
                            ("other", "Other"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="What it was, in neutral words of our own."
                    ),
                ),
                (
                    "dates",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="dates_earliest",
                        help_text="EDTF: 1993-01/1993-09, 1946/.., 1960-10/ if the end is unknown.",
                        latest="dates_latest",
                        max_length=60,
                    ),
                ),
                (
                    "dates_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "dates_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("high", "High"), ("medium", "Medium"), ("low", "Low")],
                        help_text="High needs an identified work that is independent of organisers and parties.",
                        max_length=8,
                    ),
                ),
                (
                    "secrecy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Public"),
                            ("confidential", "Confidential"),
                            ("secret", "Secret at the time"),
                        ],
                        max_length=12,
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
                    "conflicts",
                    models.ManyToManyField(
                        blank=True, related_name="initiatives", to="initiatives.conflict"
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
                    "main_track",
                    models.ForeignKey(
                        blank=True,
                        help_text="The track that carries the effort, if one does.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="main_initiatives",
                        to="tracks.track",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["name", "id"], name="initiatives_initiative_by_name")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="initiatives_initiative_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
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
                    "date",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="date_earliest",
                        help_text="EDTF.",
                        latest="date_latest",
                        max_length=60,
                    ),
                ),
                (
                    "date_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "date_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("initiation", "Initiation"),
                            ("transfer", "Transfer"),
                            ("uptake", "Uptake"),
                            ("implementation", "Implementation"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "mechanism",
                    models.CharField(
                        choices=[
                            ("person-crosses", "A person crosses over"),
                            ("sponsor-adopts", "A sponsor adopts it"),
                            ("text-carried", "A text is carried over"),
                            ("briefing", "Results are reported"),
                            ("mediator-links", "A mediator links the two"),
                            ("public-launch", "Launched in public"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=16,
                    ),
                ),
                (
                    "cause",
                    models.TextField(blank=True, help_text="What moved it, in one sentence."),
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
                    "from_track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_from",
                        to="tracks.track",
                    ),
                ),
                (
                    "to_track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_to",
                        to="tracks.track",
                    ),
                ),
                (
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="handovers",
                        to="initiatives.initiative",
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
                        name="initiatives_handover_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "key"),
                        name="initiatives_handover_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_track", models.F("to_track")), _negated=True),
                        name="initiatives_handover_is_between_two_tracks",
                        violation_error_message="A handover goes from one track to another.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InitiativeRelation",
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
                            ("inspired", "inspired"),
                            ("spawned", "spawned"),
                            ("feeds-into", "feeds into"),
                            ("precedes", "precedes"),
                            ("successor-of", "successor of"),
                            ("method-from", "took its method from"),
                            ("part-of", "part of"),
                            ("funded", "funded"),
                            ("coordinates-with", "coordinates with"),
                            ("competes-with", "competes with"),
                        ],
                        max_length=18,
                    ),
                ),
                (
                    "statement",
                    models.TextField(blank=True, help_text="In our own words, in one sentence."),
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_in",
                        to="initiatives.initiative",
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
                        name="initiatives_initiativerelation_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "key"),
                        name="initiatives_initiativerelation_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "kind", "other"),
                        name="initiatives_relation_is_stated_once",
                        violation_error_message="This relation is already there.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("initiative", models.F("other")), _negated=True),
                        name="initiatives_relation_is_between_two",
                        violation_error_message="An initiative cannot relate to itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Involvement",
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
                    "dates",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="dates_earliest",
                        help_text="EDTF.",
                        latest="dates_latest",
                        max_length=60,
                    ),
                ),
                (
                    "dates_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "dates_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("origin", "Origin"),
                            ("channel", "Channel"),
                            ("parallel", "Parallel"),
                            ("support", "Support"),
                            ("funding", "Funding"),
                            ("outcome", "Outcome"),
                        ],
                        max_length=10,
                    ),
                ),
                ("why", models.TextField(blank=True, help_text="Why this track, in one sentence.")),
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="involvements",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="involvements",
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
                        name="initiatives_involvement_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "key"),
                        name="initiatives_involvement_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                            ("treaty", "Treaty"),
                            ("agreement", "Agreement"),
                            ("partial-agreement", "Partial agreement"),
                            ("ceasefire", "Ceasefire"),
                            ("proposal", "Proposal"),
                            ("channel-opened", "Channel opened"),
                            ("institution", "Institution"),
                            ("relationship", "Relationship"),
                            ("public-opinion", "Public opinion"),
                            ("service", "Service"),
                            ("award", "Award"),
                            ("no-agreement", "No agreement"),
                            ("collapsed", "Collapsed"),
                            ("other", "Other"),
                        ],
                        max_length=18,
                    ),
                ),
                (
                    "date",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="date_earliest",
                        help_text="EDTF.",
                        latest="date_latest",
                        max_length=60,
                    ),
                ),
                (
                    "date_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "date_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
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
                    "conflict",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="outcomes",
                        to="initiatives.conflict",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outcomes",
                        to="initiatives.initiative",
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
                        name="initiatives_outcome_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "key"),
                        name="initiatives_outcome_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
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
                            ("mediator", "Mediator"),
                            ("facilitator", "Facilitator"),
                            ("go-between", "Go-between"),
                            ("convener", "Convener"),
                            ("host", "Host"),
                            ("party", "Party"),
                            ("addressee", "Addressee (did not take part)"),
                            ("signatory", "Signatory"),
                            ("participant", "Participant"),
                            ("observer", "Observer"),
                            ("investigator", "Investigator"),
                            ("adviser", "Adviser"),
                            ("monitor", "Monitor"),
                            ("guarantor", "Guarantor"),
                            ("endorser", "Endorser"),
                            ("advocate", "Advocate"),
                            ("funder", "Funder"),
                            ("sponsor", "Sponsor"),
                            ("broadcaster", "Broadcaster"),
                            ("educator", "Educator"),
                        ],
                        db_index=True,
                        max_length=14,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("personal", "Personal"),
                            ("former-official", "Former official"),
                            ("unknown", "Not known"),
                        ],
                        default="unknown",
                        max_length=16,
                    ),
                ),
                (
                    "dates",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="dates_earliest",
                        help_text="EDTF.",
                        latest="dates_latest",
                        max_length=60,
                    ),
                ),
                (
                    "dates_earliest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "dates_latest",
                    models.DateField(blank=True, db_index=True, editable=False, null=True),
                ),
                (
                    "statement",
                    models.TextField(blank=True, help_text="What the actor did, in one sentence."),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
                        to="actors.actor",
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="initiatives.initiative",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="participations",
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
                        name="initiatives_participation_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "key"),
                        name="initiatives_participation_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "actor", "track", "role"),
                        name="initiatives_participation_is_named_once",
                        violation_error_message="This actor already has this role on this track here.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Venue",
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
                ("name", models.CharField(max_length=160)),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="ISO 3166-1 alpha-2; empty where the status of the place is disputed.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}\\Z",
                                "Use the two capital letters of ISO 3166-1, as in NO.",
                            )
                        ],
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="venues",
                        to="initiatives.initiative",
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
                        name="initiatives_venue_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("initiative", "key"),
                        name="initiatives_venue_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
    ]
