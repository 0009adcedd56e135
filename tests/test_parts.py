"""`python3 dev.py test` goes on after a failed part, and its closing lines say how each went."""

import sys
import time

import pytest
from django.db import connection

from tests.parts import Part, Result, closing_lines, parts, run, run_all, succeeded

PASSED = Result("lint", "passed", "0.1 s")
FAILED = Result("types", "failed", "2.0 s")
SKIPPED = Result("tests in Chromium", "skipped", "no Chromium is installed")


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_closing_lines_name_each_part_and_count_them():
    assert closing_lines([PASSED, FAILED, SKIPPED]).splitlines() == [
        "lint                       passed   0.1 s",
        "types                      failed   2.0 s",
        "tests in Chromium          skipped  no Chromium is installed",
        "1 passed, 1 failed, 1 skipped",
    ]


def test_a_skipped_part_does_not_fail_the_rest():
    assert succeeded([PASSED, SKIPPED])


def test_a_failed_part_fails_the_whole():
    assert not succeeded([PASSED, FAILED])


def test_nothing_run_is_no_success():
    assert not succeeded([SKIPPED])


def test_a_part_passes_or_fails_by_its_exit_code():
    assert run(Part("good", python("")), [], is_ci=False, running=set()).state == "passed"
    assert run(Part("bad", python("exit(3)")), [], is_ci=False, running=set()).state == "failed"


def test_what_is_missing_skips_a_part_on_a_laptop_and_fails_it_in_ci():
    part = Part("tests in Chromium", python("exit(3)"), missing="no Chromium is installed")
    assert run(part, [], is_ci=False, running=set()) == SKIPPED
    assert run(part, [], is_ci=True, running=set()).state == "failed"


def test_arguments_that_choose_no_test_of_a_part_skip_it():
    part = Part("tests", python("exit(5)"))
    assert run(part, ["-k", "oslo"], is_ci=False, running=set()).state == "skipped"
    assert run(part, [], is_ci=False, running=set()).state == "failed"


def test_the_site_is_tested_without_the_settings_of_this_machine(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("DJANGO_HTTPS", "true")
    look = "import os; exit('DATABASE_URL' in os.environ or 'DJANGO_HTTPS' in os.environ)"
    assert run(Part("look", python(look)), [], is_ci=False, running=set()).state == "passed"


def test_without_the_source_texts_their_part_says_so():
    missing = {part.name: part.missing for part in parts("MTD_SOURCE_TEXTS is not set", False)}
    assert missing["tests on the source texts"] == "MTD_SOURCE_TEXTS is not set"


def test_plain_django_use_is_tried_in_ci():
    assert "plain Django use" in {part.name for part in parts("", True)}
    assert "plain Django use" not in {part.name for part in parts("", False)}


def test_only_what_cannot_open_the_database_runs_on_one_of_the_two(request):
    chosen = {part.name: part.command[-1] for part in parts("", True)}
    assert chosen["tests on PostgreSQL"] == "not browser and not no_database"
    assert chosen["tests on SQLite"] == "not browser and not source_texts and not postgresql"
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()
    assert request.node.get_closest_marker("no_database")


@pytest.mark.django_db
def test_a_test_with_the_database_runs_on_both(request):
    connection.ensure_connection()
    assert request.node.get_closest_marker("no_database") is None


def test_parts_run_together_and_are_told_in_their_order(tmp_path):
    path = f"import pathlib, time; path = pathlib.Path({str(tmp_path / 'go')!r})"
    waits = Part(
        "waits for the other", python(f"{path}\nwhile not path.exists(): time.sleep(0.01)")
    )
    lets_go = Part("lets it go", python(f"{path}; path.touch()"))

    results = run_all([waits, lets_go], [], False, workers=2)
    assert [result.name for result in results] == ["waits for the other", "lets it go"]


def test_what_a_part_prints_is_shown(capsys):
    run(Part("talks", python("print('so it is')")), [], is_ci=False, running=set())

    assert "so it is" in capsys.readouterr().out


def test_an_interruption_ends_the_parts_that_run(monkeypatch):
    """As Ctrl-C or SIGTERM would, which reach the main thread."""
    endless = Part("endless", python("import time; time.sleep(600)"))
    monkeypatch.setattr("tests.parts.run", interrupted(run))

    with pytest.raises(KeyboardInterrupt):
        run_all([Part("fails", ()), endless], [], False, workers=2)


def interrupted(real):
    def first_interrupts(part, arguments, is_ci, running):
        if part.name == "fails":
            while not running:
                time.sleep(0.01)
            raise KeyboardInterrupt
        return real(part, arguments, is_ci, running)

    return first_interrupts
