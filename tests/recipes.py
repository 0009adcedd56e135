"""Puts the recipes into ``docs/api.md``, word for word, and says which of them the tests run.

python -m tests.recipes            fails if the page is not what the files make of it
python -m tests.recipes --write    writes it
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from mtd_site.recipes import Recipe, recipes

PAGE = Path(__file__).resolve().parent.parent / "docs" / "api.md"
MARK = "<!-- From here on written by `python -m tests.recipes --write` -->\n"
FENCES = {"Shell": "bash", "Python": "python", "R": "r"}
PIP = re.compile(r"\(pip install (\w+)\)")
NOT_HERE = frozenset({"pandas"})
"""Packages of recipes that are not among those of the tests."""


def needs(recipe: Recipe) -> str:
    """What a class must have."""
    if recipe.kind == "Shell":
        return "curl"
    if found := PIP.search(recipe.about):
        return f"Python, {found[1]}"
    if recipe.kind == "R":
        return "R, jsonlite" if "library(jsonlite)" in recipe.text else "R"
    return recipe.kind if recipe.is_program else "the program itself"


def is_run(recipe: Recipe) -> bool:
    """Whether the tests run it everywhere; those in R only where there is an Rscript."""
    found = PIP.search(recipe.about)
    return recipe.kind in ("Shell", "Python") and not (found and found[1] in NOT_HERE)


def tried(recipe: Recipe) -> str:
    if is_run(recipe):
        return "run, and compared with the database"
    if recipe.kind == "R":
        return "run where there is R; its addresses and fields are checked everywhere"
    return "not run; its addresses are checked"


def chapter() -> str:
    """The recipes as the end of the page."""
    lines = ["| | recipe | needs | by the tests |", "|---|---|---|---|"]
    for recipe in recipes():
        number = int(recipe.name.partition("-")[0])
        file = f"[{recipe.name}](recipes/{recipe.name})"
        lines.append(f"| {number} | {recipe.title}<br>{file} | {needs(recipe)} | {tried(recipe)} |")
    shown = ["\n".join(lines)]
    for recipe in recipes():
        if recipe.is_program:
            fence = FENCES[recipe.kind]
            shown.append(f"### {recipe.title}\n\n```{fence}\n{recipe.text}```")
        else:
            shown.append(f"##{recipe.text.rstrip()}")
    return "\n\n".join(shown) + "\n"


def written() -> str:
    """The whole page as it should be."""
    head, mark, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    return f"{head}{mark}\n{chapter()}"


def main(arguments: list[str]) -> int:
    page = written()
    if arguments == ["--write"]:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    return 0 if PAGE.read_text(encoding="utf-8") == page else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
