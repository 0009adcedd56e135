# From which tracks do mediators act, and in which capacity?
#
# Every list is a table too: “format=csv” streams all its rows at once, with no pages. The file
# begins with a byte order mark for the sake of spreadsheets, hence “utf-8-sig”.

import csv
import io
import os
import urllib.request
from collections import Counter

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

with urllib.request.urlopen(f"{MTD}/api/v1/participations/?role=mediator&format=csv") as answer:
    rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8-sig", newline="")))

table = Counter((row["Track (slug)"], row["Capacity"]) for row in rows)
for (track, capacity), number in sorted(table.items()):
    print(number, track, capacity or "(capacity not known)")
print(len(rows), "participations of mediators, edition", rows[0]["Edition"])
