"""Every check of the project, one part after the other, and at the end how each of them went.

    python -m tests.parts [PYTEST ARGUMENTS]

With arguments, only the parts that are pytest run. With CI=true a skipped part counts as failed.
"""

import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgresql
from tests.plugins import browser

PYTHON = sys.executable
PYTEST = (PYTHON, "-m", "pytest", "-n", "auto", "--dist", "loadfile")  # a worker a core
LINT_IMPORTS = str(Path(PYTHON).parent / "lint-imports")


@dataclass(frozen=True)
class Part:
    name: str
    command: Sequence[str]
    missing: str = ""  # why it cannot run here

    @property
    def is_pytest(self) -> bool:
        return "pytest" in self.command


@dataclass(frozen=True)
class Result:
    name: str
    state: str  # passed, failed or skipped
    reason: str


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    is_ci = os.environ.get("CI") == "true"
    without_texts = "" if os.environ.get("MTD_SOURCE_TEXTS") else "MTD_SOURCE_TEXTS is not set"
    chosen = [part for part in parts(without_texts, is_ci) if part.is_pytest or not arguments]
    results = [run(part, arguments if part.is_pytest else [], is_ci) for part in chosen]
    print(f"\n{closing_lines(results)}")
    return 0 if succeeded(results) else 1


def parts(without_texts: str, is_ci: bool) -> list[Part]:
    everywhere = [
        Part("lint", (PYTHON, "-m", "ruff", "check")),
        Part("format", (PYTHON, "-m", "ruff", "format", "--check")),
        Part("types", (PYTHON, "-m", "mypy", ".")),
        Part("imports", (LINT_IMPORTS, "--no-logo")),
        Part("migrations", (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")),
        Part("Django's check", (PYTHON, "manage.py", "check")),
        Part(
            "tests on SQLite",
            (*PYTEST, "-m", "not browser and not source_texts and not postgresql"),
        ),
        Part("tests on the source texts", (*PYTEST, "-m", "source_texts"), without_texts),
        Part(
            "tests on PostgreSQL",
            (PYTHON, "-m", "tests.postgresql", *PYTEST, "-m", "not browser"),
            postgresql.missing(),
        ),
        Part("tests in Chromium", (*PYTEST, "-m", "browser"), browser.missing()),
    ]
    if is_ci:
        return [*everywhere, Part("plain Django use", (PYTHON, "-m", "tests.plain_django"))]
    return everywhere


def run(part: Part, arguments: list[str], is_ci: bool) -> Result:
    print(f"\n── {part.name} " + "─" * (76 - len(part.name)), flush=True)
    if part.missing:
        print(f"skipped: {part.missing}", flush=True)
        return Result(part.name, "failed" if is_ci else "skipped", part.missing)
    start = time.monotonic()
    code = postgresql.run([*part.command, *arguments], environment())
    took = f"{time.monotonic() - start:.1f} s"
    if arguments and code == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Result(part.name, "skipped", "the arguments choose no test of this part")
    return Result(part.name, "failed" if code else "passed", took)


def environment() -> dict[str, str]:
    """The environment without what would change the site under test."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith("DJANGO_")
    }


def succeeded(results: list[Result]) -> bool:
    states = {result.state for result in results}
    return "passed" in states and "failed" not in states


def closing_lines(results: list[Result]) -> str:
    lines = [f"{result.name:<27}{result.state:<9}{result.reason}" for result in results]
    states = [result.state for result in results]
    counts = [f"{states.count(state)} {state}" for state in ("passed", "failed", "skipped")]
    return "\n".join([*lines, ", ".join(counts)])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
