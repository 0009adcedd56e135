"""Which initiatives, and which statements on them, the connections of tracks are counted over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from initiatives.models import Conflict, Initiative
from presentation.filters import DatedFilter, Slug
from sources.models import Basis


@dataclass(frozen=True)
class Scope:
    """Everything public, or what filters leave of it.

    ``initiatives`` limits to these (a queryset, None for all); ``basis`` limits to statements that
    rest on this (a value of :class:`Basis`, empty for any).
    """

    initiatives: Any = None
    basis: str = ""

    @property
    def is_all(self) -> bool:
        return self.initiatives is None and not self.basis

    def parts(self, model: Any) -> Any:
        """The public rows of a part of initiatives that are within it."""
        rows = self.stated(model)
        if self.initiatives is None:
            return rows
        return rows.filter(initiative__in=self.initiatives.values("pk"))

    def stated(self, model: Any) -> Any:
        """The public rows of a part of anything else, which only the basis limits."""
        rows = model.objects.public()
        return rows.filter(basis=self.basis) if self.basis else rows


ALL = Scope()


class ConnectionFilter(DatedFilter):
    """The filters of all that is counted between tracks; pages and the API share them."""

    main = ("year_from", "year_to", "kind", "conflict", "basis")

    q = None
    kind = filters.ChoiceFilter(
        label="Kind of initiative", choices=Initiative.Kind, empty_label="any"
    )
    conflict = Slug(
        label="Conflict",
        field_name="conflicts__slug",
        rows=Conflict.objects.public,
        what="conflict",
        help_text="The slug of a conflict, as in cold-war.",
    )
    basis = filters.ChoiceFilter(
        label="Kind of evidence",
        method="leave_rows",
        choices=Basis,
        empty_label="any",
        help_text="What the statements that put an initiative or an actor on a track rest on.",
    )

    class Meta:
        model = Initiative
        fields = ("year_from", "year_to", "kind", "conflict", "basis")

    def leave_rows(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The basis is that of parts, so that it chooses no initiatives: see :meth:`scope`."""
        return queryset

    @property
    def scope(self) -> Scope:
        """What the filters leave; one that cannot be used leaves everything."""
        self.form.is_valid()
        given = self.form.cleaned_data
        chooses = any(value for name, value in given.items() if name != "basis")
        return Scope(self.qs if chooses else None, given.get("basis") or "")


def connection_filter(parameters: Any) -> ConnectionFilter:
    return ConnectionFilter(parameters, queryset=Initiative.objects.public())
