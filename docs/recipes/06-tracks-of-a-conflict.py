# Which tracks met in one conflict, and in which of its initiatives?
#
# The list of involvements has a row for each track on which an initiative ran, so that one filter
# gives the tracks of a whole conflict. A track that is missing was not chosen or not found: the
# base is a sample, and silence says nothing about the world.

import json
import os
import urllib.request

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

tracks, address = {}, f"{MTD}/api/v1/involvements/?conflict=northern-ireland-conflict&page_size=200"
while address:
    with urllib.request.urlopen(address) as answer:
        page = json.load(answer)
    for row in page["results"]:
        on = tracks.setdefault(row["initiative"]["name"], {})
        on[row["track"]["short_name"]] = row["track"]["number"]
    address = page["next"]

for initiative, on in sorted(tracks.items()):
    print(f"{initiative}: {', '.join(sorted(on, key=on.get))}")
