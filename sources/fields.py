"""The one field type for dates with its companions, and checked lists of texts or numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from sources.dates import what_is_wrong
from sources.edtf import EDTFError, parse

PARAGRAPH = re.compile(r"[1-9][0-9]{0,4}")


def validate_edtf(value: str) -> None:
    try:
        parse(value)
    except EDTFError as error:
        raise ValidationError(what_is_wrong(value, error), code="edtf") from None


class EDTFField(models.CharField):
    """A date in the EDTF subset, with its first and last day in two columns beside it.

    The companions are named as an image's width and height are: ``EDTFField(earliest=…,
    latest=…)`` with the names of two nullable date fields declared after it. NULL there is an
    open end, or no date at all when the text itself is empty.
    """

    def __init__(self, *args: Any, earliest: str = "", latest: str = "", **kwargs: Any) -> None:
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)
        self.validators = [*self.validators, validate_edtf]

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "earliest": self.earliest, "latest": self.latest}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        text: str = getattr(instance, self.attname)
        if self.earliest and self.latest:
            value = parse(text) if text else None
            setattr(instance, self.earliest, value.earliest if value else None)
            setattr(instance, self.latest, value.latest if value else None)
        return text


def edge(**kwargs: Any) -> models.DateField:
    """A companion of an EDTFField: filled by it, indexed, NULL for open."""
    return models.DateField(null=True, blank=True, editable=False, db_index=True, **kwargs)


def years_of(row: models.Model, name: str) -> tuple[int | None, int | None]:
    """The first and the last year of the field of this name, from its companions."""
    field: Any = row._meta.get_field(name)
    first, last = (getattr(row, edge) for edge in (field.earliest, field.latest))
    return first and first.year, last and last.year


class PlaceInTime(models.GeneratedField):
    """The day by which rows stand in time: never NULL, so that lists can be ordered by it."""

    def clean(self, value: Any, instance: models.Model | None) -> Any:
        day: Any = self.output_field
        return day.clean(value, instance)


def place_in_time(earliest: str) -> PlaceInTime:
    """The day in the companion of this name; where there is none, the last day of all."""
    return PlaceInTime(
        expression=Coalesce(earliest, Value(date.max)),
        output_field=models.DateField(),
        db_persist=True,
    )


def validate_paragraphs(value: Any) -> None:
    if not isinstance(value, list) or not all(
        isinstance(item, int) and not isinstance(item, bool) and item > 0 for item in value
    ):
        raise ValidationError("Give a list of paragraph numbers from 1, as in [3, 4].")


def validate_terms(value: Any) -> None:
    if not isinstance(value, list) or not all(
        isinstance(item, str) and item.strip() for item in value
    ):
        raise ValidationError('Give a list of words, as in ["coined", "1981"].')


def validate_readings(value: Any) -> None:
    if not isinstance(value, dict) or not all(
        isinstance(name, str) and name and isinstance(meant, str) and meant
        for name, meant in value.items()
    ):
        raise ValidationError(
            'Give what the text says and who is meant, as in {"the author": "J. W. McDonald"}.'
        )


def validate_reasons(value: Any) -> None:
    if not isinstance(value, dict) or not all(
        PARAGRAPH.fullmatch(number) and isinstance(reason, str) and reason.strip()
        for number, reason in value.items()
    ):
        raise ValidationError(
            'Give paragraph numbers from 1, each with the reason, as in {"20": "navigation"}.'
        )
