"""How long a question for ways takes in a large graph, without a database.

    python -m tests.benchmarks.paths

200,000 actors, 100,000 initiatives and 1,000,000 joinings at random, among them one actor with
10,000 and nineteen with 2,000. Every tenth of 300 questions starts from the largest.
"""

import os
import random
import time
from collections.abc import Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mtd_site.settings")
django.setup()

from connections.graph import build
from connections.paths import ways

ACTORS, INITIATIVES, JOININGS = 200_000, 100_000, 1_000_000
HUBS = [10_000, *[2_000] * 19]
QUESTIONS = 300
SEED = 1905


def joinings(chance: random.Random) -> Iterator[tuple[int, int]]:
    for hub, size in enumerate(HUBS):
        for initiative in chance.sample(range(INITIATIVES), size):
            yield hub, initiative
    for _ in range(JOININGS - sum(HUBS)):
        yield chance.randrange(ACTORS), chance.randrange(INITIATIVES)


def main() -> None:
    chance = random.Random(SEED)
    start = time.process_time()
    graph = build([*range(ACTORS)], [*range(INITIATIVES)], joinings(chance), set())
    arrays = (graph.ids, graph.by_id, graph.starts, graph.ends)
    size = sum(len(array) * array.itemsize for array in arrays)
    print(f"built in {time.process_time() - start:.1f} s, {size / 1e6:.1f} MB")
    took = []
    for number in range(QUESTIONS):
        one = 0 if number % 10 == 0 else chance.randrange(1, ACTORS)
        other = ACTORS + chance.randrange(INITIATIVES)
        start = time.process_time()
        ways(graph, one, other)
        took.append(1000 * (time.process_time() - start))
    took.sort()
    median, most, worst = took[QUESTIONS // 2], took[QUESTIONS * 95 // 100], took[-1]
    print(f"processor time: median {median:.0f} ms, 95 % {most:.0f} ms, worst {worst:.0f} ms")


if __name__ == "__main__":
    main()
