"""The promise that this is a Django project like any other, kept in a copy of the repository.

With requirements.txt alone and no variable set: migrate, load_knowledge_base, runserver. And
pytest collects every test, and runs those of one room and of the browser.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("DJANGO_", "MTD_", "DATABASE_URL", "CI", "PYTEST", "VIRTUAL_ENV")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="mtd-plain-") as folder:
        copy = Path(folder) / "copy"
        copy_repository(copy)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}

        def call(*command: str) -> None:
            print(f"$ {' '.join(command)}", flush=True)
            subprocess.run(command, cwd=copy, env=environment, check=True)

        python = f"{folder}/venv/bin/python"
        call(sys.executable, "-m", "venv", f"{folder}/venv")
        call(python, "-m", "pip", "install", "-qq", "-r", "requirements.txt")
        call(python, "manage.py", "migrate", "--verbosity=0")
        call(python, "manage.py", "load_knowledge_base")
        port = free_port()
        command = [python, "manage.py", "runserver", "--noreload", str(port)]
        print(f"$ {' '.join(command)}", flush=True)
        with subprocess.Popen(command, cwd=copy, env=environment) as server:
            try:
                wait_for_page(f"http://127.0.0.1:{port}/")
            finally:
                server.terminate()
        # The tests themselves have run on SQLite before this; what may differ here is what can be
        # imported, and that browser tests are skipped by name.
        call(f"{folder}/venv/bin/pytest", "-qq", "--collect-only", "--no-header", "--no-summary")
        call(f"{folder}/venv/bin/pytest", "--quiet", "tests/browser", "tests/tracks")


def copy_repository(target: Path) -> None:
    """What a clone would hold, with the changes that are not committed yet."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    for name in names:
        if name and (ROOT / name).is_file():  # a file may be deleted and not committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for_page(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address) as answer:
                print(f"{address} answers {answer.status}", flush=True)
                return
        except urllib.error.HTTPError as error:
            sys.exit(f"{address} answers {error.code}")
        except OSError:
            time.sleep(0.1)
    sys.exit(f"{address} does not answer")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"failed: {' '.join(error.cmd)}")
