"""What a list answers, on its page and in the API."""

from typing import Any

import pytest


def slugs(client: Any, address: str, **parameters: Any) -> list[str]:
    """The entries of the list at ``address``, in its order."""
    answer = client.get(address, parameters)
    assert answer.status_code == 200, answer.content
    if address.startswith("/api/"):
        return [row["slug"] for row in answer.json()["results"]]
    return [row.slug for row in answer.context["object_list"]]


def both(page: str, api: str = "") -> Any:
    """The same question to the page and to the API: ``@both("/sources/", "/api/v1/works/")``."""
    return pytest.mark.parametrize("address", [page, api or f"/api/v1{page}"])
