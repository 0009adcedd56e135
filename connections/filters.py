from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms

from connections.threads import FEWEST, MOST, USUAL, usual
from tracks.filters import CrosswalkFilter, SeveralValues, known_frameworks


def few_frameworks(value: str) -> None:
    """Refuse a number of frameworks that is none for the loom."""
    if not FEWEST <= len({*value.split(",")}) <= MOST:
        raise forms.ValidationError(f"The loom takes {FEWEST} to {MOST} frameworks.")


class LoomFilter(CrosswalkFilter):
    """Which frameworks the threads go through; the usual ones, unless some are named."""

    frameworks = filters.CharFilter(
        label="Frameworks",
        method="choose",
        widget=SeveralValues,
        max_length=2000,
        validators=[known_frameworks, few_frameworks],
        help_text=f"Slugs of {FEWEST} to {MOST} frameworks, with commas between them; if empty, "
        f"{', '.join(USUAL)}.",
    )

    def chosen(self) -> list[Any]:
        """Those that are named, in their own order; the usual ones if none are, or wrongly."""
        is_asked = self.form.is_valid() and self.form.cleaned_data["frameworks"]
        return list(self.qs) if is_asked else usual()
