from __future__ import annotations

from typing import Any

from django.urls import URLResolver, include, path


def pages(name: str, list_view: Any, detail_view: Any = None) -> URLResolver:
    """``/name/`` and ``/name/<slug>/``, reversed as ``name:list`` and ``name:detail``."""
    patterns = [path("", list_view.as_view(), name="list")]
    if detail_view is not None:
        patterns.append(path("<slug:slug>/", detail_view.as_view(), name="detail"))
    return path(f"{name}/", include((patterns, name)))
