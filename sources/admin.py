"""Works with what hangs on them, their passages, and disagreements."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from curation.admin import PUBLICATION, EntryAdmin, PartAdmin, PartInline, ReleasingAdmin
from sources.evidence import CitedEntryAdmin, CitedInline
from sources.forms import CitationForm, CitationPageForm, in_words
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

MANY_PASSAGES = 25  # more than these would make the form of their work too long to work with


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


class ErratumInline(CitedInline):
    model = Erratum
    verbose_name_plural = "Errata: what it prints wrongly"
    lines = [("kind", "printed", "corrected"), "reason"]
    key_from = ("kind", "corrected")


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
        (None, {"fields": ["key"]}),
    ]
    autocomplete_fields = ["work", *CitationInline.autocomplete_fields]
    key_from = CitationInline.key_from
    list_display = ["work", "locator", "stance", "key"]
    list_display_links = ["locator", "key"]
    list_filter = ["stance"]
    search_fields = ["work__title", "work__title_short", "work__slug", "locator", "key"]
    search_help_text = "Title or short name of the work, locator, key"
    ordering = ["work__title", "position", "key"]


@admin.register(Work)
class WorkAdmin(CitedEntryAdmin):
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
            {"fields": [("text_name", "text_sha256")], "classes": ["collapse"]},
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

    @admin.display(description="issued", ordering="issued_earliest")
    def issued_in_words(self, obj: Work) -> str:
        return in_words(obj.issued)

    @admin.display(description="passages")
    def passages(self, obj: Work) -> str:
        address = reverse("admin:sources_citation_changelist")
        return format_html('<a href="{}?work__id__exact={}">All its passages</a>', address, obj.pk)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "passages"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        passages = ("Passages that statements cite", {"fields": ["passages"]})
        return [*super().get_fieldsets(request, obj), *([passages] if self._has_many(obj) else [])]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        inlines = super().get_inlines(request, obj)
        if self._has_many(obj):
            return [inline for inline in inlines if inline is not CitationInline]
        return inlines

    def _has_many(self, obj: Work | None) -> bool:
        return obj is not None and obj.passages.count() > MANY_PASSAGES


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
