"""How long an import of 5,000 initiatives takes, and the dry run before it, in an empty base.

    DATABASE_URL=… python -m tests.benchmarks.importing
    python -m tests.postgresql python -m tests.benchmarks.importing

The file has 20,000 participations and 10,000 involvements, each cited. Reading, checking, writing,
revisions and likely duplicates all count. With ``--profile`` it says where the time goes.
"""

import cProfile
import io
import os
import pstats
import resource
import sys
import time
from functools import partial

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
django.setup()

from django.core.management import call_command
from django.db import connection

from actors.models import Actor
from curation.importing import bring_in, dry_run, undo
from curation.models import NameKey, Revision
from curation.revisions import Who
from curation.sheets import read, write_csv
from initiatives.models import Initiative, Participation
from tests import factories as make
from tests.benchmarks.sheets import INITIATIVES, PARTICIPATIONS, documents

WHO = Who(reason="Benchmark")


def prepare() -> None:
    call_command("migrate", verbosity=0)
    work = make.make_work(slug="example-work")
    make.make_citation(work=work, key="p1-example")
    for slug in ("government", "business"):
        make.make_track(slug=slug)
    Actor.objects.bulk_create(
        Actor(slug=f"example-actor-{n}", name=f"Example actor {n}", kind="ngo", sort_name=f"{n}")
        for n in range(700 + PARTICIPATIONS)
    )


def note(said: list[tuple[str, float]], line: str) -> None:
    said.append((line, time.perf_counter()))


def main() -> None:
    prepare()
    data = "".join(write_csv(documents(keyed=True), "initiative")).encode()
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    for name, work in (("dry run", dry_run), ("import", bring_in)):
        said: list[tuple[str, float]] = []
        start, worked = time.perf_counter(), time.process_time()
        if profile and work is bring_in:
            profile.enable()
        upload = read(io.BytesIO(data), "initiatives.csv")
        note(said, "Reading")
        outcome = work(upload, WHO, partial(note, said))
        took, worked = time.perf_counter() - start, time.process_time() - worked
        if profile:
            profile.disable()
        print(f"{connection.vendor}, {name} of {len(data) / 1e6:.1f} MB: {took:.1f} s", end=" ")
        print(f"({worked:.1f} s of this processor)")
        for line, at in said:
            print(f"  {at - start:6.2f} s  {line}")
    counts = [model.objects.count() for model in (Initiative, Participation, Revision, NameKey)]
    assert counts[:3] == [INITIATIVES, INITIATIVES * PARTICIPATIONS, INITIATIVES], counts
    print(f"  {counts[3]:,} keys of names")
    start = time.perf_counter()
    assert outcome.batch
    undo(outcome.batch, WHO)
    print(f"{connection.vendor}, undoing: {time.perf_counter() - start:.1f} s")
    assert not Initiative.objects.exists()
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    if profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(32)


if __name__ == "__main__":
    main()
