# How do the tracks connect? The matrix, computed anew from its raw rows.
#
# Four tables give every number of /connections/: shared initiatives and actors, handovers, stated
# relations and Salton's cosine, by the definitions in the comments. The last line says whether the
# site's own numbers are the same, to the last digit.

import csv
import io
import json
import math
import os
import urllib.request
from collections import defaultdict
from itertools import combinations

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")


def table(path):
    with urllib.request.urlopen(MTD + path) as answer:
        return list(csv.DictReader(io.TextIOWrapper(answer, "utf-8-sig", newline="")))


involvements = table("/api/v1/involvements/?format=csv")
participations = table("/api/v1/participations/?format=csv")
handovers = table("/api/v1/handovers/?format=csv")
stated = table("/api/v1/graph/?edges=stated&page_size=50000&format=csv")
with urllib.request.urlopen(MTD + "/api/v1/connections/") as answer:
    given = json.load(answer)["results"]

# An initiative is on a track by an involvement, or by anybody's participation from there but an
# addressee's. An actor is on a track by a participation, but not as addressee or observer.
initiatives, actors = defaultdict(set), defaultdict(set)
for row in involvements:
    initiatives[row["Track (slug)"]].add(row["Initiative (slug)"])
for row in participations:
    if row["Role"] != "addressee":
        initiatives[row["Track (slug)"]].add(row["Initiative (slug)"])
    if row["Role"] not in ("addressee", "observer"):
        actors[row["Track (slug)"]].add(row["Actor (slug)"])

# What a source states of two tracks of its framework counts once for a pair of ours.
relations = defaultdict(set)
for row in stated:
    ends = frozenset(row[end].removeprefix("track:") for end in ("From", "To"))
    relations[ends].add((row["Framework"], row["Part (key in its entry)"]))


def moved(a, b):
    return sum((row["From track (slug)"], row["To track (slug)"]) == (a, b) for row in handovers)


def strength(a, b):
    """Salton's cosine; not shown where fewer than ten initiatives ran on one of the two."""
    on_a, on_b = len(initiatives[a]), len(initiatives[b])
    if min(on_a, on_b) < 10:
        return None
    return len(initiatives[a] & initiatives[b]) / math.sqrt(on_a * on_b)


differences = 0
for row in given:
    a, b = row["a"], row["b"]
    ours = {
        "stated": len(relations[frozenset((a, b))]),
        "shared_initiatives": len(initiatives[a] & initiatives[b]),
        "shared_actors": len(actors[a] & actors[b]),
        "handovers_ab": moved(a, b),
        "handovers_ba": moved(b, a),
        "strength": strength(a, b),
    }
    for name, number in ours.items():
        if number != row[name]:
            differences += 1
            print(f"{a}, {b}: {name} is {row[name]}, computed {number}")

tracks = {track for row in given for track in (row["a"], row["b"])}
missing = {frozenset(pair) for pair in combinations(tracks, 2)}
missing -= {frozenset((row["a"], row["b"])) for row in given}
print(f"{len(given)} pairs, {differences + len(missing)} differences")
