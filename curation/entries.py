"""The kinds of entries that the rooms above have registered, by the word for each kind."""

from __future__ import annotations

from collections.abc import Callable

from django.apps import apps
from django.db.models import Q

from curation.models import Entry, Named, Part


def entry_models() -> dict[str, type[Entry]]:
    """``{"track": Track, …}`` in the order of INSTALLED_APPS and of the models in them."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Entry)}


def named_models() -> dict[str, type[Named]]:
    """The same, and what else a fixture names by a slug."""
    return {model.KIND: model for model in apps.get_models() if issubclass(model, Named)}


def naturals_where(condition: Callable[[type[Entry]], Q]) -> set[tuple[str, ...]]:
    """The entries that meet the condition for their model, each as (kind, slug)."""
    return {
        (kind, slug)
        for kind, model in entry_models().items()
        for slug in model._default_manager.filter(condition(model)).values_list("slug", flat=True)
    }


def part_models() -> list[type[Part]]:
    return [model for model in apps.get_models() if issubclass(model, Part)]
