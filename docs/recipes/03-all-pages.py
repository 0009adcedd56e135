# Which kinds of actors are in the base?
#
# A list comes in pages of at most 200 rows, and “next” is the address of the page that follows.
# Follow it until there is none, and never make up a cursor yourself. “count” stands on page one.

import json
import os
import urllib.request
from collections import Counter

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

kinds = Counter()
address = f"{MTD}/api/v1/actors/?fields=kind&page_size=200"
while address:
    with urllib.request.urlopen(address) as answer:
        page = json.load(answer)
    kinds.update(actor["kind"] for actor in page["results"])
    address = page["next"]

for kind, number in kinds.most_common():
    print(number, kind)
print(sum(kinds.values()), "in all")
