"""Where the rows of the base stand at the desk."""

from __future__ import annotations

from typing import Any

from django.urls import reverse


def address_of(row: Any) -> str:
    """The form in which a row is changed."""
    options = row._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[row.pk])
