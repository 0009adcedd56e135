"""What statements rest on: works, the passages in them, and where they differ.

Names and types of works follow the Citation Style Language (CSL 1.0.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from curation.likeness import Likeness, Nature
from curation.models import Entry, Named, Part, unique_key
from curation.querysets import PublicManager
from curation.spelling import doi_of, isbn_of, sound, url_of, words
from sources import grounds
from sources.fields import (
    EDTFField,
    edge,
    place_in_time,
    validate_paragraphs,
    validate_readings,
    validate_reasons,
    validate_terms,
    years_of,
)
from sources.querysets import (
    CitationQuerySet,
    CitedQuerySet,
    DisagreementQuerySet,
    ErratumQuerySet,
    WorkQuerySet,
)
from sources.voices import speaking_for, voices


class Collection(models.TextChoices):
    SOURCE_TEXTS = "source-texts", "Source texts"
    CASEBOOK = "casebook", "Casebook"
    CURATED = "curated", "Curated"


class Basis(models.TextChoices):
    CITED = "cited", "Cited to a passage"
    CASE = "case", "The works listed for the whole entry"
    GENERAL_KNOWLEDGE = "general-knowledge", "General knowledge"
    INFERRED = "inferred", "Inferred"


class Cited(models.Model):
    """Whatever states something, with what the statement rests on."""

    Collection = Collection
    Basis = Basis

    UNTRACED: ClassVar[frozenset[str]] = frozenset()
    """Text fields that are ours, not the source's: short names, codes, notes to the reader."""
    AS_PRINTED: ClassVar[frozenset[str]] = frozenset()
    """Text fields that are taken over from the source whole, not put in our own words."""
    NAMES_ITS_ENTRY: ClassVar[bool] = False
    """Whether a part is about its entry, so that its passages must name it."""
    IN_ANY_COLLECTION: ClassVar[bool] = False
    """Whether a part is shown whatever collection is chosen: a frame, or a side of a question."""

    citations = models.ManyToManyField(
        "sources.Citation",
        blank=True,
        related_name="%(class)s_statements",
        help_text="The passages that say so.",
    )
    disagreements = models.ManyToManyField(
        "sources.Disagreement",
        blank=True,
        related_name="%(class)s_statements",
        help_text="Where sources differ on this, or leave it open.",
    )
    collection = models.CharField(
        max_length=20, choices=Collection, default=Collection.CURATED, db_index=True
    )
    basis = models.CharField(
        max_length=20,
        choices=Basis,
        default=Basis.CITED,
        db_index=True,
        help_text="What this rests on. Only “cited” counts as traced.",
    )
    basis_note = models.TextField(
        "reason", blank=True, help_text="Why this may be inferred; required for “inferred”."
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(CitedQuerySet)()

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(basis=Basis.INFERRED) | ~Q(basis_note=""),
                name="%(app_label)s_%(class)s_inferred_says_why",
                violation_error_message="What is inferred needs its reason.",
            ),
        ]

    @property
    def independent_sources(self) -> int:
        """How many independent voices say so, which are no more than its works.

        0 where it rests on the sources of a whole case, which are not read for one statement.
        """
        return len(voices(speaking_for(self)))


class GroundedEntry(Entry):
    """An entry that states something, itself or in its parts, and says what that rests on."""

    class Meta:
        abstract = True

    @classmethod
    def what_stops_publishing(cls, entries: list[Any]) -> list[str]:
        return grounds.lacking(cls, entries)

    @classmethod
    def what_stops_draft(cls, document: dict[str, Any], title: Any) -> list[str]:
        return grounds.lacking_in(document, title)

    @classmethod
    def count_without_basis(cls, slugs: Iterable[str]) -> dict[str, int]:
        return grounds.count_lacking(cls, list(slugs))

    def rows_without_basis(self) -> Iterable[tuple[Any, Any]]:
        return grounds.rows_lacking(type(self), [self])

    def what_it_lacks(self, row: Any) -> str:
        return grounds.what_it_lacks(row)

    @classmethod
    def when_published(cls, entries: list[Any], carrying: Any) -> None:
        grounds.publish_passages(cls, entries, carrying)


class CitedEntry(Cited, GroundedEntry):
    """An entry that states something itself."""

    class Meta(Cited.Meta):
        abstract = True


class CitedPart(Cited, Part):
    """A part that states something, which is nearly every part."""

    class Meta(Cited.Meta, Part.Meta):
        abstract = True


class Contributor(Named):
    """A person or body whose name stands on a work, as author, editor or otherwise."""

    KIND = "contributor"

    literal = models.CharField(
        max_length=200, blank=True, help_text="The name of a body, whole; empty for persons."
    )
    family = models.CharField("family name", max_length=100, blank=True)
    given = models.CharField(
        "given names", max_length=100, blank=True, help_text="As far as the sources give them."
    )

    objects: ClassVar[Any] = PublicManager()

    class Meta:
        ordering: ClassVar[list[str]] = ["family", "literal", "given"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(literal="") & ~Q(family="")) | (~Q(literal="") & Q(family="")),
                name="sources_contributor_is_person_or_body",
                violation_error_message="Give a family name (a person) or a whole name (a body).",
            ),
        ]

    def __str__(self) -> str:
        return self.literal or f"{self.given} {self.family}".strip()

    @property
    def short(self) -> str:
        """The name as in-text citations have it: the family name, or the body's whole name."""
        return self.literal or self.family

    def names(self) -> list[str]:
        if self.literal:
            return [self.literal]
        initials = "".join(word[0] for word in self.given.replace("-", " ").split())
        forms = {self.given, initials, initials[:1], self.given.split(" ")[0]} - {""}
        return [
            name for form in forms for name in (f"{form} {self.family}", f"{self.family} {form}")
        ] or [self.family]

    def short_names(self) -> list[str]:
        return [self.family] if self.family else []


class Work(CitedEntry):
    """A book, article, page, paper or conversation that something here rests on or mentions."""

    KIND = "work"
    TITLE = "title"
    UNTRACED = frozenset(
        {"title_short", "note", "language", "text_name", "text_sha256", "without_statements"}
    )

    AS_PRINTED = frozenset(
        "container_title collection_title collection_number publisher publisher_place volume "
        "issue edition page url isbn issn doi".split()
    )

    class Type(models.TextChoices):
        ARTICLE_JOURNAL = "article-journal", "Journal article"
        ARTICLE_MAGAZINE = "article-magazine", "Magazine article"
        BOOK = "book", "Book"
        CHAPTER = "chapter", "Chapter"
        COLLECTION = "collection", "Edited book"
        DOCUMENT = "document", "Document"
        ENTRY_ENCYCLOPEDIA = "entry-encyclopedia", "Encyclopaedia entry"
        BROADCAST = "broadcast", "Broadcast"
        INTERVIEW = "interview", "Interview"
        NEWSPAPER = "article-newspaper", "Newspaper article"
        PAPER_CONFERENCE = "paper-conference", "Conference paper"
        PERSONAL_COMMUNICATION = "personal_communication", "Personal communication"
        POST_WEBLOG = "post-weblog", "Web post"
        REPORT = "report", "Report or paper in a series"
        SPEECH = "speech", "Speech or briefing"
        THESIS = "thesis", "Thesis"
        TREATY = "treaty", "Treaty"
        WEBPAGE = "webpage", "Web page"

    class Independence(models.TextChoices):
        ORGANISER = "organiser", "Organiser of the effort, or close to it"
        PARTY = "party", "A side of the conflict"
        GOVERNMENT = "government", "A government or intergovernmental body"
        PRESS = "press", "Press"
        SCHOLAR = "scholar", "Scholar or independent research"
        TERTIARY = "tertiary", "Tertiary (encyclopaedia, exhibition, finding aid)"
        UNKNOWN = "unknown", "Not known"

    type = models.CharField(max_length=30, choices=Type, db_index=True)
    title = models.CharField(max_length=400, help_text="In square brackets if supplied by us.")
    title_short = models.CharField(
        "short name",
        max_length=120,
        blank=True,
        help_text="As notes beside a statement name it, for example “Krueger’s summary”.",
    )
    container_title = models.CharField(
        "in", max_length=300, blank=True, help_text="The journal, book or site it is part of."
    )
    collection_title = models.CharField("series", max_length=200, blank=True)
    collection_number = models.CharField("number in the series", max_length=40, blank=True)
    publisher = models.CharField(max_length=200, blank=True)
    publisher_place = models.CharField("place", max_length=120, blank=True)
    issued = EDTFField(
        earliest="issued_earliest",
        latest="issued_latest",
        help_text="EDTF: 1991, 1996-10, 2018-06-07, 1981-24 for winter 1981–82.",
    )
    issued_earliest = edge()
    issued_latest = edge()
    by_date = place_in_time("issued_earliest")
    volume = models.CharField(max_length=40, blank=True)
    issue = models.CharField(max_length=40, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    page = models.CharField("pages", max_length=60, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    accessed = EDTFField(help_text="When it was read at its address, as EDTF.")
    isbn = models.CharField("ISBN", max_length=20, blank=True)
    issn = models.CharField("ISSN", max_length=20, blank=True)
    doi = models.CharField("DOI", max_length=120, blank=True)
    language = models.CharField(
        max_length=12, blank=True, help_text="BCP 47, for example en or ar; empty if not known."
    )
    independence = models.CharField(
        max_length=12, choices=Independence, default=Independence.UNKNOWN, db_index=True
    )
    note = models.TextField(blank=True, help_text="What a reader should know before relying on it.")
    text_name = models.CharField(
        "file of the source text", max_length=120, blank=True, help_text="Only for source texts."
    )
    text_sha256 = models.CharField(
        "SHA-256 of the source text", max_length=64, blank=True, help_text="Only for source texts."
    )
    without_statements = models.JSONField(
        "paragraphs without statements",
        default=dict,
        blank=True,
        validators=[validate_reasons],
        help_text="Of a source text: each paragraph on which nothing here rests, and the reason, "
        'as {"20": "navigation"}.',
    )

    NEEDED_FOR_LIKENESS = ("contributions__contributor",)

    objects: ClassVar[Any] = models.Manager.from_queryset(WorkQuerySet)()

    class Meta(CitedEntry.Meta):
        ordering: ClassVar[list[str]] = ["title", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["title", "id"], name="sources_work_by_title"),
            models.Index(fields=["by_date", "id"], name="sources_work_by_date"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedEntry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(text_name="", text_sha256="") | ~Q(text_name="") & ~Q(text_sha256=""),
                name="sources_work_text_has_name_and_hash",
                violation_error_message="A source text needs both its file name and its hash.",
            ),
            models.CheckConstraint(
                condition=Q(without_statements={}) | ~Q(text_name=""),
                name="sources_work_paragraphs_are_of_a_text",
                violation_error_message="Only a source text has paragraphs without statements.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short(self) -> str:
        return self.title_short or self.title

    def names(self) -> list[str]:
        return [self.title]

    def short_names(self) -> list[str]:
        """Footnotes name a work again by its authors or editors alone."""
        return [it.contributor.short for it in self._bylines]

    def names_besides(self, row: models.Model) -> list[str]:
        """A name on the work cannot vouch for itself."""
        return [*self.names(), *(it.contributor.short for it in self._bylines if it != row)]

    def likeness(self) -> Likeness:
        """A chapter has the ISBN of its book, so that only whole books are told by it."""
        is_whole = self.type in (self.Type.BOOK, self.Type.COLLECTION, self.Type.REPORT)
        identifiers = [
            ("DOI", doi_of(self.doi)),
            ("ISBN", isbn_of(self.isbn) if is_whole else ""),
            ("address", url_of(self.url)),
        ]
        return Likeness(
            Nature.TITLE,
            [self.title],
            [(name, value) for name, value in identifiers if value],
            years_of(self, "issued"),
            {
                "names": frozenset(sound("".join(words(name))) for name in self.short_names()),
                "container": frozenset(filter(None, [" ".join(words(self.container_title))])),
            },
        )

    @property
    def _bylines(self) -> list[Contribution]:
        by = (Contribution.Role.AUTHOR, Contribution.Role.EDITOR)
        return [it for it in self.contributions.all() if it.role in by]

    def get_absolute_url(self) -> str:
        return reverse("sources:detail", args=[self.slug])

    def before_merging(self, into: Work) -> dict[str, str]:
        """Passages that wait for their first statement go along."""
        keys = {}
        for passage in self.passages.filter(pending=True):
            keys[str(passage.pk)] = passage.key
            passage.work, passage.key = into, f"{passage.key[:80]}-{passage.pk}"
            passage.save()
        return keys

    def after_merging(self, into: Work, noted: dict[str, str]) -> None:
        for passage in into.passages.filter(pk__in=noted, pending=True):
            passage.work, passage.key = self, noted[str(passage.pk)]
            passage.save()

    def supports(self) -> Any:
        return grounds.resting_on(self)

    @classmethod
    def resting_on(cls, slugs: Iterable[str]) -> set[tuple[str, str]]:
        return grounds.resting_on_works(list(slugs))

    def left_without(self, supported: Any) -> list[str]:
        return grounds.left_without(supported)


class Contribution(CitedPart):
    """A name on a work, in its place and role."""

    IN_ANY_COLLECTION = True
    PARENT = "work"
    NAMES_ITS_ENTRY = True

    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        EDITOR = "editor", "Editor"
        TRANSLATOR = "translator", "Translator"
        CONTAINER_AUTHOR = "container-author", "Author of the containing work"
        REVIEWED_AUTHOR = "reviewed-author", "Author of the work summarised"
        INTERVIEWER = "interviewer", "Interviewer"

    work = models.ForeignKey(Work, models.CASCADE, related_name="contributions")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="contributions")
    role = models.CharField(max_length=20, choices=Role, default=Role.AUTHOR)

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("work"),
            models.UniqueConstraint(
                fields=["work", "contributor", "role"],
                name="sources_contribution_is_named_once",
                violation_error_message="This name already stands on the work in this role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contributor} ({self.get_role_display().lower()})"


class Reference(CitedPart):
    """One work cites another."""

    IN_ANY_COLLECTION = True
    PARENT = "work"
    UNTRACED = frozenset({"note"})
    AS_PRINTED = frozenset({"page"})

    work = models.ForeignKey(Work, models.CASCADE, related_name="references")
    cited_work = models.ForeignKey(Work, models.PROTECT, related_name="cited_by")
    note = models.CharField(
        max_length=120,
        blank=True,
        help_text="Where it is cited, for example “note 4” or “bibliography”.",
    )
    page = models.CharField(
        "page cited", max_length=60, blank=True, help_text="The page of the cited work."
    )

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("work"),
            models.CheckConstraint(
                condition=~Q(work=models.F("cited_work")),
                name="sources_reference_is_to_another_work",
                violation_error_message="A work cannot cite itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work.short} cites {self.cited_work.short}"


class Citation(Part):
    """One passage of one work, for people (locator) and for the machine (paragraphs, terms)."""

    PARENT = "work"

    class Stance(models.TextChoices):
        STATES = "states", "States"
        REPORTS = "reports", "Reports"
        DOUBTS = "doubts", "Doubts"
        CONTRADICTS = "contradicts", "Contradicts"

    work = models.ForeignKey(Work, models.CASCADE, related_name="passages")
    locator = models.CharField(
        max_length=200, blank=True, help_text="For people: heading, page, paragraph (¶)."
    )
    paragraphs = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_paragraphs],
        help_text="Of a source text: numbers of its non-empty lines from 1, read as joined.",
    )
    terms = models.JSONField(
        default=list,
        blank=True,
        validators=[validate_terms],
        help_text="Words that must stand in those paragraphs; a check reads them.",
    )
    attributed_work = models.ForeignKey(
        Work,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributed_passages",
        help_text="The work that the source reports here, if it reports one.",
    )
    attributed_speaker = models.ForeignKey(
        Contributor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="attributed_passages",
        help_text="Whom the source reports here, if anybody.",
    )
    stance = models.CharField(max_length=12, choices=Stance, default=Stance.STATES)
    read_as = models.JSONField(
        default=dict,
        blank=True,
        validators=[validate_readings],
        help_text='Who or what an expression means here, as {"the author": "John W. McDonald"}.',
    )
    repeats = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The passage whose wording this one takes over. Repetition is not corroboration.",
    )
    pending = models.BooleanField(
        default=False,
        editable=False,
        help_text="Entered on a public work for a statement that is not public yet: nobody sees "
        "it, until the first statement that cites it is published.",
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(CitationQuerySet)()

    class Meta(Part.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            unique_key("work"),
            models.CheckConstraint(
                condition=Q(repeats__isnull=True) | ~Q(repeats=models.F("id")),
                name="sources_citation_repeats_another",
                violation_error_message="A passage cannot repeat itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work.short}, {self.locator}" if self.locator else self.work.short

    @classmethod
    def public_q(cls, prefix: str = "", _path: tuple[type, ...] = ()) -> Q:
        return super().public_q(prefix, _path) & Q(**{f"{prefix}pending": False})

    @classmethod
    def public_once_cited_q(cls) -> Q:
        """The condition under which a passage is public once a public statement cites it."""
        return super().public_q()

    @classmethod
    def documented_q(cls) -> Q:
        return Q(pending=False)

    @property
    def note(self) -> tuple[Any, ...]:
        """What a reader sees of it: passages that differ in their terms alone are one note."""
        return (
            self.work_id,
            self.locator,
            self.stance,
            self.attributed_work_id,
            self.attributed_speaker_id,
            self.repeats_id,
            *sorted(self.read_as.items()),
        )


class Disagreement(GroundedEntry):
    """A question on which sources differ, or that could not be settled."""

    KIND = "disagreement"
    TITLE = "question"

    class Kind(models.TextChoices):
        SOURCES_DIFFER = "sources-differ", "Sources differ"
        NOT_ESTABLISHED = "not-established", "Not established"

    kind = models.CharField(max_length=16, choices=Kind, default=Kind.SOURCES_DIFFER)
    question = models.CharField(max_length=200, help_text="As a question that a reader would ask.")
    statement = models.TextField(
        blank=True, help_text="What it is about, if the question alone does not say it."
    )
    preferred = models.ForeignKey(
        "sources.Position",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="preferred_in",
        help_text="The position that this base follows, if any.",
    )
    preference_reason = models.TextField(
        blank=True, help_text="Why that position is preferred, or why none is."
    )

    objects: ClassVar[Any] = models.Manager.from_queryset(DisagreementQuerySet)()

    class Meta:
        ordering: ClassVar[list[str]] = ["question", "id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["question", "id"], name="sources_disagree_by_question"),
            models.Index(
                fields=["kind", "preferred", "modified"], name="sources_disagree_by_preferred"
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(preferred__isnull=True) | ~Q(preference_reason=""),
                name="sources_disagreement_preference_has_reason",
                violation_error_message="A preferred position needs the reason.",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def names(self) -> list[str]:
        """None: a question is no name."""
        return []

    def get_absolute_url(self) -> str:
        return reverse("disagreements:detail", args=[self.slug])

    def clean(self) -> None:
        if self.preferred and self.pk and self.preferred.disagreement_id != self.pk:
            raise ValidationError({"preferred": "Choose a position of this disagreement."})


class Position(CitedPart):
    """One answer to the question of a disagreement, with the passages that give it."""

    IN_ANY_COLLECTION = True
    PARENT = "disagreement"

    disagreement = models.ForeignKey(Disagreement, models.CASCADE, related_name="positions")
    statement = models.TextField(help_text="The answer, in our own words.")

    class Meta(CitedPart.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("disagreement"),
        ]

    def __str__(self) -> str:
        return self.statement


class Erratum(CitedPart):
    """Something that a source prints wrongly, as corrected here, and why."""

    IN_ANY_COLLECTION = True
    PARENT = "work"
    UNTRACED = frozenset({"printed", "corrected", "reason"})

    class Kind(models.TextChoices):
        NAME = "name", "Name"
        DATE = "date", "Date"
        NUMBER = "number", "Number"
        WORD = "word", "Word"

    work = models.ForeignKey(Work, models.CASCADE, related_name="errata")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NAME)
    printed = models.CharField(max_length=200, help_text="As the source has it.")
    corrected = models.CharField(max_length=200, help_text="As this base has it.")
    reason = models.TextField(help_text="How we know.")

    objects: ClassVar[Any] = models.Manager.from_queryset(ErratumQuerySet)()

    class Meta(CitedPart.Meta):
        verbose_name_plural = "errata"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *CitedPart.Meta.constraints,
            unique_key("work"),
            models.CheckConstraint(
                condition=~Q(printed=models.F("corrected")),
                name="sources_erratum_corrects_something",
                violation_error_message="The corrected form is the same as the printed one.",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.printed}” read as “{self.corrected}”"

    @property
    def note(self) -> tuple[Any, ...]:
        """It is a note of its own beside what stands corrected."""
        return ("erratum", self.pk)
