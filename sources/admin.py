"""Works with what hangs on them, their passages, and disagreements."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.html import format_html

from curation.admin import PUBLICATION, EntryAdmin, PartAdmin, PartInline, ReleasingAdmin
from sources.dates import date_in_words
from sources.evidence import CitedEntryAdmin, CitedInline, CitedPartAdmin
from sources.forms import CitationForm, CitationPageForm, WorkForm, in_words
from sources.models import (
    Citation,
    Contribution,
    Contributor,
    Disagreement,
    Erratum,
    Position,
    Reference,
    Work,
)


@admin.register(Contributor)
class ContributorAdmin(ReleasingAdmin):
    fieldsets: ClassVar[list[Any]] = [
        ("A person", {"fields": [("given", "family")]}),
        ("or a body", {"fields": ["literal"]}),
        (None, {"fields": ["slug"]}),
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["given", "family", "literal"]}
    list_display = ["__str__", "slug"]
    search_fields = ["literal", "family", "given", "slug"]


class ContributionInline(CitedInline):
    model = Contribution
    verbose_name_plural = "Contributions: the names on the work, in their order"
    lines = [("contributor", "role")]
    autocomplete_fields = [*CitedInline.autocomplete_fields, "contributor"]
    key_from = ("contributor", "role")


class ReferenceInline(CitedInline):
    model = Reference
    verbose_name_plural = "References: the works that it cites"
    lines = [("cited_work", "note", "page")]
    autocomplete_fields = [*CitedInline.autocomplete_fields, "cited_work"]
    key_from = ("cited_work",)


@admin.register(Reference)
class ReferenceAdmin(CitedPartAdmin):
    lines = ReferenceInline.lines
    autocomplete_fields = [*CitedPartAdmin.autocomplete_fields, "work", "cited_work"]
    key_from = ReferenceInline.key_from
    list_display = ["work", "cited_work", "note", "page"]
    list_display_links = ["cited_work"]
    search_fields = ["work__title", "work__title_short", "cited_work__title", "note", "key"]
    ordering = ["work__title", "position", "key"]


class ErratumInline(CitedInline):
    model = Erratum
    verbose_name_plural = "Errata: what it prints wrongly"
    lines = [("kind", "printed", "corrected"), "reason"]
    key_from = ("kind", "corrected")


@admin.register(Erratum)
class ErratumAdmin(CitedPartAdmin):
    lines = ErratumInline.lines
    autocomplete_fields = [*CitedPartAdmin.autocomplete_fields, "work"]
    key_from = ErratumInline.key_from
    list_display = ["work", "printed", "corrected", "kind"]
    list_display_links = ["printed", "corrected"]
    list_filter = ["kind"]
    search_fields = ["work__title", "work__title_short", "printed", "corrected", "key"]
    ordering = ["work__title", "position", "key"]


PASSAGE = [("locator", "stance"), ("attributed_work", "attributed_speaker", "repeats")]
PASSAGE_FOR_THE_CHECK = [("paragraphs", "terms", "read_as")]


class CitationInline(PartInline):
    model = Citation
    form = CitationForm
    verbose_name = "passage"
    verbose_name_plural = "Passages that statements cite"
    autocomplete_fields = ["attributed_work", "attributed_speaker", "repeats"]
    key_from = ("locator",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        rare = [*PASSAGE_FOR_THE_CHECK, ("key", "position")]
        return [
            (None, {"fields": PASSAGE}),
            (
                "For the check of a source text; key, place",
                {"fields": rare, "classes": ["collapse"]},
            ),
        ]


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    form = CitationPageForm
    fieldsets: ClassVar[list[Any]] = [
        (None, {"fields": ["work", *PASSAGE]}),
        (
            "Only for the five source texts",
            {"fields": PASSAGE_FOR_THE_CHECK, "classes": ["collapse"]},
        ),
        (None, {"fields": [("key", "position")]}),
    ]
    autocomplete_fields = ["work", *CitationInline.autocomplete_fields]
    key_from = CitationInline.key_from
    list_display = ["work", "locator", "stance", "key"]
    list_display_links = ["locator", "key"]
    list_filter = ["stance"]
    search_fields = ["work__title", "work__title_short", "work__slug", "locator", "key"]
    search_help_text = "Title or short name of the work, locator, key"
    ordering = ["work__title", "position", "key"]

    def is_direct(self, obj: Citation) -> bool:
        return obj.pending

    def adds_directly(self, obj: Citation) -> bool:
        return obj.work.is_public

    def stored_twin(self, row: Citation) -> Citation | None:
        says = (*row.note, row.paragraphs, row.terms)
        others = Citation.objects.filter(work=row.work, locator=row.locator).exclude(pk=row.pk)
        alike = (it for it in others if (*it.note, it.paragraphs, it.terms) == says)
        return next(alike, None)

    def save_model(self, request: Any, obj: Citation, form: Any, change: bool) -> None:
        if not change and getattr(request, "adds_directly", False):
            obj.pending = True
        super().save_model(request, obj, form, change)


@admin.register(Work)
class WorkAdmin(CitedEntryAdmin):
    form = WorkForm
    what = [
        (None, {"fields": ["title", ("type", "title_short"), ("issued", "language")]}),
        (
            "Where it appeared",
            {
                "fields": [
                    "container_title",
                    ("volume", "issue", "page"),
                    ("collection_title", "collection_number"),
                    ("publisher", "publisher_place", "edition"),
                    ("url", "accessed"),
                    ("doi", "isbn", "issn"),
                ]
            },
        ),
        ("How far to rely on it", {"fields": ["independence", "note"]}),
        (
            "Only for the five source texts",
            {
                "fields": [("text_name", "text_sha256"), "without_statements"],
                "classes": ["collapse"],
            },
        ),
    ]
    formfield_overrides: ClassVar[Any] = {models.URLField: {"assume_scheme": "https"}}
    prepopulated_fields: ClassVar[Any] = {"slug": ["title"]}
    inlines = [ContributionInline, CitationInline, ReferenceInline, ErratumInline]
    list_display = ["title", "type", "issued_in_words", "independence", "passages", "status"]
    list_filter = ["status", "type", "independence", "collection"]
    search_fields = [
        "title",
        "title_short",
        "slug",
        "contributions__contributor__family",
        "contributions__contributor__literal",
    ]

    def get_urls(self) -> list[Any]:
        """With the address that reads dates for all forms of the desk."""
        reads = self.admin_site.admin_view(date_in_words)
        return [path("date-in-words/", reads, name="sources_date_in_words"), *super().get_urls()]

    def details(self, obj: Work) -> list[str]:
        return [obj.get_type_display().lower(), in_words(obj.issued)]

    @admin.display(description="issued", ordering="issued_earliest")
    def issued_in_words(self, obj: Work) -> str:
        return in_words(obj.issued)

    @admin.display(description="passages")
    def passages(self, obj: Work) -> str:
        address = reverse("admin:sources_citation_changelist")
        return format_html('<a href="{}?work__id__exact={}">passages</a>', address, obj.pk)


class PositionInline(CitedInline):
    model = Position
    verbose_name_plural = "Positions: what the sources say"
    lines = ["statement"]
    key_from = ("statement",)


@admin.register(Disagreement)
class DisagreementAdmin(EntryAdmin):
    fieldsets: ClassVar[list[Any]] = [
        (None, {"fields": ["question", "kind", "statement"]}),
        ("What this base follows", {"fields": ["preferred", "preference_reason"]}),
        PUBLICATION,
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["question"]}
    inlines = [PositionInline]
    list_display = ["question", "kind", "status"]
    list_filter = ["status", "kind"]
    search_fields = ["question", "statement", "slug"]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Only the positions of this disagreement can be preferred, once they are saved."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        if "preferred" in form.base_fields:
            field = form.base_fields["preferred"]
            field.queryset = obj.positions.all() if obj else Position.objects.none()
            field.help_text = "Save the positions below first, then choose one."
        return form
