"""What is public, and the number that says which state of it one is looking at.

Entries have an address and a status of their own; everything else is a part of exactly one
entry and is public with it. The rooms above derive their models from :class:`Entry` and
:class:`Part`; both answer ``objects.public()``, the one gate to the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from curation.likeness import KEY_LENGTH, Likeness, Nature
from curation.naming import Called
from curation.querysets import PublicManager

SLUG = RegexValidator(
    r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    "Use lower-case letters, digits and single hyphens, as in “oslo-channel”.",
)


def unique_key(parent: str) -> models.UniqueConstraint:
    """The promise that a part's key is unique within its parent."""
    return models.UniqueConstraint(
        fields=[parent, "key"],
        name="%(app_label)s_%(class)s_key_is_unique",
        violation_error_message="Another row of this entry already has this key.",
    )


class Named(models.Model):
    """Anything that a fixture or an address names by a slug."""

    KIND: ClassVar[str]
    """The word for this kind in addresses such as ``kind:slug`` and in fixtures."""

    slug = models.CharField(
        max_length=100,
        unique=True,
        validators=[SLUG],
        help_text="The name in the address; lower-case letters, digits and hyphens. Do not "
        "change it once the entry is published: others have cited the address.",
    )

    class Meta:
        abstract = True

    @classmethod
    def public_q(cls, prefix: str = "") -> Q:
        """The condition, seen through ``prefix``, under which a row is public."""
        return Q()

    @classmethod
    def documented_q(cls) -> Q:
        """The condition under which a row stands in the document of its entry."""
        return Q()

    @property
    def ref(self) -> str:
        """The row where kinds mix: ``kind:slug``."""
        return f"{self.KIND}:{self.slug}"

    @classmethod
    def complete(cls, values: dict[str, Any]) -> None:
        """Fill what a document may leave out because it follows from the rest."""

    def names(self) -> list[str]:
        """The full forms under which a text may name it; none where the name is our own."""
        return [str(self)]

    def short_names(self) -> list[str]:
        """Shorter forms that do where a statement links it, such as a family name."""
        return []

    def names_besides(self, row: models.Model) -> list[str]:
        """All these names, but for those that it has from the very row that links it."""
        return [*self.names(), *self.short_names()]


class Entry(Named):
    """A page of the knowledge base: it has an address and a status of its own."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    status = models.CharField(
        max_length=12,
        choices=Status,
        default=Status.DRAFT,
        db_index=True,
        help_text="Only published entries can be seen by the public, in pages and in the API.",
    )
    created = models.DateTimeField(auto_now_add=True, editable=False)
    modified = models.DateTimeField(auto_now=True, editable=False, db_index=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    """The number of its newest revision; 1 while it has none."""
    looked_at = models.DateTimeField(null=True, editable=False, db_index=True)
    """When it was last saved or looked at here, in a draft or not; empty while it is not public."""

    TITLE: ClassVar[str] = "name"
    """The field that holds what it is called."""

    NEEDED_FOR_LIKENESS: ClassVar[tuple[str, ...]] = ()
    """The rows that ``likeness`` reads, as ``prefetch_related`` takes them."""

    objects: ClassVar[Any] = PublicManager()

    class Meta:
        abstract = True

    @classmethod
    def public_q(cls, prefix: str = "") -> Q:
        return Q(**{f"{prefix}status": Entry.Status.PUBLISHED})

    @classmethod
    def withheld_q(cls) -> Q:
        """The condition under which not even every curator may see an entry; of most kinds none."""
        return Q(pk__in=[])

    @property
    def is_withheld(self) -> bool:
        return False

    def called(self) -> Called:
        """How texts may call it, so that they can be searched for it if it is withheld."""
        return Called(tuple(self.names()))

    def likeness(self) -> Likeness:
        """What tells it from others of its kind, by which likely duplicates are found."""
        return Likeness(Nature.DESCRIPTION, [str(self), *self.names()])

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @classmethod
    def what_stops_publishing(cls, entries: list[Any]) -> list[str]:
        """Why these entries, as they are stored, cannot be public: a sentence for each reason."""
        return []

    @classmethod
    def what_stops_draft(
        cls, document: dict[str, Any], title: Callable[[tuple[str, ...]], str]
    ) -> list[str]:
        """The same of a draft, from its document alone; ``title`` names a part by its place."""
        return []

    @classmethod
    def when_published(
        cls,
        entries: list[Any],
        carrying: Callable[[Iterable[Entry]], AbstractContextManager[None]],
    ) -> None:
        """Do what must happen along with it; changes to other entries stand within ``carrying``."""

    def supports(self) -> Any:
        """The public statements of others that rest on this entry, for ``left_without``."""
        return None

    def left_without(self, supported: Any) -> list[str]:
        """Which of these statements rest on nothing any more: a line for each."""
        return []

    CAN_BE_WITHHELD: ClassVar[bool] = False
    """Whether ``withheld_q`` may ever hold."""
    CAN_MERGE: ClassVar[bool] = True
    """Whether two of them may turn out to be one: not where they are the frame of the rest."""
    ALIASES: ClassVar[str] = ""
    """The list of parts that hold other names of the entry, if it has one."""

    def what_stops_merging(self, into: Any) -> list[str]:
        """Why this entry cannot go into the other: a sentence for each reason."""
        return []

    def before_merging(self, into: Any) -> Any:
        """Move what stands in no document, before this entry goes into another.

        What is returned, as JSON, ``after_merging`` gets when the merge is undone.
        """

    def after_merging(self, into: Any, noted: Any) -> None:
        """Take back what stands in no document, now that this entry is there again."""

    @classmethod
    def unexported_q(cls) -> Q:
        """The condition under which it stays out of every file; of most kinds none."""
        return Q(pk__in=[])

    @classmethod
    def count_without_basis(cls, slugs: Iterable[str]) -> dict[str, int]:
        """How many statements of each of these entries say not what they rest on; none left out."""
        return {}

    def rows_without_basis(self) -> Iterable[tuple[Any, Any]]:
        """Those of this entry as rows, the ones of each model together: (model, rows)."""
        return ()

    def what_it_lacks(self, row: Any) -> str:
        """A sentence for such a row."""
        return str(row)

    @classmethod
    def resting_on(cls, slugs: Iterable[str]) -> set[tuple[str, str]]:
        """The entries of which statements rest on these, each as (kind, slug)."""
        return set()

    def before_saving(self) -> None:
        """Fill what follows from the rest; ``save`` does, and whoever writes many rows at once."""
        is_published = self.status == self.Status.PUBLISHED
        self.looked_at = timezone.now() if is_published else None
        if is_published and self.published_at is None:
            self.published_at = self.looked_at

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.before_saving()
        super().save(*args, **kwargs)


class Part(models.Model):
    """A statement or a link that belongs to exactly one entry and is published with it.

    ``PARENT`` names the foreign key to the entry, or to the part of it that this one hangs on.
    """

    PARENT: ClassVar[str]

    key = models.CharField(
        max_length=100,
        validators=[SLUG],
        help_text="Unique in its entry and never changed: the anchor on the page and the id in "
        "the API. Lower-case letters, digits and hyphens.",
    )
    position = models.PositiveIntegerField(default=0, help_text="Place in the list, from 0.")

    objects: ClassVar[Any] = PublicManager()

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["position", "key"]

    @property
    def parent(self) -> Any:
        return getattr(self, self.PARENT)

    @property
    def entry(self) -> Any:
        """The entry that this part belongs to."""
        parent = self.parent
        return parent.entry if isinstance(parent, Part) else parent

    @property
    def ref(self) -> str:
        """The part where kinds mix: ``entry-slug#key``."""
        return f"{self.entry.slug}#{self.key}"

    def get_absolute_url(self) -> str:
        """The anchor on the page; where the entry is one itself, its slug comes before the key."""
        address = self.entry.get_absolute_url()
        return f"{address}{'-' if '#' in address else '#'}{self.key}"

    @classmethod
    def documented_q(cls) -> Q:
        """The condition under which a row stands in the document of its entry."""
        return Q()

    @classmethod
    def link_names(cls) -> list[str]:
        """The foreign keys to entries and parts, as ``select_related`` takes them."""
        names = []
        for field in cls._meta.concrete_fields:
            target = field.related_model
            if isinstance(target, type) and issubclass(target, Named | Part):
                names.append(field.name)
                if issubclass(target, Part):
                    names.append(f"{field.name}__{target.PARENT}")
        return names

    @classmethod
    def public_q(cls, prefix: str = "", _path: tuple[type, ...] = ()) -> Q:
        """A part is public when its entry and every entry that it links are.

        An empty link hides nothing. Of a row of its own model that a part links (the passage whose
        wording it repeats) only what that row links itself is asked, so that the question ends.
        """
        condition = Q()
        for field in cls._meta.concrete_fields:
            target = field.related_model
            if not (isinstance(target, type) and issubclass(target, Named | Part)):
                continue
            if _path and field.name != cls.PARENT and target in (*_path, cls):
                continue
            lookup = f"{prefix}{field.name}"
            if issubclass(target, Part):
                inner = target.public_q(f"{lookup}__", (*_path, cls))
            else:
                inner = target.public_q(f"{lookup}__")
            if inner:
                condition &= (inner | Q(**{f"{lookup}__isnull": True})) if field.null else inner
        return condition


class FormerSlug(models.Model):
    """An address that an entry once had; it redirects to the present one."""

    kind = models.CharField(max_length=20)
    old = models.CharField("former slug", max_length=100, validators=[SLUG])
    slug = models.CharField("present slug", max_length=100, validators=[SLUG])

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "old"],
                name="curation_formerslug_leads_to_one_entry",
                violation_error_message="This former address already leads to an entry.",
            ),
            models.CheckConstraint(
                condition=~Q(old=models.F("slug")),
                name="curation_formerslug_leads_elsewhere",
                violation_error_message="A former address cannot lead to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.old} → {self.slug}"


class Edition(models.Model):
    """One number that rises by one whenever public content changes.

    There is a single row. Responses carry the number and caches are keyed by it; whoever reads
    takes the edition before the data, so that a page never claims to be newer than it is.
    """

    number = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="curation_edition_is_one_row",
                violation_error_message="There is only one edition.",
            ),
        ]

    def __str__(self) -> str:
        return f"Edition {self.number}"

    @classmethod
    def current(cls) -> Edition:
        """The present edition; number 0 before anything was released."""
        return cls.objects.filter(pk=1).first() or cls(pk=1, number=0)


class LoadedDocument(models.Model):
    """What the fixtures last said of an entry, so that later edits in the admin are noticed."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    collection = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "slug"], name="curation_loadeddocument_is_one_per_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


class Batch(models.Model):
    """One act of the desk on several entries, which is undone as a whole: a merge, an import."""

    class Kind(models.TextChoices):
        MERGE = "merge", "Merge"
        IMPORT = "import", "Import"
        UNDO = "undo", "Undo"

    kind = models.CharField(max_length=8, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="batches"
    )
    created = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300)
    details = models.JSONField(
        default=dict, help_text="What undoing needs besides the revisions: see curation.merging."
    )
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        verbose_name_plural = "batches"
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"


class KeptFile(models.Model):
    """A file between its dry run and its import; it is taken once, or forgotten after a day."""

    name = models.CharField(max_length=200)
    content = models.BinaryField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_files")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "file to bring in"
        verbose_name_plural = "import and export"
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """One step in the life of an entry: who did what to it, when and why, and how it stood then.

    Steps are only ever added, and numbered without gaps. The state of the newest one says whether
    somebody works on the entry; its document is then the draft, whether the public sees the entry
    as it was before or not at all.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "Waiting for review"
        SENT_BACK = "sent-back", "Sent back"
        DISCARDED = "discarded", "Draft discarded"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"
        MERGED = "merged", "Merged into another entry"

    OPEN = (State.DRAFT, State.IN_REVIEW, State.SENT_BACK)
    """Somebody works on the entry."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    number = models.PositiveIntegerField(help_text="From 1 in each entry.")
    state = models.CharField(max_length=10, choices=State, db_index=True)
    document = models.JSONField(help_text="The entry with its parts, in the form of the fixtures.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="revisions"
    )
    created = models.DateTimeField(auto_now_add=True, db_index=True)
    reason = models.CharField("why", max_length=300, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    token = models.CharField(
        max_length=32, blank=True, help_text="Of the form it came from: each is taken once."
    )
    is_newest = models.BooleanField(
        default=True, help_text="No other step of the entry has come after it."
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "slug", "number"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["state", "created", "id"],
                condition=Q(is_newest=True),
                name="curation_revision_newest",
            ),
            models.Index(
                fields=["author", "state", "created", "id"],
                condition=Q(is_newest=True),
                name="curation_revision_newest_of",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "slug", "number"],
                name="curation_revision_is_numbered_once",
                violation_error_message="Somebody else has just saved this entry.",
            ),
            models.UniqueConstraint(
                fields=["token"],
                condition=~Q(token=""),
                name="curation_revision_is_saved_once",
                violation_error_message="This form was already saved.",
            ),
        ]
        default_permissions = ()
        permissions: ClassVar[Any] = [
            ("write_drafts", "Can write drafts and send them to review"),
            ("publish", "Can publish, send back, withdraw and revert"),
            ("merge", "Can merge duplicates"),
            ("import_entries", "Can import files"),
            ("see_withheld", "Can see withheld names, withhold them and show them again"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}, {self.number}"

    @property
    def natural(self) -> tuple[str, str]:
        return self.kind, self.slug

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class WithoutBasis(models.Model):
    """An entry of which some statements say not what they rest on; counted whenever it changes."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    statements = models.PositiveIntegerField()
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering: ClassVar[list[str]] = ["since", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "slug"], name="curation_withoutbasis_is_one_per_entry"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["since", "id"], name="curation_withoutbasis_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}: {self.statements}"


class NameKey(models.Model):
    """A key made of a name or an identifier; entries of a kind that share one may be the same."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    key = models.CharField(max_length=KEY_LENGTH)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "slug", "key"], name="curation_namekey_is_one_per_entry"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "key"], name="curation_namekey_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug} ({self.key})"


class Pair(models.Model):
    """Two entries of a kind, in the order of their slugs."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=100)
    other = models.CharField(max_length=100)

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "slug", "other"], name="%(app_label)s_%(class)s_is_one_per_pair"
            ),
            models.CheckConstraint(
                condition=Q(slug__lt=models.F("other")), name="%(app_label)s_%(class)s_is_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug} and {self.kind}:{self.other}"


class LikelyPair(Pair):
    """Two entries that may be the same; worked out from their keys whenever these change."""

    score = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta(Pair.Meta):
        ordering: ClassVar[list[str]] = ["-score", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-score", "id"], name="curation_likelypair_by_score"),
            models.Index(fields=["kind", "-score", "id"], name="curation_likelypair_of_kind"),
            models.Index(fields=["kind", "other"], name="curation_likelypair_by_other"),
        ]


class DifferentPair(Pair):
    """Somebody compared two entries that are alike, and found that they are not the same."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="different_pairs"
    )
    when = models.DateTimeField(default=timezone.now)
    why = models.TextField("reason", blank=True)

    class Meta(Pair.Meta):
        verbose_name = "pair that is not the same"
        verbose_name_plural = "pairs that are not the same"
        ordering: ClassVar[list[str]] = ["-when", "-id"]
