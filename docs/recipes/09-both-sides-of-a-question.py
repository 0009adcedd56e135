# Who coined “multi-track diplomacy”? What does each source say?
#
# Where sources differ, the base keeps every side with its passages. Count the independent voices
# and not the texts: two texts that repeat one wording are one voice.

import json
import os
import urllib.request

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")
QUESTION = f"{MTD}/api/v1/disagreements/who-coined-multi-track-diplomacy/"

with urllib.request.urlopen(QUESTION) as answer:
    question = json.load(answer)

print(question["question"])
for position in question["positions"]:
    print(f"- {position['statement']} Independent voices: {position['independent_sources']}")
    for citation in position["citations"]:
        again = ", in the words of another" if citation["repeats"] else ""
        work = citation["work"]["title_short"] or citation["work"]["title"]
        print(f"    {work}, {citation['locator']}{again}")
