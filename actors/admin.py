"""Actors with their names, tracks and relationships."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin

from actors.models import Actor, ActorAlias, ActorPoint, ActorTrack, Relationship
from actors.withholding_admin import Withholding
from curation.withheld import may_see
from sources.evidence import CitedEntryAdmin, CitedInline
from sources.forms import in_words
from tracks.models import FrameworkTrack


class AliasInline(CitedInline):
    model = ActorAlias
    verbose_name_plural = "Aliases: other names, and who uses them"
    lines = [("name", "used_by")]
    key_from = ("name",)


class ActorPointInline(CitedInline):
    model = ActorPoint
    verbose_name = "point"
    verbose_name_plural = "Points: what sources say of it"
    lines = [("kind", "dates"), "statement"]
    key_from = ("kind", "statement")


class ActorTrackInline(CitedInline):
    model = ActorTrack
    verbose_name = "track"
    verbose_name_plural = "Tracks on which a source counts it"
    lines = [("track", "framework_track"), "statement"]
    short_lists = ("track",)
    key_from = ("track",)

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The tracks of frameworks under the names of their frameworks, read once."""
        formset = super().get_formset(request, obj, **kwargs)
        if field := formset.form.base_fields.get("framework_track"):
            named = FrameworkTrack.objects.select_related("framework")
            groups: dict[str, list[tuple[int, str]]] = {}
            for track in named.order_by("framework__order", "framework_id", "position"):
                groups.setdefault(str(track.framework), []).append((track.pk, str(track)))
            field.choices = [("", "---------"), *groups.items()]
        return formset


class RelationshipInline(CitedInline):
    model = Relationship
    verbose_name_plural = "Relationships: this actor … that actor"
    lines = [("kind", "other", "dates"), "statement"]
    autocomplete_fields = [*CitedInline.autocomplete_fields, "other"]
    key_from = ("kind", "other")


@admin.register(Actor)
class ActorAdmin(Withholding, CitedEntryAdmin):
    what = [
        (None, {"fields": ["name", ("kind", "country", "dates"), "summary", "sort_name"]}),
        ("Who may see it", {"fields": [("publicity", "visibility")]}),
        (
            "The same in other registers",
            {"fields": ["contributor", ("wikidata", "ror", "orcid", "cow")]},
        ),
    ]
    prepopulated_fields: ClassVar[Any] = {"slug": ["name"]}
    autocomplete_fields = [*CitedEntryAdmin.autocomplete_fields, "contributor"]
    readonly_fields = ("visibility",)
    inlines = [AliasInline, ActorPointInline, ActorTrackInline, RelationshipInline]
    list_display = [
        "name", "kind", "country", "dates_in_words", "publicity", "shown", "status", "why_not_shown"
    ]  # fmt: skip
    list_filter = ["status", "kind", "publicity", "visibility", "collection", "basis"]
    search_fields = ["name", "sort_name", "slug", "aliases__name"]

    def details(self, obj: Actor) -> list[str]:
        return [obj.get_kind_display().lower(), obj.country, in_words(obj.dates)]

    def get_list_filter(self, request: Any) -> Any:
        names = super().get_list_filter(request)
        return [name for name in names if name != "visibility" or may_see(request.user)]

    @admin.display(description="shown", boolean=True)
    def shown(self, obj: Actor) -> bool:
        return obj.is_public

    @admin.display(description="why it is not shown")
    def why_not_shown(self, obj: Actor) -> str:
        if obj.is_public:
            return ""
        if obj.visibility == Actor.Visibility.WITHHELD:
            return "The name is withheld."
        if obj.publicity == Actor.Publicity.UNREVIEWED:
            return obj.basis_note or "Nobody has reviewed yet how the name became public."
        return f"{obj.get_status_display()}."
