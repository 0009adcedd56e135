"""What the index of the admin shows besides Django's list of models."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from curation.desk import TOOLS, overview
from curation.entries import entry_models
from curation.revised import WRITE

register = template.Library()


@register.simple_tag
def queues_of(user: Any) -> dict[str, Any]:
    """The beginnings of all queues, if the user has a role."""
    found = overview(user) if user.has_perm(WRITE) else []
    return {
        "has_role": user.has_perm(WRITE),
        "mine": [it for it in found if it["queue"].is_mine],
        "for_all": [it for it in found if not it["queue"].is_mine],
    }


@register.simple_tag
def ways_of(user: Any, app_list: list[dict[str, Any]]) -> dict[str, Any]:
    """The tools that the user may use, and all models: entries first, the rest apart."""
    kinds = list(entry_models().values())
    models = [model for app in app_list for model in app["models"]]
    entries = [model for model in models if model["model"] in kinds]
    return {
        "tools": [
            (tool.label, reverse(tool.url_name, args=tool.arguments))
            for tool in TOOLS
            if user.has_perm(tool.permission)
        ],
        "entries": sorted(entries, key=lambda model: kinds.index(model["model"])),
        "rest": [model for model in models if model["model"] not in kinds],
    }
