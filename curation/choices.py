"""How links to other rows are chosen in the admin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models
from django.http import HttpRequest

from curation.models import Entry
from curation.withheld import may_see


class LoadedChoices(AutocompleteMixin):
    """An autocomplete that need not ask the database for rows that its form has at hand."""

    loaded: dict[str, models.Model] = {}
    shows_withheld = True

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        chosen = [pk for pk in value if pk]
        if not all(pk in self.loaded for pk in chosen):
            return super().optgroups(name, value, attr)
        widget: Any = self
        optional = not (widget.is_required or widget.allow_multiple_selected)
        options = [widget.create_option(name, "", "", False, 0)] if optional else []
        for pk in chosen:
            label = widget.choices.field.label_from_instance(self.loaded[pk])
            options.append(widget.create_option(name, pk, label, True, len(options)))
        return [(None, options, 0)]


class OneChoice(LoadedChoices, AutocompleteSelect):
    pass


class ManyChoices(LoadedChoices, AutocompleteSelectMultiple):
    pass


def take_loaded(form: Any) -> None:
    """Let the autocompletes of a form show the links of its row without asking for them."""
    for name, field in form.fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, LoadedChoices):
            widget.loaded = {
                str(row.pk): row
                for row in _linked(form.instance, name)
                if widget.shows_withheld or not (isinstance(row, Entry) and row.is_withheld)
            }


def _linked(instance: Any, name: str) -> Iterable[models.Model]:
    if instance._meta.get_field(name).many_to_many:
        return getattr(instance, name).all()
    row = getattr(instance, name)
    return [row] if row else []


if TYPE_CHECKING:
    from django.contrib.admin.options import BaseModelAdmin
else:  # at run time, the class that they extend stands beside them
    BaseModelAdmin = object


class Links(BaseModelAdmin):
    """How links to other rows are chosen: by autocomplete, or from a short list.

    For admins and inlines, whose methods it extends; mypy sees none of them in a mixin.
    """

    short_lists: ClassVar[tuple[str, ...]] = ()
    """Links to one of a dozen rows: a plain select, whose rows are read once a page."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.TextField) and field:
            field.widget.attrs["rows"] = 2
        if hasattr(getattr(field, "widget", None), "can_delete_related"):
            if db_field.name in self.short_lists:
                field.widget = field.widget.widget
            else:
                # A cross beside a choice should take back the choice, not delete the row.
                field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = OneChoice(db_field, self.admin_site)
        _leave_out_withheld(db_field, request, kwargs)
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name in self.short_lists:
            read = request.__dict__.setdefault("short_lists", {})
            rows = read.get(db_field.related_model)
            if rows is None:
                rows = read[db_field.related_model] = list(field.queryset)
            field.choices = [("", "---------"), *((row.pk, str(row)) for row in rows)]
        return field

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ManyChoices(db_field, self.admin_site)
        _leave_out_withheld(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _leave_out_withheld(db_field: Any, request: Any, kwargs: dict[str, Any]) -> None:
    """Offer nobody, and take no number of anybody, whom the curator may not see."""
    target = db_field.related_model
    if issubclass(target, Entry) and target.CAN_BE_WITHHELD and not may_see(request.user):
        kwargs.setdefault("queryset", target._default_manager.exclude(target.withheld_q()))
        if isinstance(kwargs.get("widget"), LoadedChoices):
            kwargs["widget"].shows_withheld = False
