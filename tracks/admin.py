"""Frameworks with their tracks, the themes, concepts, principles and guidelines."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from sources.evidence import CitedEntryAdmin, CitedInline, CitedPartAdmin
from sources.forms import in_words
from tracks.models import (
    Concept,
    ConceptPoint,
    Framework,
    FrameworkTrack,
    GuidelinePhase,
    GuidelineStep,
    Principle,
    Track,
    TrackMapping,
    TrackPoint,
    TrackRelation,
)


@admin.register(Track)
class TrackAdmin(CitedEntryAdmin):
    what = [
        (None, {"fields": ["name", ("number", "short_name", "hue"), "tagline", "summary"]}),
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["short_name"]}
    list_display = ["label", "name", "short_name", "hue", "status"]
    list_display_links = ["label", "name"]
    search_fields = ["name", "short_name", "slug"]


class FrameworkTrackInline(CitedInline):
    model = FrameworkTrack
    verbose_name = "track"
    verbose_name_plural = "Tracks of this framework, as its source numbers and names them"
    lines = [("number", "label"), "definition"]
    key_from = ("label",)
    show_change_link = True


class TrackRelationInline(CitedInline):
    model = TrackRelation
    verbose_name = "relation"
    verbose_name_plural = "Relations: how its tracks relate, as the source says"
    lines = [("from_track", "kind", "to_track"), "statement"]
    key_from = ("from_track", "kind", "to_track")

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        """Only the tracks of this framework can relate, once they are saved."""
        formset = super().get_formset(request, obj, **kwargs)
        tracks = FrameworkTrack.objects.filter(framework=obj) if obj else ()
        choices = [("", "All its tracks"), *((track.pk, str(track)) for track in tracks)]
        for name in {"from_track", "to_track"} & formset.form.base_fields.keys():
            formset.form.base_fields[name].choices = choices
            formset.form.base_fields[name].help_text = ""
        return formset


@admin.register(Framework)
class FrameworkAdmin(CitedEntryAdmin):
    what = [
        (None, {"fields": ["name", ("devised", "published"), "originators", "summary"]}),
        ("How it is shown", {"fields": [("arrangement", "order")]}),
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    autocomplete_fields = [*CitedEntryAdmin.autocomplete_fields, "originators"]
    inlines = [FrameworkTrackInline, TrackRelationInline]
    list_display = ["name", "devised_in_words", "published_in_words", "arrangement", "status"]
    search_fields = ["name", "slug"]

    @admin.display(description="devised", ordering="devised_earliest")
    def devised_in_words(self, obj: Framework) -> str:
        return in_words(obj.devised)

    @admin.display(description="published", ordering="published_earliest")
    def published_in_words(self, obj: Framework) -> str:
        return in_words(obj.published)


class TrackMappingInline(CitedInline):
    model = TrackMapping
    verbose_name_plural = "Mappings: which of our tracks it is"
    lines = [("track", "relation")]
    short_lists = ("track",)
    key_from = ("track",)


class TrackPointInline(CitedInline):
    model = TrackPoint
    verbose_name_plural = "Points: what is said of it"
    lines = ["kind", "statement"]
    key_from = ("kind", "statement")


@admin.register(FrameworkTrack)
class FrameworkTrackAdmin(CitedPartAdmin):
    """One track of a framework, with what is said of it and which theme it is."""

    lines = FrameworkTrackInline.lines
    autocomplete_fields = [*CitedPartAdmin.autocomplete_fields, "framework"]
    inlines = [TrackMappingInline, TrackPointInline]
    key_from = FrameworkTrackInline.key_from
    list_display = ["framework", "number", "label"]
    list_display_links = ["label"]
    list_filter = ["framework", "basis"]
    search_fields = ["label", "framework__name", "key"]
    ordering = ["framework__order", "framework_id", "position", "key"]


class ConceptPointInline(CitedInline):
    model = ConceptPoint
    verbose_name = "point"
    verbose_name_plural = "Points: what each source says of it"
    lines = ["kind", "statement"]
    key_from = ("kind", "statement")


@admin.register(Concept)
class ConceptAdmin(CitedEntryAdmin):
    what = [(None, {"fields": ["name", "summary", ("broader", "tracks")]})]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    autocomplete_fields = [*CitedEntryAdmin.autocomplete_fields, "broader", "tracks"]
    inlines = [ConceptPointInline]
    list_display = ["name", "broader", "status"]
    list_select_related = ["broader"]
    search_fields = ["name", "slug"]


@admin.register(Principle)
class PrincipleAdmin(CitedEntryAdmin):
    what = [(None, {"fields": [("number", "name"), "statement"]})]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    list_display = ["number", "name", "status"]
    list_display_links = ["name"]
    search_fields = ["name", "slug", "statement"]


class GuidelineStepInline(CitedInline):
    model = GuidelineStep
    verbose_name = "step"
    verbose_name_plural = "Steps, in their order"
    lines = ["statement"]
    key_from = ("statement",)


@admin.register(GuidelinePhase)
class GuidelinePhaseAdmin(CitedEntryAdmin):
    what = [(None, {"fields": [("number", "name"), "summary"]})]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    inlines = [GuidelineStepInline]
    list_display = ["number", "name", "status"]
    list_display_links = ["name"]
    search_fields = ["name", "slug"]
