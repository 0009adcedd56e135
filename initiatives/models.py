"""Conflicts, peace initiatives, the tracks they ran on, and who took part."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from actors.models import COUNTRY, Actor
from curation.likeness import Likeness, Nature
from curation.models import Part, unique_key
from initiatives.querysets import (
    ConflictQuerySet,
    InitiativeQuerySet,
    ParticipationQuerySet,
)
from sources.fields import EDTFField, edge, place_in_time, years_of
from sources.models import CitedEntry, CitedPart
from tracks.models import Track

COUNTRIES = RegexValidator(
    r"\A[A-Z]{2}( [A-Z]{2})*\Z", "Use ISO 3166-1 codes with a space between, as in “IL JO”."
)

LANGUAGES = RegexValidator(
    r"\A[a-z]{2}( [a-z]{2})*\Z", "Use ISO 639-1 codes with a space between, as in “ar en he”."
)


class Conflict(CitedEntry):
    """A conflict on which initiatives worked. Its kind is as coded here, not a legal finding."""

    KIND = "conflict"
    UNTRACED = frozenset({"countries", "ucdp", "pax", "note"})

    class Kind(models.TextChoices):
        INTERSTATE = "interstate", "Interstate"
        INTRASTATE = "intrastate", "Intrastate"
        INTERNATIONALISED = "internationalised", "Internationalised"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    kind = models.CharField("kind, as coded here", max_length=18, choices=Kind, db_index=True)
    summary = models.TextField(blank=True, help_text="Neutral enough for all its parties to read.")
    countries = models.CharField(
        max_length=200,
        blank=True,
        validators=[COUNTRIES],
        help_text="ISO 3166-1 alpha-2 with spaces between; listing implies no view on claims.",
    )
    parties = models.ManyToManyField(Actor, blank=True, related_name="conflicts")
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()
    by_date = place_in_time("dates_earliest")
    ucdp = models.CharField("UCDP", max_length=40, blank=True)
    pax = models.CharField("PA-X", max_length=40, blank=True)
    note = models.TextField(blank=True, help_text="On open dates and merged rows.")

    NEEDED_FOR_LIKENESS = ("accounts",)

    objects: ClassVar[Any] = models.Manager.from_queryset(ConflictQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["name", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "id"], name="initiatives_conflict_by_name"),
            models.Index(fields=["by_date", "id"], name="initiatives_conflict_by_date"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conflicts:detail", args=[self.slug])

    def names(self) -> list[str]:
        """None: the name is a description of ours, read word by word like a statement."""
        return []

    def likeness(self) -> Likeness:
        names = [self.name, *(account.name for account in self.accounts.all())]
        registers = {"UCDP number": self.ucdp, "PA-X number": self.pax}
        identifiers = [(name, value) for name, value in registers.items() if value]
        return Likeness(Nature.DESCRIPTION, names, identifiers, years_of(self, "dates"))


class ConflictAccount(CitedPart):
    """What a collection says of a conflict as a whole that another collection describes."""

    PARENT = "conflict"
    UNTRACED = frozenset({"countries", "note"})

    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="accounts")
    name = models.CharField(max_length=200, help_text="As this collection calls it.")
    kind = models.CharField("kind, as coded here", max_length=18, choices=Conflict.Kind)
    countries = models.CharField(max_length=200, blank=True, validators=[COUNTRIES])
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()
    note = models.TextField(blank=True, help_text="On open dates and merged rows.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("conflict"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_collection_display().lower()})"


class Coverage(Part):
    """Somebody looked for initiatives on a conflict from a track, and found none.

    It reports our own work and not the world, so that it says who looked instead of what it rests
    on. Without one, a track on which a conflict has no initiative is not yet researched.
    """

    PARENT = "conflict"

    conflict = models.ForeignKey(Conflict, models.CASCADE, related_name="coverage")
    track = models.ForeignKey(Track, models.PROTECT, related_name="coverage")
    searched_by = models.CharField(
        max_length=120,
        help_text="A role or a body, as in “editors of this base”; the name of no private person.",
    )
    searched_on = models.DateField(help_text="The day on which the search ended.")
    languages = models.CharField(
        max_length=60,
        validators=[LANGUAGES],
        help_text="In which languages: ISO 639-1 codes with spaces between, as in “ar en he”.",
    )
    note = models.TextField(blank=True, help_text="Where they looked and with which words.")

    class Meta(Part.Meta):
        verbose_name_plural = "coverage"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            unique_key("conflict"),
            models.UniqueConstraint(
                fields=["conflict", "track"],
                name="initiatives_coverage_is_stated_once",
                violation_error_message="This conflict already has a search on this track.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conflict}: searched on {self.track.short_name}, none found"


class Initiative(CitedEntry):
    """An effort to make, keep or build peace: talks, workshops, exchanges, campaigns and more."""

    KIND = "initiative"

    class Kind(models.TextChoices):
        DIALOGUE = "dialogue", "Dialogue"
        MEDIATION = "mediation", "Mediation"
        NEGOTIATION = "negotiation", "Negotiation"
        TREATY = "treaty", "Treaty"
        WORKSHOP_SERIES = "workshop-series", "Workshop series"
        EXCHANGE = "exchange", "Exchange"
        CAMPAIGN = "campaign", "Campaign"
        MEDIA_PROGRAMME = "media-programme", "Media programme"
        TRADE = "trade", "Trade"
        FUNDING_PROGRAMME = "funding-programme", "Funding programme"
        EDUCATION_PROGRAMME = "education-programme", "Education programme"
        RELIGIOUS_MEDIATION = "religious-mediation", "Religious mediation"
        OTHER = "other", "Other"

    class Region(models.TextChoices):
        AFRICA = "africa", "Africa"
        CENTRAL_ASIA = "central-asia-and-caucasus", "Central Asia and the Caucasus"
        EAST_ASIA = "east-asia", "East Asia"
        EUROPE = "europe", "Europe"
        GLOBAL = "global", "Global"
        LATIN_AMERICA = "latin-america", "Latin America"
        MIDDLE_EAST = "middle-east", "Middle East"
        OCEANIA = "oceania", "Oceania"
        SOUTH_ASIA = "south-asia", "South Asia"
        SOUTHEAST_ASIA = "southeast-asia", "Southeast Asia"

    class Confidence(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    class Secrecy(models.TextChoices):
        PUBLIC = "public", "Public"
        CONFIDENTIAL = "confidential", "Confidential"
        SECRET = "secret", "Secret at the time"

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=20, choices=Kind, db_index=True)
    summary = models.TextField(blank=True, help_text="What it was, in neutral words of our own.")
    conflicts = models.ManyToManyField(Conflict, blank=True, related_name="initiatives")
    dates = EDTFField(
        earliest="dates_earliest",
        latest="dates_latest",
        help_text="EDTF: 1993-01/1993-09, 1946/.., 1960-10/ if the end is unknown.",
    )
    dates_earliest = edge()
    dates_latest = edge()
    by_date = place_in_time("dates_earliest")
    main_track = models.ForeignKey(
        Track,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="main_initiatives",
        help_text="The track that carries the effort, if one does.",
    )
    region = models.CharField(
        max_length=26,
        choices=Region,
        blank=True,
        db_index=True,
        help_text="Of the conflict or, without one, of the effort; Global for superpower and "
        "world-wide efforts.",
    )
    confidence = models.CharField(
        max_length=8,
        choices=Confidence,
        blank=True,
        help_text="High needs an identified work that is independent of organisers and parties.",
    )
    secrecy = models.CharField(max_length=12, choices=Secrecy, blank=True)

    NEEDED_FOR_LIKENESS = ("accounts",)

    objects: ClassVar[Any] = models.Manager.from_queryset(InitiativeQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["name", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["name", "id"], name="initiatives_initiative_by_name"),
            models.Index(fields=["by_date", "id"], name="initiatives_initiative_by_date"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tracks(self) -> list[Track]:
        """Those on which it has an involvement, each once, by number."""
        found = {row.track.pk: row.track for row in self.involvements.all()}
        return sorted(found.values(), key=lambda track: track.number)

    def get_absolute_url(self) -> str:
        return reverse("initiatives:detail", args=[self.slug])

    def names(self) -> list[str]:
        """None: the name is a description of ours, read word by word like a statement."""
        return []

    def likeness(self) -> Likeness:
        names = [self.name, *(account.name for account in self.accounts.all())]
        return Likeness(Nature.DESCRIPTION, names, years=years_of(self, "dates"))


class InitiativeAccount(CitedPart):
    """What a collection says of an initiative as a whole that another collection describes."""

    PARENT = "initiative"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="accounts")
    name = models.CharField(max_length=160, help_text="As this collection calls it.")
    kind = models.CharField(max_length=20, choices=Initiative.Kind)
    region = models.CharField(max_length=26, choices=Initiative.Region, blank=True)
    summary = models.TextField(blank=True, help_text="What it was, in neutral words of our own.")
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()
    main_track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="main_accounts"
    )
    confidence = models.CharField(max_length=8, choices=Initiative.Confidence, blank=True)

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_collection_display().lower()})"


class Venue(CitedPart):
    """A place where an initiative met. Venues are not conflict areas."""

    PARENT = "initiative"
    UNTRACED = frozenset({"country"})

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="venues")
    name = models.CharField(max_length=160)
    country = models.CharField(
        max_length=2,
        blank=True,
        db_index=True,
        validators=[COUNTRY],
        help_text="ISO 3166-1 alpha-2; empty where the status of the place is disputed.",
    )

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
        ]

    def __str__(self) -> str:
        return self.name


class Involvement(CitedPart):
    """An initiative ran on a track, or a track stood behind it, for a time."""

    PARENT = "initiative"

    class Function(models.TextChoices):
        ORIGIN = "origin", "Origin"
        CHANNEL = "channel", "Channel"
        PARALLEL = "parallel", "Parallel"
        SUPPORT = "support", "Support"
        FUNDING = "funding", "Funding"
        OUTCOME = "outcome", "Outcome"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="involvements")
    track = models.ForeignKey(Track, models.PROTECT, related_name="involvements")
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()
    by_date = place_in_time("dates_earliest")
    function = models.CharField(max_length=10, choices=Function)
    why = models.TextField(blank=True, help_text="Why this track, in one sentence.")

    class Meta(CitedPart.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by_date", "id"], name="initiatives_involve_by_date"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.get_function_display()} on {self.track.short_name}"


class Handover(CitedPart):
    """The effort itself moved from one track to another."""

    PARENT = "initiative"

    class Kind(models.TextChoices):
        INITIATION = "initiation", "Initiation"
        TRANSFER = "transfer", "Transfer"
        UPTAKE = "uptake", "Uptake"
        IMPLEMENTATION = "implementation", "Implementation"

    class Mechanism(models.TextChoices):
        PERSON_CROSSES = "person-crosses", "A person crosses over"
        SPONSOR_ADOPTS = "sponsor-adopts", "A sponsor adopts it"
        TEXT_CARRIED = "text-carried", "A text is carried over"
        BRIEFING = "briefing", "Results are reported"
        MEDIATOR_LINKS = "mediator-links", "A mediator links the two"
        PUBLIC_LAUNCH = "public-launch", "Launched in public"
        UNKNOWN = "unknown", "Not known"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="handovers")
    from_track = models.ForeignKey(Track, models.PROTECT, related_name="handovers_from")
    to_track = models.ForeignKey(Track, models.PROTECT, related_name="handovers_to")
    date = EDTFField(earliest="date_earliest", latest="date_latest", help_text="EDTF.")
    date_earliest = edge()
    date_latest = edge()
    by_date = place_in_time("date_earliest")
    kind = models.CharField(max_length=16, choices=Kind)
    mechanism = models.CharField(max_length=16, choices=Mechanism, default=Mechanism.UNKNOWN)
    cause = models.TextField(blank=True, help_text="What moved it, in one sentence.")

    class Meta(CitedPart.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by_date", "id"], name="initiatives_handover_by_date"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
            models.CheckConstraint(
                condition=~Q(from_track=models.F("to_track")),
                name="initiatives_handover_is_between_two_tracks",
                violation_error_message="A handover goes from one track to another.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative}: {self.from_track.short_name} → {self.to_track.short_name}"


class Participation(CitedPart):
    """An actor's part in an initiative, from the track on which it acts.

    Two collections that know of the same part say so in a row each, with its own evidence.
    """

    PARENT = "initiative"

    class Role(models.TextChoices):
        MEDIATOR = "mediator", "Mediator"
        FACILITATOR = "facilitator", "Facilitator"
        GO_BETWEEN = "go-between", "Go-between"
        CONVENER = "convener", "Convener"
        HOST = "host", "Host"
        PARTY = "party", "Party"
        ADDRESSEE = "addressee", "Addressee (did not take part)"
        SIGNATORY = "signatory", "Signatory"
        PARTICIPANT = "participant", "Participant"
        OBSERVER = "observer", "Observer"
        INVESTIGATOR = "investigator", "Investigator"
        ADVISER = "adviser", "Adviser"
        MONITOR = "monitor", "Monitor"
        GUARANTOR = "guarantor", "Guarantor"
        ENDORSER = "endorser", "Endorser"
        ADVOCATE = "advocate", "Advocate"
        FUNDER = "funder", "Funder"
        SPONSOR = "sponsor", "Sponsor"
        BROADCASTER = "broadcaster", "Broadcaster"
        EDUCATOR = "educator", "Educator"

    class Capacity(models.TextChoices):
        OFFICIAL = "official", "Official"
        PERSONAL = "personal", "Personal"
        FORMER_OFFICIAL = "former-official", "Former official"
        UNKNOWN = "unknown", "Not known"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="participations")
    track = models.ForeignKey(Track, models.PROTECT, related_name="participations")
    role = models.CharField(max_length=14, choices=Role, db_index=True)
    capacity = models.CharField(max_length=16, choices=Capacity, default=Capacity.UNKNOWN)
    dates = EDTFField(earliest="dates_earliest", latest="dates_latest", help_text="EDTF.")
    dates_earliest = edge()
    dates_latest = edge()
    by_date = place_in_time("dates_earliest")
    statement = models.TextField(blank=True, help_text="What the actor did, in one sentence.")

    objects: ClassVar[Any] = models.Manager.from_queryset(ParticipationQuerySet)()

    class Meta(CitedPart.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by_date", "id"], name="initiatives_particip_by_date"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
            models.UniqueConstraint(
                fields=["initiative", "actor", "track", "role", "collection"],
                name="initiatives_participation_is_named_once",
                violation_error_message="This actor already has this role on this track here.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor}, {self.get_role_display().lower()} in {self.initiative}"


class Outcome(CitedPart):
    """What came of an initiative."""

    PARENT = "initiative"

    class Kind(models.TextChoices):
        TREATY = "treaty", "Treaty"
        AGREEMENT = "agreement", "Agreement"
        PARTIAL_AGREEMENT = "partial-agreement", "Partial agreement"
        CEASEFIRE = "ceasefire", "Ceasefire"
        PROPOSAL = "proposal", "Proposal"
        CHANNEL_OPENED = "channel-opened", "Channel opened"
        INSTITUTION = "institution", "Institution"
        RELATIONSHIP = "relationship", "Relationship"
        PUBLIC_OPINION = "public-opinion", "Public opinion"
        SERVICE = "service", "Service"
        AWARD = "award", "Award"
        NO_AGREEMENT = "no-agreement", "No agreement"
        COLLAPSED = "collapsed", "Collapsed"
        OTHER = "other", "Other"

    AGREEMENTS = (Kind.TREATY, Kind.AGREEMENT, Kind.PARTIAL_AGREEMENT, Kind.CEASEFIRE)

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=18, choices=Kind)
    date = EDTFField(earliest="date_earliest", latest="date_latest", help_text="EDTF.")
    date_earliest = edge()
    date_latest = edge()
    by_date = place_in_time("date_earliest")
    statement = models.TextField(help_text="In our own words, in one sentence.")
    conflict = models.ForeignKey(
        Conflict, models.SET_NULL, null=True, blank=True, related_name="outcomes"
    )

    class Meta(CitedPart.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by_date", "id"], name="initiatives_outcome_by_date"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
        ]

    def __str__(self) -> str:
        return self.statement


class InitiativeRelation(CitedPart):
    """How one initiative stands to another, read as “this initiative KIND that initiative”."""

    PARENT = "initiative"

    class Kind(models.TextChoices):
        INSPIRED = "inspired", "inspired"
        SPAWNED = "spawned", "spawned"
        FEEDS_INTO = "feeds-into", "feeds into"
        PRECEDES = "precedes", "precedes"
        SUCCESSOR_OF = "successor-of", "successor of"
        METHOD_FROM = "method-from", "took its method from"
        PART_OF = "part-of", "part of"
        FUNDED = "funded", "funded"
        COORDINATES_WITH = "coordinates-with", "coordinates with"
        COMPETES_WITH = "competes-with", "competes with"

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=18, choices=Kind)
    other = models.ForeignKey(Initiative, models.PROTECT, related_name="relations_in")
    statement = models.TextField(blank=True, help_text="In our own words, in one sentence.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("initiative"),
            models.UniqueConstraint(
                fields=["initiative", "kind", "other"],
                name="initiatives_relation_is_stated_once",
                violation_error_message="This relation is already there.",
            ),
            models.CheckConstraint(
                condition=~Q(initiative=models.F("other")),
                name="initiatives_relation_is_between_two",
                violation_error_message="An initiative cannot relate to itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative} {self.get_kind_display()} {self.other}"


# Django looks for the models of a room in this module.
from initiatives.coding_models import Coding as Coding  # noqa: E402 (it needs those above)
