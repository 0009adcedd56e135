# What would the Portsmouth forum call the tracks of these efforts?
#
# “framework” at any address adds to each track what one framework calls it: exact, ambiguous
# or unmapped, never a guess. It filters nothing.

import json
import os
import urllib.request

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")
ASKED = f"{MTD}/api/v1/involvements/?initiative=oslo-channel&framework=nine-tracks-portsmouth"

with urllib.request.urlopen(ASKED) as answer:
    rows = json.load(answer)["results"]

for track in {row["track"]["slug"]: row["track"] for row in rows}.values():
    there = track["in_framework"]
    labels = " or ".join(f"Track {it['number']:g}, {it['label']}" for it in there["tracks"])
    print(f"{track['name']} ({there['standing']}): {labels or 'no track of this framework'}")
