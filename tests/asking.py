"""What a list answers, on its page and in the API."""

from typing import Any

import pytest

from curation.models import Named


def slugs(client: Any, address: str, **parameters: Any) -> list[str]:
    """The entries of the list at ``address``, in its order; of a list of parts their refs."""
    answer = client.get(address, parameters)
    assert answer.status_code == 200, answer.content
    if address.startswith("/api/"):
        return [row.get("slug") or row["ref"] for row in answer.json()["results"]]
    return [row.slug for row in answer.context["object_list"]]


def both(page: str, api: str = "") -> Any:
    """The same question to the page and to the API: ``@both("/sources/", "/api/v1/works/")``."""
    return pytest.mark.parametrize("address", [page, api or f"/api/v1{page}"])


def name_of(row: Any) -> str:
    """What :func:`slugs` gives for a row."""
    name: str = row.slug if isinstance(row, Named) else row.ref
    return name
