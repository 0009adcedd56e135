from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from presentation.calls import Call, call_of

register = template.Library()


@register.simple_tag
def call_of_page(request: Any, filterset: Any = None) -> Call | None:
    """The call of the API that gives what the page of this request shows."""
    return call_of(request, filterset)


@register.simple_tag
def call_of_entry(entry: Any) -> str:
    """The call of the API that gives one entry."""
    return reverse(f"{entry.KIND}-detail", args=[entry.slug])
