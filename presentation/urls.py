from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import URLPattern, URLResolver, include, path


def pages(
    name: str, list_view: Any, detail_view: Any = None, more: Sequence[URLPattern] = ()
) -> URLResolver:
    """``/name/`` and ``/name/<slug>/``, reversed as ``name:list`` and ``name:detail``.

    What ``more`` names stands between the two, so that no slug takes its address.
    """
    patterns = [path("", list_view.as_view(), name="list"), *more]
    if detail_view is not None:
        patterns.append(path("<slug:slug>/", detail_view.as_view(), name="detail"))
    return path(f"{name}/", include((patterns, name)))
