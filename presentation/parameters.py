from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.exceptions import ValidationError

EVERYWHERE = frozenset({"collection", "framework"})
"""What every address of the API may be asked for, besides the format."""


def refuse_unknown(request: Any, known: Iterable[str]) -> None:
    """Answer 400 to whatever an address is asked for beyond ``known``, twice, or in vain."""
    names = EVERYWHERE.union(known)
    refused = {}
    for name, values in request.query_params.lists():
        if name not in names | {"format"}:
            refused[name] = [f"Unknown parameter; known are {', '.join(sorted(names))}."]
        elif len(values) > 1:
            refused[name] = ["Give this parameter once."]
    for name in sorted(EVERYWHERE):
        if asked := getattr(request, f"no_{name}", ""):
            refused[name] = [f"There is no {name} “{asked}”."]
    if refused:
        raise ValidationError(refused)
