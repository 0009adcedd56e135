"""How long it takes to read a sheet of initiatives, without a database.

    python -m tests.benchmarks.sheets

5,000 initiatives with 20,000 participations and 10,000 involvements: written once, read five times,
as they are and without the keys of their parts, and checked field by field.
"""

import io
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
django.setup()

from curation.sheets import read, rows, write_csv
from curation.sheets.uploads import Upload

INITIATIVES, PARTICIPATIONS, INVOLVEMENTS = 5_000, 4, 2
TRACKS = ("government", "business")
TIMES = 5


def documents(*, keyed: bool) -> Iterator[dict[str, Any]]:
    said = {"basis": "cited", "citations": ["example-work#p1-example"]}
    for number in range(INITIATIVES):
        participations: list[dict[str, Any]] = [
            {"actor": f"example-actor-{number % 700 + place}", "track": TRACKS[place % 2]}
            | {"key": f"took-part-{place}", "role": "participant", "capacity": "unknown", **said}
            | {"statement": f"Example statement {place} with a few words, “quotes” and commas."}
            for place in range(PARTICIPATIONS)
        ]
        involvements: list[dict[str, Any]] = [
            {"key": f"on-{track}", "track": track, "function": "channel", "dates": "1990/1995"}
            | {"why": f"Example reason of track {track}.", **said}
            for track in TRACKS[:INVOLVEMENTS]
        ]
        if not keyed:
            for part in (*participations, *involvements):
                del part["key"]
        yield {"entry": "initiative", "slug": f"example-{number}", "kind": "dialogue", **said} | {
            "name": f"Example {number}",
            "summary": f"Example summary {number} of an initiative.",
            "dates": "1990-05/1995",
            "status": "draft",
            "involvements": involvements,
            "participations": participations,
        }


def read_sheet(data: bytes) -> Upload:
    return read(io.BytesIO(data), "initiatives.csv")


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """The least processor time of a few tries, in seconds, and what came of the last."""
    took = []
    for _ in range(TIMES):
        start = time.process_time()
        result = work()
        took.append(time.process_time() - start)
    return min(took), result


def main() -> None:
    for keyed in (True, False):
        data = "".join(write_csv(documents(keyed=keyed), "initiative")).encode()
        took, upload = best(partial(read_sheet, data))
        kind = "with keys" if keyed else "keys to be made"
        print(f"{kind}: {len(data) / 1e6:.1f} MB, read in {took:.2f} s")
    took, found = best(lambda: rows(upload, "curated"))
    print(f"{len(found):,} rows checked field by field in {took:.2f} s")


if __name__ == "__main__":
    main()
