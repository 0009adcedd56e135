"""The recipes of ``docs/recipes``: programs and steps by which a class asks the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "recipes"
LOCAL = "http://127.0.0.1:8000"
"""Where a recipe asks unless it is told otherwise."""
KINDS = {".sh": "Shell", ".py": "Python", ".R": "R", ".md": "Step by step"}
STEP = re.compile(r"^\d+\. ", re.MULTILINE)
LINK = re.compile(r"<(https?://[^>]+)>")
"""An address in Markdown."""


@dataclass(frozen=True)
class Recipe:
    """One file: its first line is the title, what follows up to an empty line says what it is for.

    In a program both are comments.
    """

    name: str
    text: str

    @property
    def kind(self) -> str:
        return KINDS[Path(self.name).suffix]

    @property
    def is_program(self) -> bool:
        return not self.name.endswith(".md")

    @property
    def anchor(self) -> str:
        return f"recipe-{self.name.partition('.')[0]}"

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def about(self) -> str:
        if self.is_program:
            comment = self.text.partition("\n\n")[0].splitlines()[2:]
            return " ".join(line.removeprefix("# ") for line in comment)
        return _joined(self.text.split("\n\n")[1])

    @property
    def code(self) -> str:
        """A program without its title and what it is for."""
        return self.text.partition("\n\n")[2]

    @property
    def blocks(self) -> list[list[str]]:
        """What follows in steps: each block has several of them, or is one paragraph."""
        found = []
        for block in self.text.split("\n\n")[2:]:
            steps = [_joined(step) for step in STEP.split(block) if step]
            found.append(steps)
        return found

    def at(self, address: str) -> Recipe:
        """The same, asking the site at this address."""
        return Recipe(self.name, self.text.replace(LOCAL, address))


@cache
def recipes() -> tuple[Recipe, ...]:
    """All, in the order of their numbers."""
    files = sorted(path for path in FOLDER.iterdir() if path.suffix in KINDS)
    return tuple(Recipe(path.name, path.read_text(encoding="utf-8")) for path in files)


def _joined(text: str) -> str:
    """A paragraph of Markdown on one line."""
    return " ".join(LINK.sub(r"\1", text).split())
