"""How soon a real server says why a file cannot be taken, and how much memory it needs at most.

    DATABASE_URL=… python -m tests.benchmarks.uploads

Each file is uploaded through the page, and the dry run that follows is read to its end.
"""

import http.client
import io
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
os.environ.setdefault("DJANGO_SECRET_KEY", secrets.token_hex())
django.setup()

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

CSV = b"entry,slug,name,kind\nactor,norway,Norway,state\n"
LINE = b"actor,norway,aliases,Norge,\n"


def archive(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        file.writestr(name, b"0" * 1_000_000_000)
    return data.getvalue()


FILES = {
    "50 MB": CSV + LINE * (50_000_000 // len(LINE)),
    "11 MB": CSV + LINE * (11_000_000 // len(LINE)),
    "9.9 MB of one cell": CSV + b'actor,a,"' + b"a" * 9_900_000,
    "9.9 MB of lines": CSV + LINE * (9_900_000 // len(LINE)),
    "9.9 MB of wrong lines": CSV + b"actor,,\n" * 99_000 + b"," * 9_000_000,
    "9.9 MB of JSON that nests": b"[" * 9_900_000,
    "Windows-1252": CSV + "actor,a,Café,state\n".encode("cp1252"),
    "UTF-16": CSV.decode().encode("utf-16"),
    "NUL bytes": CSV + b"\0" * 1_000_000,
    "1,000,000 columns": b"entry,slug" + b",name" * 1_000_000,
    "XLSX that unpacks to 1 GB": archive("xl/worksheets/sheet1.xml"),
    "ZIP that unpacks to 1 GB": archive("sheet.csv"),
    "empty": b"",
}


class Server:
    """The site's own server for development, in a process of its own."""

    def __enter__(self) -> "Server":
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{self.port}"]
        log = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=log, stderr=log)
        client = Client()
        client.force_login(User.objects.create_superuser(f"curator-{secrets.token_hex(4)}"))
        token = secrets.token_hex(16)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={token}",
            "X-CSRFToken": token,
        }
        while socket.socket().connect_ex(("127.0.0.1", self.port)):
            time.sleep(0.1)
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait()

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        kind = {"Content-Type": "multipart/form-data; boundary=x"} if body else {}
        connection.request(method, path, body, self.headers | kind)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.getheader("Location") or "", text

    @property
    def most_memory(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1e3 if found else 0


def main() -> None:
    call_command("migrate", verbosity=0)
    start = reverse("admin:curation_import")
    with Server() as server:
        server.ask("GET", start)
        print(f"at first: {server.most_memory:.0f} MB")
        for name, content in FILES.items():
            head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
            began = time.perf_counter()
            location, text = server.ask("POST", start, head + content + b"\r\n--x--\r\n")
            if location:
                _, text = server.ask("GET", location)
            took = time.perf_counter() - began
            faults = text.partition('class="faults"')[2].partition("<li>")[2].partition("</li>")[0]
            said = re.sub(r"<[^>]+>", "", faults).strip()[:90]
            print(f"{name:26} {took:5.2f} s, {server.most_memory:4.0f} MB at most: {said}")


if __name__ == "__main__":
    main()
