import django.core.validators
import django.db.models.deletion
import sources.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("sources", "0001_initial"),
        ("tracks", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Actor",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "Person"),
                            ("state", "State"),
                            ("igo", "Intergovernmental organisation"),
                            ("ngo", "Non-governmental organisation"),
                            ("government-body", "Government body"),
                            ("delegation", "Delegation"),
                            ("armed-group", "Armed group"),
                            ("political-party", "Political party"),
                            ("company", "Company"),
                            ("business-association", "Business association"),
                            ("university", "University, college or school"),
                            ("think-tank", "Research institute or think tank"),
                            ("media", "Media"),
                            ("religious-body", "Religious body"),
                            ("foundation", "Foundation"),
                            ("community", "Community or movement"),
                            ("coalition", "Coalition"),
                            ("other", "Other"),
                        ],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "sort_name",
                    models.CharField(
                        blank=True,
                        help_text="As in an index: “Montville, Joseph”. Filled from the name if empty.",
                        max_length=200,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True, help_text="Who or what it is, in a neutral sentence of our own."
                    ),
                ),
                (
                    "dates",
                    sources.fields.EDTFField(
                        blank=True,
                        default="",
                        earliest="dates_earliest",
                        help_text="Of life, or of existence, as EDTF: 1945/, 1992/..",
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
                    "country",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        help_text="ISO 3166-1 alpha-2; an administrative label, no view on status. Empty for bodies of several countries and for places of disputed status.",
                        max_length=2,
                        validators=[
                            django.core.validators.RegexValidator(
                                "\\A[A-Z]{2}\\Z",
                                "Use the two capital letters of ISO 3166-1, as in NO.",
                            )
                        ],
                    ),
                ),
                ("wikidata", models.CharField(blank=True, max_length=20, verbose_name="Wikidata")),
                ("ror", models.CharField(blank=True, max_length=40, verbose_name="ROR")),
                ("orcid", models.CharField(blank=True, max_length=19, verbose_name="ORCID")),
                ("cow", models.CharField(blank=True, max_length=10, verbose_name="COW")),
                (
                    "publicity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public-office", "Held public office, or spoke for a side"),
                            ("published-themselves", "Published under their own name"),
                            ("named-by-press", "Named in press or scholarship"),
                            ("unreviewed", "Not reviewed yet"),
                        ],
                        help_text="Persons only: how they became publicly known in connection with such work.",
                        max_length=24,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[("shown", "Shown"), ("withheld", "Withheld")],
                        db_index=True,
                        default="shown",
                        help_text="A withheld actor is not public: not here, not in any initiative, not in counts.",
                        max_length=10,
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
                    models.OneToOneField(
                        blank=True,
                        help_text="The same person or body as a name on works.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="actor",
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
            ],
            options={
                "ordering": ["sort_name", "id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["sort_name", "id"], name="actors_actor_by_sort_name")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="actors_actor_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "person"), models.Q(("publicity", ""), _negated=True)
                            ),
                            models.Q(
                                models.Q(("kind", "person"), _negated=True), ("publicity", "")
                            ),
                            _connector="OR",
                        ),
                        name="actors_actor_publicity_is_for_persons",
                        violation_error_message="Persons need a publicity, all others have none.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publicity", "unreviewed"), _negated=True),
                            models.Q(("status", "published"), _negated=True),
                            _connector="OR",
                        ),
                        name="actors_actor_unreviewed_is_not_published",
                        violation_error_message="A person who is not reviewed yet cannot be published.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorAlias",
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
                ("name", models.CharField(max_length=200)),
                (
                    "used_by",
                    models.CharField(
                        blank=True, help_text="Who uses this name, if not all.", max_length=200
                    ),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
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
            ],
            options={
                "verbose_name": "alias",
                "verbose_name_plural": "aliases",
                "ordering": ["position", "key"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "inferred"), _negated=True),
                            models.Q(("basis_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="actors_actoralias_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("actor", "key"),
                        name="actors_actoralias_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("actor", "name"),
                        name="actors_actoralias_is_named_once",
                        violation_error_message="The actor already has this alias.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorPoint",
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
                            ("office", "Office"),
                            ("contribution", "Contribution"),
                            ("view", "View"),
                            ("activity", "Activity"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                    ),
                ),
                ("statement", models.TextField(help_text="In our own words, in one sentence.")),
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
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
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
                        name="actors_actorpoint_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("actor", "key"),
                        name="actors_actorpoint_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActorTrack",
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
                    "statement",
                    models.TextField(blank=True, help_text="In our own words, in one sentence."),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="actor_tracks",
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
                    "framework_track",
                    models.ForeignKey(
                        blank=True,
                        help_text="The track as the source named it, in its framework.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actor_tracks",
                        to="tracks.frameworktrack",
                    ),
                ),
                (
                    "track",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actor_tracks",
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
                        name="actors_actortrack_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("actor", "key"),
                        name="actors_actortrack_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.UniqueConstraint(
                        fields=("actor", "track"),
                        name="actors_actortrack_is_one_per_track",
                        violation_error_message="The actor is already on this track.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relationship",
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
                            ("founded", "founded"),
                            ("member-of", "member of"),
                            ("employed-by", "employed by"),
                            ("represents", "represents"),
                            ("succeeded-by", "succeeded by"),
                        ],
                        max_length=14,
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
                    models.TextField(blank=True, help_text="In our own words, in one sentence."),
                ),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relationships",
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
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relationships_in",
                        to="actors.actor",
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
                        name="actors_relationship_inferred_says_why",
                        violation_error_message="What is inferred needs its reason.",
                    ),
                    models.UniqueConstraint(
                        fields=("actor", "key"),
                        name="actors_relationship_key_is_unique",
                        violation_error_message="Another row of this entry already has this key.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("actor", models.F("other")), _negated=True),
                        name="actors_relationship_is_between_two",
                        violation_error_message="An actor cannot relate to itself.",
                    ),
                ],
            },
        ),
    ]
