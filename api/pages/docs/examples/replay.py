import json
import time
from urllib.error import HTTPError
from urllib.request import urlopen

copy = {}
address = "http://127.0.0.1:8080/v1/changes?after=0&limit=200"
while address:
    try:
        with urlopen(address) as answer:
            page = json.load(answer)
    except HTTPError as error:
        if error.code not in (429, 503):
            raise
        time.sleep(int(error.headers["Retry-After"]))
        continue
    for change in page["changes"]:
        if change["event"]:
            copy[change["event_id"]] = change["event"]
        else:
            copy.pop(change["event_id"], None)
        last = change["change"]
    address = page["next"]
print(len(copy), "events; continue with after =", last)
