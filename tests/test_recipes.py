"""The recipes of ``docs/recipes`` against a live server with the whole base.

What a recipe prints is compared with what the database says, asked in another way.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from math import comb
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections, transaction
from django.db.models import Q

from actors.models import Actor
from curation.loading import load
from initiatives.models import (
    Conflict,
    Handover,
    Initiative,
    InitiativeAccount,
    Involvement,
    Outcome,
    Participation,
)
from mtd_site.recipes import FOLDER, LOCAL, Recipe, recipes
from sources.models import Disagreement, Work
from tests import recipes as page
from tests.lasting import lasting_connection
from tracks.models import Track, TrackMapping

ADDRESS = re.compile(r"/api/v1/[^\s\"'<>)}]*")
REFUSED = "05-a-question-that-is-refused.py"
"""The recipe whose question is wrong on purpose."""
IN_R = [recipe for recipe in recipes() if recipe.kind == "R"]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def serve(server: WSGIServer, shared: Any) -> None:
    connections["default"] = shared
    server.serve_forever(poll_interval=0.05)


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server that reads the uncommitted rows of the tests' own connection.

    The tests read them too. They have no mark: after a test with one the connection is closed.
    """
    with django_db_blocker.unblock(), transaction.atomic(), lasting_connection():
        load(settings.BASE_DIR / "fixtures")
        connection.inc_thread_sharing()
        with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
            thread = threading.Thread(target=serve, args=(server, connections["default"]))
            thread.start()
            yield f"http://127.0.0.1:{server.server_port}"
            server.shutdown()
            thread.join()
        connection.dec_thread_sharing()
        transaction.set_rollback(True)


@pytest.fixture
def run(site: str, tmp_path: Path, skip_or_fail: Callable[[str], None]) -> Any:
    """Runs a recipe, changed or as it is, in an empty folder; the lines that it prints."""
    interpreters = {".sh": "bash", ".py": sys.executable, ".R": "Rscript"}

    def run(name: str, change: Callable[[str], str] = str) -> list[str]:
        interpreter = interpreters[Path(name).suffix]
        for program in ("bash", "curl") if interpreter == "bash" else (interpreter,):
            if not shutil.which(program):
                skip_or_fail(f"{program}: it is not installed")
        file = tmp_path / name
        file.write_text(change((FOLDER / name).read_text(encoding="utf-8")), encoding="utf-8")
        ran = subprocess.run(
            [interpreter, str(file)],
            cwd=tmp_path,
            env={**os.environ, "MTD": site, "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        return ran.stdout.splitlines()

    return run


# What the recipes find is what the database says


def test_the_first_call_lists_the_tracks_and_tells_of_one(run):
    tracks, religion = map(json.loads, run("01-first-call.sh"))

    listed = [(row["slug"], row["number"], row["short_name"]) for row in tracks["results"]]
    assert listed == [*Track.objects.public().values_list("slug", "number", "short_name")]
    track = Track.objects.get(slug="religion")
    assert religion == {"name": track.name, "tagline": track.tagline, "summary": track.summary}


def test_one_case_comes_with_every_part_and_work(run):
    lines = run("02-one-case-with-its-sources.py")

    rows = {
        name: model.objects.public().filter(initiative__slug="oslo-channel", collection="casebook")
        for name, model in {
            "accounts": InitiativeAccount,
            "involvements": Involvement,
            "participations": Participation,
            "handovers": Handover,
            "outcomes": Outcome,
        }.items()
    }
    printed = Counter(line.partition(":")[0] for line in lines[: lines.index("Works:")])
    assert printed == {name: found.count() for name, found in rows.items() if found}
    for part in rows["participations"]:
        assert any(f"participations: {part.actor.name}, {part.role}." in line for line in lines)
    works = {
        it.work.title for found in rows.values() for row in found for it in row.citations.all()
    }
    assert len(lines) - lines.index("Works:") - 1 == len(works)
    assert all(any(f"- {title} " in line for line in lines) for title in works)


def test_all_pages_are_walked(run):
    *kinds, whole = run("03-all-pages.py")

    counted = Counter(Actor.objects.public().values_list("kind", flat=True))
    assert dict(line.split(" ")[::-1] for line in kinds) == {k: str(n) for k, n in counted.items()}
    assert whole == f"{counted.total()} in all"
    assert counted.total() > 2 * 200  # else there would be no pages to walk


def test_a_list_that_has_not_changed_is_not_sent_again(run, tmp_path):
    assert run("04-only-if-it-has-changed.sh") == ["200", "304"]

    file = (tmp_path / "conflicts.csv").read_text(encoding="utf-8-sig")
    for name in Conflict.objects.public().values_list("name", flat=True):
        assert name in file
    assert not (tmp_path / "unchanged.csv").exists()


def test_a_refusal_names_the_parameter(run):
    status, reason = run(REFUSED)

    assert status == "400 Bad Request"
    assert reason.startswith("trak: Unknown parameter; known are ")
    assert " track, " in reason


def test_the_tracks_of_a_conflict_stand_beside_its_initiatives(run):
    lines = run("06-tracks-of-a-conflict.py")

    expected = []
    for initiative in Initiative.objects.public().filter(
        conflicts__slug="northern-ireland-conflict"
    ):
        involvements = Involvement.objects.public().filter(initiative=initiative)
        tracks = Track.objects.filter(pk__in=involvements.values("track")).order_by("number")
        if tracks:
            names = ", ".join(tracks.values_list("short_name", flat=True))
            expected.append(f"{initiative.name}: {names}")
    assert sorted(lines) == sorted(expected)
    assert len(expected) > 1


def test_mediators_are_counted_by_track_and_capacity(run):
    *rows, whole = run("07-mediators.py")

    mediators = Participation.objects.public().filter(role="mediator")
    counted = Counter(mediators.values_list("track__slug", "capacity"))
    assert [*rows] == [
        f"{number} {track} {capacity or '(capacity not known)'}"
        for (track, capacity), number in sorted(counted.items())
    ]
    assert whole.startswith(f"{mediators.count()} participations of mediators, edition ")


def test_handovers_to_governments_come_with_an_outcome_of_the_same_conflict(run):
    lines = run("08-from-unofficial-to-official.py")

    handovers = Handover.objects.public().filter(to_track__slug="government")
    unofficial = handovers.exclude(from_track__slug="track-one-and-a-half")
    expected = {
        f"{it.date or 'no date'} · {it.initiative.name}: {it.from_track.short_name}"
        f" to Government, {it.kind}": it
        for it in unofficial
    }
    assert {line for line in lines if not line.startswith("    ")} == {*expected}
    last: Any = None
    followed = 0
    for line in lines:
        if line in expected:
            last = expected[line]
            continue
        outcomes = Outcome.objects.public().filter(
            Q(conflict__in=last.initiative.conflicts.all())
            | Q(initiative__conflicts__in=last.initiative.conflicts.all())
        )
        assert line.strip() in {
            f"then {it.date} · {it.statement} ({it.initiative.name})" for it in outcomes
        }
        followed += 1
    assert followed > 1


def test_every_side_of_a_question_is_shown_with_its_passages(run):
    question, *lines = run("09-both-sides-of-a-question.py")

    disagreement = Disagreement.objects.get(slug="who-coined-multi-track-diplomacy")
    assert question == disagreement.question
    positions = [*disagreement.positions.all()]
    sides = [line for line in lines if line.startswith("- ")]
    assert len(sides) == len(positions) > 1
    for position in positions:
        [side] = [line for line in sides if line.startswith(f"- {position.statement} ")]
        assert int(side.rpartition(" ")[2]) <= position.citations.count()
        for citation in position.citations.all():
            passage = f"    {citation.work.title_short or citation.work.title}, {citation.locator}"
            again = ", in the words of another" if citation.repeats else ""
            assert f"{passage}{again}" in lines


def test_tracks_are_named_in_the_words_of_another_framework(run):
    lines = run("10-in-the-words-of-another-framework.py")

    involvements = Involvement.objects.public().filter(initiative__slug="oslo-channel")
    tracks = Track.objects.filter(pk__in=involvements.values("track"))
    assert len(lines) == tracks.count()
    for track in tracks:
        [line] = [line for line in lines if line.startswith(f"{track.name} (")]
        mappings = TrackMapping.objects.public().filter(
            track=track, framework_track__framework__slug="nine-tracks-portsmouth"
        )
        assert line.endswith("no track of this framework") is not mappings.exists()
        for mapping in mappings:
            there = mapping.framework_track
            assert f"Track {float(there.number):g}, {there.label}" in line


MATRIX = "11-connection-matrix.py"


def test_the_matrix_of_connections_is_the_same_when_it_is_computed_anew(run):
    pairs = comb(Track.objects.public().count(), 2)

    assert run(MATRIX) == [f"{pairs} pairs, 0 differences"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('row["Role"] != "addressee"', "True"),
        ('("addressee", "observer")', '("addressee",)'),
        ("min(on_a, on_b) < 10", "min(on_a, on_b) < 30"),
        ('("From", "To")', '("From", "From")'),
        ("moved(b, a)", "moved(a, b)"),
    ],
)
def test_the_matrix_by_another_definition_is_found_to_differ(run, right, wrong):
    *differences, whole = run(MATRIX, lambda text: text.replace(right, wrong))

    assert differences
    assert whole.endswith(f" pairs, {len(differences)} differences")


def test_a_bibliography_holds_the_works_that_were_asked_for(run, tmp_path):
    [number] = run("13-bibliography.sh")

    works = Work.objects.public().filter(
        Q(title__icontains="oslo")
        | Q(container_title__icontains="oslo")
        | Q(contributions__contributor__family__icontains="oslo")
        | Q(contributions__contributor__literal__icontains="oslo")
    )
    slugs = {*works.values_list("slug", flat=True)}
    assert int(number) == len(slugs) > 1
    written = (tmp_path / "oslo.bib").read_text(encoding="utf-8")
    assert written.count("\n@") + written.startswith("@") == len(slugs)
    assert all(slug in written for slug in slugs)


def test_the_network_has_who_took_part_and_ranks_them(run):
    pytest.importorskip("networkx", reason="networkx: only in requirements-dev.txt")

    head, *lines = run("14-network.py")

    rows = Participation.objects.public().exclude(role__in=("addressee", "observer"))
    joined = {*rows.values_list("actor__name", "actor__slug", "initiative__slug")}
    slugs = [{row[place] for row in joined} for place in (1, 2)]
    assert head == f"{len(slugs[0])} actors in {len(slugs[1])} initiatives"
    counted = Counter((name, slug) for name, slug, _ in joined)
    ranked = sorted(counted, key=lambda actor: (-counted[actor], actor[1]))[:5]
    title = lines.index("Most initiatives")
    assert lines[title + 1 : title + 6] == [
        f"- {name}: {counted[name, slug]}" for name, slug in ranked
    ]


def test_the_crosswalk_finds_every_track_with_the_number_two(run):
    lines = run("18-crosswalk.py")

    expected = {
        (
            it.framework_track.framework.name,
            f"{it.framework_track.label} · {it.relation}Match",
            it.track.slug,
        )
        for it in TrackMapping.objects.public().filter(framework_track__number=2)
    }
    found = set()
    for line in lines:
        named, address = line.rsplit(" · ", 1)
        framework, _, match = named.partition(": ")
        found.add((framework, match, address.rstrip("/").rpartition("/")[2]))
    assert found == expected


# What cannot run everywhere


@pytest.mark.parametrize("recipe", IN_R, ids=lambda it: it.name)
def test_a_recipe_in_r_runs(run, recipe):
    last = run(recipe.name)[-1]

    number = comb(Track.objects.public().count(), 2)
    participations = Participation.objects.public().count()
    assert last.startswith((f"{number} pairs, 0 differences", f"{participations} participations"))


@cache
def answer(site: str, address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(site + address) as found:
            return found.status, found.read().decode("utf-8-sig")
    except HTTPError as error:
        return error.code, ""


@pytest.mark.parametrize(
    ("recipe", "address"),
    [
        pytest.param(recipe, address, id=f"{recipe.name} {address}")
        for recipe in recipes()
        for address in ADDRESS.findall(recipe.text)
    ],
)
def test_every_address_in_a_recipe_is_answered(site, recipe, address):
    status, _ = answer(site, address)

    assert status == (400 if recipe.name == REFUSED else 200)


@pytest.mark.parametrize("recipe", IN_R, ids=lambda it: it.name)
def test_every_field_that_a_recipe_in_r_names_is_in_the_answers(site, recipe):
    texts = [answer(site, address)[1] for address in ADDRESS.findall(recipe.text)]
    fields = {field for text in texts for field in _fields(text)}

    named = {*re.findall(r'\[\["([^"]+)"\]\]', recipe.text)}
    named |= {*re.findall(r"\b(?:participations|present|stated|given)\$(\w+)", recipe.text)}
    named |= {*re.findall(r"(\w+) = (?:stated_of|length|shared|moved)\b", recipe.text)}
    assert named
    assert named <= fields | {"shared_initiatives"}


def _fields(text: str) -> list[str]:
    if text.startswith("{"):
        return [*json.loads(text)["results"][0]]
    return text.partition("\r\n")[0].split(",")


# The files, and the page that has them


@pytest.mark.django_db  # a base is made only where a test is marked, and the others cannot be
def test_there_are_at_least_twelve_recipes_of_every_kind():
    assert len(recipes()) >= 12
    assert {it.kind for it in recipes()} == {"Shell", "Python", "R", "Step by step"}


@pytest.mark.parametrize("recipe", recipes(), ids=lambda it: it.name)
def test_a_recipe_says_what_it_is_for_and_where_it_asks(recipe: Recipe):
    assert recipe.title
    assert recipe.title[-1] in "?."
    assert recipe.about.endswith(".")
    assert "#" not in recipe.title + recipe.about
    assert ADDRESS.search(recipe.text)
    assert recipe.text.count(LOCAL) == 1 or not recipe.is_program


@pytest.mark.parametrize("recipe", recipes(), ids=lambda it: it.name)
def test_a_recipe_stands_word_for_word_in_the_guide(recipe: Recipe):
    assert recipe.text.rstrip() in page.PAGE.read_text(encoding="utf-8")


def test_the_guide_is_what_the_recipes_make_of_it():
    assert page.PAGE.read_text(encoding="utf-8") == page.written()


def test_what_the_guide_calls_run_is_run_here():
    tests = Path(__file__).read_text(encoding="utf-8")
    names = {recipe.name for recipe in recipes() if page.is_run(recipe) and recipe not in IN_R}

    assert {name for name in names if f'"{name}"' not in tests} == set()


def test_every_address_in_the_guide_is_answered(site):
    text = page.PAGE.read_text(encoding="utf-8").partition(page.MARK)[0]
    addresses = {*re.findall(rf"{LOCAL}(/api/v1/[^\s`>]+[^\s`>,.])", text)}

    assert addresses
    assert {it: answer(site, it)[0] for it in addresses} == dict.fromkeys(addresses, 200)
