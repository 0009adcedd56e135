"""Every check of the project, as many parts at once as there are cores, and how each of them went.

    python -m tests.parts [PYTEST ARGUMENTS]

With arguments, only the parts that are pytest run. With CI=true a skipped part counts as failed.
What a part prints is shown when it ends.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgresql
from tests.plugins import browser

PYTHON = sys.executable
PYTEST = (PYTHON, "-m", "pytest")
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
    results = run_all(chosen, arguments, is_ci)
    print(f"\n{closing_lines(results)}")
    return 0 if succeeded(results) else 1


def run_all(
    chosen: list[Part], arguments: list[str], is_ci: bool, workers: int | None = os.cpu_count()
) -> list[Result]:
    """How each part went, in the order of ``chosen``, which is also that of their beginning."""
    running: set[subprocess.Popen[str]] = set()
    with ThreadPoolExecutor(workers) as pool:
        waiting = [
            pool.submit(run, part, arguments if part.is_pytest else [], is_ci, running)
            for part in chosen
        ]
        try:
            return [future.result() for future in waiting]
        except BaseException:
            for future in waiting:
                future.cancel()
            for process in [*running]:
                process.terminate()
            raise


def parts(without_texts: str, is_ci: bool) -> list[Part]:
    """What there is to check, the longest first: the last ones fill the gaps.

    A test that cannot open the database says the same on both: it runs with those on SQLite.
    """
    everywhere = [
        Part(
            "tests on PostgreSQL",
            (PYTHON, "-m", "tests.postgresql", *PYTEST, "-m", "not browser and not no_database"),
            postgresql.missing(),
        ),
        Part(
            "tests on SQLite",
            (*PYTEST, "-m", "not browser and not source_texts and not postgresql"),
        ),
        Part("tests in Chromium", (*PYTEST, "-m", "browser"), browser.missing()),
        Part("tests on the source texts", (*PYTEST, "-m", "source_texts"), without_texts),
        Part("types", (PYTHON, "-m", "mypy", ".")),
        Part("lint", (PYTHON, "-m", "ruff", "check")),
        Part("format", (PYTHON, "-m", "ruff", "format", "--check")),
        Part("imports", (LINT_IMPORTS, "--no-logo")),
        Part("migrations", (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")),
        Part("Django's check", (PYTHON, "manage.py", "check")),
    ]
    if is_ci:
        plain = Part("plain Django use", (PYTHON, "-m", "tests.plain_django"))
        return [*everywhere[:3], plain, *everywhere[3:]]
    return everywhere


def run(
    part: Part, arguments: list[str], is_ci: bool, running: set[subprocess.Popen[str]]
) -> Result:
    """How a part went; while it runs, its process is among ``running``."""
    line = f"── {part.name} " + "─" * (76 - len(part.name))
    if part.missing:
        print(f"\n{line}\nskipped: {part.missing}", flush=True)
        return Result(part.name, "failed" if is_ci else "skipped", part.missing)
    start = time.monotonic()
    with subprocess.Popen(
        [*part.command, *arguments],
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        running.add(process)
        output, _ = process.communicate()
        running.discard(process)
    took = f"{time.monotonic() - start:.1f} s"
    print(f"\n{line}\n{output.rstrip()}", flush=True)
    if arguments and process.returncode == pytest.ExitCode.NO_TESTS_COLLECTED:
        return Result(part.name, "skipped", "the arguments choose no test of this part")
    return Result(part.name, "failed" if process.returncode else "passed", took)


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
