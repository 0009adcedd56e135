"""Settings come from the environment; what is wrong there stops the start with a clear sentence."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from mtd_site.settings import kept_secret_key

ROOT = Path(__file__).resolve().parents[2]
SHOW = "from django.conf import settings; print({})"


def start(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the site's settings and no variables but these."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith(("DJANGO_", "MTD_"))
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "mtd_site.settings", **variables}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True
    )


def value_of(setting: str, **variables: str) -> str:
    answer = start("-c", SHOW.format(f"settings.{setting}"), **variables)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def refusal(**variables: str) -> str:
    """The one line with which manage.py refuses to start."""
    answer = start("manage.py", "check", **variables)
    assert answer.returncode == 1
    [line] = answer.stderr.splitlines()
    return line


def test_a_misspelt_boolean_stops_the_start():
    assert "DJANGO_DEBUG must be true or false, not 'ture'" in refusal(DJANGO_DEBUG="ture")


@pytest.mark.parametrize(("word", "value"), [("on", "True"), ("Yes", "True"), ("0", "False")])
def test_booleans_may_be_written_in_several_ways(word, value):
    assert value_of("DEBUG", DJANGO_DEBUG=word) == value


@pytest.mark.parametrize("rate", ["600", "600/fortnight", "0/minute", "-1/minute", "many/minute"])
def test_a_misspelt_limit_of_the_api_stops_the_start(rate):
    expected = (
        f"DJANGO_API_RATE must be a number and a time, as in 600/minute, or off, not '{rate}'"
    )

    assert expected in refusal(DJANGO_API_RATE=rate)


def test_the_limit_of_the_api_is_generous_and_can_be_turned_off():
    assert value_of("API_RATE") == "1200/minute"
    assert value_of("API_RATE", DJANGO_API_RATE="5/day") == "5/day"
    assert value_of("API_RATE", DJANGO_API_RATE="off") == "None"


@pytest.mark.parametrize("number", ["one", "-1", "1.5", "²"])
def test_a_misspelt_number_of_proxies_stops_the_start(number):
    assert "DJANGO_PROXIES must be a whole number" in refusal(DJANGO_PROXIES=number)


def test_no_proxy_is_believed_unless_there_is_one():
    assert value_of("REST_FRAMEWORK['NUM_PROXIES']") == "0"
    assert value_of("REST_FRAMEWORK['NUM_PROXIES']", DJANGO_PROXIES="2") == "2"


def test_processes_may_share_their_counts_in_a_folder():
    backend = "CACHES['default']['BACKEND']"
    assert "locmem" in value_of(backend)
    assert "filebased" in value_of(backend, DJANGO_CACHE_DIR="../counts")


def test_debug_is_off_unless_asked_for():
    assert value_of("DEBUG") == "False"


def test_an_unknown_scheme_stops_the_start():
    line = refusal(DATABASE_URL="mysql://root:hunter2@localhost/mtd", DJANGO_SECRET_KEY="key")
    assert "DATABASE_URL must begin with postgresql:// or sqlite://, not mysql://" in line
    assert "hunter2" not in line


@pytest.mark.parametrize("url", ["hunter2", "postgresql://mtd:hunter2@localhost:port/mtd"])
def test_an_address_that_cannot_be_read_stops_the_start_and_is_not_repeated(url):
    line = refusal(DATABASE_URL=url, DJANGO_SECRET_KEY="key")
    assert "DATABASE_URL" in line
    assert "hunter2" not in line


def test_a_server_without_a_secret_key_does_not_start():
    line = refusal(DATABASE_URL="postgresql://localhost/mtd")
    assert "DJANGO_SECRET_KEY must be set" in line


def test_the_key_of_the_environment_wins():
    assert value_of("SECRET_KEY", DJANGO_SECRET_KEY="from outside") == "from outside"


def test_a_laptop_keeps_a_key_that_only_its_owner_can_read(tmp_path):
    file = tmp_path / ".secret-key"
    key = kept_secret_key(file)
    assert len(key) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert kept_secret_key(file) == key
    assert list(tmp_path.iterdir()) == [file]


def test_starts_at_the_same_time_agree_on_the_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(kept_secret_key, [tmp_path / ".secret-key"] * 64))
    assert len(keys) == 1


def test_a_folder_that_cannot_keep_a_key_is_named(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="set DJANGO_SECRET_KEY"):
        kept_secret_key(tmp_path / "nowhere" / ".secret-key")


def test_sqlite_lets_readers_go_on_while_one_writes():
    options = value_of("DATABASES['default']['OPTIONS']")
    assert "'transaction_mode': 'IMMEDIATE'" in options
    assert "journal_mode=WAL" in options


def test_the_source_texts_may_lie_beside_the_project():
    folder = value_of("MTD_SOURCE_TEXTS", MTD_SOURCE_TEXTS="../texts")
    assert Path(folder) == ROOT / "../texts"


def test_the_casebook_may_lie_beside_the_project():
    file = value_of("MTD_CASEBOOK", MTD_CASEBOOK="../casebook.json")
    assert Path(file) == ROOT / "../casebook.json"


def test_https_is_believed_and_required_only_where_it_is_on():
    setting = "is_overridden('SECURE_PROXY_SSL_HEADER'), settings.SESSION_COOKIE_SECURE"
    assert value_of(setting) == "False False"
    assert value_of(setting, DJANGO_HTTPS="true") == "True True"


@pytest.mark.postgresql
def test_the_database_of_the_environment_is_the_one_in_use():
    assert connection.vendor == "postgresql"


def test_the_policy_of_content_allows_nothing_inline_and_no_other_host(client, db):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in f"{policy};"
    assert "style-src 'self';" in f"{policy};"
    assert "unsafe" not in policy
    assert "http" not in policy
