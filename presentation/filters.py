"""What the filters of every list share; a FilterSet serves the page and the API alike."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any, ClassVar

import django_filters as filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate


class SlugField(forms.CharField):
    """The slug of a row of ``rows``; one that an entry once had becomes its present one."""

    def __init__(self, *args: Any, rows: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.what = rows, what

    def clean(self, value: Any) -> str:
        slug: str = super().clean(value)
        if not slug:
            return slug
        row = self.rows().under(slug)
        if row is None:
            # By params, since the text is a format: a “%” in what was asked would break it.
            params = {"what": self.what, "value": slug}
            raise forms.ValidationError("There is no %(what)s “%(value)s”.", params=params)
        return str(row.slug)


class Slug(filters.CharFilter):
    """A slug of some entry; one that leads nowhere is refused, so that no list is silently empty.

    ``rows`` returns the queryset in which the slug must be found. Former slugs are followed.
    """

    field_class = SlugField

    def __init__(self, *args: Any, rows: Any, what: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extra |= {"rows": rows, "what": what, "max_length": 100}


class Country(filters.CharFilter):
    """Two letters of ISO 3166-1, in either case."""

    field_class = forms.CharField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        message = "Give the two letters of a country, as in NO."
        self.extra["validators"] = [RegexValidator(r"\A[A-Za-z]{2}\Z", message)]


class YearField(forms.IntegerField):
    """A plain text box, so that what somebody typed is still there beside the reason."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("decimal_places", None)
        super().__init__(*args, min_value=1, max_value=9999, **kwargs)
        self.error_messages["invalid"] = "Give a year in figures, as in 1993."

    def to_python(self, value: Any) -> int | None:
        """Python reads the figures of every script, an address has those of one."""
        if not str(value or "").isascii():
            raise forms.ValidationError(self.error_messages["invalid"], "invalid")
        return super().to_python(value)


class Year(filters.NumberFilter):
    """A year from 1 to 9999."""

    field_class = YearField

    def get_max_validator(self) -> None:
        return None


class Words(filters.CharFilter):
    """Words that must occur in what ``where`` says; the ``search_fields`` must be the same."""

    def __init__(self, where: str) -> None:
        super().__init__(
            label="Words",
            method="filter_words",
            max_length=200,
            help_text=f"Words that must occur in {where}.",
        )


class EntryFilter(filters.FilterSet):
    """The base of every list's filters.

    ``search_fields`` are the columns that ``q`` looks in; each of its words must be in one.
    """

    search_fields: tuple[str, ...] = ()
    main: tuple[str, ...] = ("q",)
    """The filters that a page shows at once; the others are folded away until they are used."""

    q = filters.CharFilter(
        label="Words",
        method="filter_words",
        max_length=200,
        help_text="Words that must occur in the name or the summary.",
    )

    def main_fields(self) -> list[Any]:
        return [field for field in self.form if field.name in self.main]

    def more_fields(self) -> list[Any]:
        return [field for field in self.form if field.name not in self.main]

    def more_is_open(self) -> bool:
        return any(field.data for field in self.more_fields())

    def filter_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        match = Q()
        for word in value.split():
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__icontains": word})
            match &= found
        return queryset.filter(match)  # at once: a join a word would be too many for a database


class InOrder(forms.Form):
    """A form whose years, if it is asked for both, must be in order."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("year_from"), given.get("year_to")
        if first and last and first > last:
            self.add_error("year_to", f"The years are reversed: {last} is before {first}.")
        return given


YEARS = ("year_from", "year_to")


class DatedFilter(EntryFilter):
    """Adds ``year_from`` and ``year_to``, over a model with ``dates``: they ask for overlap.

    An open end reaches today, an unknown end only its start; rows without a date are left out as
    soon as a year is asked for, and ``undated`` says how many these are.
    """

    date_field: ClassVar[str] = "dates"

    year_from = Year(
        label="From year", method="filter_from", help_text="Going on in this year or later."
    )
    year_to = Year(label="To year", method="filter_to", help_text="Begun in this year or earlier.")

    def get_form_class(self) -> Any:
        form = super().get_form_class()
        return type(form.__name__, (InOrder, form), {})

    def filter_from(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        first, latest = date(int(value), 1, 1), f"{self.date_field}_latest"
        reaches = Q(**{f"{latest}__gte": first})
        if first <= localdate():
            reaches |= Q(**{f"{latest}__isnull": True})
        return queryset.exclude(self._has_no_date).filter(reaches)

    def filter_to(self, queryset: QuerySet[Any], name: str, value: Any) -> QuerySet[Any]:
        last, earliest = date(int(value), 12, 31), f"{self.date_field}_earliest"
        return queryset.exclude(self._has_no_date).filter(
            Q(**{f"{earliest}__lte": last}) | Q(**{f"{earliest}__isnull": True})
        )

    @cached_property
    def undated(self) -> int | None:
        """How many rows all other filters leave that have no date; None unless a year is asked for.

        Costs a query when it is first read.
        """
        if not (self.is_bound and self._asks_for_years()):
            return None
        given = self.form.cleaned_data
        self.form.cleaned_data = {name: given[name] for name in given if name not in YEARS}
        try:
            rows = self.filter_queryset(self.queryset.all())
        finally:
            self.form.cleaned_data = given
        return rows.filter(self._has_no_date).count()

    def _asks_for_years(self) -> bool:
        self.form.is_valid()
        return any(self.form.cleaned_data.get(name) for name in YEARS)

    @property
    def _has_no_date(self) -> Q:
        return Q(**{self.date_field: ""})
