"""Runs and tests the knowledge base on a machine that has nothing but Python 3.11 or later.

    python3 dev.py run [ADDRESS:PORT]        makes what is missing and serves the site
    python3 dev.py test [PYTEST ARGUMENTS]   runs every check; with arguments, pytest alone

Both install into .venv, and install again only when the requirements have changed.
"""

# Standard library only, and in words that Python 3.6 can read: it has to be told what is needed.
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (an older Python may read it)
    found = ".".join(map(str, sys.version_info[:2]))
    sys.exit(f"Python 3.11 or later is needed; this is Python {found}.")

import errno
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
INSIDE = "import pip, sys; assert sys.version_info >= (3, 11); print(sys.version)"
UNREACHABLE = ("connection broken", "ConnectionError", "Max retries exceeded")


def main(arguments: list[str]) -> None:
    command, rest = (arguments[0] if arguments else "help"), arguments[1:]
    os.chdir(ROOT)
    if command == "run" and len(rest) <= 1:
        check_port(rest[0] if rest else "127.0.0.1:8000")
        prepare("requirements.txt")
        become(PYTHON, "manage.py", "quickstart", *rest)
    elif command == "test":
        prepare("requirements.txt", "requirements-dev.txt")
        become(PYTHON, "-m", "tests.parts", *rest)
    elif command in ("help", "-h", "--help"):
        print(__doc__)
    else:
        sys.exit("Say: python3 dev.py run [ADDRESS:PORT], or: python3 dev.py test")


def check_port(addrport: str) -> None:
    """Stop with a sentence if nothing can listen at ``addrport`` (as runserver understands it)."""
    host, _, port = addrport.rpartition(":")
    host = {"": "127.0.0.1", "0": "0.0.0.0"}.get(host, host.strip("[]"))  # noqa: S104 (only looked at)
    if not port.isdecimal() or not 0 < int(port) < 65536:
        sys.exit(f"{addrport} is not an address: say 8001 or 127.0.0.1:8001.")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host, int(port)), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is in use: end what runs there, or choose: dev.py run PORT")
        sys.exit(f"Nothing can listen at {addrport}: {error.strerror}.")


def prepare(*requirements: str) -> None:
    """Bring .venv to the state of the last of ``requirements``, which includes the others."""
    version = version_in_venv() or make_venv()
    remembered = stamp(requirements[-1])
    if remembered.exists() and remembered.read_text() == digest(requirements, version):
        return
    for name in requirements:
        stamp(name).unlink(missing_ok=True)  # what follows may be interrupted
    install(PYTHON, requirements[-1])
    for count, name in enumerate(requirements, start=1):
        stamp(name).write_text(digest(requirements[:count], version))


def stamp(name: str) -> Path:
    """Where it is remembered what was installed from the file ``name``."""
    return VENV / f"{name}.sha256"


def digest(requirements: tuple[str, ...], version: str) -> str:
    """What the installed packages depend on, in short."""
    content = version.encode() + b"".join((ROOT / name).read_bytes() for name in requirements)
    return hashlib.sha256(content).hexdigest()


def version_in_venv() -> str:
    """The Python of .venv; empty where there is none that works."""
    try:
        inside = subprocess.run([PYTHON, "-c", INSIDE], capture_output=True, text=True)
    except OSError:
        return ""
    return inside.stdout if inside.returncode == 0 else ""


def make_venv() -> str:
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        sys.exit(
            "This Python cannot make a virtual environment: install its venv module "
            "(on Debian and Ubuntu: apt install python3-venv)."
        )
    print("Making a virtual environment in .venv ...", flush=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", VENV],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(f"No virtual environment could be made: {last_line(made.stdout)}")
    return version_in_venv()


def install(python: Path, name: str) -> None:
    """Install from the file ``name``, saying which package is at hand."""
    print(f"Installing what {name} lists ...", flush=True)
    options = ["--retries=2", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
    output = []
    with subprocess.Popen(
        [python, "-m", "pip", "install", *options, "-r", name],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        for line in pip.stdout or ():
            output.append(line)
            if line.startswith(("Collecting", "Processing", "Installing")):
                print(f"  {line.partition(' (from')[0].strip()[:94]}", flush=True)
            elif "Retrying" in line:
                print("  The package registry does not answer; trying again ...", flush=True)
    if pip.returncode:
        if any(sign in line for line in output for sign in UNREACHABLE):
            sys.exit("The packages could not be fetched: no package registry can be reached.")
        errors = [line for line in output if line.startswith("ERROR")] or output
        sys.exit(f"The packages could not be installed: {last_line(''.join(errors))}")


def last_line(output: str) -> str:
    return (output.strip().splitlines() or ["no reason was given."])[-1]


def become(*command: str | Path) -> None:
    """Go on as another program, which then gets every Ctrl-C itself."""
    sys.stdout.flush()
    if os.name == "nt":  # there, exec would not be waited for
        sys.exit(subprocess.call(command))
    os.execv(command[0], command)  # noqa: S606 (no shell is wanted)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
