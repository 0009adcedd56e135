"""Conflicts and initiatives: an initiative is entered with all its parts on one form."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from curation.admin import PartInline
from initiatives.coding_admin import CodingAdmin as CodingAdmin
from initiatives.models import (
    Conflict,
    ConflictAccount,
    Coverage,
    Handover,
    Initiative,
    InitiativeAccount,
    InitiativeRelation,
    Involvement,
    Outcome,
    Participation,
    Venue,
)
from sources.evidence import CitedEntryAdmin, CitedInline
from sources.forms import in_words


class ConflictAccountInline(CitedInline):
    model = ConflictAccount
    verbose_name = "account"
    verbose_name_plural = "Accounts: what another collection says of it as a whole"
    lines = [("name", "kind", "countries", "dates"), "note"]
    key_from = ("name",)


class CoverageInline(PartInline):
    model = Coverage
    verbose_name = "search"
    verbose_name_plural = "Coverage: tracks on which somebody searched and found no initiative"
    fieldsets: ClassVar[Any] = [
        (None, {"fields": [("track", "searched_by", "searched_on", "languages"), "note"]}),
        ("Key, place", {"fields": [("key", "position")], "classes": ["collapse"]}),
    ]
    short_lists = ("track",)
    key_from = ("track",)


@admin.register(Conflict)
class ConflictAdmin(CitedEntryAdmin):
    what = [
        (None, {"fields": ["name", ("kind", "dates"), "summary"]}),
        ("Where and between whom", {"fields": ["parties", "countries"]}),
        ("In other registers", {"fields": [("ucdp", "pax"), "note"]}),
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    autocomplete_fields = [*CitedEntryAdmin.autocomplete_fields, "parties"]
    inlines = [CoverageInline, ConflictAccountInline]
    list_display = ["name", "kind", "countries", "dates_in_words", "status"]
    list_filter = ["status", "kind", "collection", "basis"]
    search_fields = ["name", "slug", "countries", "parties__name"]

    def details(self, obj: Conflict) -> list[str]:
        return [in_words(obj.dates)]


class VenueInline(CitedInline):
    model = Venue
    verbose_name_plural = "Venues: where they met"
    lines = [("name", "country")]
    key_from = ("name",)


class InvolvementInline(CitedInline):
    model = Involvement
    verbose_name_plural = "Involvements: the tracks on which it ran"
    lines = [("track", "function", "dates"), "why"]
    short_lists = ("track",)
    key_from = ("track", "function")


class HandoverInline(CitedInline):
    model = Handover
    verbose_name_plural = "Handovers: when the effort moved from one track to another"
    lines = [("from_track", "to_track", "date", "kind", "mechanism"), "cause"]
    short_lists = ("from_track", "to_track")
    key_from = ("from_track", "to_track")


class ParticipationInline(CitedInline):
    model = Participation
    verbose_name_plural = "Participations: who took part"
    lines = [("actor", "role", "track", "capacity", "dates"), "statement"]
    autocomplete_fields = [*CitedInline.autocomplete_fields, "actor"]
    short_lists = ("track",)
    key_from = ("actor", "role")


class OutcomeInline(CitedInline):
    model = Outcome
    verbose_name_plural = "Outcomes: what came of it"
    lines = [("kind", "date", "conflict"), "statement"]
    autocomplete_fields = [*CitedInline.autocomplete_fields, "conflict"]
    key_from = ("kind", "date")


class RelationInline(CitedInline):
    model = InitiativeRelation
    verbose_name = "relation"
    verbose_name_plural = "Relations: this initiative … that initiative"
    lines = [("kind", "other"), "statement"]
    autocomplete_fields = [*CitedInline.autocomplete_fields, "other"]
    key_from = ("kind", "other")


class AccountInline(CitedInline):
    model = InitiativeAccount
    verbose_name = "account"
    verbose_name_plural = "Accounts: what another collection says of it as a whole"
    lines = [("name", "kind", "region", "dates"), "summary", ("main_track", "confidence")]
    short_lists = ("main_track",)
    key_from = ("name",)


@admin.register(Initiative)
class InitiativeAdmin(CitedEntryAdmin):
    what = [
        (None, {"fields": ["name", ("kind", "dates"), "summary", "conflicts"]}),
        ("As coded here", {"fields": [("main_track", "region", "secrecy", "confidence")]}),
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    autocomplete_fields = [*CitedEntryAdmin.autocomplete_fields, "conflicts"]
    short_lists = ("main_track",)
    inlines = [
        InvolvementInline,
        ParticipationInline,
        HandoverInline,
        OutcomeInline,
        VenueInline,
        RelationInline,
        AccountInline,
    ]
    list_display = ["name", "kind", "dates_in_words", "main_track", "status"]
    list_filter = ["status", "kind", "region", "main_track", "collection", "basis"]
    list_select_related = ["main_track"]
    search_fields = ["name", "slug", "conflicts__name"]

    def details(self, obj: Initiative) -> list[str]:
        return [obj.get_kind_display().lower(), in_words(obj.dates)]
