"""?format=csv: every list as a table, whole and safe for spreadsheets."""

import threading
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, connections
from django.db.utils import ConnectionHandler
from django.test import Client

from curation.loading import load
from curation.models import Edition
from presentation import pagination, snapshots
from presentation.snapshots import one_state
from sources.models import Work
from tests.factories import make_actor, make_conflict, make_initiative, make_work
from tests.full import MAKERS, Full
from tests.refusals import refused
from tests.routes import API_DETAILS, API_LISTS
from tests.tables import rows_of

EACH_LIST = pytest.mark.parametrize("route", API_LISTS, ids=str)
in_database = pytest.mark.django_db


@in_database
@EACH_LIST
def test_a_table_has_all_rows_in_the_order_of_the_list(client, route, monkeypatch):
    monkeypatch.setattr(pagination, "CHUNK", 3)
    Full().entries(route.model, 7)
    listed = [row["html_url"] for row in client.get(route.url()).json()["results"]]

    assert [row["Page"] for row in rows_of(client.get(route.url(), {"format": "csv"}))] == listed
    assert len(listed) >= 7


@in_database
@EACH_LIST
def test_an_empty_table_has_its_headings(client, route):
    answer = client.get(route.url(), {"format": "csv"})
    first, *others = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert others == []
    assert "Page" in first
    assert first.endswith(",Edition of the base,Query")


@in_database
@EACH_LIST
def test_no_two_columns_have_one_heading(client, route):
    answer = client.get(route.url(), {"format": "csv"})
    headings = b"".join(answer.streaming_content).decode("utf-8-sig").strip().split(",")

    assert len({*headings}) == len(headings)


@in_database
def test_a_table_takes_the_filters_and_says_so_in_each_row(client):
    make_work(slug="a-book", type="book")
    make_work(slug="a-treaty", type="treaty")
    Edition.objects.update_or_create(pk=1, defaults={"number": 12})
    [row] = rows_of(client.get("/api/v1/works/?type=treaty&format=csv"))

    assert row["Slug"] == "a-treaty"
    assert row["Query"] == "http://testserver/api/v1/works/?type=treaty"
    assert row["Edition of the base"] == "12"


@in_database
def test_a_browser_keeps_it_under_a_name_that_says_what_it_is(client):
    Edition.objects.update_or_create(pk=1, defaults={"number": 12})
    answer = client.get("/api/v1/works/?format=csv")

    assert answer["Content-Disposition"] == 'attachment; filename="works-edition-12.csv"'


@in_database
def test_a_page_of_a_table_leads_to_the_next(client):
    for name in "abc":
        make_actor(name=name, slug=name)
    first = client.get("/api/v1/actors/?format=csv&page_size=2")
    following = first["Link"].partition(">")[0].removeprefix("<")

    assert [row["Slug"] for row in rows_of(first)] == ["a", "b"]
    assert [row["Slug"] for row in rows_of(client.get(following))] == ["c"]


@in_database
def test_a_linked_entry_has_a_column_for_its_name_and_one_for_its_slug(client):
    conflicts = [make_conflict(name=f"War {n}", slug=f"war-{n}") for n in (1, 2)]
    make_initiative(conflicts=conflicts)
    [row] = rows_of(client.get("/api/v1/initiatives/?format=csv"))

    assert row["Conflicts"] == "War 1; War 2"
    assert row["Conflicts (slug)"] == "war-1; war-2"


@in_database
@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula_to_a_spreadsheet(client, first):
    make_actor(name=f"{first}1+1", summary=f'{first}HYPERLINK("x")')
    [row] = rows_of(client.get("/api/v1/actors/?format=csv"))

    assert row["Name"] == f"'{first}1+1"
    assert row["Summary"].startswith(f"'{first}")


@in_database
def test_cells_may_hold_commas_quotes_and_lines(client):
    text = 'one, "two"\nthree; ’four’ – ü 🕊'
    make_actor(summary=text)
    [row] = rows_of(client.get("/api/v1/actors/?format=csv"))

    assert row["Summary"] == text


@in_database
@pytest.mark.parametrize("route", API_DETAILS, ids=str)
def test_one_entry_is_no_table(client, route):
    row = MAKERS[route.model]()

    assert refused(client.get(route.url(row.slug), {"format": "csv"})) == (406, [])


@in_database
def test_the_memory_of_a_table_does_not_grow_with_it(client, monkeypatch):
    monkeypatch.setattr(pagination, "CHUNK", 2)
    for number in range(6):
        make_actor(slug=f"a-{number}")
    answer = client.get("/api/v1/actors/?format=csv")
    started = iter(answer.streaming_content)
    next(started), next(started)
    connection.force_debug_cursor = True
    before = len(connection.queries)
    list(started)
    connection.force_debug_cursor = False

    assert len(connection.queries) > before  # the rest is read only when it is wanted


# The whole base


@in_database
def test_the_tables_of_the_whole_base_have_every_public_row(client):
    load(settings.BASE_DIR / "fixtures")
    for route in API_LISTS:
        found = rows_of(client.get(route.url(), {"format": "csv"}))
        assert len(found) == route.model.objects.public().count(), route


# One state, whoever writes meanwhile


@pytest.mark.postgresql  # below for SQLite, whose base of the tests is no file
@pytest.mark.django_db(transaction=True)
def test_a_table_is_of_one_state_while_somebody_else_writes(client, monkeypatch):
    monkeypatch.setattr(pagination, "CHUNK", 2)
    for number in range(6):
        make_work(title=f"Work {number}", slug=f"work-{number}")
    answer = client.get("/api/v1/works/?format=csv")
    started = iter(answer.streaming_content)
    head = [next(started), next(started)]

    def write():
        Work.objects.filter(slug="work-5").update(title="Changed")
        Work.objects.filter(slug="work-4").delete()
        connections.close_all()

    other = threading.Thread(target=write)
    other.start()
    other.join()
    text = b"".join([*head, *started]).decode()

    assert [f"work-{n}," in text for n in range(6)] == [True] * 6
    assert "Changed" not in text
    assert Work.objects.count() == 5


@in_database
def test_a_file_of_sqlite_is_read_in_one_state_too(tmp_path, monkeypatch):
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "base.sqlite3"}
    options = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL;",
    }
    reader, writer = (
        ConnectionHandler({"default": {**file, "OPTIONS": options}})["default"] for _ in range(2)
    )
    monkeypatch.setattr(snapshots, "connection", reader)
    with writer.cursor() as to:
        to.execute("CREATE TABLE it (name TEXT)")

    def count():
        with reader.cursor() as cursor:
            return cursor.execute("SELECT count(*) FROM it").fetchone()[0]

    with one_state():
        before = count()
        with writer.cursor() as to:
            to.execute("INSERT INTO it VALUES ('new')")
        during = count()

    assert (before, during, count()) == (0, 0, 1)
    reader.close()
    writer.close()


@pytest.mark.django_db(transaction=True)
def test_a_state_is_let_go_when_a_reader_leaves_in_the_middle():
    make_work(slug="one")
    answer: Any = Client().get("/api/v1/works/?format=csv")
    next(iter(answer.streaming_content))
    answer.close()
    make_work(slug="two")

    assert Work.objects.count() == 2
