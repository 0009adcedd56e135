"""People, organisations, states and delegations, and how they relate."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.querysets import ActorQuerySet
from curation.likeness import Likeness, Nature
from curation.models import unique_key
from curation.naming import Called
from curation.spelling import of_address
from sources.fields import EDTFField, edge, years_of
from sources.models import CitedEntry, CitedPart, Contributor
from tracks.models import FrameworkTrack, Track

COUNTRY = RegexValidator(r"\A[A-Z]{2}\Z", "Use the two capital letters of ISO 3166-1, as in NO.")


class Actor(CitedEntry):
    """A person, state or body that takes part in peacemaking, or that a source names there."""

    KIND = "actor"
    ALIASES = "aliases"
    CAN_BE_WITHHELD = True
    UNTRACED = frozenset({"sort_name", "country", "wikidata", "ror", "orcid", "cow"})

    class Kind(models.TextChoices):
        PERSON = "person", "Person"
        STATE = "state", "State"
        IGO = "igo", "Intergovernmental organisation"
        NGO = "ngo", "Non-governmental organisation"
        GOVERNMENT_BODY = "government-body", "Government body"
        DELEGATION = "delegation", "Delegation"
        ARMED_GROUP = "armed-group", "Armed group"
        POLITICAL_PARTY = "political-party", "Political party"
        COMPANY = "company", "Company"
        BUSINESS_ASSOCIATION = "business-association", "Business association"
        UNIVERSITY = "university", "University, college or school"
        THINK_TANK = "think-tank", "Research institute or think tank"
        MEDIA = "media", "Media"
        RELIGIOUS_BODY = "religious-body", "Religious body"
        FOUNDATION = "foundation", "Foundation"
        COMMUNITY = "community", "Community or movement"
        COALITION = "coalition", "Coalition"
        OTHER = "other", "Other"

    class Publicity(models.TextChoices):
        PUBLIC_OFFICE = "public-office", "Held public office, or spoke for a side"
        PUBLISHED_THEMSELVES = "published-themselves", "Published under their own name"
        NAMED_BY_PRESS = "named-by-press", "Named in press or scholarship"
        UNREVIEWED = "unreviewed", "Not reviewed yet"

    class Visibility(models.TextChoices):
        SHOWN = "shown", "Shown"
        WITHHELD = "withheld", "Withheld"

    kind = models.CharField(max_length=20, choices=Kind, db_index=True)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(
        max_length=200,
        blank=True,
        help_text="As in an index: “Montville, Joseph”. Filled from the name if empty.",
    )
    summary = models.TextField(
        blank=True, help_text="Who or what it is, in a neutral sentence of our own."
    )
    dates = EDTFField(
        earliest="dates_earliest",
        latest="dates_latest",
        help_text="Of life, or of existence, as EDTF: 1945/, 1992/..",
    )
    dates_earliest = edge()
    dates_latest = edge()
    country = models.CharField(
        max_length=2,
        blank=True,
        db_index=True,
        validators=[COUNTRY],
        help_text="ISO 3166-1 alpha-2; an administrative label, no view on status. Empty for "
        "bodies of several countries and for places of disputed status.",
    )
    wikidata = models.CharField("Wikidata", max_length=20, blank=True)
    ror = models.CharField("ROR", max_length=40, blank=True)
    orcid = models.CharField("ORCID", max_length=19, blank=True)
    cow = models.CharField("COW", max_length=10, blank=True)
    contributor = models.OneToOneField(
        Contributor,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actor",
        help_text="The same person or body as a name on works.",
    )
    publicity = models.CharField(
        max_length=24,
        choices=Publicity,
        blank=True,
        help_text="Persons only: how they became publicly known in connection with such work.",
    )
    visibility = models.CharField(
        max_length=10,
        choices=Visibility,
        default=Visibility.SHOWN,
        db_index=True,
        editable=False,  # so that no document shows again what was withheld since it was written
        help_text="A withheld actor is not public: not here, not in any initiative, not in counts.",
    )

    NEEDED_FOR_LIKENESS = ("aliases",)

    objects: ClassVar[Any] = models.Manager.from_queryset(ActorQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["sort_name", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sort_name", "id"], name="actors_actor_by_sort_name"),
            models.Index(fields=["publicity", "created", "id"], name="actors_actor_by_publicity"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="person") & ~Q(publicity="") | ~Q(kind="person") & Q(publicity=""),
                name="actors_actor_publicity_is_for_persons",
                violation_error_message="Persons need a publicity, all others have none.",
            ),
            models.CheckConstraint(
                condition=~Q(publicity="unreviewed") | ~Q(status="published"),
                name="actors_actor_unreviewed_is_not_published",
                violation_error_message="A person who is not reviewed yet cannot be published.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def before_saving(self) -> None:
        self.complete(self.__dict__)
        super().before_saving()

    @classmethod
    def complete(cls, values: dict[str, Any]) -> None:
        values["sort_name"] = values["sort_name"] or values["name"]

    @classmethod
    def public_q(cls, prefix: str = "") -> Q:
        return super().public_q(prefix) & Q(**{f"{prefix}visibility": Actor.Visibility.SHOWN})

    @classmethod
    def unexported_q(cls) -> Q:
        return cls.withheld_q() | Q(publicity=Actor.Publicity.UNREVIEWED)

    @property
    def is_public(self) -> bool:
        return super().is_public and self.visibility == self.Visibility.SHOWN

    @classmethod
    def withheld_q(cls) -> Q:
        return Q(visibility=cls.Visibility.WITHHELD)

    @property
    def is_withheld(self) -> bool:
        return self.visibility == self.Visibility.WITHHELD

    @classmethod
    def what_stops_draft(cls, document: dict[str, Any], title: Any) -> list[str]:
        stops = super().what_stops_draft(document, title)
        if document.get("publicity") == cls.Publicity.UNREVIEWED:
            stops.append("A person who is not reviewed yet cannot be published.")
        return stops

    def what_stops_merging(self, into: Actor) -> list[str]:
        reasons = []
        if (self.kind == self.Kind.PERSON) != (into.kind == self.Kind.PERSON):
            reasons.append("A person and a body cannot be one: correct the kind of one of them.")
        if self.publicity == self.Publicity.UNREVIEWED and into.is_public:
            reasons.append(f"“{self}” is not reviewed yet, and the name would become public.")
        return reasons

    def before_merging(self, into: Actor) -> str:
        return self.visibility

    def after_merging(self, into: Actor, noted: str) -> None:
        """Withheld again if it was, or if the other was withheld since: it is the same name."""
        if self.Visibility.WITHHELD in (noted, into.visibility):
            rows = Actor.objects.filter(pk=self.pk)
            rows.update(visibility=self.Visibility.WITHHELD)

    def called(self) -> Called:
        """By its names, numbers of registers and slug; of a person perhaps the family name alone.

        Without a query where ``NEEDED_FOR_LIKENESS`` is loaded and no contributor is linked.
        """
        certain = [*self.names(), self.wikidata, self.orcid]
        if "-" in self.slug and len(self.slug) > 4:  # several words, and no abbreviation
            certain.append(self.slug)
        if self.contributor:
            certain.append(str(self.contributor))
        family, comma, given = self.sort_name.partition(",")
        first = given.split()[:1]
        if self.kind != self.Kind.PERSON or not comma or not first:
            return Called(tuple(certain), tuple(self.short_names()))
        if len(first[0].rstrip(".")) > 1:
            certain += [f"{first[0]} {family}", f"{family} {first[0]}"]
        return Called(tuple(certain), (family,), (first[0][0], family))

    def likeness(self) -> Likeness:
        registers = {"Wikidata": self.wikidata, "ROR": self.ror, "ORCID": self.orcid}
        identifiers = [(name, of_address(value)) for name, value in registers.items() if value]
        if self.kind == self.Kind.PERSON:
            return Likeness(Nature.PERSON, self.names(), identifiers, years_of(self, "dates"))
        countries = frozenset(self.country.split())
        return Likeness(Nature.BODY, self.names(), identifiers, facts={"country": countries})

    def get_absolute_url(self) -> str:
        return reverse("actors:detail", args=[self.slug])

    def names(self) -> list[str]:
        return [self.name, self.sort_name, *(alias.name for alias in self.aliases.all())]

    def short_names(self) -> list[str]:
        family, comma, _ = self.sort_name.partition(",")
        return [family] if comma else []


class ActorAlias(CitedPart):
    """Another name by which an actor is known, and by whom, where a name is contested."""

    PARENT = "actor"
    UNTRACED = frozenset({"used_by"})
    AS_PRINTED = frozenset({"name"})

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    used_by = models.CharField(
        max_length=200, blank=True, help_text="Who uses this name, if not all."
    )

    class Meta(CitedPart.Meta):
        verbose_name = "alias"
        verbose_name_plural = "aliases"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("actor"),
            models.UniqueConstraint(
                fields=["actor", "name"],
                name="actors_actoralias_is_named_once",
                violation_error_message="The actor already has this alias.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ActorPoint(CitedPart):
    """What a source says of an actor: an office held, a contribution made, a view put forward."""

    PARENT = "actor"
    NAMES_ITS_ENTRY = True

    class Kind(models.TextChoices):
        OFFICE = "office", "Office"
        CONTRIBUTION = "contribution", "Contribution"
        VIEW = "view", "View"
        ACTIVITY = "activity", "Activity"
        OTHER = "other", "Other"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=14, choices=Kind)
    statement = models.TextField(help_text="In our own words, in one sentence.")
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("actor"),
        ]

    def __str__(self) -> str:
        return self.statement


class ActorTrack(CitedPart):
    """A source counts an actor among those who act on a track."""

    PARENT = "actor"
    NAMES_ITS_ENTRY = True

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="actor_tracks")
    track = models.ForeignKey(Track, models.PROTECT, related_name="actor_tracks")
    framework_track = models.ForeignKey(
        FrameworkTrack,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actor_tracks",
        help_text="The track as the source named it, in its framework.",
    )
    statement = models.TextField(blank=True, help_text="In our own words, in one sentence.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("actor"),
            models.UniqueConstraint(
                fields=["actor", "track"],
                name="actors_actortrack_is_one_per_track",
                violation_error_message="The actor is already on this track.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} on {self.track.short_name}"


class Relationship(CitedPart):
    """How one actor stands to another, read as “this actor KIND that actor”."""

    PARENT = "actor"
    NAMES_ITS_ENTRY = True

    class Kind(models.TextChoices):
        FOUNDED = "founded", "founded"
        MEMBER_OF = "member-of", "member of"
        EMPLOYED_BY = "employed-by", "employed by"
        REPRESENTS = "represents", "represents"
        SUCCEEDED_BY = "succeeded-by", "succeeded by"

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="relationships")
    kind = models.CharField(max_length=14, choices=Kind)
    other = models.ForeignKey(Actor, models.PROTECT, related_name="relationships_in")
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()
    statement = models.TextField(blank=True, help_text="In our own words, in one sentence.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("actor"),
            models.CheckConstraint(
                condition=~Q(actor=models.F("other")),
                name="actors_relationship_is_between_two",
                violation_error_message="An actor cannot relate to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_kind_display()} {self.other}"
