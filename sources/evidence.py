"""How whatever rests on sources is edited: the base classes of entries and parts in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from curation.admin import PUBLICATION, EntryAdmin, PartAdmin, PartInline
from sources.forms import CitedEntryForm, CitedPartForm, CitedPartPageForm, in_words

EVIDENCE = (
    "What it rests on",
    {"fields": ["citations", ("basis", "collection"), "basis_note", "disagreements"]},
)


class CitedEntryAdmin(EntryAdmin):
    """An entry that states something itself. ``what`` holds its own fieldsets."""

    form = CitedEntryForm
    what: ClassVar[list[Any]] = []
    autocomplete_fields: ClassVar[Any] = ["citations", "disagreements"]
    list_filter: ClassVar[Any] = ["status", "collection", "basis"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [*self.what, EVIDENCE, PUBLICATION]

    @admin.display(description="dates", ordering="dates_earliest")
    def dates_in_words(self, obj: Any) -> str:
        return in_words(obj.dates)


class CitedInline(PartInline):
    """A part that states something: its own lines, then its evidence, then what rarely changes."""

    form = CitedPartForm
    lines: ClassVar[list[Any]] = []
    autocomplete_fields: ClassVar[Any] = ["citations", "disagreements"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        rare = [("disagreements", "collection"), ("key", "position")]
        return [
            (None, {"fields": [*self.lines, ("citations", "basis", "basis_note")]}),
            ("Disagreements, collection, key, place", {"fields": rare, "classes": ["collapse"]}),
        ]


class CitedPartAdmin(PartAdmin):
    """The same part on a page of its own."""

    form = CitedPartPageForm
    lines: ClassVar[list[Any]] = []
    autocomplete_fields: ClassVar[Any] = ["citations", "disagreements"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (None, {"fields": [self.model.PARENT, *self.lines]}),
            EVIDENCE,
            (None, {"fields": [("key", "position")]}),
        ]
