"""The editors' desk: what the admin pages of all rooms have in common.

Everything that the public can see changes through ``release()``, so that the edition rises once a
change, and not for a form with errors, a form without change, or an entry that nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.db.models.deletion import Collector
from django.http import HttpRequest

from curation import removing
from curation.changelists import CollectionFilter, KindFilter, LongLists, NamedKindFilter
from curation.choices import Links
from curation.entries import entry_models
from curation.exporting_admin import Exporting
from curation.forms import FormerSlugForm, PartForm, PartFormSet, PartPageForm, ReasonForm
from curation.models import Edition, Entry, FormerSlug, LoadedDocument, Part
from curation.querysets import PublicQuerySet
from curation.release import release
from curation.revised import PUBLISH, DeskPermissions, RevisedAdmin
from curation.withheld import (
    NAMES_SOMEBODY,
    links_withheld,
    may_see,
    names_somebody,
    visible,
)

admin.site.site_header = "Multi-track diplomacy"
admin.site.site_title = "Multi-track diplomacy"
admin.site.index_title = "The editors’ desk"

PUBLICATION = ("Address", {"fields": ["slug"]})


class ReleasingAdmin(DeskPermissions, Links, LongLists, admin.ModelAdmin):
    """What has no status: saved and deleted through the one door by which public content changes.

    Whoever writes drafts may add such rows, which nothing public links yet; to change or delete
    them is to publish.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PUBLISH)

    has_delete_permission = has_change_permission

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        return without_names(form, request)

    def public_rows(self, rows: Any) -> Any:
        return rows.public() if isinstance(rows, PublicQuerySet) else rows

    def is_public(self, obj: models.Model) -> bool:
        """Whether the row, as it is stored, can be seen by the public."""
        return self.public_rows(self.model._default_manager.filter(pk=obj.pk)).exists()

    def changeform_view(
        self,
        request: Any,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with release() as change:
            request.changes_public = False
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if not request.changes_public:
                change.unchanged()
        return response

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        request.was_public = change and self.is_public(obj)
        if form.has_changed() or not change:
            super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        parts_changed = any(formset.has_changed() for formset in formsets)
        if parts_changed and change and not form.has_changed():
            form.instance.save()  # an entry is modified when one of its parts is
        if parts_changed or form.has_changed() or not change:
            request.changes_public = request.was_public or self.is_public(form.instance)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        with release() as change:
            if not self._deletion_is_public(self.model._default_manager.filter(pk=obj.pk)):
                change.unchanged()
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with release() as change:
            if not self._deletion_is_public(queryset):
                change.unchanged()
            super().delete_queryset(request, queryset)

    def _deletion_is_public(self, rows: Any) -> bool:
        """Whether public rows go, or rows lose a link: without it they may become public."""
        if self.public_rows(rows).exists():
            return True
        collector = Collector(using=rows.db, origin=rows)
        collector.collect(rows)
        return bool(collector.field_updates)


class EntryAdmin(RevisedAdmin, Exporting, Links, LongLists, admin.ModelAdmin):
    """An entry with its parts on one form. The slug is fixed once the entry was published."""

    form = ReasonForm
    actions = ["export_csv", "export_json"]
    list_filter: ClassVar[Any] = ["status"]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        if may_see(request.user):
            return rows
        return rows.exclude(self.model.withheld_q())

    def get_search_fields(self, request: HttpRequest) -> Any:
        """None through which a name could be found that is not shown."""
        names = super().get_search_fields(request)
        if may_see(request.user):
            return names
        return [name for name in names if not leads_to_withheld(self.model, name)]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        return with_faults(form, request)

    def told_apart(self, obj: Any) -> str:
        """A row as it is offered for a link: with what tells it from others of its name."""
        status = "" if obj.is_public else obj.get_status_display().lower()
        return with_details(obj, [*self.details(obj), "withheld" if obj.is_withheld else status])

    def details(self, obj: Any) -> list[str]:
        return []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a draft is discarded, what was public is withdrawn."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ["slug"] if obj and obj.published_at else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def view_on_site(self, obj: Any) -> str | None:
        return obj.get_absolute_url() if obj.is_public else None


class PartAdmin(RevisedAdmin, Links, LongLists, admin.ModelAdmin):
    """A part with a page of its own, because other rows choose it or parts hang on it."""

    form = PartPageForm
    key_from: ClassVar[tuple[str, ...]] = ()

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.key_from = self.key_from
        return with_faults(form, request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = [self.model.PARENT] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return shown_to(request, rows).with_links()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One by one, on the page that asks why; never many at once from a list."""
        return obj is not None and self.may_write(request)

    def delete_view(
        self, request: Any, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Leave the part out of its entry's draft; the public sees it until that is published."""
        obj = self.get_object(request, unquote(object_id))
        if obj is None or self.is_direct(obj):
            return super().delete_view(request, object_id, extra_context)
        return removing.page(self, request, obj)

    def told_apart(self, obj: Part) -> str:
        entry = obj.entry
        return with_details(obj, ["" if entry.is_public else entry.get_status_display().lower()])

    def view_on_site(self, obj: Part) -> str | None:
        return obj.get_absolute_url() if obj.entry.is_public else None


class PartInline(DeskPermissions, Links, admin.StackedInline):
    """Parts of one kind in the form of their entry; their keys and places need not be typed."""

    form = PartForm
    formset = PartFormSet
    template = "admin/part_inline.html"
    extra = 0
    view_on_site = False
    key_from: ClassVar[tuple[str, ...]] = ()
    """The fields that a key is made from, where none is typed."""

    class Media:
        js: ClassVar[list[str]] = ["js/admin-rows.js"]

    def __init__(self, parent_model: Any, admin_site: Any) -> None:
        self.fk_name = self.model.PARENT
        super().__init__(parent_model, admin_site)

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.key_from = self.key_from
        return formset

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without what only curators with the right may see; not shown, it is not changed."""
        rows: Any = super().get_queryset(request)
        return shown_to(request, rows).with_links()


def with_details(row: Any, details: Iterable[str]) -> str:
    """A name, and in brackets what is known of it."""
    found = ", ".join(filter(None, details))
    return f"{row} ({found})" if found else str(row)


def with_faults(form: Any, request: Any) -> Any:
    """The form class, which will say what the saving of this request found missing."""
    form.reason_is_missing = getattr(request, "reason_is_missing", False)
    form.refused = getattr(request, "refused", [])
    return form


def without_names(form: Any, request: HttpRequest) -> Any:
    """The form class, which refuses texts that name somebody who is withheld.

    For what is public as soon as it is saved.
    """

    class WithoutNames(form):
        def clean(self) -> Any:
            cleaned = super().clean() or self.cleaned_data
            texts = [text for text in cleaned.values() if isinstance(text, str)]
            if self.has_changed() and names_somebody([*texts, " ".join(texts)]):
                self.add_error(None, NAMES_SOMEBODY)
            return cleaned

    return WithoutNames


def shown_to(request: HttpRequest, parts: Any) -> Any:
    """The parts that link nothing which only curators with the right may see."""
    if not may_see(request.user):
        for condition in links_withheld(parts.model):
            parts = parts.exclude(condition)
    return parts


def leads_to_withheld(model: Any, lookup: str) -> bool:
    """Whether a lookup passes another entry that may be withheld."""
    for name in lookup.lstrip("^=@").split("__"):
        model = model._meta.get_field(name).related_model
        if model is None:
            return False
        if issubclass(model, Entry) and model.CAN_BE_WITHHELD:
            return True
    return False


class ReadOnlyAdmin(DeskPermissions, LongLists, admin.ModelAdmin):
    """What the machinery writes and people only look at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["number", "released_at"]


@admin.register(LoadedDocument)
class LoadedDocumentAdmin(ReadOnlyAdmin):
    list_display = ["__str__", "collection"]
    list_filter = [CollectionFilter, NamedKindFilter]
    search_fields = ["slug"]
    ordering = ["kind", "slug"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible(super().get_queryset(request), request.user)


@admin.register(FormerSlug)
class FormerSlugAdmin(ReleasingAdmin):
    form = FormerSlugForm

    def get_queryset(self, request: HttpRequest) -> Any:
        return visible(super().get_queryset(request), request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PUBLISH)

    list_display = ["old", "slug", "kind"]
    list_filter = [KindFilter]
    search_fields = ["old", "slug"]
    ordering = ["kind", "old"]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            return forms.ChoiceField(
                choices=[(kind, model._meta.verbose_name) for kind, model in entry_models().items()]
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
