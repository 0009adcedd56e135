"""How a track is called where it is named: in our words, or in those of the framework asked for."""

from __future__ import annotations

from typing import Any

from django import template

from tracks.labels import Label, chosen
from tracks.models import Track

register = template.Library()


@register.simple_tag
def asked_framework() -> Any:
    """The framework in whose words tracks are to be named; None for our own."""
    naming = chosen()
    return naming.framework if naming else None


@register.simple_tag
def asked_label(track: Track) -> Label | None:
    """How the framework asked for calls a theme; None where none was asked for."""
    naming = chosen()
    return naming.label(track) if naming else None
