"""How filters look in the API's description: as narrow as their forms take them."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.db.models import Choices
from drf_spectacular.contrib.django_filters import DjangoFilterExtension

from presentation.filters import Country, Year


class Filters(DjangoFilterExtension):
    """Knows the years, countries and vocabularies of our filters; importing it is enough."""

    priority = 1

    def resolve_filter_field(
        self, auto_schema: Any, model: Any, filterset_class: Any, field_name: str, filter_field: Any
    ) -> Any:
        choices = filter_field.extra.get("choices")
        if isinstance(choices, type) and issubclass(choices, Choices):
            # A class can be called, and what can be called is not asked for its choices.
            filter_field = copy(filter_field)
            filter_field.extra = {**filter_field.extra, "choices": choices.choices}
        found = super().resolve_filter_field(
            auto_schema, model, filterset_class, field_name, filter_field
        )
        for parameter in found:
            schema = parameter["schema"]
            schema.pop("title", None)
            schema.setdefault("type", "string")
            if isinstance(filter_field, Year):
                schema.update(type="integer", minimum=1, maximum=9999)
            if isinstance(filter_field, Country):
                schema["pattern"] = "^[A-Za-z]{2}$"
            if length := filter_field.extra.get("max_length"):
                schema["maxLength"] = length
        return found
