# Which unofficial efforts passed to governments, and what came next in the same conflict?
#
# A handover is an effort that moved from one track to another. “next_outcome” is the first outcome
# of the same conflict that is not before it; that one led to the other is not said.

import json
import os
import urllib.request

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

address = f"{MTD}/api/v1/handovers/?to=government&ordering=date&page_size=200"
while address:
    with urllib.request.urlopen(address) as answer:
        page = json.load(answer)
    for row in page["results"]:
        if row["from_track"]["slug"] == "track-one-and-a-half":
            continue  # half official already
        origin, effort = row["from_track"]["short_name"], row["initiative"]["name"]
        print(f"{row['date'] or 'no date'} · {effort}: {origin} to Government, {row['kind']}")
        if after := row["next_outcome"]:
            what = f"{after['statement']} ({after['initiative']['name']})"
            print(f"    then {after['date']} · {what}")
    address = page["next"]
