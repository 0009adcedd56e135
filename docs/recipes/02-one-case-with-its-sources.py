# What does the casebook say of the Oslo channel, and what does each statement rest on?
#
# One entry comes with all its parts, and each part with its basis and its passages. “collection”
# leaves only what the casebook says, so that it does not mix with the five source texts.

import json
import os
import urllib.request

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")
PARTS = ("accounts", "involvements", "participations", "handovers", "outcomes")
CASE = f"{MTD}/api/v1/initiatives/oslo-channel/?collection=casebook"

with urllib.request.urlopen(CASE) as answer:
    oslo = json.load(answer)

works = {}
for part in PARTS:
    for row in oslo[part]:
        who = row.get("actor") or row.get("track") or row.get("from_track") or oslo
        what = row.get("role") or row.get("function") or row.get("kind")
        said = row.get("statement") or row.get("summary") or row.get("why") or row.get("cause")
        print(f"{part}: {who['name']}, {what}. {said or ''} [{row['basis']}]")
        for citation in row["citations"]:
            works[citation["work"]["html_url"]] = citation["work"]["title"], citation["locator"]
print("Works:")
for address, (title, locator) in sorted(works.items()):
    print(f"- {title} {locator} {address}")
