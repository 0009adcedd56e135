"""Ways of dividing diplomacy into tracks, and what is said of each track."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from curation.models import unique_key
from sources.fields import EDTFField, edge
from sources.models import CitedEntry, CitedPart, Contributor
from tracks.querysets import (
    ConceptQuerySet,
    FrameworkQuerySet,
    FrameworkTrackQuerySet,
    PhaseQuerySet,
    PrincipleQuerySet,
    TrackPointQuerySet,
    TrackQuerySet,
)

NUMBER_WORDS = dict(
    zip(
        ["1", "1.5", "2", "3", "4", "5", "6", "7", "8", "9"],
        "one,one and a half,two,three,four,five,six,seven,eight,nine".split(","),
        strict=True,
    )
)


def plain(number: Any) -> str:
    """A track number as people write it: 1, 1.5, 9."""
    return "" if number is None else f"{Decimal(number).normalize():f}"


class Track(CitedEntry):
    """A theme that the lists of tracks share: what a profile page is about.

    ``number`` is the place among the nine of 1991, for display; it is no identity, since the
    same number means different things in different frameworks.
    """

    KIND = "track"
    CAN_MERGE = False
    UNTRACED = frozenset({"name", "short_name", "number"})

    class Hue(models.TextChoices):
        INDIGO = "indigo", "Indigo"
        GREEN = "green", "Green"
        OLIVE = "olive", "Olive"
        ROSE = "rose", "Rose"
        CYAN = "cyan", "Cyan"
        WINE = "wine", "Wine"
        TEAL = "teal", "Teal"
        SAND = "sand", "Sand"
        PURPLE = "purple", "Purple"
        GREY = "grey", "Grey"

    number = models.DecimalField(
        max_digits=3,
        decimal_places=1,
        unique=True,
        help_text="Place among the nine of 1991, for display; 1.5 stands between One and Two.",
    )
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, help_text="For drawings and tables.")
    tagline = models.CharField(
        max_length=120,
        blank=True,
        help_text="One line under the name, as in “Peacemaking through …”.",
    )
    summary = models.TextField(blank=True, help_text="A sentence or two on who acts here and how.")
    hue = models.CharField(max_length=8, choices=Hue, unique=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(TrackQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="tracks_track_number_from_one",
                violation_error_message="Track numbers start at 1.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The number as people write it: 1, 1.5, 9."""
        return plain(self.number)

    def names(self) -> list[str]:
        """Our own names stand in few texts; those that frameworks give the theme do."""
        return [self.name, self.short_name]

    def short_names(self) -> list[str]:
        return self._names_by_mappings(self.mappings.all())

    def names_besides(self, row: models.Model) -> list[str]:
        """A mapping to the theme cannot vouch for itself; long words of our own name can."""
        if not isinstance(row, TrackMapping):
            return super().names_besides(row)
        words = [word.removesuffix("s") for word in self.name.split() if len(word) > 8]
        return [*self.names(), *words, *self._names_by_mappings(self.mappings.exclude(pk=row.pk))]

    def _names_by_mappings(self, mappings: models.QuerySet[TrackMapping]) -> list[str]:
        mapped = [m.framework_track for m in mappings.filter(relation__in=TrackMapping.SAME)]
        numbers = [track.plain_number for track in mapped if track.number is not None]
        return [
            *(track.label for track in mapped),
            *(f"track {form}" for n in numbers for form in (n, NUMBER_WORDS.get(n, n))),
        ]

    def get_absolute_url(self) -> str:
        return reverse("tracks:detail", args=[self.slug])


class Framework(CitedEntry):
    """One way of dividing diplomacy into tracks."""

    KIND = "framework"
    CAN_MERGE = False
    UNTRACED = frozenset({"name", "order"})

    class Arrangement(models.TextChoices):
        HIERARCHY = "hierarchy", "Hierarchy"
        CIRCLE = "circle", "Circle"
        LIST = "list", "List"

    name = models.CharField(max_length=160)
    devised = EDTFField(
        earliest="devised_earliest", latest="devised_latest", help_text="When it was thought of."
    )
    devised_earliest = edge()
    devised_latest = edge()
    published = EDTFField(
        earliest="published_earliest", latest="published_latest", help_text="When it appeared."
    )
    published_earliest = edge()
    published_latest = edge()
    originators = models.ManyToManyField(Contributor, blank=True, related_name="frameworks")
    arrangement = models.CharField(max_length=10, choices=Arrangement, default=Arrangement.LIST)
    summary = models.TextField(blank=True)
    order = models.PositiveSmallIntegerField(default=0, help_text="Place in lists, from 1.")

    objects: ClassVar[Any] = models.Manager.from_queryset(FrameworkQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["order", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order", "id"], name="tracks_framework_by_order"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("frameworks:detail", args=[self.slug])

    def names(self) -> list[str]:
        """None: frameworks are named by us, after their number of tracks and their source."""
        return []

    def clean(self) -> None:
        if self.slug in ("crosswalk", "loom"):
            raise ValidationError({"slug": f"This address is that of the {self.slug}."})


class FrameworkTrack(CitedPart):
    """One track of one framework, as its source numbers, names and defines it."""

    IN_ANY_COLLECTION = True
    PARENT = "framework"
    AS_PRINTED = frozenset({"label"})

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="framework_tracks")
    number = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, blank=True, help_text="Empty if unnumbered."
    )
    label = models.CharField(max_length=200, help_text="The name that the source gives it.")
    definition = models.TextField(blank=True, help_text="What it is, in our own words.")

    objects: ClassVar[Any] = models.Manager.from_queryset(FrameworkTrackQuerySet)()

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("framework"),
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="tracks_frameworktrack_number_is_unique",
                violation_error_message="Another track of this framework has this number.",
            ),
        ]

    def __str__(self) -> str:
        number = plain(self.number)
        return f"{number} {self.label}" if number else self.label

    @property
    def plain_number(self) -> str:
        return plain(self.number)

    @property
    def label_parts(self) -> list[str]:
        """The label at its slashes, where a narrow column may break it."""
        return self.label.split("/")


class TrackPoint(CitedPart):
    """Something said of a track: a strength, a weakness, a role, an activity, who acts on it."""

    PARENT = "framework_track"

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        WEAKNESS = "weakness", "Weakness"
        ROLE = "role", "Role"
        ACTIVITY = "activity", "Activity"
        WHO_ACTS = "who-acts", "Who acts"
        RESOURCE = "resource", "Resource"
        VALUE = "value", "Value"

    framework_track = models.ForeignKey(
        FrameworkTrack,
        models.CASCADE,
        related_name="points",
        help_text="The track, in the framework that the source spoke of.",
    )
    kind = models.CharField(max_length=10, choices=Kind)
    statement = models.TextField(help_text="In our own words, in one sentence.")

    objects: ClassVar[Any] = models.Manager.from_queryset(TrackPointQuerySet)()

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("framework_track"),
        ]

    def __str__(self) -> str:
        return self.statement


class TrackRelation(CitedPart):
    """How a source says that two tracks of a framework, or all of them, relate."""

    PARENT = "framework"

    class Kind(models.TextChoices):
        PREPARES = "prepares", "prepares"
        COMPLEMENTS = "complements", "complements"
        BRIDGES = "bridges", "bridges"
        INFORMS = "informs", "informs"
        PRESSES = "presses", "presses"
        TRANSFERS_TO = "transfers-to", "transfers to"
        MERGES_INTO = "merges-into", "merges into"
        FUNDS = "funds", "funds"
        SHAPES_OPINION_FOR = "shapes-opinion-for", "shapes opinion for"
        COORDINATES = "coordinates", "coordinates with"
        FRICTION_WITH = "friction-with", "has friction with"

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="relations")
    from_track = models.ForeignKey(
        FrameworkTrack,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="relations_from",
        help_text="Empty means all tracks of the framework.",
    )
    kind = models.CharField(max_length=20, choices=Kind)
    to_track = models.ForeignKey(
        FrameworkTrack,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="relations_to",
        help_text="Empty means all tracks of the framework.",
    )
    statement = models.TextField(help_text="In our own words, in one sentence.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("framework"),
            models.CheckConstraint(
                condition=Q(from_track__isnull=True)
                | Q(to_track__isnull=True)
                | ~Q(from_track=models.F("to_track")),
                name="tracks_trackrelation_joins_two_tracks",
                violation_error_message="A track cannot relate to itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def clean(self) -> None:
        for name in ("from_track", "to_track"):
            track = getattr(self, name)
            if track and self.framework_id and track.framework_id != self.framework_id:
                raise ValidationError({name: "Choose a track of this framework."})


class TrackMapping(CitedPart):
    """Which theme a track of a framework is, as a SKOS mapping relation.

    Read from the framework's track to the theme: “broad” means that the theme is broader than
    what the framework calls this track, “narrow” that it is narrower.
    """

    IN_ANY_COLLECTION = True
    PARENT = "framework_track"

    class Relation(models.TextChoices):
        EXACT = "exact", "exact match"
        CLOSE = "close", "close match"
        BROAD = "broad", "broader theme"
        NARROW = "narrow", "narrower theme"
        RELATED = "related", "related theme"

    SAME = (Relation.EXACT, Relation.CLOSE)
    """Relations by which what is said of the framework's track is said of the theme."""

    framework_track = models.ForeignKey(
        FrameworkTrack, models.CASCADE, related_name="mappings", verbose_name="track of a framework"
    )
    track = models.ForeignKey(Track, models.PROTECT, related_name="mappings")
    relation = models.CharField(max_length=8, choices=Relation)

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("framework_track"),
            models.UniqueConstraint(
                fields=["framework_track", "track"],
                name="tracks_trackmapping_is_one_per_theme",
                violation_error_message="This track is already mapped to that theme.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_track}: {self.get_relation_display()} {self.track}"


class Concept(CitedEntry):
    """A term of the field, with what the sources mean by it."""

    KIND = "concept"

    name = models.CharField(max_length=120)
    summary = models.TextField(blank=True, help_text="What it means, in our own words.")
    broader = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="narrower"
    )
    tracks = models.ManyToManyField(Track, blank=True, related_name="concepts")

    objects: ClassVar[Any] = models.Manager.from_queryset(ConceptQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["name", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "id"], name="tracks_concept_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('concepts:list')}#{self.slug}"


class ConceptPoint(CitedPart):
    """A statement on a concept: how one source defines it, who coined it, what belongs to it."""

    PARENT = "concept"

    class Kind(models.TextChoices):
        DEFINITION = "definition", "Definition"
        ORIGIN = "origin", "Origin"
        ELEMENT = "element", "Element"
        REMARK = "remark", "Remark"

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DEFINITION)
    statement = models.TextField(help_text="In our own words, in one sentence.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("concept"),
        ]

    def __str__(self) -> str:
        return self.statement


class Principle(CitedEntry):
    """One of the twelve principles of multi-track diplomacy."""

    KIND = "principle"
    CAN_MERGE = False
    UNTRACED = frozenset({"number"})
    """The place in a list that its source does not number."""

    number = models.PositiveSmallIntegerField(unique=True, validators=[MinValueValidator(1)])
    name = models.CharField(max_length=80)
    statement = models.TextField(help_text="In our own words.")

    objects: ClassVar[Any] = models.Manager.from_queryset(PrincipleQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('principles:list')}#{self.slug}"


class GuidelinePhase(CitedEntry):
    """One of the four phases of the guidelines for newcomers to unofficial diplomacy."""

    KIND = "guideline-phase"

    number = models.PositiveSmallIntegerField(unique=True, validators=[MinValueValidator(1)])
    name = models.CharField(max_length=120)
    summary = models.TextField(blank=True, help_text="What the phase is about, in our own words.")

    objects: ClassVar[Any] = models.Manager.from_queryset(PhaseQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('guidelines:list')}#{self.slug}"


class GuidelineStep(CitedPart):
    """One piece of advice within a phase."""

    PARENT = "phase"
    NAMES_ITS_ENTRY = True

    phase = models.ForeignKey(GuidelinePhase, models.CASCADE, related_name="steps")
    statement = models.TextField(help_text="In our own words, in one sentence.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("phase"),
        ]

    def __str__(self) -> str:
        return self.statement
