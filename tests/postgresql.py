"""A PostgreSQL of its own for one command, gone when the command ends.

    python -m tests.postgresql COMMAND [ARGUMENTS]

The command finds the server in DATABASE_URL. It listens on a socket in a temporary folder, not on a
port, so it is in nobody's way.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote


def programs() -> Path | None:
    """The folder of PostgreSQL's server: in PATH, of pg_config, or the newest of Debian's."""
    folders = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True)
        folders.append(Path(answer.stdout.strip()))
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    folders += sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in folders:
        if all((folder / name).exists() for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    return None


def runuser() -> str | None:
    """The program that becomes another user: in PATH, or in a folder of the administrator's."""
    return shutil.which("runuser", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def missing() -> str:
    """Why no PostgreSQL can be started here; empty if one can."""
    if programs() is None:
        return "no PostgreSQL server is installed"
    if os.geteuid() == 0 and not runuser():
        return "PostgreSQL refuses to run as root, and runuser is missing"
    return ""


class Cluster:
    """An empty PostgreSQL server, while the ``with`` block lasts."""

    def __enter__(self) -> Self:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="mtd-postgresql-"))
        self.data = self.folder / "data"
        self.as_owner: list[str] = []
        try:
            if os.geteuid() == 0:
                shutil.chown(self.folder, "postgres", "postgres")
                self.as_owner = [runuser() or "runuser", "-u", "postgres", "--"]
            self.call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync",
                      "--locale=C.UTF-8")  # fmt: skip
            # A cleaning in the middle of a test would take its tables for empty, and plan so.
            options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c autovacuum=off"
            self.call("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}/postgres"

    def call(self, program: str, *arguments: str) -> None:
        command = [*self.as_owner, f"{self.programs}/{program}", "-D", str(self.data), *arguments]
        done = subprocess.run(command, cwd="/", capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")

    def remove(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.call("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def run(command: Sequence[str], environment: dict[str, str]) -> int:
    """The exit code of a command. Whatever interrupts this also waits for the command's end."""
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.wait()  # it got the Ctrl-C as well
            raise
        finally:
            process.terminate()


def main(command: list[str]) -> int:
    if not command:
        sys.exit(__doc__)
    if reason := missing():
        sys.exit(f"PostgreSQL: {reason}.")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # or the server would stay behind
    with Cluster() as cluster:
        environment = {"DJANGO_SECRET_KEY": secrets.token_hex(), **os.environ}
        return run(command, {**environment, "DATABASE_URL": cluster.url})


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
