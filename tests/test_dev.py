"""dev.py ends in one clear sentence where it cannot go on, and installs only what has changed."""

import ast
import importlib.util
import socket
import subprocess
import sys
from pathlib import Path

import pytest

DEV = Path(__file__).resolve().parent.parent / "dev.py"


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, DEV, *arguments], capture_output=True, text=True, timeout=60
    )


def assert_one_sentence(answer: subprocess.CompletedProcess[str], *parts: str) -> None:
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1, answer.stderr
    for part in parts:
        assert part in answer.stderr


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """dev.py as a module, in a project of its own whose .venv is a fake."""
    spec = importlib.util.spec_from_file_location("dev", DEV)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv/python")
    (tmp_path / "requirements.txt").write_text("one==1")
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\ntwo==2")
    fake_python(tmp_path)
    return module


def fake_python(project: Path, pip: str = "exit 0") -> None:
    """A .venv/python that knows its version, and notes in ``installed`` what pip was to install."""
    python = project / ".venv/python"
    python.parent.mkdir(exist_ok=True)
    python.write_text(
        f'#!/bin/sh\nif [ "$1" = -c ]; then echo 3.11; exit; fi\n'
        f'for last; do :; done; echo "$last" >> {project}/installed\n{pip}\n'
    )
    python.chmod(0o755)


def installed(project: Path) -> list[str]:
    log = project / "installed"
    return log.read_text().split() if log.exists() else []


def test_even_an_old_python_can_read_it():
    ast.parse(DEV.read_text(), feature_version=(3, 6))


def test_an_old_python_is_told_what_is_needed():
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); "
        f"runpy.run_path({str(DEV)!r}, run_name='__main__')"
    )
    answer = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert_one_sentence(answer, "Python 3.11 or later is needed; this is Python 3.9.")


def test_a_port_in_use_is_named_before_anything_is_installed():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for address in (f"{port}", f"127.0.0.1:{port}", f"localhost:{port}"):
            assert_one_sentence(run_dev("run", address), f"Port {port} is in use")


@pytest.mark.parametrize("address", ["here", "127.0.0.1", "8000:", "127.0.0.1:99999", "0"])
def test_what_is_no_address_is_said_to_be_none(address):
    assert_one_sentence(run_dev("run", address), f"{address} is not an address")


def test_an_address_of_another_machine_is_refused():
    assert_one_sentence(run_dev("run", "192.0.2.1:8000"), "Nothing can listen at 192.0.2.1:8000")


def test_an_unknown_command_is_answered_with_the_known_ones():
    assert_one_sentence(run_dev("serve"), "dev.py run", "dev.py test")


def test_a_second_start_installs_nothing(dev, tmp_path):
    dev.prepare("requirements.txt")
    dev.prepare("requirements.txt")
    assert installed(tmp_path) == ["requirements.txt"]


def test_what_testing_installed_is_enough_to_run(dev, tmp_path):
    dev.prepare("requirements.txt", "requirements-dev.txt")
    dev.prepare("requirements.txt")
    assert installed(tmp_path) == ["requirements-dev.txt"]


@pytest.mark.parametrize("changed", ["requirements.txt", "requirements-dev.txt"])
def test_changed_requirements_are_installed_again(dev, tmp_path, changed):
    dev.prepare("requirements.txt", "requirements-dev.txt")
    with (tmp_path / changed).open("a") as file:
        file.write("\nthree==3")
    dev.prepare("requirements.txt", "requirements-dev.txt")
    assert installed(tmp_path) == ["requirements-dev.txt", "requirements-dev.txt"]


def test_what_failed_is_installed_again(dev, tmp_path):
    fake_python(tmp_path, pip="exit 1")
    with pytest.raises(SystemExit):
        dev.prepare("requirements.txt")
    fake_python(tmp_path)
    dev.prepare("requirements.txt")
    assert installed(tmp_path) == ["requirements.txt", "requirements.txt"]


@pytest.mark.parametrize(
    ("pip", "sentence"),
    [
        (
            "echo 'WARNING: Retrying (...) after connection broken by NewConnectionError';"
            "echo 'ERROR: No matching distribution found for one==1'; exit 1",
            "The packages could not be fetched: no package registry can be reached.",
        ),
        (
            "echo 'ERROR: No matching distribution found for one==1'; exit 1",
            "The packages could not be installed: ERROR: No matching distribution found for one==1",
        ),
    ],
)
def test_the_reason_of_a_failed_installation_is_one_sentence(dev, tmp_path, pip, sentence):
    fake_python(tmp_path, pip)
    with pytest.raises(SystemExit) as stop:
        dev.prepare("requirements.txt")
    assert stop.value.code == sentence


def test_a_python_without_its_venv_module_is_told_what_to_install(dev, monkeypatch):
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        dev.make_venv()
