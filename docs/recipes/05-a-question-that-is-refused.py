# Why is my question refused?
#
# A misspelt filter would give a wrong answer if it were ignored, so the API refuses it. The answer
# is a problem in JSON (RFC 9457), which names each parameter and says what could stand there.

import json
import os
import urllib.error
import urllib.request

MTD = os.environ.get("MTD", "http://127.0.0.1:8000")

try:
    urllib.request.urlopen(f"{MTD}/api/v1/initiatives/?year_from=1993&trak=business")
except urllib.error.HTTPError as error:
    problem = json.load(error)
    print(problem["status"], problem["title"])
    for it in problem["errors"]:
        print(f"{it['parameter']}: {it['detail']}")
