"""What reference managers look for in a page."""

from __future__ import annotations

from django import template

from sources.coins import context_object
from sources.csl import work_item
from sources.models import Work

register = template.Library()


@register.filter
def coins(work: Work) -> str:
    """The work as COinS, for the ``title`` of an empty ``<span class="Z3988">``."""
    return context_object(work_item(work))
