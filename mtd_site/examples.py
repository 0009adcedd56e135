"""Answers from the base as examples in the API's description.

``examples.json`` holds one for each operation; ``python -m tests.examples --write`` makes it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".json")


def show(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """A hook of drf-spectacular."""
    answers = json.loads(FILE.read_text(encoding="utf-8"))
    for methods in result["paths"].values():
        for operation in methods.values():
            content = operation["responses"]["200"]["content"]
            if operation["operationId"] in answers and "application/json" in content:
                content["application/json"]["example"] = answers[operation["operationId"]]
    return result
